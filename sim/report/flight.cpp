#include "report/flight.h"

#include <cmath>

#include "scenario/keys.h"

namespace apogee {
namespace {

constexpr double metres_per_km = 1000;

/// An apogee that was flown, or an orbit's: that of a flight cut short on its way up is neither.
std::optional<double> comparable_apogee_m(const FlightSummary& summary) {
    const bool comparable = summary.apogee_kind == ApogeeKind::flown || summary.orbit;
    return comparable ? summary.apogee_m : std::nullopt;
}

std::optional<double> computed(const std::string& key, const FlightSummary& summary) {
    const auto in_km = [](const std::optional<double>& metres) {
        return metres ? std::optional(*metres / metres_per_km) : std::nullopt;
    };
    if (key == "apogee_km") return in_km(comparable_apogee_m(summary));
    if (key == "range_km") return in_km(summary.range_m);
    if (key == "flight_time_s") return summary.flight_time_s;
    if (!summary.impact) return std::nullopt;
    if (key == "impact_latitude_deg") return degrees(summary.impact->place.latitude);
    if (key == "impact_longitude_deg") return degrees(summary.impact->place.longitude);
    return std::nullopt;
}

}  // namespace

std::vector<Comparison> compare_with_reported(const Flight& flight) {
    std::vector<Comparison> comparisons;
    for (const ReportedFigure& reported : flight.scenario.reported) {
        Comparison comparison{reported, computed(reported.key, flight.summary), {}, {}};
        if (comparison.computed) {
            const bool angle = unit_of(reported.key) == "deg";
            double residual = *comparison.computed - reported.value;
            if (angle) residual = std::remainder(residual, 360.0);
            comparison.residual = residual;
            if (!angle && reported.value != 0) {
                comparison.residual_percent = 100 * residual / std::abs(reported.value);
            }
        }
        comparisons.push_back(std::move(comparison));
    }
    return comparisons;
}

const char* version() {
    return APOGEE_VERSION;
}

}  // namespace apogee
