#include "study/statistics.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <functional>
#include <limits>

#include "physics/constants.h"
#include "study/exact_sum.h"
#include "study/selection.h"

namespace apogee {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr int most_cells = 25;

using EachCase = std::function<void(std::uint64_t number, const CaseResult& result)>;

void pass(const ResultReader& results, std::size_t part, const EachCase& each) {
    std::vector<CaseResult> chunk;
    std::uint64_t number = 0;
    for (std::uint64_t i = 0; i < results.chunks(part); ++i) {
        results.read(part, i, chunk);
        for (const CaseResult& result : chunk) each(number++, result);
    }
}

/// Round steps, at most `most_cells` of them between two numbers.
Histogram empty_histogram(double least, double greatest) {
    if (!(greatest > least)) return {1, static_cast<std::int64_t>(std::floor(least)), {0}};
    double power = 1;
    while (power > (greatest - least) / most_cells && power > 1e-300) power /= 10;
    while (power < (greatest - least) / most_cells) power *= 10;
    Histogram histogram;
    // The finest of these that is coarse enough.
    for (const double step : {0.1 * power, 0.2 * power, 0.5 * power, power, 2 * power}) {
        histogram.step = step;
        histogram.first = static_cast<std::int64_t>(std::floor(least / step));
        const auto last = static_cast<std::int64_t>(std::floor(greatest / step));
        if (last - histogram.first >= most_cells) continue;
        histogram.counts.resize(static_cast<std::size_t>(last - histogram.first + 1));
        break;
    }
    return histogram;
}

void count(Histogram& histogram, double value) {
    const auto cell = static_cast<std::int64_t>(std::floor(value / histogram.step)) - histogram.first;
    ++histogram.counts[static_cast<std::size_t>(cell)];
}

/// Everything that one look at each case gives.
void first_pass(PartStatistics& statistics, const FieldValue& value, const ResultReader& results,
                std::size_t part) {
    pass(results, part, [&](std::uint64_t number, const CaseResult& result) {
        ++statistics.cases;
        ++statistics.flown_by[static_cast<std::size_t>(result.flown_by)];
        if (result.flown_by == FlownBy::nobody) return;
        ++statistics.outcomes[static_cast<std::size_t>(result.outcome)];
        for (FieldStatistics& f : statistics.fields) {
            const double x = value(*f.field, result);
            if (!std::isfinite(x)) continue;
            if (f.count == 0 || x < f.least) {
                f.least = x;
                f.least_case = number;
            }
            if (f.count == 0 || x > f.greatest) {
                f.greatest = x;
                f.greatest_case = number;
            }
            ++f.count;
        }
    });
}

std::vector<std::uint64_t> wanted_ranks(std::uint64_t count) {
    std::vector<std::uint64_t> ranks;
    for (const double p : quantile_probabilities) {
        const RankInterval interval = quantile_ranks90(count, p);
        ranks.push_back(sample_rank(count, p));
        if (interval.low_there) ranks.push_back(interval.low);
        if (interval.high_there) ranks.push_back(interval.high);
    }
    return ranks;
}

std::vector<QuantileEstimate> estimates(const RankSelection& selection, std::uint64_t count) {
    std::vector<QuantileEstimate> quantiles;
    for (const double p : quantile_probabilities) {
        const RankInterval interval = quantile_ranks90(count, p);
        quantiles.push_back({p, selection.at(sample_rank(count, p)),
                             interval.low_there ? selection.at(interval.low) : none,
                             interval.high_there ? selection.at(interval.high) : none});
    }
    return quantiles;
}

}  // namespace

std::uint64_t sample_rank(std::uint64_t count, double probability) {
    const double rank = std::ceil(probability * static_cast<double>(count));
    return std::clamp(static_cast<std::uint64_t>(rank), std::uint64_t{1}, count) - 1;
}

RankInterval quantile_ranks90(std::uint64_t count, double probability) {
    using boost::math::policies::discrete_quantile;
    using boost::math::policies::integer_round_up;
    using Up = boost::math::policies::policy<discrete_quantile<integer_round_up>>;
    const boost::math::binomial_distribution<double, Up> below(static_cast<double>(count), probability);
    // With B numbers of the sample below the quantile, the one of rank r is below it if and only if B > r.
    const auto low = static_cast<std::uint64_t>(quantile(below, 0.05));
    const auto high = static_cast<std::uint64_t>(quantile(below, 0.95));
    return {low > 0, high<count, low> 0 ? low - 1 : 0, high};
}

FieldValue::FieldValue(const Scenario& scenario) {
    const auto* launch = std::get_if<Launch>(&scenario.start);
    const Geodetic& start = launch ? launch->site : std::get<Release>(scenario.start).place;
    start_longitude_deg_ = degrees(start.longitude);
}

double FieldValue::operator()(const ResultField& field, const CaseResult& result) const {
    if (result.flown_by == FlownBy::nobody) return none;
    const double value = result.*field.member;
    if (field.member != &CaseResult::impact_longitude_deg) return value;
    if (value - start_longitude_deg_ > 180) return value - 360;
    if (value - start_longitude_deg_ < -180) return value + 360;
    return value;
}

PartStatistics part_statistics(const Study& study, std::size_t part, const ResultReader& results) {
    const FieldValue value(study.parts[part].scenario);
    PartStatistics statistics;
    for (const ResultField& field : result_fields()) statistics.fields.emplace_back().field = &field;
    first_pass(statistics, value, results, part);

    struct Ahead {
        FieldStatistics& f;
        RankSelection selection;
        ExactSums sums;
    };
    std::vector<Ahead> ahead;
    for (FieldStatistics& f : statistics.fields) {
        if (f.count == 0) {
            f.mean = f.sd = f.least = f.greatest = none;
            continue;
        }
        f.histogram = empty_histogram(f.least, f.greatest);
        ahead.push_back({f, RankSelection(f.least, f.greatest, f.count, wanted_ranks(f.count)), {}});
    }
    const auto unfinished = [](const Ahead& a) { return a.selection.needs_pass(); };
    for (bool second = true; second || std::ranges::any_of(ahead, unfinished); second = false) {
        pass(results, part, [&](std::uint64_t, const CaseResult& result) {
            for (Ahead& a : ahead) {
                const double x = value(*a.f.field, result);
                if (!std::isfinite(x)) continue;
                if (a.selection.needs_pass()) a.selection.add(x);
                if (!second) continue;
                count(a.f.histogram, x);
                a.sums.add(unit_interval(x, a.f.least, a.f.greatest));
            }
        });
        for (Ahead& a : ahead) a.selection.end_pass();
    }
    for (Ahead& a : ahead) {
        const double width = a.f.greatest - a.f.least;
        a.f.mean = a.f.least + width * a.sums.mean();
        a.f.sd = a.f.count > 1 ? width * std::sqrt(a.sums.sample_variance()) : none;
        a.f.quantiles = estimates(a.selection, a.f.count);
    }
    return statistics;
}

}  // namespace apogee
