#include "study/varied_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/input_error.h"
#include "batch/case_model.h"

namespace apogee {
namespace {

using Word = std::string_view;

constexpr std::array study_keys{rows::words("title"),  rows::words("scenario"),   rows::words("scenarios"),
                                rows::words("seed"),   rows::words("cases"),      rows::words("sampling"),
                                rows::words("stop"),   rows::words("vary"),       rows::words("sweep"),
                                rows::words("source"), rows::words("correlation")};
constexpr std::array stop_keys{rows::words("median_range_interval_km")};
constexpr std::array vary_keys{rows::words("key"),      rows::words("distribution"), rows::words("mean"),
                               rows::words("sd"),       rows::words("mode"),         rows::words("low"),
                               rows::words("high"),     rows::words("median"),       rows::words("values"),
                               rows::words("sd_of_ln"), rows::words("weights"),      rows::words("source")};
constexpr std::array correlation_keys{rows::words("keys"), rows::words("coefficient"), rows::words("source")};
constexpr std::array sweep_keys{rows::words("key"), rows::words("values"), rows::words("from"),
                                rows::words("to"), rows::words("steps")};

constexpr std::array distributions{Word("as-stated"),  Word("normal"),     Word("uniform"),
                                   Word("triangular"), Word("log-normal"), Word("discrete")};
/// The keys of each distribution.
constexpr std::array<std::array<Word, 3>, distributions.size()> distribution_keys{
    {{},
     {"mean", "sd", ""},
     {"low", "high", ""},
     {"mode", "low", "high"},
     {"median", "sd_of_ln", ""},
     {"values", "weights", ""}}};

/// The number of a scenario that a table's `key` names.
const Parameter& named_number(const TableReader& table, const Scenario& scenario) {
    const std::string path = table.text("key");
    const auto found = std::ranges::find(scenario.parameters, path, &Parameter::path);
    if (found == scenario.parameters.end()) {
        std::vector<Word> known;
        for (const Parameter& p : scenario.parameters) known.push_back(p.path);
        table.fail(
            "key", fmt::format("{} states no number {}", in_quotes(scenario.file), in_quotes(path)),
            did_you_mean(path, known, "expected a key path like \"stage[1].propellant_mass_kg\"", "\""));
    }
    try {
        static_cast<void>(CaseModel(scenario, {path}));
    } catch (const InputError&) {
        table.fail("key", fmt::format("no flight depends on {}", in_quotes(path)),
                   "expected a number of the launch, the vehicle or the environment");
    }
    return *found;
}

void refuse_repetition(const TableReader& table, const std::vector<std::string>& seen) {
    const std::string path = table.text("key");
    if (std::ranges::find(seen, path) != seen.end())
        table.fail("key", fmt::format("{} is given twice", in_quotes(path)), "expected each number once");
}

Distribution stated(const TableReader& table, const Parameter& parameter) {
    if (const auto* triangular = std::get_if<Triangular>(&parameter.uncertainty)) return *triangular;
    if (const auto* normal = std::get_if<Normal>(&parameter.uncertainty)) return *normal;
    table.fail(
        "key", fmt::format("the scenario states {} as exact", in_quotes(parameter.path)),
        "expected a distribution: \"normal\", \"uniform\", \"triangular\", \"log-normal\", \"discrete\"");
}

Discrete read_discrete(const TableReader& table, Bounds bounds) {
    Discrete list{table.numbers("values", bounds), {}};
    if (list.values.empty()) table.fail("values", "no values", "expected at least one");
    if (table.has("weights")) {
        list.weights = table.numbers("weights", {1e-9, 1e9});
        require_same_length(table, "values", list.values, "weights", list.weights);
    } else {
        list.weights.assign(list.values.size(), 1);
    }
    // Quantiles must not fall as the probability grows.
    std::vector<std::pair<double, double>> pairs;
    for (std::size_t i = 0; i < list.values.size(); ++i) pairs.emplace_back(list.values[i], list.weights[i]);
    std::ranges::sort(pairs);
    for (std::size_t i = 0; i < pairs.size(); ++i) std::tie(list.values[i], list.weights[i]) = pairs[i];
    return list;
}

void require_range(const TableReader& table, double low, double high) {
    if (low < high) return;
    table.fail("low", fmt::format("low {} is not below high {}", number_text(low), number_text(high)));
}

Varied read_number(const TableReader& table, const Parameter& parameter) {
    const Bounds bounds{parameter.least, parameter.most, parameter.whole};
    const std::string word = table.choice_or("distribution", distributions[0], distributions);
    const auto kind =
        static_cast<std::size_t>(std::ranges::find(distributions, Word(word)) - distributions.begin());
    for (const Word key : vary_keys) {
        if (key == "key" || key == "distribution" || key == "source" || !table.has(key)) continue;
        if (std::ranges::find(distribution_keys[kind], key) != distribution_keys[kind].end()) continue;
        table.fail(key,
                   kind == 0 ? std::string("given without a distribution")
                             : fmt::format("says nothing about the distribution \"{}\"", word),
                   kind == 0 ? "expected distribution = \"normal\" or another" : "leave it out");
    }
    Varied number{parameter.path,  parameter.value, Normal{0},
                  parameter.least, parameter.most,  parameter.whole};
    const auto centre = [&](Word key, Bounds within) {
        if (table.has(key)) number.value = exact_number(table, key, within);
    };
    const Bounds any{parameter.least, parameter.most};  // a mean of whole numbers need not be one
    if (word == "normal") {
        centre("mean", any);
        number.distribution = Normal{exact_number(table, "sd", {1e-300, 1e300})};
    } else if (word == "uniform" || word == "triangular") {
        const double low = exact_number(table, "low", bounds), high = exact_number(table, "high", bounds);
        require_range(table, low, high);
        if (word == "triangular") {
            centre("mode", bounds);
            if (number.value < low || number.value > high)
                table.fail(table.has("mode") ? "mode" : "low",
                           fmt::format("the mode {} is not between low and high", number_text(number.value)),
                           "expected low <= mode <= high");
            number.distribution = Triangular{low, high};
        } else {
            number.distribution = Uniform{low, high};
        }
    } else if (word == "log-normal") {
        centre("median", any);
        if (!(number.value > 0))
            table.fail("distribution", fmt::format("log-normal about {}", number_text(number.value)),
                       "expected a median above 0");
        number.distribution = LogNormal{exact_number(table, "sd_of_ln", {1e-9, 10})};
    } else if (word == "discrete") {
        number.distribution = read_discrete(table, bounds);
    } else {
        number.distribution = stated(table, parameter);
    }
    return number;
}

std::vector<double> evenly_spaced(const TableReader& table, Bounds bounds) {
    const double from = exact_number(table, "from", bounds), to = exact_number(table, "to", bounds);
    const auto steps = whole_number(table, "steps", {1, static_cast<double>(most_sweep_values - 1)});
    if (from == to) table.fail("to", fmt::format("the same as from, {}", number_text(to)));
    std::vector<double> values;
    for (std::uint64_t i = 0; i <= steps; ++i) {
        // Both ends exact; 0, 0.1, 0.2, ... as near as doubles come.
        const double part = static_cast<double>(i) / static_cast<double>(steps);
        values.push_back(i == steps ? to : from + (to - from) * part);
        if (bounds.whole && values.back() != std::floor(values.back()))
            table.fail("steps",
                       fmt::format("{} steps from {} to {} pass {}, which is not a whole number", steps,
                                   number_text(from), number_text(to), number_text(values.back())),
                       "expected a step of a whole number, or values = [...]");
    }
    return values;
}

}  // namespace

namespace study_tables {
const TableKeys study{"", study_keys}, stop{"stop", stop_keys}, vary{"vary", vary_keys},
    correlation{"correlation", correlation_keys}, sweep{"sweep", sweep_keys};
}

double exact_number(const TableReader& table, std::string_view key, Bounds bounds) {
    if (const Node::Entry* entry = table.find(key); entry && entry->node.table())
        table.fail(key, "found a table", "expected a plain number");
    return table.number(key, bounds);
}

std::uint64_t whole_number(const TableReader& table, std::string_view key, Bounds bounds) {
    return static_cast<std::uint64_t>(exact_number(table, key, {bounds.least, bounds.most, true}));
}

std::vector<Varied> read_varied(const TableReader& study, const Scenario& scenario) {
    if (!study.has("vary")) return uncertain_numbers(scenario);
    std::vector<Varied> numbers;
    std::vector<std::string> seen;
    for (const TableReader& table : study.tables("vary", study_tables::vary)) {
        refuse_repetition(table, seen);
        numbers.push_back(read_number(table, named_number(table, scenario)));
        seen.push_back(numbers.back().path);
    }
    return numbers;
}

std::vector<Correlation> read_correlations(const TableReader& study, const std::vector<Varied>& numbers) {
    std::vector<Correlation> correlations;
    std::vector<std::string> seen;
    for (const TableReader& table : study.tables("correlation", study_tables::correlation)) {
        const Node::Entry* entry = table.find("keys");
        if (!entry) table.fail_missing("keys", "expected two keys in brackets");
        const Node::Array* keys = entry->node.array();
        if (!keys || keys->size() != 2 || !(*keys)[0].text() || !(*keys)[1].text())
            table.fail("keys", "not a pair of keys",
                       "expected [\"stage[1].dry_mass_kg\", \"stage[2].dry_mass_kg\"]");
        std::array<std::size_t, 2> indices{};
        for (std::size_t i = 0; i < 2; ++i) {
            const std::string& path = *(*keys)[i].text();
            const auto found = std::ranges::find(numbers, path, &Varied::path);
            if (found == numbers.end()) {
                std::vector<Word> known;
                for (const Varied& number : numbers) known.push_back(number.path);
                table.fail("keys", fmt::format("{} is not among the numbers that vary", in_quotes(path)),
                           did_you_mean(path, known, "only those can be correlated", "\""));
            }
            if (i == 1 && *(*keys)[0].text() == path)
                table.fail("keys", fmt::format("{} with itself", in_quotes(path)), "expected two numbers");
            if (std::ranges::find(seen, path) != seen.end())
                table.fail("keys", fmt::format("{} is correlated already", in_quotes(path)),
                           "expected each number in one correlation at most");
            indices[i] = static_cast<std::size_t>(found - numbers.begin());
            seen.push_back(path);
        }
        correlations.push_back(
            {indices[0], indices[1], exact_number(table, "coefficient", {-0.9999, 0.9999})});
    }
    return correlations;
}

std::vector<SweepAxis> read_axes(const TableReader& study, const Scenario& scenario) {
    std::vector<SweepAxis> axes;
    std::vector<std::string> seen;
    for (const TableReader& table : study.tables("sweep", study_tables::sweep)) {
        refuse_repetition(table, seen);
        const Parameter& parameter = named_number(table, scenario);
        const Bounds bounds{parameter.least, parameter.most, parameter.whole};
        SweepAxis axis{parameter.path, {}};
        if (table.has("values")) {
            for (const Word key : {Word("from"), Word("to"), Word("steps")})
                if (table.has(key)) table.fail(key, "given beside values", "expected one of the two");
            axis.values = table.numbers("values", bounds);
            if (axis.values.empty()) table.fail("values", "no values", "expected at least one");
        } else {
            axis.values = evenly_spaced(table, bounds);
        }
        axes.push_back(std::move(axis));
        seen.push_back(parameter.path);
    }
    return axes;
}

}  // namespace apogee
