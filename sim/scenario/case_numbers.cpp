#include "scenario/case_numbers.h"

#include <cmath>

#include "physics/constants.h"

namespace apogee {

MotorFault complete(Motor& motor, const MotorNumbers& numbers, bool lifts_off) {
    constexpr double g0 = constants::standard_gravity_m_s2;
    const auto stated = [](double number) { return !std::isnan(number); };
    motor.propellant_mass_kg = numbers.propellant_mass_kg;
    motor.isp_vacuum_s = numbers.isp_vacuum_s;
    motor.burn_time_s = numbers.burn_time_s;
    if (stated(numbers.thrust_vacuum_kN)) {
        const double thrust_N = 1000 * numbers.thrust_vacuum_kN;
        motor.burn_time_s = motor.propellant_mass_kg * g0 * motor.isp_vacuum_s / thrust_N;
        if (!(motor.burn_time_s >= burn_time_bounds.least && motor.burn_time_s <= burn_time_bounds.most))
            return MotorFault::burn_time;
    }
    motor.isp_sea_level_s = motor.isp_vacuum_s;
    if (stated(numbers.isp_sea_level_s)) motor.isp_sea_level_s = numbers.isp_sea_level_s;
    if (stated(numbers.nozzle_exit_area_m2)) {
        // Mean flow: with a thrust curve the loss follows the flow, as Motor defines it.
        const double flow_kg_s = motor.propellant_mass_kg / motor.burn_time_s;
        const double lost_N = numbers.nozzle_exit_area_m2 * constants::sea_level_pressure_Pa;
        motor.isp_sea_level_s -= lost_N / (flow_kg_s * g0);
        if (lifts_off && motor.isp_sea_level_s <= 0) return MotorFault::negative_at_sea_level;
    }
    return motor.isp_sea_level_s > motor.isp_vacuum_s ? MotorFault::above_vacuum : MotorFault::none;
}

}  // namespace apogee
