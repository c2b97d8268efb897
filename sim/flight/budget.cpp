#include "flight/budget.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "physics/constants.h"
#include "physics/earth.h"

namespace apogee {
namespace {

/// A motor, or `count` equal ones, burning with a constant mean flow from the same ignition on.
struct Burn {
    const Stage* stage;
    double count;
    double flow_kg_s() const { return count * stage->motor.propellant_mass_kg / stage->motor.burn_time_s; }
    double thrust_N() const { return count * mean_thrust_N(stage->motor, stage->motor.isp_vacuum_s); }
};

double impulse_N_s(const Stage& stage) {
    return stage.motor.propellant_mass_kg * constants::standard_gravity_m_s2 * stage.motor.isp_vacuum_s;
}

/// Speed gained while several motors burn side by side and fall away when empty. Between two burnouts the
/// mean flows are constant, so thrust over flow is the exhaust speed of Tsiolkovsky's equation.
double parallel_speed_gain(std::vector<Burn> burns, double mass_kg) {
    std::sort(burns.begin(), burns.end(), [](const Burn& a, const Burn& b) {
        return a.stage->motor.burn_time_s < b.stage->motor.burn_time_s;
    });
    double gain = 0, now = 0;
    for (std::size_t i = 0; i < burns.size(); ++i) {
        double flow = 0, thrust = 0;
        for (std::size_t k = i; k < burns.size(); ++k) {
            flow += burns[k].flow_kg_s();
            thrust += burns[k].thrust_N();
        }
        const double end = burns[i].stage->motor.burn_time_s;
        const double after = mass_kg - flow * (end - now);
        if (after < mass_kg) gain += thrust / flow * std::log(mass_kg / after);
        mass_kg = after - burns[i].count * burns[i].stage->dry_mass_kg;
        now = end;
    }
    return gain;
}

StageBudget first_stage(const Vehicle& vehicle, double mass_kg) {
    const Stage& core = vehicle.stages.front();
    StageBudget row{
        vehicle.boosters.empty() ? "stage 1" : "stage 1 with boosters", mass_kg, mass_kg, 0, 0, 0};
    std::vector<Burn> burns{{&core, 1}};
    for (const Booster& booster : vehicle.boosters) {
        burns.push_back({&booster.stage, static_cast<double>(booster.count)});
    }
    for (const Burn& burn : burns) {
        row.burnout_mass_kg -= burn.count * burn.stage->motor.propellant_mass_kg;
        row.total_impulse_N_s += burn.count * impulse_N_s(*burn.stage);
    }
    row.ideal_speed_gain_m_s = parallel_speed_gain(burns, mass_kg);
    row.mass_ratio = row.ignition_mass_kg / row.burnout_mass_kg;
    return row;
}

StageBudget upper_stage(const Stage& stage, std::size_t number, double mass_kg) {
    StageBudget row{fmt::format("stage {}", number),
                    mass_kg,
                    mass_kg - stage.motor.propellant_mass_kg,
                    0,
                    impulse_N_s(stage),
                    0};
    row.mass_ratio = row.ignition_mass_kg / row.burnout_mass_kg;
    row.ideal_speed_gain_m_s =
        constants::standard_gravity_m_s2 * stage.motor.isp_vacuum_s * std::log(row.mass_ratio);
    return row;
}

}  // namespace

double mean_thrust_N(const Motor& motor, double isp_s) {
    return motor.propellant_mass_kg / motor.burn_time_s * constants::standard_gravity_m_s2 * isp_s;
}

double lift_off_mass_kg(const Vehicle& vehicle) {
    double mass = vehicle.payload.mass_kg + (vehicle.shroud ? vehicle.shroud->mass_kg : 0);
    for (const Stage& stage : vehicle.stages) mass += stage.motor.propellant_mass_kg + stage.dry_mass_kg;
    for (const Booster& booster : vehicle.boosters) {
        mass += booster.count * (booster.stage.motor.propellant_mass_kg + booster.stage.dry_mass_kg);
    }
    return mass;
}

Budget budget(const Vehicle& vehicle) {
    Budget result;
    result.lift_off_mass_kg = lift_off_mass_kg(vehicle);
    double mass = result.lift_off_mass_kg;
    for (std::size_t i = 0; i < vehicle.stages.size(); ++i) {
        const Stage& stage = vehicle.stages[i];
        if (i == 1 && vehicle.shroud) mass -= vehicle.shroud->mass_kg;
        result.stages.push_back(i == 0 ? first_stage(vehicle, mass) : upper_stage(stage, i + 1, mass));
        mass = result.stages.back().burnout_mass_kg - stage.dry_mass_kg;
        if (i == 0) {
            for (const Booster& booster : vehicle.boosters) mass -= booster.count * booster.stage.dry_mass_kg;
        }
        result.total_impulse_N_s += result.stages.back().total_impulse_N_s;
        result.ideal_speed_gain_m_s += result.stages.back().ideal_speed_gain_m_s;
    }
    return result;
}

Budget budget(const Vehicle& vehicle, const Geodetic& site) {
    Budget result = budget(vehicle);
    if (vehicle.stages.empty()) return result;
    const Motor& core = vehicle.stages.front().motor;
    double thrust = mean_thrust_N(core, core.isp_sea_level_s);
    for (const Booster& booster : vehicle.boosters)
        thrust += booster.count * mean_thrust_N(booster.stage.motor, booster.stage.motor.isp_sea_level_s);
    result.thrust_to_weight = thrust / (result.lift_off_mass_kg * normal_gravity(site.latitude, site.height));
    return result;
}

}  // namespace apogee
