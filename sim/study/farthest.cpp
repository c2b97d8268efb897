#include "study/farthest.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include "study/family_fleet.h"
#include "study/search.h"

namespace apogee {
namespace {

/// A refinement between members of the scan.
struct Search {
    enum class For { angle, range, pressure } what;
    std::size_t row;
    std::variant<RootSearch, MaximumSearch> by;
    Member best;

    [[nodiscard]] bool done() const {
        return std::visit([](const auto& search) { return search.done(); }, by);
    }
    [[nodiscard]] double next() const {
        return std::visit([](const auto& search) { return search.next(); }, by);
    }
};

/// What a search goes by. Flights that fall over count as too flat and as too fast.
double value_of(Search::For what, const Member& m, double most_pressure_kPa) {
    switch (what) {
        case Search::For::angle:
            return m.burnt_out() ? m.angle.excess_deg() : -90;
        case Search::For::range:
            return m.reach_km();
        case Search::For::pressure: {
            const double pressure = m.flight.max_dynamic_pressure_kPa;
            if (!m.burnt_out()) return most_pressure_kPa;
            return std::isfinite(pressure) ? pressure - most_pressure_kPa : -most_pressure_kPa;
        }
    }
    return 0;
}

class Survey {
  public:
    Survey(FamilyFleet& fleet, std::uint64_t count, const FreeNumber& number, const FarthestOptions& options)
        : fleet_(fleet),
          number_(number),
          most_pressure_kPa_(options.most_dynamic_pressure_kPa),
          rows_(count) {}

    std::vector<Farthest> answers() {
        std::vector<Farthest> answers(rows_.size());
        if (!scan()) return answers;
        begin_searches();
        if (!refine()) return answers;
        for (std::size_t row = 0; row < rows_.size(); ++row) answers[row] = answer(row);
        return answers;
    }

  private:
    using Members = std::vector<Member>;

    /// Flies the scan in a few stages. A row that has fallen over is done: the next ones fall sooner.
    bool scan() {
        constexpr std::size_t stage = 8;
        const std::vector<double>& scan = number_.scan;
        fleet_.expect(rows_.size() * (scan.size() + 16));
        for (std::size_t first = 0; first < scan.size(); first += stage) {
            std::vector<Question> questions;
            for (std::size_t row = 0; row < rows_.size(); ++row) {
                if (!rows_[row].empty() && !rows_[row].back().burnt_out()) continue;
                for (std::size_t i = first; i < std::min(first + stage, scan.size()); ++i)
                    questions.push_back({row, scan[i]});
            }
            if (questions.empty()) break;
            const Members& members = fleet_.fly(questions);
            if (members.empty()) return false;
            for (std::size_t i = 0; i < members.size(); ++i) rows_[questions[i].row].push_back(members[i]);
        }
        return true;
    }

    void begin_searches() {
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            const Members& scan = rows_[row];
            const double best = farthest_within(scan);
            for (std::size_t i = 0; i + 1 < scan.size(); ++i) {
                begin_root(Search::For::angle, row, scan[i], scan[i + 1]);
                begin_root(Search::For::pressure, row, scan[i], scan[i + 1]);
                // A lower hill may turn out the higher one, but not by much: the scan is close.
                if (is_peak(scan, i) && scan[i].reach_km() > 0.8 * best) begin_peak(row, i);
            }
        }
    }

    void begin_root(Search::For what, std::size_t row, const Member& low, const Member& high) {
        if (!low.burnt_out()) return;
        if (!high.burnt_out() && what == Search::For::pressure) return;
        const double a = value_of(what, low, most_pressure_kPa_),
                     b = value_of(what, high, most_pressure_kPa_);
        if ((a > 0) == (b > 0)) return;
        // A millionth of a degree at burnout is 0.2 m of range, a millionth of the pressure less.
        const double enough = what == Search::For::angle ? 1e-6 : 5e-7 * most_pressure_kPa_;
        const double tolerance = 1e-9 * std::max(std::abs(low.at), std::abs(high.at));
        const Member& nearer = std::abs(a) < std::abs(b) ? low : high;
        searches_.push_back({what, row, RootSearch({low.at, a}, {high.at, b}, tolerance, enough), nearer});
    }

    static bool is_peak(const Members& scan, std::size_t i) {
        return i > 0 && i + 1 < scan.size() && scan[i].standing == Standing::within &&
               scan[i].reach_km() >= scan[i - 1].reach_km() && scan[i].reach_km() > scan[i + 1].reach_km();
    }

    void begin_peak(std::size_t row, std::size_t i) {
        const auto sample = [&](std::size_t k) { return Sample{rows_[row][k].at, rows_[row][k].reach_km()}; };
        Sample low = sample(i - 1), high = sample(i + 1);
        if (low.at > high.at) std::swap(low, high);  // the scan may descend
        const double tolerance = number_.relative_tolerance * std::max(std::abs(low.at), std::abs(high.at));
        searches_.push_back(
            {Search::For::range, row, MaximumSearch(low, sample(i), high, tolerance), rows_[row][i]});
    }

    bool refine() {
        constexpr int most_rounds = 60;  // bisection alone needs fewer
        for (int round = 0; round < most_rounds; ++round) {
            std::vector<Question> questions;
            std::vector<Search*> asking;
            for (Search& search : searches_) {
                if (search.done()) continue;
                questions.push_back({search.row, search.next()});
                asking.push_back(&search);
            }
            if (questions.empty()) break;
            if (round == 0) fleet_.expect(questions.size() * 8);
            const Members& members = fleet_.fly(std::move(questions));
            if (members.empty()) return false;
            for (std::size_t i = 0; i < members.size(); ++i) tell(*asking[i], members[i]);
        }
        return true;
    }

    void tell(Search& search, const Member& member) const {
        const double value = value_of(search.what, member, most_pressure_kPa_);
        std::visit(
            [&](auto& by) {
                by.tell(value);
                if (by.best().at == member.at) search.best = member;
            },
            search.by);
    }

    static double farthest_within(const Members& scan) {
        double best = 0;
        for (const Member& m : scan)
            if (m.standing == Standing::within) best = std::max(best, m.reach_km());
        return best;
    }

    /// A flight that may be the answer, and what bounds it.
    struct Candidate {
        const Member* member;
        Limit limit;
    };

    /// Every flight of a row within the bounds that stands for something, from the steepest to the flattest.
    [[nodiscard]] std::vector<Candidate> candidates(std::size_t row) const {
        std::vector<Candidate> list;
        const Members& scan = rows_[row];
        for (std::size_t i = 0; i < scan.size(); ++i) {
            if (scan[i].standing != Standing::within) continue;
            Limit limit = Limit::none;
            if (i == 0) limit = Limit::least_free_number;
            if (i + 1 == number_.scan.size()) limit = Limit::most_free_number;
            if (i + 1 < scan.size() && !scan[i + 1].burnt_out()) limit = Limit::falls_over;
            list.push_back({&scan[i], limit});
        }
        for (const Search& search : searches_)
            if (search.row == row && search.best.standing == Standing::within)
                list.push_back({&search.best, search.what == Search::For::pressure ? Limit::dynamic_pressure
                                                                                   : Limit::none});
        const double steepest = number_.scan.front();
        std::stable_sort(list.begin(), list.end(), [&](const Candidate& a, const Candidate& b) {
            return std::abs(a.member->at - steepest) < std::abs(b.member->at - steepest);
        });
        return list;
    }

    [[nodiscard]] Farthest answer(std::size_t row) const {
        Farthest answer;
        const Members& scan = rows_[row];
        for (std::size_t i = 0; i < scan.size(); ++i) answer.maxima += is_peak(scan, i) ? 1 : 0;
        const std::vector<Candidate> list = candidates(row);
        answer.standard = standard(row, list);
        answer.maximum = maximum(row, list);
        return answer;
    }

    /// Where no flight can be named.
    [[nodiscard]] FamilyFlight without_flight(std::size_t row) const {
        FamilyFlight none;
        const auto stands = [&](Standing standing) {
            return std::ranges::any_of(rows_[row], [&](const Member& m) { return m.standing == standing; });
        };
        none.reach = stands(Standing::impossible)   ? Reach::impossible
                     : stands(Standing::on_the_pad) ? Reach::cannot_lift_off
                                                    : Reach::none;
        return none;
    }

    static FamilyFlight beyond() {
        FamilyFlight flight;
        flight.reach = Reach::beyond_half_the_earth;
        return flight;
    }

    [[nodiscard]] bool goes_beyond(std::size_t row) const {
        const auto is_beyond = [](const Member& m) { return m.standing == Standing::beyond; };
        return std::ranges::any_of(rows_[row], is_beyond) ||
               std::ranges::any_of(searches_, [&](const Search& search) {
                   return search.row == row && is_beyond(search.best);
               });
    }

    [[nodiscard]] FamilyFlight maximum(std::size_t row, const std::vector<Candidate>& list) const {
        if (goes_beyond(row)) return beyond();
        if (list.empty()) return without_flight(row);
        return found(farthest_of(list));
    }

    [[nodiscard]] FamilyFlight standard(std::size_t row, const std::vector<Candidate>& list) const {
        constexpr double met_deg = 1e-4;  // else the search ended at a jump: flights that fall over
        const Member* standard = nullptr;
        for (const Search& search : searches_) {
            if (search.row != row || search.what != Search::For::angle) continue;
            const Member& m = search.best;
            if (!(std::abs(m.angle.excess_deg()) < met_deg)) continue;
            if (m.standing != Standing::within || !rises_from_the_air(m)) continue;
            if (!standard || m.flight.range_km > standard->flight.range_km) standard = &m;
        }
        if (standard) return found({standard, Limit::none});
        if (goes_beyond(row)) return beyond();
        if (list.empty()) return without_flight(row);
        // None has the angle: the one nearest to it, at the end of what the bounds allow or where it pays.
        if (list.front().member->angle.excess_deg() < 0) return found(list.front());
        Candidate nearest = farthest_of(list);
        if (nearest.limit == Limit::none) nearest.limit = Limit::air;
        return found(nearest);
    }

    /// Whether the speed at burnout brings about what it promises. Where it does not, the air is in the way:
    /// a burnout near orbital speed and level has the angle of least energy and comes down at once.
    static bool rises_from_the_air(const Member& m) {
        constexpr double least_part = 0.6;  // drag and the turning Earth leave the catalogue above 0.8
        return m.flight.range_km > least_part * m.angle.minimum_energy_range_km;
    }

    static Candidate farthest_of(const std::vector<Candidate>& list) {
        return *std::ranges::max_element(list, {},
                                         [](const Candidate& c) { return c.member->flight.range_km; });
    }

    static FamilyFlight found(const Candidate& c) {
        return {Reach::range, c.limit, c.member->at, c.member->flight, c.member->angle};
    }

    FamilyFleet& fleet_;
    const FreeNumber& number_;
    double most_pressure_kPa_;
    std::vector<Members> rows_;  ///< the scan
    std::vector<Search> searches_;
};

}  // namespace

const char* name(Limit limit) {
    switch (limit) {
        case Limit::none:
            return "none";
        case Limit::dynamic_pressure:
            return "dynamic pressure";
        case Limit::least_free_number:
            return "least kick";
        case Limit::most_free_number:
            return "greatest kick";
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
    FamilyFleet fleet(engine, rows, count, number, options);
    return Survey(fleet, count, number, options).answers();
}

}  // namespace apogee
