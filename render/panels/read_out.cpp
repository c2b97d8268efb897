#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "panels/panels.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

std::string coordinates(const Geodetic& place) {
    const double latitude = degrees(place.latitude), longitude = degrees(place.longitude);
    return fmt::format("{:.2f}° {}, {:.2f}° {}", std::abs(latitude), latitude < 0 ? 'S' : 'N',
                       std::abs(longitude), longitude < 0 ? 'W' : 'E');
}

struct Line {
    std::string quiet, strong;
};

std::array<Line, 5> lines_of(const Ui& ui, const FlightPoint& point) {
    const double height = in_unit(point.place.height, ui.session.unit);
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
    if (!flight || area.width < ui.px(360) || area.height < ui.px(200)) return;
    const Theme& t = ui.theme();
    const FlightPoint point = flight->trajectory.point(std::min(ui.session.time_s, flight->trajectory.end_s));
    const auto lines = lines_of(ui, point);
    const float row = ui.px(18);
    const ImVec2 at{area.x + ui.px(12), area.y + ui.px(12)};
    float widest = ui.px(196);
    for (const Line& line : lines)
        widest =
            std::max(widest, size_of(ui.fonts.text, line.quiet).x + size_of(ui.fonts.bold, line.strong).x);
    const ImVec2 size{widest + ui.px(28), ui.px(48) + row * static_cast<float>(lines.size())};
    ui.over_world.push_back({at.x, at.y, size.x, size.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    if (begin_panel("read-out", at, size, ImGuiWindowFlags_NoInputs)) {
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        draw.AddRectFilled(at, {at.x + size.x, at.y + size.y}, t.overlay, ui.px(6));
        draw.AddRect(at, {at.x + size.x, at.y + size.y}, t.rule, ui.px(6));
        const float left = at.x + ui.px(14);
        draw_text(draw, ui.fonts.title, {left, at.y + ui.px(10)}, t.text, "T+ " + clock_text(point.time_s));
        float y = at.y + ui.px(36);
        for (const Line& line : lines) {
            const float width = draw_text(draw, ui.fonts.text, {left, y}, t.quiet, line.quiet);
            draw_text(draw, ui.fonts.bold, {left + width, y}, t.text, line.strong);
            y += row;
        }
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

void view_switch(Ui& ui, const Area& area) {
    struct Choice {
        const char* words;
        ViewKind view;
        bool plots;
    };
    constexpr std::array<Choice, 5> choices{{{"Map", ViewKind::map, false},
                                             {"Azimuthal", ViewKind::azimuthal, false},
                                             {"Globe", ViewKind::globe, false},
                                             {"Profile", ViewKind::profile, false},
                                             {"Plots", ViewKind::map, true}}};
    Session& session = ui.session;
    const float gap = ui.px(4), height = ui.px(28);
    float width = 0;
    for (const Choice& choice : choices) width += size_of(ui.fonts.text, choice.words).x + ui.px(24) + gap;
    if (width > area.width) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    const ImVec2 at{area.x + area.width - width - ui.px(8), area.y + ui.px(12)};
    ui.over_world.push_back({at.x, at.y, width, height});
    if (begin_panel("views", at, {width, height})) {
        for (const Choice& choice : choices) {
            const bool on = choice.plots ? session.plots_fill_view
                                         : !session.plots_fill_view && session.view == choice.view;
            if (pill(ui, choice.words, on, ui.theme().selected, ui.theme().selected_text)) {
                session.plots_fill_view = choice.plots;
                if (!choice.plots) session.view = choice.view;
            }
            ImGui::SameLine(0, gap);
        }
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

}  // namespace apogee
