#pragma once

#include <cairo.h>

#include "figure/pango_type_setter.h"

namespace apogee {

/// Draws on a cairo surface.
class CairoCanvas : public Canvas {
  public:
    /// @param scale  units of the surface per point
    CairoCanvas(cairo_surface_t* surface, double scale, const PangoTypeSetter& type);
    ~CairoCanvas() override;
    CairoCanvas(const CairoCanvas&) = delete;
    CairoCanvas& operator=(const CairoCanvas&) = delete;

    void fill(const std::vector<PixelRun>& outlines, Color color) override;
    void stroke(const std::vector<PixelRun>& lines, const Pen& pen) override;
    void text(const Text& text) override;
    void begin_part(const std::string& name, double left, double top,
                    const std::vector<PixelRun>& visible) override;
    void end_part() override;
    /// What went wrong so far: from then on nothing is drawn.
    [[nodiscard]] cairo_status_t status() const { return cairo_status(cairo_); }

  private:
    void path(const std::vector<PixelRun>& lines, bool closed);
    void set(Color color);

    cairo_t* cairo_;
    const PangoTypeSetter& type_;
};

}  // namespace apogee
