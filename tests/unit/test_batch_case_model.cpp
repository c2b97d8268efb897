#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "batch/case_model.h"

namespace apogee {
namespace {

std::vector<std::string> scenarios() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(APOGEE_SCENARIOS_DIR))
        if (entry.path().extension() == ".toml") files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

bool same(const FlightPlan& a, const FlightPlan& b) {
    bool equal = a.earth == b.earth && a.density_scale == b.density_scale && a.azimuth == b.azimuth &&
                 a.start.latitude == b.start.latitude && a.start.longitude == b.start.longitude &&
                 a.start.height == b.start.height && a.relative_velocity_E == b.relative_velocity_E &&
                 a.last_burnout_s == b.last_burnout_s && a.shroud_mass_kg == b.shroud_mass_kg &&
                 a.shroud_height_m == b.shroud_height_m && a.shroud_time_s == b.shroud_time_s &&
                 a.duration_s == b.duration_s && a.propulsion.size() == b.propulsion.size() &&
                 a.steering.size() == b.steering.size() && a.drag.size() == b.drag.size() &&
                 a.air.size() == b.air.size();
    if (!equal) return false;
    for (std::size_t i = 0; i < a.propulsion.size(); ++i) {
        const PropulsionSpan &p = a.propulsion[i], &q = b.propulsion[i];
        equal &= p.start_s == q.start_s && p.end_s == q.end_s && p.mass_kg == q.mass_kg &&
                 p.flow_kg_s == q.flow_kg_s && p.flow_slope_kg_s2 == q.flow_slope_kg_s2 &&
                 p.thrust_vacuum_N == q.thrust_vacuum_N && p.pressure_area_m2 == q.pressure_area_m2 &&
                 p.first_drag == q.first_drag && p.drag_segments == q.drag_segments && p.burning == q.burning;
    }
    for (std::size_t i = 0; i < a.steering.size(); ++i) {
        const SteeringSpan &p = a.steering[i], &q = b.steering[i];
        equal &= p.elevation == q.elevation && p.rate_rad_s == q.rate_rad_s && p.end_value == q.end_value;
    }
    for (std::size_t i = 0; i < a.drag.size(); ++i)
        equal &= a.drag[i].mach_low == b.drag[i].mach_low && a.drag[i].area_m2 == b.drag[i].area_m2;
    return equal;
}

}  // namespace

// Every number of every catalogued scenario: replaced here, and read with the change from the file.
TEST_CASE("a replaced number means what it means in the file") {
    int compared = 0;
    for (const std::string& file : scenarios()) {
        const Scenario scenario = load_scenario(file);
        for (const Parameter& p : scenario.parameters) {
            if (p.path.starts_with("reported.")) continue;
            INFO(file << " " << p.path);
            const double value = p.path.ends_with(".count") ? p.value + 1
                                 : p.value == 0             ? 0.25
                                                            : p.value * 0.99;
            Scenario changed;
            try {
                changed = load_scenario(file, {{p.path, fmt::format("{:.17g}", value)}});
            } catch (const InputError&) {
                continue;  // out of its bounds
            }
            CaseModel model(scenario, {p.path});
            REQUIRE(model.set(std::vector<double>{value}));
            CHECK(same(model.plan(true), plan(changed)));
            ++compared;
        }
    }
    CHECK(compared > 300);
}

TEST_CASE("what no flight has is refused by name") {
    const Scenario scenario = load_scenario(APOGEE_SCENARIOS_DIR "/reference-25.toml");
    CHECK_THROWS_WITH(CaseModel(scenario, {"stage[3].dry_mass_kg"}),
                      Catch::Contains("stage[3].dry_mass_kg") && Catch::Contains("no such number"));
    CHECK_THROWS_WITH(CaseModel(scenario, {"reported.range_km"}), Catch::Contains("no flight depends"));
}

TEST_CASE("impulses that contradict each other are noticed") {
    const Scenario scenario = load_scenario(APOGEE_SCENARIOS_DIR "/reference-25.toml");
    CaseModel model(scenario, {"stage[1].isp_sea_level_s"});
    CHECK(model.set(std::vector<double>{255.0}));
    CHECK_FALSE(model.set(std::vector<double>{255.1}));
}

}  // namespace apogee
