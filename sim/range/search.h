#pragma once

#include <utility>

/// Searches along one number whose function values arrive one at a time: `next` gives the number to evaluate,
/// `tell` takes the value. Many searches advance together: their next numbers are one batch of flights.
namespace apogee {

/// A number and the function's value there.
struct Sample {
    double at = 0, value = 0;
};

/// Where a function that changes its sign between two samples is zero.
/// Source: Chandrupatla, Advances in Engineering Software 28 (1997) 145.
class RootSearch {
  public:
    /// @param low, high  samples whose values differ in sign (zero counts as either).
    /// @param tolerance  of the root, in units of `at`.
    /// @param enough     a value as near to zero as this ends the search.
    RootSearch(Sample low, Sample high, double tolerance, double enough = 0);
    [[nodiscard]] bool done() const { return done_; }
    [[nodiscard]] double next() const { return next_; }  ///< while not done
    void tell(double value);                             ///< the function's value at next(); finite
    [[nodiscard]] Sample best() const;                   ///< the sample nearest to the root by value

  private:
    void choose(double part);

    Sample newest_, other_, third_;
    double tolerance_, enough_, next_ = 0;
    bool done_ = false;
};

/// Where a function that has one maximum between two numbers is greatest.
/// Source: Brent, Algorithms for Minimization without Derivatives (1973), chapter 5.
class MaximumSearch {
  public:
    /// @param best       lies between low and high and has the greatest value of the three.
    /// @param tolerance  of the place of the maximum.
    /// @param enough     a parabola through close samples that promises no more than this above the best one
    ///                   ends the search.
    MaximumSearch(Sample low, Sample best, Sample high, double tolerance, double enough = 0);
    [[nodiscard]] bool done() const { return done_; }
    [[nodiscard]] double next() const { return next_; }
    void tell(double value);
    [[nodiscard]] Sample best() const { return best_; }
    /// Where the last parabola has its top; the best sample where the search ended without one.
    [[nodiscard]] double top() const { return top_; }

  private:
    void choose();

    double low_, high_;
    Sample best_, second_, third_;
    double tolerance_, enough_, step_ = 0, step_before_ = 0, next_ = 0, top_ = 0;
    bool done_ = false;
};

}  // namespace apogee
