#pragma once

#include <pugixml.hpp>
#include <string>

#include "figure/canvas.h"

namespace apogee {

/// Writes SVG whose text is text: it can be searched, edited and read aloud.
class SvgCanvas : public Canvas {
  public:
    /// @param width, height  of the figure, points
    /// @param shown_width, shown_height  the same with their unit: "160mm", "1200px"
    SvgCanvas(double width, double height, const std::string& shown_width, const std::string& shown_height,
              const std::string& title, const std::string& language);

    void fill(const std::vector<PixelRun>& outlines, Color color) override;
    void stroke(const std::vector<PixelRun>& lines, const Pen& pen) override;
    void text(const Text& text) override;
    void begin_part(const std::string& name, double left, double top,
                    const std::vector<PixelRun>& visible) override;
    void end_part() override;

    [[nodiscard]] std::string document() const;

  private:
    pugi::xml_document document_;
    pugi::xml_node svg_, definitions_, here_;
    int clips_ = 0;
};

}  // namespace apogee
