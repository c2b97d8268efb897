#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/world_map.h"
#include "scene/flight_path.h"
#include "scene/projection.h"

namespace apogee {

/// A point of the map ready to be projected: longitude and latitude in radians and the unit vector.
struct LandPoint {
    float longitude, latitude;
    Eigen::Vector3f direction;
};

/// A stretch of some points of a ring or line, with bounds by which it is culled.
struct LandChunk {
    std::uint32_t first, count;  ///< indices of points; neighbours share their end points
    float west, east, south, north;
    Eigen::Vector3f middle;
    float reach;  ///< largest angle from the middle, radians
};

struct LandPath {
    std::uint32_t first_chunk, chunks;
    bool border = false;  ///< between two countries; else coast
};

/// The map of one detail, prepared for drawing: long edges divided, rings wound outer left, holes right, cut
/// into chunks.
class LandShape {
  public:
    /// Prepared on first use and kept; some 5, 30 and 200 ms.
    static const LandShape& at(Detail detail);

    [[nodiscard]] std::span<const LandPoint> points() const { return points_; }
    [[nodiscard]] std::span<const LandChunk> chunks() const { return chunks_; }
    [[nodiscard]] std::span<const LandPath> rings() const { return rings_; }
    [[nodiscard]] std::span<const LandPath> lines() const { return lines_; }

  private:
    explicit LandShape(const WorldMap& map);
    LandPath add(std::span<const LatLon> path, bool reverse);

    std::vector<LandPoint> points_;
    std::vector<LandChunk> chunks_;
    std::vector<LandPath> rings_, lines_;
};

/// The detail that suits a scale, in pixels per radian.
[[nodiscard]] Detail detail_for(const Camera& camera);

/// What of the sphere the camera sees, with a margin.
class ViewBounds {
  public:
    explicit ViewBounds(const Camera& camera);
    [[nodiscard]] bool may_see(const LandChunk& chunk, double turn) const;
    /// Whole turns of longitude by which the map repeats in view (equirectangular; else only 0).
    [[nodiscard]] int first_turn() const { return first_turn_; }
    [[nodiscard]] int last_turn() const { return last_turn_; }

  private:
    bool flat_ = true;
    double west_ = 0, east_ = 0, south_ = 0, north_ = 0;
    Eigen::Vector3f middle_, antipode_;
    float reach_ = 0;
    int first_turn_ = 0, last_turn_ = 0;
};

/// How much of each pixel is land, 0 to 255, row by row from the top.
/// Exact areas of the projected polygons (edges straight in pixels), so coasts are antialiased.
[[nodiscard]] std::vector<std::uint8_t> land_coverage(const Camera& camera, Detail detail, int width,
                                                      int height);

/// The same as closed lines in pixels, to be filled by nonzero winding and cut to what the map shows; points
/// nearer than `spacing` pixels to the one before are left out.
[[nodiscard]] std::vector<PixelRun> land_outlines(const Camera& camera, Detail detail, double spacing);

/// Coasts and borders in pixels, as runs; points nearer than `spacing` pixels to the one before are left out.
struct PixelLines {
    struct Run {
        std::uint32_t first, count;
    };
    std::vector<std::array<float, 2>> points;
    std::vector<Run> runs;
};
struct CoastAndBorders {
    PixelLines coast, borders;
};
[[nodiscard]] CoastAndBorders coast_and_borders(const Camera& camera, Detail detail, double spacing);

}  // namespace apogee
