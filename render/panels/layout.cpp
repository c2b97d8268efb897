#include <algorithm>

#include "panels/panels.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

/// What the world keeps beside two open panels.
constexpr float least_world = 240;

float side_width(const Ui& ui, float width) {
    return std::min(width >= ui.px(1500) ? ui.px(300) : ui.px(264), width - ui.px(40));
}

}  // namespace

Layout layout(const Ui& ui, float width, float height) {
    if (ui.session.presenting) {
        const float band = std::min(title_band_height(ui), height);
        return {{0, 0, width, band}, {}, {0, band, width, height - band}, {}, {}, {}};
    }
    // In a small window the picture keeps its place and the panels fold, the lower one first.
    const float top = std::min(ui.px(44), height), side = std::max(0.0F, side_width(ui, width));
    const bool roomy = width >= ui.px(900);
    const bool left_open = ui.folds.left.value_or(roomy), both_fit = width >= 2 * side + ui.px(least_world),
               right_open = ui.folds.right.value_or(roomy) && (both_fit || !left_open);
    const float left = left_open ? side : 0, right = right_open ? side : 0;
    const float time = std::min(ui.px(56), height - top);
    float plots = width >= ui.px(1500) ? ui.px(184) : ui.px(148);
    if (height < ui.px(560) || ui.session.page != Page::world || ui.folds.lower == false) plots = 0;
    const float middle = std::max(0.0F, height - top - plots - time);
    return {{0, 0, width, top},
            {0, top, left, middle},
            {left, top, std::max(0.0F, width - left - right), middle},
            {width - right, top, right, middle},
            {0, top + middle, width, plots},
            {0, top + middle + plots, width, time}};
}

namespace {

/// A handle on a panel's edge. @param outward  where its arrow points: -1 to the left, 1 to the right
bool fold_handle(Ui& ui, const char* name, ImVec2 at, int outward, const char* hint) {
    const ImVec2 size{ui.px(14), ui.px(48)};
    bool pressed = false;
    if (begin_panel(name, at, size)) {
        const Theme& t = ui.theme();
        pressed = ImGui::InvisibleButton(name, size);
        const bool hovered = ImGui::IsItemHovered();
        tooltip(ui, hint);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        draw.AddRectFilled(at, {at.x + size.x, at.y + size.y}, hovered ? t.rule : t.overlay, ui.px(4));
        const float x = at.x + size.x / 2, y = at.y + size.y / 2, w = ui.px(2) * static_cast<float>(outward),
                    h = ui.px(4);
        const ImU32 color = hovered ? t.text : t.quiet;
        draw.AddLine({x - w, y - h}, {x + w, y}, color, ui.px(1.5F));
        draw.AddLine({x + w, y}, {x - w, y + h}, color, ui.px(1.5F));
    }
    ImGui::End();
    ui.over_world.push_back({at.x, at.y, size.x, size.y});
    return pressed;
}

}  // namespace

void fold_handles(Ui& ui, const Layout& places, float width) {
    const Area& world = places.world;
    if (world.height < ui.px(60) || width < ui.px(120)) return;
    const bool left = places.left.width > 0, right = places.right.width > 0,
               both_fit = width >= 2 * side_width(ui, width) + ui.px(least_world);
    const float y = world.y + std::floor((world.height - ui.px(48)) / 2);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    if (fold_handle(ui, "fold left", {world.x, y}, left ? -1 : 1,
                    left ? "fold (P: all)" : "flights, numbers")) {
        ui.folds.left = !left;
        if (!left && !both_fit) ui.folds.right = false;
    }
    if (fold_handle(ui, "fold right", {world.x + world.width - ui.px(14), y}, right ? 1 : -1,
                    right ? "fold (P: all)" : "results")) {
        ui.folds.right = !right;
        if (!right && !both_fit) ui.folds.left = false;
    }
    ImGui::PopStyleVar(2);
}

}  // namespace apogee
