#include "base/angles.h"
#include "base/clock.h"
#include "flight/flight_figures.h"
#include "range/ring_polygon.h"
#include "report/flown_path.h"
#include "report/geojson.h"
#include "report/map_content.h"
#include "report/overflight.h"

namespace apogee {
namespace {

using geojson::Json;

/// What every feature of a body says.
Json body_facts(const MapBody& body) {
    return {{"flight", body.flight}, {"title", body.title}, {"vehicle", body.vehicle}, {"body", body.name}};
}

/// What the stretches of a track are called, in the order in which they are passed; those without a name, and
/// the same again, left out.
Json names(const std::vector<Overflight>& all, std::string (*name)(const Overflight&)) {
    Json names = Json::array();
    for (const Overflight& over : all)
        if (const std::string next = name(over); !next.empty() && (names.empty() || names.back() != next))
            names.push_back(next);
    return names;
}

/// What is said of its line: the figures are the body's, the times and what lies below those of the line.
Json path_facts(const MapBody& body) {
    Json facts{{"outcome", name(body.trajectory->outcome)}};
    for (const char* figure : {"range_km", "apogee_km"}) {
        const std::optional<double> value = flight_figure(figure).of(body.summary);
        facts[figure] = value ? Json(*value) : Json();
    }
    facts["apogee_kind"] = body.summary.apogee_m ? Json(name(body.summary.apogee_kind)) : Json();
    const std::vector<Overflight> over = overflights(*body.line);
    facts["begin_s"] = first_instant(*body.line);
    facts["end_s"] = body.line->end_s;
    facts["below"] = names(over, [](const Overflight& o) { return o.below.name; });
    facts["territorial_seas_of"] = names(over, [](const Overflight& o) { return o.territorial_sea_of; });
    return facts;
}

Json event_feature(const MapBody& body, const Event& event) {
    const FlightPoint p = body.trajectory->point(event.time_s);
    Json facts = body_facts(body);
    facts["event"] = event.name;
    facts["time_s"] = event.time_s;
    facts["utc"] = body.launch_time ? Json(utc_timestamp(*body.launch_time, event.time_s)) : Json();
    facts["height_km"] = p.place.height / 1000;
    facts["downrange_km"] = p.downrange_m / 1000;
    facts["speed_earth_km_s"] = p.speed_earth_m_s / 1000;
    return geojson::feature("event", facts, geojson::point(geojson::position(track_point(p.place))));
}

void add_body(Json& features, const MapBody& body) {
    const auto lines =
        map_lines(path_samples(*body.line, Between::degrees, line_tolerance_m), Between::degrees);
    Json facts = body_facts(body);
    facts.update(path_facts(body));
    features.push_back(geojson::feature("arc", facts, geojson::lines(lines, Heights::with)));
    features.push_back(geojson::feature("ground track", facts, geojson::lines(lines, Heights::without)));
    for (const Event& event : body.trajectory->events) features.push_back(event_feature(body, event));
}

}  // namespace

Json map_geojson(const MapContent& content) {
    Json features = Json::array();
    for (const MapPlace& place : content.places)
        features.push_back(
            geojson::feature(place.what, place.properties,
                             geojson::point(geojson::position(place.longitude_deg, place.latitude_deg))));
    for (const MapRegion& region : content.regions)
        features.push_back(
            geojson::feature(region.what, region.properties, geojson::polygons(map_polygons(region.line))));
    for (const MapBody& body : content.bodies) add_body(features, body);
    return geojson::collection(std::move(features));
}

}  // namespace apogee
