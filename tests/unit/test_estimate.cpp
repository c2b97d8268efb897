#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <tuple>

#include "base/angles.h"
#include "estimate/boost_family.h"
#include "estimate/estimate.h"
#include "estimate/estimate_answers.h"
#include "statistics/weighted.h"

using namespace apogee;

namespace {

const Geodetic site{radians(40.61), radians(126.43), 0};

ReportedFlight reported(const char* time) {
    ReportedFlight report;
    report.apogee_km = read_distance_km("2111.5", "apogee");
    report.range_km = read_distance_km("787", "range");
    if (time) report.time_s = read_time_s(time, "time");
    report.site = site;
    report.azimuth = radians(72.0);
    return report;
}

CandidateVehicles hwasong_12() {
    return candidate_of(load_scenario(APOGEE_SCENARIOS_DIR "/hwasong-12-2017-05-14.toml"), "payload.mass_kg");
}

EstimateOptions options_of(std::uint64_t samples) {
    EstimateOptions options;
    options.samples = samples;
    options.details = false;
    options.threads = 2;
    return options;
}

/// A sample whose standard flight, burnt out at an ordinary angle, goes this far.
EstimateSample sample_of(double standard_km, double weight) {
    EstimateSample s;
    s.weight = s.weight_without_time = weight;
    s.reproduced.outcome = Reproduction::solved;
    s.bounds = EstimateSample::Bounds::within;
    s.still.standard.reach = s.still.maximum.reach = Reach::range;
    s.still.standard.angle.flown_deg = 40;
    s.still.standard.flight.range_km = s.still.maximum.flight.range_km = standard_km;
    return s;
}

void same(const WeightedQuantiles& a, const WeightedQuantiles& b) {
    CHECK(a.low == b.low);
    CHECK(a.median == b.median);
    CHECK(a.high == b.high);
}

}  // namespace

TEST_CASE("A time that the vehicle does not fly leaves the answer as it is without one", "[estimate]") {
    // The vehicle takes 29 to 30 minutes. Both ways the samples at the edge would be the ones that fit best.
    const char* time = GENERATE("27:30~10s", "32min", "40min");
    CAPTURE(time);
    const EstimateOptions options = options_of(200);
    const Estimate with = estimate(reported(time), {hwasong_12()}, options),
                   without = estimate(reported(nullptr), {hwasong_12()}, options);
    REQUIRE(without.possible());
    CHECK_FALSE(without.time_agreement);
    CHECK_FALSE(without.time_used);
    REQUIRE(with.time_agreement);
    CHECK_FALSE(with.time_agreement->agrees());
    CHECK_FALSE(with.time_used);
    same(with.standard_km, without.standard_km);
    same(with.standard_without_time_km, without.standard_km);
    same(with.unknown, without.unknown);
    same(with.flight_time_s, without.flight_time_s);
    CHECK(with.effective == without.effective);
}

TEST_CASE("A family that does not fly so long keeps its answer, too", "[estimate]") {
    const std::vector<CandidateVehicles> single = boost_family(site, radians(72.0), true, 1);
    const EstimateOptions options = options_of(600);
    const Estimate with = estimate(reported("34min"), single, options),
                   without = estimate(reported(nullptr), single, options);
    REQUIRE(with.time_agreement);
    CHECK_FALSE(with.time_used);
    same(with.standard_km, without.standard_km);
}

TEST_CASE("A time that is not to be used is compared all the same", "[estimate]") {
    EstimateOptions options = options_of(200);
    const Estimate none = estimate(reported(nullptr), {hwasong_12()}, options);
    const std::string own = std::to_string(none.flight_time_s.median) + "s~1s";
    const Estimate used = estimate(reported(own.c_str()), {hwasong_12()}, options);
    REQUIRE(used.time_agreement);
    CHECK(used.time_agreement->agrees());
    CHECK(used.time_used);
    CHECK(used.effective < used.effective_without_time);
    options.use_time = false;
    const Estimate left_out = estimate(reported(own.c_str()), {hwasong_12()}, options);
    REQUIRE(left_out.time_agreement);
    CHECK(left_out.time_agreement->chance == used.time_agreement->chance);
    CHECK_FALSE(left_out.time_used);
    same(left_out.standard_km, none.standard_km);
}

TEST_CASE("Every fourth of the samples that the time rules out stands for four", "[estimate]") {
    // The time to a second: it rules out most of what flies so high and so far.
    const std::vector<CandidateVehicles> family = boost_family(site, radians(72.0), true, 2);
    const EstimateOptions options = options_of(400);
    const Estimate with = estimate(reported("30:10"), family, options),
                   without = estimate(reported(nullptr), family, options);
    REQUIRE(with.time_used);
    double best = 0;
    for (const EstimateSample& s : with.samples)
        if (s.thinned || s.counts()) best = std::max(best, s.likelihood);
    std::size_t ruled_out = 0, kept = 0;
    for (std::size_t i = 0; i < with.samples.size(); ++i) {
        const EstimateSample &s = with.samples[i], &plain = without.samples[i];
        if (!plain.counts()) continue;
        if (s.likelihood >= 1e-3 * best) {
            CHECK_FALSE(s.thinned);
            CHECK(s.weight_without_time == plain.weight_without_time);
            continue;
        }
        CHECK(s.thinned == (ruled_out++ % 4 != 0));
        CHECK(s.weight_without_time == (s.thinned ? 0 : 4 * plain.weight_without_time));
        kept += s.counts() ? 1 : 0;
    }
    REQUIRE(ruled_out > 100);
    CHECK(kept > ruled_out / 5);
    // Unbiased: the answer without the time is that of all samples, but for the chance of fewer. An
    // interval's end, estimated from n of them, moves by some 2 / sqrt(n) of half its width.
    const WeightedQuantiles &thinned = with.standard_without_time_km, &all = without.standard_km;
    const double chance_km = (all.high - all.low) / std::sqrt(with.effective_without_time);
    CHECK(std::abs(thinned.low - all.low) < 2 * chance_km);
    CHECK(std::abs(thinned.median - all.median) < 2 * chance_km);
    CHECK(std::abs(thinned.high - all.high) < 2 * chance_km);
}

TEST_CASE("A swing goes from the middle of the lowest third to that of the highest", "[estimate]") {
    // Ranges follow the first number up and the second one down, half as much; the third does nothing.
    constexpr int count = 300;
    Estimate e;
    e.candidates.resize(1);
    e.candidates.front().unknown = "payload.mass_kg";
    e.candidates.front().numbers = {{"up", 0, Uniform{0, 300}, 0, 300},
                                    {"down", 0, Uniform{0, 300}, 0, 300},
                                    {"nothing", 0, Uniform{0, 300}, 0, 300}};
    for (int i = 0; i < count; ++i) {
        // The second runs through its range 91 times, the third 137 times, while the first does once: the
        // thirds of one hold all of the others, to 300 / 91.
        const double up = i + 0.5, down = (91 * i) % count + 0.5, nothing = (137 * i) % count + 0.5;
        EstimateSample s = sample_of(5000 + 2 * up - down, 1);
        s.drawn = {up, down, nothing};
        s.reproduced.unknown = 500;  // moves with nothing: no row
        s.apogee_km = 2000 + nothing;
        s.range_km = 800;
        e.samples.push_back(s);
    }
    // A heavy sample out of line with all others: weighs nothing, moves nothing.
    EstimateSample heavy = sample_of(99'999, 0);
    heavy.drawn = {0, 0, 0};
    e.samples.push_back(heavy);
    compute_answers(e, reported(nullptr), options_of(count));
    REQUIRE(e.swings.size() == 4);
    const Swing &up = e.swings[0], &down = e.swings[1];
    REQUIRE(up.number == "up");
    REQUIRE(down.number == "down");
    // Thirds end at 100 and 200: their middles are 50 and 250. The other number adds its own median.
    CHECK(up.low_value == Approx(50).margin(1));
    CHECK(up.high_value == Approx(250).margin(1));
    CHECK(up.low_km == Approx(5000 + 2 * 50 - 150).margin(6));
    CHECK(up.high_km == Approx(5000 + 2 * 250 - 150).margin(6));
    CHECK(down.low_value == Approx(50).margin(2));
    CHECK(down.high_value == Approx(250).margin(2));
    CHECK(down.high_km - down.low_km == Approx(-200).margin(12));
    CHECK(std::abs(e.swings[2].high_km - e.swings[2].low_km) < 40);
}

// In the order in which samples were drawn a few of them had another spread with every seed.
TEST_CASE("A few samples stand for all by weight, in order of what was solved for", "[estimate]") {
    Estimate e;
    e.samples.resize(1000);
    std::mt19937 random(7);
    std::vector<double> masses(e.samples.size());
    std::iota(masses.begin(), masses.end(), 1.0);
    std::shuffle(masses.begin(), masses.end(), random);
    WeightedSample all;
    for (std::size_t i = 0; i < e.samples.size(); ++i) {
        e.samples[i].reproduced.unknown = masses[i];
        // None weighs above 900, the light ones twice.
        e.samples[i].weight = masses[i] > 900 ? 0 : masses[i] < 300 ? 2 : 1;
        all.add(masses[i], e.samples[i].weight);
    }
    constexpr std::size_t few = 60;
    const std::vector<std::size_t> chosen = drawn_by_weight(e, 0, few);
    REQUIRE(chosen.size() == few);
    for (std::size_t k = 0; k < few; ++k)
        CHECK(e.samples[chosen[k]].reproduced.unknown ==
              Approx(all.quantile((static_cast<double>(k) + 0.5) / few)).margin(1.5));
    const std::vector<std::size_t> heavy =
        drawn_by_weight(e, 0, 5, [](const EstimateSample& s) { return s.reproduced.unknown > 800; });
    REQUIRE(heavy.size() == 5);
    for (const std::size_t i : heavy) CHECK(e.samples[i].reproduced.unknown > 800);
}

TEST_CASE("A swing's thirds are of the weight, not of the samples", "[estimate]") {
    Estimate e;
    e.candidates.resize(1);
    e.candidates.front().unknown = "payload.mass_kg";
    e.candidates.front().numbers = {{"a", 0, Uniform{0, 90}, 0, 90}};
    for (int i = 0; i < 90; ++i) {
        // The upper half weighs three times as much: the lower third of the weight ends at 52.5, not at 30.
        EstimateSample s = sample_of(1000 + i, i < 45 ? 1 : 3);
        s.drawn = {i + 0.5};
        s.reproduced.unknown = 500;
        e.samples.push_back(s);
    }
    compute_answers(e, reported(nullptr), options_of(90));
    REQUIRE(e.swings.size() == 1);
    // 60 of 180: 45 below 45.5 and 15 above, at 3 each: up to 50; the upper third from 70 on.
    CHECK(e.swings[0].low_value == Approx(30).margin(1));
    CHECK(e.swings[0].high_value == Approx(80).margin(1));
    CHECK(e.swings[0].high_km - e.swings[0].low_km == Approx(50).margin(2));
}

TEST_CASE("Samples without a standard range are in no answer", "[estimate]") {
    Estimate e;
    e.candidates.resize(1);
    e.candidates.front().unknown = "payload.mass_kg";
    e.candidates.front().numbers = {{"a", 0, Uniform{0, 10}, 0, 10}};
    for (int i = 0; i < 10; ++i) {
        EstimateSample s = sample_of(1000 + i, 1);
        s.drawn = {static_cast<double>(i)};
        s.reproduced.unknown = 500;
        s.reproduced.flight.flight_time_s = 1800;
        e.samples.push_back(s);
    }
    // Never landed: its range is absent, its weight was taken; a flight without burnout has no burnout
    // figures.
    EstimateSample lost = sample_of(std::numeric_limits<double>::quiet_NaN(), 0);
    lost.drawn = {5};
    e.samples.push_back(lost);
    e.samples.front().reproduced.flight.burnout_height_km = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t i = 1; i < 10; ++i) e.samples[i].reproduced.flight.burnout_height_km = 200;
    compute_answers(e, reported(nullptr), options_of(11));
    CHECK(e.standard_km.low == Approx(1000).margin(0.5));
    CHECK(e.standard_km.high == Approx(1009).margin(0.5));
    CHECK(e.burnout_height_km.low == 200);
    CHECK(e.no_standard == 1);
    CHECK(e.solved == 11);
    CHECK(std::isnan(lost.standard_km()));
    lost.still.standard.reach = Reach::beyond_half_the_earth;
    CHECK(std::isinf(lost.standard_km()));
    lost.still.standard.reach = Reach::none;
    CHECK(std::isnan(lost.standard_km()));
}

TEST_CASE("The unknown number lies where its scenario says, evenly in what it says it by", "[estimate]") {
    Scenario scenario = load_scenario(APOGEE_SCENARIOS_DIR "/hwasong-12-2017-05-14.toml");
    const auto payload = std::ranges::find(scenario.parameters, "payload.mass_kg", &Parameter::path);
    REQUIRE(payload != scenario.parameters.end());
    const auto bounds = [&](Uncertainty uncertainty) {
        payload->value = 500;
        payload->uncertainty = std::move(uncertainty);
        const CandidateVehicles candidate = candidate_of(scenario, "payload.mass_kg");
        std::vector<double> drawn(candidate.numbers.size()), values(candidate.paths.size());
        return std::tuple(candidate.build(drawn, values), candidate.even_in_logarithm);
    };
    const auto [low_high, low_high_log] = bounds(Triangular{300, 800});
    CHECK(low_high.least == 300);
    CHECK(low_high.most == 800);
    CHECK_FALSE(low_high_log);
    // Normal, truncated at four standard deviations, and positive.
    const auto [sd, sd_log] = bounds(Normal{50});
    CHECK(sd.least == Approx(300));
    CHECK(sd.most == Approx(700));
    CHECK_FALSE(sd_log);
    const auto [wide, wide_log] = bounds(Normal{200});
    CHECK(wide.least == Approx(0.5));
    CHECK(wide.most == Approx(1300));
    CHECK_FALSE(wide_log);
    const auto [exact, exact_log] = bounds({});
    CHECK(exact.least == Approx(50));
    CHECK(exact.most == Approx(2000));
    CHECK(exact_log);
}

TEST_CASE("An unknown number with a standard deviation is solved for as one with bounds", "[estimate]") {
    // Evenly between 367 and 767 kg, told by either: the same bounds, the same samples, the same answer.
    Scenario scenario = load_scenario(APOGEE_SCENARIOS_DIR "/hwasong-12-2017-05-14.toml");
    const auto payload = std::ranges::find(scenario.parameters, "payload.mass_kg", &Parameter::path);
    const auto answer = [&](Uncertainty uncertainty) {
        payload->value = 567;
        payload->uncertainty = std::move(uncertainty);
        return estimate(reported(nullptr), {candidate_of(scenario, "payload.mass_kg")}, options_of(100));
    };
    const Estimate bounded = answer(Triangular{367, 767}), normal = answer(Normal{50}), exact = answer({});
    REQUIRE(bounded.possible());
    same(bounded.standard_km, normal.standard_km);
    CHECK(bounded.effective == normal.effective);
    // One that is exact lies anywhere in the logarithm: more of it is possible.
    CHECK(exact.below_bounds + exact.above_bounds < bounded.below_bounds + bounded.above_bounds);
}
