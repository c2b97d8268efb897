#include "statistics/statistics.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <functional>
#include <limits>

#include "physics/constants.h"
#include "statistics/exact_sum.h"
#include "statistics/pass.h"
#include "statistics/selection.h"

namespace apogee {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr int most_cells = 25;

/// Round steps, at most `most_cells` of them between two numbers.
Histogram empty_histogram(double least, double greatest) {
    // What differs by rounding alone is one value; a whole number may still lie between.
    constexpr double rounding = 1e-12;
    if (!(greatest - least > rounding * std::max(std::abs(least), std::abs(greatest)))) {
        const auto first = static_cast<std::int64_t>(std::floor(least)),
                   last = static_cast<std::int64_t>(std::floor(greatest));
        return {1, first, std::vector<std::uint64_t>(static_cast<std::size_t>(last - first + 1))};
    }
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

/// The figures of a chunk, one after the other; those that a case lacks are left out.
class FigureColumn {
  public:
    explicit FigureColumn(const FieldValue& value) : value_(value) {}
    const std::vector<double>& of(const ResultField& field, const std::vector<CaseResult>& chunk) {
        numbers_.clear();
        for (const CaseResult& result : chunk)
            if (const double x = value_(field, result); std::isfinite(x)) numbers_.push_back(x);
        return numbers_;
    }

  private:
    const FieldValue& value_;
    std::vector<double> numbers_;
};

/// Counts and extremes: what one look at each case gives.
struct Extremes {
    const FieldValue* value;
    PartStatistics found{};

    void operator()(std::uint64_t first_case, const std::vector<CaseResult>& chunk) {
        for (const CaseResult& result : chunk) {
            ++found.cases;
            ++found.flown_by[static_cast<std::size_t>(result.flown_by)];
            if (result.flown_by != FlownBy::nobody)
                ++found.outcomes[static_cast<std::size_t>(result.outcome)];
        }
        for (FieldStatistics& f : found.fields) {
            std::uint64_t number = first_case;
            for (const CaseResult& result : chunk) {
                const double x = (*value)(*f.field, result);
                if (std::isfinite(x)) {
                    take(f, x, number, x, number);
                    ++f.count;
                }
                ++number;
            }
        }
    }
    void take(const Extremes& others) {
        const PartStatistics& other = others.found;
        found.cases += other.cases;
        std::ranges::transform(found.flown_by, other.flown_by, found.flown_by.begin(), std::plus{});
        std::ranges::transform(found.outcomes, other.outcomes, found.outcomes.begin(), std::plus{});
        for (std::size_t i = 0; i < found.fields.size(); ++i) {
            const FieldStatistics& f = other.fields[i];
            if (f.count == 0) continue;
            take(found.fields[i], f.least, f.least_case, f.greatest, f.greatest_case);
            found.fields[i].count += f.count;
        }
    }

  private:
    /// Of equal numbers the first case counts.
    static void take(FieldStatistics& f, double least, std::uint64_t least_case, double greatest,
                     std::uint64_t greatest_case) {
        if (f.count == 0 || least < f.least || (least == f.least && least_case < f.least_case)) {
            f.least = least;
            f.least_case = least_case;
        }
        if (f.count == 0 || greatest > f.greatest ||
            (greatest == f.greatest && greatest_case < f.greatest_case)) {
            f.greatest = greatest;
            f.greatest_case = greatest_case;
        }
    }
};

/// Sums, histogram and order statistics of one figure.
struct Gathered {
    const FieldStatistics* f;
    Histogram histogram;
    RankSelection selection;
    ExactSums sums{};
};

/// What is gathered between known extremes: everything in the first such look, ranks alone in later ones.
struct Gatherer {
    const FieldValue* value;
    std::vector<Gathered> figures;
    bool ranks_only;

    void operator()(std::uint64_t, const std::vector<CaseResult>& chunk) {
        FigureColumn column(*value);
        for (Gathered& g : figures) {
            if (ranks_only && !g.selection.needs_pass()) continue;
            const std::vector<double>& numbers = column.of(*g.f->field, chunk);
            if (g.selection.needs_pass())
                for (const double x : numbers) g.selection.add(x);
            if (ranks_only) continue;
            for (const double x : numbers) {
                count(g.histogram, x);
                g.sums.add(unit_interval(x, g.f->least, g.f->greatest));
            }
        }
    }
    void take(const Gatherer& other) {
        for (std::size_t i = 0; i < figures.size(); ++i) {
            Gathered& g = figures[i];
            const Gathered& more = other.figures[i];
            g.selection.take(more.selection);
            if (ranks_only) continue;
            std::ranges::transform(g.histogram.counts, more.histogram.counts, g.histogram.counts.begin(),
                                   std::plus{});
            g.sums += more.sums;
        }
    }
};

/// Goes over the results once and leaves in the first gatherer what all have found.
template <class Each>
Each gathered(const ResultReader& results, std::size_t part, unsigned threads, const Each& fresh) {
    std::vector<Each> all = pass(results, part, threads, fresh);
    for (std::size_t i = 1; i < all.size(); ++i) all.front().take(all[i]);
    return std::move(all.front());
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

PartStatistics part_statistics(const Study& study, std::size_t part, const ResultReader& results,
                               unsigned threads) {
    const FieldValue value(study.parts[part].scenario);
    Extremes extremes{&value};
    for (const ResultField& field : result_fields()) extremes.found.fields.emplace_back().field = &field;
    PartStatistics statistics = gathered(results, part, threads, extremes).found;

    Gatherer gatherer{&value, {}, false};
    for (FieldStatistics& f : statistics.fields) {
        if (f.count == 0) {
            f.mean = f.sd = f.least = f.greatest = none;
            continue;
        }
        gatherer.figures.push_back({&f, empty_histogram(f.least, f.greatest),
                                    RankSelection(f.least, f.greatest, f.count, wanted_ranks(f.count))});
    }
    const auto unfinished = [](const Gathered& g) { return g.selection.needs_pass(); };
    while (!gatherer.ranks_only || std::ranges::any_of(gatherer.figures, unfinished)) {
        gatherer = gathered(results, part, threads, gatherer);
        for (Gathered& g : gatherer.figures) g.selection.end_pass();
        gatherer.ranks_only = true;
    }
    std::size_t next = 0;
    for (FieldStatistics& f : statistics.fields) {
        if (f.count == 0) continue;
        Gathered& g = gatherer.figures[next++];
        const double width = f.greatest - f.least;
        f.mean = f.least + width * g.sums.mean();
        f.sd = f.count > 1 ? width * std::sqrt(g.sums.sample_variance()) : none;
        f.quantiles = estimates(g.selection, f.count);
        f.histogram = std::move(g.histogram);
    }
    return statistics;
}

}  // namespace apogee
