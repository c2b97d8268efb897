#pragma once

#include <functional>
#include <string>
#include <vector>

#include "batch/sampler.h"
#include "range/standard_family.h"
#include "scenario/scenario.h"

namespace apogee {

/// The number of a vehicle that is looked for, and where.
struct UnknownNumber {
    double least = 0, most = 0;  ///< both positive
};

/// Vehicles that may have made a flight: numbers with their distributions, and how they become the numbers of
/// a scenario. The prior of the vehicle, before the report.
struct CandidateVehicles {
    std::string name;                                ///< "two stages", or the vehicle's own
    Scenario scenario;                               ///< in the standard family, or another
    FreeNumber loft = kick_angle(StandardFamily{});  ///< the family's free number
    std::vector<Varied> numbers;  ///< drawn, each for itself; paths are names for people where `build` is set
    std::vector<std::string> paths;  ///< numbers of the scenario that `build` gives
    std::string unknown;             ///< path of the number that is solved for
    /// How the unknown number is spread before the report is heard: evenly, or its logarithm evenly.
    bool even_in_logarithm = false;
    /// @param drawn   values of `numbers`. @param values  for `paths`.
    std::function<UnknownNumber(std::span<const double> drawn, std::span<double> values)> build;
};

/// The numbers of one flight of a candidate, as a batch engine with `engine_paths` takes them. A view.
struct FlightNumbers {
    std::span<double> vehicle;               ///< for the candidate's `paths`
    double &unknown, &azimuth_deg, &family;  ///< solved for: `unknown`, the steering, the free number `loft`

    explicit FlightNumbers(std::span<double> row)
        : vehicle(row.first(row.size() - solved)),
          unknown(row[row.size() - 3]),
          azimuth_deg(row[row.size() - 2]),
          family(row[row.size() - 1]) {}

    static constexpr std::size_t solved = 3;
    [[nodiscard]] static std::size_t width(const CandidateVehicles& candidate) {
        return candidate.paths.size() + solved;
    }
};
/// The scenario's numbers that they are, in their order.
[[nodiscard]] std::vector<std::string> engine_paths(const CandidateVehicles& candidate);

/// The vehicle of a scenario, every number that states an uncertainty drawn from it, launch azimuth and
/// ascent programme left out. The unknown number is taken to lie evenly between the bounds that the scenario
/// states for it: its own value counts for nothing, being often a fit to the very report. Where the scenario
/// states none, it lies between a tenth and four times its value, evenly in its logarithm.
/// @param unknown  a path such as "payload.mass_kg". @throws InputError where the scenario has no such
/// number.
[[nodiscard]] CandidateVehicles candidate_of(const Scenario& scenario, const std::string& unknown);

}  // namespace apogee
