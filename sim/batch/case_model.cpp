#include "batch/case_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace apogee {
namespace {

double stated(const Scenario& scenario, const std::string& path) {
    for (const Parameter& p : scenario.parameters)
        if (p.path == path) return p.value;
    return MotorNumbers::not_stated;
}

bool known(const Scenario& scenario, const std::string& path) {
    return std::ranges::any_of(scenario.parameters, [&](const Parameter& p) { return p.path == path; });
}

}  // namespace

CaseModel::CaseModel(const Scenario& scenario, const std::vector<std::string>& paths)
    : numbers_{scenario.vehicle, scenario.start, scenario.environment, scenario.duration_s, {}, {}},
      once_round_(scenario.once_round) {
    const auto motor_numbers = [&](const char* table, std::size_t count) {
        std::vector<MotorNumbers> motors;
        for (std::size_t i = 1; i <= count; ++i) {
            const auto number = [&](const char* key) {
                return stated(scenario, fmt::format("{}[{}].{}", table, i, key));
            };
            motors.push_back({number("propellant_mass_kg"), number("isp_vacuum_s"), number("burn_time_s"),
                              number("thrust_vacuum_kN"), number("isp_sea_level_s"),
                              number("nozzle_exit_area_m2")});
        }
        return motors;
    };
    numbers_.stage_motors = motor_numbers("stage", scenario.vehicle.stages.size());
    numbers_.booster_motors = motor_numbers("booster", scenario.vehicle.boosters.size());
    for (const std::string& path : paths) {
        const std::optional<KeyPlace> place = known(scenario, path) ? key_at(path) : std::nullopt;
        if (!place)
            throw InputError(
                fmt::format("{}: {}: the scenario has no such number; expected a key path like "
                            "stage[1].propellant_mass_kg",
                            scenario.file, path));
        if (!place->key->set)
            throw InputError(
                fmt::format("{}: {}: no flight depends on this number; expected one that "
                            "describes the launch, the vehicle or the environment",
                            scenario.file, path));
        places_.push_back(*place);
        earth_varies_ |= place->key->of_the_earth;
    }
}

bool CaseModel::set(std::span<const double> values) {
    for (std::size_t i = 0; i < places_.size(); ++i) {
        const auto& [key, index] = places_[i];
        key->set(numbers_, index, values[i]);
    }
    return complete_motors();
}

bool CaseModel::complete_motors() {
    bool possible = true;
    const auto fill = [&](Motor& motor, const MotorNumbers& numbers, bool lifts_off) {
        possible &= complete(motor, numbers, lifts_off) == MotorFault::none;
    };
    for (std::size_t i = 0; i < numbers_.stage_motors.size(); ++i)
        fill(numbers_.vehicle.stages[i].motor, numbers_.stage_motors[i], i == 0);
    for (std::size_t i = 0; i < numbers_.booster_motors.size(); ++i)
        fill(numbers_.vehicle.boosters[i].stage.motor, numbers_.booster_motors[i], true);
    return possible;
}

FlightPlan CaseModel::plan(bool with_air) const {
    const auto planned = [&](const Environment& environment, Naming naming) {
        if (const auto* launch = std::get_if<Launch>(&numbers_.start))
            return plan_launch(numbers_.vehicle, *launch, environment, naming);
        return plan_release(numbers_.vehicle.payload, std::get<Release>(numbers_.start), environment);
    };
    Environment airless;
    airless.earth = numbers_.environment.earth;
    airless.density_scale = numbers_.environment.density_scale;
    FlightPlan plan =
        with_air ? planned(numbers_.environment, Naming::full) : planned(airless, Naming::numbers);
    plan.duration_s = numbers_.duration_s;
    plan.once_round = once_round_;
    return plan;
}

}  // namespace apogee
