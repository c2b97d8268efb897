#pragma once

#include <cmath>
#include <optional>
#include <vector>

#include "range/farthest.h"

namespace apogee {

/// Where a flight stands among those of its family.
enum class Standing : std::uint8_t { within, too_fast_in_air, beyond, fell, on_the_pad, impossible };

/// One member of the family, flown.
struct Member {
    double at = 0;  ///< the free number
    CaseResult flight;
    BurnoutAngle angle;
    Standing standing = Standing::fell;

    [[nodiscard]] bool burnt_out() const { return std::isfinite(flight.burnout_height_km); }
    /// What a search for the greatest range goes by: far where the flight passes the far side or does not
    /// come down, nothing where it never got going.
    [[nodiscard]] double reach_km() const {
        constexpr double far = 1e5, nothing = -1;
        if (standing == Standing::beyond) return far;
        if (!burnt_out()) return nothing;
        return flight.outcome == Outcome::landed ? flight.range_km : far;
    }
    /// Whether the flight goes nearly as far as its burnout speed would carry it without air. A level burnout
    /// low in the air near orbital speed has the minimum-energy angle and yet comes down at once.
    [[nodiscard]] bool rises_from_the_air() const {
        constexpr double least_part = 0.6;  // drag and the turning Earth leave the catalogue above 0.8
        return flight.range_km > least_part * angle.minimum_energy_range_km;
    }
};

/// A flight to be flown: a row and a value of the free number.
struct Question {
    std::size_t row;
    double at;
};

/// Flies members of the families of any rows.
class FamilyFleet : public CaseSource {
  public:
    FamilyFleet(const BatchEngine& engine, const CaseSource& rows, std::uint64_t count,
                const FreeNumber& number, const FarthestOptions& options);

    /// @return one member a question, in their order; none where the call was stopped.
    const std::vector<Member>& fly(std::vector<Question> questions);
    /// Flights that are still to come, for the progress.
    void expect(std::uint64_t flights) { expected_ = flown_ + flights; }

    void values(std::uint64_t number, std::span<double> values) const override;

  private:
    /// Start and direction of a row as unit vectors, Earth-fixed.
    struct Heading {
        Vec3<double> site, along;
    };

    Member member(const Question& question, const CaseResult& flight);
    Standing standing(std::size_t row, const CaseResult& flight);
    const Heading& heading(std::size_t row);
    [[nodiscard]] FlightPlan plan_of(std::size_t row) const;
    static bool past_the_far_side(const Heading& heading, const CaseResult& flight);
    void report(std::uint64_t done) const;

    const BatchEngine& engine_;
    const CaseSource& rows_;
    const FreeNumber& number_;
    const FarthestOptions& options_;
    Earth earth_;
    std::vector<std::optional<Heading>> headings_;
    std::vector<Question> questions_;
    std::vector<CaseResult> results_;
    std::vector<Member> members_;
    std::uint64_t flown_ = 0, expected_ = 1;
};

}  // namespace apogee
