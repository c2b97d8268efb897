#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "flight/vehicle.h"
#include "physics/constants.h"

namespace apogee {

/// A motor on the clock of the flight: flow as a piecewise linear function of time.
struct Firing {
    std::vector<double> time_s, flow_kg_s;            ///< knots, ascending
    double isp_vacuum_s = 0, pressure_loss_s_Pa = 0;  ///< specific impulse lost per Pa
    double count = 1;

    Firing(const Motor& motor, double ignition_s, double how_many) : count(how_many) {
        isp_vacuum_s = motor.isp_vacuum_s;
        pressure_loss_s_Pa = (motor.isp_vacuum_s - motor.isp_sea_level_s) / constants::sea_level_pressure_Pa;
        static const std::vector<double> steady_time{0.0, 1.0}, steady_fraction{1.0, 1.0};
        const bool steady = motor.curve_time_s.empty();
        const std::vector<double>&at = steady ? steady_time : motor.curve_time_s,
              &fraction = steady ? steady_fraction : motor.curve_fraction;
        double integral = 0;
        for (std::size_t i = 1; i < at.size(); ++i) {
            integral += 0.5 * (fraction[i] + fraction[i - 1]) * (at[i] - at[i - 1]);
        }
        const double stretch = motor.burn_time_s / (at.back() - at.front());
        const double scale = motor.propellant_mass_kg / (integral * stretch);
        time_s.reserve(at.size());
        flow_kg_s.reserve(at.size());
        for (std::size_t i = 0; i < at.size(); ++i) {
            time_s.push_back(ignition_s + (at[i] - at.front()) * stretch);
            flow_kg_s.push_back(fraction[i] * scale);
        }
        time_s.back() = ignition_s + motor.burn_time_s;  // exactly: other boundaries are compared with it
    }

    [[nodiscard]] double ignition() const { return time_s.front(); }
    [[nodiscard]] double burnout() const { return time_s.back(); }
    [[nodiscard]] bool burns(double t) const { return t >= ignition() && t < burnout(); }

    /// Flow of one motor just after `t`, and its slope there.
    [[nodiscard]] std::pair<double, double> flow(double t) const {
        if (!burns(t)) return {0, 0};
        const auto next =
            static_cast<std::size_t>(std::upper_bound(time_s.begin(), time_s.end(), t) - time_s.begin());
        const double slope = (flow_kg_s[next] - flow_kg_s[next - 1]) / (time_s[next] - time_s[next - 1]);
        return {flow_kg_s[next - 1] + slope * (t - time_s[next - 1]), slope};
    }

    /// Propellant of one motor still on board at a knot or between knots.
    [[nodiscard]] double remaining(double t) const {
        double mass = 0;
        for (std::size_t i = 1; i < time_s.size(); ++i) {
            if (t >= time_s[i]) continue;
            const double from = std::max(t, time_s[i - 1]);
            const double slope = (flow_kg_s[i] - flow_kg_s[i - 1]) / (time_s[i] - time_s[i - 1]);
            const double at_from = flow_kg_s[i - 1] + slope * (from - time_s[i - 1]);
            mass += 0.5 * (at_from + flow_kg_s[i]) * (time_s[i] - from);
        }
        return mass;
    }
};

}  // namespace apogee
