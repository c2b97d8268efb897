#pragma once

#include <vector>

#include "flight/trajectory.h"
#include "range/ring_polygon.h"

/// A flight as files for maps and globes have it: few samples, and what a reader draws between them.
namespace apogee {

/// Ignition, or of a release and of debris the moment it was let go.
[[nodiscard]] double first_instant(const Trajectory& trajectory);

/// How a reader goes from one sample to the next.
enum class Between {
    degrees,  ///< straight in longitude, latitude and height: GIS and web maps
    space,    ///< straight through space: globes that draw lines
    hermite   ///< a cubic in time through position and velocity, Earth-fixed: globes that play it
};

/// How far a line in a file may miss the flight that it shows.
inline constexpr double line_tolerance_m = 100;

/// So few moments of a flight that what is drawn between them misses it by at most `tolerance_m`; the first,
/// the last and every event among them. Where a track passes over a pole, no number of straight lines in
/// degrees holds any tolerance: no two moments are closer than a hundredth of a second.
[[nodiscard]] std::vector<FlightPoint> path_samples(const Trajectory& trajectory, Between between,
                                                    double tolerance_m);

/// A point of a map with its height above the ellipsoid.
struct TrackPoint {
    double longitude_deg = 0, latitude_deg = 0, height_m = 0;
    bool operator==(const TrackPoint&) const = default;
};

[[nodiscard]] TrackPoint track_point(const Geodetic& place);

/// A number to a part of its unit, so that its text is short: `per_unit` 100 of metres is a centimetre. Never
/// -0.
[[nodiscard]] double rounded_to(double x, double per_unit);

/// A point as files have it: to a ten-millionth of a degree, a centimetre on the ground, and a centimetre up.
[[nodiscard]] TrackPoint rounded(const TrackPoint& point);

enum class Heights { with, without };
/// Lines as files have them: rounded, points that this puts on one place once, their heights left out where
/// they are not asked for. A line of which one point is left is none: the body stayed on one place, or the
/// line was cut in its last point.
[[nodiscard]] std::vector<std::vector<TrackPoint>> lines_for_files(
    const std::vector<std::vector<TrackPoint>>& lines, Heights heights);

/// A closed line as files have it, its first point repeated at its end.
[[nodiscard]] std::vector<TrackPoint> ring_for_files(const std::vector<LatLon>& line);

/// The line through places, cut where it crosses 180 degrees (RFC 7946, 3.1.9).
/// @param between  `degrees`: a line that passes over a pole runs along the map's edge there
[[nodiscard]] std::vector<std::vector<TrackPoint>> map_lines(const std::vector<FlightPoint>& points,
                                                             Between between);

/// A line of points, by the shorter way round from each to the next, cut in the same way.
[[nodiscard]] std::vector<std::vector<TrackPoint>> cut_at_180(const std::vector<TrackPoint>& points);

}  // namespace apogee
