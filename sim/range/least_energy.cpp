#include "range/least_energy.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "base/angles.h"
#include "physics/constants.h"
#include "physics/elementary.h"

namespace apogee {

double least_energy(double km) {
    const double angle = std::min(1000 * km / constants::sphere_radius_m, pi),
                 half_chord = elementary::sine_cosine(angle / 2).sine;
    return 2 * half_chord / (1 + half_chord);
}

double range_of_energy_km(double energy) {
    if (energy >= 1) return std::numeric_limits<double>::infinity();
    const double half_chord = std::max(energy, 0.0) / (2 - energy);
    return 2 * std::asin(half_chord) * constants::sphere_radius_m / 1000;
}

std::vector<double> energies_over_payload(std::span<const double> payloads_kg,
                                          std::span<const double> ranges_km, double per_kg) {
    assert(payloads_kg.size() == ranges_km.size());
    std::vector<double> energies(payloads_kg.size());
    std::size_t anchor = payloads_kg.size();  // the lightest of regular energy so far
    for (std::size_t i = payloads_kg.size(); i-- > 0;) {
        energies[i] = std::isnan(ranges_km[i]) ? ranges_km[i] : least_energy(ranges_km[i]);
        if (energies[i] <= regular_energy)
            anchor = i;
        else if (energies[i] > regular_energy)
            energies[i] = anchor < payloads_kg.size() && std::isfinite(per_kg)
                              ? energies[anchor] + per_kg * (payloads_kg[anchor] - payloads_kg[i])
                              : std::numeric_limits<double>::infinity();
    }
    return energies;
}

double energy_per_kg(std::span<const double> payloads_kg, std::span<const double> ranges_km) {
    constexpr double apart = 1.1;
    std::size_t light = 0;
    while (light < payloads_kg.size() && !(least_energy(ranges_km[light]) <= regular_energy)) ++light;
    for (std::size_t heavy = light + 1; heavy < payloads_kg.size(); ++heavy)
        if (std::isfinite(ranges_km[heavy]) && payloads_kg[heavy] >= apart * payloads_kg[light])
            return (least_energy(ranges_km[light]) - least_energy(ranges_km[heavy])) /
                   (payloads_kg[heavy] - payloads_kg[light]);
    return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace apogee
