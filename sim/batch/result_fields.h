#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "batch/engine.h"
#include "flight/flight_figures.h"

namespace apogee {

/// A figure of a flight that a case holds.
struct ResultField : FlightFigure {
    double CaseResult::*member;
};

/// Every figure of a case, in the order in which results are stored, summarised and exported.
[[nodiscard]] std::span<const ResultField> result_fields();

/// Whether a case can have this value: a NaN, or what the bounds of a scenario's keys leave possible, with
/// room to spare. Anything else comes from a file that no flight has written.
[[nodiscard]] bool possible(const ResultField& field, double value);

/// What of a result contradicts the rest of it, in words: figures of an impact that never was, or none of one
/// that was (`figures`). Nothing where all agree.
[[nodiscard]] std::optional<std::string_view> contradiction(const CaseResult& result);

}  // namespace apogee
