#pragma once

#include <cstdint>
#include <vector>

#include "statistics/statistics.h"

namespace apogee {

/// What one varied number does to one figure.
struct Effect {
    /// First-order index: the share of the figure's variance that goes with this number alone; 0 to 1 but
    /// for its noise. Of correlated numbers each takes the credit for what they do together.
    double index;
    double noise;  ///< standard error of the index; 0 of a sweep, which leaves nothing to chance
    /// Mean of the figure in the cases with the lowest tenth and the highest tenth of this number; of a sweep
    /// those with its least and its greatest value. NaN where none of those cases has the figure.
    double at_low, at_high;
};

/// What the varied numbers do to one figure.
struct Sensitivity {
    const ResultField* field = nullptr;
    std::uint64_t cases = 0;
    std::vector<Effect> effects;  ///< one for each of the part's paths; empty where the figure does not vary
};

/// Fewer random cases than this show nothing.
inline constexpr std::uint64_t least_sensitivity_cases = 100;

/// First-order sensitivity indices of every figure, from the cases that were flown anyway: they are sorted
/// into cells by one number, and the variance between the cells is compared with all of it.
///
/// Of a Monte Carlo the cells are of equal probability. The part that chance alone gives unrelated cells is
/// subtracted, so that the index of a number without influence is 0 on average; a Sobol sequence has no such
/// part as long as no case lacks the figure: those that have it are not spread evenly. The noise is that of
/// leaving out each of 16 parts of the cases in turn: of a Sobol sequence, which is better whole, an upper
/// bound.
///
/// Of a sweep each value is a cell, and the indices are exact for the grid, whose points all count the same.
/// Where some cases lack the figure, the others are no whole grid, and the shares may overlap.
/// Source: Saltelli et al., Global Sensitivity Analysis: The Primer (2008) (the index);
/// Kelley, PNAS 21 (1935) 554 (unbiased correlation ratio); Efron & Stein, Ann. Statist. 9 (1981) 586
/// (jackknife).
[[nodiscard]] std::vector<Sensitivity> sensitivities(const Study& study, std::size_t part,
                                                     const ResultReader& results,
                                                     const PartStatistics& statistics, unsigned threads = 1);

}  // namespace apogee
