#pragma once

#include <string>
#include <vector>

#include "scene/flight_path.h"
#include "scene/world_theme.h"

/// What figures are drawn on: a few shapes and text, in points (1/72 inch) from the upper left. One kind of
/// canvas becomes PNG or PDF, another SVG.
namespace apogee {

struct Box {
    double left = 0, top = 0, width = 0, height = 0;
    [[nodiscard]] double right() const { return left + width; }
    [[nodiscard]] double bottom() const { return top + height; }
    /// As a closed line.
    [[nodiscard]] PixelRun outline() const;
};
/// A closed line round a point.
[[nodiscard]] PixelRun circle(double x, double y, double radius);

/// How a line looks, points; a dash of 0: solid.
struct Pen {
    Color color;
    double width = 1, dash = 0, gap = 0;
};

struct Typeface {
    double size = 8;  ///< points
    bool bold = false, italic = false;
    bool operator==(const Typeface&) const = default;
};

enum class Anchor { start, middle, end };

struct Text {
    std::string words;
    double x = 0, y = 0;  ///< of the anchor on the baseline
    Typeface face;
    Color color;
    Anchor anchor = Anchor::start;
    Color halo{0, 0};     ///< round the letters; opacity 0: none
    double turn_deg = 0;  ///< counter-clockwise about the anchor
};

class Canvas {
  public:
    virtual ~Canvas() = default;
    /// Closed lines, filled together by nonzero winding.
    virtual void fill(const std::vector<PixelRun>& outlines, Color color) = 0;
    virtual void stroke(const std::vector<PixelRun>& lines, const Pen& pen) = 0;
    virtual void text(const Text& text) = 0;

    /// From here to `end_part` coordinates count from (left, top), and nothing shows outside `visible`,
    /// closed lines in those coordinates; empty: everything shows. An editor of the file finds the part by
    /// its name.
    virtual void begin_part(const std::string& name, double left, double top,
                            const std::vector<PixelRun>& visible) = 0;
    virtual void end_part() = 0;

    void rectangle(const Box& box, Color color) { fill({box.outline()}, color); }
    void line(double x1, double y1, double x2, double y2, const Pen& pen) {
        stroke({{{x1, y1}, {x2, y2}}}, pen);
    }
    void dot(double x, double y, double radius, Color color) { fill({circle(x, y, radius)}, color); }
};

}  // namespace apogee
