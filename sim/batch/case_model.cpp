#include "batch/case_model.h"

#include <fmt/format.h>

#include <cassert>
#include <cmath>
#include <limits>

#include "physics/constants.h"

namespace apogee {
namespace {

constexpr double not_stated = std::numeric_limits<double>::quiet_NaN();

double stated(const Scenario& scenario, const std::string& path) {
    for (const Parameter& p : scenario.parameters)
        if (p.path == path) return p.value;
    return not_stated;
}

bool known(const Scenario& scenario, const std::string& path) {
    return std::ranges::any_of(scenario.parameters, [&](const Parameter& p) { return p.path == path; });
}

/// Completes a motor as the reader of vehicle files does. @return false where a file may not state this.
bool complete(Motor& motor, double burn_time_s, double thrust_kN, double sea_level_s, double exit_area_m2,
              bool lifts_off) {
    constexpr double g0 = constants::standard_gravity_m_s2;
    motor.burn_time_s = std::isnan(thrust_kN)
                            ? burn_time_s
                            : motor.propellant_mass_kg * g0 * motor.isp_vacuum_s / (1000 * thrust_kN);
    motor.isp_sea_level_s = motor.isp_vacuum_s;
    if (!std::isnan(sea_level_s)) motor.isp_sea_level_s = sea_level_s;
    if (!std::isnan(exit_area_m2)) {
        const double flow_kg_s = motor.propellant_mass_kg / motor.burn_time_s;
        motor.isp_sea_level_s -= exit_area_m2 * constants::sea_level_pressure_Pa / (flow_kg_s * g0);
        if (lifts_off && motor.isp_sea_level_s <= 0) return false;
    }
    return motor.isp_sea_level_s <= motor.isp_vacuum_s && motor.burn_time_s >= 1e-3 &&
           motor.burn_time_s <= 1e5;
}

}  // namespace

CaseModel::CaseModel(const Scenario& scenario, const std::vector<std::string>& paths)
    : vehicle_(scenario.vehicle),
      start_(scenario.start),
      environment_(scenario.environment),
      no_air_(scenario.environment),
      duration_s_(scenario.duration_s) {
    no_air_.atmosphere.clear();
    no_air_.wind = {};
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
    stage_motors_ = motor_numbers("stage", vehicle_.stages.size());
    booster_motors_ = motor_numbers("booster", vehicle_.boosters.size());
    for (const std::string& path : paths) {
        if (!known(scenario, path))
            throw InputError(
                fmt::format("{}: {}: the scenario has no such number; expected a key path like "
                            "stage[1].propellant_mass_kg",
                            scenario.file, path));
        setters_.push_back(setter(path));
        if (!setters_.back())
            throw InputError(
                fmt::format("{}: {}: no flight depends on this number; expected one that "
                            "describes the launch, the vehicle or the environment",
                            scenario.file, path));
    }
}

bool CaseModel::set(std::span<const double> values) {
    for (std::size_t i = 0; i < setters_.size(); ++i) setters_[i](*this, values[i]);
    return complete_motors();
}

bool CaseModel::complete_motors() {
    bool possible = true;
    const auto fill = [&](Motor& motor, const MotorNumbers& n, bool lifts_off) {
        motor.propellant_mass_kg = n.propellant_mass_kg;
        motor.isp_vacuum_s = n.isp_vacuum_s;
        possible &= complete(motor, n.burn_time_s, n.thrust_vacuum_kN, n.isp_sea_level_s,
                             n.nozzle_exit_area_m2, lifts_off);
    };
    for (std::size_t i = 0; i < stage_motors_.size(); ++i)
        fill(vehicle_.stages[i].motor, stage_motors_[i], i == 0);
    for (std::size_t i = 0; i < booster_motors_.size(); ++i)
        fill(vehicle_.boosters[i].stage.motor, booster_motors_[i], true);
    return possible;
}

FlightPlan CaseModel::plan(bool with_air) const {
    const Environment& environment = with_air ? environment_ : no_air_;
    FlightPlan plan = std::holds_alternative<Launch>(start_)
                          ? plan_launch(vehicle_, std::get<Launch>(start_), environment,
                                        with_air ? Naming::full : Naming::numbers)
                          : plan_release(vehicle_.payload, std::get<Release>(start_), environment);
    plan.duration_s = duration_s_;
    return plan;
}

CaseModel::Setter CaseModel::setter(const std::string& path) {
    const std::size_t dot = path.rfind('.');
    const std::string table = path.substr(0, dot), key = path.substr(dot + 1);
    if (table == "launch" || table == "initial") return start_setter(key);
    if (table == "ascent") return ascent_setter(key);
    if (table == "environment") return environment_setter(key);
    if (table == "payload") return payload_setter(key);
    if (table == "shroud") return shroud_setter(key);
    const bool booster = table.starts_with("booster[");
    if (booster || table.starts_with("stage["))
        return stage_setter(booster, std::stoul(table.substr(table.find('[') + 1)) - 1, key);
    return {};
}

CaseModel::Setter CaseModel::start_setter(const std::string& key) {
    const auto place = [](CaseModel& m) -> Geodetic& {
        if (auto* launch = std::get_if<Launch>(&m.start_)) return launch->site;
        return std::get<Release>(m.start_).place;
    };
    if (key == "latitude_deg") return [place](CaseModel& m, double x) { place(m).latitude = radians(x); };
    if (key == "longitude_deg")
        return [place](CaseModel& m, double x) {
            place(m).longitude = radians(x > 180 ? x - 360 : x == -180 ? 180 : x);
        };
    if (key == "height_m") return [place](CaseModel& m, double x) { place(m).height = x; };
    if (key == "duration_s") return [](CaseModel& m, double x) { m.duration_s_ = x; };
    if (std::holds_alternative<Launch>(start_)) {
        if (key == "azimuth_deg")
            return [](CaseModel& m, double x) { std::get<Launch>(m.start_).azimuth = radians(x); };
        return {};
    }
    const auto velocity = [](double Release::*part) {
        return [part](CaseModel& m, double x) { std::get<Release>(m.start_).*part = x; };
    };
    if (key == "velocity_north_m_s") return velocity(&Release::north_m_s);
    if (key == "velocity_east_m_s") return velocity(&Release::east_m_s);
    if (key == "velocity_down_m_s") return velocity(&Release::down_m_s);
    return {};
}

CaseModel::Setter CaseModel::ascent_setter(const std::string& key) {
    const auto in = [](auto member, double scale) -> Setter {
        return [member, scale](CaseModel& m, double x) {
            auto& programme = std::get<Launch>(m.start_).ascent.programme;
            [&]<class Programme>(double Programme::*part) {
                std::get<Programme>(programme).*part = scale == 0 ? radians(x) : x;
            }(member);
        };
    };
    constexpr double angle = 0, plain = 1;
    if (key == "vertical_s") return in(&LinearProgramme::vertical_s, plain);
    if (key == "burnout_elevation_deg") return in(&LinearProgramme::burnout_elevation, angle);
    if (key == "loft_angle_deg") return in(&PitchRate::loft_angle, angle);
    if (key == "loft_rate_deg_s") return in(&PitchRate::loft_rate, angle);
    if (key == "kick_speed_m_s" || key == "kick_height_m" || key == "kick_time_s")
        return in(&GravityTurn::trigger_value, plain);
    if (key == "kick_angle_deg") return in(&GravityTurn::kick_angle, angle);
    if (key == "kick_duration_s") return in(&GravityTurn::kick_duration_s, plain);
    return {};
}

CaseModel::Setter CaseModel::environment_setter(const std::string& key) {
    const auto both = [](auto change) -> Setter {
        return [change](CaseModel& m, double x) {
            change(m.environment_, x);
            change(m.no_air_, x);
        };
    };
    if (key == "density_scale") return both([](Environment& e, double x) { e.density_scale = x; });
    earth_varies_ = true;
    if (key == "sphere_radius_m")
        return both([](Environment& e, double x) { e.earth.equatorial_radius_m = x; });
    if (key == "gm_m3_s2") return both([](Environment& e, double x) { e.earth.gm_m3_s2 = x; });
    if (key == "j2") return both([](Environment& e, double x) { e.earth.j2 = x; });
    if (key == "rotation_rate_rad_s")
        return both([](Environment& e, double x) { e.earth.rotation_rate_rad_s = x; });
    return {};
}

CaseModel::Setter CaseModel::stage_setter(bool booster, std::size_t index, const std::string& key) {
    const auto motor = [&](double MotorNumbers::*part) -> Setter {
        return
            [=](CaseModel& m, double x) { (booster ? m.booster_motors_ : m.stage_motors_)[index].*part = x; };
    };
    if (key == "propellant_mass_kg") return motor(&MotorNumbers::propellant_mass_kg);
    if (key == "isp_vacuum_s") return motor(&MotorNumbers::isp_vacuum_s);
    if (key == "burn_time_s") return motor(&MotorNumbers::burn_time_s);
    if (key == "thrust_vacuum_kN") return motor(&MotorNumbers::thrust_vacuum_kN);
    if (key == "isp_sea_level_s") return motor(&MotorNumbers::isp_sea_level_s);
    if (key == "nozzle_exit_area_m2") return motor(&MotorNumbers::nozzle_exit_area_m2);
    const auto stage = [=](CaseModel& m) -> Stage& {
        return booster ? m.vehicle_.boosters[index].stage : m.vehicle_.stages[index];
    };
    if (key == "dry_mass_kg") return [=](CaseModel& m, double x) { stage(m).dry_mass_kg = x; };
    if (key == "reference_area_m2")
        return [=](CaseModel& m, double x) { stage(m).drag.reference_area_m2 = x; };
    if (key == "diameter_m")
        return [=](CaseModel& m, double x) { stage(m).drag.reference_area_m2 = pi / 4 * x * x; };
    if (key == "separation_delay_s") return [=](CaseModel& m, double x) { stage(m).separation_delay_s = x; };
    if (key == "coast_before_s") return [=](CaseModel& m, double x) { stage(m).coast_before_s = x; };
    // What falls off flies on its own; the vehicle's flight does not depend on it.
    if (key == "ballistic_coefficient_kg_m2") return [](CaseModel&, double) {};
    if (booster && key == "count")
        return [=](CaseModel& m, double x) {
            assert(x == std::floor(x));  // readers and samplers of a number that counts see to it
            m.vehicle_.boosters[index].count = static_cast<int>(x);
        };
    return {};
}

CaseModel::Setter CaseModel::payload_setter(const std::string& key) {
    if (key == "mass_kg") return [](CaseModel& m, double x) { m.vehicle_.payload.mass_kg = x; };
    if (key == "ballistic_coefficient_kg_m2")
        return [](CaseModel& m, double x) { m.vehicle_.payload.ballistic_coefficient_kg_m2 = x; };
    if (key == "reference_area_m2")
        return [](CaseModel& m, double x) { m.vehicle_.payload.reference_area_m2 = x; };
    if (key == "diameter_m")
        return [](CaseModel& m, double x) { m.vehicle_.payload.reference_area_m2 = pi / 4 * x * x; };
    return {};
}

CaseModel::Setter CaseModel::shroud_setter(const std::string& key) {
    if (key == "mass_kg") return [](CaseModel& m, double x) { m.vehicle_.shroud->mass_kg = x; };
    if (key == "jettison_height_km")
        return [](CaseModel& m, double x) { m.vehicle_.shroud->jettison_height_m = 1000 * x; };
    if (key == "jettison_time_s")
        return [](CaseModel& m, double x) { m.vehicle_.shroud->jettison_time_s = x; };
    if (key == "ballistic_coefficient_kg_m2") return [](CaseModel&, double) {};
    return {};
}

}  // namespace apogee
