#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flight/revolution.h"
#include "scenario/scenario.h"
#include "scene/flight_path.h"

namespace apogee {

/// A flight sampled for drawing.
struct DrawnFlight {
    Path path;
    std::vector<Path> debris;
    struct Mark {
        std::string name;
        PathPoint point;
    };
    /// Events that pictures show; and where one that is in orbit is highest, at the height of its apogee.
    std::vector<Mark> marks;
    double most_downrange = 0, most_height_m = 0;
    std::vector<double> downrange;  ///< angle from the start for each point of `path`, for the profile
};
/// @return no path where the flight never left the pad
[[nodiscard]] DrawnFlight drawn_flight(const FlownFlight& flight, const std::vector<Debris>& debris = {});

/// The angle from a path's start for each of its points, counted on beyond half a turn.
[[nodiscard]] std::vector<double> downrange_along(const Path& path);
/// The same at a time of a flight that has a path.
[[nodiscard]] double downrange_at(const DrawnFlight& flight, double time_s);
/// Where a path is highest.
[[nodiscard]] const PathPoint& highest(const Path& path);

/// The figure that was reported under this key; none: null.
[[nodiscard]] const ReportedFigure* reported(const Scenario& scenario, const char* key);
/// The reported height above the place of our apogee.
[[nodiscard]] std::optional<PathPoint> reported_apogee(const Scenario& scenario, const DrawnFlight& drawn);

/// Where a picture of paths looks.
struct Framing {
    LatLon middle;     ///< of all points
    double reach = 0;  ///< the greatest angle from there to one of them, rad
    /// Of an equirectangular map: true to scale where a small region's middle is.
    [[nodiscard]] double standard_parallel_deg() const;
    /// What a globe turns to the eye: flights are looked at from the side, or a lofted one would point at it.
    [[nodiscard]] LatLon globe_centre() const;
};
[[nodiscard]] Framing framing(const Path& points);

}  // namespace apogee
