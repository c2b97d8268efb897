#include "range/search.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace apogee {

RootSearch::RootSearch(Sample low, Sample high, double tolerance, double enough)
    : newest_(high), other_(low), third_(low), tolerance_(tolerance), enough_(enough) {
    assert(!(low.value > 0 && high.value > 0) && !(low.value < 0 && high.value < 0) && tolerance > 0);
    const double slope = newest_.value - other_.value;
    choose(slope == 0 ? 0.5 : std::clamp(newest_.value / slope, 0.1, 0.9));
}

Sample RootSearch::best() const {
    return std::abs(newest_.value) < std::abs(other_.value) ? newest_ : other_;
}

void RootSearch::choose(double part) {
    const double span = std::abs(other_.at - newest_.at), least = span > 0 ? tolerance_ / span : 1;
    done_ = least > 0.5 || std::abs(best().value) <= enough_;
    next_ = done_ ? best().at : newest_.at + std::clamp(part, least, 1 - least) * (other_.at - newest_.at);
}

void RootSearch::tell(double value) {
    const bool same_side = (value > 0) == (newest_.value > 0);
    third_ = same_side ? newest_ : other_;
    if (!same_side) other_ = newest_;
    newest_ = {next_, value};
    const double xi = (newest_.at - other_.at) / (third_.at - other_.at);
    const double phi = (newest_.value - other_.value) / (third_.value - other_.value);
    double part = 0.5;
    if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi) {  // inverse quadratic interpolation is safe
        const double a = newest_.value, b = other_.value, c = third_.value;
        part = a / (b - a) * c / (b - c) +
               (third_.at - newest_.at) / (other_.at - newest_.at) * a / (c - a) * b / (c - b);
    }
    choose(part);
}

MaximumSearch::MaximumSearch(Sample low, Sample best, Sample high, double tolerance, double enough)
    : low_(low.at),
      high_(high.at),
      best_(best),
      second_(low),
      third_(high),
      tolerance_(tolerance),
      enough_(enough) {
    assert(low.at < best.at && best.at < high.at && best.value >= low.value && best.value >= high.value);
    if (second_.value < third_.value) std::swap(second_, third_);
    // Two samples beside the best one are there already: the first parabola may use them.
    step_before_ = step_ = high_ - low_;
    choose();
}

void MaximumSearch::choose() {
    constexpr double golden = 0.3819660112501051;  // (3 - sqrt 5) / 2
    const double middle = 0.5 * (low_ + high_), x = best_.at;
    top_ = x;
    done_ = std::abs(x - middle) + 0.5 * (high_ - low_) <= 2 * tolerance_;
    if (done_) {
        next_ = x;
        return;
    }
    // The parabola through the three best samples: its top lies at x + p / q.
    const double r = (x - second_.at) * (best_.value - third_.value);
    const double q0 = (x - third_.at) * (best_.value - second_.value);
    double p = (x - third_.at) * q0 - (x - second_.at) * r, q = 2 * (q0 - r);
    p = q > 0 ? -p : p;
    q = std::abs(q);
    const double before = step_before_;
    step_before_ = step_;
    const bool parabola = std::abs(before) > tolerance_ && std::abs(p) < std::abs(0.5 * q * before) &&
                          p > q * (low_ - x) && p < q * (high_ - x);
    if (parabola) {
        step_ = p / q;
        // Its second coefficient is q over twice the product of the three distances.
        const double distances = (x - second_.at) * (x - third_.at) * (second_.at - third_.at);
        // Over a part of the place as large as that the third derivative changes the promise by some
        // hundredths.
        constexpr double close = 0.03;
        const double span = std::max(std::abs(x - second_.at), std::abs(x - third_.at));
        if (span < close * std::abs(x) && std::abs(0.5 * step_ * p / distances) < enough_) {
            done_ = true;
            next_ = x;
            top_ = x + step_;
            return;
        }
        const double to = x + step_;
        if (to - low_ < 2 * tolerance_ || high_ - to < 2 * tolerance_)
            step_ = x < middle ? tolerance_ : -tolerance_;
    } else {
        step_before_ = x < middle ? high_ - x : low_ - x;
        step_ = golden * step_before_;
    }
    if (std::abs(step_) < tolerance_) step_ = step_ > 0 ? tolerance_ : -tolerance_;
    next_ = x + step_;
}

void MaximumSearch::tell(double value) {
    const Sample told{next_, value};
    if (value >= best_.value) {
        (told.at >= best_.at ? low_ : high_) = best_.at;
        third_ = second_;
        second_ = best_;
        best_ = told;
    } else {
        (told.at < best_.at ? low_ : high_) = told.at;
        if (value >= second_.value || second_.at == best_.at) {
            third_ = second_;
            second_ = told;
        } else if (value >= third_.value || third_.at == best_.at || third_.at == second_.at) {
            third_ = told;
        }
    }
    choose();
}

}  // namespace apogee
