#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/clock.h"
#include "base/input_error.h"
#include "flight/flight_figures.h"
#include "panels/panels.h"
#include "report/flight_report.h"
#include "scenario/keys.h"
#include "scene/flight_path.h"
#include "ui/widgets.h"

namespace apogee {

const char* part_of_flight(const FlightFigure& figure, const FlightSummary& summary) {
    const bool of_ascent = figure.name == std::string_view("max_dynamic_pressure_kPa") && summary.burnout;
    return of_ascent ? ", ascent" : "";
}

namespace {

struct Columns {
    float left, right;
    [[nodiscard]] float at(float part) const { return left + (right - left) * part; }
};

Columns columns() {
    const float left = ImGui::GetCursorPosX();
    return {left, left + ImGui::GetContentRegionAvail().x};
}

std::string figure_name(const std::string& key) {
    std::string words = figure_label(key);
    // "Impact longitude" finds no room in its column, and no other longitude is reported.
    const std::string_view place = "impact l";
    if (words.starts_with(place)) words.erase(0, place.size() - 1);
    words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
    return words;
}

std::string angle_text(std::string_view key, double degrees) {
    constexpr int decimals = 2;
    if (key.ends_with("latitude_deg")) return latitude_text(degrees, decimals);
    if (key.ends_with("longitude_deg")) return longitude_text(degrees, decimals);
    return fmt::format("{:.{}f}°", degrees, decimals);
}

std::string figure_text(const std::string& key, double value, LengthUnit unit, bool with_unit) {
    if (key.ends_with("_km"))
        return grouped(in_unit(1000 * value, unit), 0) + (with_unit ? std::string(" ") + name(unit) : "");
    if (key.ends_with("_s")) return clock_text(value);
    return angle_text(key, value);
}

/// What a reported figure stands on: what counts as met, and who says so.
std::string reported_details(const ReportedFigure& figure) {
    const std::string within = uncertainty_text(figure.uncertainty);
    return (within.empty() ? "no uncertainty stated" : "reported as " + within) +
           (figure.source.empty() ? "" : "\n" + printable(figure.source));
}

void verdict(Ui& ui, const std::vector<Comparison>& comparisons) {
    const Theme& t = ui.theme();
    int inside = 0, judged = 0;
    for (const Comparison& comparison : comparisons) {
        const auto good = within_report(comparison);
        judged += good ? 1 : 0;
        inside += good.value_or(false) ? 1 : 0;
    }
    if (judged == 0) return;
    const bool all = inside == judged;
    const std::string words =
        all ? fmt::format("within what was reported ({} of {})", inside, judged)
            : fmt::format("{} of {} outside what was reported", judged - inside, judged);
    ImGui::Dummy({0, ui.px(4)});
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = size_of(ui.fonts.bold, words).x + ui.px(20);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(at, {at.x + width, at.y + ui.px(24)}, all ? t.good_ground : t.bad_ground, ui.px(12));
    draw_text(draw, ui.fonts.bold, {at.x + ui.px(10), at.y + ui.px(4)}, all ? t.good : t.bad, words);
    ImGui::Dummy({width, ui.px(24)});
}

/// Within what a figure was reported, in the words of the figure itself: "44:30 to 47:13".
std::string bounds_text(const Ui& ui, const ReportedFigure& figure) {
    const auto* const bounds = std::get_if<Triangular>(&figure.uncertainty);
    if (!bounds) return uncertainty_text(figure.uncertainty);
    const auto words = [&](double value, bool unit) {
        if (!figure.key.ends_with("_km")) return figure_text(figure.key, value, ui.session.unit, unit);
        return grouped(in_unit(1000 * value, ui.session.unit), 1) +
               (unit ? std::string(" ") + name(ui.session.unit) : "");
    };
    return words(bounds->low, false) + " to " + words(bounds->high, true);
}

void reported(Ui& ui, const LoadedFlight& flight) {
    const Theme& t = ui.theme();
    Flight compared;
    compared.scenario.reported = flight.scenario.reported;
    compared.summary = flight.summary;
    const std::vector<Comparison> comparisons = compare_with_reported(compared);
    if (comparisons.empty()) return;
    heading(ui, "REPORTED AND COMPUTED");
    const Columns c = columns();
    text_right(ui.fonts.small, t.quiet, "reported", c.at(0.56F));
    ImGui::SameLine();
    text_right(ui.fonts.small, t.quiet, "computed", c.at(0.81F));
    ImGui::SameLine();
    text_right(ui.fonts.small, t.quiet, "diff.", c.right);
    for (const Comparison& comparison : comparisons) {
        rule(ui);
        const std::string& key = comparison.reported.key;
        const auto good = within_report(comparison);
        text(ui.fonts.text, t.text, cut_to(ui.fonts.text, figure_name(key), c.at(0.34F) - c.left));
        tooltip(ui, reported_details(comparison.reported));
        ImGui::SameLine();
        text_right(ui.fonts.text, t.text, figure_text(key, comparison.reported.value, ui.session.unit, true),
                   c.at(0.56F));
        ImGui::SameLine();
        text_right(ui.fonts.text, t.text,
                   comparison.computed ? figure_text(key, *comparison.computed, ui.session.unit, false) : "–",
                   c.at(0.81F));
        if (!comparison.residual) continue;
        ImGui::SameLine();
        const double shown = comparison.residual_percent.value_or(*comparison.residual);
        const bool nothing = std::abs(shown) < 0.05;
        text_right(ui.fonts.text,
                   !good   ? t.quiet
                   : *good ? t.good
                           : t.bad,
                   fmt::format("{}{:.{}f}{}",
                               nothing     ? ""
                               : shown > 0 ? "+"
                                           : "−",
                               std::abs(shown), std::abs(shown) < 9.95 ? 1 : 0,
                               comparison.residual_percent ? " %" : "°"),
                   c.right);
        // What the colour stands on.
        if (good)
            text(ui.fonts.small, t.quiet,
                 cut_to(ui.fonts.small, "reported as " + bounds_text(ui, comparison.reported),
                        c.right - c.left));
    }
    verdict(ui, comparisons);
}

void row(Ui& ui, const char* label, const std::string& value, const std::string& unit) {
    const Columns c = columns();
    rule(ui);
    const float unit_width = unit.empty() ? 0 : size_of(ui.fonts.text, unit).x + ui.px(4);
    const float room = c.right - c.left - unit_width - size_of(ui.fonts.text, value).x - ui.px(8);
    text(ui.fonts.text, ui.theme().quiet, cut_to(ui.fonts.text, label, room));
    ImGui::SameLine();
    text_right(ui.fonts.text, ui.theme().text, value, c.right - unit_width);
    if (unit.empty()) return;
    ImGui::SameLine();
    text_right(ui.fonts.text, ui.theme().quiet, unit, c.right);
}

void figure_row(Ui& ui, const FlightFigure& figure, const FlightSummary& summary) {
    const std::optional<double> value = figure.of(summary);
    const std::string_view unit = figure.unit;
    const bool apogee = figure.name == std::string_view("apogee_km");
    // An orbit tells its own, above the equator's radius as perigees are.
    if (apogee && summary.orbit) return;
    std::string label = figure_name(figure.name);
    if (apogee && summary.apogee_kind == ApogeeKind::osculating) label += ", osculating";
    label += part_of_flight(figure, summary);
    if (!value) {
        if (apogee) row(ui, label.c_str(), "–", "");
        return;
    }
    if (unit == "km")
        row(ui, label.c_str(), rounded(in_unit(1000 * *value, ui.session.unit)), name(ui.session.unit));
    else if (unit == "s")
        row(ui, label.c_str(), clock_text(*value), "");
    else
        row(ui, label.c_str(), unit == "km/s" ? grouped(*value, 3) : rounded(*value), std::string(unit));
    tooltip(ui, figure.meaning);
}

void results(Ui& ui, const LoadedFlight& flight) {
    const Theme& t = ui.theme();
    const FlightSummary& s = flight.summary;
    const LengthUnit unit = ui.session.unit;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    heading(ui, s.range_m ? "RANGE" : "OUTCOME");
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (s.range_m) {
        constexpr double no_decimals_from = 100;
        const double shown = in_unit(*s.range_m, unit);
        const std::string figure = shown >= no_decimals_from ? grouped(shown, 0) : rounded(shown);
        const float width = draw_text(draw, ui.fonts.large, {at.x, at.y - ui.px(4)}, t.text, figure);
        draw_text(draw, ui.fonts.title, {at.x + width + ui.px(6), at.y + ui.px(4)}, t.quiet, name(unit));
    } else {
        const std::string words = outcome_text(flight.trajectory);
        const std::size_t colon = std::min(words.find(": "), words.size());
        wrapped_text(ui.fonts.title, t.text, words.substr(0, colon));
        if (colon < words.size()) wrapped_text(ui.fonts.text, t.quiet, words.substr(colon + 2));
    }
    ImGui::Dummy({0, s.range_m ? ui.px(28) : ui.px(4)});
    for (const char* name :
         {"apogee_km", "flight_time_s", "burnout_relative_speed_km_s", "burnout_height_km",
          "max_dynamic_pressure_kPa", "max_deceleration_g", "impact_speed_km_s", "orbit_perigee_km",
          "orbit_apogee_km", "orbit_period_s", "orbit_inclination_deg", "orbit_eccentricity"})
        figure_row(ui, flight_figure(name), s);
    if (s.orbit) wrapped_text(ui.fonts.small, t.quiet, "The orbit's heights are above the equator's radius.");
}

/// Where and when it began.
void launch(Ui& ui, const LoadedFlight& flight) {
    const Scenario& scenario = flight.scenario;
    const bool from_pad = flight.trajectory.plan->from_pad;
    heading(ui, from_pad ? "LAUNCH" : "RELEASE");
    const LatLon start = lat_lon(flight.trajectory.plan->start);
    if (!scenario.site.empty()) wrapped_text(ui.fonts.text, ui.theme().text, printable(scenario.site));
    row(ui, "Place", latitude_text(start.latitude_deg, 2) + ", " + longitude_text(start.longitude_deg, 2),
        "");
    if (from_pad) row(ui, "Azimuth", fmt::format("{:.1f}", degrees(flight.trajectory.plan->azimuth)), "°");
    if (scenario.launch_time) row(ui, "Time", utc_date_and_time(*scenario.launch_time), "");
}

std::string height_text(const FlightPoint& point, LengthUnit unit) {
    const double height = in_unit(point.place.height, unit);
    return grouped(height, std::abs(height) < 100 ? 1 : 0);
}

void events(Ui& ui, const LoadedFlight& flight) {
    const Theme& t = ui.theme();
    const FlightSamples& samples = ui.samples.of(flight);
    if (samples.events.empty()) return;
    heading(ui, "EVENTS");
    const Columns c = columns();
    text_right(ui.fonts.small, t.quiet, "time", c.at(0.63F));
    ImGui::SameLine();
    text_right(ui.fonts.small, t.quiet, fmt::format("{} up", name(ui.session.unit)), c.at(0.84F));
    ImGui::SameLine();
    text_right(ui.fonts.small, t.quiet, "km/s", c.right);
    for (std::size_t i = 0; i < samples.events.size(); ++i) {
        const FlightPoint& point = samples.events[i];
        rule(ui);
        std::string words = printable(flight.trajectory.events[i].name);
        words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
        const bool past = point.time_s <= ui.session.time_s;
        ImGui::PushID(static_cast<int>(i));
        const float y = ImGui::GetCursorPosY();
        if (ImGui::InvisibleButton("##go", {c.right - c.left, ui.px(16)})) ui.session.time_s = point.time_s;
        const bool hovered = ImGui::IsItemHovered();
        const std::string when = clock_text(point.time_s), high = height_text(point, ui.session.unit);
        // Long numbers push what is left of them.
        const float gap = ui.px(8), high_left = c.at(0.84F) - size_of(ui.fonts.text, high).x,
                    when_right = std::min(c.at(0.63F), high_left - gap),
                    when_left = when_right - size_of(ui.fonts.text, when).x;
        const std::string shown =
            cut_to(ui.fonts.text, words, std::min(c.at(0.5F), when_left - gap) - c.left);
        if (shown != words) tooltip(ui, words);
        ImGui::SetCursorPosY(y);
        ImGui::PopID();
        const ImU32 color = hovered ? flight_color(flight.style) : past ? t.text : t.quiet;
        text(ui.fonts.text, color, shown);
        ImGui::SameLine();
        text_right(ui.fonts.text, color, when, when_right);
        ImGui::SameLine();
        text_right(ui.fonts.text, color, high, c.at(0.84F));
        ImGui::SameLine();
        text_right(ui.fonts.text, color, grouped(point.speed_earth_m_s / 1000, 2), c.right);
    }
}

void below_the_track(Ui& ui, const LoadedFlight& flight) {
    const FlightSamples& samples = ui.samples.of(flight);
    if (samples.overflights.empty()) return;
    heading(ui, "BELOW THE TRACK");
    const Columns c = columns();
    for (const Overflight& over : samples.overflights) {
        const std::string when = clock_text(over.from_s) + " – " + clock_text(over.to_s);
        const float space = c.right - c.left - size_of(ui.fonts.text, when).x - ui.px(8);
        text(ui.fonts.text, over.below.land ? ui.theme().text : ui.theme().quiet,
             cut_to(ui.fonts.text, name_of(over), space));
        tooltip(ui,
                fmt::format("{}, {} to {} {} up", name_of(over),
                            rounded(in_unit(over.least_height_m, ui.session.unit)),
                            rounded(in_unit(over.most_height_m, ui.session.unit)), name(ui.session.unit)));
        ImGui::SameLine();
        text_right(ui.fonts.text, ui.theme().quiet, when, c.right);
    }
}

}  // namespace

void results_panel(Ui& ui, const Area& area) {
    if (area.width <= 0) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(16), ui.px(8)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8), ui.px(4)});
    ImGui::SetNextWindowPos(area.min());
    ImGui::SetNextWindowSize({area.width, area.height});
    if (ImGui::Begin("results", nullptr,
                     ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoResize |
                         ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                         ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav)) {
        if (const LoadedFlight* flight = ui.session.current()) {
            estimate_section(ui, *flight);
            reported(ui, *flight);
            results(ui, *flight);
            launch(ui, *flight);
            events(ui, *flight);
            below_the_track(ui, *flight);
        }
        edge(ui, area.min(), {area.x + 1, area.y + area.height});
    }
    ImGui::End();
    ImGui::PopStyleVar(2);
}

}  // namespace apogee
