#include "session/flight_samples.h"

#include "scene/flight_path.h"

namespace apogee {
namespace {

std::vector<FlightPoint> plotted_points(const Trajectory& trajectory) {
    std::vector<FlightPoint> points;
    for (const double time : plot_times(trajectory)) points.push_back(trajectory.point(time));
    return points;
}

}  // namespace

const FlightSamples& SampleCache::of(const LoadedFlight& flight) {
    FlightSamples& made = samples_[flight.style];
    if (made.revision == flight.revision) return made;
    made = {flight.revision, plotted_points(flight.shown()), {}, {}};
    for (const Event& event : flight.trajectory.events)
        made.events.push_back(flight.trajectory.point(event.time_s));
    made.overflights = overflights(flight.shown());
    return made;
}

const std::vector<FlightPoint>& SampleCache::of_original(const LoadedFlight& flight) {
    FlightSamples& made = originals_[flight.style];
    if (made.revision != flight.original->revision)
        made = {flight.original->revision, plotted_points(flight.original->shown()), {}, {}};
    return made.points;
}

}  // namespace apogee
