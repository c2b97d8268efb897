#pragma once

#include <boost/numeric/odeint.hpp>
#include <cmath>

#include "flight/propagate.h"
#include "flight/stepper.h"

namespace apogee {

/// As one writes it without knowing of kinks: layers and drag rows are searched in every evaluation and the
/// error control stumbles over them. The same model otherwise, restarted at the burnouts and the programme's
/// knot.
class Plain {
  public:
    explicit Plain(FlightPlan plan) : plan_(std::move(plan)) {}
    long evaluations = 0;

    void operator()(const StateVector& x, StateVector& rate, double t) {
        ++evaluations;
        const Vec3<double> r{x[0], x[1], x[2]}, v{x[3], x[4], x[5]};
        const double height = height_and_up(plan_.earth, r).height.m;
        regime.air = 0;
        while (plan_.air[static_cast<std::size_t>(regime.air)].top_m < height) ++regime.air;
        const int drag = plan_.propulsion[static_cast<std::size_t>(regime.propulsion)].drag;
        const AirCell& cell = plan_.air[static_cast<std::size_t>(regime.air)];
        const double omega = plan_.earth.rotation_rate_rad_s;
        const double sound = air_in(cell.air, GeometricHeight<double>{height}).speed_of_sound;
        const double mach = std::hypot(x[3] + omega * x[1], x[4] - omega * x[0], x[5]) / sound;
        regime.drag_segment = 0;
        const DragCurve& curve = plan_.drag[static_cast<std::size_t>(drag)];
        while (curve[static_cast<std::size_t>(regime.drag_segment)].mach_high < mach) ++regime.drag_segment;
        const Forces<double> f = forces(plan_, regime, t, r, v);
        rate = {x[3], x[4], x[5], f.acceleration_I.x(), f.acceleration_I.y(), f.acceleration_I.z()};
    }

    StateVector fly(double tolerance) {
        namespace odeint = boost::numeric::odeint;
        const Vec3<double> r = to_earth_fixed(plan_.earth, plan_.start);
        const double omega = plan_.earth.rotation_rate_rad_s;
        StateVector x{r.x(), r.y(), r.z(), -omega * r.y(), omega * r.x(), 0};
        const double knots[] = {0, plan_.steering.front().end_value, plan_.propulsion[0].end_s,
                                plan_.last_burnout_s, 1e9};
        for (int leg = 0; leg < 4; ++leg) {
            regime = {};
            regime.propulsion = leg < 2 ? 0 : leg - 1;
            regime.steering = leg == 0 ? 0 : leg == 3 ? -1 : 1;
            regime.steering_start_s = leg == 0 ? 0 : knots[1];
            auto stepper = odeint::make_dense_output(tolerance * 1e3, tolerance,
                                                     odeint::runge_kutta_dopri5<StateVector>());
            stepper.initialize(x, knots[leg], 0.1);
            while (stepper.current_time() < knots[leg + 1]) {
                stepper.do_step(std::ref(*this));
                const auto height = [&](double t) {
                    StateVector y;
                    stepper.calc_state(t, y);
                    return height_and_up(plan_.earth, unpack(y).r_I).height.m;
                };
                if (leg == 3 && height(stepper.current_time()) < 0) {
                    double low = stepper.previous_time(), high = stepper.current_time();
                    for (int i = 0; i < 50; ++i)
                        (height(0.5 * (low + high)) > 0 ? low : high) = 0.5 * (low + high);
                    stepper.calc_state(high, x);
                    return x;
                }
            }
            stepper.calc_state(knots[leg + 1], x);
        }
        return x;
    }

    Regime regime;

  private:
    FlightPlan plan_;
};

}  // namespace apogee
