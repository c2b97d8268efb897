#pragma once

#include <cstdint>
#include <vector>

#include "batch/sampler.h"
#include "study/study.h"

namespace apogee {

/// A Sobol sequence, shifted by random bits: an even cover of the cube that a plain random sample only
/// approaches. Case n is point n in Gray code order, so a larger study continues a smaller one; the cover is
/// most even at powers of two.
///
/// Direction numbers: Joe & Kuo, SIAM J. Sci. Comput. 30 (2008) 2635 (new-joe-kuo-6), as in Boost.Random;
/// order: Antonov & Saleev, USSR Comput. Maths. Math. Phys. 19 (1979) 252. The shift XORs every coordinate
/// with bits of the random stream of the seed: each point alone is then uniform, and the sequence begins at
/// no corner.
class SobolCases : public CaseSource {
  public:
    /// Greatest number of coordinates that the direction numbers are known for.
    static constexpr std::uint32_t most_streams = 3667;

    /// @param streams  the coordinate of each number, below `most_streams`.
    SobolCases(std::vector<Varied> numbers, std::uint64_t seed, std::vector<Correlation> correlations,
               std::vector<std::uint32_t> streams);
    void values(std::uint64_t number, std::span<double> values) const override;

  private:
    std::vector<Varied> numbers_;
    std::vector<Correlation> correlations_;
    std::vector<std::uint64_t> shifts_;
    std::vector<std::uint64_t> directions_;  ///< [bit of the case's Gray code][number]
};

/// Coordinates of one point of the unshifted sequence as 64-bit fractions; the first point is all zeros.
/// @param number  below 2^40.
[[nodiscard]] std::vector<std::uint64_t> sobol_point(std::uint32_t coordinates, std::uint64_t number);

/// Every combination of the axes' values, the last axis fastest.
class SweepCases : public CaseSource {
  public:
    explicit SweepCases(std::vector<SweepAxis> axes) : axes_(std::move(axes)) {}
    void values(std::uint64_t number, std::span<double> values) const override;

  private:
    std::vector<SweepAxis> axes_;
};

}  // namespace apogee
