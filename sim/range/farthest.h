#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/stop.h"
#include "batch/engine.h"
#include "range/standard_family.h"

/// How far the flights of a family go: for many vehicles, payloads or azimuths at once.
namespace apogee {

/// What keeps a flight from coming nearer to what was looked for.
enum class Limit : std::uint8_t {
    none,
    dynamic_pressure,   ///< it stands at the bound
    least_free_number,  ///< it stands at the first value of the scan
    most_free_number,   ///< at the last one
    falls_over,         ///< the next ones come down before they have burnt out
    air                 ///< flatter ones burn out so low that the air takes more than the angle gives
};
[[nodiscard]] const char* name(Limit limit);

/// What came of a search.
enum class Reach : std::uint8_t {
    range,                  ///< `flight` landed; its range is the answer
    beyond_half_the_earth,  ///< flights of the family pass the far side of the Earth, orbit it or leave it
    cannot_lift_off,
    too_fast_in_air,  ///< every flight of the family that burns out passes the bound on dynamic pressure
    none,             ///< no flight of the family burns out and lands
    impossible,       ///< the values contradict each other (a case flown by nobody)
    not_flown         ///< stopped before
};
[[nodiscard]] const char* name(Reach reach);

/// A flight that was looked for. All but `reach` holds for Reach::range alone.
struct FamilyFlight {
    Reach reach = Reach::not_flown;
    Limit limit = Limit::none;  ///< active bound: without it the flight would be another one
    double free_number = 0;     ///< unit of its key
    CaseResult flight;
    BurnoutAngle angle;
    /// By how much the answer goes farther than `flight`, where that was flown close beside it
    /// (FarthestOptions::ranges_alone).
    double beyond_flight_km = 0;
};

/// Its range: infinite beyond half the Earth, NaN where there is none.
[[nodiscard]] double reach_km(const FamilyFlight& flight);

/// The answer of one row.
struct Farthest {
    FamilyFlight standard;  ///< burns out at the minimum-energy angle for the range it reaches
    FamilyFlight maximum;   ///< goes farthest
    int maxima = 0;         ///< local maxima of range that the scan saw among the flights within bounds
};

struct FarthestOptions {
    double most_dynamic_pressure_kPa = StandardFamily{}.most_dynamic_pressure_kPa;
    unsigned threads = 1;
    StopSignal stop{};
    /// Called from the calling thread now and then with the part of the work that is done, 0 to 1.
    std::function<void(double part)> progress{};
    /// Of the ranges. What is searched ends where it cannot matter more.
    double accuracy_km = 1e-3;
    bool within_a_metre = true;  ///< see BatchOptions
    /// Ranges and free numbers are all that is read of the answers. A flight close beside an answer then
    /// stands for it, and its range is corrected by the slopes that other rows predict: a flight fewer.
    bool ranges_alone = false;
    /// Numbers by which rows predict each other, row after row, as many for each; empty: all values of a row.
    /// Few numbers that say much, such as the answers to a like question, predict better than many.
    std::span<const double> predictors{};
};

/// Standard and farthest flight of every row. All rows advance together: a scan over the free number, then
/// rounds of refinement. Of many rows, some that stand for all are scanned; they predict (least squares)
/// where to look in the others, of which those whose answer does not lie there are scanned as well. So a
/// row's answer depends on its values alone, to the accuracy asked for.
/// @param engine  of a scenario in the family (`in_family`); the last of its paths is the free number's.
/// @param rows    fills in the values of all paths but the last, for rows 0 .. count - 1.
/// @return ranges within the accuracy of the family's, as the batch engine flies it.
[[nodiscard]] std::vector<Farthest> farthest(const BatchEngine& engine, const CaseSource& rows,
                                             std::uint64_t count, const FreeNumber& number,
                                             const FarthestOptions& options = {});

}  // namespace apogee
