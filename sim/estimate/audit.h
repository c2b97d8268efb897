#pragma once

#include <optional>
#include <string>

#include "estimate/free_flight.h"
#include "estimate/reported_flight.h"

namespace apogee {

/// What any rocket's powered phase allows. The vehicle climbs to its burnout slower than a body that flies
/// the same free trajectory from the ground, so a flight lasts longer than the free one from ground to
/// ground, by burn time x (1 - how far it got / how far burnout speed would have taken it).
struct PoweredPhaseBounds {
    /// Burnout speed over time since lift-off, in units of standard gravity. Estimate: the flights of the
    /// catalogue lie between 1.4 (Mercury-Redstone) and 4.3 (Hwasong-19); below 1.2 a rocket hardly leaves
    /// the pad, and 10 leaves room for small solid motors.
    double least_gain_g = 1.2, most_gain_g = 10;
    /// Distance covered under power over burnout speed x burn time. 0.5 is constant acceleration; less where
    /// the acceleration grows. Estimate: the flights of the catalogue lie between 0.26 and 0.49.
    double least_share = 0.2, most_share = 0.6;
    /// A payload slows down in the air at the end, s. Estimate: within a second for a slender cone, up to
    /// half a minute for a body that falls with its empty stage.
    double longest_delay_in_air_s = 30;
    /// What the sphere, two-body gravity and the ellipsoid's shape leave open, s. Estimate: compared with the
    /// catalogue's flights flown in full.
    double model_error_s = 6;
};

struct Bracket {
    double low = 0, high = 0;

    [[nodiscard]] bool holds(double x) const { return low <= x && x <= high; }
};

/// Whether the reported figures can all be true.
struct Audit {
    enum class Verdict { no_time, consistent, time_too_short, time_too_long };
    Verdict verdict = Verdict::no_time;
    bool turning = false;          ///< whether the Earth's rotation was taken into account
    double inertial_range_km = 0;  ///< the ground range, as it is in space
    FreeFlight flight;             ///< with the reported apogee and that range
    /// Of the free flight's speed at the ground, still Earth. Infinite beyond half the Earth.
    double two_body_range_km = 0;
    Bracket powered_surplus_s;  ///< what a powered phase adds to the free flight's time
    Bracket time_s;             ///< that go with the reported apogee and range
    /// That go with the reported time and range; empty where none does, up to the Moon, and without a time.
    /// An end beyond what can be told is 0 or infinite.
    std::optional<Bracket> apogee_km;
    std::optional<Bracket> range_km;  ///< that go with time and apogee; empty where none does
    double off_by_s = 0;              ///< how far the time lies outside, rounding granted
    double surplus_s = 0;             ///< reported time less free flight

    [[nodiscard]] bool contradicts() const {
        return verdict == Verdict::time_too_short || verdict == Verdict::time_too_long;
    }
};
/// "consistent", "time_too_long", ...
[[nodiscard]] const char* name(Audit::Verdict verdict);
[[nodiscard]] Audit audit(const ReportedFlight& flight, const PoweredPhaseBounds& bounds = {});

}  // namespace apogee
