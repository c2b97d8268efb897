#include <catch2/catch.hpp>
#include <cmath>

#include "report/json.h"
#include "report/study_report.h"
#include "report/text.h"
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
    const std::string text = study_report(example.study, summarise(example.study, reader));
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
    const StudySummary summary = summarise(example.study, MemoryResults(example.results));
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
    const StudySummary summary = summarise(study, MemoryResults(results, 7));
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
    std::vector<CaseResult> results(200, landed(std::nan("")));
    for (CaseResult& result : results) {
        result.flown_by = FlownBy::nobody;
        result.apogee_km = result.flight_time_s = std::nan("");
    }
    const StudySummary summary = summarise(study, MemoryResults(results));
    holds(study_report(study, summary), "200 not flown: their numbers contradict each other");
    CHECK(study_json(study, summary)["parts"][0]["figures"]["range_km"]["cases"] == 0);
}

}  // namespace apogee
