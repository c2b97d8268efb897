#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/file_name.h"
#include "base/input_error.h"
#include "batch/engine.h"
#include "scenario/argument.h"
#include "scenario/catalogue.h"
#include "scenario/files.h"
#include "scenario/text_gate.h"
#include "study/sources.h"
#include "study/study.h"
#include "study/varied_reader.h"

namespace apogee {
namespace {

constexpr Bounds case_bounds{1, static_cast<double>(most_study_cases)};
constexpr Bounds seed_bounds{0, static_cast<double>(greatest_seed)};
constexpr std::size_t most_parts = 100;

std::string scenario_file(const std::string& name, const Folders& folders, const Place& place,
                          const std::string& key) {
    if (name.starts_with(catalogue_prefix)) return catalogue_file(name, folders.catalogue, "", place, key);
    return resolve_beside(folders.own, name, place, key);
}

/// The files that `scenario` or `scenarios` names.
std::vector<std::string> scenario_files(const TableReader& root, const Folders& folders) {
    const std::string key(root.one_of({"scenario", "scenarios"}));
    if (key.empty()) root.fail_missing("scenario", "expected scenario = \"file.toml\" or \"catalogue:NAME\"");
    if (key == "scenario")
        return {scenario_file(root.text(key), folders, root.find(key)->node.origin.place(), key)};
    const Node::Array* names = root.find(key)->node.array();
    if (!names || names->empty()) root.fail(key, "no list of files", "expected [\"a.toml\", \"b.toml\"]");
    if (names->size() > most_parts)
        root.fail(key, fmt::format("{} scenarios", names->size()),
                  fmt::format("at most {} are read", most_parts));
    std::vector<std::string> files;
    for (const Node& name : *names) {
        const Place place = name.origin.place();
        const std::string element = fmt::format("{}[{}]", key, files.size() + 1);
        if (!name.text())
            throw input_error(place, element, fmt::format("found {}", name.kind()),
                              "expected a string in quotes");
        std::string file = scenario_file(*name.text(), folders, place, element);
        if (std::ranges::find(files, file) != files.end())
            throw input_error(place, element, fmt::format("{} is given twice", in_quotes(*name.text())),
                              "expected each scenario once");
        files.push_back(std::move(file));
    }
    return files;
}

/// The file's stem, unlike that of any other part.
std::string part_name(const std::string& file, const std::vector<StudyPart>& others) {
    std::vector<std::string> names;
    for (const StudyPart& other : others) names.push_back(other.name);
    return unlike(stem_of(file), names);
}

/// Every number that varies in any part, in order of first mention: its place there is its random stream.
std::vector<std::string> all_paths(const std::vector<StudyPart>& parts) {
    std::vector<std::string> paths;
    for (const StudyPart& part : parts)
        for (const Varied& number : part.numbers)
            if (std::ranges::find(paths, number.path) == paths.end()) paths.push_back(number.path);
    return paths;
}

void read_monte_carlo(Study& study, const TableReader& root, const StudyChanges& changes) {
    constexpr std::array<std::string_view, 2> samplings{"random", "sobol"};
    study.sampling =
        root.choice_or("sampling", samplings[0], samplings) == "sobol" ? Sampling::sobol : Sampling::random;
    if (root.has("cases"))
        study.cases = whole_number(root, "cases", case_bounds);
    else if (!changes.cases)
        root.fail_missing("cases", "expected cases = 10000, how many to fly");
    if (root.has("stop")) {
        const TableReader stop = root.table("stop", study_tables::stop);
        study.median_range_interval_km = exact_number(stop, "median_range_interval_km", {1e-6, 1e5});
        if (study.sampling == Sampling::sobol)
            root.fail(
                "stop",
                "a stopping rule beside sampling = \"sobol\", whose spread says nothing about its error",
                "leave out one of the two");
    }
    for (StudyPart& part : study.parts) {
        part.numbers = read_varied(root, part.scenario);
        if (part.numbers.empty())
            root.fail(
                root.has("scenario") ? "scenario" : "scenarios",
                fmt::format("no number of {} states how uncertain it is", in_quotes(part.scenario.file)),
                "state { value = ..., low = ..., high = ... } there, or say here what varies: [[vary]]");
        part.correlations = read_correlations(root, part.numbers);
        for (const Varied& number : part.numbers) part.paths.push_back(number.path);
    }
}

void read_sweep(Study& study, const TableReader& root, const StudyChanges& changes) {
    for (const char* key : {"vary", "correlation", "stop", "sampling", "cases", "seed"})
        if (root.has(key))
            root.fail(key, "given beside [[sweep]], which has no chance in it",
                      "a study is a sweep or a Monte Carlo: leave out one of the two");
    if (changes.cases)
        throw InputError("--cases: a sweep has as many cases as its values combine to; leave it out");
    if (changes.seed) throw InputError("--seed: a sweep has no chance in it; leave it out");
    for (StudyPart& part : study.parts) {
        part.axes = read_axes(root, part.scenario);
        for (const SweepAxis& axis : part.axes) part.paths.push_back(axis.path);
    }
    study.cases = 1;
    for (const SweepAxis& axis : study.parts.front().axes) {
        if (study.cases > most_study_cases / axis.values.size())
            root.fail(
                "sweep",
                fmt::format("more than {} combinations", number_text(static_cast<double>(most_study_cases))),
                "expected fewer values");
        study.cases *= axis.values.size();
    }
}

void make_sources(Study& study, const TableReader& root) {
    const std::vector<std::string> paths = all_paths(study.parts);
    if (study.sampling == Sampling::sobol && paths.size() > SobolCases::most_streams)
        root.fail("sampling", fmt::format("{} numbers vary", paths.size()),
                  fmt::format("a Sobol sequence covers at most {}", SobolCases::most_streams));
    for (StudyPart& part : study.parts) {
        if (study.sweep) {
            part.source = std::make_shared<SweepCases>(part.axes);
            continue;
        }
        std::vector<std::uint32_t> streams;
        for (const Varied& number : part.numbers)
            streams.push_back(
                static_cast<std::uint32_t>(std::ranges::find(paths, number.path) - paths.begin()));
        if (study.sampling == Sampling::sobol)
            part.source = std::make_shared<SobolCases>(part.numbers, study.seed, part.correlations, streams);
        else
            part.source = std::make_shared<RandomCases>(part.numbers, study.seed, part.correlations, streams);
    }
}

struct DistributionText {
    double value;

    std::string operator()(const Triangular& d) const {
        return fmt::format("triangular, mode {}, {} to {}", number_text(value), number_text(d.low),
                           number_text(d.high));
    }
    std::string operator()(const Normal& d) const {
        return fmt::format("normal, mean {}, sd {}", number_text(value), number_text(d.sd));
    }
    std::string operator()(const Uniform& d) const {
        return fmt::format("uniform, {} to {}", number_text(d.low), number_text(d.high));
    }
    std::string operator()(const LogNormal& d) const {
        return fmt::format("log-normal, median {}, sd of ln {}", number_text(value), number_text(d.sd_of_ln));
    }
    std::string operator()(const Discrete& d) const {
        std::string text = "discrete";
        for (std::size_t i = 0; i < d.values.size(); ++i)
            text += fmt::format(", {} x {}", number_text(d.values[i]), number_text(d.weights[i]));
        return text;
    }
};

void add_identity(Study& study) {
    auto& facts = study.identity;
    facts.emplace_back("version", APOGEE_VERSION);
    facts.emplace_back("engine", std::to_string(engine_version));
    facts.emplace_back("kind", study.sweep ? "sweep" : "monte carlo");
    if (!study.sweep) {
        facts.emplace_back("sampling", name(study.sampling));
        facts.emplace_back("seed", std::to_string(study.seed));
    }
    for (std::size_t i = 0; i < study.parts.size(); ++i) {
        const StudyPart& part = study.parts[i];
        const std::string which = fmt::format("scenario {}", i + 1);
        facts.emplace_back(which, part.scenario.hash);
        for (const Varied& number : part.numbers)
            facts.emplace_back(fmt::format("{} {}", which, number.path),
                               fmt::format("{}, cut to {} to {}", distribution_text(number),
                                           number_text(number.least), number_text(number.most)));
        for (const Correlation& pair : part.correlations)
            facts.emplace_back(
                fmt::format("{} correlation {} {}", which, part.paths[pair.first], part.paths[pair.second]),
                number_text(pair.coefficient));
        for (const SweepAxis& axis : part.axes) {
            std::string text;
            for (const double value : axis.values) text += (text.empty() ? "" : ", ") + number_text(value);
            facts.emplace_back(fmt::format("{} {}", which, axis.path), std::move(text));
        }
    }
}

/// What the command line says keeps within the same bounds as the keys.
void check_changes(const StudyChanges& changes) {
    const auto refuse = [](const char* option, std::uint64_t value, Bounds bounds) {
        throw InputError(fmt::format("{}: {} is out of bounds; expected {} to {}", option, value,
                                     number_text(bounds.least), number_text(bounds.most)));
    };
    if (changes.cases && (*changes.cases < 1 || *changes.cases > most_study_cases))
        refuse("--cases", *changes.cases, case_bounds);
    if (changes.seed && *changes.seed > greatest_seed) refuse("--seed", *changes.seed, seed_bounds);
}

void refuse_scenario(const Node& tree) {
    if (tree.find("scenario") || tree.find("scenarios")) return;
    for (const char* key : {"vehicle", "launch", "initial", "stage"})
        if (tree.find(key))
            throw input_error(tree.find(key)->key_origin.place(), key, "this is a scenario, not a study",
                              "expected a file of its own that says scenario = \"...\" and cases = 10000");
}

}  // namespace

const char* name(Sampling sampling) {
    return sampling == Sampling::sobol ? "sobol" : "random";
}

std::string distribution_text(const Varied& number) {
    const std::string text = std::visit(DistributionText{number.value}, number.distribution);
    return number.whole ? text + ", whole numbers" : text;
}

bool is_study_text(const std::string& text, const std::string& file) {
    check_text(text, file);
    const Node tree = parse_toml(text, file);
    return tree.find("scenario") || tree.find("scenarios");
}

Study load_study(const std::string& file, const StudyChanges& changes) {
    if (file.starts_with(catalogue_prefix))
        throw InputError(fmt::format(
            "{}: a study is a file of your own; expected one that says scenario = {} and cases = 10000",
            printable(file), in_quotes(file)));
    return parse_study(read_text(file), file, changes);
}

Study parse_study(const std::string& text, const std::string& file, const StudyChanges& changes) {
    check_changes(changes);
    check_text(text, file);
    const Node tree = parse_toml(text, file);
    refuse_scenario(tree);
    Registry unused;  // the numbers of a study are no numbers of a scenario
    const TableReader root(unused, &tree, "", study_tables::study, tree.origin);
    const std::string folder = file == "-" ? "" : folder_of(file);

    Study study;
    study.file = file;
    study.text = text;
    study.changes = changes;
    for (const std::string& scenario : scenario_files(root, {folder, changes.catalogue})) {
        StudyPart part;
        part.name = part_name(scenario, study.parts);
        part.scenario = load_scenario(scenario, {}, changes.catalogue);
        study.parts.push_back(std::move(part));
    }
    study.title = root.text_or("title", study.parts.front().scenario.title);
    study.sweep = root.has("sweep");
    if (study.sweep) {
        read_sweep(study, root, changes);
    } else {
        study.seed =
            changes.seed.value_or(root.has("seed") ? whole_number(root, "seed", seed_bounds) : default_seed);
        read_monte_carlo(study, root, changes);
        study.cases = changes.cases.value_or(study.cases);
    }
    make_sources(study, root);
    add_identity(study);
    return study;
}

}  // namespace apogee
