#pragma once

#include <array>
#include <span>
#include <vector>

#include "flight/trajectory.h"
#include "scene/projection.h"

namespace apogee {

/// A point of a path over or on the Earth.
struct PathPoint {
    double time_s = 0;
    Vec3<double> direction = Vec3<double>::UnitX();  ///< of geodetic latitude and longitude, as land has it
    double height_m = 0;                             ///< above the ellipsoid
};
using Path = std::vector<PathPoint>;

/// The flight as a path from ignition to its end: straight between two points to a small part of how large it
/// is.
[[nodiscard]] Path sample(const Trajectory& trajectory);
[[nodiscard]] PathPoint sample(const Trajectory& trajectory, double time_s);
/// The part of a path between two times, its ends interpolated.
[[nodiscard]] Path between(const Path& path, double from_s, double to_s);

/// All points at a distance from a place on the WGS 84 ellipsoid: a closed path on the ground,
/// its inside to the left.
[[nodiscard]] Path range_ring(const LatLon& centre, double distance_m, int points = 180);
/// The closed line through places clockwise round what they hold: that lies to its left.
[[nodiscard]] Path ring_path(const std::vector<Geodetic>& places);
/// The point at a distance and azimuth (degrees) from a place, on WGS 84.
[[nodiscard]] LatLon destination(const LatLon& from, double azimuth_deg, double distance_m);

/// Sphere as which the Earth is drawn: heights are divided by it.
inline constexpr double drawn_radius_m = constants::sphere_radius_m;

struct PixelPoint {
    double x = 0, y = 0;
};
using PixelRun = std::vector<PixelPoint>;

/// Repeats lines as often as the map does in the picture (equirectangular; else they stay as they are).
void repeat_turns(const Camera& camera, std::vector<PixelRun>& runs);

/// Turns paths into lines of pixels: divides each piece until it is straight to a quarter of a pixel, and
/// cuts it where the plane is torn (antipode, pole) or the Earth hides it.
class PathProjector {
  public:
    explicit PathProjector(const Camera& camera) : camera_(camera) {}

    /// @param on_ground  the track below instead of the path, on the globe; flat maps show nothing else
    [[nodiscard]] std::vector<PixelRun> project(std::span<const PathPoint> path, bool on_ground) const;
    /// One point; on flat maps the copy nearest the middle of the picture.
    [[nodiscard]] Camera::Pixel pixel(const PathPoint& point, bool on_ground) const;

  private:
    struct Point {
        Vec3<double> direction;
        double height_radii;
        Camera::Pixel pixel;
    };
    [[nodiscard]] Point place(const Vec3<double>& direction, double height_radii, const Point* before) const;
    /// The end as it was reached.
    Point connect(const Point& a, const Point& b, int depth, std::vector<PixelRun>& runs) const;

    const Camera& camera_;
};

}  // namespace apogee
