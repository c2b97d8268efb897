#include <netcdf.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "base/angles.h"
#include "report/flight_files.h"
#include "report/flown_path.h"
#include "report/json.h"
#include "store/output_file.h"
#include "temporary_folder.h"
#include "unit/flown_example.h"

namespace apogee {
namespace {

using namespace testing;
using Json = nlohmann::ordered_json;

const char* const quoted_title = "\"A body\"";

/// Released into the orbit of Explorer 1.
const char* const explorer_1 =
    "[initial]\nlatitude_deg = 25\nlongitude_deg = -70\nheight_m = 358000\nvelocity_north_m_s = -3185.425\n"
    "velocity_east_m_s = 7129.131\nvelocity_down_m_s = 7.743\n[payload]\nmass_kg = 13.97\n";

std::vector<Json> features(const Json& collection, const std::string& what) {
    std::vector<Json> found;
    for (const Json& feature : collection.at("features"))
        if (feature.at("properties").at("what") == what) found.push_back(feature);
    return found;
}

/// The lines of a LineString or a MultiLineString.
std::vector<Json> lines_of(const Json& geometry) {
    if (geometry.at("type") == "LineString") return {geometry.at("coordinates")};
    REQUIRE(geometry.at("type") == "MultiLineString");
    return {geometry.at("coordinates").begin(), geometry.at("coordinates").end()};
}

/// Least distance from a place to lines drawn straight in degrees, metres, heights included.
double distance_m(const std::vector<Json>& lines, const Geodetic& place) {
    constexpr double radius = 6371e3;
    double least = 1e30;
    const auto metres = [&](const Json& c) {
        return Vec3<double>(
            (radians(c[0].get<double>()) - place.longitude) * std::cos(place.latitude) * radius,
            (radians(c[1].get<double>()) - place.latitude) * radius, c[2].get<double>() - place.height);
    };
    for (const Json& line : lines)
        for (std::size_t i = 1; i < line.size(); ++i) {
            const Vec3<double> a = metres(line[i - 1]), along = metres(line[i]) - a;
            const double s =
                along.squaredNorm() > 0 ? std::clamp(-a.dot(along) / along.squaredNorm(), 0.0, 1.0) : 0;
            least = std::min(least, (a + s * along).norm());
        }
    return least;
}

}  // namespace

TEST_CASE("A GeoJSON arc follows the flight, also over 180 degrees and past the poles", "[files]") {
    struct Start {
        double latitude_deg, longitude_deg, north_m_s, east_m_s;
    };
    const Start start =
        GENERATE(Start{45, 20, 0, 4000}, Start{10, 175, 500, 3500}, Start{-20, -178, 100, -4000},
                 Start{80, 30, 4000, 800}, Start{75, 170, 4500, 1500}, Start{-82, -170, -4000, -300});
    const Flight flight = released_flight(start.latitude_deg, start.longitude_deg, start.north_m_s,
                                          start.east_m_s, quoted_title);
    const Json json = map_geojson(flights_content({&flight, 1}));
    const std::vector<Json> arcs = features(json, "arc");
    REQUIRE(arcs.size() == 1);
    const std::vector<Json> lines = lines_of(arcs[0].at("geometry"));
    std::size_t crossings = 0;
    for (double t = 0; t + 0.1 < flight.trajectory.end_s; t += 0.1)
        crossings += std::fabs(flight.trajectory.point(t + 0.1).place.longitude -
                               flight.trajectory.point(t).place.longitude) > pi;
    CHECK(lines.size() == crossings + 1);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Json& line = lines[i];
        REQUIRE(line.size() >= 2);
        for (std::size_t k = 1; k < line.size(); ++k)
            CHECK(std::fabs(line[k][0].get<double>() - line[k - 1][0].get<double>()) <= 180);
        if (i > 0) {
            // It goes on where it was cut, on the other edge.
            const Json &end = lines[i - 1].back(), &begin = line.front();
            CHECK(std::fabs(end[0].get<double>()) == 180);
            CHECK(begin[0].get<double>() == -end[0].get<double>());
            CHECK(begin[1] == end[1]);
            CHECK(begin[2] == end[2]);
        }
    }
    for (double t = 0; t < flight.trajectory.end_s; t += 0.37) {
        INFO("at " << t);
        CHECK(distance_m(lines, flight.trajectory.point(t).place) < line_tolerance_m);
    }
    CHECK(features(json, "event").size() == flight.trajectory.events.size());
}

TEST_CASE("A track straight over the pole runs along the map's edge", "[files]") {
    // On an Earth that does not turn a flight due north stays on its meridian, and comes down on the other.
    Flight flight = released_flight(85, 40, 4000, 0, quoted_title);
    Scenario still = flight.scenario;
    still.environment.earth.rotation_rate_rad_s = 0;
    flight = flown(still);
    const std::vector<std::vector<TrackPoint>> lines =
        map_lines(path_samples(flight.trajectory, Between::degrees, 100), Between::degrees);
    // One where rounding lets it pass the pole on the side away from 180 degrees, picometres from it.
    REQUIRE(lines.size() <= 2);
    double highest = 0;
    for (const auto& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i) {
            highest = std::max(highest, line[i].latitude_deg);
            if (i == 0) continue;
            // Away from the pole nothing goes across the map.
            if (line[i].latitude_deg < 89.99)
                CHECK(std::fabs(line[i].longitude_deg - line[i - 1].longitude_deg) < 1e-3);
        }
    CHECK(highest == 90);
    CHECK(lines.back().back().longitude_deg == Approx(-140).margin(1e-3));
}

// Would catch a line of one place twice, points that rounding made equal, and a zero with a minus.
TEST_CASE("Lines in GeoJSON and KML go on with every point", "[files]") {
    const Flight flight = GENERATE(
        // A fall of three metres, a flight due north over the pole, one along the prime meridian.
        flown(parsed("title = \"A body\"\n[initial]\nlatitude_deg = 10\nlongitude_deg = 0\nheight_m = 3\n"
                     "velocity_north_m_s = 0\nvelocity_east_m_s = 0\nvelocity_down_m_s = 0\n"
                     "[environment]\nrotation = false\n[payload]\nmass_kg = 500\n"
                     "ballistic_coefficient_kg_m2 = 5000\n")),
        released_flight(85, 40, 4000, -44, quoted_title), released_flight(0, 0, -4000, 0, quoted_title));
    const MapContent content = flights_content({&flight, 1});
    const std::string text = map_text(FileFormat::geojson, content), kml = map_kml(content);
    for (const char* none : {"[-0.0,", ",-0.0,", ",-0.0]"}) CHECK(text.find(none) == std::string::npos);
    for (const char* none : {"-0.0000000,", "-0.0000000 ", ",-0.00 "})
        CHECK(kml.find(none) == std::string::npos);
    const bool stays = flight.trajectory.point(0).place.height < 10;
    for (const char* what : {"arc", "ground track"}) {
        const Json geometry = features(map_geojson(content), what).at(0).at("geometry");
        if (stays && std::string(what) == "ground track") {
            CHECK(geometry == Json{{"type", "Point"}, {"coordinates", {0.0, 10.0}}});
            CHECK(kml.find("Ground track") == std::string::npos);
            continue;
        }
        for (const Json& line : lines_of(geometry)) {
            REQUIRE(line.size() >= 2);
            for (std::size_t i = 1; i < line.size(); ++i) CHECK(line[i] != line[i - 1]);
        }
    }
}

TEST_CASE("KML says once what all bodies of a flight share", "[files]") {
    const Flight flight = flown(load_scenario(APOGEE_SCENARIOS_DIR "/hwasong-15-2017-11-29.toml"));
    REQUIRE(flight.debris->size() == 2);
    pugi::xml_document xml;
    REQUIRE(xml.load_string(map_kml(flights_content({&flight, 1})).c_str()));
    const std::string said = xml.child("kml").child("Document").child("description").text().get();
    const auto count = [&](const std::string& words) {
        int times = 0;
        for (std::size_t at = 0; (at = said.find(words, at)) != std::string::npos; ++at) ++times;
        return times;
    };
    CHECK(count("Range ") == 3);
    CHECK(count("Heights are above") == 1);
    CHECK(count(flight.scenario.hash) == 1);
}

TEST_CASE("CZML's cubics follow the flight to 10 m and end with it", "[files]") {
    const Flight flight = flown(load_scenario(APOGEE_SCENARIOS_DIR "/hwasong-15-2017-11-29.toml"));
    const Json packets = map_czml(flights_content({&flight, 1}));
    CHECK(packets[0].at("id") == "document");
    CHECK(json_text(packets, JsonLayout::compact).size() < 60'000);
    const auto body = std::ranges::find_if(packets, [](const Json& p) { return p.at("id") == "body 1"; });
    REQUIRE(body != packets.end());
    const Json& position = body->at("position");
    CHECK(position.at("interpolationAlgorithm") == "HERMITE");
    const std::vector<double> rows = position.at("cartesianVelocity").get<std::vector<double>>();
    REQUIRE(rows.size() % 7 == 0);
    const std::size_t count = rows.size() / 7;
    CHECK(rows.front() == 0);
    for (std::size_t i = 0; i + 1 < count; ++i) {
        const double *a = &rows[7 * i], *b = a + 7, dt = b[0] - a[0];
        REQUIRE(dt > 0);
        for (const double s : {0.1, 0.3, 0.5, 0.7, 0.9}) {
            const double t = a[0] + s * dt, h = s - 1;
            const Vec3<double> truth = flight.trajectory.earth_fixed(t, flight.trajectory.state(t)).r_E;
            Vec3<double> drawn;
            for (int k = 0; k < 3; ++k)
                drawn[k] = (1 + 2 * s) * h * h * a[1 + k] + s * s * (3 - 2 * s) * b[1 + k] +
                           dt * s * h * (h * a[4 + k] + s * b[4 + k]);
            INFO("at " << t << " s");
            CHECK((drawn - truth).norm() < 10);
        }
    }
    const std::string availability = body->at("availability");
    CHECK(availability.substr(0, availability.find('/')) == position.at("epoch"));
    // Dates of one form: they are ordered like the moments. What has happened stays to the end of the clock.
    const std::string clock = packets[0].at("clock").at("interval");
    for (const Json& packet : packets) {
        if (!packet.contains("availability")) continue;
        const std::string interval = packet["availability"];
        const std::size_t slash = interval.find('/');
        INFO(packet.at("id") << " " << packet.at("name"));
        CHECK(interval.substr(0, slash) < interval.substr(slash + 1));
        if (packet.contains("position") && packet["position"].contains("cartesian"))
            CHECK(interval.substr(slash) == clock.substr(clock.find('/')));
    }
    // 3199.62... s after 18:18:00, not a millisecond later.
    CHECK(rows[7 * (count - 1)] == Approx(flight.trajectory.end_s).margin(1e-4));
}

TEST_CASE("KML tracks have all moments before all places, and names cannot break out", "[files]") {
    const Flight flight = released_flight(10, 175, 500, 3500, "\"</name><script>&\\u001b[31m\\n]]>\"");
    const std::string text = map_kml(flights_content({&flight, 1}));
    CHECK(text.find("<script>") == std::string::npos);
    CHECK(text.find('\x1b') == std::string::npos);
    pugi::xml_document xml;
    REQUIRE(xml.load_string(text.c_str()));
    const pugi::xml_node document = xml.child("kml").child("Document");
    CHECK(std::string(document.child("name").text().get()).find("</name><script>&") == 0);
    // A description is read as HTML once the XML is.
    const std::string description = document.child("description").text().get();
    CHECK(description.find("&lt;script&gt;&amp;") != std::string::npos);
    CHECK(description.find('<') == std::string::npos);
    for (const nlohmann::ordered_json& packet : map_czml(flights_content({&flight, 1})))
        CHECK(packet.value("description", std::string()).find('<') == std::string::npos);
    const pugi::xml_node folder = document.last_child();  // after what lies on the ground
    const pugi::xml_node arc = folder.child("Placemark").child("MultiGeometry");
    CHECK(std::string(arc.child("LineString").child("altitudeMode").text().get()) == "absolute");
    CHECK(std::distance(arc.begin(), arc.end()) == 2);  // cut at 180 degrees
    std::vector<std::string> moments;
    int places = 0;
    for (const pugi::xml_node placemark : folder.children("Placemark"))
        for (const pugi::xml_node part : placemark.child("gx:Track").children()) {
            const std::string name = part.name();
            if (name == "when") {
                CHECK(places == 0);
                moments.emplace_back(part.text().get());
            }
            if (name == "gx:coord") ++places;
        }
    CHECK(moments.size() > 400);
    CHECK(places == static_cast<int>(moments.size()));
    CHECK(std::is_sorted(moments.begin(), moments.end()));
    CHECK(moments.front() == "2000-01-01T00:00:00.000Z");
    CHECK(text.find("No launch time is stated") != std::string::npos);
}

// Would catch samples so far apart that the shorter way round is the wrong one.
TEST_CASE("An orbit's track goes round the way it flies", "[files]") {
    const double duration_s = GENERATE(3400.0, 5801.2, 23204.8);  // the last is four turns
    const Scenario scenario = parsed(
        "[initial]\nlatitude_deg = 0\nlongitude_deg = 0\nheight_m = 500000\nvelocity_north_m_s = 0\n"
        "velocity_east_m_s = 7612.6\nvelocity_down_m_s = 0\nduration_s = " +
        std::to_string(duration_s) + "\n[environment]\nearth = \"sphere\"\nrotation = false\n" +
        "[payload]\nmass_kg = 500\nballistic_coefficient_kg_m2 = 5000\n");
    const Flight flight = flown(scenario);
    double turned_deg = 0;
    for (const auto& line :
         map_lines(path_samples(flight.trajectory, Between::degrees, line_tolerance_m), Between::degrees))
        for (std::size_t i = 1; i < line.size(); ++i) {
            CHECK(line[i].longitude_deg >= line[i - 1].longitude_deg);
            turned_deg += line[i].longitude_deg - line[i - 1].longitude_deg;
        }
    // Nearly a circle, so the rate of its start; half a per mille slower than a circle it comes 14 km lower,
    // and is faster there by three.
    CHECK(turned_deg == Approx(degrees(7612.6 / 6871e3) * duration_s).epsilon(4e-3));
}

// Would catch a map that shows the second after which it is sure that a flight is in orbit.
TEST_CASE("On a map a flight that is in orbit goes round once", "[files]") {
    const Flight flight = flown(
        parsed("[initial]\nlatitude_deg = 0\nlongitude_deg = 0\nheight_m = 500000\nvelocity_north_m_s = 0\n"
               "velocity_east_m_s = 7612.6\nvelocity_down_m_s = 0\n[environment]\nearth = \"sphere\"\n"
               "rotation = false\n[payload]\nmass_kg = 500\nballistic_coefficient_kg_m2 = 5000\n"));
    REQUIRE(flight.summary.orbit);
    REQUIRE(flight.trajectory.end_s < 100);
    const MapContent content = flights_content({&flight, 1});
    REQUIRE(content.bodies.size() == 1);
    CHECK(content.bodies[0].line->end_s ==
          Approx(flight.trajectory.end_s + flight.summary.orbit->period_s).margin(1e-6));
    // A circle of 6,871 km at 7,612.6 m/s, less the few km by which this is no circle.
    CHECK(figures_and_remark(content.bodies[0]).find("one revolution takes 1:34:") != std::string::npos);
    double turned_deg = 0;
    for (const Json& line : lines_of(features(map_geojson(content), "arc").at(0).at("geometry")))
        for (std::size_t i = 1; i < line.size(); ++i)
            turned_deg += line[i][0].get<double>() - line[i - 1][0].get<double>();
    CHECK(turned_deg > 360);
    CHECK(turned_deg < 366);  // a minute before it was sure, at 4 degrees a minute
}

// Would catch figures and events of the revolution that is drawn: its greatest height, 2546 km, is not that
// of the orbit, which moves over an oblate Earth.
TEST_CASE("Files say of what is in orbit what its report says", "[files]") {
    const Flight flight = flown(parsed(explorer_1));
    REQUIRE(flight.summary.orbit);
    REQUIRE(flight.summary.apogee_kind == ApogeeKind::osculating);
    REQUIRE(*flight.summary.apogee_m == Approx(2557.7e3).margin(50));
    std::vector<std::string> own_events;
    for (const Event& event : flight.trajectory.events) own_events.push_back(event.name);
    const MapContent content = flights_content({&flight, 1});
    const Json map = map_geojson(content), report = flight_json(flight);
    for (const char* what : {"arc", "ground track"}) {
        const Json said = features(map, what).at(0).at("properties");
        for (const char* figure : {"outcome", "apogee_km", "apogee_kind", "range_km"})
            CHECK(said.at(figure) == report.at(figure));
    }
    std::vector<std::string> mapped, clicked;
    for (const Json& event : features(map, "event"))
        mapped.push_back(event.at("properties").at("event").get<std::string>());
    CHECK(mapped == own_events);
    for (const Json& packet : map_czml(content))
        if (packet.at("id").get<std::string>().find("/event ") != std::string::npos)
            clicked.push_back(packet.at("name").get<std::string>());
    CHECK(clicked == own_events);
    pugi::xml_document kml;
    REQUIRE(kml.load_string(map_kml(content).c_str()));
    CHECK(kml.select_nodes("//Folder[name='Events']/Placemark").size() == own_events.size());
    const std::string figures = figures_sentences(flight.summary);
    CHECK(figures.find("Apogee 2557.7 km of the orbit at its end.") != std::string::npos);
    CHECK_THAT(kml.select_node("/kml/Document/description").node().text().as_string(),
               Catch::Contains(figures));
    CHECK(map_czml(content).dump().find(figures) != std::string::npos);
}

TEST_CASE("A KML arc past a pole keeps its way", "[files]") {
    const Flight flight = released_flight(80, 30, 4000, 800, quoted_title);
    const std::vector<FlightPoint> samples =
        path_samples(flight.trajectory, Between::space, line_tolerance_m);
    std::size_t points = 0, cuts = 0;
    for (const auto& line : map_lines(samples, Between::space)) {
        points += line.size();
        ++cuts;
    }
    CHECK(points == samples.size() + 2 * (cuts - 1));  // nothing but the two ends of each cut is added
}

TEST_CASE("A NetCDF trajectory holds the flight and what it let go of", "[files]") {
    const TemporaryFolder folder;
    const Flight flight = flown(load_scenario(APOGEE_SCENARIOS_DIR "/hwasong-15-2017-11-29.toml"));
    const std::string path = folder / "flight.nc";
    {
        OutputFile file(path, Overwrite::refuse);
        fill_netcdf(file, path, flight, chosen_columns({"mach", "phase", "vz_earth_m_s"}), 7);
        file.commit();
    }
    int id = 0;
    REQUIRE(::nc_open(path.c_str(), NC_NOWRITE, &id) == NC_NOERR);
    const auto values = [&](const char* name, std::size_t count) {
        int variable = 0;
        std::vector<double> all(count);
        REQUIRE(::nc_inq_varid(id, name, &variable) == NC_NOERR);
        REQUIRE(::nc_get_var_double(id, variable, all.data()) == NC_NOERR);
        return all;
    };
    const std::vector<FileBody> bodies = file_bodies(flight);
    REQUIRE(bodies.size() == 3);
    const std::vector<double> rows = values("row_size", bodies.size());
    const auto total = static_cast<std::size_t>(rows[0] + rows[1] + rows[2]);
    const std::vector<double> time = values("time_s", total), latitude = values("latitude_deg", total),
                              mach = values("mach", total), speed = values("vz_earth_m_s", total);
    std::size_t at = 0;
    for (std::size_t k = 0; k < bodies.size(); ++k) {
        const Trajectory& trajectory = *bodies[k].trajectory;
        CHECK(time[at] == first_instant(trajectory));
        const std::size_t end = at + static_cast<std::size_t>(rows[k]);
        for (; at < end; ++at) {
            const FlightPoint point = trajectory.point(time[at]);
            CHECK(latitude[at] == degrees(point.place.latitude));
            CHECK(mach[at] == point.mach);
            CHECK(speed[at] == trajectory.earth_fixed(time[at], point.state).v_E.z());
        }
        CHECK(time[at - 1] == trajectory.end_s);
    }
    int none = 0;
    CHECK(::nc_inq_varid(id, "phase", &none) != NC_NOERR);
    std::string units(40, ' ');
    int variable = 0;
    REQUIRE(::nc_inq_varid(id, "time_s", &variable) == NC_NOERR);
    REQUIRE(::nc_get_att_text(id, variable, "units", units.data()) == NC_NOERR);
    CHECK(units.starts_with("seconds since 2017-11-28T18:18:00"));
    ::nc_close(id);
}

TEST_CASE("In a NetCDF file of one body every variable of numbers runs along the rows", "[files]") {
    const TemporaryFolder folder;
    Flight flight = flown(parsed(testing::flight));
    flight.debris.reset();
    REQUIRE(file_bodies(flight).size() == 1);
    const std::string path = folder / "flight.nc";
    {
        OutputFile file(path, Overwrite::refuse);
        fill_netcdf(file, path, flight, chosen_columns({"mach"}), 7);
        file.commit();
    }
    int id = 0, dimensions = 0, count = 0, name = 0, crs = 0;
    REQUIRE(::nc_open(path.c_str(), NC_NOWRITE, &id) == NC_NOERR);
    REQUIRE(::nc_inq(id, &dimensions, &count, nullptr, nullptr) == NC_NOERR);
    CHECK(dimensions == 1);
    REQUIRE(::nc_inq_varid(id, "body", &name) == NC_NOERR);
    REQUIRE(::nc_inq_varid(id, "crs", &crs) == NC_NOERR);
    for (int variable = 0; variable < count; ++variable) {
        int of = 0;
        REQUIRE(::nc_inq_varndims(id, variable, &of) == NC_NOERR);
        CHECK(of == (variable == name || variable == crs ? 0 : 1));
    }
    char* body = nullptr;
    REQUIRE(::nc_get_var_string(id, name, &body) == NC_NOERR);
    CHECK(std::string(body) == file_bodies(flight).front().name);
    ::nc_free_string(1, &body);
    ::nc_close(id);
}

TEST_CASE("Columns agree with each other", "[files]") {
    const Flight flight = flown(parsed(testing::flight));
    const auto value = [&](const char* name, double t) {
        const Moment moment{flight, flight.trajectory, flight.trajectory.point(t)};
        return chosen_columns({name}).front()->number(moment);
    };
    for (const double t : {3.0, 40.0, 90.0, 200.0, 500.0}) {
        INFO("at " << t << " s");
        CHECK(std::hypot(value("ground_speed_m_s", t), value("climb_m_s", t)) ==
              Approx(value("speed_earth_m_s", t)));
        // The derivative of a position is the velocity beside it: a position's last digit, 1e-9 m, over the
        // step, and the jerk, at most 1e3 m/s^3, times its square.
        constexpr double h = 1e-3;
        for (const auto& [position, velocity] :
             {std::pair{"x_earth_m", "vx_earth_m_s"}, std::pair{"y_earth_m", "vy_earth_m_s"},
              std::pair{"z_earth_m", "vz_earth_m_s"}, std::pair{"x_inertial_m", "vx_inertial_m_s"},
              std::pair{"y_inertial_m", "vy_inertial_m_s"}, std::pair{"z_inertial_m", "vz_inertial_m_s"}}) {
            const double rate = (value(position, t + h) - value(position, t - h)) / (2 * h);
            CHECK(rate == Approx(value(velocity, t)).epsilon(0).margin(1e-2));
        }
        const double east = value("ground_speed_m_s", t) * std::sin(radians(value("course_deg", t)));
        const double longitude = radians(value("longitude_deg", t));
        CHECK(east == Approx(-std::sin(longitude) * value("vx_earth_m_s", t) +
                             std::cos(longitude) * value("vy_earth_m_s", t))
                          .margin(1e-6));
    }
    CHECK_THROWS_WITH(chosen_columns({"heigth_km"}), Catch::Contains("did you mean height_km?"));
    CHECK_THROWS_WITH(chosen_columns({"mach", "mach"}), Catch::Contains("is given twice"));
}

}  // namespace apogee
