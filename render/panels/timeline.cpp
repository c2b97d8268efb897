#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/input_error.h"
#include "panels/panels.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

void play_button(Ui& ui, const Area& area) {
    Session& session = ui.session;
    const float radius = ui.px(14);
    ImGui::SetCursorScreenPos({area.x + ui.px(16), area.y + area.height / 2 - radius});
    if (ImGui::InvisibleButton("play", {2 * radius, 2 * radius})) {
        if (session.time_s >= session.end_s()) session.time_s = 0;
        session.playing = !session.playing;
    }
    const ImU32 color = ui.theme().text;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 at{area.x + ui.px(16) + radius, area.y + area.height / 2};
    if (ImGui::IsItemHovered()) draw.AddCircleFilled(at, radius + ui.px(2), ui.theme().field, 32);
    tooltip(ui, session.playing ? "Pause (Space)" : "Play (Space)");
    const float h = ui.px(7);
    if (session.playing) {
        draw.AddRectFilled({at.x - h + ui.px(1), at.y - h}, {at.x - ui.px(2), at.y + h}, color);
        draw.AddRectFilled({at.x + ui.px(2), at.y - h}, {at.x + h - ui.px(1), at.y + h}, color);
    } else {
        draw.AddTriangleFilled({at.x - h + ui.px(2), at.y - h}, {at.x - h + ui.px(2), at.y + h},
                               {at.x + h, at.y}, color);
    }
}

void clock_field(Ui& ui, const Area& area, float x) {
    Entry& entry = ui.entry;
    const float y = area.y + area.height / 2 - ui.px(8);
    ImGui::SetCursorScreenPos({x, y});
    if (entry.path == "clock") {
        ImGui::SetNextItemWidth(ui.px(84));
        ImGui::SetCursorScreenPos({x, y - ui.px(4)});
        if (entry.focus) ImGui::SetKeyboardFocusHere();
        const bool entered =
            ImGui::InputText("##clock", entry.text, sizeof entry.text,
                             ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
        double typed = 0;
        if (entered) {
            if (parse_clock(entry.text, typed)) {
                ui.session.time_s = std::min(typed, ui.session.end_s());
            } else {
                ui.message = in_quotes(entry.text) + " is not a time; expected like 14:32 or 872";
            }
        }
        if (entered || (!entry.focus && ImGui::IsItemDeactivated())) entry.path.clear();
        entry.focus = false;
        return;
    }
    const std::string words = "T+ " + clock_text(ui.session.time_s);
    if (ImGui::InvisibleButton("clock", {ui.px(84), ui.px(16)})) {
        entry.path = "clock";
        entry.focus = true;
        std::snprintf(entry.text, sizeof entry.text, "%s", clock_text(ui.session.time_s).c_str());
    }
    tooltip(ui, "click to type a time");
    draw_text(*ImGui::GetWindowDrawList(), ui.fonts.bold, {x, y}, ui.theme().text, words);
}

void speed_button(Ui& ui, const Area& area, float x) {
    constexpr std::array<double, 8> speeds{1, 5, 10, 30, 60, 100, 300, 1000};
    ImGui::SetCursorScreenPos({x, area.y + area.height / 2 - ui.px(8)});
    if (quiet_button(ui, fmt::format("{:g}×##speed", ui.session.speed).c_str())) ImGui::OpenPopup("speeds");
    tooltip(ui, "seconds of flight per second");
    if (!begin_menu(ui, "speeds")) return;
    for (const double speed : speeds)
        if (ImGui::MenuItem(fmt::format("{:g}×", speed).c_str(), nullptr, speed == ui.session.speed))
            ui.session.speed = speed;
    end_menu();
}

/// Small, below the clock; where nothing can be followed it is away.
void follow_button(Ui& ui, const Area& area, float x) {
    Session& session = ui.session;
    if (session.page != Page::world || session.view == ViewKind::profile || session.flights.empty()) return;
    const std::string words = session.follow ? "following" : "follow";
    const ImVec2 at{x, area.y + area.height / 2 + ui.px(10)};
    ImGui::SetCursorScreenPos(at);
    if (ImGui::InvisibleButton("follow", {size_of(ui.fonts.small, words).x, ui.px(15)}))
        session.follow = !session.follow;
    const bool bright = session.follow || ImGui::IsItemHovered();
    tooltip(ui, "keep the moving point in the middle (F)");
    draw_text(*ImGui::GetWindowDrawList(), ui.fonts.small, at, bright ? ui.theme().text : ui.theme().quiet,
              words);
}

void track(Ui& ui, const Area& area) {
    const Theme& t = ui.theme();
    Session& session = ui.session;
    const double end = session.end_s();
    const LoadedFlight* const flight = session.current();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float middle = area.y + area.height / 2, half = ui.px(2), radius = ui.px(8);
    ImGui::SetCursorScreenPos({area.x - radius, middle - ui.px(14)});
    ImGui::InvisibleButton("track", {area.width + 2 * radius, ui.px(28)});
    const auto x_of = [&](double time) {
        return area.x + (end > 0 ? static_cast<float>(std::clamp(time / end, 0.0, 1.0)) : 0) * area.width;
    };
    if (ImGui::IsItemActive() && end > 0) {
        const float part = (ImGui::GetIO().MousePos.x - area.x) / area.width;
        session.time_s = std::clamp(static_cast<double>(part), 0.0, 1.0) * end;
    }
    const bool hovered = ImGui::IsItemHovered();
    const float knob = x_of(session.time_s);
    const ImU32 color = flight ? flight_color(flight->style) : t.quiet;
    draw.AddRectFilled({area.x, middle - half}, {area.x + area.width, middle + half}, t.rule, half);
    draw.AddRectFilled({area.x, middle - half}, {knob, middle + half}, color, half);
    if (flight) {
        std::string near;
        for (const Event& event : flight->trajectory.events) {
            const float x = std::floor(x_of(event.time_s));
            draw.AddRectFilled({x, middle - ui.px(8)}, {x + 1, middle + ui.px(8)}, t.quiet);
            if (hovered && std::abs(ImGui::GetIO().MousePos.x - x) < ui.px(4))
                near += (near.empty() ? "" : "\n") + clock_text(event.time_s) + "  " + printable(event.name);
        }
        tooltip(ui, near);
    }
    draw.AddCircleFilled({knob, middle}, radius, t.knob, 32);
    draw.AddCircle({knob, middle}, radius, t.knob_edge, 32, 1);
}

}  // namespace

void timeline(Ui& ui, const Area& area) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    if (begin_panel("time", area.min(), {area.width, area.height}, ImGuiWindowFlags_NoScrollWithMouse)) {
        ImGui::PushFont(ui.fonts.text);
        play_button(ui, area);
        clock_field(ui, area, area.x + ui.px(56));
        follow_button(ui, area, area.x + ui.px(56));
        speed_button(ui, area, area.x + ui.px(144));
        const std::string end = clock_text(ui.session.end_s());
        const float left = ui.px(200), end_width = size_of(ui.fonts.text, end).x,
                    right = std::max(ui.px(76), end_width + ui.px(40));
        const Area bar{area.x + left, area.y, std::max(ui.px(40), area.width - left - right), area.height};
        track(ui, bar);
        const float below = bar.y + bar.height / 2 + ui.px(13), room = bar.y + bar.height - below - ui.px(3);
        const LoadedFlight* const flight = ui.session.current();
        if (flight && room >= ui.px(12)) overflight_strip(ui, {bar.x, below, bar.width, room}, *flight);
        draw_text(*ImGui::GetWindowDrawList(), ui.fonts.text,
                  {area.x + area.width - ui.px(20) - end_width, area.y + area.height / 2 - ui.px(8)},
                  ui.theme().quiet, end);
        ImGui::PopFont();
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

}  // namespace apogee
