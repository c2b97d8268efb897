#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "report/flight_colours.h"
#include "report/flight_files.h"
#include "report/flown_path.h"

namespace apogee {
namespace {

using Json = nlohmann::ordered_json;

constexpr double tolerance_m = 10;

/// Its end is not later than that of the last sample: beyond it there is no position.
std::string interval(const FileClock& clock, double begin_s, double end_s) {
    const auto floor = [](double time_s) { return std::floor(time_s * 1000) / 1000; };
    return utc_timestamp(clock.ignition, floor(begin_s)) + "/" + utc_timestamp(clock.ignition, floor(end_s));
}

/// @param rgb  0xRRGGBB
Json rgba(std::uint32_t rgb, int opacity = 255) {
    return {{"rgba", {rgb >> 16, rgb >> 8 & 255, rgb & 255, opacity}}};
}

Json place(const EarthFixed& at) {
    Json metres = Json::array();
    for (int i = 0; i < 3; ++i) metres.push_back(rounded_to(at.r_E[i], 100));
    return metres;
}

/// Time, position, velocity, time, ...: centimetres and millimetres a second.
Json course(const Trajectory& trajectory) {
    Json all = Json::array();
    for (const FlightPoint& p : path_samples(trajectory, Between::hermite, tolerance_m)) {
        const EarthFixed at = trajectory.earth_fixed(p.time_s, p.state);
        all.push_back(rounded_to(p.time_s, 1e4));
        for (int i = 0; i < 3; ++i) all.push_back(rounded_to(at.r_E[i], 100));
        for (int i = 0; i < 3; ++i) all.push_back(rounded_to(at.v_E[i], 1000));
    }
    return all;
}

Json label(const std::string& text, std::uint32_t colour) {
    return {{"text", text},
            {"font", "14px sans-serif"},
            {"fillColor", rgba(colour)},
            {"outlineColor", rgba(0)},
            {"outlineWidth", 2},
            {"style", "FILL_AND_OUTLINE"},
            {"horizontalOrigin", "LEFT"},
            {"pixelOffset", {{"cartesian2", {8, -8}}}}};
}

Json body_packet(const std::string& id, const Flight& flight, const FileBody& body, std::uint32_t colour) {
    const FileClock clock = file_clock(flight);
    const double begin = first_instant(*body.trajectory), end = body.trajectory->end_s;
    return {{"id", id},
            {"name", body.name},
            {"description", file_description(flight, *body.trajectory, FileTime::clock)},
            {"availability", interval(clock, begin, end)},
            {"position",
             {{"epoch", utc_timestamp(clock.ignition, 0)},
              {"referenceFrame", "FIXED"},
              {"interpolationAlgorithm", "HERMITE"},
              {"interpolationDegree", 3},
              {"cartesianVelocity", course(*body.trajectory)}}},
            {"point", {{"pixelSize", 8}, {"color", rgba(colour)}}},
            {"label", label(body.name, colour)},
            {"path",
             {{"material", {{"solidColor", {{"color", rgba(colour)}}}}},
              {"width", 2},
              {"resolution", std::max(1.0, std::ceil((end - begin) / 500))},
              {"leadTime", rounded_to(end - begin, 10)},
              {"trailTime", rounded_to(end - begin, 10)}}}};
}

/// From the first ignition to the last impact.
struct Span {
    std::chrono::sys_seconds begin, end;
};

/// @param end  of the file's clock: what has happened stays in the picture
void add_body(Json& packets, const std::string& id, const Flight& flight, const FileBody& body,
              std::uint32_t colour, std::chrono::sys_seconds end) {
    packets.push_back(body_packet(id, flight, body, colour));
    const FileClock clock = file_clock(flight);
    int number = 0;
    for (const Event& event : body.trajectory->events) {
        const EarthFixed at = body.trajectory->earth_fixed(event.time_s, event.state);
        packets.push_back(
            {{"id", fmt::format("{}/event {}", id, ++number)},
             {"name", event.name},
             {"description",
              fmt::format("{}, {} after ignition", event.name, minutes_and_seconds(event.time_s))},
             {"availability", utc_timestamp(clock.ignition, event.time_s) + "/" + utc_timestamp(end, 0)},
             {"position", {{"cartesian", place(at)}}},
             {"point", {{"pixelSize", 5}, {"color", rgba(colour, 160)}}},
             {"label", label(event.name, colour)}});
    }
}

Span span_of(std::span<const Flight> flights) {
    // A clock needs a second at least: a body may be let go on the ground.
    const auto first = file_clock(flights.front()).ignition;
    Span span{first, first + std::chrono::seconds(1)};
    for (const Flight& flight : flights) {
        const auto ignition = file_clock(flight).ignition;
        span.begin = std::min(span.begin, ignition);
        for (const FileBody& body : file_bodies(flight)) {
            const auto seconds = static_cast<long long>(std::ceil(body.trajectory->end_s));
            span.end = std::max(span.end, ignition + std::chrono::seconds(seconds));
        }
    }
    return span;
}

/// Played in a minute.
Json document(const std::string& title, const Span& span) {
    const double seconds = static_cast<double>((span.end - span.begin).count());
    return {{"id", "document"},
            {"name", title},
            {"version", "1.0"},
            {"clock",
             {{"interval", utc_timestamp(span.begin, 0) + "/" + utc_timestamp(span.end, 0)},
              {"currentTime", utc_timestamp(span.begin, 0)},
              {"multiplier", std::max(1.0, std::round(seconds / 60))},
              {"range", "LOOP_STOP"},
              {"step", "SYSTEM_CLOCK_MULTIPLIER"}}}};
}

}  // namespace

Json flights_czml(std::span<const Flight> flights) {
    const Span span = span_of(flights);
    Json packets = Json::array({document(file_title(flights), span)});
    for (std::size_t i = 0; i < flights.size(); ++i) {
        const std::vector<FileBody> bodies = file_bodies(flights[i]);
        for (std::size_t k = 0; k < bodies.size(); ++k)
            add_body(packets, fmt::format("flight {}/body {}", i + 1, k), flights[i], bodies[k],
                     flight_colours[i % flight_colours.size()], span.end);
    }
    return packets;
}

}  // namespace apogee
