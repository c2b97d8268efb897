#include <array>
#include <optional>

#include "base/input_error.h"
#include "panels/panels.h"
#include "session/document.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

float tab_height(const Ui& ui) {
    return ui.px(28);
}

std::string tab_title(const Ui& ui, const LoadedFlight& flight) {
    return cut_to(ui.fonts.text, printable(flight.scenario.title), ui.px(220));
}

/// Room for a title in bold, the mark of changes and the cross.
float tab_width(const Ui& ui, const std::string& title) {
    return size_of(ui.fonts.bold, title).x + ui.px(52);
}

/// A cross of two strokes that can be pressed.
bool close_cross(Ui& ui, ImVec2 at, ImU32 color) {
    const float side = ui.px(16), half = ui.px(3.5F);
    ImGui::SetCursorScreenPos(at);
    const bool pressed = ImGui::InvisibleButton("close", {side, side});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 middle{at.x + side / 2, at.y + side / 2};
    if (ImGui::IsItemHovered()) draw.AddCircleFilled(middle, side / 2, with_alpha(color, 0.2F), 20);
    draw.AddLine({middle.x - half, middle.y - half}, {middle.x + half, middle.y + half}, color, ui.px(1.25F));
    draw.AddLine({middle.x - half, middle.y + half}, {middle.x + half, middle.y - half}, color, ui.px(1.25F));
    tooltip(ui, "close");
    return pressed;
}

/// Selects its flight; a dot says that the flight has changes which no file holds, the cross closes it.
void tab(Ui& ui, int index, const std::string& title) {
    const Theme& t = ui.theme();
    const LoadedFlight& flight = ui.session.flights[static_cast<std::size_t>(index)];
    const bool active = index == ui.session.active, unsaved = has_unsaved_changes(flight);
    const ImVec2 at = ImGui::GetCursorScreenPos(), size{tab_width(ui, title), tab_height(ui)};
    const ImVec2 after = ImGui::GetCursorPos();
    ImGui::PushID(index);
    ImGui::SetItemAllowOverlap();
    if (ImGui::InvisibleButton("tab", {size.x - ui.px(24), size.y})) ui.session.active = index;
    if (ImGui::IsItemClicked(ImGuiMouseButton_Middle)) ui.to_close = index;
    const bool hovered = ImGui::IsItemHovered();
    tooltip(ui, printable(flight.document.file) + (unsaved ? "\nchanged since it was read" : ""));
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 ground = active    ? flight_color(flight.style)
                         : hovered ? t.rule
                                   : t.field,
                words = active ? theme(true).selected_text : t.text;
    draw.AddRectFilled(at, {at.x + size.x, at.y + size.y}, ground, ui.px(5));
    const float middle = at.y + size.y / 2;
    if (unsaved) draw.AddCircleFilled({at.x + ui.px(10), middle}, ui.px(3), words, 12);
    draw_text(draw, active ? ui.fonts.bold : ui.fonts.text, {at.x + ui.px(19), middle - ui.px(8)}, words,
              title);
    if (close_cross(ui, {at.x + size.x - ui.px(22), middle - ui.px(8)}, words)) ui.to_close = index;
    ImGui::PopID();
    ImGui::SetCursorPos({after.x + size.x + ui.px(8), after.y});
}

/// From which tab on they are shown: the current one is among them.
std::size_t first_shown(const std::vector<float>& widths, std::size_t active, float room) {
    std::size_t first = active;
    for (float used = widths[active]; first > 0 && used + widths[first - 1] <= room; --first)
        used += widths[first - 1];
    return first;
}

/// Every flight by name, where their tabs find no room.
void flight_menu(Ui& ui) {
    const std::string words = std::to_string(ui.session.flights.size()) +
                              (ui.session.flights.size() == 1 ? " flight" : " flights") + "##all";
    if (quiet_button(ui, words.c_str())) ImGui::OpenPopup("flights");
    tooltip(ui, "all flights");
    if (!begin_menu(ui, "flights")) return;
    for (std::size_t i = 0; i < ui.session.flights.size(); ++i) {
        const LoadedFlight& flight = ui.session.flights[i];
        const std::string title = (has_unsaved_changes(flight) ? "• " : "") +
                                  printable(flight.scenario.title) + "##" + std::to_string(i);
        if (ImGui::MenuItem(title.c_str(), nullptr, static_cast<int>(i) == ui.session.active))
            ui.session.active = static_cast<int>(i);
    }
    end_menu();
}

void flight_tabs(Ui& ui, float right, float words_y) {
    const std::size_t count = ui.session.flights.size();
    if (count == 0) return;
    std::vector<std::string> titles;
    std::vector<float> widths;
    float all = 0;
    for (const LoadedFlight& flight : ui.session.flights) {
        titles.push_back(tab_title(ui, flight));
        widths.push_back(tab_width(ui, titles.back()) + ui.px(8));
        all += widths.back();
    }
    float room = right - ImGui::GetCursorPosX();
    const bool crowded = all > room;
    if (crowded) room -= ui.px(80);
    std::size_t i = crowded ? first_shown(widths, static_cast<std::size_t>(ui.session.active), room) : 0;
    for (; i < count && widths[i] <= room; room -= widths[i], ++i) tab(ui, static_cast<int>(i), titles[i]);
    if (!crowded) return;
    ImGui::SetCursorPosY(words_y);
    flight_menu(ui);
    ImGui::SameLine(0, ui.px(16));
}

constexpr std::array units{LengthUnit::km, LengthUnit::nmi, LengthUnit::mi};

float unit_switch_width(const Ui& ui) {
    float width = 4 * ui.px(4) + 2 * size_of(ui.fonts.text, "·").x;
    for (const LengthUnit unit : units) width += size_of(ui.fonts.bold, name(unit)).x;
    return width;
}

void unit_switch(Ui& ui) {
    const Theme& t = ui.theme();
    for (const LengthUnit unit : units) {
        if (unit != LengthUnit::km) {
            text(ui.fonts.text, t.quiet, "·");
            ImGui::SameLine(0, ui.px(4));
        }
        const char* const words = name(unit);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const bool on = unit == ui.session.unit;
        if (ImGui::InvisibleButton(words, size_of(ui.fonts.bold, words))) ui.session.unit = unit;
        draw_text(*ImGui::GetWindowDrawList(), on ? ui.fonts.bold : ui.fonts.text, at,
                  on || ImGui::IsItemHovered() ? t.text : t.quiet, words);
        ImGui::SameLine(0, ui.px(4));
    }
}

/// Units, theme, help. In a narrow window the units have their key alone. @return where they begin.
float switches(Ui& ui, const Area& area, float words_y) {
    const bool narrow = area.width < ui.px(560);
    const char* const other_theme = ui.session.dark ? "Light" : "Dark";
    const float buttons = size_of(ui.fonts.text, other_theme).x + size_of(ui.fonts.text, "F1 Help").x;
    const float left = area.width - ui.px(36) - buttons - (narrow ? 0 : ui.px(20) + unit_switch_width(ui));
    ImGui::SetCursorPos({left, words_y});
    if (!narrow) {
        unit_switch(ui);
        ImGui::SameLine(0, ui.px(20));
    }
    ImGui::SetCursorPosY(words_y);
    if (quiet_button(ui, other_theme)) ui.session.dark = !ui.session.dark;
    ImGui::SameLine(0, ui.px(20));
    ImGui::SetCursorPosY(words_y);
    if (quiet_button(ui, "F1 Help")) ui.dialog = Dialog::help;
    return left;
}

}  // namespace

void top_bar(Ui& ui, const Area& area) {
    const Theme& t = ui.theme();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(16), ui.px(8)});
    if (begin_panel("top", area.min(), {area.width, area.height}, ImGuiWindowFlags_NoScrollWithMouse)) {
        const float base = (area.height - ui.px(17)) / 2, words = (area.height - ui.px(16)) / 2;
        const float open_width = size_of(ui.fonts.text, "+ Open").x + ui.px(16);
        const float right = switches(ui, area, words) - open_width - ui.px(20);
        ImGui::SetCursorPos({ui.px(16), base - ui.px(2)});
        text(ui.fonts.title, t.text, "Apogee");
        ImGui::SameLine(0, ui.px(16));
        ImGui::SetCursorPosY(ui.px(8));
        flight_tabs(ui, right, words);
        ImGui::SetCursorPosY(words);
        if (quiet_button(ui, "+ Open")) ui.dialog = Dialog::open;
        edge(ui, {area.x, area.y + area.height - 1}, area.max());
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

}  // namespace apogee
