#include "report/range_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/input_error.h"
#include "base/text.h"
#include "report/claims_report.h"
#include "report/flight_report.h"

namespace apogee {
namespace {

std::string underlined(const std::string& title) {
    const std::string text = printable(title);
    return text + '\n' + std::string(std::min(display_width(text), page_width), '=') + '\n';
}

std::string minutes(double seconds) {
    const long whole = std::lround(seconds);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

/// "12345", or why there is none.
std::string range_cell(const FamilyFlight& flight, int decimals) {
    if (flight.reach == Reach::beyond_half_the_earth) return "> half Earth";
    return flight.reach == Reach::range ? fixed(flight.flight.range_km, decimals) : name(flight.reach);
}

std::string limit_cell(const FamilyFlight& flight) {
    if (flight.reach != Reach::range) return {};
    return flight.limit == Limit::none ? "none" : name(flight.limit);
}

int decimals_of(const RangeResult& result) {
    const FamilyFlight& flight = result.main().maximum;
    return flight.reach == Reach::range && flight.flight.range_km < 1000 ? 1 : 0;
}

void flight_columns(TextTable& table) {
    table.column("range\nkm");
    table.column("burnout at\ndeg");
    table.column("min energy\ndeg");
    table.column("kick\ndeg");
    table.column("apogee\nkm");
    table.column("time\nmin:s");
    table.column("max q\nkPa");
    table.column("active\nbound", TextTable::Align::left);
}

std::vector<std::string> flight_cells(const FamilyFlight& flight, int decimals) {
    if (flight.reach != Reach::range) return {range_cell(flight, decimals), "", "", "", "", "", "", ""};
    const CaseResult& f = flight.flight;
    return {fixed(f.range_km, decimals),
            fixed(flight.angle.flown_deg, 2),
            fixed(flight.angle.minimum_energy_deg, 2),
            fixed(flight.free_number, 3),
            fixed(f.apogee_km, 0),
            minutes(f.flight_time_s),
            fixed(f.max_dynamic_pressure_kPa, 1),
            limit_cell(flight)};
}

void two_rows(TextTable& table, const std::string& where, const Farthest& farthest, int decimals) {
    const auto add = [&](const std::string& what, const FamilyFlight& flight) {
        std::vector<std::string> cells = flight_cells(flight, decimals);
        cells.insert(cells.begin(), what);
        table.row(std::move(cells));
    };
    add("standard" + where, farthest.standard);
    add("farthest" + where, farthest.maximum);
}

std::string family_text(const RangeResult& result) {
    const GravityTurn& turn = result.turn;
    const bool by_height = turn.trigger == GravityTurn::Trigger::height_m;
    std::string text = indented(
        "Family   ",
        fmt::format("gravity turn: vertical up to {}, then a kick over {} s, then thrust along "
                    "the velocity in the air (no angle of attack)",
                    by_height ? plain(turn.trigger_value) + " m" : plain(turn.trigger_value) + " m/s",
                    plain(turn.kick_duration_s)));
    text += indented("Searched ",
                     fmt::format("the kick's angle, {} to {} deg; dynamic pressure on the way up at "
                                 "most {} kPa",
                                 plain(result.family.least_kick_deg), plain(result.family.most_kick_deg),
                                 plain(result.family.most_dynamic_pressure_kPa)));
    const auto& own = std::get<Launch>(result.scenario.start).ascent.programme;
    if (!std::holds_alternative<GravityTurn>(own))
        text += indented("         ",
                         "The scenario's own ascent programme is another one: re-flown in this family.");
    text += indented("Standard ",
                     "burns out at the angle at which its speed reaches farthest over a still sphere: "
                     "minimum energy for its range. Farthest: the family's greatest range, whatever "
                     "the angle.");
    return text;
}

std::string answers_table(const RangeResult& result) {
    TextTable table;
    table.column("\n", TextTable::Align::left);
    flight_columns(table);
    const int decimals = decimals_of(result);
    if (result.turning) two_rows(table, "", *result.turning, decimals);
    two_rows(table, result.turning ? ", still Earth" : "", result.still, decimals);
    const int maxima = result.main().maxima;
    std::string text = "\nGround range from the launch site\n" + table.print();
    const auto beyond = [](const Farthest& f) { return f.maximum.reach == Reach::beyond_half_the_earth; };
    if (beyond(result.main()) || beyond(result.still))
        text +=
            "  > half Earth: flights of the family pass the far side of the Earth, orbit it or leave it\n";
    if (maxima > 1)
        text += fmt::format("  {} local maxima over the kick's angle; the highest is shown\n", maxima);
    return text;
}

std::string payload_table(const RangeResult& result) {
    if (result.payload_curve.empty()) return {};
    TextTable table;
    table.column("payload\nkg");
    table.column("standard\nkm");
    table.column("bound", TextTable::Align::left);
    table.column("farthest\nkm");
    table.column("bound", TextTable::Align::left);
    const int decimals = decimals_of(result);
    for (const PayloadPoint& point : result.payload_curve) {
        const auto& [standard, maximum, maxima] = point.farthest;
        table.row({plain(point.payload_kg), range_cell(standard, decimals), limit_cell(standard),
                   range_cell(maximum, decimals), limit_cell(maximum)});
    }
    return fmt::format("\nRange over payload{}\n", result.turning ? "" : ", Earth not turning") +
           table.print();
}

std::string ring_table(const RangeResult& result) {
    if (!result.ring) return {};
    TextTable table;
    table.column("steering\nazimuth");
    table.column("standard\nkm");
    table.column("impact", TextTable::Align::left);
    table.column("farthest\nkm");
    table.column("impact", TextTable::Align::left);
    const int decimals = decimals_of(result);
    const auto impact = [](const FamilyFlight& flight) -> std::string {
        if (flight.reach != Reach::range) return {};
        return fixed(flight.flight.impact_latitude_deg, 2) + ' ' +
               fixed(flight.flight.impact_longitude_deg, 2);
    };
    for (const RingPoint& point : result.ring->points) {
        const auto& [standard, maximum, maxima] = point.farthest;
        table.row({fixed(point.azimuth_deg, 1), range_cell(standard, decimals), impact(standard),
                   range_cell(maximum, decimals), impact(maximum)});
    }
    return fmt::format("\nAll round{} (impact: latitude and longitude)\n",
                       result.turning ? "" : ", Earth not turning") +
           table.print();
}

std::string others_table(const RangeResult& result) {
    if (result.others.empty()) return {};
    TextTable table;
    table.column("\n", TextTable::Align::left);
    table.column("standard\nkm");
    table.column("farthest\nkm");
    table.column("max q\nkPa");
    table.column("bound", TextTable::Align::left);
    const int decimals = decimals_of(result);
    for (const OtherFamily& other : result.others) {
        const FamilyFlight& maximum = other.farthest.maximum;
        const bool flown = maximum.reach == Reach::range;
        table.row({other.name, range_cell(other.farthest.standard, decimals), range_cell(maximum, decimals),
                   flown ? fixed(maximum.flight.max_dynamic_pressure_kPa, 1) : "", limit_cell(maximum)});
    }
    return fmt::format("\nOther families, to show what the choice is worth{}\n",
                       result.turning ? "" : ", Earth not turning") +
           table.print();
}

}  // namespace

std::string range_report(const RangeResult& result) {
    const Scenario& scenario = result.scenario;
    std::string text =
        underlined((scenario.title.empty() ? result.name : scenario.title) + ": how far it goes");
    text += start_text(scenario) + '\n' + family_text(result) + answers_table(result) +
            payload_table(result) + ring_table(result) + others_table(result) +
            range_claims_report(result.claims) + '\n' + models_text(scenario);
    if (!result.overrides.empty()) {
        text += "Set      ";
        for (const auto& [key, value] : result.overrides) text += printable(key + " = " + value) + "  ";
        text.erase(text.find_last_not_of(' ') + 1);
        text += '\n';
    }
    return text;
}

}  // namespace apogee
