#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "estimate/candidates.h"
#include "estimate/reproduce.h"

namespace apogee {

/// One row on its way. The unknowns: logarithm of the number, kick towards east and towards north in degrees.
/// The residuals: logarithm of the apogee, place of impact in units of the flight's size.
struct ReproductionRow {
    std::size_t number = 0;
    ReproductionTarget target;
    Eigen::Vector3d at = Eigen::Vector3d::Zero(), residual = Eigen::Vector3d::Zero();
    Eigen::Matrix3d slope = Eigen::Matrix3d::Zero();
    double trust = 1;  ///< part of the longest step that the last steps allow
    bool landed = false, solved = false, too_weak = false;
    CaseResult flight;

    [[nodiscard]] double error() const { return landed ? residual.norm() : 1e9; }
};

/// Newton's method with Broyden's updates, for many rows at once: each of its calls flies the rows' trials
/// together.
class ReproductionSolver {
  public:
    ReproductionSolver(const BatchEngine& engine, const CaseTable& rows, const Geodetic& site,
                       const ReproduceOptions& options);

    [[nodiscard]] bool stopped() const { return options_.stop.stop_requested(); }

    /// Newton's method on all rows that have landed once and are not solved.
    void refine(std::vector<ReproductionRow>& rows);

    /// Marks the rows that do not climb to their apogee even when steered almost straight up, with any of
    /// some values of the unknown number from the least to the greatest: the apogee may have its greatest
    /// between, as over the propellant of a stage of given thrust.
    void weed_out(std::vector<ReproductionRow>& rows);

    /// Starts every unsolved row at the best of a coarse scan.
    void scan(std::vector<ReproductionRow>& rows);

    /// Steps from where the rows stand, with the slopes that were predicted: most need one or two.
    void approach(std::vector<ReproductionRow>& rows);

    /// Flies every row from where it stands.
    void start(std::vector<ReproductionRow>& rows);

    /// Writes the numbers of a flight: the vehicle's of `row`, the others from where a row stands.
    void fill(const FlightNumbers& numbers, std::span<const double> row, const Eigen::Vector3d& at) const;

  private:
    struct Trial {
        std::size_t row;
        Eigen::Vector3d at;
        Eigen::Vector3d residual = Eigen::Vector3d::Zero();
        bool landed = false;
        CaseResult flight{};

        Trial(std::size_t of_row, Eigen::Vector3d where) : row(of_row), at(std::move(where)) {}
    };

    /// Values of the unknown number, from the least to the greatest, with which a row is sent up.
    static constexpr int vertical_values = 9;
    static constexpr double almost = -0.02;  ///< logarithm of the apogee over the target's

    /// How high a row climbs, straight up, over these values.
    struct Climb {
        double highest = -std::numeric_limits<double>::infinity();
        int at = -1, flown = 0, down = 0;

        [[nodiscard]] bool landed() const { return at >= 0; }
        /// All these flights came down, and the ones beside `top` from less high.
        [[nodiscard]] bool shows_top(int top) const { return at == top && down == flown; }
    };
    static std::vector<std::size_t> all_of(const std::vector<ReproductionRow>& rows);
    static std::vector<int> beside(int value);
    std::vector<Climb> climb(const std::vector<ReproductionRow>& rows, const std::vector<std::size_t>& which,
                             const std::vector<int>& values);
    static void accept(ReproductionRow& row, const Trial& trial);
    void find_slopes(std::vector<ReproductionRow>& rows);
    static double difference(const ReproductionRow& row, int k);
    void step(std::vector<ReproductionRow>& rows);

    /// A step within the trust region of the slopes and within the bounds.
    static Eigen::Vector3d limited(const ReproductionRow& row, const Eigen::Vector3d& newton);
    void fly(const std::vector<ReproductionRow>& rows, std::vector<Trial>& trials);
    void judge(Trial& trial, const ReproductionTarget& target, const CaseResult& flight) const;

    const BatchEngine& engine_;
    const CaseTable& rows_;
    Geodetic site_;
    const ReproduceOptions& options_;
    std::size_t width_;
    std::optional<int> highest_at_;  ///< of the values straight up, in most rows of the first call
};

}  // namespace apogee
