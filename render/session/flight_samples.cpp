#include "session/flight_samples.h"

#include <algorithm>

namespace apogee {

const FlightSamples& SampleCache::of(const LoadedFlight& flight) {
    FlightSamples& made = samples_[flight.style];
    if (made.revision == flight.revision) return made;
    made = {flight.revision, {}, {}};
    for (const Event& event : flight.trajectory.events)
        made.events.push_back(flight.trajectory.point(event.time_s));
    made.overflights = overflights(flight.shown());
    return made;
}

const std::vector<FlightPoint>& SampleCache::plotted(const LoadedFlight& flight, const PlottedPart& part,
                                                     const NumbersOf& numbers) {
    return update(plotted_[flight.style], flight, flight.revision, part, numbers);
}

const std::vector<FlightPoint>& SampleCache::plotted_original(const LoadedFlight& flight,
                                                              const PlottedPart& part,
                                                              const NumbersOf& numbers) {
    return update(originals_[flight.style], *flight.original, flight.original->revision, part, numbers);
}

const std::vector<FlightPoint>& SampleCache::update(PlottedPoints& kept, const FlownFlight& flight,
                                                    long revision, const PlottedPart& part,
                                                    const NumbersOf& numbers) {
    if (kept.revision == revision && kept.part == part) return kept.points;
    const Trajectory& shown = flight.shown();
    kept = {
        revision, part,
        plot_points(shown, numbers(flight), std::max(part.from_s, 0.0), std::min(part.to_s, shown.end_s))};
    return kept.points;
}

}  // namespace apogee
