#include "study/sensitivity.h"

#include <algorithm>
#include <cmath>

#include "study/exact_sum.h"

namespace apogee {
namespace {

constexpr std::size_t groups = 16;

/// Cells enough to follow a curve, few enough that each holds many cases: 10, 20, ... 50.
std::size_t cells_for(std::uint64_t cases) {
    return 10 * static_cast<std::size_t>(std::clamp(std::sqrt(static_cast<double>(cases)) / 20, 1.0, 5.0));
}

/// Values of a number that divide its distribution into cells of equal probability.
std::vector<double> cell_edges(const Varied& number, std::size_t cells) {
    std::vector<double> edges;
    for (std::size_t i = 1; i < cells; ++i)
        edges.push_back(quantile(number, static_cast<double>(i) / static_cast<double>(cells)));
    return edges;
}

/// @param by_chance  whether unrelated cells differ as those of a random sample do; points that are spread
///                   evenly leave nothing to chance.
double share_between(const std::vector<ExactSums>& cells, const ExactSums& all, bool by_chance) {
    double within = 0, filled = 0;
    for (const ExactSums& cell : cells) {
        if (cell.count() == 0) continue;
        within += cell.squared_distances();
        ++filled;
    }
    const double n = static_cast<double>(all.count()), total = all.squared_distances();
    if (!(total > 0) || n <= filled) return 0;
    // 1 - (mean square within) / (mean square of all): 0 on average where the cells mean nothing.
    return 1 - within / total * (by_chance ? (n - 1) / (n - filled) : 1);
}

/// Sums of one figure over the cells of one number, apart for each group of cases.
class CellSums {
  public:
    CellSums(std::size_t cells, bool by_chance)
        : cells_(cells), by_chance_(by_chance), sums_(cells * groups) {}
    void add(std::size_t cell, std::size_t group, double u) { sums_[group * cells_ + cell].add(u); }

    [[nodiscard]] Effect effect(const FieldStatistics& f) const {
        const std::vector<ExactSums> all = without(groups);
        Effect effect{share_between(all, total(all), by_chance_), 0, 0, 0};
        std::vector<double> left_out;
        double mean = 0;
        for (std::size_t g = 0; g < groups; ++g) {
            const std::vector<ExactSums> rest = without(g);
            left_out.push_back(share_between(rest, total(rest), by_chance_));
            mean += left_out.back() / groups;
        }
        double squares = 0;
        for (const double index : left_out) squares += (index - mean) * (index - mean);
        effect.noise = std::sqrt(squares * (groups - 1) / groups);
        effect.at_low = mean_of_tenth(all, f, false);
        effect.at_high = mean_of_tenth(all, f, true);
        return effect;
    }

  private:
    /// The cells over all groups but one.
    [[nodiscard]] std::vector<ExactSums> without(std::size_t left_out) const {
        std::vector<ExactSums> cells(cells_);
        for (std::size_t g = 0; g < groups; ++g)
            for (std::size_t i = 0; g != left_out && i < cells_; ++i) cells[i] += sums_[g * cells_ + i];
        return cells;
    }
    static ExactSums total(const std::vector<ExactSums>& cells) {
        ExactSums all;
        for (const ExactSums& cell : cells) all += cell;
        return all;
    }
    /// Over the outermost tenth of the cells; over more where those are empty, as of a few discrete values.
    static double mean_of_tenth(std::vector<ExactSums> cells, const FieldStatistics& f, bool high) {
        if (high) std::ranges::reverse(cells);
        ExactSums end;
        for (std::size_t i = 0; i < cells.size() / 10 || end.count() == 0; ++i) end += cells[i];
        return f.least + (f.greatest - f.least) * end.mean();
    }

    std::size_t cells_;
    bool by_chance_;
    std::vector<ExactSums> sums_;  ///< [group][cell]
};

}  // namespace

std::vector<Sensitivity> sensitivities(const Study& study, std::size_t part, const ResultReader& results,
                                       const PartStatistics& statistics) {
    const StudyPart& of = study.parts[part];
    const FieldValue value(of.scenario);
    const std::size_t cells = cells_for(statistics.cases), numbers = of.numbers.size();
    std::vector<std::vector<double>> edges;
    for (const Varied& number : of.numbers) edges.push_back(cell_edges(number, cells));

    std::vector<const FieldStatistics*> varying;
    for (const FieldStatistics& f : statistics.fields)
        if (f.count >= least_sensitivity_cases && f.greatest > f.least) varying.push_back(&f);
    std::vector<CellSums> sums(varying.size() * numbers, CellSums(cells, study.sampling == Sampling::random));

    std::vector<CaseResult> chunk;
    std::vector<double> inputs(numbers);
    std::vector<std::size_t> cell(numbers);
    std::uint64_t case_number = 0;
    for (std::uint64_t c = 0; c < results.chunks(part); ++c) {
        results.read(part, c, chunk);
        for (const CaseResult& result : chunk) {
            // Neighbours, so that each group of a Sobol sequence is spread evenly, too.
            const auto group = static_cast<std::size_t>(case_number * groups / statistics.cases);
            of.source->values(case_number, inputs);
            for (std::size_t i = 0; i < numbers; ++i)
                cell[i] = static_cast<std::size_t>(std::ranges::upper_bound(edges[i], inputs[i]) -
                                                   edges[i].begin());
            for (std::size_t k = 0; k < varying.size(); ++k) {
                const FieldStatistics& f = *varying[k];
                const double x = value(*f.field, result);
                if (!std::isfinite(x)) continue;
                const double u = unit_interval(x, f.least, f.greatest);
                for (std::size_t i = 0; i < numbers; ++i) sums[k * numbers + i].add(cell[i], group, u);
            }
            ++case_number;
        }
    }

    std::vector<Sensitivity> all;
    for (const FieldStatistics& f : statistics.fields) {
        Sensitivity s{f.field, f.count, {}};
        const auto found = std::ranges::find(varying, &f);
        const auto k = static_cast<std::size_t>(found - varying.begin());
        for (std::size_t i = 0; found != varying.end() && i < numbers; ++i)
            s.effects.push_back(sums[k * numbers + i].effect(f));
        all.push_back(std::move(s));
    }
    return all;
}

}  // namespace apogee
