#include "range/farthest.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "range/answer_predictor.h"
#include "range/family_row.h"
#include "range/short_search.h"

namespace apogee {
namespace {

class Survey {
  public:
    Survey(const BatchEngine& engine, const CaseSource& source, std::uint64_t count, const FreeNumber& number,
           const FarthestOptions& options)
        : fleet_(engine, source, count, number, options),
          source_(source),
          number_(number),
          options_(options),
          predictor_(number),
          rows_(count),
          answers_(count),
          width_(options.predictors.empty() ? engine.paths().size() - 1 : options.predictors.size() / count),
          later_(count) {}

    std::vector<Farthest> answers() {
        // Every stride-th row first, so that they stand for all, then those between.
        constexpr std::uint64_t times = 4;
        const std::uint64_t first_rows = std::clamp<std::uint64_t>(RowFit::fewest_rows(width_), 8, 64);
        std::uint64_t stride = 1;
        while (rows_.size() / (stride * times) >= first_rows) stride *= times;
        for (std::uint64_t passed = 0; stride > 0; passed = stride, stride /= times) {
            Rows rows;
            for (std::uint64_t i = 0; i < rows_.size(); i += stride)
                if (passed == 0 || i % passed != 0) rows.push_back(i);
            later_ -= rows.size();
            if (passed != 0) rows = look_where_predicted(std::move(rows));
            if (stopped_ || !scan(rows) || !answer_rows(rows, AnswerPredictor::Seen::scanned))
                return std::vector<Farthest>(rows_.size());
            if (stride > 1) predictor_.fit();
        }
        return std::move(answers_);
    }

  private:
    using Rows = std::vector<std::size_t>;

    /// @return the rows whose answers are not there.
    Rows look_where_predicted(Rows rows) {
        if (predictor_.sees_slopes() && short_pays_) rows = search_shortly(rows);
        if (predictor_.sees_beyond() && !stopped_)
            rows = look_at(
                rows, [this](const auto& numbers) { return predictor_.well_beyond(numbers); },
                &FamilyRow::shows_beyond, beyond);
        if (predictor_.sees_answers() && !stopped_)
            rows = look_at(
                rows, [this](const auto& numbers) { return predictor_.around_answers(numbers); },
                &FamilyRow::encloses_answer, plain);
        return rows;
    }

    /// Numbers by which the row is predicted.
    std::span<const double> numbers(std::size_t row) {
        if (!options_.predictors.empty()) return options_.predictors.subspan(row * width_, width_);
        values_.resize(width_);
        source_.values(row, values_);
        return values_;
    }

    /// Flies the predicted answers themselves. @return the rows whose answers are not there.
    Rows search_shortly(const Rows& rows) {
        std::vector<ShortSearch> searches;
        for (const std::size_t row : rows) searches.emplace_back(predictor_, numbers(row), options_);
        expect(3 * rows.size());
        std::vector<Question> questions;
        std::vector<ShortSearch*> asking;
        const auto ask = [&] {
            questions.clear();
            asking.clear();
            for (std::size_t i = 0; i < rows.size(); ++i) {
                if (!searches[i].flies()) continue;
                questions.push_back({rows[i], searches[i].next()});
                asking.push_back(&searches[i]);
            }
            return !questions.empty();
        };
        while (ask()) {
            const std::vector<Member>& members = fleet_.fly(questions);
            stopped_ = members.empty();
            if (stopped_) return {};
            for (std::size_t i = 0; i < members.size(); ++i) asking[i]->tell(members[i]);
        }
        Rows others;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (searches[i].found()) {
                answers_[rows[i]] = searches[i].answer();
                learn(rows[i], AnswerPredictor::Seen::beside);
            } else {
                others.push_back(rows[i]);
            }
        }
        // A failed one costs some three flights, and one that finds its answers saves twice as many.
        if (!rows.empty()) short_pays_ = 3 * others.size() < 2 * rows.size();
        return others;
    }

    template <class Places>
    Rows look_at(const Rows& rows, Places places, bool (FamilyRow::*shows)() const,
                 bool (*expected)(const Farthest&)) {
        std::vector<Question> questions;
        for (const std::size_t row : rows)
            for (const double at : places(numbers(row))) questions.push_back({row, at});
        expect(questions.size() + 3 * rows.size());
        Rows enclosed, others;
        if (!fly(questions)) return others;
        for (const std::size_t row : rows) {
            const bool shown = (rows_[row].*shows)();
            (shown ? enclosed : others).push_back(row);
            if (!shown) rows_[row].clear();
        }
        if (!answer_rows(enclosed, AnswerPredictor::Seen::enclosed)) return {};
        for (const std::size_t row : enclosed)
            if (!expected(answers_[row])) others.push_back(row);
        std::ranges::sort(others);
        return others;
    }

    /// Whether the search near the predicted place ended as predicted: at flights that no bound holds. That
    /// none has the minimum-energy angle a whole scan alone can say.
    static bool plain(const Farthest& answer) {
        const FamilyFlight &standard = answer.standard, &maximum = answer.maximum;
        if (standard.reach != Reach::range || standard.limit != Limit::none) return false;
        if (maximum.reach == Reach::beyond_half_the_earth) return true;
        return maximum.reach == Reach::range && maximum.limit == Limit::none &&
               maximum.flight.range_km < FamilyRow::several_km;
    }
    static bool beyond(const Farthest& answer) {
        return answer.standard.reach == Reach::beyond_half_the_earth &&
               answer.maximum.reach == Reach::beyond_half_the_earth;
    }

    /// Flights of the rows in hand; later ones take some 4 each.
    void expect(std::size_t flights) { fleet_.expect(flights + 4 * later_); }

    /// Flies members of the rows, in the order of the scan.
    bool fly(const std::vector<Question>& questions) {
        if (questions.empty()) return true;
        const std::vector<Member>& members = fleet_.fly(questions);
        stopped_ = members.empty();
        for (std::size_t i = 0; i < members.size(); ++i) rows_[questions[i].row].add(members[i]);
        return !stopped_;
    }

    /// Flies the scan in a few stages. A row that has fallen over is done: the next ones fall sooner.
    bool scan(const Rows& rows) {
        constexpr std::size_t stage = 8;
        const std::vector<double>& scan = number_.scan;
        expect(rows.size() * (scan.size() + 16));
        for (std::size_t first = 0; first < scan.size(); first += stage) {
            std::vector<Question> questions;
            for (const std::size_t row : rows) {
                const std::vector<Member>& flown = rows_[row].members();
                if (first > 0 && !flown.back().burnt_out()) continue;
                for (std::size_t i = first; i < std::min(first + stage, scan.size()); ++i)
                    questions.push_back({row, scan[i]});
            }
            if (!fly(questions)) return false;
        }
        std::vector<Question> questions;
        for (const std::size_t row : rows)
            for (const double at : rows_[row].beside_dips()) questions.push_back({row, at});
        if (!fly(questions)) return false;
        for (const std::size_t row : rows) rows_[row].put_in_order(number_);
        return true;
    }

    /// From members to answers; what is learnt of them stays, the members go.
    bool answer_rows(const Rows& rows, AnswerPredictor::Seen seen) {
        for (const std::size_t row : rows) rows_[row].begin_searches(number_, options_);
        if (!refine(rows)) return false;
        for (const std::size_t row : rows) {
            answers_[row] = rows_[row].answer(number_);
            if (seen == AnswerPredictor::Seen::scanned || plain(answers_[row])) learn(row, seen);
            rows_[row].clear();
        }
        return true;
    }

    void learn(std::size_t row, AnswerPredictor::Seen seen) {
        if (later_ > 0) predictor_.learn(numbers(row), rows_[row], answers_[row], seen);
    }

    bool refine(const Rows& rows) {
        constexpr int most_rounds = 60;  // bisection alone needs fewer
        for (int round = 0; round < most_rounds; ++round) {
            std::vector<Question> questions;
            std::vector<FamilyRow::Search*> asking;
            for (const std::size_t row : rows)
                for (FamilyRow::Search* const search : rows_[row].due_searches()) {
                    questions.push_back({row, search->next()});
                    asking.push_back(search);
                }
            if (questions.empty()) break;
            const std::vector<Member>& members = fleet_.fly(std::move(questions));
            stopped_ = members.empty();
            if (stopped_) return false;
            for (std::size_t i = 0; i < members.size(); ++i)
                asking[i]->tell(members[i], options_.most_dynamic_pressure_kPa);
        }
        return true;
    }

    FamilyFleet fleet_;
    const CaseSource& source_;
    const FreeNumber& number_;
    const FarthestOptions& options_;
    AnswerPredictor predictor_;
    std::vector<double> values_;  ///< of one row
    std::vector<FamilyRow> rows_;
    std::vector<Farthest> answers_;
    std::size_t width_;       ///< numbers by which a row is predicted
    std::size_t later_;       ///< rows of the rounds to come
    bool short_pays_ = true;  ///< the short search, among the rows before
    bool stopped_ = false;
};

}  // namespace

const char* name(Limit limit) {
    switch (limit) {
        case Limit::none:
            return "none";
        case Limit::dynamic_pressure:
            return "dynamic pressure";
        case Limit::least_free_number:
            return "smallest kick";
        case Limit::most_free_number:
            return "largest kick";
        case Limit::falls_over:
            return "falls over";
        case Limit::air:
            return "air";
    }
    return "";
}

const char* name(Reach reach) {
    switch (reach) {
        case Reach::range:
            return "range";
        case Reach::beyond_half_the_earth:
            return "beyond half the Earth";
        case Reach::cannot_lift_off:
            return "cannot lift off";
        case Reach::too_fast_in_air:
            return "dynamic pressure above its bound";
        case Reach::none:
            return "no flight within the bounds";
        case Reach::impossible:
            return "impossible values";
        case Reach::not_flown:
            return "not flown";
    }
    return "";
}

double reach_km(const FamilyFlight& flight) {
    if (flight.reach == Reach::range) return flight.flight.range_km + flight.beyond_flight_km;
    return flight.reach == Reach::beyond_half_the_earth ? std::numeric_limits<double>::infinity()
                                                        : std::numeric_limits<double>::quiet_NaN();
}

std::vector<Farthest> farthest(const BatchEngine& engine, const CaseSource& rows, std::uint64_t count,
                               const FreeNumber& number, const FarthestOptions& options) {
    return Survey(engine, rows, count, number, options).answers();
}

}  // namespace apogee
