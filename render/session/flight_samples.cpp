#include "session/flight_samples.h"

#include <algorithm>

namespace apogee {
namespace {

constexpr int samples_over_flight = 120, samples_over_burn = 100, samples_over_fall = 50;

/// Even over the whole flight and again over what is powered, with both sides of every event: thrust and mass
/// jump there. The last stretch, where the air stops what falls, is as dense as the burn.
std::vector<double> sample_times(const Trajectory& trajectory) {
    std::vector<double> times;
    const double end = trajectory.end_s;
    const auto spread = [&](double from, double to, int count) {
        for (int i = 0; i <= count; ++i) times.push_back(from + (to - from) * i / count);
    };
    spread(0, end, samples_over_flight);
    const double burnout = trajectory.plan ? std::min(trajectory.plan->last_burnout_s, end) : 0;
    if (burnout > 0) spread(0, burnout, samples_over_burn);
    spread(std::max(burnout, end - 90), end, samples_over_fall);
    constexpr double beside_s = 1e-6;
    for (const Event& event : trajectory.events) {
        times.push_back(std::clamp(event.time_s - beside_s, 0.0, end));
        times.push_back(std::clamp(event.time_s + beside_s, 0.0, end));
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    return times;
}

}  // namespace

const FlightSamples& SampleCache::of(const LoadedFlight& flight) {
    FlightSamples& made = samples_[flight.style];
    if (made.revision == flight.revision) return made;
    made = {flight.revision, {}, {}, {}};
    for (const double time : sample_times(flight.trajectory))
        made.points.push_back(flight.trajectory.point(time));
    for (const Event& event : flight.trajectory.events)
        made.events.push_back(flight.trajectory.point(event.time_s));
    made.overflights = overflights(flight.trajectory);
    return made;
}

}  // namespace apogee
