#pragma once

#include <span>
#include <string>
#include <vector>

#include "scenario/case_numbers.h"
#include "scenario/keys.h"
#include "scenario/scenario.h"

namespace apogee {

/// A scenario whose numbers can be replaced, quickly and without reading any text. Values are in the units of
/// the scenario file and mean there what they mean here: a test holds the plan of every catalogued scenario
/// with a number replaced against that of the same scenario read with `--set`.
class CaseModel {
  public:
    /// @throws InputError where the scenario has no number of one of these paths.
    CaseModel(const Scenario& scenario, const std::vector<std::string>& paths);

    /// @return false where the values contradict each other, so that no file may state them together.
    [[nodiscard]] bool set(std::span<const double> values);

    /// The plan of the numbers set last. `with_air` false leaves out the air, which all cases
    /// share, and the marks, which nobody reads.
    [[nodiscard]] FlightPlan plan(bool with_air) const;

    /// Null: from the pad.
    [[nodiscard]] const Release* release() const { return std::get_if<Release>(&numbers_.start); }
    [[nodiscard]] const Earth& earth() const { return numbers_.environment.earth; }
    /// Whether the Earth itself differs from case to case.
    [[nodiscard]] bool earth_varies() const { return earth_varies_; }

  private:
    [[nodiscard]] bool complete_motors();

    CaseNumbers numbers_;
    bool once_round_ = false;       ///< see FlightPlan
    std::vector<KeyPlace> places_;  ///< of the numbers that `set` replaces
    bool earth_varies_ = false;
};

}  // namespace apogee
