#include <catch2/catch.hpp>
#include <cmath>

#include "base/text.h"
#include "report/json.h"
#include "report/study_report.h"
#include "report/study_text.h"
#include "unit/study_results.h"

namespace apogee {
namespace {

using testing::landed;
using testing::made_up_study;
using testing::MemoryResults;
using Json = nlohmann::ordered_json;

constexpr double far = 1e9;

/// 2000 cases: the range is 5000 + 100 a, one case in ten is in orbit.
struct Example {
    Study study =
        made_up_study({{"stage[1].a_kg", 0, Uniform{-1, 1}, -far, far}, {"b_s", 0, Normal{1}, -far, far}}, 12,
                      {{0, 1, 0.0}});
    std::vector<CaseResult> results;

    Example() {
        std::vector<double> x(2);
        for (std::size_t i = 0; i < 2000; ++i) {
            study.parts[0].source->values(i, x);
            results.push_back(landed(5000 + 100 * x[0]));
            if (i % 10 != 9) continue;
            results.back().outcome = Outcome::in_orbit;
            results.back().range_km = std::nan("");
        }
        study.parts[0].correlations.clear();
    }
};

/// Cases that have no figure at all.
std::vector<CaseResult> many(std::size_t count, FlownBy by, Outcome outcome) {
    CaseResult result;
    result.flown_by = by;
    result.outcome = outcome;
    for (const ResultField& field : result_fields()) result.*field.member = std::nan("");
    return std::vector<CaseResult>(count, result);
}

bool holds(const std::string& text, const std::string& words) {
    INFO(text);
    CHECK(text.find(words) != std::string::npos);
    return text.find(words) != std::string::npos;
}

Study example_sweep() {
    Study study = made_up_study({}, 0);
    study.sweep = true;
    study.cases = 60;
    StudyPart& part = study.parts[0];
    part.axes = {{"x_deg", {1, 2, 3}}, {"y_kg", std::vector<double>(20, 7)}};
    part.paths = {"x_deg", "y_kg"};
    part.source = std::make_shared<SweepCases>(part.axes);
    return study;
}

}  // namespace

TEST_CASE("a study's report says what was flown and what came out") {
    const Example example;
    const MemoryResults reader(example.results);
    const std::string text = study_report(example.study, study_summary(example.study, reader));
    holds(text, "seed 12, random numbers");
    holds(text, "2000 cases; 2 numbers vary");
    holds(text, "1800 landed, 200 in orbit");
    holds(text, "stage[1].a_kg  -1 to 1");
    holds(text, "apogee run --case N made-up.toml");
    // The case of the greatest range stands beside it.
    std::size_t best = 0;
    for (std::size_t i = 0; i < example.results.size(); ++i)
        if (example.results[i].range_km > example.results[best].range_km) best = i;
    const std::string case_number = std::to_string(best);
    holds(text, case_number + "  greatest range  " + fixed(example.results[best].range_km, 1));
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1)
        CHECK(display_width(text.substr(begin, end - begin)) <= page_width);
}

TEST_CASE("a study's JSON holds the statistics in full") {
    const Example example;
    const StudySummary summary = study_summary(example.study, MemoryResults(example.results));
    const Json json = Json::parse(json_text(study_json(example.study, summary)));
    CHECK(json["kind"] == "monte carlo");
    CHECK(json["seed"] == 12);
    const Json& part = json["parts"][0];
    CHECK(part["cases"] == 2000);
    CHECK(part["outcomes"]["in_orbit"] == 200);
    CHECK(part["inputs"][0]["key"] == "stage[1].a_kg");
    CHECK(part["inputs"][0]["high"] == 1.0);
    const Json& range = part["figures"]["range_km"];
    const FieldStatistics& f = summary[0].statistics.fields[0];
    CHECK(range["cases"] == 1800);
    CHECK(range["mean"] == f.mean);
    CHECK(range["quantiles"][2]["probability"] == 0.5);
    CHECK(range["quantiles"][2]["low90"] == f.quantiles[2].low90);
    std::uint64_t counted = 0;
    for (const Json& count : range["histogram"]["cases"]) counted += count.get<std::uint64_t>();
    CHECK(counted == 1800);
    const Json& rows = part["sensitivity"]["range_km"];
    CHECK(rows[0]["first_order_index"].get<double>() == Approx(1).margin(0.01));
    CHECK(std::abs(rows[1]["first_order_index"].get<double>()) < 0.03);
}

TEST_CASE("a sweep's report is a table over its axes") {
    const Study study = example_sweep();
    std::vector<CaseResult> results;
    for (int i = 0; i < 60; ++i) results.push_back(landed(100 + i));
    const StudySummary summary = study_summary(study, MemoryResults(results, 7));
    const std::string text = study_report(study, summary);
    holds(text, "60 combinations of x_deg (3), y_kg (20)");
    holds(text, "20 more rows in the dataset");
    // Ranges rise by twenty with x and by one from row to row of one y: 400 x 2/3 and 33.25 in variance.
    holds(text, "share of the variance of the range that goes with one number");
    holds(text, "all together 88.9 %");
    const Json json = study_json(study, summary);
    REQUIRE(json["parts"][0]["rows"].size() == 60);
    CHECK(json["parts"][0]["rows"][45]["inputs"] == Json({3.0, 7.0}));
    CHECK(json["parts"][0]["rows"][45]["range_km"] == 145.0);
    CHECK(json["parts"][0]["sensitivity"]["range_km"][0]["first_order_index"].get<double>() ==
          Approx(800 / 3.0 / (800 / 3.0 + 33.25)));
    CHECK_FALSE(json["parts"][0]["sensitivity"]["range_km"][0].contains("noise"));
    CHECK_FALSE(json.contains("seed"));
}

TEST_CASE("a report of a study without a single flight") {
    const Study study = made_up_study({{"a", 0, Uniform{-1, 1}, -far, far}}, 1);
    const StudySummary summary =
        study_summary(study, MemoryResults(many(200, FlownBy::nobody, Outcome::landed)));
    holds(study_report(study, summary), "200 not flown: their numbers contradict each other");
    CHECK(study_json(study, summary)["parts"][0]["figures"]["range_km"]["cases"] == 0);
    const StudySummary one = study_summary(study, MemoryResults(many(1, FlownBy::nobody, Outcome::landed)));
    holds(study_report(study, one), "1 not flown: its numbers contradict each other");
}

TEST_CASE("figures that no case has are said to be absent, without a number in their place") {
    Study study = made_up_study({{"a", 0, Uniform{-1, 1}, -far, far}}, 1);
    study.sampling = GENERATE(Sampling::random, Sampling::sobol);
    for (const Outcome outcome : {Outcome::lift_off_failed, Outcome::in_orbit, Outcome::escaped}) {
        const StudySummary summary = study_summary(study, MemoryResults(many(200, FlownBy::fast, outcome)));
        const std::string text = study_report(study, summary);
        holds(text, "  of no case: range, apogee, flight time, impact latitude");
        CHECK(text.find("nan") == std::string::npos);
        CHECK(text.find("inf") == std::string::npos);
        CHECK(text.find("What would change") == std::string::npos);
        CHECK(text.find("Cases to look at") == std::string::npos);
        // The same keys whether there is anything to say or not.
        const Json range = study_json(study, summary)["parts"][0]["figures"]["range_km"];
        CHECK(range["cases"] == 0);
        for (const char* key :
             {"mean", "sd", "least", "least_case", "greatest", "greatest_case", "histogram"}) {
            INFO(key);
            REQUIRE(range.contains(key));
            CHECK(range[key].is_null());
        }
        CHECK(range["quantiles"] == Json::array());
    }
}

TEST_CASE("a figure of some cases says of how many") {
    const Example example;
    const std::string text =
        study_report(example.study, study_summary(example.study, MemoryResults(example.results)));
    holds(text, "Figures (each of the cases that have it, out of 2000)");
    holds(text, "  1800\n  apogee");
    holds(text, "Range, km (1800 of 2000 cases)");
    holds(text, "  of the 1800 of 2000 cases that have it");
    // Those that have it are no whole sample: their shares are not added.
    CHECK(text.find("all together") == std::string::npos);
    holds(text, "shares do not add up");
}

TEST_CASE("the one case that landed is told by itself") {
    const Study study = made_up_study({{"a", 0, Uniform{-1, 1}, -far, far}}, 1);
    std::vector<CaseResult> results = many(500, FlownBy::fast, Outcome::in_orbit);
    results[317] = landed(4711);
    const StudySummary summary = study_summary(study, MemoryResults(results));
    const std::string text = study_report(study, summary);
    holds(text,
          "range                      km    4711.0   -  4711.0  4711.0  too few cases  4711.0      1\n");
    holds(text, " 317  only range");
    CHECK(text.find("nan") == std::string::npos);
    const Json range = study_json(study, summary)["parts"][0]["figures"]["range_km"];
    CHECK(range["sd"].is_null());
    CHECK(range["quantiles"][2]["value"] == 4711.0);
    CHECK(range["quantiles"][2]["low90"].is_null());
    CHECK(range["histogram"]["cases"] == Json({1}));
}

TEST_CASE("a rule that ends a study says how far it came") {
    Study study = made_up_study({{"a", 0, Uniform{-1, 1}, -far, far}}, 1);
    study.median_range_interval_km = 7;
    const auto text_of = [&](const std::vector<CaseResult>& results) {
        return study_report(study, study_summary(study, MemoryResults(results)));
    };
    std::vector<CaseResult> results = many(100, FlownBy::fast, Outcome::in_orbit);
    holds(text_of(results), "[stop]     no case has a range: nothing for it to go by");
    results[0] = results[1] = landed(500);
    holds(text_of(results), "[stop]     2 of 100 cases have a range: too few to know its median");
    for (std::size_t i = 0; i < 100; ++i) results[i] = landed(500 + static_cast<double>(i));
    // Ranks 42 to 59 of 100, by the binomial distribution.
    holds(text_of(results), "[stop]     the median range is known to 17 km; asked for: less than 7 km");
}

TEST_CASE("what shares of the variance add up to is said where they add up, at any sum") {
    const auto text_of = [](std::vector<double> shares, bool sweep = false, double coefficient = 0,
                            std::uint64_t lacking = 0) {
        StudyPart part;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            part.paths.push_back("n" + std::to_string(i));
            if (sweep) part.axes.push_back({part.paths.back(), {1, 2}});
            if (!sweep) part.numbers.push_back({part.paths.back(), 0, Uniform{-1, 1}, -far, far});
        }
        if (coefficient != 0) part.correlations = {{0, 1, coefficient}};
        PartSummary summary;
        summary.statistics.cases = 1000;
        for (const ResultField& field : result_fields()) {
            FieldStatistics f;
            f.field = &field;
            f.count = 1000 - lacking;
            summary.statistics.fields.push_back(f);
        }
        Sensitivity range{&result_fields()[0], 1000 - lacking, {}};
        for (const double share : shares) range.effects.push_back({share, 0.01, 1, 2});
        summary.sensitivities = {range};
        return effects_text(part, summary);
    };
    const auto without = [](const std::string& text, const std::string& words) {
        INFO(text);
        CHECK(text.find(words) == std::string::npos);
    };
    holds(text_of({0.6, 0.3}),
          "all together 90.0 %; what lacks to 100 % comes from numbers acting jointly, or is");
    holds(text_of({0.6, 0.3}, true),
          "all together 90.0 %; what lacks to 100 % comes from numbers acting jointly\n");
    holds(text_of({0.6, 0.43}), "all together 103.0 %: nothing is left for numbers acting jointly\n");
    holds(text_of({0.6, 0.4}), "all together 100.0 %: nothing is left for numbers acting jointly\n");
    holds(text_of({0.6, 0.4}, true), "all together 100.0 %: nothing is left for numbers acting jointly\n");
    holds(text_of({-0.004, 0.001}),
          "all together nothing: the range varies by numbers acting jointly, or the shares");
    holds(text_of({0, 0}, true), "all together nothing: the range varies by numbers acting jointly\n");
    without(text_of({0.97}), "jointly");  // one number acts with no other
    for (const double coefficient : {0.8, -0.8}) {
        const std::string tied = text_of({0.9, 0.9}, false, coefficient);
        without(tied, "all together");
        without(tied, "lacks");
        holds(tied, "* moves together with another number: each takes the credit for both");
    }
    without(text_of({0.6, 0.3}, false, 0, 10), "all together");
    holds(text_of({0.6, 0.3}, false, 0, 10), "of the 990 of 1000 cases that have it");
    without(text_of({0.6, 0.3}, true, 0, 10), "all together");
    holds(text_of({0.6, 0.3}, true, 0, 10), "leave holes in the grid");
}

TEST_CASE("a sweep of mixed outcomes leaves out what a flight does not have") {
    Study study = made_up_study({}, 0);
    study.sweep = true;
    study.cases = 4;
    StudyPart& part = study.parts[0];
    part.axes = {{"x_deg", {1, 2}}, {"y_kg", {1, 2}}};
    part.paths = {"x_deg", "y_kg"};
    part.source = std::make_shared<SweepCases>(part.axes);
    std::vector<CaseResult> results = many(4, FlownBy::fast, Outcome::in_orbit);
    results[2] = landed(300);
    results[3] = landed(500);
    const StudySummary summary = study_summary(study, MemoryResults(results));
    const std::string text = study_report(study, summary);
    holds(text, "     0      1     1      -");
    holds(text, "in_orbit");
    holds(text, "of 2 of 4 cases: range, apogee");
    CHECK(text.find("nan") == std::string::npos);
    // At the least value of x nothing landed.
    const Json json = study_json(study, summary)["parts"][0];
    CHECK(json["sensitivity"]["range_km"][0]["mean_at_least_value"].is_null());
    CHECK(json["sensitivity"]["range_km"][0]["mean_at_greatest_value"] == 400.0);
    CHECK(json["rows"][0]["range_km"].is_null());
    CHECK(json["rows"][0]["outcome"] == "in_orbit");
    CHECK(json["rows"][3]["range_km"] == 500.0);
}

}  // namespace apogee
