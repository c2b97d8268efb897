// What is drawn of a flight follows its dense output: over time, and as a path.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "scene/flight_path.h"
#include "scene/plot_points.h"
#include "unit/flown_example.h"

namespace apogee::testing {
namespace {

/// A body let go without air, which goes round and round.
Flight long_orbit() {
    return flown(parsed(
        "[initial]\nlatitude_deg = 20\nlongitude_deg = 0\nheight_m = 400000\nvelocity_north_m_s = 3000\n"
        "velocity_east_m_s = 7600\nvelocity_down_m_s = 0\nduration_s = 500000\n[environment]\n"
        "atmosphere = \"none\"\n[payload]\nmass_kg = 500\n"));
}

/// Thrown up by 3 km: the integrator takes few steps.
Flight short_hop() {
    return flown(
        parsed("[initial]\nlatitude_deg = 20\nlongitude_deg = 0\nheight_m = 0\nvelocity_north_m_s = 100\n"
               "velocity_east_m_s = 100\nvelocity_down_m_s = -240\n[environment]\natmosphere = \"none\"\n"
               "[payload]\nmass_kg = 500\n"));
}

double distance(PixelPoint p, PixelPoint a, PixelPoint b) {
    const double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    const double t = square > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0, 1.0) : 0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/// How far the curve of a number passes beside the line through some points, in a plot of 1000 by 500 pixels.
double farthest_off(const Trajectory& trajectory, const std::vector<FlightPoint>& points,
                    const Plotted& number, double from_s, double to_s) {
    double low = number(points.front()), high = low;
    for (const FlightPoint& p : points) low = std::min(low, number(p)), high = std::max(high, number(p));
    const auto pixel = [&](const FlightPoint& p) {
        return PixelPoint{1000 * (p.time_s - from_s) / (to_s - from_s),
                          500 * (number(p) - low) / (high - low)};
    };
    PixelRun line;
    for (const FlightPoint& p : points) line.push_back(pixel(p));
    double most = 0;
    constexpr int moments = 50'000;
    for (int i = 0; i <= moments; ++i) {
        const PixelPoint p = pixel(trajectory.point(from_s + (to_s - from_s) * i / moments));
        // The pieces beside it are enough.
        const auto after = std::ranges::lower_bound(line, p.x, {}, &PixelPoint::x);
        const auto at = std::clamp<std::ptrdiff_t>(after - line.begin(), 1, std::ssize(line) - 1);
        double least = 1e9;
        for (auto k = std::max<std::ptrdiff_t>(at - 3, 1); k <= std::min(at + 3, std::ssize(line) - 1); ++k)
            least = std::min(
                least, distance(p, line[static_cast<std::size_t>(k - 1)], line[static_cast<std::size_t>(k)]));
        most = std::max(most, least);
    }
    return most;
}

}  // namespace

// Half a pixel is what is seen. Fixed numbers of samples missed 93 turns round the Earth by half the plot.
TEST_CASE("a plot over time follows the flight, however long or short", "[figure][plot]") {
    const Flight one = GENERATE(long_orbit(), short_hop(),
                                flown(load_scenario(APOGEE_SCENARIOS_DIR "/hwasong-15-2017-11-29.toml")));
    const Trajectory& trajectory = one.trajectory;
    CAPTURE(trajectory.end_s);
    const std::array<Plotted, 6> numbers{
        [](const FlightPoint& p) { return p.place.height; },
        [](const FlightPoint& p) { return p.speed_earth_m_s; },
        [](const FlightPoint& p) { return p.downrange_m; },
        [](const FlightPoint& p) { return p.dynamic_pressure_Pa; },
        [](const FlightPoint& p) { return p.specific_force_m_s2; },
        [](const FlightPoint& p) { return p.flight_path_angle; },
    };
    for (const auto& [from_part, to_part] : {std::pair(0.0, 1.0), std::pair(0.3, 0.31)}) {
        const double from = from_part * trajectory.end_s, to = to_part * trajectory.end_s;
        const std::vector<FlightPoint> points = plot_points(trajectory, numbers, from, to);
        CAPTURE(from, to, points.size());
        CHECK(points.front().time_s == from);
        CHECK(points.back().time_s == to);
        CHECK(points.size() < 20'000);
        for (std::size_t k = 0; k < numbers.size(); ++k) {
            CAPTURE(k);
            const bool varies = std::ranges::any_of(points, [&](const FlightPoint& p) {
                return std::abs(numbers[k](p) - numbers[k](points.front())) >
                       1e-4 * std::abs(numbers[k](points.front()));
            });
            if (varies) CHECK(farthest_off(trajectory, points, numbers[k], from, to) < 0.5);
        }
    }
}

// A picture of the flight is some thousand pixels large. Ten seconds of a fall are 120 m beside their chord.
TEST_CASE("a path follows the flight to a small part of how large it is", "[figure][plot]") {
    const Flight one = GENERATE(short_hop(), long_orbit(),
                                flown(load_scenario(APOGEE_SCENARIOS_DIR "/hwasong-15-2017-11-29.toml")));
    const Trajectory& trajectory = one.trajectory;
    const Path path = sample(trajectory);
    CHECK(path.size() < 40'000);
    double highest_m = 0, most_off_m = 0;
    for (std::size_t i = 1; i < path.size(); ++i) {
        const PathPoint &a = path[i - 1], &b = path[i];
        const PathPoint middle = sample(trajectory, (a.time_s + b.time_s) / 2);
        highest_m = std::max(highest_m, b.height_m);
        most_off_m = std::max(most_off_m, std::abs(middle.height_m - (a.height_m + b.height_m) / 2));
    }
    CHECK(most_off_m < 5e-4 * highest_m);
}

}  // namespace apogee::testing
