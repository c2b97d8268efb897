#include "estimate/reproduce.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "estimate/candidates.h"
#include "physics/earth.h"
#include "physics/units.h"
#include "range/row_fit.h"

namespace apogee {
namespace {

using Vector = Eigen::Vector3d;
using Matrix = Eigen::Matrix3d;

constexpr double accuracy = 2e-4;
constexpr double most_kick_deg = 60;  // a kick beyond it is a dive

/// One row on its way. The unknowns: logarithm of the number, kick towards east and towards north in degrees.
/// The residuals: logarithm of the apogee, place of impact in units of the flight's size.
struct Row {
    std::size_t number = 0;
    ReproductionTarget target;
    Vector at = Vector::Zero(), residual = Vector::Zero();
    Matrix slope = Matrix::Zero();
    double trust = 1;  ///< part of the longest step that the last steps allow
    bool landed = false, solved = false, too_weak = false;
    CaseResult flight;

    [[nodiscard]] double error() const { return landed ? residual.norm() : 1e9; }
};

struct Trial {
    std::size_t row;
    Vector at;
    Vector residual = Vector::Zero();
    bool landed = false;
    CaseResult flight{};

    Trial(std::size_t of_row, Vector where) : row(of_row), at(std::move(where)) {}
};

class Solver {
  public:
    Solver(const BatchEngine& engine, const CaseTable& rows, const Geodetic& site,
           const ReproduceOptions& options)
        : engine_(engine), rows_(rows), site_(site), options_(options), width_(engine.paths().size()) {
        assert(width_ >= FlightNumbers::solved);
    }

    [[nodiscard]] bool stopped() const { return options_.stop.stop_requested(); }

    /// Newton's method on all rows that have landed once and are not solved.
    void refine(std::vector<Row>& rows) {
        constexpr int slopes = 4, steps = 6;
        for (int i = 0; i < slopes; ++i) {
            find_slopes(rows);
            for (int k = 0; k < steps; ++k) step(rows);
        }
    }

    /// Marks the rows that do not climb to their apogee even when steered almost straight up, with any of
    /// some values of the unknown number from the least to the greatest: the apogee may have its greatest
    /// between, as over the propellant of a stage of given thrust.
    void weed_out(std::vector<Row>& rows) {
        // First near the value with which the rows before climbed highest: where the values beside it do
        // worse and it does not reach the apogee, none does.
        std::vector<std::size_t> unsure;
        if (highest_at_) {
            const std::vector<Climb> climbs = climb(rows, all_of(rows), beside(*highest_at_));
            for (std::size_t i = 0; i < rows.size(); ++i) {
                rows[i].too_weak = climbs[i].shows_top(*highest_at_) && climbs[i].highest < almost;
                if (!rows[i].too_weak && climbs[i].highest < almost) unsure.push_back(i);
            }
        } else {
            unsure = all_of(rows);
        }
        std::vector<int> every(vertical_values);
        std::iota(every.begin(), every.end(), 0);
        std::vector<int> tops(vertical_values, 0);
        const std::vector<Climb> climbs = climb(rows, unsure, every);
        for (std::size_t k = 0; k < unsure.size(); ++k) {
            rows[unsure[k]].too_weak = climbs[k].landed() && climbs[k].highest < almost;
            if (climbs[k].landed()) ++tops[static_cast<std::size_t>(climbs[k].at)];
        }
        const auto most = std::ranges::max_element(tops);
        if (!highest_at_ && *most > 0) highest_at_ = static_cast<int>(most - tops.begin());
    }

    /// Starts every unsolved row at the best of a coarse scan.
    void scan(std::vector<Row>& rows) {
        constexpr double kicks_deg[] = {0.3, 0.8, 2, 5, 12, 28};
        constexpr double places[] = {0.1, 0.5, 0.9};  // between the logarithms of the bounds
        std::vector<Trial> trials;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].solved) continue;
            const ReproductionTarget& t = rows[i].target;
            for (const double kick : kicks_deg)
                for (const double place : places)
                    trials.emplace_back(i, Vector(std::log(t.least) + place * std::log(t.most / t.least),
                                                  kick * std::sin(t.azimuth), kick * std::cos(t.azimuth)));
        }
        fly(rows, trials);
        for (Row& row : rows)
            if (!row.solved) row.landed = false;
        for (const Trial& trial : trials) {
            Row& row = rows[trial.row];
            if (trial.landed && trial.residual.norm() < row.error()) accept(row, trial);
        }
    }

    /// Steps from where the rows stand, with the slopes that were predicted: most need one or two.
    void approach(std::vector<Row>& rows) {
        constexpr int steps = 4;
        start(rows);
        for (int k = 0; k < steps; ++k) step(rows);
    }

    /// Flies every row from where it stands.
    void start(std::vector<Row>& rows) {
        std::vector<Trial> trials;
        for (std::size_t i = 0; i < rows.size(); ++i) trials.emplace_back(i, rows[i].at);
        fly(rows, trials);
        for (const Trial& trial : trials)
            if (trial.landed) accept(rows[trial.row], trial);
    }

    void fill(const FlightNumbers& numbers, std::span<const double> row, const Vector& at) const {
        std::copy_n(row.begin(), numbers.vehicle.size(), numbers.vehicle.begin());
        numbers.unknown = std::exp(at[0]);
        const double azimuth_deg = degrees(std::atan2(at[1], at[2]));
        numbers.azimuth_deg = azimuth_deg < 0 ? azimuth_deg + 360 : azimuth_deg;
        numbers.family = std::abs(options_.straight_up - std::hypot(at[1], at[2]));
    }

  private:
    /// Values of the unknown number, from the least to the greatest, with which a row is sent up.
    static constexpr int vertical_values = 9;
    static constexpr double almost = -0.02;  ///< logarithm of the apogee over the target's

    /// How high a row climbs, straight up, over these values.
    struct Climb {
        double highest = -std::numeric_limits<double>::infinity();
        int at = -1, flown = 0, down = 0;

        [[nodiscard]] bool landed() const { return at >= 0; }
        /// All these flights came down, and the ones beside `top` from less high.
        [[nodiscard]] bool shows_top(int top) const { return at == top && down == flown; }
    };

    static std::vector<std::size_t> all_of(const std::vector<Row>& rows) {
        std::vector<std::size_t> list(rows.size());
        std::iota(list.begin(), list.end(), std::size_t{0});
        return list;
    }
    static std::vector<int> beside(int value) {
        std::vector<int> list;
        for (const int k : {value - 1, value, value + 1})
            if (k >= 0 && k < vertical_values) list.push_back(k);
        return list;
    }

    std::vector<Climb> climb(const std::vector<Row>& rows, const std::vector<std::size_t>& which,
                             const std::vector<int>& values) {
        constexpr double nearly_vertical_deg = 0.1;
        std::vector<Trial> trials;
        for (const std::size_t i : which) {
            const double least = std::log(rows[i].target.least), most = std::log(rows[i].target.most);
            for (const int k : values)
                trials.emplace_back(
                    i, Vector(least + (most - least) * k / (vertical_values - 1), 0, nearly_vertical_deg));
        }
        fly(rows, trials);
        std::vector<Climb> climbs(which.size());
        for (std::size_t j = 0; j < trials.size(); ++j) {
            Climb& c = climbs[j / values.size()];
            ++c.flown;
            if (!trials[j].landed) continue;
            ++c.down;
            if (trials[j].residual[0] <= c.highest) continue;
            c.highest = trials[j].residual[0];
            c.at = values[j % values.size()];
        }
        return climbs;
    }

    static void accept(Row& row, const Trial& trial) {
        row.at = trial.at;
        row.residual = trial.residual;
        row.flight = trial.flight;
        row.landed = true;
        row.solved = row.error() < accuracy;
    }

    void find_slopes(std::vector<Row>& rows) {
        std::vector<Trial> trials;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            Row& row = rows[i];
            if (row.solved || !row.landed) continue;
            row.trust = 1;
            for (int k = 0; k < 3; ++k) {
                Trial trial(i, row.at);
                trial.at[k] += difference(row, k);
                trials.push_back(trial);
            }
        }
        fly(rows, trials);
        for (std::size_t j = 0; j < trials.size(); j += 3) {
            Row& row = rows[trials[j].row];
            for (int k = 0; k < 3; ++k) {
                const Trial& trial = trials[j + static_cast<std::size_t>(k)];
                if (!trial.landed) row.landed = false;
                row.slope.col(k) = (trial.residual - row.residual) / (trial.at[k] - row.at[k]);
            }
        }
    }

    static double difference(const Row& row, int k) {
        return k == 0 ? -0.02 : 0.01 + 0.02 * row.at.tail<2>().norm();
    }

    void step(std::vector<Row>& rows) {
        std::vector<Trial> trials;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Row& row = rows[i];
            if (row.solved || !row.landed || row.trust < 1e-3) continue;
            const Vector newton = row.slope.partialPivLu().solve(-row.residual);
            if (!newton.allFinite()) continue;
            trials.emplace_back(i, limited(row, newton));
        }
        fly(rows, trials);
        for (const Trial& trial : trials) {
            Row& row = rows[trial.row];
            if (!trial.landed) {
                row.trust *= 0.3;
                continue;
            }
            const Vector moved = trial.at - row.at;
            const double length2 = moved.squaredNorm();
            if (length2 > 0)
                row.slope +=
                    (trial.residual - row.residual - row.slope * moved) * moved.transpose() / length2;
            if (trial.residual.norm() < row.error()) {
                accept(row, trial);
                row.trust = std::min(1.0, 2 * row.trust);
            } else {
                row.trust *= 0.3;
            }
        }
    }

    /// A step within the trust region of the slopes and within the bounds.
    static Vector limited(const Row& row, const Vector& newton) {
        const double longest_kick = 0.1 + 0.5 * row.at.tail<2>().norm();
        const double by = std::max({std::abs(newton[0]) / 0.7, newton.tail<2>().norm() / longest_kick, 1.0});
        Vector at = row.at + newton * (row.trust / by);
        at[0] = std::clamp(at[0], std::log(row.target.least), std::log(row.target.most));
        const double kick = at.tail<2>().norm();
        if (kick > most_kick_deg) at.tail<2>() *= most_kick_deg / kick;
        return at;
    }

    void fly(const std::vector<Row>& rows, std::vector<Trial>& trials) {
        if (trials.empty() || stopped()) return;
        CaseTable table(width_);
        table.resize(trials.size());
        for (std::size_t i = 0; i < trials.size(); ++i)
            fill(FlightNumbers(table.row(i)), rows_.row(rows[trials[i].row].number), trials[i].at);
        std::vector<CaseResult> results(trials.size());
        BatchOptions options;
        options.threads = options_.threads;
        options.stop = options_.stop;
        options.within_a_metre = false;  // what is reported is rounded to kilometres
        const std::uint64_t complete = engine_.fly(table, 0, results, options).complete;
        for (std::size_t i = 0; i < complete; ++i) judge(trials[i], rows[trials[i].row].target, results[i]);
    }

    void judge(Trial& trial, const ReproductionTarget& target, const CaseResult& flight) const {
        trial.flight = flight;
        trial.landed = flight.outcome == Outcome::landed && std::isfinite(flight.range_km) &&
                       flight.apogee_km > 1 && std::isfinite(flight.burnout_time_s);
        if (!trial.landed) return;
        const double size_km = std::hypot(target.range_km, 0.5 * target.apogee_km);
        const double azimuth =
            geodesic(Earth{}, site_,
                     {radians(flight.impact_latitude_deg), radians(flight.impact_longitude_deg), 0})
                .azimuth;
        trial.residual = {
            std::log(flight.apogee_km / target.apogee_km),
            (flight.range_km * std::sin(azimuth) - target.range_km * std::sin(target.azimuth)) / size_km,
            (flight.range_km * std::cos(azimuth) - target.range_km * std::cos(target.azimuth)) / size_km};
    }

    const BatchEngine& engine_;
    const CaseTable& rows_;
    Geodetic site_;
    const ReproduceOptions& options_;
    std::size_t width_;
    std::optional<int> highest_at_;  ///< of the values straight up, in most rows of the first call
};

/// All rows. A few are solved from a coarse scan; some that represent all start from the solutions of those;
/// a least-squares fit to these gives the starting points of the others.
class Continuation {
  public:
    Continuation(Solver& solver, const CaseTable& table, std::vector<Row>& rows,
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
            std::vector<Row> part;
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
        std::vector<Row> guides(
            rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(std::min(looked_at, rows_.size())));
        solver_.weed_out(guides);
        std::erase_if(guides, [](const Row& row) { return row.too_weak; });
        guides.resize(std::min(most_guides, guides.size()));
        solver_.scan(guides);
        solver_.refine(guides);
        const auto guide = std::ranges::find_if(guides, &Row::solved);
        if (guide != guides.end()) guide_ = *guide;
    }

    void solve(std::vector<Row> part) {
        if (solver_.stopped()) return;
        if (predicts_) {
            for (Row& row : part) begin_where_predicted(row);
            solver_.approach(part);
            part = kept_solved(std::move(part));
        }
        solver_.weed_out(part);
        part = kept(std::move(part), [](const Row& row) { return row.too_weak; });
        if (guide_) {
            for (Row& row : part) {
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
        static_cast<void>(kept(std::move(part), [](const Row&) { return true; }));
    }

    /// Stores the rows that are finished. @return the others.
    template <class Through>
    std::vector<Row> kept(std::vector<Row> part, Through through) {
        for (const Row& row : part) {
            if (!through(row)) continue;
            rows_[row.number] = row;
            if (row.solved && std::ranges::all_of(numbers(row), [](double x) { return std::isfinite(x); }))
                fit_.learn(numbers(row), answers(row));
        }
        std::erase_if(part, through);
        return part;
    }
    std::vector<Row> kept_solved(std::vector<Row> part) {
        return kept(std::move(part), [](const Row& row) { return row.solved; });
    }

    std::vector<double> numbers(const Row& row) const {
        const std::span<const double> values =
            predictors_.empty()
                ? table_.row(row.number).first(table_.row(row.number).size() - FlightNumbers::solved)
                : predictors_.subspan(row.number * width_, width_);
        std::vector<double> numbers(values.begin(), values.end());
        numbers.insert(numbers.end(), {row.target.apogee_km, row.target.range_km, row.target.azimuth});
        return numbers;
    }
    static std::vector<double> answers(const Row& row) {
        std::vector<double> answers(row.at.begin(), row.at.end());
        answers.insert(answers.end(), row.slope.reshaped().begin(), row.slope.reshaped().end());
        return answers;
    }
    void begin_where_predicted(Row& row) const {
        const auto answers = fit_.predict(numbers(row));
        if (!answers) return;
        row.at = answers->head<3>();
        row.slope = answers->tail<9>().reshaped(3, 3);
    }

    Solver& solver_;
    const CaseTable& table_;
    std::vector<Row>& rows_;
    std::span<const double> predictors_;
    std::size_t width_;  ///< of the predictors
    std::optional<Row> guide_;
    RowFit fit_;
    bool predicts_ = false;
};

Reproduction outcome(const Row& row) {
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
    Solver solver(engine, table, site, options);
    std::vector<Row> rows(targets.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].number = i;
        rows[i].target = targets[i];
    }
    Continuation(solver, table, rows, options.predictors).run(options.progress);

    std::vector<ReproducedFlight> flights(rows.size());
    for (std::size_t i = 0; i < rows.size() && !options.stop.stop_requested(); ++i) {
        const Row& row = rows[i];
        const FlightNumbers found(table.row(i));
        solver.fill(found, table.row(i), row.at);
        flights[i] = {outcome(row), found.unknown, found.family, found.azimuth_deg, row.slope.inverse()(0, 0),
                      row.flight};
    }
    return flights;
}

}  // namespace apogee
