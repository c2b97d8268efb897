#include "range/farthest.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "range/family_row.h"
#include "range/row_fit.h"

namespace apogee {
namespace {

/// What some rows' answers predict of others': how far from straight up their free number lies.
class Predictor {
  public:
    explicit Predictor(const FreeNumber& number)
        : number_(number), sign_(number.scan.back() > number.scan.front() ? 1 : -1) {}

    /// @param scanned  in full, so that all hills and the whole stretch beyond half the Earth were seen.
    void learn(std::span<const double> values, const FamilyRow& row, const Farthest& answer, bool scanned) {
        const auto named = [](const FamilyFlight& f) {
            return f.reach == Reach::range && f.limit == Limit::none;
        };
        const Member* steepest = row.least_energy();
        if (answer.maximum.reach == Reach::range) surprising_ = surprising_ || answer.maxima > 1;
        if (steepest) learn(angle_, values, tilt(steepest->at));
        if (named(answer.maximum)) learn(range_, values, tilt(answer.maximum.free_number));
        if (scanned && answer.standard.reach == Reach::beyond_half_the_earth)
            if (const auto at = row.well_beyond()) learn(beyond_, values, tilt(*at));
        if (scanned && answer.standard.reach == Reach::range)
            if (const auto at = row.beyond()) learn(flat_beyond_, values, tilt(*at));
    }

    /// Fits the known rows. Where one of them had several maxima others may, too: nothing is predicted then.
    void fit() {
        sees_beyond_ = !surprising_ && beyond_.fit();
        sees_answers_ = !surprising_ && angle_.fit();
        sees_range_ = sees_answers_ && range_.fit();
        sees_flat_beyond_ = sees_answers_ && flat_beyond_.fit();
    }
    [[nodiscard]] bool sees_beyond() const { return sees_beyond_; }
    [[nodiscard]] bool sees_answers() const { return sees_answers_; }

    /// Where a row that goes beyond half the Earth, standard flight and all, is well beyond.
    [[nodiscard]] std::vector<double> well_beyond(std::span<const double> values) const {
        std::vector<double> tilts;
        if (const auto at = beyond_.predict(values)) tilts.push_back(std::exp((*at)[0]));
        return in_order(tilts);
    }

    /// Members that should stand on both sides of the standard and of the farthest flight.
    [[nodiscard]] std::vector<double> around_answers(std::span<const double> values) const {
        // Four times the error to expect: rows outside cost a whole scan, a wider bracket a part of a flight.
        constexpr double wide = 4, least = 2e-3;
        std::vector<double> tilts;
        const auto angle = angle_.predict(values);
        if (!angle) return tilts;
        for (const double side : {-1.0, 1.0})
            tilts.push_back(std::exp((*angle)[0] + side * std::max(least, wide * angle_.spread()[0])));
        if (const auto at = sees_flat_beyond_ ? flat_beyond_.predict(values) : std::nullopt)
            tilts.push_back(std::exp((*at)[0]));
        const auto range = sees_range_ ? range_.predict(values) : std::nullopt;
        if (!range) return in_order(tilts);
        // A narrower bracket would not show the hill's curvature above the flights' own errors.
        constexpr double least_hill = 1e-2;
        for (const double side : {-1.0, 0.0, 1.0})
            tilts.push_back(std::exp((*range)[0] + side * std::max(least_hill, wide * range_.spread()[0])));
        return in_order(tilts);
    }

  private:
    [[nodiscard]] double tilt(double at) const { return sign_ * (at - number_.straight_up); }

    static void learn(RowFit& fit, std::span<const double> values, double tilt) {
        const double logarithm = std::log(tilt);
        if (std::isfinite(logarithm)) fit.learn(values, std::span(&logarithm, 1));
    }

    /// From the steepest to the flattest, within the scan. A bound itself is met by the whole scan only.
    [[nodiscard]] std::vector<double> in_order(std::vector<double> tilts) const {
        std::ranges::sort(tilts);
        const double least = tilt(number_.scan.front()), most = tilt(number_.scan.back());
        std::erase_if(tilts, [&](double x) { return !(x > least && x < most); });
        tilts.erase(std::unique(tilts.begin(), tilts.end()), tilts.end());
        for (double& x : tilts) x = number_.straight_up + sign_ * x;
        return tilts;
    }

    const FreeNumber& number_;
    double sign_;
    bool surprising_ = false, sees_beyond_ = false, sees_answers_ = false, sees_range_ = false,
         sees_flat_beyond_ = false;
    RowFit angle_, range_, beyond_, flat_beyond_;  ///< the last: the standard flight lands before
};

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
          width_(engine.paths().size() - 1),
          later_(count) {}

    std::vector<Farthest> answers() {
        // Every stride-th row first, so that they stand for all, then those between.
        constexpr std::uint64_t first_rows = 64, times = 4;
        std::uint64_t stride = 1;
        while (rows_.size() / (stride * times) >= first_rows) stride *= times;
        for (std::uint64_t passed = 0; stride > 0; passed = stride, stride /= times) {
            Rows rows;
            for (std::uint64_t i = 0; i < rows_.size(); i += stride)
                if (passed == 0 || i % passed != 0) rows.push_back(i);
            later_ -= rows.size();
            if (passed != 0) rows = look_where_predicted(std::move(rows));
            if (stopped_ || !scan(rows) || !answer_rows(rows, true))
                return std::vector<Farthest>(rows_.size());
            if (stride > 1) predictor_.fit();
        }
        return std::move(answers_);
    }

  private:
    using Rows = std::vector<std::size_t>;

    /// @return the rows whose answers are not there.
    Rows look_where_predicted(Rows rows) {
        if (predictor_.sees_beyond())
            rows = look_at(rows, [this](const auto& values) { return predictor_.well_beyond(values); });
        if (predictor_.sees_answers() && !stopped_)
            rows = look_at(rows, [this](const auto& values) { return predictor_.around_answers(values); });
        return rows;
    }

    template <class Places>
    Rows look_at(const Rows& rows, Places places) {
        std::vector<Question> questions;
        std::vector<double> values(width_);
        for (const std::size_t row : rows) {
            source_.values(row, values);
            for (const double at : places(std::span<const double>(values))) questions.push_back({row, at});
        }
        expect(questions.size() + 3 * rows.size());
        Rows enclosed, others;
        if (!fly(questions)) return others;
        for (const std::size_t row : rows) {
            (rows_[row].encloses_answer() ? enclosed : others).push_back(row);
            if (!rows_[row].encloses_answer()) rows_[row].clear();
        }
        if (!answer_rows(enclosed, false)) return {};
        for (const std::size_t row : enclosed)
            if (!plain(answers_[row])) others.push_back(row);
        std::ranges::sort(others);
        return others;
    }

    /// Whether the search near the predicted place ended as predicted: at flights that no bound holds, or
    /// beyond half the Earth.
    static bool plain(const Farthest& answer) {
        const FamilyFlight &standard = answer.standard, &maximum = answer.maximum;
        if (standard.reach == Reach::beyond_half_the_earth)
            return maximum.reach == Reach::beyond_half_the_earth;
        if (standard.reach != Reach::range || standard.limit != Limit::none) return false;
        if (maximum.reach == Reach::beyond_half_the_earth) return true;
        return maximum.reach == Reach::range && maximum.limit == Limit::none &&
               maximum.flight.range_km < FamilyRow::several_km;
    }

    /// Flights of the rows in hand; later ones take some 9 each.
    void expect(std::size_t flights) { fleet_.expect(flights + 9 * later_); }

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
    bool answer_rows(const Rows& rows, bool scanned) {
        for (const std::size_t row : rows) rows_[row].begin_searches(number_, options_);
        if (!refine(rows)) return false;
        std::vector<double> values(width_);
        for (const std::size_t row : rows) {
            answers_[row] = rows_[row].answer(number_);
            if (scanned || plain(answers_[row])) {
                source_.values(row, values);
                predictor_.learn(values, rows_[row], answers_[row], scanned);
            }
            rows_[row].clear();
        }
        return true;
    }

    bool refine(const Rows& rows) {
        constexpr int most_rounds = 60;  // bisection alone needs fewer
        for (int round = 0; round < most_rounds; ++round) {
            std::vector<Question> questions;
            std::vector<FamilyRow::Search*> asking;
            for (const std::size_t row : rows)
                for (FamilyRow::Search& search : rows_[row].searches()) {
                    if (search.done()) continue;
                    questions.push_back({row, search.next()});
                    asking.push_back(&search);
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
    Predictor predictor_;
    std::vector<FamilyRow> rows_;
    std::vector<Farthest> answers_;
    std::size_t width_, later_;  ///< rows of the rounds to come
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

std::vector<Farthest> farthest(const BatchEngine& engine, const CaseSource& rows, std::uint64_t count,
                               const FreeNumber& number, const FarthestOptions& options) {
    return Survey(engine, rows, count, number, options).answers();
}

}  // namespace apogee
