#pragma once

#include <string>
#include <vector>

#include "compare/comparison.h"
#include "scenario/scenario.h"

namespace apogee {

/// A number that a fit adjusted.
struct FittedNumber {
    std::string path, unit;
    double before = 0, value = 0;
    double low = 0, high = 0;  ///< bounds: what the scenario states of it, else what is accepted
    /// Standard deviation, with the other numbers fitted beside it: good where the differences are random and
    /// independent of each other, too small where they are not. Infinite at a bound.
    double sd = 0;
    bool at_bound = false;
    bool goes_round = false;  ///< an azimuth: 360 and 0 are one, and no bounds
};

struct Fit {
    std::vector<FittedNumber> numbers;
    Flight flight;           ///< with the fitted numbers
    double offset_s = 0;     ///< FlightErrors::time_offset_s: fitted as well, or as given
    double offset_sd_s = 0;  ///< infinite at a bound of the search (`coarse_offset`)
    /// Rms of the differences in units of their accuracy, of the rows within the flight; NaN: none was.
    double before = 0, after = 0;
    int flights = 0;  ///< that it took
    bool converged = false;
};

/// What to fit, and from where.
struct FitQuestion {
    std::string file;                ///< of the scenario
    Overrides overrides;             ///< what holds besides
    std::vector<std::string> paths;  ///< of the numbers; may be empty where the offset is fitted
    bool fit_offset = false;
    double offset_s = 0;  ///< to begin with
    double fly_to_s = 0;  ///< see `fly_on`
};

/// Adjusts numbers of a scenario, and the data's zero of time, so that the squares of the differences, each
/// in units of its accuracy, have the least sum: Levenberg and Marquardt's method (Marquardt, J. SIAM 11,
/// 431, 1963) with central differences; a number that would leave its bounds stays there.
/// Flights are tight (`Tolerance::tight`), so that their differences are smooth.
/// @throws InputError for fewer values than numbers, a path that is no number of the scenario, a number that
/// is counted, one set out of its bounds, one that changes nothing that was measured, and two that change the
/// same.
[[nodiscard]] Fit fit(FitQuestion question, const MeasuredFlight& measured);

/// A flight that ended in orbit, or escaping, flown on until `to_s` after ignition, though not beyond
/// `time_limit_s`. Others are left as they are.
void fly_on(Flight& flight, double to_s);

/// A scenario, loaded and flown as tightly as those of a fit. @param to_s  see `fly_on`
[[nodiscard]] Flight fly_scenario(const std::string& file, const Overrides& overrides, double to_s = 0);

}  // namespace apogee
