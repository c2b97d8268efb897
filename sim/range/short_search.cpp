#include "range/short_search.h"

#include <algorithm>
#include <cmath>

#include "physics/elementary.h"

namespace apogee {
namespace {

/// Errors are allowed for up to so many standard deviations of the predictions: three rows in a thousand lie
/// beyond, and four or five where a row that is an exception has to be told from one that is merely far off.
constexpr double sure = 3, exception = 5;
/// Slopes change by about themselves over a unit of the tilt's logarithm.
constexpr double slope_change = 1;

double ln_range(const Member& member) {
    return elementary::log(member.flight.range_km);
}

}  // namespace

ShortSearch::ShortSearch(const AnswerPredictor& predictor, std::span<const double> numbers,
                         const FarthestOptions& options)
    : predictor_(predictor), numbers_(numbers.begin(), numbers.end()), options_(options) {
    answer_.maxima = 1;
    const auto predicted = predictor.standard(numbers);
    if (predicted && predicted->excess_deg.value < 0 && predicted->curvature.value > 0) {
        standard_ = *predicted;
        ask(standard_.ln_tilt.value);
    } else {
        stage_ = Stage::failed;
    }
}

void ShortSearch::ask(double ln_tilt) {
    next_ = ln_tilt;
    if (!predictor_.within_scan(next())) stage_ = Stage::failed;
}

double ShortSearch::km(double ln_range_error) const {
    return ln_range_error * elementary::exp(ln_standard_);
}

void ShortSearch::tell(const Member& member) {
    ++flown_;
    if (stage_ == Stage::beyond) {
        answer_.maximum.reach = Reach::beyond_half_the_earth;
        stage_ = member.standing == Standing::beyond ? Stage::found : Stage::failed;
        return;
    }
    if (member.standing != Standing::within || !(member.reach_km() < FamilyRow::several_km)) {
        stage_ = Stage::failed;
        return;
    }
    if (stage_ == Stage::standard)
        tell_standard({next_, member.angle.excess_deg(), member});
    else
        tell_farthest({next_, ln_range(member), member});
}

void ShortSearch::tell_standard(const Point& here) {
    constexpr int most_flights = 4;
    if (std::isnan(here.member.angle.minimum_energy_deg) || !here.member.rises_from_the_air()) {
        stage_ = Stage::failed;
        return;
    }
    ln_standard_ = ln_range(here.member);
    const Prediction &excess = standard_.excess_deg, &range = standard_.ln_range;
    double slope = excess.value, range_slope = range.value;
    double part_unsure = sure * excess.sd / std::abs(slope), range_slope_unsure = sure * range.sd;
    if (before_ && before_->ln_tilt != here.ln_tilt) {
        const double moved = here.ln_tilt - before_->ln_tilt;
        slope = (here.value - before_->value) / moved;
        range_slope = (ln_standard_ - ln_range(before_->member)) / moved;
        part_unsure = slope_change * std::abs(moved);
        range_slope_unsure = part_unsure * std::abs(range_slope);
    }
    const double off = here.value / slope, size = std::abs(off);
    const double first_off_allowed = exception * standard_.ln_tilt.sd + 2e-3;
    if (!(slope < 0) || (flown_ == 1 && size > first_off_allowed) || flown_ > most_flights) {
        stage_ = Stage::failed;
        return;
    }
    const double error =
        size * (std::abs(range_slope) * (part_unsure + slope_change * size) + range_slope_unsure);
    const bool good = options_.ranges_alone ? km(error) <= options_.accuracy_km
                                            : std::abs(here.value) <= FamilyRow::angle_met_deg(options_);
    if (good) {
        accept_standard(here, options_.ranges_alone ? off : 0, range_slope);
    } else {
        before_ = here;
        ask(here.ln_tilt - off);
    }
}

void ShortSearch::accept_standard(const Point& here, double off, double range_slope) {
    const double range_km = here.member.flight.range_km, correction = -off * range_slope;
    answer_.standard = {Reach::range,       Limit::none,       predictor_.free_number(here.ln_tilt - off),
                        here.member.flight, here.member.angle, range_km * correction};
    ln_standard_ += correction;
    const double at = here.ln_tilt - off;
    before_.reset();
    flown_ = 0;
    const auto predicted = predictor_.maximum(numbers_, at, ln_standard_);
    if (!predicted) {
        stage_ = Stage::failed;
        return;
    }
    maximum_ = *predicted;
    const bool far = km(elementary::exp(maximum_.ln_gap.value)) >= FamilyRow::several_km;
    stage_ = far ? Stage::beyond : Stage::farthest;
    ask(far ? predictor_.beyond(numbers_).value_or(maximum_.ln_tilt.value) : maximum_.ln_tilt.value);
}

void ShortSearch::tell_farthest(const Point& here) {
    constexpr int most_flights = 4;
    const double curvature = standard_.curvature.value,
                 curvature_unsure = sure * standard_.curvature.sd / curvature;
    const double allowed_km = options_.ranges_alone ? options_.accuracy_km : 0.1 * options_.accuracy_km;
    const double expected_off = sure * maximum_.ln_tilt.sd;
    if (!before_) {
        if (km(0.5 * curvature * expected_off * expected_off) <= allowed_km) {
            accept_farthest(here, 0);
            return;
        }
        // Closer than that the flights' own errors would hide the curvature.
        constexpr double least_step = 3e-3;
        before_ = here;
        ask(here.ln_tilt - std::max(expected_off, least_step));
        return;
    }
    // Two points and the curvature make a parabola.
    const double span = here.ln_tilt - before_->ln_tilt;
    const double top =
        0.5 * (here.ln_tilt + before_->ln_tilt) + (here.value - before_->value) / (curvature * span);
    const auto off = [top](const Point& p) { return std::abs(p.ln_tilt - top); };
    const Point& nearer = off(here) < off(*before_) ? here : *before_;
    const double above = 0.5 * curvature * off(nearer) * off(nearer);
    const double farther = std::max(off(here), off(*before_));
    const double error = 0.5 * curvature * farther * farther * (curvature_unsure + slope_change * farther);
    const bool good = options_.ranges_alone ? km(error) <= allowed_km : km(above) <= allowed_km;
    if (good) {
        accept_farthest(nearer, options_.ranges_alone ? above : 0, top);
    } else if (!(farther < exception * maximum_.ln_tilt.sd + 1e-2) || flown_ == most_flights) {
        stage_ = Stage::failed;
    } else {
        before_ = Point(nearer);
        ask(top);
    }
}

/// @param above  by how much the logarithm of the greatest range exceeds that of this flight
void ShortSearch::accept_farthest(const Point& here, double above, std::optional<double> top) {
    const double range_km = here.member.flight.range_km;
    const double gap = here.value + above - ln_standard_;
    const double unlike = std::abs(gap - maximum_.ln_gap.value);
    const double allowed = exception * maximum_.ln_gap.sd + options_.accuracy_km / range_km;
    if (unlike > allowed || gap * range_km < -options_.accuracy_km) {
        stage_ = Stage::failed;
        return;
    }
    const double at = options_.ranges_alone && top ? predictor_.free_number(*top) : here.member.at;
    answer_.maximum = {Reach::range,       Limit::none,       at,
                       here.member.flight, here.member.angle, range_km * above};
    stage_ = Stage::found;
}

}  // namespace apogee
