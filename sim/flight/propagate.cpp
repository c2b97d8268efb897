#include "flight/propagate.h"

#include <algorithm>
#include <boost/math/tools/toms748_solve.hpp>
#include <limits>

#include "flight/events.h"
#include "flight/propagator.h"

namespace apogee {
namespace {

/// When thrust first exceeds weight; empty where it does not before the first stage burns out.
std::optional<double> lift_off_time(const FlightPlan& plan) {
    const Vec3<double> r_E = to_earth_fixed(plan.earth, plan.start);
    const Vec3<double> up = east_north_up(plan.start).up;
    const double omega = plan.earth.rotation_rate_rad_s;
    const Vec3<double> centrifugal{omega * omega * r_E.x(), omega * omega * r_E.y(), 0};
    const double weight_per_kg = -(gravitation(plan.earth, r_E) + centrifugal).dot(up);
    const Vec3<double> v_E{-omega * r_E.y(), omega * r_E.x(), 0};
    for (std::size_t i = 0;
         i < plan.propulsion.size() && plan.propulsion[i].burning && plan.propulsion[i].stage <= 1; ++i) {
        Regime regime = pad_regime(plan, plan.propulsion[i].start_s);
        const auto excess = [&](double t) {
            const Forces<double> f = forces(plan, regime, t, r_E, v_E);
            return f.thrust - f.mass * weight_per_kg;
        };
        const double start = plan.propulsion[i].start_s;
        if (excess(start) > 0) return start;
        // On the pad the excess is a parabola in time (thrust linear, mass quadratic): it may come and go.
        const double span = plan.propulsion[i].end_s - start;
        const double a = excess(start), b = excess(start + 0.5 * span), c = excess(start + span);
        const double bend = 2 * (a - 2 * b + c), slope = 4 * b - 3 * a - c;  // over the span as a unit
        const double top = bend < 0 ? std::clamp(-slope / (2 * bend), 0.0, 1.0) : 1.0;
        const double best = start + span * top;
        if (excess(best) <= 0) continue;
        std::uintmax_t evaluations = 100;
        const auto bracket = boost::math::tools::toms748_solve(
            excess, start, best, boost::math::tools::eps_tolerance<double>(50), evaluations);
        return bracket.second;
    }
    return std::nullopt;
}

}  // namespace

Trajectory propagate(FlightPlan plan, Tolerance tolerance) {
    Trajectory flight;
    flight.plan = std::make_shared<const FlightPlan>(std::move(plan));
    const FlightPlan& p = *flight.plan;
    const Vec3<double> r_E = to_earth_fixed(p.earth, p.start);
    const double omega = p.earth.rotation_rate_rad_s;
    const State start{r_E, p.relative_velocity_E + Vec3<double>(-omega * r_E.y(), omega * r_E.x(), 0)};
    if (p.from_pad) {
        std::optional<double> lift_off = lift_off_time(p);
        // Without lift-off the flight is over when the first stage has burnt out on the pad.
        const auto burnt_out =
            std::find_if(p.propulsion.begin(), p.propulsion.end(),
                         [](const PropulsionSpan& s) { return !s.burning || s.stage > 1; });
        flight.lift_off_s = lift_off.value_or(0);
        flight.end_s = burnt_out->start_s;
        flight.outcome = Outcome::lift_off_failed;
        const bool stopped = p.duration_s && *p.duration_s < lift_off.value_or(flight.end_s);
        if (stopped) {
            lift_off.reset();
            flight.end_s = *p.duration_s;
            flight.outcome = Outcome::duration_reached;
        }
        for (const TimedMark& mark : p.marks) {
            if (mark.time_s < lift_off.value_or(flight.end_s)) {
                flight.events.push_back({mark.name, mark.time_s, flight.state(mark.time_s)});
            }
        }
        if (!lift_off) return flight;
    }
    fly_from(flight, flight.lift_off_s, start, tolerance);
    // After the marks of the same moment: ignition comes before lift-off.
    flight.events.push_back(
        {p.from_pad ? event_names::lift_off : event_names::release, flight.lift_off_s, start});
    find_events(flight);
    return flight;
}

std::vector<Debris> propagate_debris(const Trajectory& flight, Tolerance tolerance) {
    std::vector<Debris> debris;
    for (const Event& event : flight.events) {
        if (event.body < 0) continue;
        const ReleasedBody& body = flight.plan->bodies[static_cast<std::size_t>(event.body)];
        FlightPlan plan = *flight.plan;  // the same Earth, air and start; nothing left to burn
        plan.from_pad = false;
        plan.propulsion = {{.start_s = event.time_s,
                            .end_s = std::numeric_limits<double>::infinity(),
                            .mass_kg = body.mass_kg}};
        plan.drag.clear();
        if (body.ballistic_coefficient_kg_m2) {
            plan.drag = {{{0, std::numeric_limits<double>::infinity(),
                           body.mass_kg / *body.ballistic_coefficient_kg_m2, 0}}};
            plan.propulsion.front().drag = 0;
        }
        plan.steering.clear();
        plan.marks.clear();
        plan.bodies.clear();
        plan.shroud_mass_kg = plan.last_burnout_s = 0;
        plan.shroud_height_m = plan.shroud_time_s = plan.duration_s = std::nullopt;
        Trajectory fall;
        fall.plan = std::make_shared<const FlightPlan>(std::move(plan));
        fall.lift_off_s = flight.lift_off_s;
        fly_from(fall, event.time_s, event.state, tolerance);
        find_events(fall);
        debris.push_back({body, std::move(fall)});
    }
    return debris;
}

}  // namespace apogee
