#include "estimate/audit.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "physics/constants.h"

namespace apogee {
namespace {

constexpr double radius_m = constants::sphere_radius_m, gm_m3_s2 = constants::wgs84_gm_m3_s2;
constexpr double half_earth_m = constants::sphere_half_circumference_m;

struct Flown {
    FreeFlight flight;
    double angle = 0;
    Bracket surplus_s, time_s;
};

Bracket surplus(const FreeFlight& flight, const PoweredPhaseBounds& bounds) {
    const double gained_s = flight.speed_m_s / constants::standard_gravity_m_s2;
    return {gained_s / bounds.most_gain_g * (1 - bounds.most_share),
            gained_s / bounds.least_gain_g * (1 - bounds.least_share) + bounds.longest_delay_in_air_s};
}

/// The free flight with an apogee and a ground range. The Earth turns during the whole flight, the powered
/// phase included; half a minute more or less of it changes the time by less than a second.
Flown fly(const ReportedFlight& report, double apogee_m, double range_m, const PoweredPhaseBounds& bounds) {
    Flown flown;
    flown.angle = range_m / radius_m;
    constexpr int rounds = 20;  // each changes the time by less than a tenth of the last one's change
    for (int i = 0; i < rounds; ++i) {
        flown.flight = free_flight(gm_m3_s2, radius_m, apogee_m, flown.angle);
        flown.surplus_s = surplus(flown.flight, bounds);
        if (!report.turning()) break;
        const double longer_s = std::min(200.0, 0.5 * (flown.surplus_s.low + flown.surplus_s.high));
        flown.angle = inertial_angle(*report.site, *report.azimuth, range_m, radius_m,
                                     constants::wgs84_rotation_rate_rad_s, flown.flight.time_s + longer_s);
    }
    flown.time_s = {flown.flight.time_s + flown.surplus_s.low - bounds.model_error_s,
                    flown.flight.time_s + flown.surplus_s.high + bounds.model_error_s};
    return flown;
}

/// Where an increasing function passes a value, between two ends.
double passes(const std::function<double(double)>& f, double value, double low, double high) {
    for (int i = 0; i < 60; ++i) {
        const double middle = 0.5 * (low + high);
        (f(middle) < value ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

/// Apogees of flights that take a time.
/// @param longest, shortest  time of a rocket's flight to an apogee, m
std::optional<Bracket> apogees_km(const std::function<double(double)>& longest,
                                  const std::function<double(double)>& shortest, const Bracket& time_s) {
    constexpr double lowest_m = 1e3, highest_m = 1000 * greatest_apogee_km;
    if (longest(highest_m) < time_s.low || shortest(lowest_m) > time_s.high) return std::nullopt;
    return Bracket{
        longest(lowest_m) >= time_s.low ? 0 : passes(longest, time_s.low, lowest_m, highest_m) / 1000,
        shortest(highest_m) <= time_s.high ? std::numeric_limits<double>::infinity()
                                           : passes(shortest, time_s.high, lowest_m, highest_m) / 1000};
}

}  // namespace

Audit audit(const ReportedFlight& report, const PoweredPhaseBounds& bounds) {
    const double apogee_m = 1000 * report.apogee_km.value(), range_m = 1000 * report.range_km.value();
    const Flown flown = fly(report, apogee_m, range_m, bounds);
    Audit result;
    result.turning = report.turning();
    result.flight = flown.flight;
    result.inertial_range_km = flown.angle * radius_m / 1000;
    const double widest = widest_free_angle(gm_m3_s2, radius_m, flown.flight.speed_m_s);
    result.two_body_range_km =
        widest < pi ? widest * radius_m / 1000 : std::numeric_limits<double>::infinity();
    result.powered_surplus_s = flown.surplus_s;
    // The rounding of apogee and range widens what is possible.
    result.time_s = flown.time_s;
    for (const double apogee_km : {report.apogee_km.low(), report.apogee_km.high()}) {
        for (const double range_km : {report.range_km.low(), report.range_km.high()}) {
            const Bracket corner = fly(report, 1000 * apogee_km, 1000 * range_km, bounds).time_s;
            result.time_s = {std::min(result.time_s.low, corner.low),
                             std::max(result.time_s.high, corner.high)};
        }
    }
    if (!report.time_s) return result;

    const Bracket time{report.time_s->low(), report.time_s->high()};
    result.surplus_s = report.time_s->value() - flown.flight.time_s;
    const auto longest = [&](double a) { return fly(report, a, range_m, bounds).time_s.high; };
    const auto shortest = [&](double a) { return fly(report, a, range_m, bounds).time_s.low; };
    result.apogee_km = apogees_km(longest, shortest, time);
    // The time changes little with the range, and not always in one direction: all of them are tried.
    constexpr int ranges = 400;
    for (int i = 0; i <= ranges; ++i) {
        const double range = half_earth_m * i / ranges;
        const Bracket at = fly(report, apogee_m, range, bounds).time_s;
        if (time.high < at.low || time.low > at.high) continue;
        if (!result.range_km) result.range_km = Bracket{range / 1000, range / 1000};
        result.range_km->high = range / 1000;
    }
    if (time.high < result.time_s.low) {
        result.verdict = Audit::Verdict::time_too_short;
        result.off_by_s = result.time_s.low - time.high;
    } else if (time.low > result.time_s.high) {
        result.verdict = Audit::Verdict::time_too_long;
        result.off_by_s = time.low - result.time_s.high;
    } else {
        result.verdict = Audit::Verdict::consistent;
    }
    return result;
}

const char* name(Audit::Verdict verdict) {
    switch (verdict) {
        case Audit::Verdict::no_time:
            return "no_time";
        case Audit::Verdict::consistent:
            return "consistent";
        case Audit::Verdict::time_too_short:
            return "time_too_short";
        case Audit::Verdict::time_too_long:
            return "time_too_long";
    }
    return "";
}

}  // namespace apogee
