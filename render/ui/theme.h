#pragma once

#include <imgui.h>

namespace apogee {

/// The colours of one theme.
struct Theme {
    ImU32 ground, panel, field, rule, text, quiet, knob, knob_edge, band, good, good_ground, bad, bad_ground,
        selected, selected_text, overlay;
};
[[nodiscard]] const Theme& theme(bool dark);

/// A flight's colour, as the world draws it.
[[nodiscard]] ImU32 flight_color(int style);

/// The same colour with another opacity, 0 to 1.
[[nodiscard]] ImU32 with_alpha(ImU32 color, float alpha);

/// Sets ImGui's own widgets to the theme; `scale` is pixels per point.
void apply_theme(bool dark, float scale);

}  // namespace apogee
