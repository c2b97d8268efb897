#include "estimate/payload_rows.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>

#include "base/angles.h"
#include "estimate/estimate_answers.h"

namespace apogee {
namespace {

constexpr const char* payload_path = "payload.mass_kg";

/// The candidate with its payload among the numbers of its rows.
CandidateVehicles with_payload(const CandidateVehicles& candidate) {
    CandidateVehicles result = candidate;
    if (candidate.unknown == payload_path ||
        std::ranges::find(candidate.paths, payload_path) != candidate.paths.end())
        return result;
    const auto stated = std::ranges::find(candidate.scenario.parameters, payload_path, &Parameter::path);
    assert(stated != candidate.scenario.parameters.end());
    result.paths.emplace_back(payload_path);
    result.build = [build = candidate.build, kg = stated->value](std::span<const double> drawn,
                                                                 std::span<double> values) {
        values.back() = kg;
        return build(drawn, values.first(values.size() - 1));
    };
    return result;
}

/// The payload in a row of a candidate `with_payload`.
double& payload_in(const CandidateVehicles& candidate, std::span<double> row) {
    const FlightNumbers numbers(row);
    if (candidate.unknown == payload_path) return numbers.unknown;
    const auto at = std::ranges::find(candidate.paths, payload_path) - candidate.paths.begin();
    return numbers.vehicle[static_cast<std::size_t>(at)];
}

}  // namespace

PayloadRows::PayloadRows(const CandidateVehicles& candidate, const Scenario& scenario)
    : candidate_(with_payload(candidate)), scenario_(scenario) {}

double PayloadRows::own_kg(const EstimateSample& sample) const {
    std::vector<double> row(FlightNumbers::width(candidate_));
    fill_row(candidate_, sample, sample.reproduced.unknown, 90, row);
    return payload_in(candidate_, row);
}

void PayloadRows::add(const EstimateSample& sample, double kg, double azimuth) {
    std::vector<double> row(FlightNumbers::width(candidate_));
    fill_row(candidate_, sample, sample.reproduced.unknown, degrees(azimuth), row);
    payload_in(candidate_, row) = kg;
    numbers_.insert(numbers_.end(), row.begin(), row.end());
    append_predictors(sample, predictors_);
    predictors_.insert(predictors_.end(), {kg, std::sin(azimuth), std::cos(azimuth)});
}

std::vector<Farthest> PayloadRows::fly(const EstimateOptions& options) const {
    const std::size_t width = FlightNumbers::width(candidate_);
    CaseTable table(width);
    table.resize(numbers_.size() / width);
    for (std::size_t k = 0; k < table.size(); ++k)
        std::ranges::copy(std::span(numbers_).subspan(k * width, width), table.row(k).begin());
    return fly_again(candidate_, scenario_, table, predictors_, options);
}

}  // namespace apogee
