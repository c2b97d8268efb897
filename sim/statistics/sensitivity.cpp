#include "statistics/sensitivity.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "statistics/exact_sum.h"
#include "statistics/pass.h"

namespace apogee {
namespace {

/// Cells enough to follow a curve, few enough that each holds many cases: 10, 20, ... 50.
std::size_t cells_for(std::uint64_t cases) {
    return 10 * static_cast<std::size_t>(std::clamp(std::sqrt(static_cast<double>(cases)) / 20, 1.0, 5.0));
}

/// How many neighbouring cells are one for a figure that fewer cases have.
std::size_t joined_cells(std::uint64_t cases, std::uint64_t with_figure) {
    return cells_for(cases) / cells_for(with_figure);
}

/// Values of a number that divide its distribution into cells of equal probability.
std::vector<double> cell_edges(const Varied& number, std::size_t cells) {
    std::vector<double> edges;
    for (std::size_t i = 1; i < cells; ++i)
        edges.push_back(quantile(number, static_cast<double>(i) / static_cast<double>(cells)));
    return edges;
}

/// The values of a sweep's axis in ascending order, each but the first an edge.
std::vector<double> cell_edges(const SweepAxis& axis) {
    std::vector<double> values = axis.values;
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    values.erase(values.begin());
    return values;
}

/// Sorts cases into cells, by each of their numbers anew. The cells of all numbers stand in one row.
class Cells {
  public:
    Cells(const StudyPart& part, std::uint64_t cases) : source_(*part.source) {
        for (const Varied& number : part.numbers) add(cell_edges(number, cells_for(cases)));
        for (const SweepAxis& axis : part.axes) add(cell_edges(axis));
    }
    [[nodiscard]] std::size_t numbers() const { return edges_.size(); }
    [[nodiscard]] std::size_t begin(std::size_t number) const { return begins_[number]; }
    [[nodiscard]] std::size_t end(std::size_t number) const {
        return begins_[number] + edges_[number].size() + 1;
    }
    [[nodiscard]] std::size_t count() const { return edges_.empty() ? 0 : end(edges_.size() - 1); }

    /// @param cells  a cell for each number.
    void sort(std::uint64_t case_number, std::vector<double>& inputs, std::vector<std::size_t>& cells) const {
        source_.values(case_number, inputs);
        for (std::size_t i = 0; i < edges_.size(); ++i)
            cells[i] = begins_[i] + static_cast<std::size_t>(std::ranges::upper_bound(edges_[i], inputs[i]) -
                                                             edges_[i].begin());
    }

  private:
    void add(std::vector<double> edges) {
        begins_.push_back(count());
        edges_.push_back(std::move(edges));
    }

    const CaseSource& source_;
    std::vector<std::vector<double>> edges_;
    std::vector<std::size_t> begins_;
};

/// What is summed of one figure, before it is widened: multiples of 2^-40, which the cases of a chunk do not
/// overflow.
struct NarrowSums {
    std::int64_t count = 0, sum = 0, squares = 0;
    static constexpr int bits = 40;
    static_assert(most_chunk_cases < std::uint64_t{1} << (63 - bits));
};

/// Sums of every figure over every cell, apart for each group of cases. For several threads.
class GroupSums {
  public:
    GroupSums(std::size_t groups, std::size_t row) : sums_(groups, std::vector<ExactSums>(row)) {}
    void add(std::size_t group, std::vector<NarrowSums>& row) {
        exclusive_([&] {
            for (std::size_t i = 0; i < row.size(); ++i) {
                sums_[group][i].add(static_cast<std::uint64_t>(row[i].count), row[i].sum, row[i].squares,
                                    NarrowSums::bits);
                row[i] = {};
            }
        });
    }
    [[nodiscard]] std::size_t groups() const { return sums_.size(); }
    [[nodiscard]] const ExactSums& at(std::size_t group, std::size_t i) const { return sums_[group][i]; }

  private:
    Exclusive exclusive_;
    std::vector<std::vector<ExactSums>> sums_;
};

/// Sums up chunks into cells: one look at the results.
struct Sorter {
    const Cells* cells;
    std::vector<const FieldStatistics*> figures;
    const FieldValue* value;
    std::uint64_t cases;  ///< of the whole part
    GroupSums* sums;

    void operator()(std::uint64_t first_case, const std::vector<CaseResult>& chunk) const {
        std::vector<NarrowSums> own(figures.size() + 1);
        own.back().count = 1;  // every case, whatever figures it has
        std::vector<NarrowSums> row(cells->count() * own.size());
        std::vector<double> inputs(cells->numbers());
        std::vector<std::size_t> at(cells->numbers());
        std::size_t group = group_of(first_case);
        std::uint64_t number = first_case;
        for (const CaseResult& result : chunk) {
            if (group_of(number) != group) {
                sums->add(group, row);
                group = group_of(number);
            }
            for (std::size_t k = 0; k < figures.size(); ++k) own[k] = narrow(*figures[k], result);
            cells->sort(number++, inputs, at);
            for (const std::size_t cell : at) {
                NarrowSums* const to = &row[cell * own.size()];
                for (std::size_t k = 0; k < own.size(); ++k) {
                    to[k].count += own[k].count;
                    to[k].sum += own[k].sum;
                    to[k].squares += own[k].squares;
                }
            }
        }
        sums->add(group, row);
    }

  private:
    /// Neighbours, so that each group of a Sobol sequence is spread evenly, too.
    [[nodiscard]] std::size_t group_of(std::uint64_t number) const {
        return static_cast<std::size_t>(number * sums->groups() / cases);
    }
    [[nodiscard]] NarrowSums narrow(const FieldStatistics& f, const CaseResult& result) const {
        constexpr double unit = 1.0 * (std::int64_t{1} << NarrowSums::bits);
        const double x = (*value)(*f.field, result);
        if (!std::isfinite(x)) return {};
        const double u = unit_interval(x, f.least, f.greatest);
        return {1, static_cast<std::int64_t>(u * unit), static_cast<std::int64_t>(u * u * unit)};
    }
};

/// @param by_chance  whether unrelated cells differ as those of a random sample do; points that are spread
///                   evenly leave nothing to chance.
double share_between(const std::vector<ExactSums>& cells, bool by_chance) {
    ExactSums all;
    double within = 0, filled = 0;
    for (const ExactSums& cell : cells) {
        if (cell.count() == 0) continue;
        all += cell;
        within += cell.squared_distances();
        ++filled;
    }
    const double n = static_cast<double>(all.count()), total = all.squared_distances();
    if (!(total > 0) || (by_chance && n <= filled)) return 0;
    // 1 - (mean square within) / (mean square of all): 0 on average where the cells mean nothing.
    return 1 - within / total * (by_chance ? (n - 1) / (n - filled) : 1);
}

/// Turns the sums into what one number does to one figure.
struct EffectOf {
    const GroupSums& sums;
    std::size_t figures, figure, begin, end;  ///< cells of the number
    std::size_t joined;                       ///< neighbouring cells that are one for the index
    bool by_chance;

    [[nodiscard]] Effect operator()(const FieldStatistics& f, std::size_t outer_cells) const {
        const std::size_t groups = sums.groups();
        const std::vector<ExactSums> all = without(groups, figure, 1), cases = without(groups, figures, 1);
        return {share_between(without(groups, figure, joined), by_chance), groups > 1 ? noise() : 0,
                mean_of_end(all.begin(), all.end(), cases.begin(), outer_cells, f),
                mean_of_end(all.rbegin(), all.rend(), cases.rbegin(), outer_cells, f)};
    }

  private:
    /// The cells of a figure over all groups but one; behind the figures stand all cases.
    [[nodiscard]] std::vector<ExactSums> without(std::size_t left_out, std::size_t of,
                                                 std::size_t as_one) const {
        std::vector<ExactSums> cells((end - begin + as_one - 1) / as_one);
        for (std::size_t g = 0; g < sums.groups(); ++g)
            for (std::size_t i = begin; g != left_out && i < end; ++i)
                cells[(i - begin) / as_one] += sums.at(g, i * (figures + 1) + of);
        return cells;
    }
    [[nodiscard]] double noise() const {
        const std::size_t groups = sums.groups();
        const double n = static_cast<double>(groups);
        std::vector<double> left_out;
        double mean = 0, squares = 0;
        for (std::size_t g = 0; g < groups; ++g) {
            left_out.push_back(share_between(without(g, figure, joined), by_chance));
            mean += left_out.back() / n;
        }
        for (const double index : left_out) squares += (index - mean) * (index - mean);
        return std::sqrt(squares * (n - 1) / n);
    }
    /// Over the first few cells; over more where no case falls into those, as of a few discrete values.
    /// NaN where cases do and none has the figure.
    template <class Iterator>
    static double mean_of_end(Iterator cell, Iterator last, Iterator cases, std::size_t few,
                              const FieldStatistics& f) {
        ExactSums sum;
        std::uint64_t seen = 0;
        for (std::size_t i = 0; cell != last && (i < few || seen == 0); ++i) {
            sum += *cell++;
            seen += (*cases++).count();
        }
        if (sum.count() == 0) return std::numeric_limits<double>::quiet_NaN();
        return f.least + (f.greatest - f.least) * sum.mean();
    }
};

}  // namespace

std::vector<Sensitivity> sensitivities(const Study& study, std::size_t part, const ResultReader& results,
                                       const PartStatistics& statistics, unsigned threads) {
    constexpr std::size_t random_groups = 16;
    const StudyPart& of = study.parts[part];
    const FieldValue value(of.scenario);
    const Cells cells(of, statistics.cases);
    const std::uint64_t enough = study.sweep ? 1 : least_sensitivity_cases;
    std::vector<const FieldStatistics*> figures;
    for (const FieldStatistics& f : statistics.fields)
        if (f.count >= enough && f.greatest > f.least) figures.push_back(&f);
    GroupSums sums(study.sweep ? 1 : random_groups, cells.count() * (figures.size() + 1));
    if (!figures.empty())
        static_cast<void>(
            pass(results, part, threads, Sorter{&cells, figures, &value, statistics.cases, &sums}));

    const auto by_chance = [&](const FieldStatistics& f) {
        const bool even = study.sampling == Sampling::sobol && f.count == statistics.cases;
        return !study.sweep && !even;
    };
    std::vector<Sensitivity> all;
    for (const FieldStatistics& f : statistics.fields) {
        Sensitivity s{f.field, f.count, {}};
        const auto found = std::ranges::find(figures, &f);
        const auto k = static_cast<std::size_t>(found - figures.begin());
        for (std::size_t i = 0; found != figures.end() && i < cells.numbers(); ++i) {
            const std::size_t outer = study.sweep ? 1 : cells_for(statistics.cases) / 10,
                              joined = study.sweep ? 1 : joined_cells(statistics.cases, f.count);
            s.effects.push_back(EffectOf{sums, figures.size(), k, cells.begin(i), cells.end(i), joined,
                                         by_chance(f)}(f, outer));
        }
        all.push_back(std::move(s));
    }
    return all;
}

}  // namespace apogee
