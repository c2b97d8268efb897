#include <Eigen/Geometry>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/pictures.h"
#include "scene/impact_ellipse.h"
#include "session/document.h"
#include "session/stored_study.h"
#include "view/desk.h"

namespace apogee::testing {
namespace {

using Json = nlohmann::json;

/// Places evenly spread over an ellipse: half axes in degrees of arc, turned by 30 degrees.
std::vector<LatLon> spread(const LatLon& middle, double a, double b, int count) {
    const Projection plane(ProjectionKind::azimuthal, middle);
    const double golden = pi * (3 - std::sqrt(5.0)), cosine = std::cos(pi / 6), sine = std::sin(pi / 6);
    std::vector<LatLon> places;
    for (int i = 0; i < count; ++i) {
        const double r = std::sqrt((i + 0.5) / count), x = radians(a) * r * std::cos(golden * i),
                     y = radians(b) * r * std::sin(golden * i);
        places.push_back(*plane.inverse(x * cosine - y * sine, x * sine + y * cosine));
    }
    return places;
}

/// How many places a closed line holds, on the plane about a place.
long inside(const Path& line, const std::vector<LatLon>& places, const LatLon& middle) {
    const Projection plane(ProjectionKind::azimuthal, middle);
    return std::count_if(places.begin(), places.end(), [&](const LatLon& place) {
        const PlanePoint p = plane.forward(direction(place));
        bool in = false;
        for (std::size_t i = 1; i < line.size(); ++i) {
            const PlanePoint a = plane.forward(line[i - 1].direction), b = plane.forward(line[i].direction);
            if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) in = !in;
        }
        return in;
    });
}

struct Dot {
    int x, y;
};
/// The lowest point of the scatter, which fills the right half of the page, that has a dot's colour.
Dot lowest_dot(const Picture& picture) {
    const Box half{(desk_world.left + desk_world.right) / 2 + 70, desk_world.top + 100, desk_world.right,
                   desk_height};
    for (int y = half.bottom - 1; y > half.top; --y)
        for (int x = half.left; x < half.right; ++x)
            if (picture.count({x, y, x + 1, y + 1}, first_flight) > 0) return {x, y};
    throw std::runtime_error("no dot is seen");
}

constexpr const char* study_file = R"(
title = "A dozen"
scenario = "a.toml"
cases = 12
[[vary]]
key = "launch.azimuth_deg"
distribution = "uniform"
low = 60
high = 120
[[vary]]
key = "payload.mass_kg"
distribution = "uniform"
low = 500
high = 1500
)";

}  // namespace

TEST_CASE("an ellipse holds its share of the impacts, wherever they lie", "[view][scene]") {
    constexpr int count = 2000;
    constexpr double a = 2, b = 0.5;
    const LatLon middle = GENERATE(LatLon{0, 0}, LatLon{40, 179.8}, LatLon{89.5, 10}, LatLon{-70, -100});
    CAPTURE(middle.latitude_deg);
    const std::vector<LatLon> places = spread(middle, a, b, count);
    for (const double share : {0.5, 0.9}) {
        const Path ellipse = impact_ellipse(places, share);
        // A polygon of 96 sides has 0.07 % less area than its ellipse.
        CHECK(static_cast<double>(inside(ellipse, places, middle)) ==
              Approx(share * count).margin(0.003 * count));
        // An even spread: the ellipse of a share is the whole one, smaller by its root.
        double least = 10, greatest = 0;
        for (const PathPoint& p : ellipse) {
            const double arc = degrees(std::acos(std::min(1.0, p.direction.dot(direction(middle)))));
            least = std::min(least, arc);
            greatest = std::max(greatest, arc);
        }
        CHECK(greatest == Approx(a * std::sqrt(share)).epsilon(0.02));
        CHECK(least == Approx(b * std::sqrt(share)).epsilon(0.02));
        // Counterclockwise: its inside lies to the left.
        CHECK(ellipse[0].direction.cross(ellipse[1].direction).dot(direction(middle)) > 0);
    }
}

TEST_CASE("impacts on a line have an ellipse without a width, one place has none", "[view][scene]") {
    const std::vector<LatLon> line = spread({10, 20}, 1, 0, 100);
    const Path flat = impact_ellipse(line, 0.9);
    REQUIRE(flat.size() > 2);
    double longest = 0;
    for (const PathPoint& p : flat) {
        CHECK(p.direction.allFinite());
        longest = std::max(longest, (p.direction - direction({10, 20})).norm());
    }
    // Places are denser towards the ends: nine tenths of a degree of half a line of one hold nine tenths or
    // less.
    CHECK(longest > radians(0.8));
    CHECK(longest < radians(1.0));
    CHECK(impact_ellipse(std::vector<LatLon>(100, LatLon{10, 20}), 0.9).empty());
    CHECK(impact_ellipse(std::vector<LatLon>(line.begin(), line.begin() + 9), 0.9).empty());
}

TEST_CASE("a study's results are shown as the command summarises them", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    workspace.write("s.toml", study_file);
    const auto flown =
        Json::parse(workspace.run("study s.toml --out results --json --quiet --cases 200").out);
    Options options;
    options.scenarios = {workspace.path("results").string()};
    OffscreenApp shown(options);
    shown.draw();
    const auto state = Json::parse(shown.app().state());
    CHECK(state["view"] == "study");
    REQUIRE(state["study"].is_object());
    CHECK(state["study"]["cases"] == 200);
    CHECK(state["study"]["impacts"] == 200);
    CHECK(state["study"]["figure"] == "range_km");
    CHECK(state["study"]["scatter"]["across"] == "launch.azimuth_deg");
    CHECK(state["study"]["scatter"]["up"] == "range_km");
    REQUIRE(state["study"]["quantiles"].size() == 5);
    const Json& told = flown["parts"][0]["figures"]["range_km"]["quantiles"];
    for (std::size_t i = 0; i < told.size(); ++i)
        CHECK(state["study"]["quantiles"][i].get<double>() == told[i]["value"].get<double>());
    CHECK(state["flights"].size() == 1);  // the scenario as it was before anything was varied
    const auto picture = [&] {
        shown.draw();
        shown.write_png(workspace.path("taken.png").string());
        return Picture(workspace.path("taken.png"));
    };
    CHECK(picture().count(desk_world, first_flight) > 2000);  // the bars
    Session& session = shown.app().session();
    session.page = Page::world;
    const Picture cloud = picture();
    session.study.reset();
    CHECK(difference(cloud, picture(), desk_world) > 0.005);
}

TEST_CASE("a click on an impact opens its case as a flight", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    workspace.write("s.toml", study_file);
    static_cast<void>(workspace.run("study s.toml --out results --quiet"));
    const StoredStudy study = read_stored_study(workspace.path("results").string());
    const std::vector<CaseImpact>& impacts = study.parts[0].impacts;
    REQUIRE(impacts.size() == 12);
    // The one that lies farthest from all others.
    const auto nearest = [&](const CaseImpact& impact) {
        double least = 10;
        for (const CaseImpact& other : impacts)
            if (other.number != impact.number)
                least = std::min(least, (direction(other.place) - direction(impact.place)).norm());
        return least;
    };
    const CaseImpact chosen = *std::max_element(impacts.begin(), impacts.end(),
                                                [&](auto& a, auto& b) { return nearest(a) < nearest(b); });
    const Screen screen(desk_width, desk_height);
    constexpr int x = (desk_world.left + desk_world.right) / 2, y = (desk_world.top + desk_world.bottom) / 2;
    const Json state = handled(screen, workspace, "results", [&](Window&) {
        // It is read beside the window's work; its bars show that it is there.
        for (int i = 0; i < 200 && screen.picture().count(desk_world, first_flight) < 2000; ++i)
            screen.hand("sleep 0.05");
        screen.wait_still();
        screen.key("1");
        screen.key("ctrl+f");
        screen.type(std::to_string(chosen.place.latitude_deg) + ", " +
                    std::to_string(chosen.place.longitude_deg));
        screen.key("Return");
        screen.click(x, y);
    });
    REQUIRE(state["flights"].size() == 2);
    const Json& opened = state["flights"][1];
    CHECK(opened["title"] == "A single stage, case " + std::to_string(chosen.number));
    CHECK(opened["unsaved"] == false);
    const auto flown = Json::parse(
        workspace.run("run s.toml --case " + std::to_string(chosen.number) + " --json --quiet").out);
    CHECK(opened["range_km"].get<double>() == Approx(flown["range_km"].get<double>()).margin(1e-6));
}

TEST_CASE("a scatter's numbers are those of the cases", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    workspace.write("s.toml", study_file);
    const StoredStudy study = fly_small_study(load_study(workspace.path("s.toml").string()));
    const StoredStudy::Part& part = study.parts.at(0);
    const CaseColumn &mass = part.columns[column_of(part, "payload.mass_kg")],
                     &range = part.columns[column_of(part, "range_km")];
    CHECK(mass.label == "Payload");
    CHECK(mass.unit == "kg");
    CHECK(column_of(part, "no such number") == 0);
    REQUIRE(mass.values.size() == 12);
    for (const std::uint64_t number : {0, 5, 11}) {
        Session session;
        open_case(session, study.study, 0, number);
        const LoadedFlight& flight = session.flights[0];
        CHECK(flight.scenario.vehicle.payload.mass_kg == Approx(mass.values[number]).epsilon(1e-9));
        CHECK(*flight.summary.range_m == Approx(1000 * range.values[number]).margin(1));
    }
}

TEST_CASE("a study's file opens its results, is flown where it is small, else says what flies it", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    workspace.write("s.toml", study_file);
    const std::string file = workspace.path("s.toml").string();
    const auto opened = [&] {
        OffscreenApp shown({});
        shown.app().open(file);
        shown.app().finish_work();
        shown.draw();
        return Json::parse(shown.app().state());
    };
    Json state = opened();
    CHECK(state["study"]["cases"] == 12);
    CHECK(state["study"]["folder"] == "");
    CHECK_FALSE(std::filesystem::exists(workspace.path("s-results")));
    static_cast<void>(workspace.run("study s.toml --quiet --cases 30"));
    state = opened();
    CHECK(state["study"]["cases"] == 30);
    CHECK(state["study"]["folder"] == workspace.path("s-results").string());
    std::filesystem::remove_all(workspace.path("s-results"));
    std::string large = study_file;
    large.replace(large.find("cases = 12"), 10, "cases = 10001");
    workspace.write("s.toml", large);
    state = opened();
    CHECK(state["study"].is_null());
    CHECK(state["notice"].get<std::string>().find("apogee study " + file) != std::string::npos);
}

TEST_CASE("a click on a dot of the scatter opens its case as a flight", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    workspace.write("s.toml", study_file);
    const Screen screen(desk_width, desk_height);
    const Json state = handled(screen, workspace, "s.toml", [&](Window&) {
        for (int i = 0; i < 200 && screen.picture().count(desk_world, first_flight) < 2000; ++i)
            screen.hand("sleep 0.05");
        screen.wait_still();
        const Dot dot = lowest_dot(screen.picture());
        screen.click(dot.x, dot.y);
    });
    CHECK(state["view"] == "map");
    REQUIRE(state["flights"].size() == 2);
    // The lowest dot is the case that went least far.
    const StoredStudy study = fly_small_study(load_study(workspace.path("s.toml").string()));
    const std::vector<double>& ranges = study.parts[0].columns[column_of(study.parts[0], "range_km")].values;
    CHECK(state["flights"][1]["range_km"].get<double>() ==
          Approx(*std::min_element(ranges.begin(), ranges.end())).margin(1e-3));
}

TEST_CASE("results of a study that was edited since say so", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    workspace.write("dozen.toml", study_file);
    REQUIRE(workspace.run("study dozen.toml --quiet --seed 5 --out dozen-results").status == 0);
    const std::string folder = workspace.path("dozen-results").string(),
                      file = workspace.path("dozen.toml").string();
    const auto edited = [&](bool named) { return read_stored_study(folder, named ? file : "").edited; };
    // The command line's seed is no edit; neither is a comment, nor more cases of the same.
    CHECK(edited(true).empty());
    CHECK(edited(false).empty());
    std::string text = study_file;
    workspace.write("dozen.toml", "# a comment\n" + text.replace(text.find("= 12"), 4, "= 24"));
    CHECK(edited(true).empty());

    std::string scenario = single_stage;
    workspace.write("a.toml", scenario.replace(scenario.find("mass_kg = 1000"), 14, "mass_kg = 1001"));
    for (const bool named : {true, false}) {
        CHECK(edited(named).find("a or its vehicle") != std::string::npos);
        CHECK(edited(named).find("payload") == std::string::npos);
    }
    workspace.write("a.toml", single_stage);
    text = study_file;
    workspace.write("dozen.toml", text.replace(text.find("low = 500"), 9, "low = 600"));
    CHECK(edited(true).find("how payload.mass_kg varies") != std::string::npos);
    CHECK(edited(true).find("its vehicle") == std::string::npos);
    // What can no longer be read is no reason to show nothing.
    workspace.write("dozen.toml", "scenario = ");
    const StoredStudy kept = read_stored_study(folder, file);
    CHECK(kept.edited.find("can no longer be read") != std::string::npos);
    CHECK(kept.parts[0].impacts.size() == 12);
    std::filesystem::remove(file);
    CHECK(edited(false).empty());
}

}  // namespace apogee::testing
