#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <pugixml.hpp>
#include <sstream>

#include "base/angles.h"
#include "range/range.h"
#include "range/ring_polygon.h"
#include "report/figure_table.h"
#include "report/flight_files.h"
#include "report/map_content.h"
#include "unit/flown_example.h"

namespace apogee {
namespace {

using namespace testing;
using Json = nlohmann::ordered_json;
using std::chrono::sys_days, std::chrono::year;

/// Two flights of one second: clocks and words do not ask how long they are.
std::vector<Flight> two_flights(const std::string& first_time, const std::string& second_time) {
    std::vector<Flight> flights;
    for (const std::string& time : {first_time, second_time})
        flights.push_back(
            flown(parsed("title = \"A body\"\n[initial]\nlatitude_deg = 10\nlongitude_deg = 20\n" +
                         (time.empty() ? "" : "time = " + time + "\n") +
                         "height_m = 150000\nvelocity_north_m_s = 0\nvelocity_east_m_s = 2000\n"
                         "velocity_down_m_s = 0\n[payload]\nmass_kg = 500\n"
                         "ballistic_coefficient_kg_m2 = 5000\n")));
    return flights;
}

/// What lies on the ground alone: a ring of 2000 km round a place.
MapContent ring_round(double latitude_deg, double longitude_deg, const std::string& name) {
    const Geodetic centre{radians(latitude_deg), radians(longitude_deg), 0};
    MapContent content;
    content.title = name;
    content.description = name + ".";
    content.places.push_back({"launch site", name, longitude_deg, latitude_deg, {{"site", name}}, name, 0});
    content.regions.push_back(
        {name, ring_line(plain_circle(Earth{}, centre, 2e6, 72)), {{"range_km", 2000.0}}, name, 1});
    return content;
}

std::vector<std::pair<double, double>> pairs(const std::string& coordinates) {
    std::istringstream in(coordinates);
    std::vector<std::pair<double, double>> points;
    for (std::string word; in >> word;) {
        std::replace(word.begin(), word.end(), ',', ' ');
        std::istringstream numbers(word);
        numbers >> points.emplace_back().first >> points.back().second;
    }
    return points;
}

double distance_km(double latitude_deg, double longitude_deg, double other_latitude, double other_longitude) {
    return geodesic(Earth{}, {radians(latitude_deg), radians(longitude_deg), 0},
                    {radians(other_latitude), radians(other_longitude), 0})
               .distance_m /
           1000;
}

}  // namespace

// Would catch a clock that runs through decades of nothing, and one that shows a flight at another's time
// without a word.
TEST_CASE("Flights of different years play together in CZML and keep their dates in KML", "[files]") {
    const std::vector<Flight> flights = two_flights("1957-10-04T19:28:34Z", "2017-11-28T18:18:00Z");
    const MapContent content = flights_content(flights);
    const std::vector<FileClock> kept = file_clocks(content.bodies, FarApart::keep),
                                 together = file_clocks(content.bodies, FarApart::together);
    CHECK(kept[1].zero == *flights[1].scenario.launch_time);
    CHECK(kept[1].note.empty());
    CHECK(together[0].zero == *flights[0].scenario.launch_time);
    CHECK(together[1].zero == together[0].zero);
    CHECK(together[0].note.empty());
    CHECK(together[1].note.find("2017-11-28 18:18:00 UTC") != std::string::npos);
    const Json clock = map_czml(content)[0].at("clock");
    CHECK(clock.at("interval").get<std::string>().starts_with("1957-10-04T19:28:34.000Z/1957-10-04T19:"));
    CHECK(map_kml(content).find("<when>2017-11-28T18:18:00.000Z</when>") != std::string::npos);
}

TEST_CASE("A flight without a launch time begins with one that states it", "[files]") {
    const std::vector<Flight> flights = two_flights("", "2017-11-28T18:18:00Z");
    const std::vector<FileClock> clocks = file_clocks(flights_content(flights).bodies, FarApart::keep);
    CHECK(clocks[0].zero == *flights[1].scenario.launch_time);
    CHECK(clocks[0].note.find("another flight") != std::string::npos);
    const std::vector<Flight> none = two_flights("", "");
    for (const FileClock& clock : file_clocks(flights_content(none).bodies, FarApart::together)) {
        CHECK(clock.zero == sys_days(year(2000) / 1 / 1));
        CHECK(clock.note.find("year 2000") != std::string::npos);
    }
}

TEST_CASE("Flights an hour apart keep their times", "[files]") {
    const std::vector<Flight> flights = two_flights("2017-11-28T18:18:00Z", "2017-11-28T19:18:00Z");
    const std::vector<FileClock> clocks = file_clocks(flights_content(flights).bodies, FarApart::together);
    CHECK(clocks[1].zero - clocks[0].zero == std::chrono::hours(1));
}

TEST_CASE("Events of a release are told from the release", "[files]") {
    const std::vector<Flight> flights = two_flights("", "");
    const MapContent content = flights_content(flights);
    for (const std::string& text : {map_kml(content), map_czml(content).dump()}) {
        CHECK(text.find("after release") != std::string::npos);
        CHECK(text.find("after ignition") == std::string::npos);
    }
}

// Would catch polygons that are not cut, lines that run across the map, a ring that is not closed, and one
// whose inside is its outside.
TEST_CASE("A ring is where it is in every format, also over 180 degrees and round the poles", "[files]") {
    const auto [latitude_deg, longitude_deg] =
        GENERATE(table<double, double>({{10, 20}, {-20, 175}, {65, -179}, {85, 40}, {-88, -170}}));
    CAPTURE(latitude_deg, longitude_deg);
    const MapContent content = ring_round(latitude_deg, longitude_deg, "ring");
    // A chord of the line's neighbours, at most a degree apart, lies 0.5 km inside it; the smooth line
    // through 72 places is nearer still.
    constexpr double radius_km = 2000, off_km = 1;
    const auto on_ring = [&, lat = latitude_deg, lon = longitude_deg](double longitude, double latitude) {
        return std::fabs(distance_km(lat, lon, latitude, longitude) - radius_km) < off_km;
    };
    const auto on_edge = [](double longitude, double latitude) {
        return std::fabs(longitude) == 180 || std::fabs(latitude) == 90;
    };

    const Json feature = map_geojson(content).at("features").at(1);
    std::vector<Json> polygons;
    if (feature.at("geometry").at("type") == "Polygon")
        polygons = {feature["geometry"].at("coordinates")};
    else
        for (const Json& polygon : feature["geometry"].at("coordinates")) polygons.push_back(polygon);
    for (const Json& polygon : polygons) {
        double twice_area = 0;
        const Json& line = polygon.at(0);
        CHECK(line.front() == line.back());
        for (std::size_t i = 1; i < line.size(); ++i) {
            const double x0 = line[i - 1][0], y0 = line[i - 1][1], x = line[i][0], y = line[i][1];
            twice_area += x0 * y - x * y0;
            CHECK((on_ring(x, y) || on_edge(x, y)));
            CHECK((std::fabs(x - x0) <= 180 || std::fabs(y) == 90));
        }
        CHECK(twice_area > 0);  // counter-clockwise
    }

    pugi::xml_document xml;
    REQUIRE(xml.load_string(map_kml(content).c_str()));
    const pugi::xml_node several =
        xml.child("kml").child("Document").child("Folder").last_child().child("MultiGeometry");
    CHECK(std::distance(several.children("Polygon").begin(), several.children("Polygon").end()) ==
          static_cast<std::ptrdiff_t>(polygons.size()));
    std::size_t parts = 0;
    for (const pugi::xml_node line : several.children("LineString")) {
        ++parts;
        const auto points = pairs(line.child("coordinates").text().get());
        for (std::size_t i = 0; i < points.size(); ++i) {
            CHECK(on_ring(points[i].first, points[i].second));
            if (i > 0) CHECK(std::fabs(points[i].first - points[i - 1].first) <= 180);
        }
    }
    CHECK(parts >= 1);

    const Json packets = map_czml(content);
    CHECK_FALSE(packets[0].contains("clock"));
    const Json& line = packets[2].at("polyline").at("positions").at("cartographicDegrees");
    REQUIRE(line.size() % 3 == 0);
    for (std::size_t i = 0; i < line.size(); i += 3) CHECK(on_ring(line[i], line[i + 1]));
    for (std::size_t k = 0; k < 3; ++k) CHECK(line[k] == line[line.size() - 3 + k]);
}

TEST_CASE("Names of places and rings cannot break out", "[files]") {
    const std::string name = "</name><script>&\x1b[31m\n]]>\"";
    const MapContent content = ring_round(10, 20, name);
    const std::string kml = map_kml(content);
    CHECK(kml.find("<script>") == std::string::npos);
    CHECK(kml.find('\x1b') == std::string::npos);
    pugi::xml_document xml;
    CHECK(xml.load_string(kml.c_str()));
    for (const FileFormat format : {FileFormat::geojson, FileFormat::czml}) {
        const std::string text = map_text(format, content);
        CHECK(text.find('\x1b') == std::string::npos);
        CHECK_NOTHROW(Json::parse(text));
    }
}

TEST_CASE("A table's words are no formulas and its gaps are empty", "[files]") {
    const FigureTable table{"row",
                            {{"name", "", "", std::vector<std::string>{"=cmd|' /C calc'!A0", "a, \"b\"\n"}},
                             {"range_km", "km", "", std::vector<double>{-1.5, std::nan("")}}}};
    std::string text;
    write_table_csv(table, [&](std::string_view piece) { text += piece; });
    CHECK(text == "name,range_km\n'=cmd|' /C calc'!A0,-1.5\n\"a, \"\"b\"\"\\n\",\n");
}

}  // namespace apogee
