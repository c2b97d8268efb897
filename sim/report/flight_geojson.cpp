#include "base/angles.h"
#include "base/clock.h"
#include "report/flight_files.h"
#include "report/geojson.h"
#include "report/overflight.h"

namespace apogee {
namespace {

using geojson::Json;

Json maybe_km(const std::optional<double>& metres) {
    return metres ? Json(*metres / 1000) : Json();
}

/// What every feature of a body says.
Json body_facts(const Flight& flight, const FileBody& body) {
    return {{"flight", flight.name},
            {"title", flight.scenario.title},
            {"vehicle", flight.scenario.vehicle.name},
            {"body", body.name}};
}

/// Countries and seas in the order in which they are passed.
Json names_below(const Trajectory& trajectory) {
    Json names = Json::array();
    for (const Overflight& over : overflights(trajectory)) names.push_back(over.below.name);
    return names;
}

Json path_facts(const FileBody& body) {
    const FlightSummary summary = summarise(*body.trajectory);
    return {{"outcome", name(body.trajectory->outcome)}, {"range_km", maybe_km(summary.range_m)},
            {"apogee_km", maybe_km(summary.apogee_m)},   {"begin_s", first_instant(*body.trajectory)},
            {"end_s", body.trajectory->end_s},           {"below", names_below(*body.trajectory)}};
}

Json event_feature(const Flight& flight, const FileBody& body, const Event& event) {
    const FlightPoint p = body.trajectory->point(event.time_s);
    Json facts = body_facts(flight, body);
    facts["event"] = event.name;
    facts["time_s"] = event.time_s;
    facts["utc"] = flight.scenario.launch_time
                       ? Json(utc_timestamp(*flight.scenario.launch_time, event.time_s))
                       : Json();
    facts["height_km"] = p.place.height / 1000;
    facts["downrange_km"] = p.downrange_m / 1000;
    facts["speed_earth_km_s"] = p.speed_earth_m_s / 1000;
    return geojson::feature("event", facts,
                            geojson::point(geojson::position(TrackPoint{
                                degrees(p.place.longitude), degrees(p.place.latitude), p.place.height})));
}

void add_flight(Json& features, const Flight& flight) {
    const Geodetic& start = flight.trajectory.plan->start;
    features.push_back(geojson::feature(
        flight.trajectory.plan->from_pad ? "launch site" : "point below the release",
        {{"flight", flight.name},
         {"title", flight.scenario.title},
         {"site", flight.scenario.site},
         {"provenance", file_description(flight, flight.trajectory, FileTime::none)}},
        geojson::point(geojson::position(degrees(start.longitude), degrees(start.latitude)))));
    for (const FileBody& body : file_bodies(flight)) {
        const auto lines =
            map_lines(path_samples(*body.trajectory, Between::degrees, line_tolerance_m), Between::degrees);
        Json facts = body_facts(flight, body);
        facts.update(path_facts(body));
        features.push_back(geojson::feature("arc", facts, geojson::lines(lines, geojson::Heights::with)));
        features.push_back(
            geojson::feature("ground track", facts, geojson::lines(lines, geojson::Heights::without)));
        for (const Event& event : body.trajectory->events)
            features.push_back(event_feature(flight, body, event));
    }
}

}  // namespace

Json flights_geojson(std::span<const Flight> flights) {
    Json features = Json::array();
    for (const Flight& flight : flights) add_flight(features, flight);
    return geojson::collection(std::move(features));
}

}  // namespace apogee
