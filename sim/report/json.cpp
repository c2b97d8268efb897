#include "report/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/clock.h"
#include "flight/flight_figures.h"
#include "report/flight_warnings.h"
#include "report/overflight.h"

namespace apogee {
namespace {

using Json = nlohmann::ordered_json;

/// The value, or null where there is none.
template <class T>
Json maybe(const std::optional<T>& value) {
    return value ? Json(*value) : Json();
}

Json uncertainty_json(const Uncertainty& uncertainty) {
    if (const auto* t = std::get_if<Triangular>(&uncertainty)) return {{"low", t->low}, {"high", t->high}};
    if (const auto* n = std::get_if<Normal>(&uncertainty)) return {{"sd", n->sd}};
    return nullptr;
}

Json source_json(const std::string& source) {
    return source.empty() ? Json() : Json(source);
}

/// Every figure under its key; those of a burnout or an impact in an object, null where there is none, and
/// those of an orbit in one that is there for an orbit only.
Json figures_json(const FlightSummary& summary) {
    Json json = Json::object();
    for (const FlightFigure& figure : flight_figures()) {
        const std::string key = figure.json;
        const std::optional<double> value = figure.of(summary);
        const std::size_t dot = key.find('.');
        if (dot == std::string::npos) {
            json[key] = maybe(value);
            if (key == "apogee_km") json["apogee_kind"] = value ? Json(name(summary.apogee_kind)) : Json();
        } else if (Json& group = json[key.substr(0, dot)]; value || group.is_object()) {
            group[key.substr(dot + 1)] = maybe(value);
        }
    }
    if (json["orbit"].is_null()) json.erase("orbit");
    return json;
}

Json final_json(const FlightPoint& point) {
    return {{"time_s", point.time_s},
            {"latitude_deg", degrees(point.place.latitude)},
            {"longitude_deg", degrees(point.place.longitude)},
            {"height_km", km(point.place.height)},
            {"downrange_km", km(point.downrange_m)},
            {"speed_air_km_s", km(point.speed_air_m_s)},
            {"speed_inertial_km_s", km(point.speed_inertial_m_s)},
            {"flight_path_angle_deg", degrees(point.flight_path_angle)}};
}

Json events_json(const Flight& flight) {
    Json events = Json::array();
    for (const Event& event : flight.trajectory.events) {
        const FlightPoint point = flight.trajectory.point(event.time_s);
        Json json{{"name", event.name}, {"time_s", event.time_s}};
        if (flight.scenario.launch_time) {
            json["utc"] = utc_timestamp(*flight.scenario.launch_time, event.time_s);
        }
        json["latitude_deg"] = degrees(point.place.latitude);
        json["longitude_deg"] = degrees(point.place.longitude);
        json["height_km"] = km(point.place.height);
        json["downrange_km"] = km(point.downrange_m);
        json["speed_air_km_s"] = km(point.speed_air_m_s);
        json["speed_inertial_km_s"] = km(point.speed_inertial_m_s);
        json["flight_path_angle_deg"] = degrees(point.flight_path_angle);
        events.push_back(std::move(json));
    }
    return events;
}

Json overflight_json(const Trajectory& trajectory) {
    Json stretches = Json::array();
    for (const Overflight& over : overflights(trajectory))
        stretches.push_back({{"below", over.below.name},
                             {"land", over.below.land},
                             {"territorial_sea_of", source_json(over.territorial_sea_of)},
                             {"from_s", over.from_s},
                             {"to_s", over.to_s},
                             {"from_height_km", km(over.from_height_m)},
                             {"to_height_km", km(over.to_height_m)},
                             {"least_height_km", km(over.least_height_m)},
                             {"greatest_height_km", km(over.most_height_m)},
                             {"nearest_town", over.nearest.name},
                             {"nearest_town_country", over.nearest.country},
                             {"nearest_town_km", km(over.nearest.distance_m)}});
    return stretches;
}

Json reported_json(const Flight& flight) {
    Json reported = Json::object();
    for (const Comparison& c : compare_with_reported(flight)) {
        reported[c.reported.key] = {{"value", c.reported.value},
                                    {"computed", maybe(c.computed)},
                                    {"residual", maybe(c.residual)},
                                    {"residual_percent", maybe(c.residual_percent)},
                                    {"uncertainty", uncertainty_json(c.reported.uncertainty)},
                                    {"source", source_json(c.reported.source)}};
    }
    return reported;
}

Json debris_json(const std::vector<Debris>& debris) {
    Json bodies = Json::array();
    for (const Debris& body : debris) {
        const FlightSummary summary = summarise(body.trajectory);
        Json json{{"name", body.body.name},
                  {"mass_kg", body.body.mass_kg},
                  {"outcome", name(body.trajectory.outcome)},
                  {"release_time_s", body.trajectory.start_s}};
        json["impact_time_s"] = summary.impact ? Json(summary.impact->time_s) : Json();
        const Json figures = figures_json(summary);
        for (const char* key : {"apogee_km", "apogee_kind", "range_km", "impact"}) json[key] = figures[key];
        json["impact_onto"] = summary.impact ? Json(below(degrees(summary.impact->place.latitude),
                                                          degrees(summary.impact->place.longitude))
                                                        .name)
                                             : Json();
        bodies.push_back(std::move(json));
    }
    return bodies;
}

Json provenance_json(const Flight& flight) {
    const Scenario& scenario = flight.scenario;
    Json overrides = Json::object();
    for (const auto& [key, value] : flight.overrides) overrides[key] = value;
    return {{"version", version()},
            {"scenario", scenario.file},
            {"scenario_hash", scenario.hash},
            {"set", overrides},
            {"models",
             {{"earth", scenario.earth_name},
              {"gravity", scenario.gravity_name},
              {"rotation", scenario.environment.earth.rotation_rate_rad_s != 0},
              {"atmosphere", scenario.atmosphere_name},
              {"density_scale", scenario.environment.density_scale},
              {"wind", scenario.wind_name}}},
            {"tolerance", flight.tolerance.relative},
            {"steps", flight.trajectory.steps.size()},
            {"rejected_steps", flight.trajectory.rejected_steps},
            {"right_hand_sides", flight.trajectory.right_hand_sides},
            {"parameters", parameters_json(scenario.parameters)},
            {"defaulted", scenario.defaulted}};
}

/// Characters that JSON lets stand in a string and a terminal would act on.
bool acts_on_terminal(unsigned char first, unsigned char second, unsigned char third) {
    if (first == 0xc2) return second < 0xa0;  // C1 controls
    if (first != 0xe2) return false;
    if (second == 0x80) return (third >= 0x8b && third <= 0x8f) || (third >= 0xa8 && third <= 0xae);
    return second == 0x81 && third >= 0xa0 && third <= 0xaf;
}

}  // namespace

Json number_or_null(double value) {
    return std::isfinite(value) ? Json(value) : Json();
}

Json parameters_json(const std::vector<Parameter>& parameters) {
    Json rows = Json::array();
    for (const Parameter& parameter : parameters) {
        Json row{{"key", parameter.path}, {"value", parameter.value}, {"unit", parameter.unit}};
        row["uncertainty"] = uncertainty_json(parameter.uncertainty);
        row["source"] = source_json(parameter.source);
        row["defaulted"] = parameter.defaulted;
        if (parameter.place.line > 0) {
            row["place"] =
                fmt::format("{}:{}:{}", parameter.place.file, parameter.place.line, parameter.place.column);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Json flight_json(const Flight& flight) {
    const FlightSummary& s = flight.summary;
    const auto& launch_time = flight.scenario.launch_time;
    Json json{{"title", flight.scenario.title},
              {"vehicle", flight.scenario.vehicle.name},
              {"site", source_json(flight.scenario.site)}};
    json["launch_time_utc"] = launch_time ? Json(utc_timestamp(*launch_time, 0)) : Json();
    json["outcome"] = name(flight.trajectory.outcome);
    json.update(figures_json(s));
    json["final"] = final_json(s.final);
    json["events"] = events_json(flight);
    json["overflight"] = overflight_json(flight.trajectory);
    if (flight.debris) json["debris"] = debris_json(*flight.debris);
    json["reported"] = reported_json(flight);
    json["warnings"] = flight_warnings(flight);
    json["provenance"] = provenance_json(flight);
    return json;
}

Json flights_json(std::span<const Flight> flights) {
    if (flights.size() == 1) return flight_json(flights.front());
    Json runs = Json::array();
    for (const Flight& flight : flights) runs.push_back(flight_json(flight));
    return {{"runs", std::move(runs)}};
}

std::string json_text(const Json& json, JsonLayout layout) {
    const int indent = layout == JsonLayout::indented ? 2 : -1;
    const std::string raw = json.dump(indent, ' ', false, Json::error_handler_t::replace);
    std::string text;
    text.reserve(raw.size() + 1);
    // The first bytes of those characters; what stands between is copied at once.
    const auto may_act = [](char c) { return c == '\x7f' || c == '\xc2' || c == '\xe2'; };
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const auto next = std::find_if(raw.begin() + static_cast<std::ptrdiff_t>(i), raw.end(), may_act);
        text.append(raw.begin() + static_cast<std::ptrdiff_t>(i), next);
        i = static_cast<std::size_t>(next - raw.begin());
        if (i == raw.size()) break;
        const auto byte = [&](std::size_t k) {
            return i + k < raw.size() ? static_cast<unsigned char>(raw[i + k])
                                      : static_cast<unsigned char>(0);
        };
        if (byte(0) == 0x7f) {
            text += "\\u007f";
        } else if (acts_on_terminal(byte(0), byte(1), byte(2))) {
            const bool two = byte(0) == 0xc2;
            const unsigned code = two ? byte(1) : 0x2000u | ((byte(1) & 0x3fu) << 6) | (byte(2) & 0x3fu);
            text += fmt::format("\\u{:04x}", code);
            i += two ? 1 : 2;
        } else {
            text += raw[i];
        }
    }
    return text + '\n';
}

}  // namespace apogee
