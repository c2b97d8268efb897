#pragma once

#include <vector>

#include "base/length_units.h"
#include "scene/flight_path.h"

namespace apogee {

/// Heights on a flat map stand at right angles to the ground track, on one side of it. A track is made once
/// for a projection and holds for any camera: its lengths are those of the plane, radians of arc.
class RaisedTrack {
  public:
    RaisedTrack() = default;
    /// @param path  not on the globe, which shows heights truly
    RaisedTrack(const Projection& projection, const Path& path);

    [[nodiscard]] bool empty() const { return stands_.empty(); }
    [[nodiscard]] double length() const { return length_; }

    struct Place {
        PixelPoint foot, top;
    };
    /// A height above the track at a time, where the map repeats in the copy nearest the middle of the
    /// picture.
    /// @param lift  how much longer a height is drawn than the same length on the ground
    [[nodiscard]] Place at(const Camera& camera, double time_s, double height_m, double lift) const;
    /// The arc of a part of the path, interrupted where the plane is torn (pole, antipode).
    [[nodiscard]] std::vector<PixelRun> arc(const Camera& camera, const Path& part, double lift) const;

  private:
    /// A point of the plane on the track, and the unit vector in which heights are drawn from it.
    struct Stand {
        double time_s = 0, x = 0, y = 0, side_x = 0, side_y = 1;
        int tears = 0;  ///< of the plane since the beginning
    };
    void find_sides();
    [[nodiscard]] Stand stand_at(double time_s) const;

    std::vector<Stand> stands_;
    double length_ = 0;
};

/// Why a flight has no arc on a flat map. On a plane that is torn, sides of the track mean nothing: on the
/// azimuthal one near the far side of the Earth, on the equirectangular one at the poles, near which it is
/// also drawn out many times (11 at 5 degrees).
enum class NoArc { none, goes_round, near_pole };
inline constexpr double least_pole_distance_deg = 5;
/// Whether a path comes so near to a pole (`least_pole_distance_deg`) that a flat map draws it out of shape.
[[nodiscard]] bool comes_near_pole(const Path& path);
/// @param most_downrange  the greatest angle from its start
[[nodiscard]] NoArc why_no_arc(ProjectionKind projection, const Path& path, double most_downrange);

/// The lift with which arcs bow by no more than a third of the longest track, and no height is drawn longer
/// than the same length on the ground.
[[nodiscard]] double raised_lift(double longest_track, double most_height_m);

/// A bar from the track up to an arc, with a tick at every round height.
struct HeightBar {
    PixelPoint foot, top;
    struct Tick {
        PixelPoint at;
        double height_m;
    };
    std::vector<Tick> ticks;
    PixelPoint across;  ///< unit vector along the ticks
};
/// @param height_m  of the bar
/// @param spacing   pixels that are between ticks at least
[[nodiscard]] HeightBar height_bar(const RaisedTrack::Place& place, double height_m, LengthUnit unit,
                                   double spacing);

}  // namespace apogee
