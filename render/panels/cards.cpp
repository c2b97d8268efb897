#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "panels/panels.h"
#include "ui/widgets.h"

namespace apogee {

void help_card(Ui& ui, const Area& area) {
    if (ui.dialog != Dialog::help) return;
    const Theme& t = ui.theme();
    constexpr std::array<std::pair<const char*, const char*>, 33> keys{{
        {"Space", "play, pause"},
        {"← →", "a second back, forward; with Shift a minute"},
        {"↑ ↓, Ctrl+← →", "tilt the globe, turn it about its middle"},
        {"F", "follow the moving point: it stays in the middle"},
        {"Home", "fit the flights into the view"},
        {"1 2 3 4 5 6 7", "map, azimuthal, globe, profile, plots, table; of a study its cases"},
        {"Ctrl+Z, Ctrl+Y", "undo, redo"},
        {"Ctrl+O, Ctrl+N, Ctrl+S", "open, begin a new scenario, save as"},
        {"Ctrl+E", "take away: a picture, or the flight as GeoJSON, KML, CZML, CSV"},
        {"Ctrl+C", "copy the flight's report as text"},
        {"Ctrl+F, M", "find a place, measure a distance"},
        {"Ctrl+W, Ctrl+Q", "close the flight, the window"},
        {"Tab", "next flight"},
        {"R", "range ring: how far it goes all round on a standard trajectory"},
        {"E", "estimate: what the reported flight implies; Esc stops it"},
        {"U", "km, nautical miles, statute miles"},
        {"T", "dark, light"},
        {"P", "panels away, so that the picture fills the window; and back"},
        {"V", "numbers by keys: ↑ ↓ choose, ← → change, Enter types; V ends it"},
        {"H, N", "heights on flat maps, names; away and back"},
        {"F11", "the picture alone under its title, to present; F11 or Esc: panels again"},
        {"F3", "time of a frame"},
        {"F1, Esc", "this card, close it"},
        {"", ""},
        {"Left drag", "move the map, turn the globe"},
        {"Right drag", "or with Shift: tilts the globe and turns it about its middle"},
        {"Pull the site", "on a map: moves it; the ring on the arm beside it turns the azimuth"},
        {"Wheel", "zoom at the cursor; over a plot its time, with Ctrl its height"},
        {"Double click", "fit"},
        {"Drag in a plot", "sets the time; with the right button moves the plot"},
        {"Click a value", "type another; right of its name × takes it back"},
        {"Click the clock", "type a time: 14:32 or 872"},
        {"Drop a file", "opens it"},
    }};
    const float row = ui.px(20);
    if (begin_dialog(ui, "help", area, {ui.px(560), ui.px(72) + row * static_cast<float>(keys.size())})) {
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const ImVec2 at{ImGui::GetWindowPos().x, ImGui::GetWindowPos().y - ImGui::GetScrollY()};
        draw_text(draw, ui.fonts.title, {at.x + ui.px(24), at.y + ui.px(16)}, t.text, "Mouse and keyboard");
        float y = at.y + ui.px(52);
        for (const auto& [key, meaning] : keys) {
            draw_text(draw, ui.fonts.bold, {at.x + ui.px(24), y}, t.text, key);
            draw_text(draw, ui.fonts.text, {at.x + ui.px(160), y}, t.quiet, meaning);
            y += row;
        }
        ImGui::Dummy({0, y - at.y - ui.px(20)});  // a small window scrolls
        if (ImGui::IsWindowHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Left))
            ui.dialog = Dialog::none;
    }
    end_dialog();
}

void message_card(Ui& ui, const Area& area) {
    const LoadedFlight* const flight = ui.session.current();
    const bool own = !ui.message.empty(), fault = own || (flight && !flight->problem.empty());
    const float width = std::min(ui.px(560), area.width - ui.px(24)), inner = width - ui.px(32);
    const std::string words = broken_at_spaces(ui.fonts.text,
                                               own     ? ui.message
                                               : fault ? flight->problem
                                                       : ui.notice,
                                               inner);
    if (words.empty() || inner < ui.px(80)) return;
    const Theme& t = ui.theme();
    const float height =
        ui.fonts.text->CalcTextSizeA(ui.fonts.text->FontSize, inner, inner, words.c_str()).y + ui.px(24);
    const ImVec2 corner{area.x + (area.width - width) / 2, area.y + area.height - height - ui.px(56)};
    ui.over_world.push_back({corner.x, corner.y, width, height});
    // A card, not a panel: it lies over all plots, too.
    if (begin_card(ui, "message", corner, {width, height}, ImGuiWindowFlags_NoFocusOnAppearing)) {
        const ImVec2 at = ImGui::GetWindowPos();
        ImGui::GetWindowDrawList()->AddRectFilled(corner, {corner.x + width, corner.y + height},
                                                  fault ? t.bad_ground : t.good_ground, ui.px(6));
        ImGui::GetWindowDrawList()->AddText(ui.fonts.text, ui.fonts.text->FontSize,
                                            {at.x + ui.px(16), at.y + ui.px(12)}, fault ? t.bad : t.good,
                                            words.c_str(), nullptr, inner);
        if (ImGui::IsWindowHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Left))
            (own ? ui.message : ui.notice).clear();
    }
    end_card();
}

void frame_time(Ui& ui, const Area& area) {
    if (!ui.session.show_frame_time) return;
    const std::string words = fmt::format("{:.1f} ms a frame", ui.frame_ms);
    const float width = size_of(ui.fonts.small, words).x;
    const ImVec2 at{area.x + area.width - width - ui.px(12), area.y + ui.px(48)};
    ImDrawList& draw = *ImGui::GetForegroundDrawList();
    draw.AddRectFilled({at.x - ui.px(4), at.y}, {at.x + width + ui.px(4), at.y + ui.px(16)},
                       ui.theme().overlay, 3);
    draw_text(draw, ui.fonts.small, {at.x, at.y + ui.px(1)}, ui.theme().text, words);
}

}  // namespace apogee
