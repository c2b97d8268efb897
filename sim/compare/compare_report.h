#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "compare/fit.h"
#include "report/figure_table.h"

namespace apogee {

/// A measured flight, a computed one, and what lies between them.
struct ComparedFlight {
    std::string scenario;  ///< as the user named it
    MeasuredFlight measured;
    Flight flight;
    FlightErrors errors;
    std::optional<Fit> fit;  ///< its own flight is moved into `flight`
};

/// For reading on a terminal.
[[nodiscard]] std::string compare_report(const ComparedFlight& compared);
/// The same as one object; see docs/compare.md.
[[nodiscard]] nlohmann::ordered_json compare_json(const ComparedFlight& compared);
/// A row a time: measured, computed and their difference of each quantity.
[[nodiscard]] FigureTable differences_table(const ComparedFlight& compared);

}  // namespace apogee
