#include "physics/constants.h"
#include "scenario/case_numbers.h"
#include "scenario/keys.h"

namespace apogee {
namespace {

using rows::list, rows::number, rows::source, rows::table, rows::words;

constexpr Bounds mass{1e-6, 1e7}, isp{50, 2000}, sea_level_isp{1, 2000}, exit_area{0, 1000},
    thrust{1e-6, 1e6}, ballistic_coefficient{0.1, 1e7}, diameter{1e-3, 100}, area{1e-6, 1e4},
    jettison_height{0, 1e5}, mach{0, 1000}, drag_coefficient{0, 10}, fraction{0, 1e6},
    booster_count{1, 100, true};

enum class Of { stages, boosters };

template <Of of>
Stage& stage(CaseNumbers& c, std::size_t i) {
    return of == Of::stages ? c.vehicle.stages[i] : c.vehicle.boosters[i].stage;
}
template <Of of, double MotorNumbers::*part>
void set_motor(CaseNumbers& c, std::size_t i, double x) {
    (of == Of::stages ? c.stage_motors : c.booster_motors)[i].*part = x;
}
double circle_m2(double diameter_m) {
    return pi / 4 * diameter_m * diameter_m;
}

constexpr Key replacing(Key key, std::array<std::string_view, 3> others) {
    key.replaces = others;
    return key;
}

/// What stages and boosters share.
template <Of of>
constexpr std::array shared_keys{
    number("propellant_mass_kg", mass, "needed", "what the motor burns",
           set_motor<of, &MotorNumbers::propellant_mass_kg>),
    number("dry_mass_kg", mass, "needed", "the stage without it",
           [](CaseNumbers& c, std::size_t i, double x) { stage<of>(c, i).dry_mass_kg = x; }),
    number("burn_time_s", burn_time_bounds, "one of the two", "from ignition to burnout",
           set_motor<of, &MotorNumbers::burn_time_s>, {"thrust_vacuum_kN"}),
    number("thrust_vacuum_kN", thrust, "one of the two",
           "mean thrust in vacuum: burn time = propellant x g0 x Isp / thrust",
           set_motor<of, &MotorNumbers::thrust_vacuum_kN>, {"burn_time_s"}),
    number("isp_vacuum_s", isp, "needed", "specific impulse in vacuum",
           set_motor<of, &MotorNumbers::isp_vacuum_s>),
    number("isp_sea_level_s", sea_level_isp, "the vacuum value", "at 101325 Pa; at most the vacuum value",
           set_motor<of, &MotorNumbers::isp_sea_level_s>, {"nozzle_exit_area_m2"}),
    number("nozzle_exit_area_m2", exit_area, "none",
           "instead: thrust at pressure p = thrust in vacuum - area x p, at the mean flow. The thrust at sea "
           "level must stay positive in a first stage and a booster",
           set_motor<of, &MotorNumbers::nozzle_exit_area_m2>, {"isp_sea_level_s"}),
    table("thrust_curve", "constant",
          "`{ time_s = [0, ...], fraction = [...] }`: relative thrust over time since ignition; at least two "
          "rows, rescaled to the burn time and to the propellant"),
    number("diameter_m", diameter, "one of the two",
           "with a drag table: reference length, area = pi/4 d^2 ...",
           [](CaseNumbers& c, std::size_t i, double x) {
               stage<of>(c, i).drag.reference_area_m2 = circle_m2(x);
           },
           {"reference_area_m2"}),
    number("reference_area_m2", area, "one of the two", "... or the area itself",
           [](CaseNumbers& c, std::size_t i, double x) { stage<of>(c, i).drag.reference_area_m2 = x; },
           {"diameter_m"}),
    words("drag", "no drag", "name of a `[drag.NAME]` table: while this stage flies"),
    words("coast_drag", "as `drag`", "the same with the motor off"),
    number("ballistic_coefficient_kg_m2", ballistic_coefficient, "none", "of the spent stage as it falls",
           [](CaseNumbers& c, std::size_t i, double x) {
               stage<of>(c, i).spent_ballistic_coefficient_kg_m2 = x;
           }),
    number("separation_delay_s", seconds_bounds, 0, "from burnout to separation",
           [](CaseNumbers& c, std::size_t i, double x) { stage<of>(c, i).separation_delay_s = x; }),
    source,
};

template <std::size_t n, std::size_t more>
constexpr std::array<Key, n + more> joined(const std::array<Key, n>& first,
                                           const std::array<Key, more>& then) {
    std::array<Key, n + more> all{};
    for (std::size_t i = 0; i < n; ++i) all[i] = first[i];
    for (std::size_t i = 0; i < more; ++i) all[n + i] = then[i];
    return all;
}

constexpr std::array stage_keys = joined(
    shared_keys<Of::stages>,
    std::array{
        number("coast_before_s", seconds_bounds, 0,
               "from the previous separation to this ignition; not on the first stage",
               [](CaseNumbers& c, std::size_t i, double x) { c.vehicle.stages[i].coast_before_s = x; }),
        words("separates", "`true`", "`false` on the last stage: it stays with the payload")});

constexpr std::array booster_keys = joined(
    std::array{number("count", booster_count, "needed", "how many of them; all other numbers are of one",
                      [](CaseNumbers& c, std::size_t i, double x) {
                          c.vehicle.boosters[i].count = static_cast<int>(x);  // whole, by its bounds
                      })},
    shared_keys<Of::boosters>);

constexpr std::array thrust_curve_keys{
    list("time_s", seconds_bounds, "since ignition; the first is 0, ascending"),
    list("fraction", fraction, "of any common measure; linear between rows; not all of them 0"), source};

constexpr std::array shroud_keys{
    number("mass_kg", mass, "needed", "of the whole shroud",
           [](CaseNumbers& c, std::size_t, double x) { c.vehicle.shroud->mass_kg = x; }),
    number("jettison_height_km", jettison_height, "one of the two",
           "above the ellipsoid: where it is thrown off on the way up",
           [](CaseNumbers& c, std::size_t, double x) { c.vehicle.shroud->jettison_height_m = 1000 * x; },
           {"jettison_time_s"}),
    number("jettison_time_s", seconds_bounds, "one of the two", "since ignition",
           [](CaseNumbers& c, std::size_t, double x) { c.vehicle.shroud->jettison_time_s = x; },
           {"jettison_height_km"}),
    number("ballistic_coefficient_kg_m2", ballistic_coefficient, "none", "as it falls",
           [](CaseNumbers& c, std::size_t, double x) { c.vehicle.shroud->ballistic_coefficient_kg_m2 = x; }),
    source};

constexpr std::array payload_keys{
    number("mass_kg", mass, "needed", "of everything that falls after the last separation",
           [](CaseNumbers& c, std::size_t, double x) { c.vehicle.payload.mass_kg = x; }),
    number("ballistic_coefficient_kg_m2", ballistic_coefficient, "no drag",
           "mass / (Cd x area), constant ...",
           [](CaseNumbers& c, std::size_t, double x) { c.vehicle.payload.ballistic_coefficient_kg_m2 = x; },
           {"drag", "diameter_m", "reference_area_m2"}),
    replacing(words("drag", "no drag", "... or the name of a `[drag.NAME]` table"),
              {"ballistic_coefficient_kg_m2"}),
    number("diameter_m", diameter, "one of the two",
           "with a drag table: reference length, area = pi/4 d^2 ...",
           [](CaseNumbers& c, std::size_t, double x) { c.vehicle.payload.reference_area_m2 = circle_m2(x); },
           {"reference_area_m2"}),
    number("reference_area_m2", area, "one of the two", "... or the area itself",
           [](CaseNumbers& c, std::size_t, double x) { c.vehicle.payload.reference_area_m2 = x; },
           {"diameter_m"}),
    source};

constexpr std::array drag_keys{
    list("mach", mach, "Mach number; at least two rows, ascending"),
    list("cd", drag_coefficient,
         "drag coefficient; linear between rows, held before the first and after the last"),
    source};

}  // namespace

namespace tables {
const TableKeys stage{"stage", stage_keys}, booster{"booster", booster_keys},
    thrust_curve{"thrust_curve", thrust_curve_keys}, shroud{"shroud", shroud_keys},
    payload{"payload", payload_keys}, drag{"drag.NAME", drag_keys};
}  // namespace tables

}  // namespace apogee
