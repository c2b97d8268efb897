#pragma once

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <vector>

#include "report/columns.h"
#include "report/flight.h"

/// Flights as other programs open them: any number in a text, one in a NetCDF file, and with each what it let
/// go of where that was flown, too. docs/exports.md describes them.
namespace apogee {

class OutputFile;

/// RFC 7946: arc (heights above the ellipsoid), ground track, site and events. Drawn straight in degrees, a
/// line misses the flight by at most 100 m.
[[nodiscard]] nlohmann::ordered_json flights_geojson(std::span<const Flight> flights);

/// KML 2.2 with Google's tracks: the arc as an extruded line, ground track, events, a track that plays.
[[nodiscard]] std::string flights_kml(std::span<const Flight> flights);

/// CZML 1.0: a clock, positions with velocities (Hermite, within 10 m), path, labels of the events.
[[nodiscard]] nlohmann::ordered_json flights_czml(std::span<const Flight> flights);

/// NetCDF-4, CF's trajectories: the flight and what it let go of, a row every `step_s`, as `for_each_row` has
/// them. Columns of words are left out. @throws FileError
void fill_netcdf(const OutputFile& output, const std::string& path, const Flight& flight,
                 const Columns& columns, double step_s);

/// A body of a flight's file: the vehicle itself, or what it let go of.
struct FileBody {
    std::string name;  ///< the flight's title, or "stage 1" of it
    const Trajectory* trajectory;
};
[[nodiscard]] std::vector<FileBody> file_bodies(const Flight& flight);

/// The moment of ignition in files that need one: the scenario's own, else a stand-in that they say is one.
struct FileClock {
    std::chrono::sys_seconds ignition;
    bool stated;
};
[[nodiscard]] FileClock file_clock(const Flight& flight);

/// "Range 1001.5 km. Apogee 4475.0 km. Flight time 53:04. Heights are ... Apogee 0.1.0, s.toml, hash ...":
/// what a viewer shows of a flight, with where it comes from.
/// @param time  `clock`: the file's times are those of `file_clock`
enum class FileTime { none, clock };
[[nodiscard]] std::string file_description(const Flight& flight, const Trajectory& body, FileTime time);

/// "Hwasong-15", "3 flights": what a file is called.
[[nodiscard]] std::string file_title(std::span<const Flight> flights);

}  // namespace apogee
