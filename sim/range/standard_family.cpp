#include "range/standard_family.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/input_error.h"
#include "scenario/first_place.h"

namespace apogee {

FreeNumber kick_angle(const StandardFamily& family) {
    constexpr double ratio = 1.35;  // the widest steps that show every hill of the catalogue, and one more
    const double span = std::log(family.most_kick_deg / family.least_kick_deg);
    const auto steps = static_cast<int>(std::ceil(span / std::log(ratio)));
    FreeNumber number{"ascent.kick_angle_deg", {}};
    for (int i = 0; i <= steps; ++i)
        number.scan.push_back(family.least_kick_deg * std::exp(span * i / steps));
    return number;
}

void state_number(Scenario& scenario, const std::string& path, const std::string& unit, double value) {
    Parameter parameter;
    parameter.path = path;
    parameter.unit = unit;
    parameter.value = parameter.least = parameter.most = value;
    parameter.source = "standard family";
    parameter.defaulted = true;
    std::erase_if(scenario.parameters, [&](const Parameter& p) { return p.path == path; });
    scenario.parameters.push_back(std::move(parameter));
}

Scenario in_family(Scenario scenario, const StandardFamily& family) {
    auto* launch = std::get_if<Launch>(&scenario.start);
    if (!launch)
        throw input_error(first_place(scenario, "initial."), "initial",
                          "a released body has no ascent to choose",
                          "expected [launch] and [ascent] with a vehicle");
    GravityTurn turn{GravityTurn::Trigger::speed_m_s, family.kick_speed_m_s, radians(5.0),
                     family.kick_duration_s};
    const auto* own = std::get_if<GravityTurn>(&launch->ascent.programme);
    if (own && own->trigger != GravityTurn::Trigger::time_s) turn = *own;
    // A kick of no time tilts nothing, whatever its angle.
    if (turn.kick_duration_s == 0) turn.kick_duration_s = family.kick_duration_s;
    launch->ascent = {turn, SteeringFrame::local};
    scenario.duration_s.reset();
    scenario.once_round = true;
    std::erase_if(scenario.parameters, [](const Parameter& p) {
        return p.path.starts_with("ascent.") || p.path == "launch.duration_s";
    });
    const bool by_height = turn.trigger == GravityTurn::Trigger::height_m;
    state_number(scenario, by_height ? "ascent.kick_height_m" : "ascent.kick_speed_m_s",
                 by_height ? "m" : "m_s", turn.trigger_value);
    state_number(scenario, "ascent.kick_angle_deg", "deg", degrees(turn.kick_angle));
    state_number(scenario, "ascent.kick_duration_s", "s", turn.kick_duration_s);
    return scenario;
}

Scenario without_rotation(Scenario scenario) {
    scenario.environment.earth.rotation_rate_rad_s = 0;
    for (Parameter& p : scenario.parameters)
        if (p.path == "environment.rotation_rate_rad_s") p.value = 0;
    return scenario;
}

MinimumEnergy minimum_energy(double gm, double burnout_m, double ground_m, double speed_m_s) {
    // The least major axis of a conic through burnout and impact is half the perimeter of their triangle
    // with the Earth's centre; the speed gives the major axis, hence the chord, hence the triangle.
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const double major_axis = 1 / (1 / burnout_m - speed_m_s * speed_m_s / (2 * gm));
    const double chord = 2 * major_axis - burnout_m - ground_m;
    const bool possible = chord > burnout_m - ground_m && chord < burnout_m + ground_m;
    if (!possible) return {none, none};
    // The cosine law gives the angle between the chord and the way down, which the bisector halves, ...
    const double at_burnout =
        (burnout_m * burnout_m + chord * chord - ground_m * ground_m) / (2 * burnout_m * chord);
    // ... and the one at the centre, here by its half, which keeps its digits where the range is short.
    const double difference = burnout_m - ground_m;
    const double half = std::sqrt((chord * chord - difference * difference) / (4 * burnout_m * ground_m));
    return {0.5 * std::acos(std::clamp(at_burnout, -1.0, 1.0)), 2 * std::asin(std::min(half, 1.0))};
}

BurnoutAngle burnout_angle(const Earth& earth, const CaseResult& flight) {
    // Burnout and impact lie at different latitudes: the mean radius stands for both.
    const double ground_m = (2 * earth.equatorial_radius_m + earth.polar_radius_m()) / 3;
    const MinimumEnergy least = minimum_energy(earth.gm_m3_s2, ground_m + 1000 * flight.burnout_height_km,
                                               ground_m, 1000 * flight.burnout_relative_speed_km_s);
    return {flight.burnout_flight_path_angle_deg, degrees(least.angle), least.range_angle * ground_m / 1000};
}

}  // namespace apogee
