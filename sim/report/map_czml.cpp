#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/angles.h"
#include "base/clock.h"
#include "report/flight_colours.h"
#include "report/flown_path.h"
#include "report/map_content.h"

namespace apogee {
namespace {

using Json = nlohmann::ordered_json;

constexpr double tolerance_m = 10;

/// Its end is not later than that of the last sample: beyond it there is no position.
std::string interval(const FileClock& clock, double begin_s, double end_s) {
    const auto floor = [](double time_s) { return std::floor(time_s * 1000) / 1000; };
    return utc_timestamp(clock.zero, floor(begin_s)) + "/" + utc_timestamp(clock.zero, floor(end_s));
}

std::uint32_t colour_of(std::size_t colour) {
    return flight_colours[colour % flight_colours.size()];
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

/// What a body is called, and what a viewer shows when it is clicked.
Json body_packet(const std::string& id, const MapBody& body, const FileClock& clock) {
    const std::uint32_t colour = colour_of(body.colour);
    const double begin = first_instant(*body.line), end = body.line->end_s;
    const std::array said{clock.note, figures_and_remark(body), body.heights, body.source};
    return {{"id", id},
            {"name", body.name},
            {"description", as_html(sentences(said))},
            {"availability", interval(clock, begin, end)},
            {"position",
             {{"epoch", utc_timestamp(clock.zero, 0)},
              {"referenceFrame", "FIXED"},
              {"interpolationAlgorithm", "HERMITE"},
              {"interpolationDegree", 3},
              {"cartesianVelocity", course(*body.line)}}},
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
struct ShownTime {
    std::chrono::sys_seconds begin, end;
};

/// @param end  of the file's clock: what has happened stays in the picture
void add_body(Json& packets, const std::string& id, const MapBody& body, const FileClock& clock,
              std::chrono::sys_seconds end) {
    const std::uint32_t colour = colour_of(body.colour);
    packets.push_back(body_packet(id, body, clock));
    int number = 0;
    for (const Event& event : body.trajectory->events) {
        const EarthFixed at = body.trajectory->earth_fixed(event.time_s, event.state);
        packets.push_back(
            {{"id", fmt::format("{}/event {}", id, ++number)},
             {"name", event.name},
             {"description", as_html(fmt::format("{}, {} after {}", event.name,
                                                 minutes_and_seconds(event.time_s), body.time_zero))},
             {"availability", utc_timestamp(clock.zero, event.time_s) + "/" + utc_timestamp(end, 0)},
             {"position", {{"cartesian", place(at)}}},
             {"point", {{"pixelSize", 5}, {"color", rgba(colour, 160)}}},
             {"label", label(event.name, colour)}});
    }
}

/// On the ground at all times.
Json place_packet(const std::string& id, const MapPlace& place) {
    Json packet{{"id", id}, {"name", place.name.empty() ? place.what : place.name}};
    if (!place.description.empty()) packet["description"] = as_html(place.description);
    packet["position"] = {{"cartographicDegrees",
                           {rounded_to(place.longitude_deg, 1e7), rounded_to(place.latitude_deg, 1e7), 0}}};
    packet["point"] = {{"pixelSize", place.name.empty() ? 3 : 6}, {"color", rgba(colour_of(place.colour))}};
    if (!place.name.empty()) packet["label"] = label(place.name, colour_of(place.colour));
    return packet;
}

/// A line on the ground: Cesium fills no polygon that holds more than a hemisphere.
Json region_packet(const std::string& id, const MapRegion& region) {
    Json line = Json::array();
    const auto add = [&](const Geodetic& p) {
        for (const double x :
             {rounded_to(degrees(p.longitude), 1e7), rounded_to(degrees(p.latitude), 1e7), 0.})
            line.push_back(x);
    };
    for (const Geodetic& p : region.line) add(p);
    add(region.line.front());
    Json packet{{"id", id}, {"name", region.what}};
    if (!region.description.empty()) packet["description"] = as_html(region.description);
    packet["polyline"] = {{"positions", {{"cartographicDegrees", std::move(line)}}},
                          {"arcType", "GEODESIC"},
                          {"clampToGround", true},
                          {"width", 2.5},
                          {"material", {{"solidColor", {{"color", rgba(colour_of(region.colour))}}}}}};
    return packet;
}

ShownTime span_of(std::span<const MapBody> bodies, std::span<const FileClock> clocks) {
    // A clock needs a second at least: a body may be let go on the ground.
    ShownTime span{clocks.front().zero, clocks.front().zero + std::chrono::seconds(1)};
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        const auto seconds = static_cast<long long>(std::ceil(bodies[i].line->end_s));
        span.begin = std::min(span.begin, clocks[i].zero);
        span.end = std::max(span.end, clocks[i].zero + std::chrono::seconds(seconds));
    }
    return span;
}

/// Played in a minute.
Json clock_json(const ShownTime& span) {
    const double seconds = static_cast<double>((span.end - span.begin).count());
    return {{"interval", utc_timestamp(span.begin, 0) + "/" + utc_timestamp(span.end, 0)},
            {"currentTime", utc_timestamp(span.begin, 0)},
            {"multiplier", std::max(1.0, std::round(seconds / 60))},
            {"range", "LOOP_STOP"},
            {"step", "SYSTEM_CLOCK_MULTIPLIER"}};
}

}  // namespace

Json map_czml(const MapContent& content) {
    Json document{{"id", "document"}, {"name", content.title}, {"version", "1.0"}};
    Json packets = Json::array();
    for (std::size_t i = 0; i < content.places.size(); ++i)
        packets.push_back(place_packet(fmt::format("place {}", i + 1), content.places[i]));
    for (std::size_t i = 0; i < content.regions.size(); ++i)
        packets.push_back(region_packet(fmt::format("region {}", i + 1), content.regions[i]));
    if (!content.bodies.empty()) {
        const std::vector<FileClock> clocks = file_clocks(content.bodies, FarApart::together);
        const ShownTime span = span_of(content.bodies, clocks);
        document["clock"] = clock_json(span);
        for (std::size_t i = 0; i < content.bodies.size(); ++i)
            add_body(packets, fmt::format("body {}", i + 1), content.bodies[i], clocks[i], span.end);
    }
    packets.insert(packets.begin(), std::move(document));
    return packets;
}

}  // namespace apogee
