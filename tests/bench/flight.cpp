// One flight of REF, warm: ours at its default tolerance beside plain dopri5 on the unsmoothed model, in one
// run. Counters: right-hand sides, and the error at impact against 1e-13.
#include <benchmark/benchmark.h>

#include <boost/numeric/odeint.hpp>
#include <cmath>

#include "../reference/reference_flight.h"
#include "flight/propagate.h"
#include "flight/stepper.h"

namespace apogee {
namespace {

const Vec3<double>& exact_impact() {
    static const Vec3<double> r = propagate(ReferenceFlight(25).plan(), {1e-13}).steps.back().end.r_I;
    return r;
}

void apogee_default(benchmark::State& bench) {
    const FlightPlan plan = ReferenceFlight(25).plan();
    Trajectory flight;
    for (auto _ : bench) {
        flight = propagate(plan);
        benchmark::DoNotOptimize(flight);
    }
    bench.counters["right_hand_sides"] = static_cast<double>(flight.right_hand_sides);
    bench.counters["impact_error_m"] = (flight.steps.back().end.r_I - exact_impact()).norm();
}

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
        const double knots[] = {0, 10, 120, 230, 1e9};
        for (int leg = 0; leg < 4; ++leg) {
            regime = {};
            regime.propulsion = leg < 2 ? 0 : leg - 1;
            regime.steering = leg == 0 ? 0 : leg == 3 ? -1 : 1;
            regime.steering_start_s = leg == 0 ? 0 : 10;
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

void plain_dopri5(benchmark::State& bench) {
    Plain plain(ReferenceFlight(25).plan());
    const double tolerance = std::pow(10.0, static_cast<double>(-bench.range(0)));
    StateVector end{};
    for (auto _ : bench) {
        plain.evaluations = 0;
        end = plain.fly(tolerance);
        benchmark::DoNotOptimize(end);
    }
    bench.counters["right_hand_sides"] = static_cast<double>(plain.evaluations);
    bench.counters["impact_error_m"] = (unpack(end).r_I - exact_impact()).norm();
}

void reading_a_plan(benchmark::State& bench) {
    const ReferenceFlight reference(25);
    for (auto _ : bench) benchmark::DoNotOptimize(reference.plan());
}

}  // namespace

BENCHMARK(apogee_default)->Unit(benchmark::kMicrosecond);
BENCHMARK(plain_dopri5)->DenseRange(6, 9)->Unit(benchmark::kMicrosecond);
BENCHMARK(reading_a_plan)->Unit(benchmark::kMicrosecond);

}  // namespace apogee
