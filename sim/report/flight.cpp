#include "report/flight.h"

#include <algorithm>
#include <cmath>

#include "flight/flight_figures.h"
#include "scenario/keys.h"

namespace apogee {
namespace {

/// The figure that stands beside a reported one: of an apogee one that was flown, or an orbit's. That of a
/// flight cut short on its way up is neither.
std::optional<double> computed(const std::string& key, const FlightSummary& summary) {
    const bool comparable = summary.apogee_kind == ApogeeKind::flown || summary.orbit;
    if (key == "apogee_km" && !comparable) return std::nullopt;
    return flight_figure(key).of(summary);
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

std::optional<bool> within_report(const Comparison& comparison) {
    if (!comparison.computed) return std::nullopt;
    const double beside = 1e-3 * std::abs(comparison.reported.value);
    if (const auto* range = std::get_if<Triangular>(&comparison.reported.uncertainty))
        return range->low - beside <= *comparison.computed && *comparison.computed <= range->high + beside;
    if (const auto* normal = std::get_if<Normal>(&comparison.reported.uncertainty)) {
        constexpr double sds = 2;
        return comparison.residual && std::abs(*comparison.residual) <= sds * normal->sd;
    }
    return std::nullopt;
}

std::string figure_label(std::string_view name) {
    std::string words(base_of(name));
    std::ranges::replace(words, '_', ' ');
    return words;
}

const char* version() {
    return APOGEE_VERSION;
}

}  // namespace apogee
