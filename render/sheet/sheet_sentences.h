#pragma once

#include <string>
#include <vector>

#include "sheet/sheet.h"

/// What a sheet says in words.
namespace apogee {

/// What was reported, and what is asked of it.
[[nodiscard]] std::string question_text(const SheetFlight& sheet);
/// The answer in a sentence or two.
[[nodiscard]] std::string answer_text(const SheetFlight& sheet);
/// What a reader must know beside the answer: contradictions, too few samples.
[[nodiscard]] std::vector<std::string> caution_texts(const SheetFlight& sheet);
/// "apogee 4,476 km, range 950 km, flight time 53:20"; how a flight ended that did not land.
[[nodiscard]] std::string figures_text(const Flight& flight);
/// "10,100 km (9,950 to 10,300)"; "beyond half the Earth".
[[nodiscard]] std::string interval_text(const WeightedQuantiles& range_km);
/// The estimate's interval. "10,100 km (9,950 to 10,300)"; beyond half the Earth with the payload of the
/// test, for then that is the answer; empty without an estimate.
[[nodiscard]] std::string range_text(const SheetFlight& sheet);

}  // namespace apogee
