// Rules that both engines obey, each held to a closed form or to its other form.
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>
#include <catch2/catch.hpp>
#include <cmath>

#include "flight/cubic.h"
#include "flight/dormand_prince.h"
#include "flight/lift_off.h"
#include "flight/state_rates.h"
#include "flight/step_control.h"

using namespace apogee;

namespace {

/// An oscillator with friction: r'' = -r - 0.1 v.
double acceleration(double r, double v) {
    return -r - 0.1 * v;
}

/// One first stage of linear flow on a pad without air: thrust = slope * t.
PadHold hold(double thrust_N, double slope_N_s, double mass_kg, double flow_kg_s, double flow_slope_kg_s2,
             double burn_s, double duration_s = never) {
    PropulsionSpan spans[2];
    spans[0].end_s = burn_s;
    spans[0].mass_kg = mass_kg;
    spans[0].flow_kg_s = flow_kg_s;
    spans[0].flow_slope_kg_s2 = flow_slope_kg_s2;
    spans[0].thrust_vacuum_N = thrust_N;
    spans[0].thrust_slope_N_s = slope_N_s;
    spans[0].stage = 1;
    spans[0].burning = true;
    spans[1].start_s = burn_s;
    PlanView plan;
    plan.propulsion = spans;
    plan.duration_s = duration_s;
    return hold_on_pad(plan, 0, 10);
}

}  // namespace

// Would catch a coefficient of the lanes' tableau, or a product of them for positions, that is not Odeint's.
TEST_CASE("the lanes' tableau takes Odeint's step", "[unit]") {
    namespace M = dormand_prince;
    const double r0 = 0.7, v0 = -0.4, h = 0.3;
    double a[M::stages] = {acceleration(r0, v0)}, r = r0, v = v0;
    for (std::size_t i = 1; i < M::stages; ++i) {
        r = r0 + M::node[i] * h * v0;
        v = v0;
        for (std::size_t j = 0; j < i; ++j) {
            r += h * h * M::position_a[i][j] * a[j];
            v += h * M::a[i][j] * a[j];
        }
        a[i] = acceleration(r, v);
    }
    double r_error = 0, v_error = 0;
    for (std::size_t i = 0; i < M::stages; ++i) {
        r_error += h * h * M::position_error[i] * a[i];
        v_error += h * M::error[i] * a[i];
    }
    using State2 = std::array<double, 2>;
    boost::numeric::odeint::runge_kutta_dopri5<State2> stepper;
    const auto system = [](const State2& x, State2& rate, double) {
        rate = {x[1], acceleration(x[0], x[1])};
    };
    State2 start{r0, v0}, rate{v0, a[0]}, end{}, end_rate{}, error{};
    stepper.do_step(system, start, rate, 0.0, end, end_rate, h, error);
    CHECK(r == Approx(end[0]).epsilon(1e-15).margin(1e-15));
    CHECK(v == Approx(end[1]).epsilon(1e-15).margin(1e-15));
    // Odeint's error has the other sign.
    CHECK(std::fabs(r_error) == Approx(std::fabs(error[0])).epsilon(1e-9).margin(1e-16));
    CHECK(std::fabs(v_error) == Approx(std::fabs(error[1])).epsilon(1e-9).margin(1e-16));
}

// The series' terms left out are of third order in the second eccentricity squared, 3e-7 of a speed.
TEST_CASE("height and its rates by series agree with the exact ones", "[unit]") {
    const Earth earth;
    for (const double latitude : {-1.5, -0.7, 0.0, 0.3, 0.8, 1.57})
        for (const double height : {0.0, 30e3, 150e3, 900e3}) {
            const EastNorthUp axes = east_north_up({latitude, 0.4, height});
            const Vec3<double> r = to_earth_fixed(earth, {latitude, 0.4, height});
            const Vec3<double> v = axes.north * 4000 - axes.east * 2500 + axes.up * 1200;
            const Vec3<double> a = gravitation(earth, r) + axes.up * 20 + axes.north * 5;
            const auto exact = exact_height_rates(earth, r, v, a);
            const double series_m = height_for_air(earth, r).m;
            const auto series = series_height_rates(earth, series_m, r, v, a);
            CHECK(std::fabs(series.height - exact.height) < 3e-3);
            CHECK(std::fabs(series.climb - exact.climb) < 1e-5 * v.norm());
            CHECK(std::fabs(exact.climb - 1200) < 1e-6);
            CHECK(std::fabs(series.climb_rate - exact.climb_rate) < 0.02 * 9.8);
        }
}

TEST_CASE("an error's fifth root for the step is at most a tenth too long", "[unit]") {
    for (double error = 1e-9; error < 1e9; error *= 1.37) {
        const double ratio = step_factor(error) / std::pow(error, -0.2);
        CHECK(ratio > 0.9999);
        CHECK(ratio < 1.1);
    }
    CHECK(StepControl<double>::factor(std::nan("")) == 0.2);
}

TEST_CASE("no step ends a sliver before a stop", "[unit]") {
    CHECK(step_before(10.0, 4.0) == 4);   // far from it: as wanted
    CHECK(step_before(5.0, 4.0) == 2.5);  // two even steps
    CHECK(step_before(3.0, 4.0) == 3);
}

// Would catch a root that cancels, or one of the other end of the parabola.
TEST_CASE("lift-off is where thrust first exceeds weight", "[unit]") {
    CHECK(hold(101, 0, 10, 0, 0, 60).time_s == 0);
    CHECK(hold(101, 0, 10, 0, 0, 60).lifts_off);
    // 50 + 2 t = 100.
    CHECK(hold(50, 2, 10, 0, 0, 60).time_s == Approx(25).epsilon(1e-14));
    // The flow alone makes it lighter: 99 = (10 - 0.01 t) 10 at t = 10.
    CHECK(hold(99, 0, 10, 0.01, 0, 60).time_s == Approx(10).epsilon(1e-12));
    // 99 - 0.2 t > 100 - 10 (0.1 t - 0.0005 t^2): 0.8 t - 0.005 t^2 = 1, first at 1.2600.
    CHECK(hold(99, -0.2, 10, 0.1, -0.001, 60).time_s == Approx(80 - std::sqrt(6200.0)).epsilon(1e-12));
    const PadHold never = hold(50, 0.5, 10, 0, 0, 60);
    CHECK_FALSE(never.lifts_off);
    CHECK(never.time_s == 60);
    CHECK(never.outcome == Outcome::lift_off_failed);
    // Stopped on the pad, before and after the time of lift-off.
    CHECK(hold(50, 2, 10, 0, 0, 60, 20).outcome == Outcome::duration_reached);
    CHECK(hold(50, 2, 10, 0, 0, 60, 20).time_s == 20);
    CHECK(hold(50, 2, 10, 0, 0, 60, 30).lifts_off);
}

// Would catch a piece of the thrust curve that is believed beyond its end.
TEST_CASE("on the pad each piece of a thrust curve counts while it lasts", "[unit]") {
    // 50 N for 10 s, 50 + 2 (t - 10) N for 10 s: it would weigh 100 N at t = 35. Then 70 N, or 120 N.
    const auto held = [](double last_N) {
        PropulsionSpan spans[4];
        const double starts_s[] = {0, 10, 20, 60}, thrust_N[] = {50, 50, last_N, 0},
                     slope_N_s[] = {0, 2, 0, 0};
        for (int i = 0; i < 4; ++i) {
            spans[i].start_s = starts_s[i];
            if (i < 3) spans[i].end_s = starts_s[i + 1];
            spans[i].mass_kg = 10;
            spans[i].thrust_vacuum_N = thrust_N[i];
            spans[i].thrust_slope_N_s = slope_N_s[i];
            spans[i].stage = 1;
            spans[i].burning = i < 3;
        }
        PlanView plan;
        plan.propulsion = spans;
        return hold_on_pad(plan, 0, 10);
    };
    CHECK(held(70).outcome == Outcome::lift_off_failed);
    CHECK(held(120).lifts_off);
    CHECK(held(120).time_s == 20);
}

TEST_CASE("a cubic turns where its slope is zero, for both signs", "[unit]") {
    // y = (s - 0.3)^2 (s + 2) over a step of 2 s.
    const auto y = [](double s) { return (s - 0.3) * (s - 0.3) * (s + 2); };
    const auto rate = [](double s) { return (2 * (s - 0.3) * (s + 2) + (s - 0.3) * (s - 0.3)) / 2; };
    for (const double sign : {1.0, -1.0}) {
        const Cubic<double> cubic(sign * y(0), sign * rate(0), sign * y(1), sign * rate(1), 2);
        CHECK(cubic.turning_point() == Approx(0.3).epsilon(1e-12));
        CHECK(cubic.at(0.3) == Approx(0).margin(1e-15));
        CHECK(cubic.at(0.6) == Approx(sign * y(0.6)).epsilon(1e-12));
    }
}

TEST_CASE("what decides that a flight is over", "[unit]") {
    const Earth earth;
    PlanView plan;
    plan.has_air = true;
    const double mu = earth.gm_m3_s2, radius = earth.equatorial_radius_m;
    const auto at = [&](double height_m, double speed_m_s, double climb_m_s, bool in_air) {
        return FallingBody{{radius + height_m, 0, 0}, {climb_m_s, speed_m_s, 0}, climb_m_s, in_air};
    };
    const double circular = std::sqrt(mu / (radius + 160e3));
    CHECK(free_flight_outcome(earth, plan, at(160e3, circular, 0, true)) == Outcome::in_orbit);
    // A bound arc that cuts the ground, however fast and wherever it is.
    CHECK_FALSE(free_flight_outcome(earth, plan, at(160e3, 0.98 * circular, 0, true)));
    CHECK_FALSE(free_flight_outcome(earth, plan, at(4e3, 1.2 * circular, 0, true)));
    // An orbit of 110 to 150 km decays, or may.
    CHECK_FALSE(free_flight_outcome(earth, plan, at(140e3, std::sqrt(mu / (radius + 140e3)), 0, true)));
    CHECK(free_flight_outcome(earth, plan, at(2e6, 1.5 * circular, 1, false)) == Outcome::escaped);
    CHECK_FALSE(free_flight_outcome(earth, plan, at(2e6, 1.5 * circular, 1, true)));
    CHECK_FALSE(free_flight_outcome(earth, plan, at(2e6, 1.5 * circular, -1, false)));
    plan.duration_s = 100;
    CHECK_FALSE(free_flight_outcome(earth, plan, at(160e3, circular, 0, true)));
    CHECK(timed_outcome(plan, 100, never) == Outcome::duration_reached);
    plan.duration_s = never;
    CHECK(timed_outcome(plan, time_limit_s, never) == Outcome::time_limit);
    CHECK(timed_outcome(plan, 5000, 5000) == Outcome::in_orbit);
    CHECK_FALSE(timed_outcome(plan, 5000, 5001));
    // Without air there is no orbit to wait for: clear of the ground by what the oblate Earth moves it.
    plan.has_air = false;
    CHECK(free_flight_outcome(earth, plan, at(60e3, std::sqrt(mu / (radius + 60e3)), 0, false)) ==
          Outcome::in_orbit);
    CHECK_FALSE(free_flight_outcome(earth, plan, at(40e3, std::sqrt(mu / (radius + 40e3)), 0, false)));
}

TEST_CASE("a search for ranges follows nothing round twice", "[unit]") {
    const Earth earth;
    PlanView plan;
    plan.has_air = plan.once_round = true;
    const double mu = earth.gm_m3_s2, r = earth.equatorial_radius_m + 130e3, circular = std::sqrt(mu / r);
    const FallingBody low{{r, 0, 0}, {0, circular, 0}, 0, true};
    CHECK(revolution_end_s(earth, plan, low, 100) == Approx(100 + 2 * pi * std::sqrt(r * r * r / mu)));
    // What dives below the ground comes down before.
    CHECK(revolution_end_s(earth, plan, {{r, 0, 0}, {0, 0.9 * circular, 0}, 0, true}, 100) == never);
    plan.once_round = false;
    CHECK(revolution_end_s(earth, plan, low, 100) == never);
}
