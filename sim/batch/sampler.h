#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "batch/case_source.h"
#include "scenario/scenario.h"

namespace apogee {

// Distributions beside those that a scenario file states (Triangular and Normal, see scenario.h).
struct Uniform {
    double low, high;
};
/// ln of the number is normal about ln of its value, truncated at four standard deviations.
struct LogNormal {
    double sd_of_ln;
};
struct Discrete {
    std::vector<double> values, weights;  ///< of one length; weights positive, of any sum
};
using Distribution = std::variant<Triangular, Normal, Uniform, LogNormal, Discrete>;

/// A number that differs from case to case.
struct Varied {
    std::string path;  ///< as in the scenario's parameter table
    double value = 0;  ///< mode, mean or median; unit of the key
    Distribution distribution;
    double least = 0,
           most = 0;     ///< what a sample is cut to: the bounds within which files may state the number
    bool whole = false;  ///< drawn in whole numbers
};

/// Every number of a scenario that states an uncertainty, `reported` figures left out, in table order.
[[nodiscard]] std::vector<Varied> uncertain_numbers(const Scenario& scenario);

/// Two numbers move together: a Gaussian copula. Indices into the list of varied numbers, -1 < coefficient
/// < 1.
struct Correlation {
    std::size_t first = 0, second = 0;
    double coefficient = 0;
};

/// Uniform in (0, 1), from a counter-based stream: depends on these three numbers alone.
/// Source: Philox4x32-10, Salmon et al., Proc. SC11 (2011) 16:1.
[[nodiscard]] double uniform_number(std::uint64_t seed, std::uint64_t case_number, std::uint32_t index);

/// Inverse of the standard normal distribution function, 0 < p < 1, relative error below 1e-13 for
/// |result| < 5. Source: Wichura, Applied Statistics 37 (1988) 477, algorithm AS 241 (PPND16).
[[nodiscard]] double normal_quantile(double p);
/// The standard normal distribution function, absolute error below 1e-15 for |z| < 6.
[[nodiscard]] double normal_probability(double z);

/// The value of a distribution at a probability. Monotonic. Bits do not depend on the machine.
/// Of a number that is drawn whole: the nearest whole number to that of the distribution, whose bounds
/// (uniform, triangular) are first moved outwards by a half, so that the first and the last whole number get
/// a full share.
[[nodiscard]] double quantile(const Varied& varied, double probability);

/// Replaces uniform numbers in (0, 1), one for each number, by values: correlations first, then quantiles.
void turn_into_values(std::span<const Varied> numbers, std::span<const Correlation> correlations,
                      std::span<double> uniform);

/// Independent random samples: a case's values depend on the seed and on the case's number alone.
class RandomCases : public CaseSource {
  public:
    /// @param streams  the index of each number in the random stream; by default its place in `numbers`.
    /// @throws std::invalid_argument where a number stands in two correlations, or in one with itself.
    RandomCases(std::vector<Varied> numbers, std::uint64_t seed, std::vector<Correlation> correlations = {},
                std::vector<std::uint32_t> streams = {});
    void values(std::uint64_t number, std::span<double> values) const override;
    [[nodiscard]] const std::vector<Varied>& numbers() const { return numbers_; }

  private:
    std::vector<Varied> numbers_;
    std::uint64_t seed_;
    std::vector<Correlation> correlations_;
    std::vector<std::uint32_t> streams_;
};

}  // namespace apogee
