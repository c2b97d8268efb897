#include <catch2/catch.hpp>
#include <cmath>

#include "base/angles.h"
#include "estimate/boost_family.h"
#include "estimate/estimate.h"
#include "estimate/estimate_answers.h"
#include "estimate/reproduce.h"
#include "range/ascent_families.h"

using namespace apogee;

namespace {

const Geodetic site{radians(39.2), radians(125.7), 0};

/// A table row in the middle of a family, and the payload's bounds.
UnknownNumber middle(const CandidateVehicles& candidate, CaseTable& table) {
    std::vector<double> drawn;
    for (const Varied& number : candidate.numbers) drawn.push_back(number.value);
    return candidate.build(drawn, FlightNumbers(table.row(0)).vehicle);
}

}  // namespace

TEST_CASE("A flight is found again from its apogee and place of impact", "[estimate]") {
    const CandidateVehicles candidate = boost_family(site, radians(70.0), true, GENERATE(1, 2, 3)).front();
    const BatchEngine engine(candidate.scenario, engine_paths(candidate));
    CaseTable table(engine.paths().size());
    table.resize(1);
    const UnknownNumber bounds = middle(candidate, table);
    // Lofted so far that the Earth turns below the flight: the place of impact lies beside the steering.
    const double payload = std::sqrt(bounds.least * bounds.most), kick = GENERATE(0.4, 2.0),
                 steering = GENERATE(30.0, 100.0);
    const FlightNumbers numbers(table.row(0));
    numbers.unknown = payload;
    numbers.azimuth_deg = steering;
    numbers.family = kick;
    std::vector<CaseResult> flown(1);
    engine.fly(table, 0, flown);
    REQUIRE(flown[0].outcome == Outcome::landed);
    REQUIRE(std::isfinite(flown[0].burnout_time_s));
    const Geodetic impact{radians(flown[0].impact_latitude_deg), radians(flown[0].impact_longitude_deg), 0};
    const std::vector<ReproductionTarget> target{{flown[0].apogee_km, flown[0].range_km,
                                                  direction(site, impact).azimuth, bounds.least / 4,
                                                  bounds.most * 4}};
    const ReproducedFlight found = reproduce(engine, table, site, target).front();
    REQUIRE(found.outcome == Reproduction::solved);
    CHECK(found.flight.apogee_km == Approx(flown[0].apogee_km).epsilon(2e-4));
    CHECK(found.flight.range_km ==
          Approx(flown[0].range_km).margin(2e-4 * (flown[0].range_km + flown[0].apogee_km)));
    CHECK(found.unknown == Approx(payload).epsilon(5e-3));
    CHECK(found.kick_deg == Approx(kick).epsilon(2e-2));
    CHECK(found.azimuth_deg == Approx(steering).margin(1.5));
    // A heavier payload does not fly as high.
    CHECK(found.ln_unknown_per_ln_apogee < 0);
}

TEST_CASE("A flight of another programme is found again by its elevation", "[estimate]") {
    CandidateVehicles candidate = boost_family(site, radians(70.0), true, 2).front();
    AscentFamily linear = other_ascent_families(candidate.scenario, StandardFamily{}).back();
    REQUIRE(linear.number.path == "ascent.burnout_elevation_deg");
    candidate.scenario = linear.scenario;
    candidate.loft = linear.number;
    const BatchEngine engine(candidate.scenario, engine_paths(candidate));
    CaseTable table(engine.paths().size());
    table.resize(1);
    const UnknownNumber bounds = middle(candidate, table);
    const double payload = std::sqrt(bounds.least * bounds.most), elevation = GENERATE(86.0, 72.0),
                 steering = 60;
    const FlightNumbers numbers(table.row(0));
    numbers.unknown = payload;
    numbers.azimuth_deg = steering;
    numbers.family = elevation;
    std::vector<CaseResult> flown(1);
    engine.fly(table, 0, flown);
    REQUIRE(flown[0].outcome == Outcome::landed);
    const Geodetic impact{radians(flown[0].impact_latitude_deg), radians(flown[0].impact_longitude_deg), 0};
    const std::vector<ReproductionTarget> target{{flown[0].apogee_km, flown[0].range_km,
                                                  direction(site, impact).azimuth, bounds.least / 4,
                                                  bounds.most * 4}};
    ReproduceOptions options;
    options.straight_up = linear.number.straight_up;
    const ReproducedFlight found = reproduce(engine, table, site, target, options).front();
    REQUIRE(found.outcome == Reproduction::solved);
    CHECK(found.unknown == Approx(payload).epsilon(5e-3));
    CHECK(90 - found.kick_deg == Approx(90 - elevation).epsilon(2e-2));
    CHECK(found.azimuth_deg == Approx(steering).margin(1.5));
}

TEST_CASE("A vehicle that cannot climb that high is found too weak", "[estimate]") {
    const CandidateVehicles candidate = boost_family(site, radians(70.0), true, 1).front();
    const BatchEngine engine(candidate.scenario, engine_paths(candidate));
    CaseTable table(engine.paths().size());
    table.resize(1);
    const UnknownNumber bounds = middle(candidate, table);
    const std::vector<ReproductionTarget> target{{9000, 1000, radians(70.0), bounds.least, bounds.most}};
    CHECK(reproduce(engine, table, site, target).front().outcome == Reproduction::too_weak);
}

TEST_CASE("An estimate depends on its seed alone and narrows with the flight time", "[estimate]") {
    ReportedFlight report;
    report.apogee_km = read_distance_km("2111.5", "apogee");
    report.range_km = read_distance_km("787", "range");
    report.time_s = read_time_s("30min", "time");
    report.site = site;
    report.azimuth = radians(72.0);
    EstimateOptions options;
    options.samples = 300;
    options.details = false;
    const auto run = [&](unsigned threads) {
        options.threads = threads;
        return estimate(report, boost_family(site, radians(72.0), true), options);
    };
    const Estimate one = run(1), two = run(2);
    CHECK(one.standard_km.median == two.standard_km.median);
    CHECK(one.effective == two.effective);
    REQUIRE(one.possible());
    // Every sample that counts reproduces the report.
    for (const EstimateSample& s : one.samples) {
        if (!s.counts()) continue;
        CHECK(s.reproduced.flight.apogee_km == Approx(s.apogee_km).epsilon(3e-4));
        CHECK(s.reproduced.flight.range_km == Approx(s.range_km).epsilon(1e-3));
    }
    CHECK(one.effective < one.effective_without_time);
    CHECK(one.standard_km.high - one.standard_km.low <
          one.standard_without_time_km.high - one.standard_without_time_km.low);
    CHECK(std::abs(one.flight_time_s.median - 1800) < std::abs(one.flight_time_without_time_s.median - 1800));
}

TEST_CASE("The likelihood of a flight time is flat within its rounding and falls beyond", "[estimate]") {
    const TimeLikelihood likelihood(read_time_s("53min", "time"));
    CHECK(likelihood(3180) == Approx(likelihood(3190)).epsilon(0.05));
    CHECK(likelihood(3210) == Approx(0.5 * likelihood(3180)).epsilon(0.1));
    CHECK(likelihood(3230) < 0.001 * likelihood(3180));
}
