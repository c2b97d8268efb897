#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "physics/constants.h"
#include "scenario/scenario.h"

namespace apogee {

namespace {

constexpr double g0 = constants::standard_gravity_m_s2;

using Lines = std::vector<std::string>;

bool stated(const Scenario& scenario, const std::string& path) {
    return std::ranges::any_of(scenario.parameters,
                               [&](const Parameter& p) { return p.path == path && !p.defaulted; });
}

void warn_about_motor(const Stage& stage, const std::string& name, Lines& lines) {
    const double propellant = stage.motor.propellant_mass_kg;
    const double fraction = propellant / (propellant + stage.dry_mass_kg);
    if (fraction > 0.96)
        lines.push_back(
            fmt::format("{}: propellant fraction {:.3f} is above any built stage", name, fraction));
    if (fraction < 0.5)
        lines.push_back(fmt::format(
            "{}: propellant fraction {:.2f} is low; dry mass and propellant mass swapped?", name, fraction));
    if (stage.motor.isp_vacuum_s < 180 || stage.motor.isp_vacuum_s > 470)
        lines.push_back(
            fmt::format("{}: vacuum Isp {:.0f} s lies outside 180 to 470 s, where chemical rockets are", name,
                        stage.motor.isp_vacuum_s));
    if (stage.motor.burn_time_s < 2 || stage.motor.burn_time_s > 1000)
        lines.push_back(fmt::format("{}: burn time {:.3g} s is unusual", name, stage.motor.burn_time_s));
}

void warn_about_sea_level(const Scenario& scenario, const std::string& path, const std::string& name,
                          Lines& lines) {
    if (!stated(scenario, path + ".isp_sea_level_s") && !stated(scenario, path + ".nozzle_exit_area_m2"))
        lines.push_back(
            name + ": neither isp_sea_level_s nor nozzle_exit_area_m2; the thrust at sea level is too high");
}

void warn_about_coefficient(const std::optional<double>& coefficient, const std::string& name, double least,
                            Lines& lines) {
    if (coefficient && (*coefficient < least || *coefficient > 50000))
        lines.push_back(fmt::format("{}: ballistic coefficient {:g} kg/m2 lies outside {:g} to 50000", name,
                                    *coefficient, least));
}

/// Mass at ignition and thrust at sea level of all that burns then. A thrust curve's beginning counts.
void warn_about_lift_off(const Vehicle& vehicle, Lines& lines) {
    const auto thrust_N = [](const Motor& motor) {
        double relative = 1;
        if (!motor.curve_time_s.empty()) {
            double area = 0;
            for (std::size_t i = 1; i < motor.curve_time_s.size(); ++i)
                area += (motor.curve_time_s[i] - motor.curve_time_s[i - 1]) *
                        (motor.curve_fraction[i] + motor.curve_fraction[i - 1]) / 2;
            relative = *std::ranges::max_element(motor.curve_fraction) * motor.curve_time_s.back() / area;
        }
        return relative * motor.propellant_mass_kg / motor.burn_time_s * g0 * motor.isp_sea_level_s;
    };
    const auto mass_kg = [](const Stage& stage) {
        return stage.motor.propellant_mass_kg + stage.dry_mass_kg;
    };
    if (vehicle.stages.empty()) return;
    double mass = vehicle.payload.mass_kg + (vehicle.shroud ? vehicle.shroud->mass_kg : 0);
    double thrust = thrust_N(vehicle.stages.front().motor);
    for (const Stage& stage : vehicle.stages) mass += mass_kg(stage);
    for (const Booster& booster : vehicle.boosters) {
        mass += booster.count * mass_kg(booster.stage);
        thrust += booster.count * thrust_N(booster.stage.motor);
    }
    const double ratio = thrust / (mass * g0);
    if (ratio <= 1)
        lines.push_back(
            fmt::format("thrust to weight {:.2f} at ignition: it cannot lift off at once", ratio));
    else if (ratio < 1.1)
        lines.push_back(fmt::format("thrust to weight {:.2f} at lift-off is low", ratio));
    else if (ratio > 20)
        lines.push_back(fmt::format("thrust to weight {:.1f} at lift-off is high", ratio));
    const double payload_fraction = vehicle.payload.mass_kg / mass;
    if (payload_fraction > 0.4 || payload_fraction < 0.002)
        lines.push_back(fmt::format("payload: {:.4f} of the mass at lift-off is unusual", payload_fraction));
}

void warn_about_drag(const Scenario& scenario, Lines& lines) {
    const Vehicle& vehicle = scenario.vehicle;
    if (scenario.environment.atmosphere.empty()) return;
    if (!vehicle.stages.empty() && !vehicle.stages.front().drag.powered)
        lines.push_back("stage 1: no drag table; the ascent is flown without drag");
    const bool stage_stays = !vehicle.stages.empty() && !vehicle.stages.back().separates;
    const DragBody stays = stage_stays ? vehicle.stages.back().drag : DragBody{};
    const bool falls_with_drag = vehicle.payload.ballistic_coefficient_kg_m2 || vehicle.payload.drag ||
                                 stays.powered || stays.coasting;
    if (!falls_with_drag)
        lines.push_back("payload: neither ballistic_coefficient_kg_m2 nor drag; it falls without drag");
}

void warn_about_sources(const Scenario& scenario, Lines& lines) {
    constexpr std::size_t most_named = 4;
    Lines without;
    for (const Parameter& parameter : scenario.parameters) {
        const bool stands_on_something = !parameter.source.empty() || parameter.defaulted;
        const bool needs_it = parameter.path.starts_with("stage") || parameter.path.starts_with("booster") ||
                              parameter.path.starts_with("shroud") || parameter.path.starts_with("payload") ||
                              parameter.path.starts_with("reported");
        if (needs_it && !stands_on_something) without.push_back(parameter.path);
    }
    if (without.empty()) return;
    std::string list = without[0];
    for (std::size_t i = 1; i < std::min(without.size(), most_named); ++i) list += ", " + without[i];
    if (without.size() > most_named) list += ", ...";
    lines.push_back(fmt::format("{} number{} no source: {}", without.size(),
                                without.size() == 1 ? " has" : "s have", list));
}

void warn_about_air(const Scenario& scenario, Lines& lines) {
    if (!scenario.environment.atmosphere.empty()) return;
    if (!scenario.environment.wind.height_m.empty())
        lines.push_back("environment.wind: there is no air to blow: atmosphere = \"none\"");
    if (stated(scenario, "environment.density_scale") && scenario.environment.density_scale != 1)
        lines.push_back("environment.density_scale: there is no air to scale: atmosphere = \"none\"");
}

/// What an ascent programme asks for and its vehicle has burnt out before.
struct ProgrammeWarnings {
    double burnout_s;
    Lines& lines;

    void operator()(const LinearProgramme& linear) const {
        if (linear.vertical_s >= burnout_s && linear.burnout_elevation < pi / 2)
            lines.push_back(
                fmt::format("ascent.vertical_s: the vertical rise lasts {:g} s, and the last burnout "
                            "is at {:g} s: burnout_elevation_deg is never flown",
                            linear.vertical_s, burnout_s));
    }
    void operator()(const PitchTable& table) const {
        std::size_t late = 0;  // rows that would change the elevation only after the last burnout
        for (std::size_t i = 1; i < table.time_s.size(); ++i)
            late += table.time_s[i - 1] >= burnout_s && table.elevation[i] != table.elevation[i - 1] ? 1 : 0;
        if (late > 0)
            lines.push_back(
                fmt::format("ascent.elevation_deg: {} of {} rows change nothing: they come after the "
                            "last burnout at {:g} s",
                            late, table.time_s.size(), burnout_s));
    }
    void operator()(const PitchRate& rate) const {
        const double end_s = (pi / 2 - rate.loft_angle) / rate.loft_rate;
        if (end_s <= 0)
            lines.push_back("ascent.loft_angle_deg: 90 deg is vertical: loft_rate_deg_s tilts nothing");
        else if (end_s > burnout_s)
            lines.push_back(fmt::format(
                "ascent.loft_angle_deg: {:g} deg would be reached at {:.1f} s, after the "
                "last burnout at {:g} s; the elevation gets down to {:.1f} deg",
                degrees(rate.loft_angle), end_s, burnout_s, 90 - degrees(rate.loft_rate) * burnout_s));
    }
    void operator()(const GravityTurn& turn) const {
        const bool at_a_time = turn.trigger == GravityTurn::Trigger::time_s;
        const double begin_s = at_a_time ? turn.trigger_value : 0, end_s = begin_s + turn.kick_duration_s;
        if (turn.kick_angle == 0)
            lines.push_back("ascent.kick_angle_deg: a kick of 0 deg tilts nothing");
        else if (turn.kick_duration_s == 0)
            lines.push_back("ascent.kick_duration_s: a kick of 0 s tilts nothing");
        else if (begin_s >= burnout_s)
            lines.push_back(
                fmt::format("ascent.kick_time_s: the kick would begin at {:g} s, and the last burnout "
                            "is at {:g} s: it tilts nothing",
                            begin_s, burnout_s));
        else if (end_s > burnout_s && at_a_time)
            lines.push_back(
                fmt::format("ascent.kick_duration_s: the kick would end at {:g} s, after the last "
                            "burnout at {:g} s",
                            end_s, burnout_s));
    }
};

/// What has a time of its own and comes after the end that a scenario sets.
void warn_about_duration(const Scenario& scenario, const Launch& launch, const FlightPlan& plan,
                         Lines& lines) {
    if (!scenario.duration_s) return;
    std::pair<double, std::string> first{std::numeric_limits<double>::infinity(), ""};
    const auto consider = [&](double time_s, const std::string& what) {
        if (time_s > *scenario.duration_s && time_s < first.first) first = {time_s, what};
    };
    for (const TimedMark& mark : plan.marks) consider(mark.time_s, mark.name);
    if (plan.shroud_time_s) consider(*plan.shroud_time_s, "the shroud's jettison");
    const auto* turn = std::get_if<GravityTurn>(&launch.ascent.programme);
    if (turn && turn->trigger == GravityTurn::Trigger::time_s) consider(turn->trigger_value, "the kick");
    if (const auto* linear = std::get_if<LinearProgramme>(&launch.ascent.programme))
        consider(linear->vertical_s, "the end of the vertical rise");
    if (first.second.empty()) return;
    lines.push_back(fmt::format("launch.duration_s: the flight is stopped at {:g} s, before {} at {:g} s",
                                *scenario.duration_s, first.second, first.first));
}

void warn_about_ascent(const Scenario& scenario, Lines& lines) {
    const auto* launch = std::get_if<Launch>(&scenario.start);
    if (!launch) return;
    const FlightPlan plan = apogee::plan(scenario);
    std::visit(ProgrammeWarnings{plan.last_burnout_s, lines}, launch->ascent.programme);
    warn_about_duration(scenario, *launch, plan, lines);
}

}  // namespace

std::vector<std::string> warnings(const Scenario& scenario) {
    Lines lines = vehicle_warnings(scenario);
    warn_about_ascent(scenario, lines);
    return lines;
}

std::vector<std::string> vehicle_warnings(const Scenario& scenario) {
    Lines lines;
    const Vehicle& vehicle = scenario.vehicle;
    for (std::size_t i = 0; i < vehicle.stages.size(); ++i) {
        const std::string name = fmt::format("stage {}", i + 1);
        warn_about_motor(vehicle.stages[i], name, lines);
        if (i == 0) warn_about_sea_level(scenario, "stage[1]", name, lines);
        warn_about_coefficient(vehicle.stages[i].spent_ballistic_coefficient_kg_m2, name, 20, lines);
    }
    for (std::size_t i = 0; i < vehicle.boosters.size(); ++i) {
        const std::string name = fmt::format("booster {}", i + 1);
        warn_about_motor(vehicle.boosters[i].stage, name, lines);
        warn_about_sea_level(scenario, fmt::format("booster[{}]", i + 1), name, lines);
    }
    warn_about_lift_off(vehicle, lines);
    warn_about_coefficient(vehicle.payload.ballistic_coefficient_kg_m2, "payload", 100, lines);
    warn_about_drag(scenario, lines);
    warn_about_air(scenario, lines);
    warn_about_sources(scenario, lines);
    return lines;
}

}  // namespace apogee
