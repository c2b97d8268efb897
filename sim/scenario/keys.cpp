#include "scenario/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/input_error.h"

namespace apogee {

namespace {

using Word = std::string_view;

constexpr std::array scenario_keys{Word("title"),       Word("vehicle"), Word("launch"),   Word("ascent"),
                                   Word("environment"), Word("initial"), Word("reported"), Word("name"),
                                   Word("status"),      Word("source"),  Word("stage"),    Word("booster"),
                                   Word("shroud"),      Word("payload"), Word("drag")};
constexpr std::array vehicle_keys{Word("name"),    Word("status"), Word("source"),  Word("stage"),
                                  Word("booster"), Word("shroud"), Word("payload"), Word("drag")};
constexpr std::array launch_keys{Word("latitude_deg"), Word("longitude_deg"), Word("height_m"),
                                 Word("azimuth_deg"),  Word("site"),          Word("time"),
                                 Word("duration_s"),   Word("source")};
constexpr std::array initial_keys{Word("latitude_deg"),
                                  Word("longitude_deg"),
                                  Word("height_m"),
                                  Word("velocity_north_m_s"),
                                  Word("velocity_east_m_s"),
                                  Word("velocity_down_m_s"),
                                  Word("duration_s"),
                                  Word("site"),
                                  Word("time"),
                                  Word("source")};
constexpr std::array ascent_keys{
    Word("programme"),       Word("frame"),         Word("vertical_s"),     Word("burnout_elevation_deg"),
    Word("time_s"),          Word("elevation_deg"), Word("loft_angle_deg"), Word("loft_rate_deg_s"),
    Word("kick_speed_m_s"),  Word("kick_height_m"), Word("kick_time_s"),    Word("kick_angle_deg"),
    Word("kick_duration_s"), Word("source")};
constexpr std::array environment_keys{Word("atmosphere"),
                                      Word("gravity"),
                                      Word("earth"),
                                      Word("rotation"),
                                      Word("wind"),
                                      Word("density_scale"),
                                      Word("sphere_radius_m"),
                                      Word("gm_m3_s2"),
                                      Word("j2"),
                                      Word("rotation_rate_rad_s"),
                                      Word("source")};
constexpr std::array reported_keys{Word("apogee_km"),
                                   Word("range_km"),
                                   Word("flight_time_s"),
                                   Word("impact_latitude_deg"),
                                   Word("impact_longitude_deg"),
                                   Word("source")};
constexpr std::array stage_keys{
    Word("propellant_mass_kg"),  Word("dry_mass_kg"),        Word("burn_time_s"),
    Word("thrust_vacuum_kN"),    Word("isp_vacuum_s"),       Word("isp_sea_level_s"),
    Word("nozzle_exit_area_m2"), Word("thrust_curve"),       Word("ballistic_coefficient_kg_m2"),
    Word("diameter_m"),          Word("reference_area_m2"),  Word("drag"),
    Word("coast_drag"),          Word("separation_delay_s"), Word("source"),
    Word("coast_before_s"),      Word("separates")};
constexpr std::array booster_keys{Word("count"),
                                  Word("propellant_mass_kg"),
                                  Word("dry_mass_kg"),
                                  Word("burn_time_s"),
                                  Word("thrust_vacuum_kN"),
                                  Word("isp_vacuum_s"),
                                  Word("isp_sea_level_s"),
                                  Word("nozzle_exit_area_m2"),
                                  Word("thrust_curve"),
                                  Word("ballistic_coefficient_kg_m2"),
                                  Word("diameter_m"),
                                  Word("reference_area_m2"),
                                  Word("drag"),
                                  Word("coast_drag"),
                                  Word("separation_delay_s"),
                                  Word("source")};
constexpr std::array thrust_curve_keys{Word("time_s"), Word("fraction"), Word("source")};
constexpr std::array shroud_keys{Word("mass_kg"), Word("ballistic_coefficient_kg_m2"),
                                 Word("jettison_height_km"), Word("jettison_time_s"), Word("source")};
constexpr std::array payload_keys{Word("mass_kg"),    Word("ballistic_coefficient_kg_m2"), Word("drag"),
                                  Word("diameter_m"), Word("reference_area_m2"),           Word("source")};
constexpr std::array drag_keys{Word("mach"), Word("cd"), Word("source")};
constexpr std::array number_keys{Word("value"), Word("low"), Word("high"), Word("sd"), Word("source")};

/// Units of the format and those that people write instead.
constexpr std::array units{
    Word("kg"),      Word("s"),       Word("kN"),      Word("m"),       Word("m2"),    Word("kg_m2"),
    Word("deg"),     Word("deg_s"),   Word("m_s"),     Word("km"),      Word("m3_s2"), Word("rad_s"),
    Word("kg_m3"),   Word("K"),       Word("Pa"),      Word("t"),       Word("g"),     Word("lb"),
    Word("lbs"),     Word("lbm"),     Word("tons"),    Word("tonnes"),  Word("min"),   Word("h"),
    Word("ms"),      Word("sec"),     Word("seconds"), Word("minutes"), Word("N"),     Word("MN"),
    Word("kn"),      Word("lbf"),     Word("kgf"),     Word("tf"),      Word("ft"),    Word("cm"),
    Word("mm"),      Word("mi"),      Word("nm"),      Word("nmi"),     Word("in"),    Word("metres"),
    Word("meters"),  Word("cm2"),     Word("ft2"),     Word("lb_ft2"),  Word("psf"),   Word("rad"),
    Word("degrees"), Word("radians"), Word("km_s"),    Word("ft_s"),    Word("km_h"),  Word("km3_s2"),
    Word("rpm"),     Word("kg_m3"),   Word("C"),       Word("kPa"),     Word("hPa"),   Word("bar"),
    Word("mbar"),    Word("psi"),     Word("m_per_s")};

struct Alternatives {
    Word table, key;
    std::array<Word, 3> replaced;  ///< unused places are empty and stand last
};
constexpr std::array alternatives{
    Alternatives{"stage", "burn_time_s", {"thrust_vacuum_kN"}},
    Alternatives{"stage", "thrust_vacuum_kN", {"burn_time_s"}},
    Alternatives{"stage", "isp_sea_level_s", {"nozzle_exit_area_m2"}},
    Alternatives{"stage", "nozzle_exit_area_m2", {"isp_sea_level_s"}},
    Alternatives{"stage", "diameter_m", {"reference_area_m2"}},
    Alternatives{"stage", "reference_area_m2", {"diameter_m"}},
    Alternatives{"shroud", "jettison_height_km", {"jettison_time_s"}},
    Alternatives{"shroud", "jettison_time_s", {"jettison_height_km"}},
    Alternatives{"payload", "ballistic_coefficient_kg_m2", {"drag", "diameter_m", "reference_area_m2"}},
    Alternatives{"payload", "drag", {"ballistic_coefficient_kg_m2"}},
    Alternatives{"payload", "diameter_m", {"reference_area_m2"}},
    Alternatives{"payload", "reference_area_m2", {"diameter_m"}},
    Alternatives{"ascent", "kick_speed_m_s", {"kick_height_m", "kick_time_s"}},
    Alternatives{"ascent", "kick_height_m", {"kick_speed_m_s", "kick_time_s"}},
    Alternatives{"ascent", "kick_time_s", {"kick_speed_m_s", "kick_height_m"}},
};

}  // namespace

namespace tables {
const TableKeys scenario{"", scenario_keys}, vehicle{"", vehicle_keys}, launch{"launch", launch_keys},
    initial{"initial", initial_keys}, ascent{"ascent", ascent_keys},
    environment{"environment", environment_keys}, reported{"reported", reported_keys},
    stage{"stage", stage_keys}, booster{"booster", booster_keys},
    thrust_curve{"thrust_curve", thrust_curve_keys}, shroud{"shroud", shroud_keys},
    payload{"payload", payload_keys}, drag{"drag.NAME", drag_keys}, number{"", number_keys};
}  // namespace tables

std::string_view unit_of(std::string_view key) {
    Word longest;
    for (const Word unit : units)
        if (unit.size() > longest.size() && key.size() > unit.size() + 1 && key.ends_with(unit) &&
            key[key.size() - unit.size() - 1] == '_')
            longest = unit;
    return longest;
}

std::string_view base_of(std::string_view key) {
    const Word unit = unit_of(key);
    return unit.empty() ? key : key.substr(0, key.size() - unit.size() - 1);
}

KeyAdvice advise_on_unknown_key(std::string_view key, const TableKeys& table) {
    if (table.keys.data() == tables::scenario.keys.data() && (key == "scenario" || key == "scenarios"))
        return {"a study names scenarios, a scenario does not",
                "expected `apogee study` to fly it, `apogee run --case N` for one flight of it"};
    for (const Word known : table.keys)
        if (!unit_of(known).empty() && base_of(known) == base_of(key))
            return {unit_of(key).empty() ? "the unit is missing in the key"
                                         : fmt::format("the unit must be {}", unit_of(known)),
                    fmt::format("expected {}", known)};
    if (const Word near = nearest_word(key, table.keys); !near.empty())
        return {"unknown key", fmt::format("did you mean {}?", near)};
    for (const TableKeys* other :
         {&tables::scenario, &tables::launch, &tables::ascent, &tables::environment, &tables::initial,
          &tables::reported, &tables::stage, &tables::booster, &tables::shroud, &tables::payload})
        if (other->keys.data() != table.keys.data() &&
            std::ranges::find(other->keys, key) != other->keys.end())
            return {"unknown key here",
                    other->name.empty()
                        ? std::string("it belongs at the top of a scenario, before the first [table]")
                        : fmt::format("it belongs in [{}]", other->name)};
    return {"unknown key", fmt::format("known here: {}", joined(table.keys, ", "))};
}

std::span<const std::string_view> alternatives_to(std::string_view table, std::string_view key) {
    if (table == "booster") table = "stage";
    for (const Alternatives& entry : alternatives)
        if (entry.table == table && entry.key == key)
            return std::span(entry.replaced)
                .first(static_cast<std::size_t>(
                    std::ranges::count_if(entry.replaced, [](Word word) { return !word.empty(); })));
    return {};
}

}  // namespace apogee
