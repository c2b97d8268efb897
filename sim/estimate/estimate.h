#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/stop.h"
#include "estimate/candidates.h"
#include "estimate/reported_flight.h"
#include "estimate/reported_time.h"
#include "estimate/reproduce.h"
#include "range/farthest.h"
#include "statistics/weighted.h"

/// From a reported flight to the range of the same missile on a standard trajectory, as a distribution.
///
/// Samples of the vehicle's uncertain numbers and of the report's rounding are drawn; for each the unknown
/// number, loft and steering are solved so that the flight reproduces apogee and place of impact; then the
/// same vehicle flies its standard trajectory. The weight of a sample is
///
///     prior density of the solved number x |d number / d apogee| at a fixed place of impact
///       x likelihood of the reported time,
///
/// the last one only where these flights can have been reported with that time: a time that none of them fits
/// would pick their extremes and make the answer look surer than without it. The first two stand because the
/// unknown number was solved for instead of drawn: a density over it, told in terms of the apogee. Loft and
/// azimuth need no factor: where a test comes down is chosen by those who launch it, whatever their vehicle,
/// so the place of impact says nothing of the vehicle.
namespace apogee {

/// The flight that stands for the standard one: the family's farthest where the angle of least energy is met
/// by no flight worth the name (near orbital speed, or where the thrust hardly carries the weight).
[[nodiscard]] const FamilyFlight& standard_flight(const Farthest& farthest);

/// One sample.
struct EstimateSample {
    std::size_t candidate = 0;           ///< index into the list of candidates
    std::vector<double> drawn;           ///< of the candidate's numbers
    double apogee_km = 0, range_km = 0;  ///< as drawn from the report
    ReproducedFlight reproduced;
    /// Where the solved number lies to its prior bounds.
    enum class Bounds : std::uint8_t { below, within, above } bounds = Bounds::below;
    Farthest still;         ///< on an Earth that stands still
    bool thinned = false;   ///< left out, others like it count for it
    double likelihood = 1;  ///< of the reported time
    double weight_without_time = 0, weight = 0;

    /// Infinite where the missile reaches beyond half the Earth.
    [[nodiscard]] double standard_km() const;
    [[nodiscard]] double maximum_km() const;
    [[nodiscard]] bool counts() const { return weight_without_time > 0; }
};

/// How the answer moves with one number: its median over the samples whose value lies in the lowest and in
/// the highest third.
struct Swing {
    std::string number;
    double low_value = 0, high_value = 0;  ///< median of the number in those thirds
    double low_km = 0, high_km = 0;        ///< range that goes with them
};

/// The same vehicles with another value of the unknown number.
struct CurvePoint {
    double value = 0;
    WeightedQuantiles range_km;
    double part_that_flies = 0;  ///< of the samples, that lift off and have a standard trajectory
};

/// The answer where both flights have another ascent programme: how much hangs on that choice.
struct OtherProgramme {
    std::string name;
    WeightedQuantiles standard_km, unknown;  ///< of fewer samples than the answer itself
    double effective = 0;                    ///< sample size; 0: no such flight does what was reported
    bool time_left_out = false;  ///< although the answer uses it: it does not agree with this programme
};

/// Of the ranges of single samples, far below what the report leaves open; of flights that nearly go round
/// the Earth a kilometre (BatchOptions::within_a_metre).
inline constexpr double estimate_accuracy_km = 0.1;

struct Estimate;

struct EstimateOptions {
    std::uint64_t samples = 10'000, seed = 1;
    unsigned threads = 1;
    bool use_time = true;  ///< where it agrees with the vehicles
    bool details = true;   ///< also the turning Earth, the curve and the other programmes
    /// Another estimate of the same report and the same numbers. Each candidate's samples are the first ones
    /// of that estimate, and start from what it found.
    const Estimate* like = nullptr;
    StopSignal stop{};
    std::function<void(double part)> progress{};
};

struct Estimate {
    std::vector<CandidateVehicles> candidates;
    std::vector<EstimateSample> samples;
    bool complete = false;  ///< false where it was stopped
    /// Of the time with these vehicles. Empty: no time was reported, or nothing reproduces the other figures.
    std::optional<TimeAgreement> time_agreement;
    bool time_used = false;  ///< it weighs the samples: it was to be used, and agrees

    // Counts of the samples by what came of them.
    std::uint64_t solved = 0, below_bounds = 0, above_bounds = 0, too_weak = 0, too_strong = 0, no_flight = 0,
                  no_standard = 0;
    double effective_without_time = 0, effective = 0;  ///< Kish's effective sample size

    [[nodiscard]] bool possible() const { return effective_without_time > 0; }
    /// So few that weigh that their 5 and 95 % quantiles are little but their extremes.
    static constexpr double fewest_effective = 20;
    [[nodiscard]] bool too_few_samples() const { return possible() && effective < fewest_effective; }
    /// The part of the weight whose standard flight stands at the bound on the ascent's dynamic pressure,
    /// which therefore makes their range. Of all that weighs; flights beyond half the Earth stand at none.
    [[nodiscard]] double part_at_pressure_bound() const;
    WeightedQuantiles standard_without_time_km, standard_km, maximum_km;  ///< still Earth
    WeightedQuantiles turning_km;  ///< standard, in the reported direction on the turning Earth
    WeightedQuantiles unknown_without_time, unknown, flight_time_s, flight_time_without_time_s,
        burnout_time_s, burnout_height_km, burnout_speed_km_s, kick_deg;
    std::vector<double> candidate_share;           ///< weight of each candidate
    std::size_t typical = 0;                       ///< the sample nearest the median answer
    double lift_off_s = 0;                         ///< of that one after ignition; with the details
    std::vector<Swing> swings;                     ///< widest first
    std::vector<OtherProgramme> other_programmes;  ///< the first is the standard one, of as few samples
    std::vector<CurvePoint> curve;                 ///< where the unknown number is the payload of one vehicle
};

/// @throws InputError as the scenarios do.
[[nodiscard]] Estimate estimate(const ReportedFlight& report, std::vector<CandidateVehicles> candidates,
                                const EstimateOptions& options = {});

}  // namespace apogee
