#pragma once

#include <optional>
#include <string>
#include <vector>

#include "world/layer.h"

namespace apogee {

/// What of the flights is drawn near a pixel.
struct PointedFlight {
    std::size_t flight = 0;  ///< index into the session's
    double time_s = 0;
    std::string event;  ///< whose mark it is; empty: arc or track
    PixelPoint at;
};

/// Where a picture's flights are drawn, point by point, kept while the picture rests.
class DrawnPlaces {
  public:
    /// Begins anew for a picture that was not added before. @param picture  counts those that were drawn
    [[nodiscard]] bool begin(long picture);
    /// A straight piece of a flight's line, and the times at its ends.
    void add_line(std::size_t flight, const PixelPoint& from, const PixelPoint& to, double from_s,
                  double to_s);
    void add_mark(const PointedFlight& mark) { marks_.push_back(mark); }
    /// What is drawn within `hand` of a pixel: a mark before a line, else the nearest.
    [[nodiscard]] std::optional<PointedFlight> near(double x, double y, double hand) const;

  private:
    struct Stretch {
        PixelPoint from, to;
        double from_s, to_s;
        std::size_t flight;
    };
    std::vector<Stretch> lines_;
    std::vector<PointedFlight> marks_;
    long picture_ = -1;
};

/// Adds the flights of a map or a globe.
void add_flights(const WorldFrame& frame, DrawnPlaces& places);

/// The place of a closed line on the ground that is drawn nearest a pixel; nothing farther than `hand`.
[[nodiscard]] std::optional<LatLon> place_near(const Camera& camera, const Path& line, double x, double y,
                                               double hand);

}  // namespace apogee
