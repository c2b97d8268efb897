#include "range/range_by_direction.h"

#include <array>
#include <cassert>
#include <cmath>
#include <limits>

#include "base/angles.h"

namespace apogee {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double wrapped(double angle) {
    return std::remainder(angle, 2 * pi);
}

/// Between the second and the third of four values at equal steps; linear where the outer ones are none.
double cubic(const std::array<double, 4>& v, double t) {
    const double linear = v[1] + t * (v[2] - v[1]);
    if (!std::isfinite(v[0]) || !std::isfinite(v[3])) return linear;
    const double before = 0.5 * (v[2] - v[0]), after = 0.5 * (v[3] - v[1]), rise = v[2] - v[1];
    return linear + t * (1 - t) * ((1 - t) * (before - rise) - t * (after - rise));
}

}  // namespace

double periodic(const std::vector<double>& values, double angle) {
    const auto n = values.size();
    const double turns = angle / (2 * pi), steps = (turns - std::floor(turns)) * static_cast<double>(n);
    const auto first = static_cast<std::size_t>(steps);
    const auto at = [&](std::size_t k) { return values[(first + n + k - 1) % n]; };
    // Beside an infinite value the finite one stands for what lies between.
    if (!std::isfinite(at(1))) return at(2);
    if (!std::isfinite(at(2))) return at(1);
    return cubic({at(0), at(1), at(2), at(3)}, steps - static_cast<double>(first));
}

DirectedRange directed_range(const Geodetic& site, double steering, const FamilyFlight& flight) {
    if (flight.reach == Reach::beyond_half_the_earth) return {steering, steering, infinity};
    if (flight.reach != Reach::range) return {steering, steering, std::numeric_limits<double>::quiet_NaN()};
    const Geodetic impact{radians(flight.flight.impact_latitude_deg),
                          radians(flight.flight.impact_longitude_deg), 0};
    return {steering, geodesic(Earth{}, site, impact).azimuth, reach_km(flight)};
}

std::optional<DirectedRange> RangeByDirection::between(std::size_t first, double landing) const {
    const std::size_t n = ring_.size();
    std::array<double, 4> off{}, km{};
    for (std::size_t k = 0; k < 4; ++k) {
        const DirectedRange& r = ring_[(first + n + k - 1) % n];
        off[k] = wrapped(r.landing - r.steering);
        km[k] = r.km;
        if (!std::isfinite(r.km)) km[k] = off[k] = r.km;
    }
    const double step = 2 * pi / static_cast<double>(n), steering = ring_[first].steering;
    if (std::isnan(km[1]) || std::isnan(km[2])) return std::nullopt;
    const bool beyond = std::isinf(km[1]) && std::isinf(km[2]);
    if (std::isinf(km[1]) != std::isinf(km[2])) {  // the one that lands stands for what lies between
        const std::size_t known = std::isinf(km[1]) ? 2 : 1;
        off[1] = off[2] = off[known];
        km[1] = km[2] = km[known];
    }
    if (beyond) off[1] = off[2] = 0;
    const auto miss = [&](double t) { return wrapped(steering + t * step + cubic(off, t) - landing); };
    const double at_first = miss(0), at_second = miss(1);
    // A change of sign far from the direction is the opposite one, where angles wrap.
    if (!(at_first <= 0 && at_second > 0) || at_second - at_first > 0.5 * pi) return std::nullopt;
    double low = 0, high = 1;
    for (int i = 0; i < 40; ++i) {
        const double middle = 0.5 * (low + high);
        (miss(middle) <= 0 ? low : high) = middle;
    }
    return DirectedRange{steering + low * step, landing, beyond ? infinity : cubic(km, low)};
}

DirectedRange RangeByDirection::towards(double landing) const {
    assert(ring_.size() >= 4);
    DirectedRange best{landing, landing, std::numeric_limits<double>::quiet_NaN()};
    for (std::size_t i = 0; i < ring_.size(); ++i) {
        const std::optional<DirectedRange> found = between(i, landing);
        if (found && !(found->km <= best.km)) best = *found;
    }
    return best;
}

}  // namespace apogee
