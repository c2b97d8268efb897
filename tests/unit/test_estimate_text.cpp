#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "report/estimate_report.h"

using namespace apogee;
using Catch::Contains;

namespace {

constexpr double beyond = std::numeric_limits<double>::infinity();

ReportedFlight reported(const char* time, const char* apogee = "2000~1") {
    ReportedFlight report;
    report.apogee_km = read_distance_km(apogee, "apogee");
    report.range_km = read_distance_km("800~1", "range");
    if (time) report.time_s = read_time_s(time, "time");
    return report;
}

std::string audited(const ReportedFlight& report) {
    return audit_text(report, audit(report));
}

Estimate with_intervals(WeightedQuantiles without, WeightedQuantiles with) {
    Estimate e;
    e.time_used = true;
    e.standard_without_time_km = without;
    e.standard_km = with;
    return e;
}

/// A vehicle's flights of 29 minutes, burnt out after 150 s.
EstimateAnswer answered(const char* time, double chance, const char* vehicle = "Hwasong-12", int stages = 1) {
    EstimateAnswer answer;
    answer.report = reported(time);
    answer.audit = audit(answer.report);
    answer.vehicle = vehicle;
    Estimate& e = answer.estimate;
    e.time_agreement = TimeAgreement{0, 0, chance};
    e.flight_time_s = e.flight_time_without_time_s = {1710, 1740, 1770};
    e.burnout_time_s = {140, 150, 160};
    e.candidates.resize(1);
    e.candidates.front().unknown = "payload.mass_kg";
    e.candidates.front().scenario.vehicle.stages.resize(static_cast<std::size_t>(stages));
    return answer;
}

}  // namespace

// Would catch a bound that makes the answer and is not told, or one counted where it bounds nothing.
TEST_CASE("The weight of the samples whose range the dynamic pressure bounds is told", "[estimate]") {
    const auto sample = [](Reach reach, Limit limit, double weight) {
        EstimateSample s;
        s.still.standard.reach = s.still.maximum.reach = reach;
        s.still.standard.limit = s.still.maximum.limit = limit;
        s.still.standard.angle.flown_deg = 20;
        s.still.standard.flight.range_km = s.still.maximum.flight.range_km = 9000;
        s.weight = weight;
        return s;
    };
    Estimate e;
    CHECK(e.part_at_pressure_bound() == 0);
    e.samples = {sample(Reach::range, Limit::dynamic_pressure, 0.6), sample(Reach::range, Limit::none, 0.8),
                 sample(Reach::range, Limit::air, 0.2),
                 sample(Reach::beyond_half_the_earth, Limit::dynamic_pressure, 0.4),
                 sample(Reach::range, Limit::dynamic_pressure, 0)};
    CHECK(e.part_at_pressure_bound() == Approx(0.3));
}

TEST_CASE("The audit says more, less or as long, and by how much a time is off", "[estimate]") {
    const double free_s = audit(reported(nullptr)).flight.time_s;
    const auto time = [&](double off_s, double half_s) {
        return std::to_string(free_s + off_s) + "s~" + std::to_string(half_s) + "s";
    };
    CHECK_THAT(audited(reported(nullptr)), Contains("Without a flight time"));
    CHECK_THAT(audited(reported(time(100, 1).c_str())), Contains("is 1:40 more."));
    CHECK_THAT(audited(reported(time(-20, 60).c_str())), Contains("is 0:20 less, within what rounding"));
    CHECK_THAT(audited(reported(time(0, 60).c_str())), Contains("is as long as the free flight."));
    const Bracket possible = audit(reported(nullptr)).time_s;
    const auto exactly = [](double time_s) { return std::to_string(time_s) + "s~0.001s"; };
    CHECK_THAT(audited(reported(exactly(possible.low - 100).c_str())), Contains("is 100 s too short"));
    CHECK_THAT(audited(reported(exactly(possible.low - 0.4).c_str())),
               Contains("is less than a second too short"));
    CHECK_THAT(audited(reported(exactly(possible.high + 100).c_str())), Contains("is 100 s too long"));
    CHECK_THAT(audited(reported(exactly(possible.high + 0.4).c_str())),
               Contains("is less than a second too long"));
    for (const char* contradiction : {"10min", "60min"}) {
        const ReportedFlight report = reported(contradiction, "1000~1");
        CAPTURE(audited(report));
        CHECK(audit(report).contradicts());
    }
}

TEST_CASE("The audit tells no bound of its search as a figure", "[estimate]") {
    const auto with_time = [](const char* time) { return audited(reported(time)); };
    CHECK_THAT(
        with_time("100000h"),
        Contains("no apogee goes with this time and range, and no range with this time and apogee: the "
                 "time is what is wrong.") &&
            !Contains("climbs to") && !Contains("parachute"));
    CHECK_FALSE(audit(reported("100000h")).apogee_km);
    // Ten hours climb to tens of thousands of km, which no range mends: the apogee's figures are real ones.
    const Audit ten = audit(reported("10h"));
    REQUIRE(ten.apogee_km);
    CHECK(ten.apogee_km->low > 10e3);
    CHECK(ten.apogee_km->high < 100e3);
    CHECK_THAT(with_time("10h"), Contains("no range goes with this time and apogee: the range is not") &&
                                     !Contains("parachute"));
    CHECK_THAT(with_time("60min"), Contains("A parachute or a blunt body"));
    // As long as to the Moon and back: from some height on, without an upper end.
    const Audit moon = audit(reported("230h"));
    if (moon.apogee_km)
        CHECK((moon.apogee_km->high <= greatest_apogee_km || std::isinf(moon.apogee_km->high)));
}

TEST_CASE("The time goes with the vehicle, or is too long or too short for it", "[estimate]") {
    CHECK_THAT(time_agreement_text(answered("29min", 0.5)),
               Contains("goes with this vehicle") && Contains("28:30 to 29:30") && !Contains("reconcile"));
    const std::string longer = time_agreement_text(answered("31min", 1e-3));
    CHECK_THAT(longer, Contains("DOES NOT GO with this vehicle") && Contains("a longer burn") &&
                           Contains("a slower fall") && Contains("another vehicle") && !Contains("shorter"));
    CHECK_THAT(longer, !Contains("coast"));  // a single stage is lit once
    CHECK_THAT(time_agreement_text(answered("31min", 0, "Hwasong-14", 2)),
               Contains("a coast before a stage"));
    const std::string shorter = time_agreement_text(answered("28:00~1s", 1e-3));
    CHECK_THAT(shorter, Contains("DOES NOT GO") && Contains("a shorter burn") && !Contains("longer") &&
                            !Contains("coast") && !Contains("slower"));
    // No burn makes a flight as long as no rocket's is.
    CHECK_THAT(time_agreement_text(answered("60min", 1e-3)),
               Contains("another time, apogee or range.") && !Contains("burn"));
    // Nor an apogee this side of the Moon, where the time is absurd; what is no advice is not given.
    CHECK_THAT(time_agreement_text(answered("100000h", 1e-3)),
               Contains("another time.") && !Contains("apogee or") && !Contains("burn"));
    // As short as the free flight: no burn is that short.
    const std::string free = std::to_string(audit(reported(nullptr)).flight.time_s) + "s~30s";
    CHECK_THAT(time_agreement_text(answered(free.c_str(), 1e-3)), Contains("no burn time alone"));
    // Shorter than that is no vehicle's flight.
    CHECK_THAT(time_agreement_text(answered("22min", 1e-3)),
               Contains("another time or apogee.") && !Contains("burn") && !Contains("another vehicle"));
    // Between flights of two kinds.
    CHECK_THAT(time_agreement_text(answered("29:05~1s", 1e-3)),
               Contains("between flights") && !Contains("longer") && !Contains("shorter"));
    // Of an unknown vehicle only what is wrong is said.
    CHECK(time_agreement_text(answered("29min", 0.5, "")).empty());
    CHECK_THAT(time_agreement_text(answered("31min", 1e-3, "")),
               Contains("the family of missiles") && !Contains("this vehicle"));
    EstimateAnswer none = answered("29min", 0.5);
    none.estimate.time_agreement.reset();
    CHECK(time_agreement_text(none).empty());
}

TEST_CASE("The burn that fits the time stands to the vehicle's as what both add to the free flight",
          "[estimate]") {
    // 29:00 is 150 s burnt; of the free flight's 27 minutes or so the rest was added by it.
    const EstimateAnswer answer = answered("31min", 1e-3);
    const double free_s = answer.audit.flight.time_s, burn_s = 150 * (1860 - free_s) / (1740 - free_s);
    const auto clock = [](double s) {
        const int whole = static_cast<int>(std::lround(s));
        return std::to_string(whole / 60) + ":" + (whole % 60 < 10 ? "0" : "") + std::to_string(whole % 60);
    };
    CHECK_THAT(time_agreement_text(answer), Contains("after some " + clock(burn_s) + " instead of 2:30"));
}

TEST_CASE("The flight time narrows, widens or leaves the interval, or opens it", "[estimate]") {
    const auto said = [](WeightedQuantiles without, WeightedQuantiles with) {
        return narrowing_text(with_intervals(without, with));
    };
    CHECK_THAT(said({1000, 1500, 2000}, {1400, 1500, 1640}), Contains("narrowed the interval to 24 %"));
    CHECK_THAT(said({1000, 1500, 2000}, {1000, 1500, 2160}),
               Contains("widened the interval to 116 %") && !Contains("narrowed"));
    CHECK_THAT(said({1000, 1500, 2000}, {1100, 1500, 2100}), Contains("as wide as it is without"));
    CHECK_THAT(said({1000, 1500, 2000}, {1500, 1500, 1501}), Contains("to less than 1 %"));
    CHECK_THAT(said({1500, 1500, 1500}, {1500, 1500, 1500}), Contains("as wide as"));
    CHECK_THAT(said({1500, 1500, 1500}, {1400, 1500, 1500}), Contains("widened") && !Contains("%"));
    CHECK_THAT(said({1500, 1600, beyond}, {1500, 1500, 2000}), Contains("with it, it does not"));
    CHECK_THAT(said({1500, 1600, 2000}, {1500, 1500, beyond}), Contains("without it, it does not"));
    CHECK_THAT(said({1500, 1600, beyond}, {beyond, beyond, beyond}), Contains("not a number"));
    CHECK(narrowing_text({}).empty());
}

TEST_CASE("The two-body figure is exceeded, missed or met", "[estimate]") {
    CHECK_THAT(two_body_text(5000, 4000), Contains("loses less to gravity") && !Contains("too little"));
    CHECK_THAT(two_body_text(3475, 4139), Contains("regains too little") && !Contains("loses less"));
    for (const double km : {4000.0, beyond})
        CHECK_THAT(two_body_text(km, km), !Contains("loses less") && !Contains("too little"));
    CHECK_THAT(two_body_text(beyond, 15000), Contains("loses less"));
}

TEST_CASE("A flight steers to either side of where it lands, or there", "[estimate]") {
    CHECK_THAT(steering_text(79.7, 81.3), Contains("Steers towards 79.7 deg to land towards 81.3 deg"));
    CHECK_THAT(steering_text(83.2, 81.3), Contains("Steers towards 83.2 deg to land towards 81.3 deg"));
    CHECK_THAT(steering_text(81.32, 81.28), Contains("lands there") && !Contains("turns"));
}

TEST_CASE("The number that matters most lengthens the range, shortens it or does nothing", "[estimate]") {
    CHECK_THAT(swing_text({"a", 1, 2, 1000, 1100}, "100 km"), Contains("grows by 100 km"));
    CHECK_THAT(swing_text({"a", 1, 2, 1100, 1000}, "100 km"), Contains("shrinks by 100 km"));
    for (const double high_km : {1000.0, 1000.4, 999.6})
        CHECK_THAT(swing_text({"a", 1, 2, 1000, high_km}, "0 km"),
                   Contains("No number") && !Contains("grows") && !Contains("shrinks"));
    // Ranges beyond half the Earth are all alike: that nothing moves them is not known.
    constexpr double beyond = std::numeric_limits<double>::infinity();
    for (const double low_km : {beyond, 19000.0})
        CHECK_THAT(swing_text({"a", 1, 2, low_km, beyond}, "inf km"),
                   Contains("cannot be said") && !Contains("No number") && !Contains("inf"));
}

TEST_CASE("Parts of a whole are none, little, much and all", "[estimate]") {
    CHECK(percent_text(0) == "0 %");
    CHECK(percent_text(0.004) == "less than 1 %");
    CHECK(percent_text(0.17) == "17 %");
    CHECK(percent_text(0.996) == "more than 99 %");
    CHECK(percent_cell(0.996) == "> 99 %");
    CHECK(percent_cell(0.004) == "< 1 %");
    CHECK(percent_cell(0.5) == percent_text(0.5));
    CHECK(percent_text(1) == "100 %");
    CHECK(percent_text(1.16) == "116 %");
}

TEST_CASE("Why there is no answer names what stood in the way and nothing else", "[estimate]") {
    EstimateAnswer answer = answered("29min", 1);
    Estimate& e = answer.estimate;
    e.samples.resize(200);
    e.too_weak = 199;
    e.above_bounds = 1;
    // The numbers that a vehicle states may be wrong, and more samples may find what few do not: no sentence
    // says that the flight cannot have been.
    CHECK_THAT(impossible_text(answer), Contains("200 samples") && !Contains("cannot") &&
                                            Contains("more than 99 % do not climb that high") &&
                                            Contains("less than 1 % need the payload mass above") &&
                                            !Contains(" 0 %"));
    e = {};
    e.candidates = answered("29min", 1).estimate.candidates;
    e.samples.resize(200);
    e.solved = e.no_standard = 200;
    CHECK_THAT(impossible_text(answer), Contains("and has a standard trajectory as well") &&
                                            Contains("100 % fly it, but have no standard trajectory"));
    const bool exact = e.candidates.front().numbers.empty();
    CHECK((impossible_text(answer).find("taken as exact") != std::string::npos) == exact);
    e.candidates.front().numbers.clear();
    CHECK_THAT(impossible_text(answer),
               Contains("With the numbers of Hwasong-12, taken as exact, no payload mass flies") &&
                   Contains("says nothing against the flight"));
    answer.vehicle.clear();
    CHECK_THAT(impossible_text(answer), Contains("None of the 200 samples of the family flies"));
    e.effective_without_time = 10;
    CHECK(impossible_text(answer).empty());
}

TEST_CASE("What the answer stands on is what was done", "[estimate]") {
    const auto all = [](const EstimateAnswer& answer) {
        std::string text;
        for (const std::string& line : estimate_assumptions(answer)) text += line + '\n';
        return text;
    };
    EstimateAnswer answer = answered("29min", 0.5);
    CHECK_THAT(all(answer), Contains("no sample has an answer"));
    answer.estimate.effective_without_time = 10;
    CHECK_THAT(all(answer), Contains("No number of the vehicle states an uncertainty") &&
                                Contains("evenly likely") && Contains("too few samples come near it"));
    answer.estimate.time_used = true;
    answer.estimate.candidates.front().even_in_logarithm = true;
    answer.estimate.candidates.front().numbers.resize(1);
    CHECK_THAT(all(answer), Contains("The flight time weighs") && Contains("its logarithm evenly") &&
                                Contains("that states an uncertainty was drawn"));
    CHECK_THAT(all(answered("31min", 1e-3)), Contains("no flight of these samples is likely"));
    CHECK_THAT(all(answered("60min", 1e-3)), Contains("it contradicts the other figures"));
    CHECK_THAT(all(answered(nullptr, 1)), Contains("none was given, or it was left out"));
    EstimateAnswer unknown = answered("29min", 0.5, "");
    unknown.estimate.candidates.front().name = "two stages";
    CHECK_THAT(all(unknown),
               Contains("missiles of two stages as they") && !Contains("each number of stages"));
    unknown.estimate.candidates.resize(3);
    CHECK_THAT(all(unknown),
               Contains("missiles of one to three stages") && Contains("each number of stages"));
}

TEST_CASE("Clocks begin with ignition, the flight time with lift-off", "[estimate]") {
    EstimateAnswer answer = answered("29min", 0.5);
    answer.report.launch_time = read_launch_time("2022-01-30T00:00:00Z", "time");
    Estimate& e = answer.estimate;
    e.samples.resize(1);
    e.effective_without_time = e.effective = 100;
    e.candidate_share = {1};
    e.lift_off_s = 20;
    CHECK_THAT(estimate_report(answer), Contains("ignition 2022-01-30 00:00:00 UTC, last burnout 00:02:30") &&
                                            Contains("00:29:20 (90 %: 00:28:50 to"));
}
