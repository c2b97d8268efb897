#include "estimate/reproduce.h"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <optional>

#include "estimate/candidates.h"
#include "estimate/reproduction_solver.h"
#include "range/row_fit.h"

namespace apogee {
namespace {

/// All rows. A few are solved from a coarse scan; some that represent all start from the solutions of those;
/// a least-squares fit to these gives the starting points of the others.
class Continuation {
  public:
    Continuation(ReproductionSolver& solver, const CaseTable& table, std::vector<ReproductionRow>& rows,
                 std::span<const double> predictors)
        : solver_(solver),
          table_(table),
          rows_(rows),
          predictors_(predictors),
          width_(rows.empty() ? 0 : predictors.size() / rows.size()) {}

    void run(const std::function<void(double)>& progress) {
        find_guide();
        constexpr std::size_t times = 4;
        const std::size_t first_rows =
            predictors_.empty() ? 64 : std::clamp<std::size_t>(RowFit::fewest_rows(width_ + 3), 8, 64);
        std::size_t stride = 1, done = 0;
        while (rows_.size() / (stride * times) >= first_rows) stride *= times;
        for (std::size_t passed = 0; stride > 0; passed = stride, stride /= times) {
            std::vector<ReproductionRow> part;
            for (std::size_t i = 0; i < rows_.size(); i += stride)
                if (passed == 0 || i % passed != 0) part.push_back(rows_[i]);
            done += part.size();
            solve(std::move(part));
            predicts_ = fit_.fit();
            if (progress) progress(static_cast<double>(done) / static_cast<double>(rows_.size()));
        }
    }

  private:
    /// The first row that can be solved.
    void find_guide() {
        constexpr std::size_t looked_at = 64, most_guides = 8;
        std::vector<ReproductionRow> guides(
            rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(std::min(looked_at, rows_.size())));
        solver_.weed_out(guides);
        std::erase_if(guides, [](const ReproductionRow& row) { return row.too_weak; });
        guides.resize(std::min(most_guides, guides.size()));
        solver_.scan(guides);
        solver_.refine(guides);
        const auto guide = std::ranges::find_if(guides, &ReproductionRow::solved);
        if (guide != guides.end()) guide_ = *guide;
    }

    void solve(std::vector<ReproductionRow> part) {
        if (solver_.stopped()) return;
        if (predicts_) {
            for (ReproductionRow& row : part) begin_where_predicted(row);
            solver_.approach(part);
            part = kept_solved(std::move(part));
        }
        solver_.weed_out(part);
        part = kept(std::move(part), [](const ReproductionRow& row) { return row.too_weak; });
        if (guide_) {
            for (ReproductionRow& row : part) {
                row.at = guide_->at;
                row.slope = guide_->slope;
            }
            solver_.start(part);
            solver_.refine(part);
            part = kept_solved(std::move(part));
        }
        if (solver_.stopped()) return;
        solver_.scan(part);
        solver_.refine(part);
        static_cast<void>(kept(std::move(part), [](const ReproductionRow&) { return true; }));
    }

    /// Stores the rows that are finished. @return the others.
    template <class Through>
    std::vector<ReproductionRow> kept(std::vector<ReproductionRow> part, Through through) {
        for (const ReproductionRow& row : part) {
            if (!through(row)) continue;
            rows_[row.number] = row;
            if (row.solved && std::ranges::all_of(numbers(row), [](double x) { return std::isfinite(x); }))
                fit_.learn(numbers(row), answers(row));
        }
        std::erase_if(part, through);
        return part;
    }
    std::vector<ReproductionRow> kept_solved(std::vector<ReproductionRow> part) {
        return kept(std::move(part), [](const ReproductionRow& row) { return row.solved; });
    }

    std::vector<double> numbers(const ReproductionRow& row) const {
        const std::span<const double> values =
            predictors_.empty()
                ? table_.row(row.number).first(table_.row(row.number).size() - FlightNumbers::solved)
                : predictors_.subspan(row.number * width_, width_);
        std::vector<double> numbers(values.begin(), values.end());
        numbers.insert(numbers.end(), {row.target.apogee_km, row.target.range_km, row.target.azimuth});
        return numbers;
    }
    static std::vector<double> answers(const ReproductionRow& row) {
        std::vector<double> answers(row.at.begin(), row.at.end());
        answers.insert(answers.end(), row.slope.reshaped().begin(), row.slope.reshaped().end());
        return answers;
    }
    void begin_where_predicted(ReproductionRow& row) const {
        const auto answers = fit_.predict(numbers(row));
        if (!answers) return;
        row.at = answers->head<3>();
        row.slope = answers->tail<9>().reshaped(3, 3);
    }

    ReproductionSolver& solver_;
    const CaseTable& table_;
    std::vector<ReproductionRow>& rows_;
    std::span<const double> predictors_;
    std::size_t width_;  ///< of the predictors
    std::optional<ReproductionRow> guide_;
    RowFit fit_;
    bool predicts_ = false;
};

Reproduction outcome(const ReproductionRow& row) {
    if (row.solved) return Reproduction::solved;
    if (row.too_weak) return Reproduction::too_weak;
    if (!row.landed) return Reproduction::no_flight;
    const double at = row.at[0], least = std::log(row.target.least), most = std::log(row.target.most);
    constexpr double close = 0.02;
    if (at - least > close && most - at > close) return Reproduction::no_flight;
    return row.residual[0] < 0 ? Reproduction::too_weak : Reproduction::too_strong;
}

}  // namespace

const char* name(Reproduction reproduction) {
    switch (reproduction) {
        case Reproduction::solved:
            return "solved";
        case Reproduction::too_weak:
            return "too weak";
        case Reproduction::too_strong:
            return "too strong";
        case Reproduction::no_flight:
            return "no flight found";
        case Reproduction::not_tried:
            return "not tried";
    }
    return "";
}

void CaseTable::values(std::uint64_t number, std::span<double> values) const {
    const std::span<const double> from = row(number);
    std::copy_n(from.begin(), values.size(), values.begin());
}

std::vector<ReproducedFlight> reproduce(const BatchEngine& engine, CaseTable& table, const Geodetic& site,
                                        std::span<const ReproductionTarget> targets,
                                        const ReproduceOptions& options) {
    ReproductionSolver solver(engine, table, site, options);
    std::vector<ReproductionRow> rows(targets.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].number = i;
        rows[i].target = targets[i];
    }
    Continuation(solver, table, rows, options.predictors).run(options.progress);

    std::vector<ReproducedFlight> flights(rows.size());
    for (std::size_t i = 0; i < rows.size() && !options.stop.stop_requested(); ++i) {
        const ReproductionRow& row = rows[i];
        const FlightNumbers found(table.row(i));
        solver.fill(found, table.row(i), row.at);
        flights[i] = {outcome(row), found.unknown, found.family, found.azimuth_deg, row.slope.inverse()(0, 0),
                      row.flight};
    }
    return flights;
}

}  // namespace apogee
