#pragma once

#include <algorithm>
#include <cstdint>

namespace apogee {

__extension__ typedef __int128 Wide;

/// Sums of numbers in [0, 1] and of their squares, as whole multiples of 2^-60: no order of adding changes
/// them. For fewer than 2^60 numbers.
class ExactSums {
  public:
    void add(double u) {
        sum_ += static_cast<std::int64_t>(u * unit);
        squares_ += static_cast<std::int64_t>(u * u * unit);
        ++count_;
    }
    /// Sums of `count` numbers and of their squares, as multiples of 2^-bits.
    void add(std::uint64_t count, std::int64_t sum, std::int64_t squares, int bits) {
        sum_ += Wide{sum} << (unit_bits - bits);
        squares_ += Wide{squares} << (unit_bits - bits);
        count_ += count;
    }
    ExactSums& operator+=(const ExactSums& other) {
        count_ += other.count_;
        sum_ += other.sum_;
        squares_ += other.squares_;
        return *this;
    }
    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] double mean() const {
        return static_cast<double>(sum_) / (unit * static_cast<double>(count_));
    }
    /// Sum of squared distances from the mean; error below 1e-16 of the count.
    [[nodiscard]] double squared_distances() const {
        const double n = static_cast<double>(count_), squares = static_cast<double>(squares_) / unit;
        return std::max(0.0, squares - n * mean() * mean());
    }
    /// With n - 1.
    [[nodiscard]] double sample_variance() const {
        return squared_distances() / static_cast<double>(count_ - 1);
    }

  private:
    static constexpr int unit_bits = 60;
    static constexpr double unit = 0x1p60;
    std::uint64_t count_ = 0;
    Wide sum_ = 0, squares_ = 0;
};

/// Where a number lies between two others, which bound it: 0 to 1.
inline double unit_interval(double x, double least, double greatest) {
    return greatest > least ? (x - least) / (greatest - least) : 0;
}

}  // namespace apogee
