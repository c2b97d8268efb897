#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "report/flight.h"

namespace apogee {

/// JSON has no word for what is not a finite number: null.
[[nodiscard]] nlohmann::ordered_json number_or_null(double value);

/// Everything `apogee run --json` says of a flight; keys with units, full double precision, null where the
/// flight has no such figure. See docs/formats.md.
[[nodiscard]] nlohmann::ordered_json flight_json(const Flight& flight);

/// One flight's object, or {"runs": [...]}.
[[nodiscard]] nlohmann::ordered_json flights_json(std::span<const Flight> flights);

/// The parameter table: key, value, unit, uncertainty, source, place in the file.
[[nodiscard]] nlohmann::ordered_json parameters_json(const std::vector<Parameter>& parameters);

/// `compact`: for programs alone, a third of the size where most of it are coordinates.
enum class JsonLayout { indented, compact };

/// JSON text and a newline. Valid whatever the strings hold: bytes that are no UTF-8 become U+FFFD, and
/// characters a terminal would act on are escaped.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& json,
                                    JsonLayout layout = JsonLayout::indented);

}  // namespace apogee
