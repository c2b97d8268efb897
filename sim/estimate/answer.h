#pragma once

#include "estimate/audit.h"
#include "estimate/claims.h"
#include "estimate/estimate.h"

namespace apogee {

/// What is asked of a reported flight.
struct EstimateQuestion {
    ReportedFlight report;  ///< its direction may still be missing
    /// Whose vehicle flew, with what of its numbers is solved for; empty: nothing is known of the vehicle.
    std::optional<Scenario> scenario;
    std::string unknown = "payload.mass_kg";
    std::optional<int> stages;   ///< of an unknown vehicle; empty: any
    bool still = false;          ///< take the Earth as still for the test, too
    std::vector<Region> claims;  ///< whether these lie within range
    EstimateOptions options;     ///< `use_time` is decided by the audit
};

/// Whether a scenario has what `question_of` needs: a launch, and an apogee and a range that were reported.
[[nodiscard]] bool can_be_estimated(const Scenario& scenario);

/// The question for a scenario with reported figures: the payload of its vehicle is solved for. @throws
/// InputError
[[nodiscard]] EstimateQuestion question_of(const Scenario& scenario);

/// Everything that an estimate found out.
struct EstimateAnswer {
    ReportedFlight report;
    Audit audit;
    Estimate estimate;
    std::vector<Claim> claims;
    std::string vehicle;   ///< name of the vehicle, empty where none was given
    std::string scenario;  ///< file, empty where the figures stood on the command line
    std::uint64_t seed = 0;

    /// Whether flights of the samples are reported with such a time. Empty: no time was reported, or no
    /// sample flies the other figures.
    [[nodiscard]] std::optional<bool> time_agrees() const;
    /// The same where the vehicle is known; empty where it is not.
    [[nodiscard]] std::optional<bool> time_agrees_with_vehicle() const;
    /// Whether a time was reported and the answer leaves it out, since it contradicts the other figures or
    /// belongs to no flight of the samples.
    [[nodiscard]] bool time_is_doubted() const;
};

/// An estimate that lacks its samples only.
struct EstimateTask {
    EstimateAnswer answer;
    std::vector<CandidateVehicles> candidates;
    std::vector<Region> claims;
    EstimateOptions options;
};

/// The steps before the samples, the same for the command, figures and the window: whether the figures are
/// possible, the flight's direction, the candidate vehicles, and the audit, which decides whether the time is
/// used. @throws InputError
[[nodiscard]] EstimateTask prepare(EstimateQuestion question);
/// Draws and flies the samples.
void complete(EstimateTask& task);
/// Both.
[[nodiscard]] EstimateAnswer answer(EstimateQuestion question);

}  // namespace apogee
