#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "study/audit.h"
#include "study/estimate.h"

namespace apogee {

/// Everything that `apogee estimate` found out.
struct EstimateAnswer {
    ReportedFlight report;
    Audit audit;
    Estimate estimate;
    std::string vehicle;   ///< name of the vehicle, empty where none was given
    std::string scenario;  ///< file, empty where the figures stood on the command line
    std::uint64_t seed = 0;
};

/// For reading on a terminal 100 columns wide.
[[nodiscard]] std::string estimate_report(const EstimateAnswer& answer);

/// The same as one object, keys with units; a range beyond half the Earth is null, with a flag beside it. See
/// docs/estimate.md.
[[nodiscard]] nlohmann::ordered_json estimate_json(const EstimateAnswer& answer);

// Sentences that text and JSON share.

/// What the audit found, in a sentence or three.
[[nodiscard]] std::string audit_text(const ReportedFlight& report, const Audit& audit);
/// Why there is no answer; empty where there is one.
[[nodiscard]] std::string impossible_text(const EstimateAnswer& answer);
/// What the answer stands on.
[[nodiscard]] std::vector<std::string> estimate_assumptions(const EstimateAnswer& answer);
/// "payload mass" for "payload.mass_kg".
[[nodiscard]] std::string unknown_name(const std::string& path);

}  // namespace apogee
