#pragma once

#include <limits>

#include "figure/page.h"
#include "scene/graticule.h"
#include "scene/labels.h"

namespace apogee {

/// Type on maps is of this size where the window's is of 13 pixels: names and lines of the graticule stand as
/// densely.
inline constexpr double map_type_points = 7.0 / 13;

/// Where the map shows the Earth: a disc, or what of the picture lies between the poles.
[[nodiscard]] std::vector<PixelRun> earth_outline(const Camera& camera);

/// Sea, land, meridians and parallels, borders, coasts.
void draw_base_map(Canvas& canvas, const Camera& camera, const Graticule& lines, const Look& look);

/// "39° N", "0°".
[[nodiscard]] std::string latitude_text(double latitude_deg);

/// A bar in the lower left corner, with the latitude at which it holds. @return what it covers
Obstacle draw_scale_bar(Canvas& canvas, const Camera& camera, const Look& look);

/// Names of lines: each stands somewhere along its line, over nothing else where there is such a place.
class LineNames {
  public:
    /// @param taken  what is shown already; names are added
    /// @param foremost  of these what a name rather keeps off where no place is free of all: the flights
    LineNames(Canvas& canvas, double width, double height, std::vector<Obstacle>& taken, const Look& look,
              std::vector<Obstacle> foremost = {})
        : canvas_(canvas),
          width_(width),
          height_(height),
          taken_(taken),
          foremost_(std::move(foremost)),
          look_(look) {}

    /// Nothing only where no place lies within the picture.
    /// @param places  where the words' middle may stand, the best first
    void write(const PixelRun& places, const std::string& words, LabelKind kind);

  private:
    Canvas& canvas_;
    double width_, height_;
    std::vector<Obstacle>& taken_;
    std::vector<Obstacle> foremost_, written_;
    const Look& look_;
};

/// Circles of round distances about the centre of an azimuthal map, on which they are circles.
void draw_distance_rings(Canvas& canvas, const Camera& camera, const Look& look);
/// Their distances, once what else is shown has its place.
void number_distance_rings(LineNames& names, const Camera& camera, const Look& look);

/// The launch site in the middle of an azimuthal map, with its name where it has one.
void draw_site(Canvas& canvas, const Camera& camera, const std::string& name, std::vector<Label>& labels,
               std::vector<Obstacle>& taken, const Look& look);

/// How a label looks. @param flight_color  of the flight it speaks of, if any
struct LabelLook {
    Typeface face;
    Color color;
};
[[nodiscard]] LabelLook label_look(LabelKind kind, const Look& look);

/// Puts labels where they overlap nothing and writes them. Events all stand, where need be farther off with a
/// line to them; notes stand near what they name or not at all.
/// @param flight_colors  by Label::flight
/// @param most_notes     of the notes that find room, the first ones
void write_map_labels(Canvas& canvas, const Camera& camera, const std::vector<Label>& wanted,
                      const std::vector<Obstacle>& obstacles, const std::vector<Color>& flight_colors,
                      const Look& look, std::size_t most_notes = std::numeric_limits<std::size_t>::max());

}  // namespace apogee
