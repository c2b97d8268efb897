#include <array>

#include "base/input_error.h"
#include "panels/panels.h"
#include "session/document.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

void flight_tabs(Ui& ui, float right) {
    const Theme& t = ui.theme();
    int closed = -1;
    for (int i = 0; i < static_cast<int>(ui.session.flights.size()); ++i) {
        const LoadedFlight& flight = ui.session.flights[static_cast<std::size_t>(i)];
        const std::string title = cut_to(ui.fonts.text, printable(flight.scenario.title), ui.px(220));
        if (ImGui::GetCursorPosX() + size_of(ui.fonts.bold, title).x + ui.px(60) > right) {
            text(ui.fonts.text, t.quiet, "…");
            ImGui::SameLine();
            break;
        }
        ImGui::PushID(i);
        const bool active = i == ui.session.active;
        if (pill(ui, title.c_str(), active, flight_color(flight.style), theme(true).selected_text))
            ui.session.active = i;
        if (ImGui::IsItemClicked(ImGuiMouseButton_Middle)) closed = i;
        tooltip(ui, printable(flight.document.file) + "\nmiddle click closes it");
        ImGui::PopID();
        ImGui::SameLine(0, ui.px(8));
    }
    if (closed >= 0) close_flight(ui.session, closed);
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

}  // namespace

void top_bar(Ui& ui, const Area& area) {
    const Theme& t = ui.theme();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(16), ui.px(8)});
    if (begin_panel("top", area.min(), {area.width, area.height}, ImGuiWindowFlags_NoScrollWithMouse)) {
        const float base = (area.height - ui.px(17)) / 2, words = (area.height - ui.px(16)) / 2;
        ImGui::SetCursorPosY(base - ui.px(2));
        text(ui.fonts.title, t.text, "Apogee");
        const float right = area.width - ui.px(300);
        ImGui::SameLine(0, ui.px(16));
        ImGui::SetCursorPosY(ui.px(8));
        flight_tabs(ui, right);
        ImGui::SetCursorPosY(words);
        if (quiet_button(ui, "+ Open")) ui.dialog = Dialog::open;
        ImGui::SameLine();
        const char* const other_theme = ui.session.dark ? "Light" : "Dark";
        const float buttons = size_of(ui.fonts.text, other_theme).x + size_of(ui.fonts.text, "F1 Help").x;
        ImGui::SetCursorPos(
            {area.width - ui.px(16) - buttons - 2 * ui.px(20) - unit_switch_width(ui), words});
        unit_switch(ui);
        ImGui::SameLine(0, ui.px(20));
        ImGui::SetCursorPosY(words);
        if (quiet_button(ui, other_theme)) ui.session.dark = !ui.session.dark;
        ImGui::SameLine(0, ui.px(20));
        ImGui::SetCursorPosY(words);
        if (quiet_button(ui, "F1 Help")) ui.dialog = Dialog::help;
        edge(ui, {area.x, area.y + area.height - 1}, area.max());
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

}  // namespace apogee
