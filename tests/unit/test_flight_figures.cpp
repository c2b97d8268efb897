#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "batch/result_fields.h"
#include "report/json.h"
#include "scenario/keys.h"
#include "unit/flown_example.h"

namespace apogee {
namespace {

using namespace testing;

/// Flown by lanes, one case without varied numbers.
class NoNumbers final : public CaseSource {
  public:
    void values(std::uint64_t, std::span<double>) const override {}
};

nlohmann::ordered_json at_key(const nlohmann::ordered_json& json, std::string_view key) {
    const std::size_t dot = key.find('.');
    if (dot == std::string_view::npos) return json.at(std::string(key));
    const auto group = json.value(std::string(key.substr(0, dot)), nlohmann::ordered_json());
    return group.is_null() ? group : group.at(std::string(key.substr(dot + 1)));
}

}  // namespace

// Would catch two rows under one name, and a name whose unit is not that of its row: labels cut it off.
TEST_CASE("Every figure has its own name and key, and the name ends with the unit", "[unit]") {
    std::set<std::string_view> names, keys;
    for (const FlightFigure& figure : flight_figures()) {
        INFO(figure.name);
        CHECK(names.insert(figure.name).second);
        CHECK(keys.insert(figure.json).second);
        std::string unit = figure.unit;
        if (const auto per = unit.find('/'); per != std::string::npos) unit[per] = '_';
        CHECK(std::string(figure.name).ends_with(unit.empty() ? "" : "_" + unit));
    }
    CHECK(figure_label("burnout_relative_speed_km_s") == "burnout relative speed");
    CHECK(figure_label("orbit_eccentricity") == "orbit eccentricity");
}

// Would catch a row that reads another number of the flight than the batch engine stores under its name.
TEST_CASE("A figure is the same number in a row of a study, in a flight and in its JSON", "[unit]") {
    for (const char* file : {"/reference-25.toml", "/hwasong-15-2017-11-29.toml"}) {
        const Flight flight = flown(load_scenario(std::string(APOGEE_SCENARIOS_DIR) + file));
        std::vector<CaseResult> results(1);
        BatchEngine(flight.scenario, {}).fly(NoNumbers(), 0, results);
        for (const ResultField& field : result_fields()) {
            INFO(file << ' ' << field.name);
            REQUIRE(field.of(flight.summary));
            // Both engines keep 1 m of an impact 1,000 km away or more: a part in a million.
            CHECK(results[0].*field.member == Approx(*field.of(flight.summary)).epsilon(5e-6));
        }
        const nlohmann::ordered_json json = flight_json(flight);
        for (const FlightFigure& figure : flight_figures()) {
            INFO(file << ' ' << figure.json);
            const std::optional<double> value = figure.of(flight.summary);
            CHECK(at_key(json, figure.json) == (value ? nlohmann::ordered_json(*value) : nullptr));
        }
    }
}

// Would catch a direction within the error of the place.
TEST_CASE("An impact within a metre of the start has no direction", "[unit]") {
    const auto azimuth_at = [](double east_m_s) {
        const Flight flight =
            flown(parsed("[initial]\nlatitude_deg = 10\nlongitude_deg = 20\nheight_m = 5\n"
                         "velocity_north_m_s = 0\nvelocity_down_m_s = 0\n"
                         "velocity_east_m_s = " +
                         std::to_string(east_m_s) +
                         "\n[payload]\nmass_kg = 500\n"
                         "ballistic_coefficient_kg_m2 = 5000\n"));
        return flight_figure("impact_azimuth_deg").of(flight.summary);
    };
    // A second's fall.
    CHECK_FALSE(azimuth_at(0.5));
    CHECK(azimuth_at(2).value() == Approx(90).margin(1e-3));
}

// Would catch an orbit's elements in the wrong unit or order, and figures of landed flights in one that has
// not landed.
TEST_CASE("An orbit has elements, and no range", "[unit]") {
    const Flight flight =
        flown(parsed("[initial]\nlatitude_deg = 0\nlongitude_deg = 0\nheight_m = 500000\n"
                     "velocity_north_m_s = 7612\nvelocity_east_m_s = 0\n"
                     "velocity_down_m_s = 0\n[payload]\nmass_kg = 500\n"
                     "ballistic_coefficient_kg_m2 = 5000\n"));
    REQUIRE(flight.trajectory.outcome == Outcome::in_orbit);
    const FlightSummary& s = flight.summary;
    // Over the poles but for the turning of the Earth, 501.6 m/s at 6,878.137 km.
    CHECK(*flight_figure("orbit_inclination_deg").of(s) ==
          Approx(degrees(std::atan2(7612, 501.6))).margin(0.02));
    // Vis-viva at 7,628.5 m/s; J2 moves the mean period by a thousandth, not the osculating one.
    CHECK(*flight_figure("orbit_period_s").of(s) == Approx(5712.8).epsilon(1e-4));
    for (const char* name : {"range_km", "impact_latitude_deg", "flight_time_s", "burnout_time_s"})
        CHECK_FALSE(flight_figure(name).of(s));
}

}  // namespace apogee
