#include <fmt/format.h>

#include <algorithm>

#include "panels/panels.h"
#include "scene/track_strip.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

ImU32 colour_of(const Theme& theme, const Overflight& over) {
    const Ground ground = ground_of(over);
    if (ground == Ground::land) return theme.rule;
    return ground == Ground::sea ? theme.field : with_alpha(theme.rule, 0.5F);
}

std::string described(const Overflight& over, LengthUnit unit) {
    return fmt::format("{} to {}  {}, {} to {} {} up", clock_text(over.from_s), clock_text(over.to_s),
                       name_of(over), rounded(in_unit(over.least_height_m, unit)),
                       rounded(in_unit(over.most_height_m, unit)), name(unit));
}

}  // namespace

void overflight_strip(Ui& ui, const Area& area, const LoadedFlight& flight) {
    const double end_s = ui.session.end_s();
    if (!(end_s > 0)) return;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ImGui::SetCursorScreenPos(area.min());
    ImGui::InvisibleButton("below the track", {area.width, area.height});
    const float mouse_x = ImGui::GetIO().MousePos.x, margin = ui.px(4), gap = ui.px(1);
    const auto x_of = [&](double time_s) -> double {
        return std::floor(area.x + static_cast<float>(std::clamp(time_s / end_s, 0.0, 1.0)) * area.width);
    };
    std::string near;
    for (const StripPart& part : strip_parts(ui.samples.of(flight).overflights, x_of, gap)) {
        const Overflight& over = *part.over;
        const auto from = static_cast<float>(part.from), to = static_cast<float>(part.to);
        draw.AddRectFilled({from, area.y}, {std::max(to - gap, from + gap), area.y + area.height},
                           colour_of(ui.theme(), over));
        if (mouse_x >= from && mouse_x < to)
            near += (near.empty() ? "" : "\n") + described(over, ui.session.unit);
        const std::string words = name_of(over);
        const ImVec2 size = size_of(ui.fonts.small, words);
        if (size.x + 2 * margin > to - from) continue;
        draw_text(draw, ui.fonts.small, {from + margin, area.y + (area.height - size.y) / 2},
                  over.below.land ? ui.theme().text : ui.theme().quiet, words);
    }
    tooltip(ui, near);
}

}  // namespace apogee
