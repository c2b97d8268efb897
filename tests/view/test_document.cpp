#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>

#include "base/input_error.h"
#include "cli/command.h"
#include "session/document.h"
#include "session/quantity.h"
#include "session/save.h"

namespace apogee::testing {
namespace {

const std::string vehicle = R"(# The rocket.
name = "One"
[[stage]]
propellant_mass_kg = { value = 4000, low = 3500, high = 4500, source = "value = 3, a guess" }  # kept
dry_mass_kg = 1100
burn_time_s = 70
isp_vacuum_s = 250
isp_sea_level_s = 226
separates = false
[payload]
mass_kg = 1000 # of sand
ballistic_coefficient_kg_m2 = 5000
)";

const std::string document = R"(title = "Prüfflug"   # ü before a number shifts bytes, not columns
vehicle = 'rocket.toml'
[launch]
latitude_deg = 35
longitude_deg = 45
azimuth_deg = 90   # due east
[ascent]
programme = "linear"
vertical_s = 5
burnout_elevation_deg = { source = "ä", value = 45 }
)";

Session opened(const Workspace& workspace) {
    workspace.write("rocket.toml", vehicle);
    workspace.write("a.toml", document);
    Session session;
    open_flight(session, workspace.path("a.toml").string());
    return session;
}

}  // namespace

TEST_CASE("the flight as it was opened stays beside a changed one", "[view]") {
    const Workspace workspace;
    Session session = opened(workspace);
    LoadedFlight& flight = session.flights[0];
    CHECK_FALSE(flight.original);
    const double before = *flight.summary.range_m;
    set_number(flight, "payload.mass_kg", "900", true);
    REQUIRE(flight.original);
    CHECK(flight.original->summary.range_m == before);
    const long flown = flight.original->revision;
    set_number(flight, "payload.mass_kg", "800", false);
    CHECK(flight.original->revision == flown);  // once
    undo(flight);
    CHECK_FALSE(flight.original);
    redo(flight);
    CHECK(flight.original);
    reset(flight);
    CHECK_FALSE(flight.original);
    // What the command line changes was never otherwise in this window; the file written anew is another
    // flight.
    open_flight(session, workspace.path("a.toml").string(), {{"payload.mass_kg", "900"}});
    LoadedFlight& given = session.flights[1];
    CHECK_FALSE(given.original);
    set_number(given, "ascent.burnout_elevation_deg", "50", true);
    workspace.write("rocket.toml", std::string(vehicle).replace(vehicle.find("4000"), 4, "4100"));
    std::filesystem::last_write_time(workspace.path("rocket.toml"),
                                     given.document.stamp + std::chrono::seconds(2));
    CHECK(reload_if_written(given));
    REQUIRE(given.original);
    Session fresh;
    open_flight(fresh, workspace.path("a.toml").string(), {{"payload.mass_kg", "900"}});
    CHECK(given.original->summary.range_m == fresh.flights[0].summary.range_m);
}

TEST_CASE("a flight that can no longer be flown as it was opened is no fault of a change that flies",
          "[view]") {
    const Workspace workspace;
    workspace.write("rocket.toml", vehicle);
    workspace.write("a.toml", document);
    Session session;
    open_flight(session, workspace.path("a.toml").string(), {{"stage[1].isp_sea_level_s", "245"}});
    LoadedFlight& flight = session.flights[0];
    workspace.write("rocket.toml", std::string(vehicle).replace(vehicle.find("250"), 3, "240"));
    std::filesystem::last_write_time(workspace.path("rocket.toml"),
                                     flight.document.stamp + std::chrono::seconds(2));
    CHECK(reload_if_written(flight));
    CHECK_FALSE(flight.problem.empty());  // more impulse at sea level than in a vacuum
    const double before = *flight.summary.range_m;
    set_number(flight, "stage[1].isp_sea_level_s", "200", true);
    CHECK(flight.problem.empty());
    CHECK(*flight.summary.range_m < before);
    CHECK_FALSE(flight.original);
}

TEST_CASE("a changed number flies at once, and undo, redo and reset follow", "[view]") {
    const Workspace workspace;
    Session session = opened(workspace);
    LoadedFlight& flight = session.flights[0];
    const double before = *flight.summary.range_m;
    set_number(flight, "payload.mass_kg", "900", true);
    const double lighter = *flight.summary.range_m;
    CHECK(lighter > before + 1000);
    set_number(flight, "payload.mass_kg", "800", true);
    set_number(flight, "payload.mass_kg", "700", false);  // one drag: no step of its own
    undo(flight);
    CHECK(*flight.summary.range_m == lighter);
    undo(flight);
    CHECK(*flight.summary.range_m == before);
    redo(flight);
    CHECK(*flight.summary.range_m == lighter);
    reset(flight);
    CHECK(*flight.summary.range_m == before);
    CHECK(flight.document.changes.empty());
    undo(flight);
    CHECK(*flight.summary.range_m == lighter);
}

TEST_CASE("a wrong number shows the command's own message and keeps the last good flight", "[view]") {
    const Workspace workspace;
    Session session = opened(workspace);
    LoadedFlight& flight = session.flights[0];
    const double before = *flight.summary.range_m;
    set_number(flight, "payload.mass_kg", "-3", true);
    const CommandResult command = workspace.run("run a.toml --set payload.mass_kg=-3");
    CHECK("--set: " + flight.problem + '\n' == command.err);
    CHECK(*flight.summary.range_m == before);
    undo(flight);
    CHECK(flight.problem.empty());
}

TEST_CASE("numbers are typed as they are shown", "[view]") {
    const Workspace workspace;
    Session session = opened(workspace);
    LoadedFlight& flight = session.flights[0];
    const auto typed = [&](const std::string& value) {
        set_number(flight, "payload.mass_kg", value, true);
        return flight.document.changes.back().second;
    };
    CHECK(typed("1,200") == "1200");
    CHECK(flight.problem.empty());
    CHECK(typed("1,000.5") == "1000.5");
    CHECK(typed("12,345,678") == "12345678");
    CHECK(typed("−3") == "-3");
    // Not thousands: what is wrong with it is said.
    for (const char* const other : {"1,5", "1,2000", "1200,", "1,,200", "1234,567", ",200", "1.5,000"}) {
        CAPTURE(other);
        CHECK(typed(other) == other);
        CHECK_FALSE(flight.problem.empty());
    }
}

TEST_CASE("save as changes the numbers and no other byte, in the scenario and its vehicle", "[view]") {
    const Workspace workspace;
    Session session = opened(workspace);
    LoadedFlight& flight = session.flights[0];
    set_number(flight, "launch.azimuth_deg", "85.5", true);
    set_number(flight, "ascent.burnout_elevation_deg", "50", true);
    set_number(flight, "stage[1].propellant_mass_kg", "4100", true);
    set_number(flight, "payload.mass_kg", "900", true);
    save_as(flight, workspace.path("b.toml").string(), false);

    const auto replaced = [](std::string text, const std::string& from, const std::string& to) {
        return text.replace(text.find(from), from.size(), to);
    };
    std::string wanted = replaced(document, "'rocket.toml'", "\"b-vehicle.toml\"");
    wanted = replaced(wanted, "azimuth_deg = 90 ", "azimuth_deg = 85.5 ");
    CHECK(workspace.read("b.toml") == replaced(wanted, "value = 45", "value = 50"));
    CHECK(workspace.read("b-vehicle.toml") ==
          replaced(replaced(vehicle, "value = 4000", "value = 4100"), "mass_kg = 1000 #", "mass_kg = 900 #"));
    CHECK(workspace.read("rocket.toml") == vehicle);
    open_flight(session, workspace.path("b.toml").string());
    CHECK(session.flights[1].scenario.hash == session.flights[0].scenario.hash);
}

TEST_CASE("a file written again is read again and one that goes is a message", "[view]") {
    const Workspace workspace;
    Session session = opened(workspace);
    LoadedFlight& flight = session.flights[0];
    set_number(flight, "payload.mass_kg", "900", true);
    CHECK_FALSE(reload_if_written(flight));
    const double before = *flight.summary.range_m;
    std::string steeper = document;
    steeper.replace(steeper.find("value = 45"), 10, "value = 60");
    workspace.write("a.toml", steeper);
    std::filesystem::last_write_time(workspace.path("a.toml"),
                                     std::filesystem::file_time_type::clock::now() + std::chrono::seconds(2));
    CHECK(reload_if_written(flight));
    CHECK(*flight.summary.range_m != before);
    CHECK(flight.scenario.vehicle.payload.mass_kg == 900);
    std::filesystem::remove(workspace.path("a.toml"));
    const double last = *flight.summary.range_m;
    static_cast<void>(reload_if_written(flight));
    CHECK_FALSE(flight.problem.empty());
    CHECK(*flight.summary.range_m == last);
}

TEST_CASE("times are typed as people say them", "[view]") {
    double time = -1;
    CHECK((parse_clock("14:32", time) && time == 872));
    CHECK((parse_clock("1:02:03", time) && time == 3723));
    CHECK((parse_clock("T+ 872.5", time) && time == 872.5));
    for (const char* wrong : {"", "a", "1:", "1:2:3:4", "-5", "nan", "1 2"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_clock(wrong, time));
    }
    CHECK(clock_text(872.4) == "14:32");
    CHECK(clock_text(3599.6) == "1:00:00");
}

}  // namespace apogee::testing
