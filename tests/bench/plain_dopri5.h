#pragma once

#include <Eigen/Geometry>
#include <array>
#include <boost/numeric/odeint.hpp>
#include <cmath>

#include "flight/propagate.h"

namespace apogee {

/// Position and velocity side by side, as Odeint sees them.
using StateVector = std::array<double, 6>;
[[nodiscard]] inline State unpack(const StateVector& x) {
    return {{x[0], x[1], x[2]}, {x[3], x[4], x[5]}};
}

/// As one writes it without knowing of kinks: layers and drag rows are searched in every evaluation and the
/// error control stumbles over them. The same model otherwise, restarted where the propulsion or the steering
/// changes; those times it gets for nothing, from a flight of ours.
class Plain {
  public:
    explicit Plain(const FlightPlan& plan) : plan_(plan) {
        const Trajectory flight = propagate(plan);
        start_s_ = flight.steps.front().start_s;
        const State start = flight.steps.front().start;
        start_ = {start.r_I.x(), start.r_I.y(), start.r_I.z(), start.v_I.x(), start.v_I.y(), start.v_I.z()};
        for (const Step& step : flight.steps) {
            const auto same = [&](const Regime& last) {
                return last.propulsion == step.regime.propulsion && last.steering == step.regime.steering &&
                       last.shroud_on == step.regime.shroud_on;
            };
            if (legs_.empty() || !same(legs_.back().regime)) legs_.push_back({step.regime, step.end_s});
            legs_.back().end_s = step.end_s;
        }
        legs_.back().end_s = 1e9;  // until it lands
    }
    long evaluations = 0;

    void operator()(const StateVector& x, StateVector& rate, double t) {
        ++evaluations;
        const Vec3<double> r{x[0], x[1], x[2]}, v{x[3], x[4], x[5]};
        const double height = height_and_up(plan_.earth, r).height.m;
        regime.air = 0;
        while (plan_.air[static_cast<std::size_t>(regime.air)].top_m < height) ++regime.air;
        const PropulsionSpan& span = plan_.propulsion[static_cast<std::size_t>(regime.propulsion)];
        const AirCell& cell = plan_.air[static_cast<std::size_t>(regime.air)];
        const double omega = plan_.earth.rotation_rate_rad_s;
        const double sound = air_in(cell.air, GeometricHeight<double>{height}).speed_of_sound;
        const double mach = std::hypot(x[3] + omega * x[1], x[4] - omega * x[0], x[5]) / sound;
        regime.drag_segment = span.first_drag;
        if (span.drag_segments > 0) {
            while (plan_.drag[static_cast<std::size_t>(regime.drag_segment)].mach_high < mach)
                ++regime.drag_segment;
        }
        const Forces<double> f = forces(plan_, regime, t, r, v);
        rate = {x[3], x[4], x[5], f.acceleration_I.x(), f.acceleration_I.y(), f.acceleration_I.z()};
    }

    StateVector fly(double tolerance) {
        namespace odeint = boost::numeric::odeint;
        StateVector x = start_;
        double begin = start_s_;
        for (const Leg& leg : legs_) {
            regime = leg.regime;
            if (&leg == &legs_.back()) free_flight_ = unpack(x);
            auto stepper = odeint::make_dense_output(tolerance * 1e3, tolerance,
                                                     odeint::runge_kutta_dopri5<StateVector>());
            stepper.initialize(x, begin, 0.1);
            while (stepper.current_time() < leg.end_s) {
                stepper.do_step(std::ref(*this));
                const auto height = [&](double t) {
                    StateVector y;
                    stepper.calc_state(t, y);
                    return height_and_up(plan_.earth, unpack(y).r_I).height.m;
                };
                if (&leg == &legs_.back() && height(stepper.current_time()) < 0) {
                    double low = stepper.previous_time(), high = stepper.current_time();
                    for (int i = 0; i < 50; ++i)
                        (height(0.5 * (low + high)) > 0 ? low : high) = 0.5 * (low + high);
                    stepper.calc_state(high, x);
                    return x;
                }
            }
            stepper.calc_state(leg.end_s, x);
            begin = leg.end_s;
        }
        return x;
    }

    /// Radius of the apogee of the last flight's ellipse where nothing burns any more, m. What an error of
    /// the ascent does to the apogee shows in it, and it costs the flight nothing.
    [[nodiscard]] double apogee_radius_m() const {
        const double mu = plan_.earth.gm_m3_s2;
        const State& s = free_flight_;
        const double energy = 0.5 * s.v_I.squaredNorm() - mu / s.r_I.norm();
        const double momentum2 = s.r_I.cross(s.v_I).squaredNorm();
        const double eccentricity = std::sqrt(1 + 2 * energy * momentum2 / (mu * mu));
        return -0.5 * mu / energy * (1 + eccentricity);
    }

    Regime regime;

  private:
    struct Leg {
        Regime regime;
        double end_s;
    };

    FlightPlan plan_;
    StateVector start_{};
    State free_flight_{};
    double start_s_ = 0;
    std::vector<Leg> legs_;
};

}  // namespace apogee
