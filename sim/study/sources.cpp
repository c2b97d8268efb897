#include "study/sources.h"

#include <algorithm>
#include <bit>
#include <boost/random/sobol.hpp>
#include <cassert>

namespace apogee {
namespace {

/// Bits of a case's number that count: studies stay below 2^40 cases.
constexpr unsigned number_bits = 40;
static_assert(most_study_cases <= std::uint64_t{1} << number_bits);

/// Direction numbers of the first coordinates, [bit][coordinate].
std::vector<std::uint64_t> direction_numbers(std::uint32_t coordinates) {
    std::vector<std::uint64_t> directions;
    boost::random::sobol engine(coordinates);
    for (unsigned bit = 0; bit < number_bits; ++bit) {
        // The point whose Gray code is this bit alone. Boost's engine leaves out the all-zero first point.
        engine.seed((std::uint64_t{2} << bit) - 2);
        for (std::uint32_t i = 0; i < coordinates; ++i) directions.push_back(engine());
    }
    return directions;
}

}  // namespace

std::vector<std::uint64_t> sobol_point(std::uint32_t coordinates, std::uint64_t number) {
    const std::vector<std::uint64_t> directions = direction_numbers(coordinates);
    std::vector<std::uint64_t> point(coordinates, 0);
    for (std::uint64_t gray = number ^ (number >> 1); gray != 0; gray &= gray - 1) {
        const auto bit = static_cast<std::size_t>(std::countr_zero(gray));
        for (std::size_t i = 0; i < coordinates; ++i) point[i] ^= directions[bit * coordinates + i];
    }
    return point;
}

SobolCases::SobolCases(std::vector<Varied> numbers, std::uint64_t seed, std::vector<Correlation> correlations,
                       std::vector<std::uint32_t> streams)
    : numbers_(std::move(numbers)), correlations_(std::move(correlations)) {
    assert(streams.size() == numbers_.size());
    const std::uint32_t coordinates = streams.empty() ? 1 : 1 + *std::ranges::max_element(streams);
    assert(coordinates <= most_streams);
    const std::vector<std::uint64_t> all = direction_numbers(coordinates);
    for (unsigned bit = 0; bit < number_bits; ++bit)
        for (const std::uint32_t stream : streams) directions_.push_back(all[bit * coordinates + stream]);
    for (const std::uint32_t stream : streams) {
        // The upper half of the case numbers is no case: its random numbers are free. 52 bits of one.
        const double uniform = uniform_number(seed, ~std::uint64_t{0}, stream);
        shifts_.push_back(static_cast<std::uint64_t>(uniform * 0x1p52) << 12);
    }
}

void SobolCases::values(std::uint64_t number, std::span<double> values) const {
    const std::size_t n = numbers_.size();
    const std::uint64_t gray = number ^ (number >> 1);
    assert(gray >> number_bits == 0);
    for (std::size_t i = 0; i < n; ++i) {
        std::uint64_t bits = shifts_[i];
        for (std::uint64_t rest = gray; rest != 0; rest &= rest - 1)
            bits ^= directions_[static_cast<std::size_t>(std::countr_zero(rest)) * n + i];
        values[i] = (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
    }
    turn_into_values(numbers_, correlations_, values);
}

void SweepCases::values(std::uint64_t number, std::span<double> values) const {
    for (std::size_t i = axes_.size(); i-- > 0;) {
        values[i] = axes_[i].values[number % axes_[i].values.size()];
        number /= axes_[i].values.size();
    }
}

}  // namespace apogee
