#include "range/family_row.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "physics/elementary.h"

namespace apogee {
namespace {

using For = FamilyRow::Search::For;

/// What a search goes by. Flights that fall over count as too flat and as too fast; too flat are those, too,
/// that burn out on the way down, however fast.
double value_of(For what, const Member& m, double most_pressure_kPa) {
    switch (what) {
        case For::angle:
            return m.burnt_out() && m.angle.flown_deg > 0 ? m.angle.excess_deg() : -90;
        case For::range:
            return m.reach_km();
        case For::pressure: {
            const double pressure = m.flight.max_dynamic_pressure_kPa;
            if (!m.burnt_out()) return most_pressure_kPa;
            return std::isfinite(pressure) ? pressure - most_pressure_kPa : -most_pressure_kPa;
        }
    }
    return 0;
}

bool is_beyond(const Member& m) {
    return m.standing == Standing::beyond;
}

/// Steeper than the minimum-energy flight.
bool steep(const Member& m) {
    return value_of(For::angle, m, 0) > 0;
}

/// Near orbital speed flat flights are steeper than the minimum-energy ones again, also of vehicles that have
/// a standard flight.
bool is_nearly_level(const Member& m) {
    constexpr double nearly_level_deg = 10;
    return m.angle.flown_deg < nearly_level_deg;
}

/// Passes the far side and is steeper than the minimum-energy flight.
bool is_far_and_steep(const Member& m) {
    return is_beyond(m) && steep(m) && !is_nearly_level(m);
}

/// Too fast for any minimum-energy angle, and nearly level. Flatter flights fall over or skim the air; the
/// range jumps there, so no flight lies between.
bool is_too_fast_and_level(const Member& m) {
    return std::isnan(m.angle.minimum_energy_deg) && is_nearly_level(m);
}

FamilyFlight beyond_half_the_earth() {
    FamilyFlight flight;
    flight.reach = Reach::beyond_half_the_earth;
    return flight;
}

}  // namespace

bool FamilyRow::Search::done() const {
    // The farthest flight passes the far side: there is no more to find.
    return (what == For::range && is_beyond(best)) ||
           std::visit([](const auto& search) { return search.done(); }, by);
}

double FamilyRow::Search::next() const {
    return std::visit([](const auto& search) { return search.next(); }, by);
}

void FamilyRow::Search::tell(const Member& member, double most_pressure_kPa) {
    const double value = value_of(what, member, most_pressure_kPa);
    std::visit(
        [&](auto& search) {
            search.tell(value);
            if (search.best().at == member.at) best = member;
        },
        by);
}

void FamilyRow::clear() {
    members_.clear();
    searches_.clear();
}

std::vector<FamilyRow::Search*> FamilyRow::due_searches() {
    std::vector<Search*> due;
    bool steeper = false;  // has the angle, or may have it
    for (Search& search : searches_) {
        const bool waits = search.what == For::angle && steeper;
        if (!search.done() && !waits) due.push_back(&search);
        steeper = steeper || (search.what == For::angle && (!search.done() || meets_angle(search)));
    }
    return due;
}

std::optional<double> FamilyRow::hill_top() const {
    const auto hill = std::ranges::find(searches_, For::range, &Search::what);
    if (hill == searches_.end()) return std::nullopt;
    return std::get<MaximumSearch>(hill->by).top();
}

std::optional<FamilyRow::Slopes> FamilyRow::slopes(double straight_up) const {
    Slopes found;
    const auto tilt = [&](const Member& m) { return elementary::log(std::abs(m.at - straight_up)); };
    const auto range = [](const Member& m) { return elementary::log(m.flight.range_km); };
    for (std::size_t i = 0; i + 1 < members_.size(); ++i) {
        const Member &a = members_[i], &b = members_[i + 1];
        if (a.standing != Standing::within || b.standing != Standing::within) continue;
        const double span = tilt(b) - tilt(a);
        if (found.excess_deg == 0 && steep(a) && !steep(b)) {
            found.excess_deg = (b.angle.excess_deg() - a.angle.excess_deg()) / span;
            found.ln_range = (range(b) - range(a)) / span;
        }
        if (!is_peak(i)) continue;
        const Member& before = members_[i - 1];
        if (before.standing != Standing::within) continue;
        const double rising = (range(a) - range(before)) / (tilt(a) - tilt(before)),
                     falling = (range(b) - range(a)) / span;
        found.curvature = 2 * (rising - falling) / (tilt(b) - tilt(before));
    }
    const bool complete = found.excess_deg < 0 && found.curvature > 0;
    return complete ? std::optional(found) : std::nullopt;
}

void FamilyRow::begin_searches(const FreeNumber& number, const FarthestOptions& options) {
    double best = 0;
    for (const Member& m : members_)
        if (m.standing == Standing::within) best = std::max(best, m.reach_km());
    // Where a flight passes the far side, the farthest flight needs no search.
    const bool far = std::ranges::any_of(members_, is_beyond);
    for (std::size_t i = 0; i + 1 < members_.size(); ++i) {
        const Member &low = members_[i], &high = members_[i + 1];
        begin_root(For::angle, low, high, options);
        if (far) continue;
        begin_root(For::pressure, low, high, options);
        // A lower hill may turn out the higher one, but not by much: the scan is close.
        if (!is_peak(i) || low.reach_km() <= 0.8 * best) continue;
        const auto sample = [&](const Member& m) { return Sample{m.at, m.reach_km()}; };
        Sample before = sample(members_[i - 1]), after = sample(high);
        if (before.at > after.at) std::swap(before, after);  // the scan may descend
        const double size = std::max(std::abs(before.at), std::abs(after.at));
        // Towards half the Earth hills grow so sharp that parabolas through them promise too little: by 80 km
        // at 19,000 km.
        constexpr double sharp_km = 15'000;
        const double enough = best < sharp_km ? 0.1 * options.accuracy_km : 0;
        const double tolerance = number.relative_tolerance * size;
        searches_.push_back({For::range, MaximumSearch(before, sample(low), after, tolerance, enough), low});
    }
}

void FamilyRow::begin_root(For what, const Member& low, const Member& high, const FarthestOptions& options) {
    if (!low.burnt_out()) return;
    if (!high.burnt_out() && what == For::pressure) return;
    const double most = options.most_dynamic_pressure_kPa;
    const double a = value_of(what, low, most), b = value_of(what, high, most);
    if ((a > 0) == (b > 0)) return;
    if (what == For::angle && a > 0 && is_too_fast_and_level(low)) return;
    const double enough = what == For::angle ? angle_met_deg(options) : 5e-7 * most;
    const double tolerance = 1e-6 * options.accuracy_km * std::max(std::abs(low.at), std::abs(high.at));
    const Member& nearer = std::abs(a) < std::abs(b) ? low : high;
    searches_.push_back({what, RootSearch({low.at, a}, {high.at, b}, tolerance, enough), nearer});
}

bool FamilyRow::dips(std::size_t i) const {
    if (i == 0 || i + 1 >= members_.size()) return false;
    const Member &steeper = members_[i - 1], &m = members_[i], &flatter = members_[i + 1];
    if (!steep(steeper) || !steep(m) || std::isnan(m.angle.minimum_energy_deg)) return false;
    if (m.angle.excess_deg() > steeper.angle.excess_deg()) return false;
    const bool falls = !flatter.burnt_out() || flatter.angle.flown_deg <= 0;
    return falls || m.angle.excess_deg() <= flatter.angle.excess_deg();
}

std::vector<double> FamilyRow::beside_dips() const {
    constexpr int parts = 8;  // misses what dips by less than some 0.01 deg
    std::vector<double> places;
    const auto divide = [&](const Member& from, const Member& to) {
        for (int k = 1; k < parts; ++k) places.push_back(from.at + (to.at - from.at) * k / parts);
    };
    for (std::size_t i = 0; i < members_.size(); ++i) {
        if (!dips(i)) continue;
        divide(members_[i - 1], members_[i]);
        divide(members_[i], members_[i + 1]);
    }
    return places;
}

void FamilyRow::put_in_order(const FreeNumber& number) {
    const double steepest = number.scan.front();
    std::ranges::sort(members_, {}, [&](const Member& m) { return std::abs(m.at - steepest); });
}

bool FamilyRow::is_peak(std::size_t i) const {
    return i > 0 && i + 1 < members_.size() && members_[i].standing == Standing::within &&
           members_[i].reach_km() >= members_[i - 1].reach_km() &&
           members_[i].reach_km() > members_[i + 1].reach_km();
}

bool FamilyRow::shows_beyond() const {
    // If a flight as steep as that passes the far side, the minimum-energy ones pass it too.
    return !members_.empty() && std::ranges::all_of(members_, is_far_and_steep);
}

bool FamilyRow::encloses_answer() const {
    if (members_.empty() || !std::ranges::all_of(members_, &Member::burnt_out)) return false;
    const auto any = [&](auto&& what) { return std::ranges::any_of(members_, what); };
    // Where the steepest is steep enough, the first that is not has the standard flight before it.
    if (!steep(members_.front())) return false;
    // Near orbital speed the angle may be met in a short dip between the members.
    if (std::ranges::all_of(members_, steep)) return false;
    // The farthest passes the far side, whatever the others do.
    if (any(is_beyond)) return true;
    if (any([](const Member& m) { return m.reach_km() > several_km; })) return false;
    int hills = 0;
    for (std::size_t i = 0; i < members_.size(); ++i) hills += is_peak(i) ? 1 : 0;
    return hills == 1 &&
           std::ranges::all_of(members_, [](const Member& m) { return m.standing == Standing::within; });
}

/// Every flight within the bounds that stands for something, from the steepest to the flattest.
std::vector<FamilyRow::Candidate> FamilyRow::candidates(const FreeNumber& number) const {
    std::vector<Candidate> list;
    for (std::size_t i = 0; i < members_.size(); ++i) {
        if (members_[i].standing != Standing::within) continue;
        Limit limit = Limit::none;
        if (members_[i].at == number.scan.front()) limit = Limit::least_free_number;
        if (members_[i].at == number.scan.back()) limit = Limit::most_free_number;
        if (i + 1 < members_.size() && !members_[i + 1].burnt_out()) limit = Limit::falls_over;
        list.push_back({&members_[i], limit});
    }
    for (const Search& search : searches_)
        if (search.best.standing == Standing::within)
            list.push_back(
                {&search.best, search.what == For::pressure ? Limit::dynamic_pressure : Limit::none});
    const double steepest = number.scan.front();
    std::stable_sort(list.begin(), list.end(), [&](const Candidate& a, const Candidate& b) {
        return std::abs(a.member->at - steepest) < std::abs(b.member->at - steepest);
    });
    return list;
}

Farthest FamilyRow::answer(const FreeNumber& number) const {
    Farthest answer;
    for (std::size_t i = 0; i < members_.size(); ++i) answer.maxima += is_peak(i) ? 1 : 0;
    const std::vector<Candidate> list = candidates(number);
    answer.standard = standard(list);
    answer.maximum = maximum(list);
    return answer;
}

/// Where no flight can be named.
FamilyFlight FamilyRow::without_flight() const {
    FamilyFlight none;
    const auto stands = [&](Standing standing) {
        return std::ranges::any_of(members_, [&](const Member& m) { return m.standing == standing; });
    };
    none.reach = stands(Standing::impossible)        ? Reach::impossible
                 : stands(Standing::on_the_pad)      ? Reach::cannot_lift_off
                 : stands(Standing::too_fast_in_air) ? Reach::too_fast_in_air
                                                     : Reach::none;
    return none;
}

bool FamilyRow::goes_beyond() const {
    return std::ranges::any_of(members_, is_beyond) ||
           std::ranges::any_of(searches_, [](const Search& search) { return is_beyond(search.best); });
}

FamilyFlight FamilyRow::maximum(const std::vector<Candidate>& list) const {
    if (goes_beyond()) return beyond_half_the_earth();
    if (list.empty()) return without_flight();
    const Candidate best = farthest_of(list);
    return {Reach::range, best.limit, best.member->at, best.member->flight, best.member->angle};
}

bool FamilyRow::meets_angle(const Search& search) {
    constexpr double met_deg = 2e-4;  // else the search ended at a jump: flights that fall over
    const Member& m = search.best;
    return search.what == For::angle && std::abs(m.angle.excess_deg()) < met_deg &&
           m.standing == Standing::within && m.rises_from_the_air();
}

std::optional<double> FamilyRow::well_beyond() const {
    const auto first = std::ranges::find_if(members_, is_far_and_steep);
    if (first != members_.end()) {
        const auto last = std::find_if(members_.rbegin(), members_.rend(), is_far_and_steep);
        return 0.5 * (first->at + last->at);
    }
    // Between two members of the scan it takes a search to find them.
    for (const Search& search : searches_)
        if (is_far_and_steep(search.best)) return search.best.at;
    return std::nullopt;
}

std::optional<double> FamilyRow::beyond() const {
    const auto first = std::ranges::find_if(members_, is_beyond);
    if (first == members_.end()) return std::nullopt;
    const auto last = std::find_if(members_.rbegin(), members_.rend(), is_beyond);
    return 0.5 * (first->at + last->at);
}

const Member* FamilyRow::least_energy() const {
    const auto found = std::ranges::find_if(searches_, meets_angle);
    return found == searches_.end() ? nullptr : &found->best;
}

FamilyFlight FamilyRow::standard(const std::vector<Candidate>& list) const {
    const auto found = [](const Candidate& c) {
        return FamilyFlight{Reach::range, c.limit, c.member->at, c.member->flight, c.member->angle};
    };
    // Near orbital speed flat flights that hardly leave the air have the angle too: the steepest is the one
    // that slower missiles have.
    if (const Member* standard = least_energy()) return found({standard, Limit::none});
    if (goes_beyond()) return beyond_half_the_earth();
    if (list.empty()) return without_flight();
    // None has the angle: the one nearest to it, at the end of what the bounds allow or where it pays.
    if (list.front().member->angle.excess_deg() < 0) return found(list.front());
    Candidate nearest = farthest_of(list);
    if (nearest.limit == Limit::none) nearest.limit = Limit::air;
    return found(nearest);
}

FamilyRow::Candidate FamilyRow::farthest_of(const std::vector<Candidate>& list) {
    return *std::ranges::max_element(list, {}, [](const Candidate& c) { return c.member->flight.range_km; });
}

}  // namespace apogee
