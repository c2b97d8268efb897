#include "range/ascent_families.h"

#include <fmt/format.h>

namespace apogee {
namespace {

/// The standard family with its kick at another speed (or height) and of another duration.
AscentFamily another_kick(const Scenario& scenario, const StandardFamily& family, double later,
                          double slower) {
    Scenario changed = in_family(scenario, family);
    auto& turn = std::get<GravityTurn>(std::get<Launch>(changed.start).ascent.programme);
    turn.trigger_value *= later;
    turn.kick_duration_s *= slower;
    const char* unit = turn.trigger == GravityTurn::Trigger::height_m ? "m height" : "m/s";
    const std::string name = later != 1 ? fmt::format("kick from {:g} {}", turn.trigger_value, unit)
                                        : fmt::format("kick over {:g} s", turn.kick_duration_s);
    return {name, "kick angle", std::move(changed), kick_angle(family)};
}

/// Another programme, whose free angle is an elevation: looked for from a lofted flight down to a flat one.
AscentFamily programme(const Scenario& scenario, const StandardFamily& family, const std::string& name,
                       const std::string& free_number, const Ascent& ascent, const std::string& path,
                       double value_deg, double last_deg) {
    constexpr double first_deg = 88, step_deg = 2;
    FreeNumber number{path, {}};
    for (double angle = first_deg; angle >= last_deg; angle -= step_deg) number.scan.push_back(angle);
    number.straight_up = 90;
    Scenario changed = in_family(scenario, family);
    std::get<Launch>(changed.start).ascent = ascent;
    state_number(changed, path, "deg", value_deg);
    return {name, free_number, std::move(changed), std::move(number)};
}

}  // namespace

std::vector<AscentFamily> other_ascent_families(const Scenario& scenario, const StandardFamily& family) {
    std::vector<AscentFamily> list{
        another_kick(scenario, family, 0.5, 1), another_kick(scenario, family, 2, 1),
        another_kick(scenario, family, 1, 0.5), another_kick(scenario, family, 1, 2)};
    const Ascent own = std::get<Launch>(scenario.start).ascent;
    const auto* linear = std::get_if<LinearProgramme>(&own.programme);
    const double vertical_s = linear ? linear->vertical_s : family.kick_duration_s;
    list.push_back(
        programme(scenario, family, fmt::format("elevation linear in time after {:g} s", vertical_s),
                  "elevation at burnout",
                  {LinearProgramme{vertical_s, radians(45)}, linear ? own.frame : SteeringFrame::launch},
                  "ascent.burnout_elevation_deg", 45, -20));
    if (const auto* rate = std::get_if<PitchRate>(&own.programme))
        list.push_back(
            programme(scenario, family,
                      fmt::format("elevation falling {:g} deg/s to the loft angle", degrees(rate->loft_rate)),
                      "loft angle", own, "ascent.loft_angle_deg", degrees(rate->loft_angle), 0));
    return list;
}

}  // namespace apogee
