#include "range/payload_limit.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "base/angles.h"
#include "physics/constants.h"
#include "range/least_energy.h"

namespace apogee {

std::vector<double> payloads_around(double payload_kg) {
    std::vector<double> list;
    for (const double factor :
         {0.1, 0.2, 0.35, 0.5, 0.6, 0.7, 0.78, 0.85, 0.92, 1.0, 1.1, 1.25, 1.5, 2.0, 2.8, 4.0, 6.0, 10.0})
        list.push_back(factor * payload_kg);
    return list;
}

std::vector<double> payloads_at_half_earth(std::span<const double> payloads,
                                           std::span<const double> ranges_km) {
    assert(payloads.size() == ranges_km.size());
    constexpr int parts = 5;
    std::vector<double> between;
    for (std::size_t i = payloads.size(); i-- > 1 && between.empty();)
        if (std::isinf(ranges_km[i - 1]) && std::isfinite(ranges_km[i]))
            for (int part = 1; part < parts; ++part)
                between.push_back(payloads[i - 1] *
                                  std::pow(payloads[i] / payloads[i - 1], static_cast<double>(part) / parts));
    return between;
}

void add_range(std::vector<double>& payloads, std::vector<double>& ranges_km, double payload,
               double range_km) {
    const auto after = std::ranges::upper_bound(payloads, payload);
    ranges_km.insert(ranges_km.begin() + (after - payloads.begin()), range_km);
    payloads.insert(after, payload);
}

double payload_limit(std::span<const double> payloads, std::span<const double> ranges_km,
                     double distance_km) {
    assert(payloads.size() == ranges_km.size() && !payloads.empty());
    constexpr double half_earth_km = km(constants::sphere_half_circumference_m);
    for (std::size_t i = payloads.size(); i-- > 0;) {
        if (!(ranges_km[i] >= distance_km)) continue;
        if (i + 1 == payloads.size()) return std::numeric_limits<double>::infinity();
        // A flight that passes half the Earth goes at least as far as that.
        const double less = std::min(ranges_km[i], half_earth_km), more = ranges_km[i + 1];
        if (!std::isfinite(more) || !(less > more) || distance_km > less) return payloads[i];
        return payloads[i] +
               (payloads[i + 1] - payloads[i]) * std::log(less / distance_km) / std::log(less / more);
    }
    return 0;
}

double payload_limit_of_energy(std::span<const double> payloads_kg, std::span<const double> ranges_km,
                               double per_kg, double energy) {
    const std::vector<double> energies = energies_over_payload(payloads_kg, ranges_km, per_kg);
    for (std::size_t i = payloads_kg.size(); i-- > 0;) {
        if (!(energies[i] >= energy)) continue;
        if (i + 1 == payloads_kg.size()) return std::numeric_limits<double>::infinity();
        const double more = energies[i + 1];
        if (!std::isfinite(energies[i]) || !std::isfinite(more) || !(energies[i] > more))
            return payloads_kg[i];
        return payloads_kg[i] +
               (payloads_kg[i + 1] - payloads_kg[i]) * (energies[i] - energy) / (energies[i] - more);
    }
    return 0;
}

}  // namespace apogee
