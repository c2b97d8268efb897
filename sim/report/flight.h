#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flight/revolution.h"
#include "scenario/scenario.h"

namespace apogee {

/// A flown scenario: what every kind of report is made from.
struct Flight : FlownFlight {
    std::string name;  ///< the scenario file's stem: names columns and output files
    Scenario scenario;
    Overrides overrides;  ///< what `--set` changed
    Tolerance tolerance;
    std::optional<std::vector<Debris>> debris;  ///< empty unless asked for
};

/// A reported figure beside ours, in the unit of its key.
struct Comparison {
    ReportedFigure reported;
    std::optional<double> computed;          ///< empty where the flight has no such figure
    std::optional<double> residual;          ///< computed - reported; longitudes by the shorter way round
    std::optional<double> residual_percent;  ///< of the reported value; empty for angles
};
[[nodiscard]] std::vector<Comparison> compare_with_reported(const Flight& flight);

/// Whether a computed figure lies within what was reported; nothing where the report states no uncertainty. A
/// thousandth beside it is within: the difference would show as 0.0 or 0.1 %, which nobody would call a
/// contradiction.
[[nodiscard]] std::optional<bool> within_report(const Comparison& comparison);

/// A figure's name for people: "burnout_height_km" -> "burnout height".
[[nodiscard]] std::string figure_label(std::string_view name);

/// Version of this program, as in `apogee --version`.
[[nodiscard]] const char* version();

}  // namespace apogee
