#pragma once

#include <imgui.h>

#include <string>

#include "gl/sheet.h"
#include "scene/labels.h"
#include "scene/world_theme.h"

namespace apogee {

/// Writes into a picture with ImGui's fonts. Coordinates are pixels from its upper left. A name has a halo
/// and is therefore drawn many times over; that is done once for each name, on a sheet.
class LabelPen {
  public:
    LabelPen(const GlTarget& picture, Sheet& names, const WorldTheme& colors, float scale);

    [[nodiscard]] TextSize measure(const std::string& text, LabelKind kind) const;
    void text(const std::string& text, LabelKind kind, double left, double top);
    void dot(double x, double y, LabelKind kind);
    /// A quiet stroke of an axis.
    void tick(double x0, double y0, double x1, double y1);
    void line(double x0, double y0, double x1, double y1);
    /// Makes room on an empty sheet: for the first names, and where fonts, colours or scale have changed.
    void clear_sheet();
    /// Draws what was written.
    void flush();

  private:
    struct Face {
        ImFont* font;
        float size;
        float spacing;  ///< extra room between letters
    };
    [[nodiscard]] Face face(LabelKind kind) const;
    [[nodiscard]] Color color(LabelKind kind) const;
    [[nodiscard]] ImVec2 at(double x, double y) const;
    void glyphs(const Face& face, const std::string& text, ImVec2 at, ImU32 color);
    /// Shows a picture from the sheet, drawn there first where it is new; (x, y) lies `margin` inside its
    /// upper left corner.
    template <class Draw>
    void show(const std::string& name, int width, int height, int margin, double x, double y,
              const Draw& draw);
    /// Draws a name with its halo on the sheet.
    void write_on_sheet(const std::string& text, LabelKind kind, int left, int top);
    void begin(ImDrawList& list, const GlTarget& target);
    void render(ImDrawList& list, const GlTarget& target) const;

    ImDrawList list_, fresh_;  ///< strokes; what the sheet does not hold yet
    const GlTarget& picture_;
    Sheet& names_;
    const WorldTheme& colors_;
    float scale_;
    ImVec2 per_pixel_;  ///< ImGui's units per pixel
    ImFont *text_ = nullptr, *bold_ = nullptr, *small_ = nullptr;
};

}  // namespace apogee
