#pragma once

#include <optional>

#include "base/lat_lon.h"
#include "physics/units.h"

namespace apogee {

/// Unit vector with this latitude and longitude as spherical angles. Land and flights go through the same
/// function, so they stay in register although the Earth is drawn as a sphere.
[[nodiscard]] Vec3<double> direction(const LatLon& point);
/// The inverse of `direction`, for a vector of any length above zero. Longitude in [-180, 180].
[[nodiscard]] LatLon geo_point(const Vec3<double>& direction);

enum class ProjectionKind { equirectangular, azimuthal, globe };

/// A point of the projection's plane, in radians of arc at its centre; y to the north.
struct PlanePoint {
    double x = 0, y = 0;
    /// False behind the globe's horizon: then pushed outside the disc, continuously. False behind the eye.
    bool visible = true;
};

/// From the sphere to the plane and back.
/// Equirectangular: x = longitude times the cosine of the standard parallel, y = latitude.
/// Azimuthal equidistant: distance and bearing from the centre are true (on the sphere: distances are within
/// 0.6 % of those on the ellipsoid). Globe: a perspective from `globe_distance` Earth radii, heights above
/// the surface included.
class Projection {
  public:
    Projection() : Projection(ProjectionKind::equirectangular, {}) {}
    /// `centre` is ignored by the equirectangular projection, which takes its latitude as standard parallel.
    /// @param roll_deg  of the globe's picture: so much is north at the centre turned clockwise
    Projection(ProjectionKind kind, LatLon centre, double roll_deg = 0);
    /// The globe with these axes: to the right, upward, and towards the eye.
    [[nodiscard]] static Projection globe(const Eigen::Matrix3d& axes);

    [[nodiscard]] ProjectionKind kind() const { return kind_; }
    [[nodiscard]] LatLon centre() const { return centre_; }
    [[nodiscard]] double roll_deg() const { return roll_deg_; }
    [[nodiscard]] double parallel_cosine() const { return parallel_cosine_; }
    /// Rows: east, north and up at the centre; of a globe that is rolled, right, upward and up.
    [[nodiscard]] const Eigen::Matrix3d& axes() const { return axes_; }

    /// Projects a point of the surface given by its direction, raised by `height`, in Earth radii. Only the
    /// globe shows height. Longitude (equirectangular) in [-pi, pi].
    [[nodiscard]] PlanePoint forward(const Vec3<double>& direction, double height = 0) const;
    /// The point of the surface that is seen at (x, y); none off the map or the globe.
    [[nodiscard]] std::optional<LatLon> inverse(double x, double y) const;
    /// Radius of the disc that holds the Earth (azimuthal, globe).
    [[nodiscard]] double disc_radius() const;

    static constexpr double globe_distance = 6;

  private:
    ProjectionKind kind_;
    LatLon centre_;
    double roll_deg_ = 0;
    double parallel_cosine_ = 1;
    Eigen::Matrix3d axes_;
};

/// Where the plane lies on the picture.
struct Camera {
    Projection projection;
    double x = 0, y = 0;           ///< plane point in the middle of the picture
    double scale = 200;            ///< pixels per radian
    double width = 1, height = 1;  ///< of the picture, pixels

    struct Pixel {
        double x = 0, y = 0;
        bool visible = true;
    };
    /// Plane to pixel, y downward. The subtraction is made in double: what follows may be float.
    [[nodiscard]] Pixel to_pixel(const PlanePoint& p) const {
        return {width / 2 + (p.x - x) * scale, height / 2 - (p.y - y) * scale, p.visible};
    }
    [[nodiscard]] Pixel to_pixel(const Vec3<double>& direction, double height_radii = 0) const {
        return to_pixel(projection.forward(direction, height_radii));
    }
    /// The camera of a part of the picture, its upper left corner at (left, top).
    [[nodiscard]] Camera part(double left, double top, double part_width, double part_height) const {
        return {projection,
                x + (left + (part_width - width) / 2) / scale,
                y - (top + (part_height - height) / 2) / scale,
                scale,
                part_width,
                part_height};
    }
    [[nodiscard]] std::optional<LatLon> pick(double pixel_x, double pixel_y) const {
        return projection.inverse(x + (pixel_x - width / 2) / scale, y - (pixel_y - height / 2) / scale);
    }
};

}  // namespace apogee
