#include "estimate/boost_family.h"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <cmath>

#include "base/angles.h"
#include "physics/constants.h"
#include "range/standard_family.h"

namespace apogee {
namespace {

constexpr std::array<const char*, most_stages> in_words{"one stage", "two stages", "three stages"};

/// A number of the family: triangular between its bounds.
Varied number(const char* name, double low, double mode, double high) {
    return {name, mode, Triangular{low, high}, low, high};
}

/// Places of the family's numbers in a draw.
struct Places {
    std::size_t mass, thrust_to_weight, sea_level_isp, girth, ballistic_coefficient;
    std::array<std::size_t, most_stages> isp{}, structure{}, upper_thrust{}, upper_share{};
};

std::vector<Varied> numbers(int stages, Places& at) {
    std::vector<Varied> list;
    const auto add = [&](const char* name, double low, double mode, double high) {
        list.push_back(number(name, low, mode, high));
        return list.size() - 1;
    };
    constexpr std::array isp_names{"stage 1: isp_vacuum_s", "stage 2: isp_vacuum_s", "stage 3: isp_vacuum_s"};
    constexpr std::array dry_names{"stage 1: dry part of mass", "stage 2: dry part of mass",
                                   "stage 3: dry part of mass"};
    constexpr std::array thrust_names{"", "stage 2: thrust over weight", "stage 3: thrust over weight"};
    // Least, likeliest and greatest value of each: docs/estimate.md says from which missiles.
    at.mass = add("mass of the stages in t", 3, 15, 120);
    // Single stages are liquid, and the large ones leave the pad slowly; solid missiles have several stages.
    at.thrust_to_weight = stages == 1 ? add("lift-off thrust over weight", 1.15, 1.4, 2.4)
                                      : add("lift-off thrust over weight", 1.2, 1.5, 3);
    at.sea_level_isp = add("isp at sea level over vacuum", 0.85, 0.89, 0.95);
    at.girth = add("diameter over that of 10 calibres", 0.8, 1, 1.25);
    at.ballistic_coefficient = add("payload ballistic coefficient", 2000, 8000, 12000);
    for (std::size_t k = 0; k < static_cast<std::size_t>(stages); ++k) {
        const bool first = k == 0, alone = stages == 1;
        at.isp[k] = first ? add(isp_names[k], 230, 275, 300) : add(isp_names[k], 265, 288, 310);
        at.structure[k] = alone   ? add(dry_names[k], 0.06, 0.07, 0.26)
                          : first ? add(dry_names[k], 0.06, 0.09, 0.14)
                                  : add(dry_names[k], 0.08, 0.12, 0.19);
        if (!first) at.upper_thrust[k] = add(thrust_names[k], 0.8, 1.6, 3.6);
    }
    if (stages == 2) at.upper_share[0] = add("part of mass above stage 1", 0.08, 0.17, 0.32);
    if (stages == 3) {
        at.upper_share[0] = add("part of mass above stage 1", 0.18, 0.3, 0.4);
        at.upper_share[1] = add("part of that above stage 2", 0.16, 0.27, 0.4);
    }
    return list;
}

/// A missile in the middle of the family; every number that matters is varied.
std::string text(int stages, const std::optional<Geodetic>& site, double azimuth, bool rotation) {
    std::string result = fmt::format(
        "[launch]\nlatitude_deg = {}\nlongitude_deg = {}\nazimuth_deg = {}\n"
        "[ascent]\nprogramme = \"gravity-turn\"\nkick_speed_m_s = 50.0\nkick_angle_deg = 5.0\n"
        "kick_duration_s = 10.0\n[environment]\nrotation = {}\n",
        degrees(site ? site->latitude : pi / 4), degrees(site ? site->longitude : 0),
        degrees(azimuth < 0 ? azimuth + 2 * pi : azimuth), rotation);
    for (int k = 0; k < stages; ++k)
        result +=
            "[[stage]]\npropellant_mass_kg = 1000\ndry_mass_kg = 100\nthrust_vacuum_kN = 30\n"
            "isp_vacuum_s = 280\nisp_sea_level_s = 250\ndiameter_m = 1\nseparation_delay_s = 1\ndrag = "
            "\"body\"\n";
    return result +
           "[payload]\nmass_kg = 100\nballistic_coefficient_kg_m2 = 8000\n"
           // V-2 curve of G. P. Sutton, Rocket Propulsion Elements, 7th ed., p. 108, second-hand.
           "[drag.body]\nmach = [0, 0.8, 1.2, 1.8, 5]\ncd = [0.15, 0.15, 0.40, 0.25, 0.15]\n";
}

/// From ratios to a vehicle. @return the bounds of the payload's mass.
UnknownNumber build(int stages, const Places& at, std::span<const double> drawn, std::span<double> values) {
    constexpr double g0 = constants::standard_gravity_m_s2;
    const double total_kg = 1000 * drawn[at.mass];
    // Mean density of a missile of ten calibres' length: 28 t, 1.65 m and 16 m of the Hwasong-12.
    constexpr double density_kg_m3 = 820, calibres = 10;
    const double diameter_m = drawn[at.girth] * std::cbrt(total_kg / (density_kg_m3 * pi / 4 * calibres));
    double above_kg = total_kg;  // this stage and what stands on it
    double last_kg = 0;          // the stage that was filled in last
    std::size_t value = 0;
    for (int k = 0; k < stages; ++k) {
        const auto i = static_cast<std::size_t>(k);
        const double next_kg = k + 1 < stages ? above_kg * drawn[at.upper_share[i]] : 0;
        const double stage_kg = above_kg - next_kg, dry_kg = stage_kg * drawn[at.structure[i]];
        const double sea_level = drawn[at.sea_level_isp], isp_s = drawn[at.isp[i]];
        const double thrust_N = k == 0 ? drawn[at.thrust_to_weight] / sea_level * above_kg * g0
                                       : drawn[at.upper_thrust[i]] * above_kg * g0;
        for (const double x :
             {stage_kg - dry_kg, dry_kg, thrust_N / 1000, isp_s, sea_level * isp_s, diameter_m})
            values[value++] = x;
        last_kg = stage_kg;
        above_kg = next_kg;
    }
    values[value++] = drawn[at.ballistic_coefficient];
    assert(value == values.size());
    // From the catalogue, see docs/estimate.md.
    return stages == 1 ? UnknownNumber{0.005 * last_kg, 0.25 * last_kg}
                       : UnknownNumber{0.02 * last_kg, last_kg};
}

}  // namespace

std::vector<CandidateVehicles> boost_family(const std::optional<Geodetic>& site, double azimuth,
                                            bool rotation, std::optional<int> only) {
    std::vector<CandidateVehicles> family;
    for (int stages = only.value_or(1); stages <= only.value_or(most_stages); ++stages) {
        CandidateVehicles candidate;
        candidate.name = in_words[static_cast<std::size_t>(stages - 1)];
        candidate.scenario = in_family(
            parse_scenario(text(stages, site, azimuth, rotation && site), candidate.name), StandardFamily{});
        candidate.unknown = "payload.mass_kg";
        candidate.even_in_logarithm = true;
        Places at{};
        candidate.numbers = numbers(stages, at);
        for (int k = 1; k <= stages; ++k)
            for (const char* key : {"propellant_mass_kg", "dry_mass_kg", "thrust_vacuum_kN", "isp_vacuum_s",
                                    "isp_sea_level_s", "diameter_m"})
                candidate.paths.push_back(fmt::format("stage[{}].{}", k, key));
        candidate.paths.emplace_back("payload.ballistic_coefficient_kg_m2");
        candidate.build = [stages, at](std::span<const double> drawn, std::span<double> values) {
            return build(stages, at, drawn, values);
        };
        family.push_back(std::move(candidate));
    }
    return family;
}

}  // namespace apogee
