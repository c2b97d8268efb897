#include "batch/sampler.h"

#include <Random123/philox.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <stdexcept>

#include "physics/elementary.h"

namespace apogee {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
/// The normal distribution's weight beyond four standard deviations, on one side.
constexpr double beyond_four = 3.16712418331199213e-5;

double truncated_normal(double probability) {
    return normal_quantile(beyond_four + probability * (1 - 2 * beyond_four));
}

template <int n>
double ratio(const double (&above)[n], const double (&below)[n], double x) {
    double p = above[n - 1], q = below[n - 1];
    for (int i = n - 2; i >= 0; --i) {
        p = p * x + above[i];
        q = q * x + below[i];
    }
    return p / q;
}

struct Quantile {
    double value, p;
    bool whole;

    double operator()(const Triangular& d) const {
        const double low = d.low - margin(), high = d.high + margin();
        const double width = high - low, below = value - low, above = high - value;
        if (width <= 0) return value;
        if (p * width < below) return drawn(low + std::sqrt(p * width * below), d.low, d.high);
        return drawn(high - std::sqrt((1 - p) * width * above), d.low, d.high);
    }
    double operator()(const Normal& d) const { return drawn(value + d.sd * truncated_normal(p)); }
    double operator()(const Uniform& d) const {
        const double low = d.low - margin(), high = d.high + margin();
        return drawn(low + p * (high - low), d.low, d.high);
    }
    double operator()(const LogNormal& d) const {
        return drawn(value * elementary::exp(d.sd_of_ln * truncated_normal(p)));
    }
    double operator()(const Discrete& d) const {
        double sum = 0, passed = 0;
        for (const double weight : d.weights) sum += weight;
        for (std::size_t i = 0; i + 1 < d.values.size(); ++i) {
            passed += d.weights[i];
            if (p * sum < passed) return d.values[i];
        }
        return d.values.back();
    }

  private:
    [[nodiscard]] double margin() const { return whole ? 0.5 : 0; }
    /// The bounds catch what was rounded onto the far side of the margin.
    [[nodiscard]] double drawn(double x, double low = -infinity, double high = infinity) const {
        return whole ? std::clamp(std::floor(x + 0.5), low, high) : x;
    }
};

}  // namespace

std::vector<Varied> uncertain_numbers(const Scenario& scenario) {
    std::vector<Varied> numbers;
    for (const Parameter& p : scenario.parameters) {
        if (p.path.starts_with("reported.")) continue;
        if (const auto* triangular = std::get_if<Triangular>(&p.uncertainty))
            numbers.push_back({p.path, p.value, *triangular, p.least, p.most, p.whole});
        if (const auto* normal = std::get_if<Normal>(&p.uncertainty))
            numbers.push_back({p.path, p.value, *normal, p.least, p.most, p.whole});
    }
    return numbers;
}

double uniform_number(std::uint64_t seed, std::uint64_t case_number, std::uint32_t index) {
    const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
    const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
    const r123::Philox4x32::ctr_type counter{{low(case_number), high(case_number), index, 0}};
    const r123::Philox4x32::key_type key{{low(seed), high(seed)}};
    const auto random = r123::Philox4x32()(counter, key);
    const std::uint64_t bits = (static_cast<std::uint64_t>(random[1]) << 32 | random[0]) >> 12;
    return (static_cast<double>(bits) + 0.5) * 0x1p-52;
}

double normal_quantile(double p) {
    constexpr double a[] = {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                            1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                            3.3430575583588128105e4, 2.5090809287301226727e3};
    constexpr double b[] = {1.0,
                            4.2313330701600911252e1,
                            6.8718700749205790830e2,
                            5.3941960214247511077e3,
                            2.1213794301586595867e4,
                            3.9307895800092710610e4,
                            2.8729085735721942674e4,
                            5.2264952788528545610e3};
    constexpr double c[] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                            3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                            2.27238449892691845833e-2, 7.74545014278341407640e-4};
    constexpr double d[] = {1.0,
                            2.05319162663775882187e0,
                            1.67638483018380384940e0,
                            6.89767334985100004550e-1,
                            1.48103976427480074590e-1,
                            1.51986665636164571966e-2,
                            5.47593808499534494600e-4,
                            1.05075007164441684324e-9};
    const double q = p - 0.5;
    if (std::fabs(q) <= 0.425) return q * ratio(a, b, 0.180625 - q * q);
    const double r = std::sqrt(-elementary::log(q < 0 ? p : 1 - p));
    const double z = ratio(c, d, r - 1.6);
    return q < 0 ? -z : z;
}

double normal_probability(double z) {
    // 1/2 + density x (z + z^3 / 3 + z^5 / 15 + ...): all terms of one sign, none cancels.
    constexpr double per_root_two_pi = 0.398942280401432677940;
    const double z2 = z * z;
    double term = z, sum = z, before = 0;
    for (int n = 3; sum < before || before < sum; n += 2) {
        before = sum;
        term *= z2 / n;
        sum += term;
    }
    return 0.5 + per_root_two_pi * elementary::exp(-0.5 * z2) * sum;
}

double quantile(const Varied& varied, double probability) {
    const double value = std::visit(Quantile{varied.value, probability, varied.whole}, varied.distribution);
    return std::clamp(value, varied.least, varied.most);
}

void turn_into_values(std::span<const Varied> numbers, std::span<const Correlation> correlations,
                      std::span<double> uniform) {
    for (const Correlation& pair : correlations) {
        const double c = pair.coefficient;
        const double z = c * normal_quantile(uniform[pair.first]) +
                         std::sqrt(1 - c * c) * normal_quantile(uniform[pair.second]);
        // Half a step from 0 and 1, as `uniform_number` keeps it.
        uniform[pair.second] = std::clamp(normal_probability(z), 0x1p-53, 1 - 0x1p-53);
    }
    for (std::size_t i = 0; i < numbers.size(); ++i) uniform[i] = quantile(numbers[i], uniform[i]);
}

RandomCases::RandomCases(std::vector<Varied> numbers, std::uint64_t seed,
                         std::vector<Correlation> correlations, std::vector<std::uint32_t> streams)
    : numbers_(std::move(numbers)),
      seed_(seed),
      correlations_(std::move(correlations)),
      streams_(std::move(streams)) {
    if (streams_.empty()) {
        streams_.resize(numbers_.size());
        std::iota(streams_.begin(), streams_.end(), 0u);
    }
    std::set<std::size_t> seen;
    for (const Correlation& pair : correlations_)
        if (!seen.insert(pair.first).second || !seen.insert(pair.second).second)
            throw std::invalid_argument("a number stands in two correlations");
}

void RandomCases::values(std::uint64_t number, std::span<double> values) const {
    for (std::size_t i = 0; i < numbers_.size(); ++i) values[i] = uniform_number(seed_, number, streams_[i]);
    turn_into_values(numbers_, correlations_, values);
}

}  // namespace apogee
