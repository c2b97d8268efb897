#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/angles.h"
#include "base/input_error.h"
#include "estimate/answer.h"
#include "range/payload_limit.h"
#include "range/range_by_direction.h"
#include "range/range_claims.h"
#include "report/claims_report.h"
#include "report/distance_report.h"
#include "statistics/weighted.h"

namespace apogee {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity(),
                 no_answer = std::numeric_limits<double>::quiet_NaN();

Scenario claimed_vehicle() {
    return load_scenario(APOGEE_SCENARIOS_DIR "/hwasong-12-2017-05-14.toml");
}

}  // namespace

TEST_CASE("The share that reaches a distance is the weight of the samples that go as far", "[claims]") {
    const std::vector<double> km{9000, 11000, infinity, 10000, no_answer}, weights{1, 2, 0.5, 4, 0.5};
    // By hand: 8 in all; at least 10,000 km: 2 + 0.5 + 4.
    CHECK(share_reaching(km, weights, 10000) == Approx(6.5 / 8));
    CHECK(share_reaching(km, weights, 10000.001) == Approx(2.5 / 8));
    CHECK(share_reaching(km, weights, 100) == Approx(7.5 / 8));
    CHECK(share_reaching(km, weights, 19999) == Approx(0.5 / 8));
    CHECK(share_reaching({}, {}, 1) == 0);
    double last = 1;
    for (double d = 0; d < 13000; d += 250) {
        CHECK(share_reaching(km, weights, d) <= last);
        last = share_reaching(km, weights, d);
    }
}

TEST_CASE("The greatest payload that reaches a distance", "[claims]") {
    const std::vector<double> payloads{100, 200, 400}, km{infinity, 8000, 2000};
    // Half way in the logarithm between 8000 and 2000.
    CHECK(payload_limit(payloads, km, 4000) == Approx(300));
    CHECK(payload_limit(payloads, km, 8000) == Approx(200));
    CHECK(payload_limit(payloads, km, 2000) == infinity);
    // Half the Earth stands for what passes it: 20,015 km on the sphere.
    CHECK(payload_limit(payloads, km, 10000) ==
          Approx(100 + 100 * std::log(20015.087 / 10000) / std::log(20015.087 / 8000)));
    const std::vector<double> weak{no_answer, 900, 500};
    CHECK(payload_limit(payloads, weak, 1000) == 0);
    CHECK(payload_limit(payloads, weak, 900) == Approx(200));
    // With more payload it does not lift off.
    const std::vector<double> heavy{3000, 1500, no_answer};
    CHECK(payload_limit(payloads, heavy, 1200) == Approx(200));
}

TEST_CASE("Payloads around one's own rise closely from a tenth to ten times it", "[claims]") {
    const std::vector<double> list = payloads_around(500);
    CHECK(list.front() == Approx(50));
    CHECK(list.back() == Approx(5000));
    CHECK(std::ranges::count(list, 500) == 1);
    // `payload_limit` takes them in order and interpolates between neighbours.
    for (std::size_t i = 1; i < list.size(); ++i) {
        CHECK(list[i] > list[i - 1]);
        CHECK(list[i] < 2.01 * list[i - 1]);
    }
}

TEST_CASE("The payload near which half the Earth is passed is closed in upon", "[claims]") {
    // A made-up vehicle whose range grows to half the Earth at 700 kg, as a rocket's does: with a root before
    // it passes.
    const auto range_km = [](double kg) { return kg <= 700 ? infinity : 20015 - 900 * std::sqrt(kg - 700); };
    const double distance_km = 18000, exact = 700 + std::pow((20015 - distance_km) / 900, 2);
    for (const double own_kg : {250.0, 400.0, 690.0, 710.0, 3000.0}) {
        CAPTURE(own_kg);
        std::vector<double> payloads = payloads_around(own_kg), km;
        std::ranges::transform(payloads, std::back_inserter(km), range_km);
        for (int round = 0; round < half_earth_rounds; ++round)
            for (const double kg : payloads_at_half_earth(payloads, km))
                add_range(payloads, km, kg, range_km(kg));
        CHECK(std::ranges::is_sorted(payloads));
        CHECK(payload_limit(payloads, km, distance_km) == Approx(exact).epsilon(0.03));
    }
    const std::vector<double> two{100, 200};
    CHECK(payloads_at_half_earth(two, std::vector<double>{infinity, infinity}).empty());
    CHECK(payloads_at_half_earth(two, std::vector<double>{9000, 8000}).empty());
}

TEST_CASE("Between the flights of a ring ranges and landing directions are interpolated", "[claims]") {
    // A made-up missile: landing 0.2 cos(steering) off its steering, range 10,000 + 1,500 sin(steering) km.
    const auto landing = [](double steering) { return steering + 0.2 * std::cos(steering); };
    const auto km = [](double steering) { return 10000 + 1500 * std::sin(steering); };
    std::vector<DirectedRange> ring;
    for (int i = 0; i < 24; ++i) {
        const double steering = 2 * pi * i / 24;
        ring.push_back({steering, std::remainder(landing(steering), 2 * pi), km(steering)});
    }
    const RangeByDirection by_direction(ring);
    for (double steering = 0.01; steering < 2 * pi; steering += 0.1) {
        const DirectedRange found = by_direction.towards(landing(steering));
        // Catmull-Rom: h^3 / 24 of the third derivative, h = 0.262: 0.1 % of the amplitude.
        CHECK(found.km == Approx(km(steering)).margin(2));
        CHECK(std::remainder(found.steering - steering, 2 * pi) == Approx(0).margin(1e-3));
    }
    // Flights that pass half the Earth: infinite between two of them, the other's beside one that lands.
    ring[5].km = ring[6].km = infinity;
    ring[5].landing = ring[5].steering;
    ring[6].landing = ring[6].steering;
    const RangeByDirection open(ring);
    CHECK(open.towards(radians(82.0)).km == infinity);
    CHECK(std::isfinite(open.towards(landing(radians(200.0))).km));
}

TEST_CASE("The range towards a direction is that of a flight that lands there", "[claims]") {
    const Scenario scenario = claimed_vehicle();
    const auto& site = std::get<Launch>(scenario.start).site;
    const RangeRing ring = range_ring(scenario, 24);
    std::vector<DirectedRange> directed;
    for (const RingPoint& p : ring.points)
        directed.push_back(directed_range(site, radians(p.azimuth_deg), p.farthest.standard));
    const RangeByDirection by_direction(std::move(directed));
    for (const double azimuth_deg : {20.0, 95.0, 262.5}) {
        const DirectedRange found = by_direction.towards(radians(azimuth_deg));
        Scenario steered = scenario;
        std::get<Launch>(steered.start).azimuth = found.steering;
        const Farthest flown = range_at_azimuth(steered);
        const DirectedRange there = directed_range(site, found.steering, flown.standard);
        CHECK(there.km == Approx(found.km).epsilon(1e-3));
        CHECK(degrees(std::remainder(there.landing - radians(azimuth_deg), 2 * pi)) == Approx(0).margin(0.1));
    }
}

TEST_CASE("What a vehicle reaches", "[claims]") {
    const Scenario scenario = claimed_vehicle();
    const std::vector<RangeClaim> claims =
        range_claims(scenario, {find_region("Guam", "--claim"), find_region("Hawaii", "--claim")}, true);
    REQUIRE(claims.size() == 2);
    const Farthest still = range_at_azimuth(without_rotation(scenario));
    CHECK(claims[0].still.standard_km == Approx(still.standard.flight.range_km));
    REQUIRE(claims[0].turning);
    // The payload with which Guam is just reached: flown with it, the range is the distance, within what the
    // interpolation is good for (3 % of payload, some 2 % of range).
    const double distance_km = claims[0].distance.farthest.distance_m / 1000;
    const PayloadPoint flown =
        range_over_payload(without_rotation(scenario), {claims[0].payload_still_kg}).front();
    CHECK(flown.farthest.standard.flight.range_km == Approx(distance_km).epsilon(0.02));
    // South-east of the site, eastward, the turning Earth adds.
    CHECK(*claims[0].payload_turning_kg > claims[0].payload_still_kg);
    CHECK(claims[1].payload_still_kg < claims[0].payload_still_kg);
}

TEST_CASE("Claims of an estimate", "[claims][estimate]") {
    EstimateQuestion question = question_of(claimed_vehicle());
    question.options.samples = 300;
    question.options.details = false;
    question.claims = {find_region("1000 km", "--claim"), find_region("Japan", "--claim")};
    // The claim of a quantile's distance is that quantile's share: below.
    const EstimateAnswer first = answer(question);
    REQUIRE(first.claims.size() == 2);
    const WeightedQuantiles& km = first.estimate.standard_km;
    std::vector<Region> at_quantiles;
    for (const double q : {km.low, km.median, km.high}) {
        Region region;
        region.distance_m = 1000 * q;
        at_quantiles.push_back(region);
    }
    const std::vector<Claim> claims =
        answer_claims(first.estimate, first.report, at_quantiles, true, question.options);
    // Quantiles are interpolated between samples, whose weights are some 1 / effective.
    const double step = 3 / first.estimate.effective;
    CHECK(claims[0].still->farthest.standard == Approx(0.95).margin(step));
    CHECK(claims[1].still->farthest.standard == Approx(0.5).margin(step));
    CHECK(claims[2].still->farthest.standard == Approx(0.05).margin(step));
    for (const Claim& claim : claims) CHECK(claim.still->farthest.maximum >= claim.still->farthest.standard);

    // The median sample carries its own payload as far as the median range.
    REQUIRE(claims[1].still->payload_part);
    CHECK(claims[1].still->payload_part->median == Approx(1).margin(0.02));
    REQUIRE(claims[1].still->payload_kg);
    CHECK(claims[0].still->payload_kg->median > claims[1].still->payload_kg->median);

    // Japan's nearer end is within range of all, and shares fall with the distance.
    const Claim& japan = first.claims[1];
    CHECK(japan.still->nearest.standard == 1);
    REQUIRE(japan.still->towns.size() == 50);
    std::vector<std::pair<double, double>> by_distance;
    for (std::size_t i = 0; i < 50; ++i)
        by_distance.emplace_back(japan.distance.towns[i].seen.distance_m, -japan.still->towns[i].standard);
    std::ranges::sort(by_distance);
    CHECK(std::ranges::is_sorted(by_distance, {}, [](const auto& p) { return p.second; }));
    REQUIRE(japan.turning);

    const nlohmann::json json = claims_json(first.claims);
    REQUIRE(json.size() == 4);
    CHECK(json[0]["kind"] == "distance");
    CHECK(json[0]["earth"] == "still");
    CHECK(json[1]["earth"] == "turning");
    CHECK(json[2]["share_reaching_nearest"] == 1);
    CHECK(json[2]["places"][0]["name"] == "Tokyo");
}

TEST_CASE("A payload that is known exactly is the one of every sample", "[claims][estimate]") {
    EstimateQuestion question = question_of(
        load_scenario(APOGEE_SCENARIOS_DIR "/hwasong-12-2017-05-14.toml", {{"payload.mass_kg", "600"}}));
    question.unknown = "stage[1].propellant_mass_kg";
    question.options.samples = 60;
    question.options.details = false;
    const EstimateAnswer a = answer(question);
    Region region;
    region.distance_m = 1000 * a.estimate.standard_km.median;
    const std::vector<Claim> claims = answer_claims(a.estimate, a.report, {region}, true, question.options);
    REQUIRE(claims[0].still->payload_part);
    REQUIRE(claims[0].still->payload_kg);
    CHECK(claims[0].still->payload_part->median == Approx(1).margin(0.02));
    CHECK(claims[0].still->payload_kg->median == Approx(600 * claims[0].still->payload_part->median));
}

TEST_CASE("A claim's answer is a sentence whatever its shares are", "[claims]") {
    Claim claim;
    claim.still.emplace();
    const auto said = [&](double nearest, double farthest, double most_nearest, double most_farthest) {
        claim.still->nearest = {nearest, most_nearest};
        claim.still->farthest = {farthest, most_farthest};
        return claim_answer_text(claim);
    };
    CHECK(
        said(0, 0, 1, 1) ==
        "On a standard trajectory no sample goes that far; on the one of greatest range, all samples go that "
        "far (still Earth).");
    CHECK(said(0.4, 0.4, 0.4, 0.4) ==
          "On a standard trajectory and on the one of greatest range, 40 % of the samples go that far (still "
          "Earth).");
    claim.distance.region.parts.emplace_back();
    // Who does not reach the nearest point reaches no other, and who reaches the farthest reaches all.
    CHECK(
        said(0, 0, 0.5, 0) ==
        "On a standard trajectory no sample reaches its nearest point; on the one of greatest range, 50 % of "
        "the samples reach its nearest point, no sample reaches every point of it (still Earth).");
    CHECK(
        said(1, 0.3, 1, 1) ==
        "On a standard trajectory all samples reach its nearest point, 30 % of the samples reach every point "
        "of it; on the one of greatest range, all samples reach every point of it (still Earth).");
    // Would catch New Zealand's nearest point being quoted without a word that it lies in Tokelau.
    claim.distance.nearest.distance_m = 1000;
    claim.distance.parts.resize(2);
    claim.distance.parts[0] = {"the island", true, {}};
    claim.distance.parts[1] = {"the mainland", true, {}};
    claim.distance.parts[0].reach.nearest.distance_m = 1000;
    claim.distance.parts[1].reach.nearest.distance_m = 3000;
    CHECK(said(1, 0.3, 1, 0.3) ==
          "On a standard trajectory and on the one of greatest range, all samples reach its nearest point, "
          "in the "
          "island, 30 % of the samples reach every point of it (still Earth).");
}

TEST_CASE("Of towns with one name the others are counted in words", "[claims]") {
    const auto note = [](const char* name) { return namesakes_text(find_region(name, "TO")); };
    CHECK_THAT(note("Birmingham"), Catch::Contains("the more populous of two towns") &&
                                       Catch::Contains("The other: ") && !Catch::Contains(";"));
    CHECK_THAT(note("San Jose"), Catch::Contains("the most populous of ") && Catch::Contains("The others: "));
}

TEST_CASE("Where no vehicle reproduces a report its claims have no shares", "[claims]") {
    const Estimate none;
    REQUIRE_FALSE(none.possible());
    const std::vector<Claim> claims =
        answer_claims(none, {}, {find_region("1000 km", "--claim")}, true, EstimateOptions{});
    REQUIRE(claims.size() == 1);
    CHECK_FALSE(claims[0].still);
    CHECK_FALSE(claims[0].turning);
}

TEST_CASE("A claim of an unknown vehicle has no payload in kilograms, and says why", "[claims][estimate]") {
    EstimateQuestion question;
    question.report.apogee_km = read_distance_km("560", "--apogee");
    question.report.range_km = read_distance_km("500", "--range");
    question.options.samples = 60;
    question.options.details = false;
    question.stages = 1;
    question.claims = {find_region("Japan", "--claim")};
    CHECK_THROWS_WITH(prepare(question), Catch::Contains("expected --from LAT,LON"));
    question.claims = {find_region("800 km", "--claim")};
    const EstimateAnswer a = answer(question);
    REQUIRE(a.claims.size() == 1);
    REQUIRE(a.claims[0].still);
    CHECK_FALSE(a.claims[0].turning);
    CHECK_FALSE(a.claims[0].why_not_turning.empty());
    CHECK_FALSE(a.claims[0].still->payload_kg);
    CHECK(a.claims[0].still->payload_part);
    const nlohmann::json json = claims_json(a.claims);
    REQUIRE(json.size() == 1);
    CHECK(json[0]["payload_for_farthest_kg"].is_null());
    CHECK(json[0]["why_no_payload"].is_string());
}

}  // namespace apogee
