#pragma once

#include <vector>

/// Round steps and what stands at them: ticks of axes, levels, meridians. Every function answers for any
/// number, and in a bounded time: steps are counted, never added up until an end is reached.
namespace apogee {

/// The least 1, 2 or 5 times a power of ten from a length on. A length that is no number above zero counts as
/// 1, one beyond 1e-300 or 1e300 as that.
[[nodiscard]] double round_step(double least);
/// The same of ticks in minutes and seconds: 1, 2, 5, 10, 15, 30 s, 1, 2, 5, 10, 15, 30 min, 1, 2, 4 h, round
/// numbers of hours.
[[nodiscard]] double clock_step(double least_s);

/// The longest length from 1 to 5000 that a scale bar shows within a length: 1, 2 or 5 times a power of ten;
/// 0 where none is short enough.
[[nodiscard]] double scale_bar_length(double most);

/// The whole multiples of a step from one number to another, ends included (to 1e-9 of a step), ascending.
/// Where doubles are too coarse for the step, each that there is once.
/// @return none where they are more than `most_multiples` or a number is not finite.
[[nodiscard]] std::vector<double> multiples(double step, double from, double to);
inline constexpr double most_multiples = 4000;  ///< more than a picture has room for: 3600 tenths of a degree

/// From where to where an axis goes.
struct AxisSpan {
    double from = 0, to = 1;
};
/// Whether numbers along an axis can be told apart: both ends within 1e300, and apart by more than a
/// thousand-millionth of the larger one.
[[nodiscard]] bool drawable(const AxisSpan& span);
/// The span itself where it is drawable; turned round where its ends are swapped; with zero at one end and
/// the number in the middle where there is but one number; 0 to 1 where there is none.
[[nodiscard]] AxisSpan drawable_span(double one_end, double other_end);

/// The span of an axis that shows numbers between two ends: from zero where they come near it, out to round
/// ticks.
/// @param least_span  what is nearer together is shown as one number
/// @param ticks       about so many steps
[[nodiscard]] AxisSpan rounded_span(double low, double high, double least_span, int ticks);

}  // namespace apogee
