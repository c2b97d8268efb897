#include "session/flight_samples.h"

#include "scene/flight_path.h"

namespace apogee {

const FlightSamples& SampleCache::of(const LoadedFlight& flight) {
    FlightSamples& made = samples_[flight.style];
    if (made.revision == flight.revision) return made;
    made = {flight.revision, {}, {}, {}};
    for (const double time : plot_times(flight.trajectory))
        made.points.push_back(flight.trajectory.point(time));
    for (const Event& event : flight.trajectory.events)
        made.events.push_back(flight.trajectory.point(event.time_s));
    made.overflights = overflights(flight.trajectory);
    return made;
}

}  // namespace apogee
