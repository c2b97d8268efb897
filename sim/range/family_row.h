#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "range/family_fleet.h"
#include "range/search.h"

namespace apogee {

/// The way to one row's answer: members of its family, from the steepest to the flattest, searches between
/// them, and what they found.
class FamilyRow {
  public:
    /// A refinement between two members or around one.
    struct Search {
        enum class For { angle, range, pressure } what;
        std::variant<RootSearch, MaximumSearch> by;
        Member best;

        [[nodiscard]] bool done() const;
        [[nodiscard]] double next() const;
        void tell(const Member& member, double most_pressure_kPa);
    };

    /// Vehicles that go farther than this may have flights near orbital speed that pass the far side.
    /// Estimate: seen from 18,800 km on.
    static constexpr double several_km = 18'500;

    /// How near to the minimum-energy angle a flight has to be. A millionth of a degree at burnout is 0.2 m
    /// of range, a millionth of the greatest dynamic pressure less.
    [[nodiscard]] static double angle_met_deg(const FarthestOptions& options) {
        return 1e-3 * options.accuracy_km;
    }

    /// Members arrive in the order of the scan.
    void add(const Member& member) { members_.push_back(member); }
    void clear();
    [[nodiscard]] const std::vector<Member>& members() const { return members_; }
    /// Searches that have something to fly. Of several places that may have the minimum-energy angle the
    /// steepest is searched first, and the others where it turns out not to have it.
    [[nodiscard]] std::vector<Search*> due_searches();

    /// Where more members have to be flown to see whether the flown angle, which falls towards the
    /// minimum-energy angle and rises again over three members, reaches it between them.
    [[nodiscard]] std::vector<double> beside_dips() const;
    /// After members were added out of order.
    void put_in_order(const FreeNumber& number);
    void begin_searches(const FreeNumber& number, const FarthestOptions& options);
    /// After the searches.
    [[nodiscard]] Farthest answer(const FreeNumber& number) const;

    /// Whether the few members near a predicted answer enclose it: a minimum-energy flight, and one maximum
    /// between them or a flight that passes the far side.
    [[nodiscard]] bool encloses_answer() const;
    /// Whether a flight well beyond shows that the minimum-energy ones pass the far side.
    [[nodiscard]] bool shows_beyond() const;
    /// How the flights change beside the answers, by the logarithm of the tilt: how far the free number is
    /// from straight up.
    struct Slopes {
        double excess_deg = 0, ln_range = 0;  ///< first derivatives at the standard flight
        double curvature = 0;                 ///< of the logarithm of the range at its maximum; positive
    };
    /// Where a parabola through its last flights puts the farthest one: nearer than the farthest that was
    /// flown. Empty where none was searched.
    [[nodiscard]] std::optional<double> hill_top() const;
    /// From few members close round both answers; empty where they are not.
    [[nodiscard]] std::optional<Slopes> slopes(double straight_up) const;
    /// The free number in the middle of the flights that pass the far side and are steeper than the
    /// minimum-energy ones, as seen in a whole scan; empty where none are.
    [[nodiscard]] std::optional<double> well_beyond() const;
    /// The free number in the middle of all flights of a whole scan that pass the far side.
    [[nodiscard]] std::optional<double> beyond() const;
    /// The steepest searched member that lands and burns out at the minimum-energy angle; null where none.
    [[nodiscard]] const Member* least_energy() const;

  private:
    /// A flight that may be the answer, and what bounds it.
    struct Candidate {
        const Member* member;
        Limit limit;
    };

    void begin_root(Search::For what, const Member& low, const Member& high, const FarthestOptions& options);
    [[nodiscard]] bool is_peak(std::size_t i) const;
    /// Whether flights beside this one may be flatter than the minimum-energy ones although none that
    /// was flown is: near orbital speed the minimum-energy angle falls almost as fast as the flown one.
    [[nodiscard]] bool dips(std::size_t i) const;
    [[nodiscard]] bool goes_beyond() const;
    static bool meets_angle(const Search& search);
    [[nodiscard]] std::vector<Candidate> candidates(const FreeNumber& number) const;
    [[nodiscard]] FamilyFlight without_flight() const;
    [[nodiscard]] FamilyFlight maximum(const std::vector<Candidate>& list) const;
    [[nodiscard]] FamilyFlight standard(const std::vector<Candidate>& list) const;
    static Candidate farthest_of(const std::vector<Candidate>& list);

    std::vector<Member> members_;
    std::vector<Search> searches_;
};

}  // namespace apogee
