#include "session/outcome_text.h"

#include <algorithm>

namespace apogee {

std::string outcome_text(const LoadedFlight& flight) {
    std::string words = name(flight.trajectory.outcome);
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
}

}  // namespace apogee
