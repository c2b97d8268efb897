#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/input_error.h"
#include "flight/flight_figures.h"
#include "panels/panels.h"
#include "report/flight.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

/// A column: a flight, or the current one as it was opened.
struct Compared {
    const FlightSummary* summary;
    std::string name;
    int style, index;  ///< of the session's flights
    bool original = false;
};

/// The current flight first, with which the others are compared; then that flight as it was opened. As many
/// as find a column: ImGui's tables have 64.
std::vector<Compared> compared(const Ui& ui) {
    constexpr std::size_t most = 60;
    std::vector<Compared> all;
    const Session& session = ui.session;
    const auto add = [&](int index) {
        const LoadedFlight& flight = session.flights[static_cast<std::size_t>(index)];
        all.push_back({&flight.summary, printable(flight.scenario.title), flight.style, index});
        if (index == session.active && flight.original)
            all.push_back({&flight.original->summary, "as opened", flight.style, index, true});
    };
    if (session.current()) add(session.active);
    for (int i = 0; i < static_cast<int>(session.flights.size()) && all.size() < most; ++i)
        if (i != session.active) add(i);
    return all;
}

/// A figure in the unit that the window shows.
struct Shown {
    double factor;
    std::string unit;  ///< beside the figure's name; empty where the number says it
    int decimals;
    std::string (*whole)(double, int) = grouped;  ///< of a figure; differences are plain numbers
    bool clock = false;
};

Shown shown(const Ui& ui, const FlightFigure& figure) {
    const std::string unit = figure.unit;
    const std::string_view key = figure.name;
    if (unit == "km") return {1000 / metres_per(ui.session.unit), name(ui.session.unit), 1};
    if (unit == "s") return {1, "", 0, [](double value, int) { return clock_text(value); }, true};
    if (key.ends_with("latitude_deg")) return {1, "", figure.decimals, latitude_text};
    if (key.ends_with("longitude_deg")) return {1, "", figure.decimals, longitude_text};
    return {1, unit, figure.decimals};
}

/// Whether a figure begins again after a full turn.
bool begins_again(const FlightFigure& figure) {
    const std::string_view name = figure.name;
    return name.ends_with("azimuth_deg") || name.ends_with("longitude_deg");
}

/// @return its text, and how it differs from another, signed; empty where there is no other.
std::pair<std::string, std::string> cell_texts(const Shown& as, bool turns, std::optional<double> value,
                                               std::optional<double> other) {
    if (!value) return {"–", ""};
    const double mine = *value * as.factor;
    const std::string words = as.whole(mine, as.decimals);
    if (!other) return {words, ""};
    const double off = mine - *other * as.factor, beside = turns ? std::remainder(off, 360) : off;
    const std::string difference =
        as.clock ? clock_text(std::abs(beside)) : grouped(std::abs(beside), as.decimals);
    const bool nothing = difference.find_first_of("123456789") == std::string::npos;
    return {words, nothing ? "=" : (beside < 0 ? "−" : "+") + difference};
}

void figure_cells(Ui& ui, const FlightFigure& figure, std::span<const Compared> flights) {
    const Theme& t = ui.theme();
    const Shown as = shown(ui, figure);
    const FlightSummary& first = *flights.front().summary;
    const std::optional<double> base = figure.of(first);
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    std::string label = figure_label(figure.name);
    if (!label.empty()) label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
    label += part_of_flight(figure, first);
    text(ui.fonts.text, t.quiet, label + (as.unit.empty() ? "" : ", " + as.unit));
    tooltip(ui, figure.meaning);
    for (const Compared& flight : flights) {
        ImGui::TableNextColumn();
        const bool is_base = &flight == &flights.front();
        const auto [value, difference] =
            cell_texts(as, begins_again(figure), figure.of(*flight.summary), is_base ? std::nullopt : base);
        text(is_base ? ui.fonts.bold : ui.fonts.text, t.text, value);
        if (difference.empty()) continue;
        ImGui::SameLine(0, ui.px(8));
        text(ui.fonts.small, t.quiet, difference);
    }
}

void heads(Ui& ui, std::span<const Compared> flights) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    text(ui.fonts.small, ui.theme().quiet, "differences from the flight in bold");
    int chosen = ui.session.active;
    for (const Compared& flight : flights) {
        ImGui::TableNextColumn();
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        ImGui::PushID(static_cast<int>(&flight - flights.data()));
        if (ImGui::InvisibleButton("flight", {width, ui.px(34)})) chosen = flight.index;
        tooltip(ui, flight.name +
                        (flight.original ? "\nbefore anything was changed" : "\nclick to compare with it"));
        ImGui::PopID();
        const std::array<ImVec2, 2> ends{{{at.x, at.y + ui.px(5)}, {at.x + ui.px(40), at.y + ui.px(5)}}};
        draw_flight_line(*ImGui::GetWindowDrawList(), ends.data(), 2, flight.style,
                         flight.original ? 0.5F : 1, ui.px(2.5F), ui.scale);
        ImFont* const font = &flight == &flights.front() ? ui.fonts.bold : ui.fonts.text;
        draw_text(*ImGui::GetWindowDrawList(), font, {at.x, at.y + ui.px(14)}, ui.theme().text,
                  cut_to(font, flight.name, width));
    }
    ui.session.active = chosen;
}

}  // namespace

void comparison_page(Ui& ui, const Area& area) {
    const std::vector<Compared> flights = compared(ui);
    if (flights.empty() || area.width < ui.px(80) || area.height < ui.px(100)) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(20), 0});
    if (begin_panel("comparison", {area.x, area.y + ui.px(48)}, {area.width, area.height - ui.px(48)})) {
        const int columns = 1 + static_cast<int>(flights.size());
        const float names = ui.px(220), column = ui.px(170);
        ImGui::PushStyleColor(ImGuiCol_TableHeaderBg, ui.theme().panel);
        if (ImGui::BeginTable(
                "figures", columns,
                ImGuiTableFlags_ScrollX | ImGuiTableFlags_ScrollY | ImGuiTableFlags_BordersInnerH,
                {0, area.height - ui.px(60)})) {
            // The flight that all are compared with stays where another one finds room beside it.
            ImGui::TableSetupScrollFreeze(area.width > names + 2.5F * column ? 2 : 1, 1);
            ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed, names);
            for (int i = 1; i < columns; ++i)
                ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed, column);
            heads(ui, flights);
            for (const FlightFigure& figure : flight_figures())
                if (std::ranges::any_of(flights, [&](const Compared& flight) {
                        return figure.of(*flight.summary).has_value();
                    }))
                    figure_cells(ui, figure, flights);
            ImGui::EndTable();
        }
        ImGui::PopStyleColor();
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

}  // namespace apogee
