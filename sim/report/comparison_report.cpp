#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/clock.h"
#include "base/input_error.h"
#include "base/text.h"
#include "flight/flight_figures.h"
#include "report/flight_report.h"
#include "scenario/keys.h"

namespace apogee {
namespace {

using Align = TextTable::Align;

constexpr std::size_t label_width = 31;  // of the longest label, with its indent
constexpr std::size_t heading_width = 14;

using Span = std::vector<Flight>::const_iterator;

/// One line: a number of every flight, empty where one has no such; no line where none has.
/// @param marks  what stands behind each number; none where it is empty
void add_line(TextTable& table, std::string label, int least_decimals,
              const std::vector<std::optional<double>>& values, const std::vector<const char*>& marks = {}) {
    double largest = 0;
    bool any = false;
    for (const auto& value : values) {
        largest = std::max(largest, std::abs(value.value_or(0)));
        any = any || value;
    }
    if (!any) return;
    const auto number = [&](double value) {
        const bool few = least_decimals == 0 || least_decimals > decimals_for(largest);
        return few ? fixed(value, least_decimals) : number_among(value, largest);
    };
    std::vector<std::string> cells{std::move(label)};
    for (std::size_t i = 0; i < values.size(); ++i)
        cells.push_back((values[i] ? number(*values[i]) : "-") + (marks.empty() ? "" : marks[i]));
    table.row(std::move(cells));
}

void add_figures(TextTable& table, Span begin, Span end) {
    std::vector<std::optional<double>> values;
    for (Span flight = begin; flight != end; ++flight) {
        const Vehicle& vehicle = flight->scenario.vehicle;
        values.push_back(vehicle.stages.empty() ? std::nullopt : std::optional(lift_off_mass_kg(vehicle)));
    }
    add_line(table, "mass at ignition, kg", 0, values);
    for (const FlightFigure& figure : flight_figures()) {
        values.clear();
        for (Span flight = begin; flight != end; ++flight) values.push_back(figure.of(flight->summary));
        std::vector<const char*> marks;
        if (figure.name == std::string_view("apogee_km"))
            for (Span flight = begin; flight != end; ++flight)
                marks.push_back(osculating_mark(flight->summary));
        const std::string unit = *figure.unit != 0 ? fmt::format(", {}", figure.unit) : "";
        add_line(table, figure_label(figure.name) + unit, figure.decimals, values, marks);
    }
}

/// Under each reported figure of any of the flights: what was reported, and our residual.
void add_reported(TextTable& table, Span begin, Span end) {
    for (const char* key :
         {"apogee_km", "range_km", "flight_time_s", "impact_latitude_deg", "impact_longitude_deg"}) {
        std::vector<std::string> reported, residual, percent;
        bool any = false, any_percent = false;
        for (Span flight = begin; flight != end; ++flight) {
            reported.push_back("-");
            residual.push_back("-");
            percent.push_back("-");
            for (const Comparison& c : compare_with_reported(*flight)) {
                if (c.reported.key != key) continue;
                any = true;
                reported.back() = plain(c.reported.value);
                if (c.residual) residual.back() = with_sign(*c.residual, unit_of(key) == "deg" ? 3 : 1);
                if (c.residual_percent) {
                    percent.back() = with_sign(*c.residual_percent, 1);
                    any_percent = true;
                }
            }
        }
        if (!any) continue;
        const auto add = [&](const std::string& label, std::vector<std::string> cells) {
            cells.insert(cells.begin(), label);
            table.row(std::move(cells));
        };
        add(fmt::format("reported {}, {}", figure_label(key), unit_of(key)), reported);
        add("  computed - reported", residual);
        if (any_percent) add("  in %", percent);
    }
}

/// A name of at most `width` columns a line, broken after its hyphens where it can be.
std::string column_heading(std::size_t number, const std::string& name, std::size_t width) {
    std::string heading = fmt::format("{}:", number), line;
    const auto end_line = [&] {
        if (!line.empty()) heading += '\n' + shortened(line, width);
        line.clear();
    };
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t end = std::min(name.find_first_of("-_ ", begin), name.size() - 1) + 1;
        const std::string word = name.substr(begin, end - begin);
        if (display_width(line + word) > width) end_line();
        line += word;
        begin = end;
    }
    end_line();
    return heading;
}

std::string block(const std::vector<std::string>& headings, std::size_t first, Span begin, Span end) {
    TextTable table;
    table.column("", Align::left);
    for (Span flight = begin; flight != end; ++flight) {
        table.column(headings[first + static_cast<std::size_t>(flight - begin)]);
    }
    std::vector<std::string> outcomes{"outcome"};
    for (Span flight = begin; flight != end; ++flight)
        outcomes.emplace_back(name(flight->trajectory.outcome));
    table.row(std::move(outcomes));
    add_figures(table, begin, end);
    add_reported(table, begin, end);
    const bool marked =
        std::any_of(begin, end, [](const Flight& flight) { return *osculating_mark(flight.summary) != 0; });
    return table.print() + (marked ? osculating_note : "");
}

std::string debris_text(const Flight& flight) {
    std::string text;
    for (const Debris& d : *flight.debris) {
        const FlightSummary s = summarise(d.trajectory);
        text += fmt::format("     {}: ", printable(d.body.name));
        text += s.impact ? fmt::format("T+{}, {}, {} km\n", minutes_and_seconds(s.impact->time_s),
                                       place_text(s.impact->place), fixed(km(*s.range_m), 1))
                         : fmt::format("{}\n", name(d.trajectory.outcome));
    }
    return text;
}

}  // namespace

std::string comparison_report(const std::vector<Flight>& flights) {
    std::string text = fmt::format("{} flights side by side\n\n", flights.size());
    std::vector<std::string> headings;
    std::size_t width = heading_width;
    for (const Flight& flight : flights) {
        const std::size_t number = headings.size() + 1;
        headings.push_back(column_heading(number, printable(flight.name), heading_width));
        width = std::max(width, std::string_view(name(flight.trajectory.outcome)).size());
        const std::string& title = flight.scenario.title.empty() ? flight.name : flight.scenario.title;
        text += fmt::format("  {}: {}\n", number, printable(title));
        text += fmt::format("     {}, hash {}\n", input_name(flight.scenario.file), flight.scenario.hash);
        if (flight.debris) text += debris_text(flight);
    }
    // As many columns as the page holds, and blocks of about one size.
    const std::size_t fitting = (page_width - label_width) / (width + 2);
    const std::size_t blocks = (flights.size() + fitting - 1) / fitting;
    const std::size_t in_a_block = (flights.size() + blocks - 1) / blocks;
    for (std::size_t first = 0; first < flights.size(); first += in_a_block) {
        const std::size_t last = std::min(first + in_a_block, flights.size());
        const auto at = [&](std::size_t i) { return flights.begin() + static_cast<std::ptrdiff_t>(i); };
        text += '\n' + block(headings, first, at(first), at(last));
    }
    return text;
}

}  // namespace apogee
