#include <fmt/format.h>

#include "range/ring_polygon.h"
#include "report/flight.h"
#include "report/geojson.h"
#include "report/range_report.h"

namespace apogee {
namespace {

using geojson::Json, geojson::feature, geojson::position;

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json();
}

Json flight_json(const FamilyFlight& flight) {
    Json json{{"reach", name(flight.reach)}};
    if (flight.reach != Reach::range) {
        json["range_km"] = nullptr;
        return json;
    }
    const CaseResult& f = flight.flight;
    json["range_km"] = f.range_km;
    json["active_bound"] = flight.limit == Limit::none ? Json() : Json(name(flight.limit));
    json["free_number_deg"] = flight.free_number;
    json["burnout"] = {{"time_s", f.burnout_time_s},
                       {"height_km", f.burnout_height_km},
                       {"speed_inertial_km_s", f.burnout_speed_km_s},
                       {"speed_relative_km_s", f.burnout_relative_speed_km_s},
                       {"flight_path_angle_deg", flight.angle.flown_deg},
                       {"minimum_energy_angle_deg", number(flight.angle.minimum_energy_deg)}};
    json["apogee_km"] = f.apogee_km;
    json["flight_time_s"] = f.flight_time_s;
    json["impact"] = {{"latitude_deg", f.impact_latitude_deg},
                      {"longitude_deg", f.impact_longitude_deg},
                      {"speed_km_s", f.impact_speed_km_s}};
    json["max_dynamic_pressure_kPa"] = number(f.max_dynamic_pressure_kPa);
    return json;
}

Json farthest_json(const Farthest& farthest) {
    return {{"standard", flight_json(farthest.standard)},
            {"farthest", flight_json(farthest.maximum)},
            {"local_maxima", farthest.maxima}};
}

Json family_json(const RangeResult& result) {
    const GravityTurn& turn = result.turn;
    const bool by_height = turn.trigger == GravityTurn::Trigger::height_m;
    return {{"programme", "gravity-turn"},
            {by_height ? "kick_height_m" : "kick_speed_m_s", turn.trigger_value},
            {"kick_duration_s", turn.kick_duration_s},
            {"free_number", "kick_angle_deg"},
            {"bounds",
             {{"kick_angle_deg", {result.family.least_kick_deg, result.family.most_kick_deg}},
              {"max_dynamic_pressure_kPa", result.family.most_dynamic_pressure_kPa}}}};
}

/// A closed line, its first point repeated. Points that rounding puts on one place stand once.
Json linear_ring(const std::vector<LongitudeLatitude>& line) {
    Json ring = Json::array();
    for (const LongitudeLatitude& p : line) {
        Json place = position(p.longitude_deg, p.latitude_deg);
        if (ring.empty() || ring.back() != place) ring.push_back(std::move(place));
    }
    if (ring.front() != ring.back()) ring.push_back(ring.front());
    return ring;
}

/// What a line round the site holds.
Json region(const std::vector<Geodetic>& places) {
    Json polygons = Json::array();
    for (const GroundPolygon& polygon : map_polygons(ring_line(places))) {
        Json rings = Json::array({linear_ring(polygon.outside)});
        if (!polygon.hole.empty()) rings.push_back(linear_ring(polygon.hole));
        polygons.push_back(std::move(rings));
    }
    if (polygons.size() == 1) return {{"type", "Polygon"}, {"coordinates", polygons.front()}};
    return {{"type", "MultiPolygon"}, {"coordinates", std::move(polygons)}};
}

void add_ring(Json& features, const RangeRing& ring, FamilyFlight Farthest::*which, const char* what) {
    const std::vector<Geodetic> places = impacts(ring, which);
    if (places.empty()) return;
    double least = (ring.points.front().farthest.*which).flight.range_km, most = least;
    for (const RingPoint& point : ring.points) {
        least = std::min(least, (point.farthest.*which).flight.range_km);
        most = std::max(most, (point.farthest.*which).flight.range_km);
    }
    features.push_back(
        feature(what, {{"least_range_km", least}, {"greatest_range_km", most}}, region(places)));
}

void add_circle(Json& features, const RangeResult& result, const FamilyFlight& flight, const char* what) {
    if (flight.reach != Reach::range) return;
    constexpr int directions = 72;
    const auto& launch = std::get<Launch>(result.scenario.start);
    const double range_km = flight.flight.range_km;
    features.push_back(feature(
        what, {{"range_km", range_km}},
        region(plain_circle(result.scenario.environment.earth, launch.site, 1000 * range_km, directions))));
}

std::string csv_cell(double value) {
    return std::isfinite(value) ? fmt::format("{:.10g}", value) : "";
}

std::string csv_flight(const FamilyFlight& flight) {
    if (flight.reach != Reach::range) return fmt::format(",{},,,,,,,,,,", name(flight.reach));
    const CaseResult& f = flight.flight;
    std::string text = fmt::format(",{},{}", name(flight.reach), name(flight.limit));
    for (const double value : {f.range_km, flight.free_number, flight.angle.flown_deg,
                               flight.angle.minimum_energy_deg, f.apogee_km, f.flight_time_s,
                               f.impact_latitude_deg, f.impact_longitude_deg, f.max_dynamic_pressure_kPa})
        text += ',' + csv_cell(value);
    return text;
}

}  // namespace

Json range_json(const RangeResult& result) {
    const Scenario& scenario = result.scenario;
    const auto& launch = std::get<Launch>(scenario.start);
    Json json{{"title", scenario.title},
              {"vehicle", scenario.vehicle.name},
              {"azimuth_deg", degrees(launch.azimuth)},
              {"payload_kg", scenario.vehicle.payload.mass_kg},
              {"family", family_json(result)}};
    json["rotation"] = result.turning.has_value();
    json["standard"] = flight_json(result.main().standard);
    json["farthest"] = flight_json(result.main().maximum);
    json["local_maxima"] = result.main().maxima;
    json["no_rotation"] = farthest_json(result.still);
    if (!result.payload_curve.empty()) {
        Json curve = Json::array();
        for (const PayloadPoint& point : result.payload_curve) {
            Json row{{"payload_kg", point.payload_kg}};
            row.update(farthest_json(point.farthest));
            curve.push_back(std::move(row));
        }
        json["payload_curve"] = std::move(curve);
    }
    if (result.ring) {
        Json ring = Json::array();
        for (const RingPoint& point : result.ring->points) {
            Json row{{"azimuth_deg", point.azimuth_deg}};
            row.update(farthest_json(point.farthest));
            ring.push_back(std::move(row));
        }
        json["ring"] = std::move(ring);
    }
    Json others = Json::array();
    for (const OtherFamily& other : result.others) {
        Json row{{"family", other.name}, {"free_number", other.free_number}};
        row.update(farthest_json(other.farthest));
        others.push_back(std::move(row));
    }
    json["other_families"] = std::move(others);
    Json overrides = Json::object();
    for (const auto& [key, value] : result.overrides) overrides[key] = value;
    json["provenance"] = {{"version", version()},
                          {"scenario", scenario.file},
                          {"scenario_hash", scenario.hash},
                          {"set", std::move(overrides)}};
    return json;
}

Json range_geojson(const RangeResult& result) {
    const auto& launch = std::get<Launch>(result.scenario.start);
    Json features = Json::array();
    features.push_back(
        feature("launch site", {{"title", result.scenario.title}, {"site", result.scenario.site}},
                geojson::point(position(degrees(launch.site.longitude), degrees(launch.site.latitude)))));
    if (result.ring) {
        add_ring(features, *result.ring, &Farthest::maximum, "farthest flights");
        add_ring(features, *result.ring, &Farthest::standard, "standard flights");
    }
    add_circle(features, result, result.still.maximum, "farthest flight, Earth not turning");
    add_circle(features, result, result.still.standard, "standard flight, Earth not turning");
    return geojson::collection(std::move(features));
}

void write_range_csv(const RangeResult& result, const TextSink& write) {
    std::string header = "question,rotation,azimuth_deg,payload_kg";
    for (const char* which : {"standard", "farthest"})
        for (const char* column :
             {"reach", "active_bound", "range_km", "free_number_deg", "burnout_flight_path_angle_deg",
              "minimum_energy_angle_deg", "apogee_km", "flight_time_s", "impact_latitude_deg",
              "impact_longitude_deg", "max_dynamic_pressure_kPa"})
            header += fmt::format(",{}_{}", which, column);
    write(header + '\n');
    const double azimuth_deg = degrees(std::get<Launch>(result.scenario.start).azimuth);
    const double payload_kg = result.scenario.vehicle.payload.mass_kg;
    const auto row = [&](const char* question, bool rotation, double azimuth, double payload,
                         const Farthest& f) {
        write(fmt::format("{},{},{},{}{}{}\n", question, rotation ? "yes" : "no", csv_cell(azimuth),
                          csv_cell(payload), csv_flight(f.standard), csv_flight(f.maximum)));
    };
    const bool turning = result.turning.has_value();
    if (turning) row("range", true, azimuth_deg, payload_kg, *result.turning);
    row("range", false, azimuth_deg, payload_kg, result.still);
    for (const PayloadPoint& point : result.payload_curve)
        row("payload", turning, azimuth_deg, point.payload_kg, point.farthest);
    if (!result.ring) return;
    for (const RingPoint& point : result.ring->points)
        row("ring", turning, point.azimuth_deg, payload_kg, point.farthest);
}

}  // namespace apogee
