// Included once per instruction set, after lane_course.h.

namespace apogee::APOGEE_LANES {

/// Time until a quantity that is `gap` away, changes at `rate` and `curvature`, gets there; `far` where it
/// does not. The form of the root that does not cancel.
INLINE Pack time_to(const Pack& gap, const Pack& rate, const Pack& curvature) {
    const Pack discriminant = rate * rate + 2.0 * curvature * gap;
    const Pack sum = rate + sqrt(max(discriminant, Pack(0.0)));
    const Mask hit =
        (gap > Pack(0.0)) & (gap < Pack(1e200)) & (discriminant >= Pack(0.0)) & (sum > Pack(0.0));
    return select(hit, 2.0 * gap / select(hit, sum, Pack(1.0)), Pack(far));
}

/// error^(-1/5), up to 8 % more: the exponent is divided as if the mantissa were its logarithm, which is as
/// good as step control needs.
INLINE Pack step_factor(const Pack& error) {
    const Pack bounded = min(max(error, Pack(1e-10)), Pack(1e10));
    // The leading 52 bits as a whole number: (1023 + log2) 2^40, straight between powers of two.
    constexpr std::uint64_t two_52 = 0x4330000000000000ULL;
    const Pack whole = from_bits((as_bits(bounded) >> 12) | two_52, error) - 0x1p52;
    constexpr double one = 1023 * 0x1p40;
    return from_bits(as_bits((1.2 * one + 0x1p52) - 0.2 * whole) << 12, error);
}

/// The first edge that a trial step has crossed or all but reached, and by how much to move the end to it.
struct Landing {
    Pack shift{far}, edge{static_cast<double>(Edge::none)};
    Mask astray{};  ///< beyond an edge and moving away from it: the step was far too long
};

/// How a watched quantity moves at the end of a step.
struct Motion {
    Pack value, rate, per_rate, curve;
};
[[nodiscard]] INLINE Motion motion(const Pack& value, const Pack& rate0, const Pack& rate1,
                                   const Pack& per_dt) {
    const Pack per_rate = 1.0 / rate1;
    return {value, rate1, per_rate, 0.5 * (rate1 - rate0) * per_dt * per_rate};
}

/// @param sign 1: an edge that is crossed upward, -1: downward
INLINE void consider(Landing& landing, const Pack& dt, const Pack& latest, const Motion& m,
                     const Pack& edge_value, double sign, Edge code) {
    const Pack gap = edge_value - m.value, line = gap * m.per_rate, shift = line - m.curve * line * line;
    const Mask toward = sign * m.rate > Pack(0.0);
    const Mask near = toward & (line <= 0.1 * dt) & (shift <= latest);
    const Mask first = near & (shift < landing.shift);
    landing.shift = select(first, shift, landing.shift);
    landing.edge = select(first, Pack(static_cast<double>(code)), landing.edge);
    landing.astray = landing.astray | ((!toward) & (sign * gap < Pack(-1e-4)));
}

}  // namespace apogee::APOGEE_LANES
