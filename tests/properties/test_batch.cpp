#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <stop_token>

#include "batch/engine.h"
#include "batch/result_fields.h"
#include "batch/sampler.h"
#include "estimate/reproduce.h"
#include "flight/propagate.h"
#include "flight/summary.h"
#include "range/standard_family.h"

namespace apogee {
namespace {

std::string file(const std::string& name) {
    return APOGEE_SCENARIOS_DIR "/" + name + ".toml";
}

/// Every mass, impulse, duration, area and angle of a scenario, uniformly by some per cent.
std::vector<Varied> shaken(const Scenario& scenario, double share = 0.02) {
    std::vector<Varied> numbers;
    for (const Parameter& p : scenario.parameters) {
        const auto ends = [&](const char* key) { return p.path.ends_with(key); };
        const bool counts = ends("mass_kg") || ends("isp_vacuum_s") || ends("burn_time_s") ||
                            ends("thrust_vacuum_kN") || ends("area_m2") || ends("diameter_m") ||
                            ends("density_scale") || ends("burnout_elevation_deg") ||
                            p.path == "payload.ballistic_coefficient_kg_m2";
        if (counts && p.value > 0)
            numbers.push_back(
                {p.path, p.value, Uniform{p.value * (1 - share), p.value * (1 + share)}, p.least, p.most});
    }
    return numbers;
}

struct Batch {
    Scenario scenario;
    std::vector<Varied> numbers;
    BatchEngine engine;
    RandomCases cases;

    explicit Batch(const std::string& name, const Overrides& overrides = {})
        : scenario(load_scenario(file(name), with_one_impulse(name, overrides))),
          numbers(shaken(scenario)),
          engine(scenario, paths_of(numbers)),
          cases(numbers, 3) {}

    /// The reference vehicle's second stage states one impulse twice: varied, the two would contradict.
    static Overrides with_one_impulse(const std::string& name, Overrides overrides) {
        if (name.starts_with("reference")) overrides.emplace_back("stage[2].nozzle_exit_area_m2", "0");
        return overrides;
    }
    static std::vector<std::string> paths_of(const std::vector<Varied>& numbers) {
        std::vector<std::string> paths;
        for (const Varied& v : numbers) paths.push_back(v.path);
        return paths;
    }
    [[nodiscard]] std::vector<CaseResult> fly(std::uint64_t first, std::size_t count,
                                              const BatchOptions& options = {}) const {
        std::vector<CaseResult> results(count);
        CHECK(engine.fly(cases, first, results, options).complete == count);
        return results;
    }
    [[nodiscard]] FlightPlan plan(std::uint64_t number) const {
        std::vector<double> values(numbers.size());
        cases.values(number, values);
        return engine.plan(values);
    }
};

/// Whether all figures are equal, bit for bit.
bool same_bits(const CaseResult& a, const CaseResult& b) {
    const auto equal = [&](const ResultField& field) {
        return std::memcmp(&(a.*field.member), &(b.*field.member), sizeof(double)) == 0;
    };
    const auto fields = result_fields();
    return a.outcome == b.outcome && a.flown_by == b.flown_by &&
           std::all_of(fields.begin(), fields.end(), equal);
}
bool same_bits(std::span<const CaseResult> a, std::span<const CaseResult> b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const CaseResult& x, const CaseResult& y) { return same_bits(x, y); });
}

/// Two stages out of the air, one stage that burns out in it, a gravity turn, three stages with a shroud.
const char* const classes[] = {"reference-25",   "hwasong-15-2017-11-29", "scud-b",
                               "v-2-1942-10-03", "minuteman-iii",         "mercury-redstone-3"};

}  // namespace

TEST_CASE("a case's bytes do not depend on lanes or threads or neighbours") {
    for (const char* name_of_class : classes) {
        INFO(name_of_class);
        const Batch batch(name_of_class);
        const std::vector<CaseResult> alone = batch.fly(100, 150, {.lanes = Lanes::one});
        for (const Lanes lanes : {Lanes::sse2, Lanes::avx2, Lanes::avx512}) {
            if (!available(lanes)) continue;
            INFO(name(lanes));
            CHECK(same_bits(batch.fly(100, 150, {.lanes = lanes}), alone));
        }
        CHECK(same_bits(batch.fly(100, 150, {.threads = 3}), alone));
        // Split anywhere, and in company of other cases.
        const std::vector<CaseResult> head = batch.fly(100, 37), tail = batch.fly(137, 113);
        CHECK(same_bits(head, std::span(alone).first(37)));
        CHECK(same_bits(tail, std::span(alone).subspan(37)));
        CHECK(same_bits(batch.fly(160, 1)[0], alone[60]));
        const std::vector<CaseResult> earlier = batch.fly(90, 60);
        CHECK(same_bits(std::span(earlier).subspan(10), std::span(alone).first(50)));
    }
}

// The scalar flight at a tight tolerance is the truth, to a millimetre. The lanes promise 1 m at impact for
// 99 of 100 cases; what stands behind it (speed times two thousand seconds) follows from that.
TEST_CASE("lanes land where the scalar flight lands") {
    for (const char* name_of_class : classes) {
        INFO(name_of_class);
        const Batch batch(name_of_class);
        constexpr std::uint64_t count = 24;
        const std::vector<CaseResult> results = batch.fly(0, count);
        for (std::uint64_t i = 0; i < count; ++i) {
            const Trajectory flight = propagate(batch.plan(i), Tolerance::tight());
            REQUIRE(flight.outcome == Outcome::landed);
            const FlightSummary truth = summarise(flight);
            const CaseResult& result = results[i];
            INFO("case " << i);
            CHECK(result.outcome == flight.outcome);
            const Geodetic place{radians(result.impact_latitude_deg), radians(result.impact_longitude_deg),
                                 0};
            CHECK(geodesic(flight.plan->earth, place, truth.final.place).distance_m < 2);
            CHECK(result.range_km == Approx(*truth.range_m / 1000).margin(2e-3).epsilon(0));
            CHECK(result.apogee_km == Approx(*truth.apogee_m / 1000).margin(2e-3).epsilon(0));
            // The time in which it sinks by 2 m, at least the time's own 2 ms.
            const double sinks_2_m_s = 2e-3 / result.impact_speed_km_s;
            CHECK(result.flight_time_s ==
                  Approx(*truth.flight_time_s).margin(std::max(2e-3, sinks_2_m_s)).epsilon(0));
            // Falling through the lowest air at 500 m/s^2 and 2 km/s, a metre is 0.25 m/s.
            CHECK(result.impact_speed_km_s ==
                  Approx(truth.final.speed_earth_m_s / 1000).margin(5e-5).epsilon(0));
            REQUIRE(truth.burnout);
            CHECK(result.burnout_time_s == truth.burnout->time_s);
            CHECK(result.burnout_height_km ==
                  Approx(truth.burnout->place.height / 1000).margin(5e-4).epsilon(0));
            CHECK(result.burnout_speed_km_s ==
                  Approx(truth.burnout->speed_inertial_m_s / 1000).margin(2e-6).epsilon(0));
            CHECK(result.burnout_relative_speed_km_s ==
                  Approx(truth.burnout->speed_earth_m_s / 1000).margin(2e-6).epsilon(0));
            CHECK(result.burnout_flight_path_angle_deg ==
                  Approx(degrees(truth.burnout->flight_path_angle))
                      .margin(degrees(2e-6 / result.burnout_speed_km_s))  // the speed's 2 mm/s across it
                      .epsilon(0));
            // From a cubic through the ends of a step.
            CHECK(result.max_dynamic_pressure_kPa ==
                  Approx(*truth.max_dynamic_pressure_Pa / 1000).epsilon(2e-4));
        }
    }
}

TEST_CASE("flights that do not land are named as the scalar flight names them") {
    CHECK(Batch("explorer-1-orbit").fly(0, 3)[1].outcome == Outcome::in_orbit);
    const CaseResult dropped = Batch("nesc-case-06").fly(0, 2)[0];
    CHECK(dropped.outcome == Outcome::duration_reached);
    CHECK(std::isnan(dropped.flight_time_s));
    CHECK(std::isnan(dropped.impact_speed_km_s));
    CHECK(dropped.apogee_km ==
          Approx(summarise(propagate(Batch("nesc-case-06").plan(0))).apogee_m.value() / 1000).margin(1e-6));
    const CaseResult heavy = Batch("reference-25", {{"payload.mass_kg", "1e6"}}).fly(0, 1)[0];
    CHECK(heavy.outcome == Outcome::lift_off_failed);
    CHECK(std::isnan(heavy.range_km));
    CHECK(std::isnan(heavy.apogee_km));
    CHECK(std::isnan(heavy.max_dynamic_pressure_kPa));
}

TEST_CASE("without air and on a sphere lanes agree with the scalar flight too") {
    for (const Overrides& overrides :
         {Overrides{{"environment.atmosphere", "none"}}, Overrides{{"environment.earth", "sphere"}},
          Overrides{{"environment.gravity", "j6"}}, Overrides{{"environment.rotation", "false"}}}) {
        INFO(overrides[0].first << " " << overrides[0].second);
        const Batch batch("reference-25", overrides);
        const CaseResult result = batch.fly(0, 1)[0];
        const FlightSummary truth = summarise(propagate(batch.plan(0), Tolerance::tight()));
        CHECK(result.range_km == Approx(*truth.range_m / 1000).margin(2e-3).epsilon(0));
        CHECK(result.flight_time_s == Approx(*truth.flight_time_s).margin(2e-3).epsilon(0));
    }
}

TEST_CASE("an Earth that differs from case to case is flown as such") {
    const Scenario scenario = load_scenario(
        file("reference-25"), {{"environment.gm_m3_s2", fmt::format("{}", constants::wgs84_gm_m3_s2)}});
    const BatchEngine engine(scenario, {"environment.gm_m3_s2"});
    struct Two : CaseSource {
        void values(std::uint64_t number, std::span<double> values) const override {
            values[0] = constants::wgs84_gm_m3_s2 * (number % 2 == 0 ? 0.998 : 1.002);
        }
    };
    std::vector<CaseResult> results(6);
    engine.fly(Two(), 0, results);
    CHECK(same_bits(results[0], results[4]));
    for (const std::size_t i : {0, 1}) {
        double gm[1];
        Two().values(i, gm);
        const FlightSummary truth = summarise(propagate(engine.plan(gm), Tolerance::tight()));
        CHECK(results[i].range_km == Approx(*truth.range_m / 1000).margin(2e-3).epsilon(0));
    }
}

// From Pyongyang to the south west the coast of these ended far above the air, was flown again and again, and
// came out unfinished.
TEST_CASE("a coast that ends early is flown to the ground") {
    const Scenario scenario = in_family(load_scenario(file("hwasong-14-2017-07-28")), StandardFamily{});
    const BatchEngine engine(scenario, {"launch.azimuth_deg", "ascent.kick_angle_deg"});
    struct Kicks : CaseSource {
        void values(std::uint64_t number, std::span<double> values) const override {
            const double kick_deg[] = {5.58504335856537, 5.58531935567306, 5.6234402007613};
            values[0] = 225;
            values[1] = kick_deg[number];
        }
    };
    std::vector<CaseResult> results(3);
    engine.fly(Kicks(), 0, results);
    for (const std::size_t i : {0, 1, 2}) {
        double values[2];
        Kicks().values(i, values);
        const FlightSummary truth = summarise(propagate(engine.plan(values), Tolerance::tight()));
        INFO("case " << i);
        CHECK(results[i].outcome == Outcome::landed);
        CHECK(results[i].range_km == Approx(*truth.range_m / 1000).margin(4e-3).epsilon(0));
    }
}

TEST_CASE("contradictions fly with nobody and are counted") {
    const Scenario scenario = load_scenario(file("reference-25"));
    const std::vector<Varied> numbers{{"stage[1].isp_vacuum_s", 255, Uniform{220, 260}, 50, 2000}};
    const BatchEngine engine(scenario, {numbers[0].path});
    std::vector<CaseResult> results(200);
    const BatchCounts counts = engine.fly(RandomCases(numbers, 1), 0, results);
    const auto nobody = std::count_if(results.begin(), results.end(),
                                      [](const CaseResult& r) { return r.flown_by == FlownBy::nobody; });
    CHECK(counts.nobody == static_cast<std::uint64_t>(nobody));
    CHECK(nobody > 20);  // a quarter lies below the 230 s at sea level
    CHECK(nobody < 90);
}

TEST_CASE("a stopped call says how far it came") {
    const Batch batch("scud-b");
    std::stop_source stop;
    std::uint64_t reported = 0;
    std::vector<CaseResult> results(10'000);
    const BatchCounts counts =
        batch.engine.fly(batch.cases, 0, results,
                         {.threads = 2, .stop = stop.get_token(), .progress = [&](std::uint64_t done) {
                              reported = done;
                              if (done >= 300) stop.request_stop();
                          }});
    CHECK(reported >= 300);
    CHECK(counts.complete < results.size());
    CHECK(counts.complete > 0);
    CHECK(same_bits(std::span<const CaseResult>(results).first(counts.complete),
                    batch.fly(0, counts.complete)));
}

TEST_CASE("what a source throws comes out of the call") {
    struct Broken : CaseSource {
        void values(std::uint64_t number, std::span<double> values) const override {
            if (number == 500) throw std::runtime_error("case 500");
            values[0] = 700;
        }
    };
    const BatchEngine engine(load_scenario(file("reference-25")), {"payload.mass_kg"});
    std::vector<CaseResult> results(2000);
    CHECK_THROWS_WITH(engine.fly(Broken(), 0, results, {.threads = 2}), "case 500");
}

// Would catch a fast path that was tried on the scenario's own flight and then flies others, twice as long or
// through air twice as dense, as if it had been tried on them.
TEST_CASE("cases far from the scenario's own flight keep within a metre", "[batch]") {
    const auto of_study = [](const std::string& text, const std::vector<std::string>& paths,
                             const std::vector<std::vector<double>>& rows) {
        const Scenario scenario = parse_scenario(text, "far.toml");
        const BatchEngine engine(scenario, paths);
        CaseTable table(paths.size());
        table.resize(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) std::ranges::copy(rows[i], table.row(i).begin());
        std::vector<CaseResult> results(rows.size());
        engine.fly(table, 0, results);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            INFO(fmt::format("case {}: {}", i, fmt::join(rows[i], ", ")));
            const FlightSummary tight = summarise(propagate(engine.plan(rows[i]), Tolerance::tight()));
            REQUIRE(tight.range_m);
            CHECK(std::fabs(1000 * results[i].range_km - *tight.range_m) < 1);
            CHECK(std::fabs(1000 * results[i].apogee_km - *tight.apogee_m) < 1);
        }
    };
    const std::string stages =
        "[[stage]]\npropellant_mass_kg = 15000\ndry_mass_kg = 1500\nburn_time_s = 70\nisp_vacuum_s = 265\n"
        "isp_sea_level_s = 235\ndiameter_m = 1.5\ndrag = \"body\"\nseparation_delay_s = 1\n"
        "[[stage]]\npropellant_mass_kg = 3000\ndry_mass_kg = 400\nthrust_vacuum_kN = 100\nisp_vacuum_s = "
        "280\n"
        "diameter_m = 1.2\ndrag = \"body\"\n"
        "[payload]\nmass_kg = 500\nballistic_coefficient_kg_m2 = 5000\n"
        "[drag.body]\nmach = [0, 0.8, 1.05, 1.5, 2, 3, 5, 10]\n"
        "cd = [0.2, 0.2, 0.4, 0.35, 0.3, 0.25, 0.2, 0.18]\n";
    const std::string site = "[launch]\nlatitude_deg = 28.5\nlongitude_deg = -80.6\nazimuth_deg = 100\n";
    of_study(site +
                 "[ascent]\nprogramme = \"gravity-turn\"\nkick_speed_m_s = 50\nkick_angle_deg = 3\n"
                 "kick_duration_s = 10\n" +
                 stages,
             {"ascent.kick_angle_deg", "payload.mass_kg"},
             {{40, 100}, {50, 100}, {55, 500}, {60, 100}, {62, 100}, {65, 500}});
    // Its own flight nearly goes into orbit: what the ascent's speed is wrong by, that flight does not show.
    of_study(site +
                 "[ascent]\nprogramme = \"linear\"\nvertical_s = 10\nburnout_elevation_deg = 0\n"
                 "[[stage]]\npropellant_mass_kg = 100000\ndry_mass_kg = 8000\nburn_time_s = 140\n"
                 "isp_vacuum_s = 300\nisp_sea_level_s = 270\n[[stage]]\npropellant_mass_kg = 25000\n"
                 "dry_mass_kg = 2500\nburn_time_s = 300\nisp_vacuum_s = 340\n[payload]\nmass_kg = 1000\n"
                 "ballistic_coefficient_kg_m2 = 100\n",
             {"ascent.burnout_elevation_deg"}, {{30}, {50}, {70}, {80}});
}

}  // namespace apogee
