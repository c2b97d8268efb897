#pragma once

#include <string>
#include <vector>

#include "flight/budget.h"
#include "report/flight.h"

namespace apogee {

/// The report of one flight, made for reading on a terminal 100 columns wide: vehicle, events, results,
/// reported figures beside ours, spent bodies, models.
[[nodiscard]] std::string flight_report(const Flight& flight);

/// Several flights side by side, one column each.
[[nodiscard]] std::string comparison_report(const std::vector<Flight>& flights);

// Parts that other reports share.

/// How a flight ended: "landed", "in orbit: the orbit stays above the air", ...
[[nodiscard]] std::string outcome_text(const Trajectory& flight);
/// "39.2000 N 125.9000 E"
[[nodiscard]] std::string place_text(const Geodetic& place);
/// The "Vehicle  ..." lines and the table of stages.
[[nodiscard]] std::string vehicle_text(const Vehicle& vehicle);
/// The same after "Launch   ..." (or "Release  ...") and the time.
[[nodiscard]] std::string start_text(const Scenario& scenario);
/// What stands behind an apogee in a table: "*" where it is that of the osculating orbit, not flown.
[[nodiscard]] inline const char* osculating_mark(const FlightSummary& summary) {
    return summary.apogee_m && summary.apogee_kind == ApogeeKind::osculating ? "*" : "";
}
inline constexpr const char* osculating_note = "  * of the osculating orbit, not flown\n";
/// The file as people call it: "standard input" for "-".
[[nodiscard]] std::string input_name(const std::string& file);
/// "WGS84 ellipsoid, gravity j2, ..." and the scenario's hash.
[[nodiscard]] std::string models_text(const Scenario& scenario);
/// "4100 to 4900", "sd 4", empty where the number is exact.
[[nodiscard]] std::string uncertainty_text(const Uncertainty& uncertainty);

}  // namespace apogee
