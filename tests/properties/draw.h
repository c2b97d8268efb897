#pragma once

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <iterator>

namespace apogee::testing {

/// A stream of random numbers for one case of one seed: splitmix64.
/// Source: Steele, Lea & Flood, Fast splittable pseudorandom number generators, OOPSLA 2014.
class Draw {
  public:
    Draw(std::uint64_t seed, std::uint64_t number) : state_(seed) { state_ = bits() + number; }

    /// Uniform in [low, high).
    double number(double low, double high) { return low + (high - low) * unit(); }
    /// The logarithm is uniform; both ends above 0.
    double log_number(double low, double high) { return low * std::exp(std::log(high / low) * unit()); }
    /// Every whole number from `from` to `to`, both of them too.
    int whole(int from, int to) { return from + static_cast<int>((to - from + 1) * unit()); }
    bool chance(double percent) { return 100 * unit() < percent; }
    template <class T>
    T one_of(std::initializer_list<T> list) {
        return *std::next(list.begin(), whole(0, static_cast<int>(list.size()) - 1));
    }

  private:
    double unit() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
    std::uint64_t bits() {
        state_ += 0x9e3779b97f4a7c15;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    std::uint64_t state_;
};

}  // namespace apogee::testing
