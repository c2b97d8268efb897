#pragma once

#include <cstdint>
#include <vector>

namespace apogee {

/// The exact order statistics of numbers too many to be kept, from a few passes over them. Each pass counts
/// them in finer cells around the wanted ranks; the last one keeps the few that are left there. Memory does
/// not grow with the numbers, and their order does not matter.
class RankSelection {
  public:
    /// @param least, greatest  exact bounds of the numbers; neither is a NaN.
    /// @param count            how many there are.
    /// @param ranks            wanted, 0 (the least) to count - 1.
    RankSelection(double least, double greatest, std::uint64_t count, std::vector<std::uint64_t> ranks);

    /// Whether another pass is needed: `add` every number once, then `end_pass`.
    [[nodiscard]] bool needs_pass() const { return !cells_.empty(); }
    void add(double number);
    /// What others were given in the same pass: copies of this one, made before it.
    void take(const RankSelection& other);
    void end_pass();

    /// The number of a rank that was asked for, once no pass is needed.
    [[nodiscard]] double at(std::uint64_t rank) const;

  private:
    /// Doubles as whole numbers of the same order.
    using Key = std::uint64_t;
    /// A stretch of keys that holds wanted ranks.
    struct Cells {
        Key first, last;              ///< both inside
        std::uint64_t before, count;  ///< numbers below `first`, and inside
        int width_bits;               ///< a cell has 2^width_bits keys
        bool keeps;                   ///< the numbers themselves are kept
        std::vector<std::uint64_t> counts, kept;
    };
    static Key key(double number);
    static double number(Key key);
    void look_into(Key first, Key last, std::uint64_t before, std::uint64_t count);

    std::vector<std::uint64_t> wanted_;
    std::vector<std::pair<std::uint64_t, double>> found_;  ///< rank and number
    std::vector<Cells> cells_;                             ///< ascending, apart from one another
};

}  // namespace apogee
