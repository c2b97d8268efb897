#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>

#include "flight/ascent.h"
#include "scenario/reader.h"

namespace apogee {

/// How a flight begins, and what else the tables of its beginning say.
struct Start {
    std::variant<Launch, Release> start;
    std::string site;
    std::optional<std::chrono::sys_seconds> time;
    std::optional<double> duration_s;
};

/// Reads [launch] and [ascent], or [initial]. @throws InputError for both, for none, and for wrong values.
[[nodiscard]] Start read_start(const TableReader& root);

/// Reads [reported]; empty where there is none.
[[nodiscard]] std::vector<ReportedFigure> read_reported(const TableReader& root);

}  // namespace apogee
