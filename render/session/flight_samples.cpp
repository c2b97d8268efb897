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

/// When the track leaves one country or sea for the next, between two samples: to a tenth of a second.
double crossing_time(const Trajectory& trajectory, double before_s, double after_s,
                     const std::string& before) {
    constexpr double resolution_s = 0.1;
    // As often as halves the longest flight there is (1e8 s) to the resolution.
    constexpr int halvings = 30;
    for (int i = 0; i < halvings && after_s - before_s > resolution_s; ++i) {
        const double middle = (before_s + after_s) / 2;
        const Geodetic place = trajectory.place(middle, trajectory.state(middle).r_I);
        const bool same = below(degrees(place.latitude), degrees(place.longitude)).name == before;
        (same ? before_s : after_s) = middle;
    }
    return after_s;
}

std::vector<Overflight> find_overflights(const Trajectory& trajectory,
                                         const std::vector<FlightPoint>& points) {
    std::vector<Overflight> found;
    for (const FlightPoint& point : points) {
        const double height = point.place.height;
        const Below now_below = below(point);
        if (found.empty() || found.back().below.name != now_below.name) {
            const double since = found.empty() ? point.time_s
                                               : crossing_time(trajectory, found.back().to_s, point.time_s,
                                                               found.back().below.name);
            if (!found.empty()) found.back().to_s = since;
            found.push_back({now_below, since, since, height, height});
        }
        Overflight& now = found.back();
        now.to_s = point.time_s;
        now.least_height_m = std::min(now.least_height_m, height);
        now.most_height_m = std::max(now.most_height_m, height);
    }
    return found;
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
    made.overflights = find_overflights(flight.trajectory, made.points);
    return made;
}

}  // namespace apogee
