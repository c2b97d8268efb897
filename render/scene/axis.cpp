#include "scene/axis.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace apogee {
namespace {

// Far from the largest double, so that spans and sums of two are finite; far from the least, so that
// quotients are.
constexpr double largest = 1e300, smallest = 1e-300;
// Of the larger end. Doubles there are finer by a factor of four million: a hundred ticks are whole multiples
// of their step.
constexpr double least_part = 1e-9;

}  // namespace

double round_step(double least) {
    if (!(least > 0)) return 1;
    least = std::clamp(least, smallest, largest);
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= least * (1 - 1e-9)) return factor * power;
    return 10 * power;
}

double clock_step(double least_s) {
    constexpr std::array<double, 15> steps{1,   2,   5,   10,   15,   30,   60,   120,
                                           300, 600, 900, 1800, 3600, 7200, 14400};
    const auto found = std::find_if(steps.begin(), steps.end(), [&](double step) { return step >= least_s; });
    return found != steps.end() ? *found : 3600 * round_step(least_s / 3600);
}

double scale_bar_length(double most) {
    double length = 0;
    for (const double candidate :
         {1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0})
        if (candidate <= most) length = candidate;
    return length;
}

std::vector<double> multiples(double step, double from, double to) {
    std::vector<double> list;
    const double first = std::ceil(from / step - 1e-9), last = std::floor(to / step + 1e-9);
    if (!(step > 0) || !std::isfinite(step) || !std::isfinite(first) || !std::isfinite(last) ||
        last - first >= most_multiples)
        return list;
    const int count = static_cast<int>(std::max(0.0, last - first + 1));
    for (int i = 0; i < count; ++i) {
        const double value = (first + i) * step;
        if (std::isfinite(value) && (list.empty() || value > list.back())) list.push_back(value);
    }
    return list;
}

bool drawable(const AxisSpan& span) {
    const double size = std::max(std::abs(span.from), std::abs(span.to));
    return size <= largest && span.to - span.from > std::max(smallest, least_part * size);
}

AxisSpan drawable_span(double one_end, double other_end) {
    if (!std::isfinite(one_end) || !std::isfinite(other_end)) return {};
    const auto [low, high] =
        std::minmax({std::clamp(one_end, -largest, largest), std::clamp(other_end, -largest, largest)});
    if (drawable({low, high})) return {low, high};
    const double only = std::abs(low) > std::abs(high) ? low : high;
    if (std::abs(only) <= smallest) return {};
    return {std::clamp(std::min(0.0, 2 * only), -largest, largest),
            std::clamp(std::max(0.0, 2 * only), -largest, largest)};
}

AxisSpan rounded_span(double low, double high, double least_span, int ticks) {
    if (low > 0 && low < 0.4 * high) low = 0;
    if (high - low < least_span) {
        const double middle = low + (high - low) / 2;
        low = high = std::abs(middle) < least_span ? std::copysign(least_span / 2, middle) : middle;
    }
    const AxisSpan span = drawable_span(low, high);
    const double step = round_step((span.to - span.from) / ticks);
    return {std::floor(span.from / step + 1e-9) * step, std::ceil(span.to / step - 1e-9) * step};
}

}  // namespace apogee
