#pragma once

#include <optional>
#include <span>
#include <vector>

#include "range/answer_predictor.h"

namespace apogee {

/// The search of one row by flights at the predicted answers themselves: one for the standard and one for the
/// farthest flight where the predictions are good, a second for each where they are fair. It gives up where
/// what is flown is not what was predicted; the row is then searched between members that enclose the
/// answers, which sees more.
class ShortSearch {
  public:
    ShortSearch(const AnswerPredictor& predictor, std::span<const double> numbers,
                const FarthestOptions& options);

    [[nodiscard]] bool flies() const { return stage_ != Stage::found && stage_ != Stage::failed; }
    [[nodiscard]] double next() const { return predictor_.free_number(next_); }
    void tell(const Member& member);
    [[nodiscard]] bool found() const { return stage_ == Stage::found; }
    [[nodiscard]] Farthest answer() const { return answer_; }

  private:
    enum class Stage { standard, farthest, beyond, found, failed };
    struct Point {
        double ln_tilt = 0, value = 0;  ///< excess in degrees or logarithm of the range
        Member member;
    };

    void ask(double ln_tilt);
    void tell_standard(const Point& here);
    void tell_farthest(const Point& here);
    void accept_standard(const Point& here, double off, double range_slope);
    void accept_farthest(const Point& here, double above, std::optional<double> top = {});
    [[nodiscard]] double km(double ln_range_error) const;

    const AnswerPredictor& predictor_;
    std::vector<double> numbers_;
    const FarthestOptions& options_;
    StandardPrediction standard_;
    MaximumPrediction maximum_;
    Stage stage_ = Stage::standard;
    double next_ = 0, ln_standard_ = 0;
    int flown_ = 0;  ///< in this stage
    std::optional<Point> before_;
    Farthest answer_;
};

}  // namespace apogee
