#include "report/flight_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "base/clock.h"
#include "base/input_error.h"
#include "base/text.h"
#include "physics/constants.h"
#include "report/overflight.h"
#include "report/source_list.h"
#include "scenario/keys.h"

namespace apogee {
namespace {

using Align = TextTable::Align;

/// A quantity with a sensible number of digits and its unit: "4475.2 km", "0.0165 kPa"; "0 km" where nothing
/// is left of it but what rounding made, less than a millimetre of a kilometre.
std::string quantity(double value, const char* unit) {
    constexpr double nothing = 1e-6;
    return (std::abs(value) < nothing ? "0" : number_among(value, value)) + ' ' + unit;
}

/// "107.4 km high", "0.420 km below the ellipsoid"; nearer than half a metre the ellipsoid itself.
std::string height_text(double height_m) {
    constexpr double shown_m = 0.5;
    const double shown = std::abs(height_m) < shown_m ? 0 : height_m;
    return quantity(km(std::abs(shown)), "km") + (shown < 0 ? " below the ellipsoid" : " high");
}

/// "climbing at 82.05 deg", "descending at 3.00 deg", "level".
std::string climb_text(double flight_path_angle) {
    const std::string angle = fixed(degrees(std::abs(flight_path_angle)), 2);
    if (angle == "0.00") return "level";
    return fmt::format("{} at {} deg", flight_path_angle < 0 ? "descending" : "climbing", angle);
}

/// A velocity's angle means nothing at rest.
bool is_moving(const FlightPoint& point) {
    return point.speed_earth_m_s > 0.01;
}

/// "950.0 km over the ground, 76.0 deg from the start".
std::string range_text(double range_m, const std::optional<double>& azimuth) {
    if (!azimuth) return "less than a metre over the ground";
    return fmt::format("{} over the ground, {} deg from the start", quantity(km(range_m), "km"),
                       fixed(degrees(*azimuth), 1));
}

std::string line(const char* label, const std::string& text) {
    return fmt::format("  {:<22}{}\n", label, text);
}

std::string when(double time_s) {
    return fmt::format("T+{} ({} s)", minutes_and_seconds(time_s), fixed(time_s, 1));
}

std::string events_table(const Flight& flight) {
    const Trajectory& trajectory = flight.trajectory;
    if (trajectory.events.empty()) return {};
    std::vector<FlightPoint> points;
    double highest = 0, farthest = 0;
    for (const Event& event : trajectory.events) {
        points.push_back(trajectory.point(event.time_s));
        highest = std::max(highest, std::abs(km(points.back().place.height)));
        farthest = std::max(farthest, km(points.back().downrange_m));
    }
    TextTable table;
    table.column("T+\nmin:s");
    table.column("time\ns");
    table.column("UTC");
    table.column("\nevent", Align::left);
    table.column("height\nkm");
    table.column("downrange\nkm");
    table.column("speed\nkm/s");
    table.column("climb\ndeg");
    table.column("mass\nkg");
    for (std::size_t i = 0; i < points.size(); ++i) {
        const FlightPoint& p = points[i];
        table.row({minutes_and_seconds(p.time_s), fixed(p.time_s, 1),
                   flight.scenario.launch_time ? utc_time_of_day(*flight.scenario.launch_time, p.time_s) : "",
                   printable(trajectory.events[i].name), fixed(km(p.place.height), decimals_for(highest)),
                   fixed(km(p.downrange_m), decimals_for(farthest)), fixed(km(p.speed_earth_m_s), 3),
                   is_moving(p) ? fixed(degrees(p.flight_path_angle), 1) : "-",
                   fixed(p.mass_kg, p.mass_kg < 100 ? 2 : 0)});
    }
    return heading("Events (speed and climb angle over the ground)") + table.print();
}

std::string results_text(const Flight& flight) {
    const FlightSummary& s = flight.summary;
    const bool landed = s.impact.has_value();
    std::string text = heading("Results") + line("outcome", outcome_text(flight.trajectory));
    if (s.burnout) {
        const FlightPoint& b = *s.burnout;
        text += line("last burnout", fmt::format("{}, {}, {}", when(b.time_s), height_text(b.place.height),
                                                 climb_text(b.flight_path_angle)));
        text +=
            line("  speed", fmt::format("{} km/s inertial, {} km/s in the air",
                                        fixed(km(b.speed_inertial_m_s), 3), fixed(km(b.speed_air_m_s), 3)));
    }
    if (s.apogee_m) {
        const std::string height = quantity(km(*s.apogee_m), "km");
        text += line("apogee", s.apogee ? height + " at " + when(s.apogee->time_s)
                                        : height + ", of the osculating orbit: not flown");
    }
    if (landed) {
        text += line("range", range_text(*s.range_m, s.impact_azimuth));
        text += line("flight time", flight.trajectory.steps.empty()
                                        ? std::string("0:00, released on the ground")
                                        : fmt::format("{} ({} s)", minutes_and_seconds(*s.flight_time_s),
                                                      fixed(*s.flight_time_s, 1)));
        text +=
            line("impact", fmt::format("{}, {} km/s{}", place_text(s.impact->place),
                                       fixed(km(s.impact->speed_earth_m_s), 3),
                                       is_moving(*s.impact)
                                           ? " at " + fixed(degrees(s.impact->flight_path_angle), 1) + " deg"
                                           : ""));
    } else {
        text += line("at the end",
                     fmt::format("{}, {}, {} km/s in the air", place_text(s.final.place),
                                 height_text(s.final.place.height), fixed(km(s.final.speed_air_m_s), 3)));
    }
    if (s.max_dynamic_pressure_Pa) {
        text += line("max dynamic pressure", quantity(*s.max_dynamic_pressure_Pa / 1000, "kPa"));
    }
    if (s.max_deceleration_m_s2) {
        text += line("max deceleration",
                     quantity(*s.max_deceleration_m_s2 / constants::standard_gravity_m_s2, "g"));
    }
    return text;
}

std::string orbit_text(const Orbit& orbit) {
    std::string text = heading("Orbit (osculating at the end; heights above the equator's radius)");
    text += line("perigee x apogee",
                 fmt::format("{} x {} km", fixed(km(orbit.perigee_m), 1), fixed(km(orbit.apogee_m), 1)));
    text += line("semi-major axis", fixed(km(orbit.semi_major_axis_m), 1) + " km");
    text += line("eccentricity", fixed(orbit.eccentricity, 6));
    text += line("inclination", fixed(degrees(orbit.inclination), 3) + " deg");
    text += line("ascending node", fixed(degrees(orbit.raan), 3) + " deg east of Greenwich at lift-off");
    text += line("argument of perigee", fixed(degrees(orbit.argument_of_perigee), 3) + " deg");
    text += line("true anomaly", fixed(degrees(orbit.true_anomaly), 3) + " deg");
    text += line("period",
                 fmt::format("{} ({} s)", minutes_and_seconds(orbit.period_s), fixed(orbit.period_s, 1)));
    return text;
}

std::string reported_table(const Flight& flight) {
    const std::vector<Comparison> comparisons = compare_with_reported(flight);
    if (comparisons.empty()) return {};
    SourceList sources;
    TextTable table;
    table.column("", Align::left);
    table.column("reported");
    table.column("computed");
    table.column("residual");
    table.column("%");
    table.column("", Align::left);
    table.column("uncertainty", Align::left);
    table.column("source", Align::left);
    for (const Comparison& c : comparisons) {
        const std::string unit(unit_of(c.reported.key));
        const int decimals = unit == "deg" ? 3 : 1;
        table.row({figure_label(c.reported.key), plain(c.reported.value),
                   c.computed ? fixed(*c.computed, decimals) : "-",
                   c.residual ? with_sign(*c.residual, decimals) : "-",
                   c.residual_percent ? with_sign(*c.residual_percent, 1) : "-", unit,
                   uncertainty_text(c.reported.uncertainty), sources.mark(c.reported.source)});
    }
    return heading("Reported figures") + table.print() + sources.print();
}

std::string debris_table(const std::vector<Debris>& debris) {
    if (debris.empty()) return heading("Debris: nothing was released");
    TextTable table;
    table.column("\nbody", Align::left);
    table.column("mass\nkg");
    table.column("released\nT+ s");
    table.column("apogee\nkm");
    table.column("impact\nT+ s");
    table.column("latitude\ndeg");
    table.column("longitude\ndeg");
    table.column("range\nkm");
    table.column("speed\nkm/s");
    table.column("\noutcome", Align::left);
    table.column("\nonto", Align::left);
    for (const Debris& d : debris) {
        const FlightSummary s = summarise(d.trajectory);
        std::vector<std::string> cells{printable(d.body.name), fixed(d.body.mass_kg, 0),
                                       fixed(d.trajectory.start_s, 1),
                                       s.apogee_m ? fixed(km(*s.apogee_m), 1) + osculating_mark(s) : "-"};
        if (s.impact) {
            cells.insert(cells.end(),
                         {fixed(s.impact->time_s, 1), fixed(degrees(s.impact->place.latitude), 4),
                          fixed(degrees(s.impact->place.longitude), 4), fixed(km(*s.range_m), 1),
                          fixed(km(s.impact->speed_earth_m_s), 3)});
        } else {
            cells.insert(cells.end(), 5, "-");
        }
        cells.emplace_back(name(d.trajectory.outcome));
        cells.push_back(
            s.impact ? below(degrees(s.impact->place.latitude), degrees(s.impact->place.longitude)).name
                     : "-");
        table.row(std::move(cells));
    }
    const bool marked = std::ranges::any_of(
        debris, [](const Debris& d) { return *osculating_mark(summarise(d.trajectory)) != 0; });
    return heading("Debris (range from the launch site)") + table.print() + (marked ? osculating_note : "");
}

std::string overflight_table(const Trajectory& trajectory) {
    const std::vector<Overflight> all = overflights(trajectory);
    if (all.empty()) return {};
    constexpr std::size_t most_rows = 40;  // an orbit's many turns
    TextTable table;
    table.column("from T+\nmin:s");
    table.column("to T+\nmin:s");
    table.column("height\nfrom km");
    table.column("\nmost km");
    table.column("\nto km");
    table.column("\nbelow", Align::left);
    table.column("\nnearest town", Align::left);
    table.column("as near as\nkm");
    for (const Overflight& over : std::span(all).first(std::min(all.size(), most_rows)))
        table.row({minutes_and_seconds(over.from_s), minutes_and_seconds(over.to_s),
                   fixed(km(over.from_height_m), 0), fixed(km(over.most_height_m), 0),
                   fixed(km(over.to_height_m), 0), name_of(over),
                   over.nearest.name + ", " + over.nearest.country, fixed(km(over.nearest.distance_m), 0)});
    std::string rest =
        all.size() > most_rows ? fmt::format("  and {} more; --json has all\n", all.size() - most_rows) : "";
    if (std::ranges::any_of(all, [](const Overflight& o) { return !o.territorial_sea_of.empty(); }))
        rest += "  waters of: within 12 nautical miles of that coast on the map; not a statement on claims\n";
    return heading("Below the track (borders by Natural Earth: who controls, not who claims)") +
           table.print() + rest;
}

}  // namespace

std::string outcome_text(const Trajectory& flight) {
    switch (flight.outcome) {
        case Outcome::landed:
            return "landed";
        case Outcome::duration_reached:
            return "duration reached at " + when(flight.end_s);
        case Outcome::escaped:
            return "escaped: faster than escape speed, never to return";
        case Outcome::in_orbit:
            return flight.plan->has_air ? "in orbit: the orbit stays above the air"
                                        : "in orbit: the orbit stays above the ground";
        case Outcome::step_limit:
            return "step limit: the integration was given up at " + when(flight.end_s);
        case Outcome::lift_off_failed:
            return "lift-off failed: the thrust never carried the vehicle";
        case Outcome::time_limit:
            return "time limit: still aloft at " + when(flight.end_s);
    }
    return name(flight.outcome);
}

std::string flight_report(const Flight& flight) {
    const Scenario& scenario = flight.scenario;
    const std::string title = scenario.title.empty() ? flight.name : scenario.title;
    std::string text = printable(title) + '\n';
    text += std::string(std::min<std::size_t>(display_width(printable(title)), 100), '=') + '\n';
    text += start_text(scenario) + events_table(flight) + results_text(flight);
    if (flight.summary.orbit) text += orbit_text(*flight.summary.orbit);
    text += reported_table(flight);
    text += overflight_table(flight.trajectory);
    if (flight.debris) text += debris_table(*flight.debris);
    text += '\n' + models_text(scenario);
    if (!flight.overrides.empty()) {
        // A case of a study sets too many numbers for one line.
        const char* const separator = flight.overrides.size() > 3 ? "\n         " : "  ";
        std::string changes;
        for (const auto& [key, value] : flight.overrides)
            changes += (changes.empty() ? "" : separator) + printable(key + " = " + value);
        text += "Set      " + changes + '\n';
    }
    return text;
}

}  // namespace apogee
