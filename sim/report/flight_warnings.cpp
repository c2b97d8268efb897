#include "report/flight_warnings.h"

#include <fmt/format.h>

#include <algorithm>

namespace apogee {
namespace {

using Lines = std::vector<std::string>;

/// Whether the flight is over where the trajectory ends. One in orbit goes on, and nobody follows it.
bool is_over(const Trajectory& flight) {
    return flight.outcome == Outcome::landed || flight.outcome == Outcome::duration_reached;
}

void warn_about_shroud(const Trajectory& flight, Lines& lines) {
    const FlightPlan& plan = *flight.plan;
    if (plan.shroud_mass_kg == 0 || flight.find(event_names::shroud_jettison)) return;
    const std::string never =
        is_over(flight) ? "it is never jettisoned" : "it stays on as far as the flight is followed";
    if (plan.shroud_height_m)
        lines.push_back(fmt::format("shroud.jettison_height_km: {}: the vehicle does not rise to {:g} km",
                                    never, *plan.shroud_height_m / 1000));
    else if (flight.outcome != Outcome::duration_reached)
        lines.push_back(fmt::format("shroud.jettison_time_s: {}: the flight ends at {:.1f} s, before {:g} s",
                                    never, flight.end_s, *plan.shroud_time_s));
}

/// The regime of the last step with a motor to steer; null where there is none.
const Regime* last_steered(const Trajectory& flight) {
    const Regime* last = nullptr;
    for (const Step& step : flight.steps)
        if (step.regime.steering >= 0) last = &step.regime;
    return last;
}

void warn_about_kick(const GravityTurn& turn, const Trajectory& flight, Lines& lines) {
    if (turn.trigger == GravityTurn::Trigger::time_s) {
        if (turn.trigger_value > 0 && turn.trigger_value < flight.lift_off_s)  // at 0: as soon as it can
            lines.push_back(
                fmt::format("ascent.kick_time_s: the vehicle still stands on the pad at {:.1f} s; the kick "
                            "begins at lift-off, {:.1f} s",
                            turn.trigger_value, flight.lift_off_s));
        return;
    }
    if (turn.kick_angle == 0 || turn.kick_duration_s == 0) return;  // has no effect whenever it begins
    const Regime* last = last_steered(flight);
    if (!last) return;
    const double end_s = std::min(flight.end_s, flight.plan->last_burnout_s);
    if (last->steering == 0) {
        const bool by_height = turn.trigger == GravityTurn::Trigger::height_m;
        lines.push_back(
            fmt::format("ascent.{}: the kick never begins: {:g} {} is not reached by {:.1f} s, when the "
                        "thrust ends",
                        by_height ? "kick_height_m" : "kick_speed_m_s", turn.trigger_value,
                        by_height ? "m" : "m/s", end_s));
    } else if (last->steering == 1) {
        const double part = (end_s - last->steering_start_s) / turn.kick_duration_s;
        lines.push_back(fmt::format(
            "ascent.kick_duration_s: the kick begins at {:.1f} s and the thrust ends at "
            "{:.1f} s: {:.2g} of {:g} deg are tilted",
            last->steering_start_s, end_s, part * degrees(turn.kick_angle), degrees(turn.kick_angle)));
    }
}

void warn_about_marks(const Trajectory& flight, Lines& lines) {
    if (flight.outcome != Outcome::landed) return;
    const auto& marks = flight.plan->marks;
    const auto missed =
        std::ranges::find_if(marks, [&](const TimedMark& m) { return m.time_s > flight.end_s; });
    if (missed == marks.end()) return;
    lines.push_back(fmt::format("{} at {:.1f} s never happens: the flight ends at {:.1f} s", missed->name,
                                missed->time_s, flight.end_s));
}

}  // namespace

std::vector<std::string> flight_warnings(const Flight& flight) {
    Lines lines = warnings(flight.scenario);
    const Trajectory& trajectory = flight.trajectory;
    if (trajectory.steps.empty()) return lines;
    warn_about_marks(trajectory, lines);
    warn_about_shroud(trajectory, lines);
    if (const auto* launch = std::get_if<Launch>(&flight.scenario.start))
        if (const auto* turn = std::get_if<GravityTurn>(&launch->ascent.programme))
            warn_about_kick(*turn, trajectory, lines);
    return lines;
}

}  // namespace apogee
