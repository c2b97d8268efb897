#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <set>

#include "sanitized.h"
#include "store/replay.h"
#include "study/sources.h"
#include "study/study.h"
#include "temporary_folder.h"
#include "unit/bad_input.h"
#include "unit/example_scenario.h"

namespace apogee {
namespace {

using testing::TemporaryFolder;

/// Studies beside a scenario s.toml with some uncertain numbers.
class Folder {
  public:
    Folder() {
        folder_.write("s.toml", testing::flight);
        folder_.write("exact.toml", testing::good);
    }
    [[nodiscard]] Study study(const std::string& text, const StudyChanges& changes = {}) const {
        return load_study(folder_.write("study.toml", text), changes);
    }
    /// What is said about it, without the folder's name.
    [[nodiscard]] std::string error(const std::string& text, const StudyChanges& changes = {}) const {
        try {
            static_cast<void>(study(text, changes));
        } catch (const InputError& error) {
            const std::string line = error.what(), folder = folder_.path().string() + "/";
            return line.starts_with(folder) ? line.substr(folder.size()) : line;
        }
        return "";
    }

  private:
    TemporaryFolder folder_;
};

const std::string head = "scenario = \"s.toml\"\ncases = 10\n";
const std::string vary = head + "[[vary]]\nkey = \"payload.mass_kg\"\n";
const std::string sweep = "scenario = \"s.toml\"\n[[sweep]]\nkey = \"payload.mass_kg\"\n";

bool begins(const std::string& text, const std::string& with) {
    INFO(text);
    CHECK(text.substr(0, with.size()) == with);
    return text.starts_with(with);
}

}  // namespace

TEST_CASE("a study of a few words flies every uncertain number") {
    const Folder folder;
    const Study study = folder.study(head);
    REQUIRE(study.parts.size() == 1);
    CHECK(study.title == "Two stages");
    CHECK(study.cases == 10);
    CHECK(study.seed == default_seed);
    CHECK(study.parts[0].name == "s");
    // Reported figures are uncertain, too, and no flight depends on them.
    CHECK(study.parts[0].paths ==
          std::vector<std::string>{"launch.azimuth_deg", "stage[1].propellant_mass_kg"});
    CHECK(std::get<Normal>(study.parts[0].numbers[0].distribution).sd == 0.5);
    CHECK(std::get<Triangular>(study.parts[0].numbers[1].distribution).high == 44000);
}

TEST_CASE("a study says how its numbers vary") {
    const Folder folder;
    const Study study = folder.study(R"(scenario = "s.toml"
cases = 1e3
seed = 5
sampling = "random"
[stop]
median_range_interval_km = 5
[[vary]]
key = "payload.mass_kg"
distribution = "log-normal"
sd_of_ln = 0.1
[[vary]]
key = "launch.azimuth_deg"
[[vary]]
key = "stage[2].isp_vacuum_s"
distribution = "discrete"
values = [310, 290]
weights = [1, 3]
[[correlation]]
keys = ["launch.azimuth_deg", "payload.mass_kg"]
coefficient = -0.5
)");
    CHECK(study.cases == 1000);
    CHECK(study.median_range_interval_km == 5.0);
    const StudyPart& part = study.parts[0];
    REQUIRE(part.numbers.size() == 3);
    CHECK(part.numbers[0].value == 700);
    CHECK(std::get<LogNormal>(part.numbers[0].distribution).sd_of_ln == 0.1);
    CHECK(std::get<Normal>(part.numbers[1].distribution).sd == 0.5);
    // Ascending with their weights, so that quantiles ascend.
    CHECK(std::get<Discrete>(part.numbers[2].distribution).values == std::vector<double>{290, 310});
    CHECK(std::get<Discrete>(part.numbers[2].distribution).weights == std::vector<double>{3, 1});
    REQUIRE(part.correlations.size() == 1);
    CHECK(part.correlations[0].first == 1);
    CHECK(part.correlations[0].second == 0);
    std::array<double, 3> values{};
    part.source->values(4, values);
    CHECK(values[2] == quantile(part.numbers[2], uniform_number(5, 4, 2)));
}

TEST_CASE("a Sobol study draws the sequence of its seed, with its correlations") {
    const Folder folder;
    const Study study =
        folder.study(head + "sampling = \"sobol\"\nseed = 7\n[[correlation]]\n" +
                     "keys = [\"launch.azimuth_deg\", \"stage[1].propellant_mass_kg\"]\ncoefficient = 0.8\n");
    const StudyPart& part = study.parts[0];
    const SobolCases wanted(part.numbers, 7, {{0, 1, 0.8}}, {0, 1});
    for (std::uint64_t i = 0; i < 20; ++i) {
        std::array<double, 2> drawn{}, expected{};
        part.source->values(i, drawn);
        wanted.values(i, expected);
        CHECK(drawn == expected);
    }
}

TEST_CASE("samples are cut to the bounds of their key") {
    const Folder folder;
    const Study study = folder.study(
        head + "[[vary]]\nkey = \"environment.density_scale\"\ndistribution = \"normal\"\nsd = 50\n");
    std::array<double, 1> value{};
    int cut = 0;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        study.parts[0].source->values(i, value);
        REQUIRE(value[0] >= 0);
        REQUIRE(value[0] <= 100);
        cut += value[0] == 0 ? 1 : 0;
    }
    CHECK(cut > 400);
}

TEST_CASE("scenarios of a study share the random numbers of the keys they share") {
    const TemporaryFolder folder;
    folder.write("a.toml", testing::flight);
    folder.write("b/a.toml", testing::replaced(testing::flight, "azimuth_deg = { value = 45, sd = 0.5 }",
                                               "azimuth_deg = 45"));
    const std::string sampling = GENERATE("random", "sobol");
    const Study study = load_study(
        folder.write("study.toml",
                     "scenarios = [\"a.toml\", \"b/a.toml\"]\ncases = 5\nsampling = \"" + sampling + "\"\n"));
    REQUIRE(study.parts.size() == 2);
    CHECK(study.parts[0].name == "a");
    CHECK(study.parts[1].name == "a-2");
    REQUIRE(study.parts[0].paths.size() == 2);
    REQUIRE(study.parts[1].paths.size() == 1);
    std::array<double, 2> a{};
    std::array<double, 1> b{};
    study.parts[0].source->values(3, a);
    study.parts[1].source->values(3, b);
    CHECK(a[1] == b[0]);
}

TEST_CASE("a sweep's axes are lists or steps") {
    const Folder folder;
    const Study study = folder.study(sweep +
                                     "values = [100, 300, 200]\n[[sweep]]\nkey = \"launch.azimuth_deg\"\n"
                                     "from = 10\nto = 11\nsteps = 4\n");
    CHECK(study.sweep);
    CHECK(study.cases == 15);
    REQUIRE(study.parts[0].axes.size() == 2);
    CHECK(study.parts[0].axes[0].values == std::vector<double>{100, 300, 200});
    CHECK(study.parts[0].axes[1].values == std::vector<double>{10, 10.25, 10.5, 10.75, 11});
    CHECK(study.parts[0].paths == std::vector<std::string>{"payload.mass_kg", "launch.azimuth_deg"});
}

TEST_CASE("a study's identity holds what its bytes depend on and nothing else") {
    const Folder folder;
    const auto identity = [&](const std::string& text, const StudyChanges& changes = {}) {
        return folder.study(text, changes).identity;
    };
    const auto same = identity(head);
    CHECK(identity(head + "title = \"another\"\n") == same);
    CHECK(identity("scenario = \"s.toml\"\ncases = 11\n") == same);
    CHECK(identity(head, {.seed = {}, .cases = 99}) == same);
    CHECK(identity(head + "[stop]\nmedian_range_interval_km = 1\n") == same);
    CHECK(identity(head, {.seed = 2, .cases = {}}) != same);
    CHECK(identity(head + "seed = 2\n") != same);
    CHECK(identity(head + "sampling = \"sobol\"\n") != same);
    CHECK(identity(vary + "distribution = \"normal\"\nsd = 1\n") !=
          identity(vary + "distribution = \"normal\"\nsd = 2\n"));
    CHECK(identity(sweep + "values = [1, 2]\n") != identity(sweep + "values = [1, 3]\n"));
    const std::string tie =
        "[[correlation]]\nkeys = [\"launch.azimuth_deg\", \"stage[1].propellant_mass_kg\"]\ncoefficient = ";
    CHECK(identity(head + tie + "0.1\n") != same);
    CHECK(identity(head + tie + "0.1\n") != identity(head + tie + "0.2\n"));
    for (const auto& [fact, text] : same) CHECK((fact + text).find("toml") == std::string::npos);
}

TEST_CASE("mistakes in a study are named at their place") {
    const Folder folder;
    const auto error = [&](const std::string& text) { return folder.error(text); };
    const std::string of = "study.toml:";
    begins(error("cases = 10\n"), of + "1:1: scenario: missing; expected scenario = ");
    begins(error("scenario = \"s.toml\"\n"), of + "1:1: cases: missing; expected cases = 10000");
    begins(error("scenario = \"t.toml\"\ncases = 1\n"),
           of + "1:12: scenario: no file \"t.toml\"; did you mean \"s.toml\"?");
    begins(error("scenario = \"../s.toml\"\ncases = 1\n"),
           of + "1:12: scenario: \"../s.toml\" leaves the folder");
    begins(error("scenario = \"catalogue:hwasong-15-2017-11-28\"\ncases = 1\n"),
           of + "1:12: scenario: no file");
    begins(error("scenario = \"catalogue:../x\"\ncases = 1\n"),
           of + "1:12: scenario: \"catalogue:../x\" is not a name");
    begins(error("scenarios = [\"s.toml\", \"s.toml\"]\ncases = 1\n"),
           of + "1:24: scenarios[2]: \"s.toml\" is given twice");
    begins(error("scenarios = []\ncases = 1\n"), of + "1:13: scenarios: no list of files");
    begins(error(head + "scenarios = [\"s.toml\"]\n"), of + "3:13: scenarios: given beside scenario");
    begins(error(head + "sead = 1\n"), of + "3:1: sead: unknown key; did you mean seed?");
    begins(error(head + "sampling = \"sobel\"\n"),
           of + "3:12: sampling: \"sobel\" is unknown; did you mean \"sobol\"?");
    begins(error("scenario = \"exact.toml\"\ncases = 1\n"), of + "1:12: scenario: no number of ");
    for (const char* cases :
         {"-1", "0", "1e13", "nan", "inf", "1.5", "\"10\"", "{ value = 10, sd = 1 }", "true"})
        begins(error("scenario = \"s.toml\"\ncases = " + std::string(cases) + "\n"), of + "2:9: cases: ");
    begins(error("scenario = \"s.toml\"\ncases = 9223372036854775808\n"), of + "2:28: cases: not valid TOML");
    begins(error(head + "seed = 9007199254740992\n"), of + "3:8: seed: 9007199254740992 is out of bounds");
    begins(error(head + "seed = -1\n"), of + "3:8: seed: -1 is out of bounds");
    begins(error(head + "sampling = \"sobol\"\n[stop]\nmedian_range_interval_km = 5\n"), of + "4:1: stop: ");
    begins(error(head + "[stop]\n"), of + "3:1: stop.median_range_interval_km: missing");
    begins(error(head + "[stop]\nmedian_range_interval_m = 5\n"),
           of + "4:1: stop.median_range_interval_m: the unit must be km");
    begins(error(head + "[stop]\nmedian_range_interval_km = 0\n"),
           of + "4:28: stop.median_range_interval_km: 0 is out of bounds");
}

TEST_CASE("mistakes in varied numbers are named at their place") {
    const Folder folder;
    const auto error = [&](const std::string& text) { return folder.error(text); };
    const std::string of = "study.toml:", at = of + "4:7: vary[1].key: ";
    begins(error(head + "[[vary]]\nkey = \"payload.mass\"\n"), at);
    CHECK(
        error(head + "[[vary]]\nkey = \"payload.mas_kg\"\n").ends_with("did you mean \"payload.mass_kg\"?"));
    begins(error(vary), at + "the scenario states \"payload.mass_kg\" as exact; expected a distribution");
    begins(error(head + "[[vary]]\nkey = \"reported.apogee_km\"\n"),
           at + "no flight depends on \"reported.apogee_km\"");
    begins(error(vary + "sd = 1\n"), of + "5:6: vary[1].sd: given without a distribution");
    begins(error(vary + "distribution = \"gauss\"\n"),
           of + "5:16: vary[1].distribution: \"gauss\" is unknown");
    begins(error(vary + "distribution = \"normal\"\n"), of + "3:1: vary[1].sd: missing");
    begins(error(vary + "distribution = \"normal\"\nsd = 0\n"), of + "6:6: vary[1].sd: 0 is out of bounds");
    begins(error(vary + "distribution = \"normal\"\nsd = nan\n"), of + "6:6: vary[1].sd: nan is not finite");
    begins(error(vary + "distribution = \"normal\"\nsd = 1\nlow = 1\n"),
           of + "7:7: vary[1].low: says nothing about");
    begins(error(vary + "distribution = \"uniform\"\nlow = 2\nhigh = 2\n"),
           of + "6:7: vary[1].low: low 2 is not below high 2");
    begins(error(vary + "distribution = \"uniform\"\nlow = -1\nhigh = 2\n"),
           of + "6:7: vary[1].low: -1 is out of bounds");
    begins(error(vary + "distribution = \"triangular\"\nlow = 1\nhigh = 2\n"),
           of + "6:7: vary[1].low: the mode 700 is not");
    begins(error(vary + "distribution = \"discrete\"\nvalues = [1, 2]\nweights = [1]\n"),
           of + "7:11: vary[1].weights: 1 rows");
    begins(error(vary + "distribution = \"discrete\"\nvalues = []\n"),
           of + "6:10: vary[1].values: no values");
    begins(error(vary + "distribution = \"discrete\"\nvalues = [1]\nweights = [-1]\n"),
           of + "7:12: vary[1].weights[1]: -1 is out");
    begins(error(head + "[[vary]]\nkey = \"launch.azimuth_deg\"\n[[vary]]\nkey = \"launch.azimuth_deg\"\n"),
           of + "6:7: vary[2].key: \"launch.azimuth_deg\" is given twice");
    const std::string tie = head + "[[correlation]]\nkeys = ";
    const std::string a = "\"launch.azimuth_deg\"", b = "\"stage[1].propellant_mass_kg\"";
    begins(error(tie + "[" + a + ", " + a + "]\ncoefficient = 0.1\n"),
           of + "4:8: correlation[1].keys: " + a + " with itself");
    begins(error(tie + "[" + a + ", \"payload.mass_kg\"]\ncoefficient = 0.1\n"),
           of + "4:8: correlation[1].keys: \"payload.mass_kg\" is not");
    begins(error(tie + "[" + a + "]\ncoefficient = 0.1\n"), of + "4:8: correlation[1].keys: not a pair");
    begins(error(tie + "[" + a + ", " + b + "]\ncoefficient = 1\n"),
           of + "5:15: correlation[1].coefficient: 1 is out of");
    begins(error(tie + "[" + a + ", " + b + "]\ncoefficient = 0.1\n[[correlation]]\nkeys = [" + b + ", " + a +
                 "]\ncoefficient = 0.2\n"),
           of + "7:8: correlation[2].keys: " + b + " is correlated already");
}

TEST_CASE("numbers that count are whole wherever a study states them") {
    const Folder folder;
    const std::string boosters = "key = \"booster[1].count\"\n", of = "study.toml:";
    const auto vary = [&](const std::string& keys) {
        return folder.error(head + "[[vary]]\n" + boosters + "distribution = " + keys);
    };
    const auto sweep_of = [&](const std::string& keys) {
        return folder.error("scenario = \"s.toml\"\n[[sweep]]\n" + boosters + keys);
    };
    const std::string whole = " is not a whole number; expected a whole number from 1 to 100";
    CHECK(vary("\"uniform\"\nlow = 1.5\nhigh = 4\n") == of + "6:7: vary[1].low: 1.5" + whole);
    CHECK(vary("\"triangular\"\nlow = 1\nhigh = 4\nmode = 2.5\n") == of + "8:8: vary[1].mode: 2.5" + whole);
    CHECK(vary("\"discrete\"\nvalues = [1, 2.5]\n") == of + "6:14: vary[1].values[2]: 2.5" + whole);
    CHECK(sweep_of("values = [1, 2.5]\n") == of + "4:14: sweep[1].values[2]: 2.5" + whole);
    CHECK(sweep_of("from = 1\nto = 4.5\nsteps = 7\n") == of + "5:6: sweep[1].to: 4.5" + whole);
    begins(sweep_of("from = 1\nto = 4\nsteps = 2\n"),
           of + "6:9: sweep[1].steps: 2 steps from 1 to 4 pass 2.5, which is not a whole number; expected ");
    CHECK(sweep_of("from = 1\nto = 5\nsteps = 2\n").empty());
    CHECK(vary("\"normal\"\nmean = 2.5\nsd = 1\n").empty());  // of whole numbers, too
    const std::string stated = "{ value = 2, low = 1, high = 2.5 }";
    CHECK(testing::error_in(testing::flight, {{"booster[1].count", stated}}) ==
          "--set: booster[1].count.high: 2.5" + whole);
    CHECK(testing::error_in(testing::flight, {{"booster[1].count", "2.5"}}) ==
          "--set: booster[1].count: 2.5" + whole);
}

TEST_CASE("what a scenario states of a number that counts is drawn whole") {
    const TemporaryFolder folder;
    folder.write("s.toml",
                 testing::replaced(testing::flight, "count = 2", "count = { value = 2, low = 1, high = 4 }"));
    const Study study = load_study(folder.write(
        "study.toml", "scenario = \"s.toml\"\ncases = 5\n[[vary]]\nkey = \"booster[1].count\"\n"));
    CHECK(distribution_text(study.parts[0].numbers[0]) == "triangular, mode 2, 1 to 4, whole numbers");
    std::array<double, 1> value{};
    std::set<double> seen;
    for (std::uint64_t i = 0; i < 300; ++i) {
        study.parts[0].source->values(i, value);
        seen.insert(value[0]);
    }
    CHECK(seen == std::set<double>{1, 2, 3, 4});
}

TEST_CASE("mistakes in a sweep are named at their place") {
    const Folder folder;
    const auto error = [&](const std::string& text) { return folder.error(text); };
    const std::string of = "study.toml:";
    begins(error(sweep), of + "2:1: sweep[1].from: missing");
    begins(error(sweep + "values = [1]\nsteps = 2\n"), of + "5:9: sweep[1].steps: given beside values");
    begins(error(sweep + "values = [0]\n"), of + "4:11: sweep[1].values[1]: 0 is out of bounds");
    begins(error(sweep + "from = 1\nto = 2\nsteps = 0\n"), of + "6:9: sweep[1].steps: 0 is out of bounds");
    begins(error(sweep + "from = 1\nto = 2\nsteps = 1e18\n"),
           of + "6:9: sweep[1].steps: 1e+18 is out of bounds");
    begins(error(sweep + "from = 1\nto = 1\nsteps = 1\n"), of + "5:6: sweep[1].to: the same as from");
    begins(error(sweep + "values = [1]\n[[vary]]\nkey = \"launch.azimuth_deg\"\n"),
           of + "5:1: vary: given beside [[sweep]]");
    begins(error("cases = 5\n" + sweep + "values = [1]\n"), of + "1:9: cases: given beside [[sweep]]");
    // 10,000 x 10,000 x 10,000 x 10,000 x 100: 10^18 combinations.
    std::string huge = "scenario = \"s.toml\"\n";
    for (const char* key :
         {"payload.mass_kg", "launch.azimuth_deg", "launch.latitude_deg", "launch.height_m"})
        huge += "[[sweep]]\nkey = \"" + std::string(key) + "\"\nfrom = 1\nto = 2\nsteps = 9999\n";
    huge += "[[sweep]]\nkey = \"launch.longitude_deg\"\nfrom = 1\nto = 2\nsteps = 99\n";
    begins(error(huge), of + "2:1: sweep: more than 1000000000000 combinations");
}

TEST_CASE("changes from the command line keep within the bounds of the keys") {
    const Folder folder;
    begins(folder.error(head, {.seed = {}, .cases = 0}),
           "--cases: 0 is out of bounds; expected 1 to 1000000000000");
    begins(folder.error(head, {.seed = {}, .cases = std::uint64_t{1} << 63}),
           "--cases: 9223372036854775808 is out");
    begins(folder.error(head, {.seed = std::uint64_t{1} << 53, .cases = {}}),
           "--seed: 9007199254740992 is out");
    begins(folder.error(sweep + "values = [1]\n", {.seed = {}, .cases = 5}), "--cases: a sweep has");
    CHECK(folder.study("scenario = \"s.toml\"\n", {.seed = {}, .cases = 5}).cases == 5);
}

TEST_CASE("a study of any text is read or refused with one line") {
    const Folder folder;
    const std::vector<std::string> texts{
        sweep + "values = [1, 2]\n[[sweep]]\nkey = \"launch.azimuth_deg\"\nfrom = 0\nto = 9\nsteps = 3\n",
        vary +
            "distribution = \"discrete\"\nvalues = [1, 2]\nweights = [2, 3]\n[[vary]]\nkey = "
            "\"launch.azimuth_deg\"\n[[correlation]]\nkeys = [\"payload.mass_kg\", "
            "\"launch.azimuth_deg\"]\ncoefficient = 0.5\n[stop]\nmedian_range_interval_km = 3\n"};
    std::mt19937_64 random(20171129);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    const std::string letters = "\n\"[]{}=.,-+e019 #naif_\\\t\xc3";
    for (int i = 0; i < (testing::sanitized ? 600 : 3000); ++i) {
        std::string text = texts[below(texts.size())];
        for (std::size_t changes = 1 + below(4); changes > 0 && !text.empty(); --changes) {
            const std::size_t at = below(text.size()), length = std::min(below(12), text.size() - at);
            if (below(3) == 0)
                text.erase(at, length);
            else if (below(2) == 0)
                text.insert(below(text.size()), text.substr(at, length));
            else
                text[at] = letters[below(letters.size())];
        }
        const std::string line = folder.error(text);  // anything but an InputError would leave the test
        if (line.find('\n') != std::string::npos) FAIL(line);
    }
}

TEST_CASE("a case as changes of a scenario gives exactly its numbers") {
    const Folder folder;
    const Study study =
        folder.study(head +
                     "[[vary]]\nkey = \"booster[1].count\"\ndistribution = \"uniform\"\nlow = 1\nhigh = 9\n"
                     "[[vary]]\nkey = \"launch.azimuth_deg\"\n");
    for (std::uint64_t i = 0; i < 20; ++i) {
        const std::vector<CaseScenario> cases = case_scenarios(study, i);
        REQUIRE(cases.size() == 1);
        CHECK(cases[0].name == "s-case-" + std::to_string(i));
        const Scenario scenario = load_scenario(cases[0].file, cases[0].overrides);
        std::array<double, 2> values{};
        study.parts[0].source->values(i, values);
        CHECK(testing::parameter(scenario, "launch.azimuth_deg").value == values[1]);
        CHECK(scenario.vehicle.boosters[0].count == values[0]);  // a whole number, recorded as it flew
    }
    // A random study can go on; a sweep has an end.
    CHECK_NOTHROW(case_scenarios(study, 1'000'000));
    CHECK_THROWS_AS(case_scenarios(folder.study(sweep + "values = [1, 2]\n"), 2), InputError);
}

}  // namespace apogee
