#pragma once

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "flight/summary.h"
#include "flight/trajectory.h"
#include "report/file_formats.h"

/// What a file for maps and globes shows, whichever verb made it. One writer a format writes it.
namespace apogee {

/// A body that flies: the vehicle itself, or what it let go of.
struct MapBody {
    std::string flight;  ///< which flight it belongs to: no two of a file have the same
    std::string title, vehicle;
    std::string name;  ///< the flight's title, or "stage 1" of it
    /// Sentences: what is to be said of it beside its figures, what its heights are above, which file flew
    /// where.
    std::string remark, heights, source;
    FlightSummary summary;                   ///< its figures: no file computes its own
    const Trajectory* trajectory = nullptr;  ///< its outcome and events
    const Trajectory* line = nullptr;        ///< as it is drawn: of what is in orbit, one revolution more
    std::string time_zero;                   ///< what happens at its time 0: "ignition", "release"
    std::optional<std::chrono::sys_seconds> launch_time;  ///< of time 0, where it is stated
    std::size_t colour = 0;                               ///< counts through `flight_colours`
};

/// A point on the ground.
struct MapPlace {
    std::string what;  ///< "launch site", "impact"
    std::string name;  ///< its label; empty: none
    double longitude_deg = 0, latitude_deg = 0;
    nlohmann::ordered_json properties;  ///< of a GeoJSON feature: names with units
    std::string description;            ///< what a globe shows where it is clicked
    std::size_t colour = 0;
};

/// What a closed line on the ground holds.
struct MapRegion {
    std::string what;            ///< "farthest flights"
    std::vector<Geodetic> line;  ///< clockwise round it, neighbours close, as `ring_line` makes it
    nlohmann::ordered_json properties;
    std::string description;
    std::size_t colour = 0;
};

struct MapContent {
    std::string title, description;
    std::vector<MapPlace> places;
    std::vector<MapRegion> regions;
    std::vector<MapBody> bodies;
    std::vector<std::unique_ptr<const Trajectory>> revolutions;  ///< flown for this file: of bodies in orbit
};

/// No line on a map is longer: a low orbit's 350 turns, of some 700 points each.
inline constexpr double longest_line_s = 2e6;

/// When a body's time 0 is in a file that cannot do without a date, and a sentence where that is not what its
/// scenario says.
struct FileClock {
    std::chrono::sys_seconds zero;
    std::string note;
};
/// @param far_apart  what to do with flights whose times 0 lie more than a day apart
enum class FarApart {
    keep,     ///< each at its own time
    together  ///< all from the first one's, so that a clock that runs through the file shows them
};
/// One for each body. Without a stated launch time: that of the first body that states one, else the year
/// 2000.
[[nodiscard]] std::vector<FileClock> file_clocks(std::span<const MapBody> bodies, FarApart far_apart);

/// RFC 7946: arcs (heights above the ellipsoid), ground tracks, events, places, regions. Drawn straight in
/// degrees, a line misses the flight by at most 100 m.
[[nodiscard]] nlohmann::ordered_json map_geojson(const MapContent& content);
/// KML 2.2 with Google's tracks: arcs as extruded lines, ground tracks, events, tracks that play, regions.
[[nodiscard]] std::string map_kml(const MapContent& content);
/// CZML 1.0: a clock, positions with velocities (Hermite, within 10 m), paths, labels of the events, lines
/// round the regions.
[[nodiscard]] nlohmann::ordered_json map_czml(const MapContent& content);

/// "Range 1001.5 km. Apogee 4475.0 km. Flight time 53:04.", of each what the flight has.
[[nodiscard]] std::string figures_sentences(const FlightSummary& summary);
/// What a viewer shows of a body: its figures and what is to be said of it.
[[nodiscard]] std::string figures_and_remark(const MapBody& body);

/// Sentences with a space between them; empty ones left out.
[[nodiscard]] std::string sentences(std::span<const std::string> all);

/// The file in one of these formats. @param format  for which `is_map` holds
[[nodiscard]] std::string map_text(FileFormat format, const MapContent& content);

/// A description as Google Earth and Cesium read it: as HTML. A name with markup in it stays text.
[[nodiscard]] std::string as_html(const std::string& text);

}  // namespace apogee
