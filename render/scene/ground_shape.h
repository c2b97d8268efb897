#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scene/flight_path.h"
#include "scene/world_theme.h"

namespace apogee {

/// Something that lies on the ground beside the flights: the edge of what a missile can reach, or where many
/// simulated flights came down.
struct GroundShape {
    enum class Kind { ring, cloud };
    Kind kind = Kind::ring;
    Path points;  ///< a ring is closed: its last point is its first; great circles between them
    Color color;
    float fill = 0;  ///< opacity of a ring's inside, which lies to the left of its direction; 0: outline only
    std::string name = {};  ///< stands at its line; empty: none
    /// Closed rings round this one: then the band between is filled instead of the inside. Several make an
    /// edge that fades from the first to the last.
    std::vector<Path> outer = {};
    float width = 1.5F, dash = 0, gap = 0;  ///< of the line, points; width 0: no line
};

/// How much of each pixel lies to the left of a closed ring, 0 to 255, row by row from the top. The ring may
/// cross the antimeridian, hold a pole or more than half of the Earth; it must not cross itself.
[[nodiscard]] std::vector<std::uint8_t> ring_coverage(const Camera& camera, const Path& ring, int width,
                                                      int height);

/// The inside of a ring as closed lines, to be filled by nonzero winding and cut to what the map shows.
[[nodiscard]] std::vector<PixelRun> ring_outlines(const Camera& camera, const Path& ring);

/// The same of the band from a ring to others round it, each of which counts for its share.
[[nodiscard]] std::vector<std::uint8_t> band_coverage(const Camera& camera, const Path& inner,
                                                      const std::vector<Path>& outer, int width, int height);

}  // namespace apogee
