#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "base/clock.h"
#include "panels/panels.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

std::string coordinates(const Geodetic& place) {
    return latitude_text(degrees(place.latitude), 2) + ", " + longitude_text(degrees(place.longitude), 2);
}

struct Line {
    std::string quiet, strong;
};

std::array<Line, 5> lines_of(const Ui& ui, const FlightPoint& point) {
    constexpr double nothing_m = 1e-3;  // on the pad rounding leaves a picometre
    const double height =
        std::abs(point.place.height) < nothing_m ? 0 : in_unit(point.place.height, ui.session.unit);
    constexpr double air_top_m = 100e3;
    const bool in_air = point.place.height < air_top_m;
    return {{{point.phase + ", ", fmt::format("{} {} up", rounded(height), name(ui.session.unit))},
             {"flight path " + grouped(degrees(point.flight_path_angle), 1) + "°, ",
              grouped(point.speed_earth_m_s / 1000, 3) + " km/s"},
             {in_air ? "q " + rounded(point.dynamic_pressure_Pa / 1000) + " kPa, " : "",
              in_air ? "Mach " + grouped(point.mach, 2) : "above the air that matters"},
             {"above ", below(degrees(point.place.latitude), degrees(point.place.longitude)).name},
             {coordinates(point.place), ""}}};
}

}  // namespace

void read_out(Ui& ui, const Area& area) {
    const LoadedFlight* const flight = ui.session.current();
    if (!flight) return;
    const Theme& t = ui.theme();
    const FlightPoint point = flight->shown().point(std::min(ui.session.time_s, flight->shown().end_s));
    const auto lines = lines_of(ui, point);
    const float row = ui.px(18), head = ui.px(48);
    float widest = ui.px(196);
    for (const Line& line : lines)
        widest =
            std::max(widest, size_of(ui.fonts.text, line.quiet).x + size_of(ui.fonts.bold, line.strong).x);
    const float width = widest + ui.px(28);
    ImVec2 at{area.x + ui.px(12), area.y + ui.px(12)};
    // Below the buttons that choose the view, where there is no room beside them.
    for (const Area& other : ui.over_world)
        if (other.x < at.x + width + ui.px(8) && other.y < at.y + head)
            at.y = std::max(at.y, other.y + other.height + ui.px(8));
    // Not more than the upper half of the picture, or there is none left to see.
    const float room = area.y + area.height / 2 - at.y - head;
    const int most = static_cast<int>(std::floor(room / row));
    if (most < 1 || width > area.width - ui.px(24)) return;
    const std::size_t shown = std::min(lines.size(), static_cast<std::size_t>(most));
    const ImVec2 size{width, head + row * static_cast<float>(shown)};
    ui.over_world.push_back({at.x, at.y, size.x, size.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    if (begin_panel("read-out", at, size, ImGuiWindowFlags_NoInputs)) {
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        draw.AddRectFilled(at, {at.x + size.x, at.y + size.y}, t.overlay, ui.px(6));
        draw.AddRect(at, {at.x + size.x, at.y + size.y}, t.rule, ui.px(6));
        const float left = at.x + ui.px(14);
        const float clock = draw_text(draw, ui.fonts.title, {left, at.y + ui.px(10)}, t.text,
                                      "T+ " + clock_text(point.time_s));
        if (const auto& launch = flight->scenario.launch_time)
            draw_text(draw, ui.fonts.text, {left + clock + ui.px(10), at.y + ui.px(12)}, t.quiet,
                      utc_time_of_day(*launch, point.time_s) + " UTC");
        float y = at.y + ui.px(36);
        for (std::size_t i = 0; i < shown; ++i) {
            const float quiet = draw_text(draw, ui.fonts.text, {left, y}, t.quiet, lines[i].quiet);
            draw_text(draw, ui.fonts.bold, {left + quiet, y}, t.text, lines[i].strong);
            y += row;
        }
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

namespace {

struct Choice {
    const char* words;
    ViewKind view;
    Page page;
};
constexpr std::array<Choice, 7> choices{{{"Map", ViewKind::map, Page::world},
                                         {"Azimuthal", ViewKind::azimuthal, Page::world},
                                         {"Globe", ViewKind::globe, Page::world},
                                         {"Profile", ViewKind::profile, Page::world},
                                         {"Plots", ViewKind::map, Page::plots},
                                         {"Table", ViewKind::map, Page::table},
                                         {"Study", ViewKind::map, Page::study}}};

/// Without a study there is no page for it.
std::span<const Choice> offered(const Session& session) {
    return std::span(choices).first(choices.size() - (session.study ? 0 : 1));
}

bool is_on(const Session& session, const Choice& choice) {
    return session.page == choice.page && (choice.page != Page::world || session.view == choice.view);
}

void choose(Session& session, const Choice& choice) {
    session.page = choice.page;
    if (choice.page == Page::world) session.view = choice.view;
}

/// One button that opens a menu, where five find no room.
void view_menu(Ui& ui) {
    const auto on = std::find_if(choices.begin(), choices.end(),
                                 [&](const Choice& choice) { return is_on(ui.session, choice); });
    if (pill(ui, on == choices.end() ? "View" : on->words, true, ui.theme().selected,
             ui.theme().selected_text))
        ImGui::OpenPopup("choose view");
    if (!begin_menu(ui, "choose view")) return;
    for (const Choice& choice : offered(ui.session))
        if (ImGui::MenuItem(choice.words, nullptr, is_on(ui.session, choice))) choose(ui.session, choice);
    end_menu();
}

}  // namespace

void choose_view(Session& session, int number) {
    const std::span<const Choice> all = offered(session);
    if (number >= 1 && number <= static_cast<int>(all.size()))
        choose(session, all[static_cast<std::size_t>(number - 1)]);
}

void view_switch(Ui& ui, const Area& area) {
    const float gap = ui.px(4), height = ui.px(28);
    float width = 0;
    for (const Choice& choice : offered(ui.session))
        width += size_of(ui.fonts.text, choice.words).x + ui.px(24) + gap;
    const bool roomy = width + ui.px(16) <= area.width;
    if (!roomy) width = ui.px(96);
    if (width > area.width || area.height < ui.px(60)) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    const ImVec2 at{area.x + area.width - width - ui.px(8), area.y + ui.px(12)};
    ui.over_world.push_back({at.x, at.y, width, height});
    if (begin_panel("views", at, {width, height})) {
        if (!roomy) view_menu(ui);
        for (const Choice& choice : offered(ui.session)) {
            if (!roomy) break;
            if (pill(ui, choice.words, is_on(ui.session, choice), ui.theme().selected,
                     ui.theme().selected_text))
                choose(ui.session, choice);
            ImGui::SameLine(0, gap);
        }
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

}  // namespace apogee
