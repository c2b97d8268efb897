#include "range/answer_predictor.h"

#include <algorithm>
#include <array>

#include "physics/elementary.h"

namespace apogee {
namespace {

void learn_finite(RowFit& fit, std::span<const double> numbers, std::span<const double> answers) {
    const auto finite = [](double x) { return std::isfinite(x); };
    if (std::ranges::all_of(numbers, finite) && std::ranges::all_of(answers, finite))
        fit.learn(numbers, answers);
}

/// Both flights, held by no bound.
bool named(const FamilyFlight& flight) {
    return flight.reach == Reach::range && flight.limit == Limit::none;
}

std::vector<double> with_standard(std::span<const double> numbers, double ln_tilt, double ln_range) {
    std::vector<double> all(numbers.begin(), numbers.end());
    all.insert(all.end(), {ln_tilt, ln_range});
    return all;
}

}  // namespace

double AnswerPredictor::ln_tilt(double at) const {
    const double tilt = sign_ * (at - number_.straight_up);
    return tilt > 0 ? elementary::log(tilt) : std::nan("");
}

double AnswerPredictor::free_number(double ln_tilt) const {
    return number_.straight_up + sign_ * elementary::exp(ln_tilt);
}

bool AnswerPredictor::within_scan(double at) const {
    return sign_ * (at - number_.scan.front()) > 0 && sign_ * (number_.scan.back() - at) > 0;
}

void AnswerPredictor::learn(std::span<const double> numbers, const FamilyRow& row, const Farthest& answer,
                            Seen seen) {
    const auto learn_tilt = [&](RowFit& fit, double at) {
        const double logarithm = ln_tilt(at);
        learn_finite(fit, numbers, {&logarithm, 1});
    };
    const FamilyFlight &standard = answer.standard, &maximum = answer.maximum;
    if (maximum.reach == Reach::range) surprising_ = surprising_ || answer.maxima > 1;
    // The one at the angle, whether or not it is the standard flight that is named.
    if (const Member* const at_angle = row.least_energy()) learn_tilt(angle_, at_angle->at);
    if (seen == Seen::beside) learn_tilt(angle_, standard.free_number);
    const double top = row.hill_top().value_or(maximum.free_number);
    if (named(maximum)) learn_tilt(range_, top);
    // Near half the Earth everything changes steeply: rows that reach so far would spoil the fits.
    const bool short_of_half = named(maximum) && reach_km(maximum) < FamilyRow::several_km;
    if (named(standard) && short_of_half) {
        learn_tilt(standard_, standard.free_number);
        const double ln_range = elementary::log(reach_km(standard));
        const std::array found{ln_tilt(top), elementary::log(reach_km(maximum)) - ln_range};
        learn_finite(farthest_, with_standard(numbers, ln_tilt(standard.free_number), ln_range), found);
    }
    if (seen == Seen::enclosed && short_of_half)
        if (const auto slopes = row.slopes(number_.straight_up))
            learn_finite(slopes_, numbers,
                         std::array{slopes->excess_deg, slopes->ln_range, slopes->curvature});
    if (seen != Seen::scanned) return;
    if (standard.reach == Reach::beyond_half_the_earth)
        if (const auto at = row.well_beyond()) learn_tilt(beyond_, *at);
    if (standard.reach == Reach::range)
        if (const auto at = row.beyond()) learn_tilt(flat_beyond_, *at);
}

void AnswerPredictor::fit() {
    sees_beyond_ = !surprising_ && beyond_.fit();
    sees_answers_ = !surprising_ && angle_.fit();
    sees_range_ = sees_answers_ && range_.fit();
    sees_flat_beyond_ = sees_answers_ && flat_beyond_.fit();
    sees_slopes_ = sees_answers_ && slopes_.fit() && standard_.fit() && farthest_.fit();
}

std::vector<double> AnswerPredictor::well_beyond(std::span<const double> numbers) const {
    std::vector<double> tilts;
    if (const auto at = beyond_.predict(numbers)) tilts.push_back((*at)[0]);
    return in_order(std::move(tilts));
}

std::vector<double> AnswerPredictor::around_answers(std::span<const double> numbers) const {
    // Four times the error to expect: rows outside cost a whole scan, a wider bracket a part of a flight.
    constexpr double wide = 4, least = 2e-3;
    std::vector<double> tilts;
    const auto angle = angle_.predict(numbers);
    if (!angle) return tilts;
    for (const double side : {-1.0, 1.0})
        tilts.push_back((*angle)[0] + side * std::max(least, wide * angle_.spread()[0]));
    if (const auto at = sees_flat_beyond_ ? flat_beyond_.predict(numbers) : std::nullopt)
        tilts.push_back((*at)[0]);
    const auto range = sees_range_ ? range_.predict(numbers) : std::nullopt;
    if (!range) return in_order(std::move(tilts));
    // A narrower bracket would not show the hill's curvature above the flights' own errors.
    constexpr double least_hill = 1e-2;
    for (const double side : {-1.0, 0.0, 1.0})
        tilts.push_back((*range)[0] + side * std::max(least_hill, wide * range_.spread()[0]));
    return in_order(std::move(tilts));
}

std::optional<StandardPrediction> AnswerPredictor::standard(std::span<const double> numbers) const {
    const auto at = standard_.predict(numbers), slopes = slopes_.predict(numbers);
    if (!at || !slopes) return std::nullopt;
    const auto slope = [&](Eigen::Index i) { return Prediction{(*slopes)[i], slopes_.spread()[i]}; };
    return StandardPrediction{{(*at)[0], standard_.spread()[0]}, slope(0), slope(1), slope(2)};
}

std::optional<MaximumPrediction> AnswerPredictor::maximum(std::span<const double> numbers, double ln_tilt,
                                                          double ln_range) const {
    const auto found = farthest_.predict(with_standard(numbers, ln_tilt, ln_range));
    if (!found) return std::nullopt;
    const Eigen::VectorXd& sd = farthest_.spread();
    return MaximumPrediction{{(*found)[0], sd[0]}, {(*found)[1], sd[1]}};
}

std::optional<double> AnswerPredictor::beyond(std::span<const double> numbers) const {
    const auto found = sees_flat_beyond_ ? flat_beyond_.predict(numbers) : std::nullopt;
    return found ? std::optional((*found)[0]) : std::nullopt;
}

/// From the steepest to the flattest, within the scan. A bound itself is met by the whole scan only.
std::vector<double> AnswerPredictor::in_order(std::vector<double> ln_tilts) const {
    std::ranges::sort(ln_tilts);
    ln_tilts.erase(std::unique(ln_tilts.begin(), ln_tilts.end()), ln_tilts.end());
    std::vector<double> places;
    for (const double x : ln_tilts)
        if (within_scan(free_number(x))) places.push_back(free_number(x));
    return places;
}

}  // namespace apogee
