#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "flight/propagate.h"
#include "range/ring_polygon.h"
#include "report/claim_files.h"
#include "report/claims_report.h"
#include "report/flight_files.h"
#include "report/json.h"
#include "report/range_report.h"

namespace apogee {
namespace {

using Json = nlohmann::ordered_json;

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
                       {"minimum_energy_angle_deg", number_or_null(flight.angle.minimum_energy_deg)}};
    json["apogee_km"] = f.apogee_km;
    json["flight_time_s"] = f.flight_time_s;
    json["impact"] = {{"latitude_deg", f.impact_latitude_deg},
                      {"longitude_deg", f.impact_longitude_deg},
                      {"speed_km_s", f.impact_speed_km_s}};
    json["max_dynamic_pressure_kPa"] = number_or_null(f.max_dynamic_pressure_kPa);
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

/// What a region or a flight says of where it comes from.
std::string source(const RangeResult& result) {
    return file_source(result.scenario.file, result.scenario.hash);
}

void add_ring(MapContent& content, const RangeResult& result, FamilyFlight Farthest::*which, const char* what,
              std::size_t colour) {
    const std::vector<Geodetic> places = impacts(*result.ring, which);
    if (places.empty()) return;
    const auto range_km = [&](const RingPoint& point) { return (point.farthest.*which).flight.range_km; };
    const auto [least, most] = std::ranges::minmax(result.ring->points, {}, range_km);
    content.regions.push_back({what,
                               ring_line(places),
                               {{"least_range_km", range_km(least)},
                                {"greatest_range_km", range_km(most)},
                                {"provenance", source(result)}},
                               fmt::format("{:.0f} to {:.0f} km from the launch site. {}", range_km(least),
                                           range_km(most), source(result)),
                               colour});
}

void add_circle(MapContent& content, const RangeResult& result, const FamilyFlight& flight, const char* what,
                std::size_t colour) {
    if (flight.reach != Reach::range) return;
    constexpr int directions = 72;
    const double range_km = flight.flight.range_km;
    content.regions.push_back(
        {what,
         ring_line(plain_circle(result.scenario.environment.earth,
                                std::get<Launch>(result.scenario.start).site, 1000 * range_km, directions)),
         {{"range_km", range_km}, {"provenance", source(result)}},
         fmt::format("{:.0f} km from the launch site. {}", range_km, source(result)),
         colour});
}

/// A column for a number of one of the two flights.
FigureColumn flight_column(const char* which, const char* name, const char* unit, const char* meaning) {
    return {fmt::format("{}_{}", which, name), unit, fmt::format("{} flight: {}", which, meaning),
            std::vector<double>{}};
}

std::vector<FigureColumn> flight_columns(const char* which) {
    const auto words = [&](const char* name, const char* meaning) {
        return FigureColumn{fmt::format("{}_{}", which, name), "",
                            fmt::format("{} flight: {}", which, meaning), std::vector<std::string>{}};
    };
    return {words("reach", "what came of the search"),
            words("active_bound", "what keeps it from going farther"),
            flight_column(which, "range_km", "km", "geodesic from the site to the impact"),
            flight_column(which, "free_number_deg", "degree", "angle of the kick"),
            flight_column(which, "burnout_flight_path_angle_deg", "degree", "at the last burnout"),
            flight_column(which, "minimum_energy_angle_deg", "degree", "that would carry it farthest"),
            flight_column(which, "apogee_km", "km", "greatest geodetic height"),
            flight_column(which, "flight_time_s", "s", "lift-off to impact"),
            flight_column(which, "impact_latitude_deg", "degree", "geodetic latitude of the impact"),
            flight_column(which, "impact_longitude_deg", "degree", "longitude of the impact, east positive"),
            flight_column(which, "max_dynamic_pressure_kPa", "kPa", "greatest on the way up")};
}

void add_cell(FigureColumn& column, double value) {
    std::get<std::vector<double>>(column.values).push_back(value);
}
void add_cell(FigureColumn& column, const std::string& word) {
    std::get<std::vector<std::string>>(column.values).push_back(word);
}

/// The cells of `flight_columns`.
void add_flight(FigureColumn* column, const FamilyFlight& flight) {
    const bool flown = flight.reach == Reach::range;
    add_cell(*column++, std::string(name(flight.reach)));
    add_cell(*column++, flown ? std::string(name(flight.limit)) : std::string());
    const CaseResult& f = flight.flight;
    for (const double value : {f.range_km, flight.free_number, flight.angle.flown_deg,
                               flight.angle.minimum_energy_deg, f.apogee_km, f.flight_time_s,
                               f.impact_latitude_deg, f.impact_longitude_deg, f.max_dynamic_pressure_kPa})
        add_cell(*column++, flown ? value : std::numeric_limits<double>::quiet_NaN());
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
    if (!result.claims.empty()) json["claims"] = range_claims_json(result.claims);
    Json overrides = Json::object();
    for (const auto& [key, value] : result.overrides) overrides[key] = value;
    json["provenance"] = {{"version", version()},
                          {"scenario", scenario.file},
                          {"scenario_hash", scenario.hash},
                          {"set", std::move(overrides)}};
    return json;
}

FigureTable range_table(const RangeResult& result) {
    const std::vector<std::string> none;
    FigureTable table{
        "answer",
        {{"question", "", "range at the azimuth, over payload, or all round", none},
         {"rotation", "", "whether the Earth turns", none},
         {"azimuth_deg", "degree", "steering azimuth, clockwise from north", std::vector<double>{}},
         {"payload_kg", "kg", "mass of the payload", std::vector<double>{}}}};
    for (const char* which : {"standard", "farthest"})
        for (FigureColumn& column : flight_columns(which)) table.columns.push_back(std::move(column));
    const double azimuth_deg = degrees(std::get<Launch>(result.scenario.start).azimuth);
    const double payload_kg = result.scenario.vehicle.payload.mass_kg;
    const auto row = [&](const char* question, bool rotation, double azimuth, double payload,
                         const Farthest& f) {
        add_cell(table.columns[0], std::string(question));
        add_cell(table.columns[1], std::string(rotation ? "yes" : "no"));
        add_cell(table.columns[2], azimuth);
        add_cell(table.columns[3], payload);
        add_flight(&table.columns[4], f.standard);
        add_flight(&table.columns[4 + flight_columns("").size()], f.maximum);
    };
    const bool turning = result.turning.has_value();
    if (turning) row("range", true, azimuth_deg, payload_kg, *result.turning);
    row("range", false, azimuth_deg, payload_kg, result.still);
    for (const PayloadPoint& point : result.payload_curve)
        row("payload", turning, azimuth_deg, point.payload_kg, point.farthest);
    if (result.ring)
        for (const RingPoint& point : result.ring->points)
            row("ring", turning, point.azimuth_deg, payload_kg, point.farthest);
    return table;
}

std::vector<std::pair<std::string, std::string>> range_facts(const RangeResult& result) {
    return {{"title", result.scenario.title + ": how far it goes"},
            {"source", fmt::format("Apogee {}", version())},
            {"scenario_hash", result.scenario.hash},
            {"comment", source(result)}};
}

std::vector<Flight> range_flights(const RangeResult& result) {
    std::vector<Flight> flights;
    const Scenario world = result.turning ? result.scenario : without_rotation(result.scenario);
    const auto add = [&](const char* which, const FamilyFlight& found) {
        if (found.reach != Reach::range) return;
        Flight flight;
        flight.name = fmt::format("{}-{}", result.name, which);
        flight.scenario = in_family(world, result.family);
        flight.scenario.title = fmt::format("{}: {} flight", result.scenario.title, which);
        std::get<GravityTurn>(std::get<Launch>(flight.scenario.start).ascent.programme).kick_angle =
            radians(found.free_number);
        flight.trajectory = propagate(plan(flight.scenario), flight.tolerance);
        flight.summary = summarise(flight.trajectory);
        flights.push_back(std::move(flight));
    };
    add("standard", result.main().standard);
    add("farthest", result.main().maximum);
    return flights;
}

MapContent range_content(const RangeResult& result, std::span<const Flight> flights) {
    constexpr std::size_t standard = 0, farthest = 1, still_standard = 2, still_farthest = 3;
    const auto& launch = std::get<Launch>(result.scenario.start);
    MapContent content = flights_content(flights);
    content.title = range_facts(result).front().second;
    content.description = source(result) + ".";
    if (result.ring)
        if (const std::string why = why_no_ring(*result.ring, &Farthest::standard); !why.empty())
            content.description = "Standard flights: " + why + ". " + content.description;
    content.places = {
        {"launch site",
         result.scenario.site.empty() ? "launch site" : result.scenario.site,
         degrees(launch.site.longitude),
         degrees(launch.site.latitude),
         {{"title", result.scenario.title}, {"site", result.scenario.site}, {"provenance", source(result)}},
         source(result),
         standard}};
    add_claims(content, result.claims, launch.site, source(result));
    if (result.ring) {
        add_ring(content, result, &Farthest::maximum, "farthest flights", farthest);
        add_ring(content, result, &Farthest::standard, "standard flights", standard);
    }
    add_circle(content, result, result.still.maximum, "farthest flight, Earth not turning", still_farthest);
    add_circle(content, result, result.still.standard, "standard flight, Earth not turning", still_standard);
    return content;
}

}  // namespace apogee
