#include "estimate/candidates.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/input_error.h"

namespace apogee {
namespace {

const Parameter& parameter(const Scenario& scenario, const std::string& path) {
    const auto found = std::ranges::find(scenario.parameters, path, &Parameter::path);
    if (found == scenario.parameters.end() || path.starts_with("reported.") || path.starts_with("ascent."))
        throw InputError(
            fmt::format("--unknown: {}: {} has no such number; expected payload.mass_kg or "
                        "another number of its vehicle",
                        printable(path), printable(scenario.file)));
    if (!(found->value > 0))
        throw InputError(fmt::format("--unknown: {}: only a positive number can be looked for, and it is {}",
                                     printable(path), number_text(found->value)));
    return *found;
}

/// What falls off flies by itself: how it falls does not change the flight.
bool falls_off(const std::string& path) {
    return path.ends_with(".ballistic_coefficient_kg_m2") && !path.starts_with("payload.");
}

}  // namespace

std::vector<std::string> engine_paths(const CandidateVehicles& candidate) {
    std::vector<std::string> paths = candidate.paths;
    paths.insert(paths.end(), {candidate.unknown, "launch.azimuth_deg", candidate.loft.path});
    return paths;
}

CandidateVehicles candidate_of(const Scenario& scenario, const std::string& unknown) {
    for (const char* const table : {"launch.", "ascent.", "environment.", "reported."})
        if (unknown.starts_with(table))
            throw InputError(
                fmt::format("--unknown: {}: not a number of the vehicle; expected payload.mass_kg or "
                            "another one of a "
                            "stage, such as stage[1].propellant_mass_kg",
                            unknown));
    if (parameter(scenario, unknown).whole)
        throw InputError(fmt::format(
            "--unknown: {}: counts in whole numbers, and what is solved for takes any value; expected "
            "payload.mass_kg or another one of a stage, such as stage[1].propellant_mass_kg",
            unknown));
    CandidateVehicles candidate;
    candidate.name = scenario.vehicle.name;
    candidate.scenario = in_family(scenario, StandardFamily{});
    candidate.unknown = unknown;
    for (Varied& number : uncertain_numbers(candidate.scenario)) {
        if (number.path == unknown || number.path.starts_with("ascent.") ||
            number.path == "launch.azimuth_deg" || falls_off(number.path))
            continue;
        candidate.paths.push_back(number.path);
        candidate.numbers.push_back(std::move(number));
    }
    const Parameter& p = parameter(scenario, unknown);
    UnknownNumber bounds{0.1 * p.value, 4 * p.value};
    candidate.even_in_logarithm = true;
    if (const auto* triangular = std::get_if<Triangular>(&p.uncertainty)) {
        bounds = {triangular->low, triangular->high};
        candidate.even_in_logarithm = false;
    } else if (const auto* normal = std::get_if<Normal>(&p.uncertainty)) {
        bounds = {p.value - 4 * normal->sd, p.value + 4 * normal->sd};
        candidate.even_in_logarithm = false;
    }
    bounds.least = std::max({bounds.least, p.least, 1e-3 * p.value});
    bounds.most = std::min(bounds.most, p.most);
    candidate.build = [bounds](std::span<const double> drawn, std::span<double> values) {
        std::ranges::copy(drawn, values.begin());
        return bounds;
    };
    return candidate;
}

}  // namespace apogee
