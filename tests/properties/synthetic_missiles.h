#pragma once

#include <cstdint>
#include <vector>

#include "estimate/candidates.h"
#include "estimate/reported_flight.h"

namespace apogee::testing {

/// A missile drawn from the family, flown lofted, and what the news would say of it.
struct Synthetic {
    std::size_t candidate = 0;
    std::vector<double> drawn;
    double payload_kg = 0, standard_km = 0;
    double flight_time_s = 0;  ///< as flown, not rounded
    ReportedFlight report;
};

extern const Geodetic synthetic_site;

/// As many missiles as wanted, their standard ranges spread evenly in the logarithm.
[[nodiscard]] std::vector<Synthetic> synthetic_missiles(std::size_t wanted, std::uint64_t seed);

/// What an analyst knows of a vehicle: every number to 6 %, the truth anywhere within.
[[nodiscard]] CandidateVehicles known_about(const Synthetic& truth, std::uint64_t seed, std::uint64_t number);

[[nodiscard]] unsigned all_threads();

/// A number that a command line sets in the environment.
[[nodiscard]] std::size_t from_environment(const char* name, std::size_t otherwise);

}  // namespace apogee::testing
