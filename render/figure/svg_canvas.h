#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/xml.h"
#include "figure/canvas.h"

namespace apogee {

/// What an SVG file says of itself.
struct SvgWords {
    std::string title, language;
    /// Before each id: several pictures in one page have none in common.
    std::string ids;
    std::string description{};  ///< what the picture shows, for those who do not see it
};

/// Writes SVG whose text is text: it can be searched, edited and read aloud.
class SvgCanvas : public Canvas {
  public:
    /// @param width, height  of the figure, points
    SvgCanvas(double width, double height, const SvgWords& words);

    void fill(const std::vector<PixelRun>& outlines, Color color) override;
    void stroke(const std::vector<PixelRun>& lines, const Pen& pen) override;
    void text(const Text& text) override;
    void begin_part(const std::string& name, double left, double top,
                    const std::vector<PixelRun>& visible) override;
    void end_part() override;

    /// The picture, as wide as its place. To be asked for once, at the end.
    [[nodiscard]] XmlElement picture() && { return std::move(svg_); }

  private:
    XmlElement& here() { return *parts_.back(); }

    XmlElement svg_;
    std::vector<XmlElement*> parts_;  ///< those begun and not ended, the picture first
    std::string ids_;
    int clips_ = 0;
};

/// What is drawn, as wide as its place in a page.
[[nodiscard]] XmlElement svg_picture(double width, double height, const SvgWords& words,
                                     const std::function<void(Canvas&)>& draw);
/// The same as a file. @param shown_width, shown_height  with their unit: "160mm", "1200px"
[[nodiscard]] std::string svg_file(double width, double height, const std::string& shown_width,
                                   const std::string& shown_height, const SvgWords& words,
                                   const std::function<void(Canvas&)>& draw);

}  // namespace apogee
