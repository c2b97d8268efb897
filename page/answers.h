#pragma once

#include "asked.h"

/// What each of the two modules has for itself: flight_answers.cpp and all_answers.cpp.
namespace apogee {

/// @throws InputError where the module does not answer that
[[nodiscard]] Json answer_to(const Json& asked);
/// What answers are kept may stand on files that are others now.
void forget_answers();

}  // namespace apogee
