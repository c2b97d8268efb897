#pragma once

#include <functional>
#include <string>
#include <vector>

#include "scene/flight_path.h"
#include "scene/projection.h"

namespace apogee {

/// What a name on the map stands for; decides its weight and colour.
enum class LabelKind { event, note, country, sea, city, number };

/// A name that would like to stand on the map.
struct Label {
    std::string text;
    LabelKind kind = LabelKind::city;
    double x = 0, y = 0;  ///< pixel that it names
    double gap = 0;       ///< room around that pixel, for its mark; 0: the text is centred on it
    bool dot = false;     ///< a small dot marks the pixel (cities)
    int flight = -1;      ///< the flight that it speaks of; -1: none
};

/// A name with its place: (left, top) of the text.
struct PlacedLabel {
    Label label;
    double left = 0, top = 0, width = 0, height = 0;
};

/// Countries, seas and cities in view, the most important first.
/// @param points  pixels per point of type: a larger type leaves room for fewer names
[[nodiscard]] std::vector<Label> map_labels(const Camera& camera, double points);

/// Puts labels where they overlap neither each other nor the obstacles nor the picture's edge, the first ones
/// first; those that find no room are left out.
/// @param measure  width and height of a label's text, pixels
struct TextSize {
    double width, height;
};
struct Obstacle {
    double left, top, right, bottom;
};
[[nodiscard]] std::vector<PlacedLabel> place_labels(const std::vector<Label>& wanted,
                                                    const std::vector<Obstacle>& obstacles, double width,
                                                    double height,
                                                    const std::function<TextSize(const Label&)>& measure);

/// Names keep off a line: a small box every few pixels of it.
void keep_off(const PixelRun& run, double points, std::vector<Obstacle>& obstacles);

/// What a picture of the map says of its data.
inline constexpr const char* map_credit = "Natural Earth, de facto borders · Places: GeoNames, CC BY 4.0";

}  // namespace apogee
