#pragma once

#include <cmath>
#include <optional>
#include <span>
#include <vector>

#include "range/family_row.h"
#include "range/row_fit.h"

namespace apogee {

/// A predicted number and the error to expect (one standard deviation).
struct Prediction {
    double value = 0, sd = 0;
};

/// Where a row's standard flight should lie and how the flights change beside it. A tilt is how far the free
/// number is from straight up.
struct StandardPrediction {
    Prediction ln_tilt;
    Prediction excess_deg, ln_range;  ///< slopes, see FamilyRow::Slopes
    Prediction curvature;
};

/// Where its farthest flight should lie, once the standard one is known.
struct MaximumPrediction {
    Prediction ln_tilt;
    Prediction ln_gap;  ///< logarithm of its range over the standard one
};

/// What some rows' answers predict of others'.
class AnswerPredictor {
  public:
    explicit AnswerPredictor(const FreeNumber& number)
        : number_(number), sign_(number.scan.back() > number.scan.front() ? 1 : -1) {}

    /// How a row's answer was found: by its whole scan, so that all hills and the whole stretch beyond half
    /// the Earth were seen; between members close round it; or by flights at the answers themselves.
    enum class Seen { scanned, enclosed, beside };
    /// @param numbers  by which rows differ.
    void learn(std::span<const double> numbers, const FamilyRow& row, const Farthest& answer, Seen seen);

    /// Fits the known rows. Where one of them had several maxima others may, too: nothing is predicted then.
    void fit();
    [[nodiscard]] bool sees_beyond() const { return sees_beyond_; }
    [[nodiscard]] bool sees_answers() const { return sees_answers_; }
    [[nodiscard]] bool sees_slopes() const { return sees_slopes_; }

    /// Where a row that goes beyond half the Earth, standard flight and all, is well beyond.
    [[nodiscard]] std::vector<double> well_beyond(std::span<const double> numbers) const;
    /// Members that should stand on both sides of the standard and of the farthest flight.
    [[nodiscard]] std::vector<double> around_answers(std::span<const double> numbers) const;

    [[nodiscard]] std::optional<StandardPrediction> standard(std::span<const double> numbers) const;
    [[nodiscard]] std::optional<MaximumPrediction> maximum(std::span<const double> numbers, double ln_tilt,
                                                           double ln_range) const;
    /// Of a flight that passes the far side although the standard one does not.
    [[nodiscard]] std::optional<double> beyond(std::span<const double> numbers) const;

    [[nodiscard]] double ln_tilt(double at) const;
    [[nodiscard]] double free_number(double ln_tilt) const;
    [[nodiscard]] bool within_scan(double at) const;

  private:
    [[nodiscard]] std::vector<double> in_order(std::vector<double> tilts) const;

    const FreeNumber& number_;
    double sign_;
    bool surprising_ = false, sees_beyond_ = false, sees_answers_ = false, sees_range_ = false,
         sees_flat_beyond_ = false, sees_slopes_ = false;
    RowFit angle_, range_, beyond_, flat_beyond_;  ///< the last: the standard flight lands before
    // Of rows whose flights stay well short of half the Earth.
    RowFit standard_;  ///< its tilt
    RowFit slopes_;    ///< excess, range, curvature
    RowFit farthest_;  ///< over the standard flight as well: tilt and gap
};

}  // namespace apogee
