#include "figure/figure_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <limits>

#include "base/input_error.h"
#include "base/text.h"
#include "command_line/command_description.h"
#include "command_line/program.h"
#include "command_line/whole_number.h"
#include "scenario/argument.h"

namespace apogee {
namespace {

constexpr std::array<std::string_view, 13> kinds{"map",     "azimuthal", "globe",      "profile",   "time",
                                                 "ring",    "payload",   "estimate",   "histogram", "tornado",
                                                 "history", "claim",     "differences"};
constexpr std::array<std::string_view, 2> themes{"light", "dark"};
constexpr std::array<std::string_view, 3> units{"km", "nmi", "mi"};

template <std::size_t n>
std::size_t choice(const char* option, const std::string& text,
                   const std::array<std::string_view, n>& words) {
    const auto found = std::ranges::find(words, std::string_view(text));
    if (found == words.end())
        throw InputError(
            fmt::format("{}: unknown {}; expected {}", option, in_quotes(text), joined(words, ", ")));
    return static_cast<std::size_t>(found - words.begin());
}

/// Options as they were typed.
struct Words {
    std::vector<std::string> settings, columns, marks;
    std::string kind = "map", size = "180x120mm", theme = "light", unit = "km", language = "en";
    std::optional<std::string> azimuths, samples, seed;
};

/// Numbers over time make lines.
bool makes_line(const Column& column) {
    return column.number && std::string_view(column.name) != "time_s";
}

using Kinds = std::vector<FigureKind>;

/// An option that only some kinds of figures have.
struct KindOption {
    const char* name;
    Kinds kinds;
};
const std::array<KindOption, 13>& kind_options() {
    using enum FigureKind;
    static const std::array<KindOption, 13> options{{{"--arc", {map, azimuthal}},
                                                     {"--debris", {map, azimuthal, globe, profile}},
                                                     {"--marks", {profile}},
                                                     {"--columns", {time}},
                                                     {"--azimuths", {ring}},
                                                     {"--payload", {payload}},
                                                     {"--no-rotation", {ring, payload}},
                                                     {"--claim", {claim}},
                                                     {"--samples", {estimate, tornado, claim}},
                                                     {"--seed", {estimate, tornado, claim}},
                                                     {"--mark", {estimate}},
                                                     {"--figure", {histogram, tornado}},
                                                     {"--part", {histogram, tornado}}}};
    return options;
}

/// Those that can make a line.
std::vector<std::string_view> column_names() {
    std::vector<std::string_view> names;
    for (const Column& column : columns())
        if (makes_line(column)) names.emplace_back(column.name);
    return names;
}

void add_flight_options(CLI::App& program, Words& words, FigureOptions& options) {
    program.add_flag("--debris", options.debris, "Maps, profile: spent stages, boosters, shroud, too");
    program.add_flag("--arc", options.flights.arc, "Flat maps: the arc, raised at right angles to the track");
    program.add_flag("--marks", options.flights.marks, "Profile: heights of space station and satellites");
    program
        .add_option("--columns", words.columns, "Time: what to draw (height_km,downrange_km,speed_air_m_s)")
        ->allow_extra_args(false)
        ->option_text("NAME,...");
    offer(program.get_option("--columns"), column_names());
}

void add_answer_options(CLI::App& program, Words& words, FigureOptions& options) {
    program.add_option("--azimuths", words.azimuths, "Ring: so many azimuths from north (72)")
        ->option_text("N");
    program.add_option("--payload", options.range.payload, "Payload: which, kg (half to twice its own)")
        ->option_text("FROM:TO:STEP");
    program.add_flag("--no-rotation", options.range.still, "Ring, payload: the Earth does not turn");
    program.add_option("--samples", words.samples, "Estimate, claim, tornado: how many samples (10000)")
        ->option_text("N");
    program.add_option("--seed", words.seed, "Estimate, claim, tornado: of the random numbers (1)")
        ->option_text("N");
    program
        .add_option("--claim", options.estimate.claims,
                    "Claim: a country, place or distance that may lie within range; may be given again")
        ->option_text("NAME")
        ->allow_extra_args(false);
    program
        .add_option("--mark", words.marks, "Estimate: a published range to compare with; may be given again")
        ->option_text("KM=TEXT")
        ->allow_extra_args(false);
    program
        .add_option("--figure", options.field, "Histogram, tornado of a study: of which figure (range_km)")
        ->option_text("NAME");
    program.add_option("--part", options.part, "Histogram, tornado of a study: only this scenario of it")
        ->option_text("NAME");
}

void add_options(CLI::App& program, Words& words, FigureOptions& options) {
    program
        .add_option("SCENARIO", options.inputs,
                    "Scenario files; catalogue:NAME comes with the program. Histogram and tornado: a study's "
                    "file or the folder of its results. History: the CSV files of apogee estimate --table; "
                    "differences: that of apogee compare --csv")
        ->option_text("...")
        ->required();
    program.add_option("--kind", words.kind, "What to draw: " + joined(kinds, ", "))->option_text("KIND");
    program.add_option("-o,--out", options.out, "The file to write: .svg, .pdf or .png")
        ->option_text("FILE")
        ->required();
    program.add_option("--size", words.size, "Such as 160x100mm or 1200x800px (180x120mm)")
        ->option_text("WxH");
    program.add_option("--theme", words.theme, "light (the default) or dark")->option_text("THEME");
    program.add_option("--units", words.unit, "Of lengths: km (the default), nmi or mi")->option_text("UNIT");
    program.add_option("--language", words.language, "en (the default), ko, ja, de or fr")
        ->option_text("LANGUAGE");
    offer(program.get_option("--kind"), kinds);
    offer(program.get_option("--theme"), themes);
    offer(program.get_option("--units"), units);
    offer(program.get_option("--language"), language_codes);
    program.add_option("--title", options.title, "Instead of the scenario's own")->option_text("TEXT");
    program.add_option("--set", words.settings, "Change a number of every scenario; may be given again")
        ->option_text("KEY=VALUE")
        ->allow_extra_args(false);
    add_flight_options(program, words, options);
    add_answer_options(program, words, options);
    program.add_flag_callback(
        "--force", [&] { options.overwrite = Overwrite::allow; }, "Replace a file that exists");
}

void read_numbers(const Words& words, FigureOptions& options) {
    constexpr std::uint64_t most_azimuths = 3600, least_samples = 30, most_samples = 1'000'000;
    if (const auto azimuths = whole_number("--azimuths", words.azimuths, 3, most_azimuths))
        options.range.azimuths = static_cast<int>(*azimuths);
    EstimateFigureOptions& estimate = options.estimate;
    estimate.samples =
        whole_number("--samples", words.samples, least_samples, most_samples).value_or(estimate.samples);
    estimate.seed = whole_number("--seed", words.seed, 0, std::numeric_limits<std::uint64_t>::max())
                        .value_or(estimate.seed);
    for (const std::string& mark : words.marks) {
        const std::size_t equals = mark.find('=');
        const std::optional<double> km = finite_number(std::string_view(mark).substr(0, equals));
        if (equals == std::string::npos || !km || !(*km > 0))
            throw InputError("--mark: " + in_quotes(mark) +
                             "; expected a range and what it is, such as 13000=KCNA");
        options.estimate.marks.push_back({*km, printable(mark.substr(equals + 1))});
    }
}

void read_columns(const Words& words, FigureOptions& options) {
    const std::vector<std::string> usual{"height_km", "downrange_km", "speed_air_m_s"};
    options.flights.columns = chosen_columns(words.columns.empty() ? usual : words.columns);
    constexpr std::size_t most = 8;
    if (options.flights.columns.size() > most)
        throw InputError(fmt::format("--columns: {} of them; a page has room for {}",
                                     options.flights.columns.size(), most));
    for (const Column* column : options.flights.columns)
        if (!makes_line(*column))
            throw InputError(
                fmt::format("--columns: {} makes no line; expected numbers over time such as "
                            "height_km",
                            column->name));
}

/// What does not go with the kind of figure that was asked for.
void check_kind(const CLI::App& program, const FigureOptions& options) {
    for (const KindOption& option : kind_options()) {
        if (program.get_option(option.name)->count() == 0) continue;
        if (std::ranges::find(option.kinds, options.kind) != option.kinds.end()) continue;
        std::vector<std::string_view> names;
        for (const FigureKind kind : option.kinds) names.push_back(kinds[static_cast<std::size_t>(kind)]);
        throw InputError(fmt::format("{}: goes with --kind {}", option.name, joined(names, " or ")));
    }
    const bool several = options.kind <= FigureKind::time || options.kind == FigureKind::history;
    if (!several && options.inputs.size() > 1)
        throw InputError(fmt::format("--kind {}: {} given; expected one scenario or study",
                                     kinds[static_cast<std::size_t>(options.kind)], options.inputs.size()));
    if (std::ranges::count(options.inputs, "-") > 1)
        throw InputError("apogee figure: standard input holds one scenario; give - once");
}

}  // namespace

std::optional<FigureOptions> parse_figure_options(int argc, char** argv) {
    FigureOptions options;
    Words words;
    CLI::App program{"Draws flights for a page: SVG whose text is text, PDF with its fonts, PNG.",
                     "apogee figure"};
    program.set_help_flag("-h,--help", "Print this help and exit");
    program.get_formatter()->column_width(28);
    add_options(program, words, options);
    program.footer(
        "Examples:\n"
        "  apogee figure catalogue:hwasong-15-2017-11-29 -o map.svg\n"
        "  apogee figure catalogue:hwasong-15-2017-11-29 --kind profile --marks -o profile.pdf\n"
        "  apogee figure a.toml b.toml --kind globe --size 1200x1200px --theme dark -o globe.png\n"
        "  apogee figure mine.toml --kind time --columns height_km,mach --language de -o time.svg\n"
        "  apogee figure mc.toml --kind histogram --figure apogee_km -o apogee.svg\n"
        "  apogee figure flights-estimates.csv --kind history -o history.svg\n"
        "  apogee figure differences.csv --kind differences -o differences.svg\n"
        "  apogee figure catalogue:hwasong-14-2017-07-28 --kind claim --claim \"United States\" -o "
        "claim.svg");
    if (!read_command_line(program, argc, argv)) return std::nullopt;
    options.kind = static_cast<FigureKind>(choice("--kind", words.kind, kinds));
    options.dark = choice("--theme", words.theme, themes) == 1;
    options.unit = static_cast<LengthUnit>(choice("--units", words.unit, units));
    options.language = static_cast<Language>(choice("--language", words.language, language_codes));
    options.format = figure_format(options.out);
    options.size = read_figure_size(words.size);
    options.changes = parse_overrides(words.settings);
    check_kind(program, options);
    read_columns(words, options);
    read_numbers(words, options);
    return options;
}

}  // namespace apogee
