// A measured flight beside a computed one: sim/compare.
#include <fmt/format.h>

#include <Eigen/Core>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>
#include <string>

#include "base/input_error.h"
#include "cli/command.h"
#include "compare/fit.h"
#include "temporary_folder.h"

namespace apogee::testing {
namespace {

/// What a data's header means, with its factor; "" for nothing.
std::string meaning(const char* header) {
    const QuantityName name = quantity_named(header);
    return name.column ? fmt::format("{} {:.6g}", name.column->name, name.factor) : "";
}

/// A stage that climbs and falls; its impulse and payload are known to the flight, not to a fit.
std::string rocket(double isp_s, double payload_kg) {
    return fmt::format(
        "[launch]\nlatitude_deg = 35\nlongitude_deg = 45\nazimuth_deg = 90\n"
        "[ascent]\nprogramme = \"linear\"\nvertical_s = 5\nburnout_elevation_deg = 45\n"
        "[[stage]]\npropellant_mass_kg = 4000\ndry_mass_kg = 1100\nburn_time_s = 70\nisp_vacuum_s = {}\n"
        "isp_sea_level_s = 226\nseparates = false\n"
        "[payload]\nmass_kg = {}\nballistic_coefficient_kg_m2 = 5000\n",
        isp_s, payload_kg);
}

/// A flight as data: height in feet and speed in km/h, every 5 s, rounded or with noise.
template <class Written>
std::string data_of(const Flight& flight, double zero_s, Written written) {
    std::string csv = "t (s),Altitude (ft),velocity [km/h],note\n";
    for (double time_s = 5; time_s < 200; time_s += 5) {
        const FlightPoint point = flight.trajectory.point(flight.trajectory.lift_off_s + zero_s + time_s);
        csv += fmt::format("{},{},{},x\n", time_s, written(point.place.height / 0.3048, 100.0),
                           written(point.speed_earth_m_s * 3.6, 1.0));
    }
    return csv;
}

std::string rounded(double value, double unit) {
    return fmt::format("{:.0f}", std::round(value / unit) * unit);
}

}  // namespace

TEST_CASE("columns of data are known by name and unit", "[compare]") {
    CHECK(meaning("height_km") == "height_km 1");
    CHECK(meaning("Altitude (ft)") == "height_km 0.0003048");
    CHECK(meaning("alt_m") == "height_km 0.001");
    CHECK(meaning("velocity [km/h]") == "speed_earth_m_s 0.277778");
    CHECK(meaning("speed_m_s") == "speed_earth_m_s 1");
    CHECK(meaning("speed_air_kn") == "speed_air_m_s 0.514444");
    CHECK(meaning("thrust_kN") == "thrust_N 1000");
    CHECK(meaning("inertial velocity (km/s)") == "speed_inertial_m_s 1000");
    CHECK(meaning("Lat (deg)") == "latitude_deg 1");
    CHECK(meaning("flight_path_angle_rad") == "flight_path_angle_deg 57.2958");
    CHECK(meaning("Mach number") == "mach 1");
    CHECK(meaning("t_min") == "time_s 60");
    CHECK(meaning("x_earth_km") == "x_earth_m 1000");
    CHECK(meaning("q (psf)") == "dynamic_pressure_kPa 0.0478803");
    CHECK(meaning("MET (s)") == "time_s 1");
    CHECK(meaning("Mission Elapsed Time [minutes]") == "time_s 60");
    CHECK(meaning("time (seconds)") == "time_s 1");
    CHECK(meaning("Altitude (miles)") == "height_km 1.60934");
    CHECK(meaning("altitude_feet") == "height_km 0.0003048");
    CHECK(meaning("Velocity (m s-1)") == "speed_earth_m_s 1");
    CHECK(meaning("Velocity [ft/sec]") == "speed_earth_m_s 0.3048");
    CHECK(meaning("Vel. (km/h)") == "speed_earth_m_s 0.277778");
    CHECK(meaning("V (m/s)") == "speed_earth_m_s 1");
    for (const char* nothing :
         {"Range (km)", "height", "height_s", "km", "note", "speed_km", "_", "", "latitude"}) {
        INFO(nothing);
        CHECK(meaning(nothing).empty());
    }
}

TEST_CASE("the resolution of data is the unit of the last digit that it writes", "[compare]") {
    CHECK(written_resolution({"12", "12.5", "13"}) == Approx(0.1));
    CHECK(written_resolution({"1200", "300", "0"}) == Approx(100));
    CHECK(written_resolution({"1200", "310"}) == Approx(10));
    CHECK(written_resolution({"1.50"}) == Approx(0.01));
    CHECK(written_resolution({"-1.5e-3"}) == Approx(1e-4));
    CHECK(written_resolution({"2e3"}) == Approx(1000));
    CHECK(written_resolution({"0", "0"}) == 1);
    CHECK(written_resolution({}) == 0);
}

TEST_CASE("a flight's own data differ from it by their rounding, at the right time", "[compare]") {
    const TemporaryFolder folder;
    const std::string file = folder.write("r.toml", rocket(250, 1000));
    const Flight flight = fly_scenario(file, {});
    const double lift_off_s = flight.trajectory.lift_off_s;
    const MeasuredFlight data = read_measured_flight(folder.write("d.csv", data_of(flight, 0, rounded)));
    CHECK(data.other_columns == std::vector<std::string>{"note"});
    REQUIRE(data.quantities.size() == 2);
    CHECK(data.quantities[0].resolution == Approx(100 * 0.3048e-3));
    CHECK(data.quantities[1].resolution == Approx(1 / 3.6));

    const FlightErrors errors = compare(data, flight, 0);
    CHECK(errors.outside == 0);
    for (const QuantityError& error : errors.quantities) {
        CHECK(error.count == data.time_s.size());
        CHECK(std::abs(error.greatest) <= 0.501 * error.quantity->resolution);
        // Rounding is even: variance of a twelfth; 39 values leave its root uncertain by a tenth.
        CHECK(error.rms == Approx(error.quantity->resolution / std::sqrt(12)).epsilon(0.4));
    }

    // A second late, the climb of that second is missing. Rows before the start and after the end do not
    // count.
    const FlightErrors late = compare(data, flight, -1);
    const double climb_km = 1e-3 * flight.trajectory.point(lift_off_s + 100).speed_earth_m_s *
                            std::sin(flight.trajectory.point(lift_off_s + 100).flight_path_angle);
    const std::size_t at_100_s = 19;
    REQUIRE(data.time_s[at_100_s] == 100);
    CHECK(late.quantities[0].difference[at_100_s] == Approx(climb_km).margin(0.05));
    const FlightErrors beyond = compare(data, flight, flight.trajectory.end_s - lift_off_s - 102);
    CHECK(beyond.outside == 19);
    CHECK(std::isnan(beyond.quantities[0].difference.back()));
    CHECK(beyond.quantities[0].count == data.time_s.size() - 19);
}

TEST_CASE("longitudes differ by the shorter way round", "[compare]") {
    const TemporaryFolder folder;
    const std::string file = folder.write(
        "o.toml",
        "[initial]\nlatitude_deg = 0\nlongitude_deg = 179.9\nheight_m = 100000\n"
        "velocity_north_m_s = 0\nvelocity_east_m_s = 100\nvelocity_down_m_s = 0\nduration_s = 10\n"
        "[environment]\natmosphere = \"none\"\n[payload]\nmass_kg = 1\n");
    const Flight flight = fly_scenario(file, {});
    const MeasuredFlight data =
        read_measured_flight(folder.write("d.csv", "time_s,longitude_deg\n0,-179.9\n"));
    CHECK(compare(data, flight, 0).quantities[0].difference[0] == Approx(0.2));
}

TEST_CASE("a fit finds the numbers that made the data, and how well they are known", "[compare][fit]") {
    const TemporaryFolder folder;
    const Flight truth = fly_scenario(folder.write("truth.toml", rocket(250, 1000)), {});
    const std::string start = folder.write("start.toml", rocket(240, 1200));
    constexpr double zero_s = 3;  // the data's clock begins 3 s after lift-off
    std::mt19937 random(7);
    const auto noisy = [&](double value, double unit) {
        return fmt::format("{:.9f}", value + unit * std::normal_distribution<double>()(random));
    };
    constexpr int times = 12;
    Eigen::Vector3d squares = Eigen::Vector3d::Zero();
    for (int i = 0; i < times; ++i) {
        MeasuredFlight data = read_measured_flight(folder.write("d.csv", data_of(truth, zero_s, noisy)));
        data.quantities[0].accuracy = 100 * 0.3048e-3;
        data.quantities[1].accuracy = 1 / 3.6;
        const Fit found = fit({start, {}, {"stage[1].isp_vacuum_s", "payload.mass_kg"}, true, 0}, data);
        CHECK(found.converged);
        CHECK(found.before > 100);
        CHECK(found.after == Approx(1).margin(0.3));  // 78 values: a standard error of 0.08
        const Eigen::Vector3d off{(found.numbers[0].value - 250) / found.numbers[0].sd,
                                  (found.numbers[1].value - 1000) / found.numbers[1].sd,
                                  (found.offset_s - zero_s) / found.offset_sd_s};
        squares += off.cwiseProduct(off);
    }
    // Chi square with 12 degrees of freedom: outside 2.2 to 34 once in a thousand times on each side.
    for (const double sum : squares) {
        CHECK(sum > 2.2);
        CHECK(sum < 34);
    }
}

TEST_CASE("a fit stays within what the scenario states, and says so", "[compare][fit]") {
    const TemporaryFolder folder;
    const Flight truth = fly_scenario(folder.write("truth.toml", rocket(250, 1000)), {});
    std::string stated = rocket(250, 1000);
    const std::string payload = "mass_kg = 1000\n";
    stated.replace(stated.rfind(payload), payload.size(),
                   "mass_kg = { value = 1100, low = 1050, high = 1200 }\n");
    const std::string start = folder.write("start.toml", stated);
    const MeasuredFlight data = read_measured_flight(folder.write("d.csv", data_of(truth, 0, rounded)));
    const Fit found = fit({start, {}, {"payload.mass_kg"}, false, 0}, data);
    CHECK(found.numbers[0].value == 1050);
    CHECK(found.numbers[0].at_bound);
    CHECK(std::isinf(found.numbers[0].sd));
    CHECK(found.after < found.before);

    const auto refused = [&](std::vector<std::string> paths, const char* why) {
        CHECK_THROWS_WITH(fit({start, {}, std::move(paths), false, 0}, data), Catch::Contains(why));
    };
    refused({"payload.mas_kg"},
            "--fit: \"payload.mas_kg\" is no number of the scenario; did you mean payload.mass_kg?");
    refused({"payload.mass_kg", "payload.mass_kg"}, "is given twice");
    refused({"launch.longitude_deg"}, "--fit: launch.longitude_deg changes nothing that was measured");
}

TEST_CASE("the zero of the data's clock is found from afar, and no row that was not flown counts",
          "[compare][fit]") {
    const TemporaryFolder folder;
    const std::string file = folder.write("truth.toml", rocket(250, 1000));
    const Flight truth = fly_scenario(file, {});
    const MeasuredFlight data = read_measured_flight(folder.write("d.csv", data_of(truth, 0, rounded)));
    for (const double late_s : {-400.0, -100.0, 250.0, 5000.0}) {
        INFO(late_s);
        MeasuredFlight shifted = data;
        for (double& time_s : shifted.time_s) time_s += late_s;
        const Fit found = fit({file, {}, {}, true, 0}, shifted);
        CHECK(found.offset_s == Approx(-late_s).margin(5 * found.offset_sd_s + 0.01));
        CHECK(found.after < 0.4);  // rounding alone: 0.29
    }
    // Half of the rows before the flight: told of those within it.
    MeasuredFlight early = data;
    early.time_s.insert(early.time_s.begin(), {-300, -200, -100});
    for (MeasuredQuantity& quantity : early.quantities)
        quantity.values.insert(quantity.values.begin(), {7, 7, 7});
    const Fit found = fit({file, {}, {"payload.mass_kg"}, false, 0}, early);
    const FlightErrors errors = compare(early, found.flight, 0);
    CHECK(errors.outside == 3);
    CHECK(found.after == Approx(errors.rms_in_accuracy()));
}

TEST_CASE("an azimuth is fitted across north, and --set lifts no bound", "[compare][fit]") {
    const TemporaryFolder folder;
    const auto northward = [&](const char* name, const std::string& azimuth) {
        std::string text = rocket(250, 1000);
        return folder.write(name,
                            text.replace(text.find("azimuth_deg = 90"), 16, "azimuth_deg = " + azimuth));
    };
    const Flight truth = fly_scenario(northward("truth.toml", "358.5"), {});
    std::string csv = "time_s,latitude_deg,longitude_deg\n";
    for (double time_s = 50; time_s < 250; time_s += 10) {
        const FlightPoint point = truth.trajectory.point(time_s);
        csv += fmt::format("{},{:.9f},{:.9f}\n", time_s, point.place.latitude * 180 / M_PI,
                           point.place.longitude * 180 / M_PI);
    }
    const MeasuredFlight data = read_measured_flight(folder.write("d.csv", csv));
    const Fit found = fit({northward("start.toml", "1.5"), {}, {"launch.azimuth_deg"}, false, 0}, data);
    CHECK(found.numbers[0].value == Approx(358.5).margin(1e-4));
    CHECK_FALSE(found.numbers[0].at_bound);

    std::string stated = rocket(250, 1000);
    const std::string payload = "mass_kg = 1000\n";
    stated.replace(stated.rfind(payload), payload.size(),
                   "mass_kg = { value = 1100, low = 1050, high = 1200 }\n");
    const std::string start = folder.write("bounds.toml", stated);
    const Flight light = fly_scenario(folder.write("light.toml", rocket(250, 1000)), {});
    const MeasuredFlight measured = read_measured_flight(folder.write("l.csv", data_of(light, 0, rounded)));
    CHECK(fit({start, {{"payload.mass_kg", "1150"}}, {"payload.mass_kg"}, false, 0}, measured)
              .numbers[0]
              .value == 1050);
    CHECK_THROWS_WITH(fit({start, {{"payload.mass_kg", "950"}}, {"payload.mass_kg"}, false, 0}, measured),
                      Catch::Contains("is set to 950, out of its bounds; expected 1050 to 1200"));
}

TEST_CASE("only what goes round is taken round: not a mass whose bounds are 360 kg apart", "[compare][fit]") {
    const TemporaryFolder folder;
    const Flight truth = fly_scenario(folder.write("truth.toml", rocket(250, 1000)), {});
    std::string stated = rocket(250, 1000);
    const std::string payload = "mass_kg = 1000\n";
    stated.replace(stated.rfind(payload), payload.size(),
                   "mass_kg = { value = 1100, low = 900, high = 1260 }\n");
    const MeasuredFlight data = read_measured_flight(folder.write("d.csv", data_of(truth, 0, rounded)));
    const FittedNumber found =
        fit({folder.write("start.toml", stated), {}, {"payload.mass_kg"}, false, 0}, data).numbers[0];
    CHECK(found.value == Approx(1000).margin(5 * found.sd));
}

TEST_CASE("the data's clock counts from lift-off, which comes late where the thrust grows", "[compare]") {
    const TemporaryFolder folder;
    std::string text = rocket(250, 1000);
    text.replace(text.find("burn_time_s = 70\n"), 17,
                 "burn_time_s = 70\nthrust_curve = { time_s = [0, 4, 70], fraction = [0, 1, 1] }\n");
    const std::string file = folder.write("late.toml", text);
    const Flight flight = fly_scenario(file, {});
    REQUIRE(flight.trajectory.lift_off_s > 1);
    const MeasuredFlight data = read_measured_flight(folder.write("d.csv", data_of(flight, 0, rounded)));
    CHECK(std::abs(compare(data, flight, 0).quantities[0].greatest) <= 0.501 * data.quantities[0].resolution);
}

TEST_CASE("apogee compare: text, JSON, CSV, and what it refuses", "[compare][cli]") {
    const Workspace here;
    here.write("r.toml", rocket(250, 1000));
    const Flight flight = fly_scenario(here.path("r.toml").string(), {});
    here.write("d.csv", data_of(flight, 0, rounded));
    const CommandResult text = here.run("compare r.toml d.csv --csv out.csv");
    CHECK(text.status == 0);
    CHECK(text.err == "note: columns that are no quantity of a flight: note\nwrote out.csv\n");
    CHECK_THAT(text.out,
               Catch::Contains("r.toml beside d.csv") && Catch::Contains("The data's time 0 is lift-off"));
    CHECK_THAT(here.read("out.csv"),
               Catch::StartsWith("time_s,height_km_measured,height_km_computed,height_km_difference,"));
    CHECK(here.run("compare r.toml d.csv --csv out.csv").status == 3);
    // A clock that was fitted is known to some part of a second, and a fit of it alone has no table.
    const std::string clock = here.run("compare r.toml d.csv --quiet --time-offset fit").out;
    CHECK_THAT(clock, Catch::Contains("give or take 0.") && !Catch::Contains("0.000 s") &&
                          !Catch::Contains("\n\n\n"));
    // A clock that is far off leaves nothing to count before the fit.
    std::istringstream lines(data_of(flight, 0, rounded));
    std::string far, line;
    std::getline(lines, far);
    for (far += '\n'; std::getline(lines, line); far += '\n')
        far += std::to_string(std::stoi(line) + 5000) + line.substr(line.find(','));
    here.write("far.csv", far);
    CHECK_THAT(
        here.run("compare r.toml far.csv --quiet --time-offset fit").out,
        Catch::Contains("lay outside the flight, and the differences are 0.") && !Catch::Contains("nan"));
    CHECK_THAT(here.run("compare r.toml d.csv --quiet --fit payload.ballistic_coefficient_kg_m2").out,
               Catch::Contains("kg/m²"));

    const auto json = nlohmann::json::parse(
        here.run("compare r.toml d.csv --json --quiet --time-offset fit --fit payload.mass_kg "
                 "--set payload.mass_kg=800 --only height_km --accuracy height_km=0.02")
            .out);
    CHECK(json["quantities"].size() == 1);
    CHECK(json["quantities"][0]["accuracy"] == 0.02);
    CHECK(json["fit"]["numbers"][0]["before"] == 800);
    CHECK(json["fit"]["numbers"][0]["value"].get<double>() ==
          Approx(1000).margin(5 * json["fit"]["numbers"][0]["sd"].get<double>()));

    const auto refused = [&](const std::string& arguments, const char* why) {
        const CommandResult run = here.run("compare " + arguments);
        INFO(arguments << run.err);
        CHECK(run.status == 2);
        CHECK(run.out.empty());
        CHECK(is_one_line(run.err));
        CHECK_THAT(run.err, Catch::Contains(why));
    };
    here.write("none.csv", "time_s,note\n1,2\n");
    here.write("twice.csv", "time_s,height_km,alt_ft\n1,2,3\n");
    here.write("word.csv", "time_s,height_km\n1,high\n");
    here.write("gap.csv", "time_s,height_km\n,1\n");
    here.write("empty.csv", "time_s,height_km\n");
    refused("r.toml none.csv", "none.csv:1:1: no quantity of a flight");
    refused("r.toml twice.csv", "twice.csv:1:18: alt_ft: the same as height_km");
    refused("r.toml word.csv", "word.csv:2:3: height_km: \"high\" is not a finite number");
    refused("r.toml gap.csv", "gap.csv:2:1: no time");
    refused("r.toml empty.csv", "empty.csv:1:1: no rows");
    refused("r.toml d.csv --time-offset soon", "--time-offset: found \"soon\"; expected seconds, or fit");
    refused("r.toml d.csv --only heigt_km", "did you mean height_km?");
    refused("r.toml d.csv --accuracy height_km=-1", "expected a quantity and a positive number");
    refused("- d.csv --fit payload.mass_kg", "reads the scenario many times");
    refused("r.toml d.csv --time-offset 1e6", "lie outside the flight, which lasts from");
    refused("r.toml d.csv --csv d.csv --force", "--csv: \"d.csv\" is what is read");
    refused("r.toml d.csv --csv ./r.toml --force", "is what is read");
    here.write("unitless.csv", "time,height\n1,2\n");
    refused("r.toml unitless.csv",
            "no column of times with a unit; found time, height; expected one called time_s");
    here.write("semicolons.csv", "time_s;height_km\n1;2\n");
    refused("r.toml semicolons.csv",
            "semicolons.csv:1:1: columns between semicolons or tabs; expected commas");
}

}  // namespace apogee::testing
