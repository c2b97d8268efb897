#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

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
    [[nodiscard]] const Release* release() const { return std::get_if<Release>(&start_); }
    [[nodiscard]] const Earth& earth() const { return environment_.earth; }
    /// Whether the Earth itself differs from case to case.
    [[nodiscard]] bool earth_varies() const { return earth_varies_; }

  private:
    using Setter = std::function<void(CaseModel&, double)>;
    /// A motor as files state it: what is not stated is NaN.
    struct MotorNumbers {
        double propellant_mass_kg, isp_vacuum_s, burn_time_s, thrust_vacuum_kN, isp_sea_level_s,
            nozzle_exit_area_m2;
    };

    Setter setter(const std::string& path);
    Setter start_setter(const std::string& key);
    Setter ascent_setter(const std::string& key);
    Setter environment_setter(const std::string& key);
    Setter stage_setter(bool booster, std::size_t index, const std::string& key);
    Setter payload_setter(const std::string& key);
    Setter shroud_setter(const std::string& key);
    [[nodiscard]] bool complete_motors();

    Vehicle vehicle_;
    std::variant<Launch, Release> start_;
    Environment environment_, no_air_;
    std::optional<double> duration_s_;
    std::vector<MotorNumbers> stage_motors_, booster_motors_;
    std::vector<Setter> setters_;
    bool earth_varies_ = false;
};

}  // namespace apogee
