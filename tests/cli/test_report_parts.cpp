#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/angles.h"
#include "base/clock.h"
#include "base/text.h"
#include "physics/constants.h"
#include "report/check_report.h"
#include "report/json.h"

using namespace apogee;

TEST_CASE("Clock times cross midnight and leap days", "[report]") {
    using namespace std::chrono;
    const sys_seconds launch = sys_days{2024y / February / 28} + 23h + 59min + 30s;
    CHECK(utc_date_and_time(launch) == "2024-02-28 23:59:30 UTC");
    CHECK(utc_time_of_day(launch, 29.4) == "23:59:59");
    CHECK(utc_time_of_day(launch, 29.6) == "00:00:00 +1d");
    CHECK(utc_time_of_day(launch, 86400 + 30) == "00:00:00 +2d");
    CHECK(utc_timestamp(launch, 30.0004) == "2024-02-29T00:00:00.000Z");
    CHECK(utc_timestamp(launch, 86400 + 29.9996) == "2024-03-01T00:00:00.000Z");
    CHECK(minutes_and_seconds(59.4) == "0:59");
    CHECK(minutes_and_seconds(59.6) == "1:00");
    CHECK(minutes_and_seconds(3599.7) == "1:00:00");
    CHECK(minutes_and_seconds(5425) == "1:30:25");
}

TEST_CASE("Numbers are shown with the digits they deserve", "[report]") {
    CHECK(decimals_for(4475.2) == 1);
    CHECK(decimals_for(88.4) == 2);
    CHECK(decimals_for(-9.144) == 3);
    CHECK(decimals_for(0.0) == 1);
    CHECK(decimals_for(0.02) == 3);
    CHECK(fixed(-0.004, 2) == "0.00");
    CHECK(fixed(-0.006, 2) == "-0.01");
    CHECK(fixed(std::nan(""), 2) == "-");
    CHECK(plain(41000) == "41000");
    CHECK(plain(0.0182414650001) == "0.018241465");
}

TEST_CASE("Columns line up whatever the script", "[report]") {
    CHECK(display_width("Peenem\u00fcnde") == 10);
    CHECK(display_width("\ud654\uc131") == 4);
    CHECK(display_width("e\u0301") == 1);
    CHECK(shortened("Hwasong-15", 10) == "Hwasong-15");
    CHECK(shortened("Hwasong-15b", 10) == "Hwasong...");
    CHECK(shortened("\ud654\uc131\ud654\uc131", 7) == "\ud654\uc131...");
    TextTable table;
    table.column("a\nkm", TextTable::Align::left);
    table.column("unused");
    table.column("b");
    table.row({"\ud654", "", "1"});
    table.row({"x", "", "23"});
    CHECK(table.print(1) == " a    b\n km\n \ud654   1\n x   23\n");
    CHECK(wrapped("one two three", 7) == std::vector<std::string>{"one two", "three"});
    CHECK(wrapped("incomprehensible", 7) == std::vector<std::string>{"incomprehensible"});
}

TEST_CASE("JSON text escapes what a terminal would obey and stays the same JSON", "[report]") {
    const std::string hostile = "\x1b[31m \x7f \u009b \u2028 \u202e \u2066 \u00a0 \u2010 \ud654 \"\n";
    const std::string text = json_text({{"t", hostile}});
    CHECK(nlohmann::json::parse(text)["t"] == hostile);
    for (const char* bad : {"\x1b", "\x7f", "\u009b", "\u2028", "\u202e", "\u2066"}) {
        CHECK(text.find(bad) == std::string::npos);
    }
    for (const char* good : {"\u00a0", "\u2010", "\ud654"}) CHECK(text.find(good) != std::string::npos);
    // Bytes that are no UTF-8 may stand in a file's name.
    CHECK(nlohmann::json::parse(json_text({{"t", "a\xff"}}))["t"] == "a\ufffd");
}

namespace {

Stage stage(double propellant_kg, double dry_kg, double burn_s, double isp_s) {
    Stage made;
    made.motor = {propellant_kg, burn_s, isp_s, 0.9 * isp_s, {}, {}};
    made.dry_mass_kg = dry_kg;
    return made;
}

}  // namespace

TEST_CASE("The budget follows Tsiolkovsky's equation stage by stage", "[report]") {
    Vehicle vehicle;
    vehicle.stages = {stage(8000, 1000, 100, 280), stage(2000, 300, 80, 300)};
    vehicle.shroud = Shroud{100, {}, {}, {}};
    vehicle.payload.mass_kg = 500;
    const Budget sums = budget(vehicle);
    const double g0 = constants::standard_gravity_m_s2;
    CHECK(sums.lift_off_mass_kg == 11900);
    REQUIRE(sums.stages.size() == 2);
    CHECK(sums.stages[0].mass_ratio == Approx(11900.0 / 3900).epsilon(1e-14));
    CHECK(sums.stages[1].ignition_mass_kg == 2800);  // without the shroud
    const double first = 280 * g0 * std::log(11900.0 / 3900), second = 300 * g0 * std::log(2800.0 / 800);
    CHECK(sums.stages[0].ideal_speed_gain_m_s == Approx(first).epsilon(1e-14));
    CHECK(sums.stages[1].ideal_speed_gain_m_s == Approx(second).epsilon(1e-14));
    CHECK(sums.ideal_speed_gain_m_s == Approx(first + second).epsilon(1e-14));
    CHECK(sums.total_impulse_N_s == Approx(g0 * (8000 * 280 + 2000 * 300)).epsilon(1e-14));
}

TEST_CASE("Boosters count while they burn and leave when empty", "[report]") {
    Vehicle vehicle;
    vehicle.stages = {stage(8000, 1000, 160, 300)};
    vehicle.boosters = {{stage(2000, 250, 60, 250), 4}};
    vehicle.payload.mass_kg = 1000;
    const Budget sums = budget(vehicle);
    const double g0 = constants::standard_gravity_m_s2;
    // Together for 60 s: the core spends 3000 kg at 300 s, four boosters 8000 kg at 250 s.
    const double joint_isp = (3000 * 300 + 8000 * 250) / 11000.0;
    const double first = joint_isp * g0 * std::log(19000.0 / 8000);
    // Then the core alone with 5000 kg, 1000 kg of boosters gone.
    const double second = 300 * g0 * std::log(7000.0 / 2000);
    REQUIRE(sums.stages.size() == 1);
    CHECK(sums.lift_off_mass_kg == 19000);
    CHECK(sums.ideal_speed_gain_m_s == Approx(first + second).epsilon(1e-13));
    CHECK(sums.total_impulse_N_s == Approx(g0 * (8000 * 300 + 8000 * 250)).epsilon(1e-14));

    Scenario scenario;
    scenario.vehicle = vehicle;
    scenario.start = Launch{{radians(45.0), 0, 0}, 0, {}};
    // Normal gravity at 45 degrees: 9.806199 m/s2 (WGS 84).
    const double thrust = 0.9 * g0 * (8000 / 160.0 * 300 + 8000 / 60.0 * 250);
    const Geodetic site = std::get<Launch>(scenario.start).site;
    REQUIRE(budget(scenario.vehicle, site).thrust_to_weight);
    CHECK(*budget(scenario.vehicle, site).thrust_to_weight ==
          Approx(thrust / (19000 * 9.806199)).epsilon(1e-6));
}
