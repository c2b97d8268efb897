#pragma once

#include "scene/flight_path.h"

namespace apogee {

/// Where something is in a profile.
struct ProfilePlace {
    double angle;  ///< of range, from the launch site
    double height_m;
};

/// How a profile lies on its picture: height over ground range, one scale for both, the Earth curved.
struct ProfileCamera {
    double turn = 0;      ///< angle of range that stands upright
    double x = 0, y = 0;  ///< in the middle of the picture, Earth radii; (0, 1) is the ground at `turn`
    double scale = 0;     ///< pixels per Earth radius
    double width = 1, height = 1;  ///< of the picture, pixels

    bool operator==(const ProfileCamera&) const = default;

    [[nodiscard]] PixelPoint pixel(double angle, double height_m) const;
    /// The reverse of `pixel`; angles lie within half a turn of the upright one.
    [[nodiscard]] ProfilePlace place(double pixel_x, double pixel_y) const;
    /// A line of constant height between two angles.
    [[nodiscard]] PixelRun level(double height_m, double from, double to) const;

    struct Frame {
        double from, to;                   ///< angles of range in the picture
        double least_radius, most_radius;  ///< Earth radii
    };
    [[nodiscard]] Frame frame() const;

    /// Shows what `each` visits (angle and height in metres), the start and the ground at its far end.
    /// @param across, upward  parts of the picture's width and height that it fills
    template <class Each>
    void fit(double across, double upward, const Each& each) {
        double range = 0;
        each([&](double angle, double) { range = range < angle ? angle : range; });
        Extent extent(range);
        extent.include(0, 0);
        extent.include(range, 0);
        each([&](double angle, double height_m) { extent.include(angle, height_m); });
        show(extent, across, upward);
    }

  private:
    struct Extent {
        explicit Extent(double range);
        void include(double angle, double height_m);
        double turn, west = 1e9, east = -1e9, low = 1e9, high = -1e9;
    };
    void show(const Extent& extent, double across, double upward);
};

}  // namespace apogee
