#pragma once

#include <string>
#include <vector>

#include "scene/drawn_flight.h"
#include "session/session.h"

namespace apogee {

/// A flight of the session sampled for drawing, kept until the flight changes. Its path is never empty.
struct KeptFlight : DrawnFlight {
    long revision = -1;  ///< of the flight it was made from
};

/// Samples the flights that changed.
void update_samples(const Session& session, std::vector<KeptFlight>& kept);

/// The session's flights in the order in which they are drawn: the current one on top.
[[nodiscard]] std::vector<std::size_t> drawing_order(const Session& session);

/// Where a flight starts.
[[nodiscard]] LatLon start_of(const DrawnFlight& flight);

/// "Apogee 4,476 km", "Stage 1 burnout 2:17".
[[nodiscard]] std::string event_text(const DrawnFlight::Mark& mark, LengthUnit unit);

}  // namespace apogee
