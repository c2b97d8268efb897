#include "figure/figure_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <sstream>

#include "base/input_error.h"
#include "scenario/argument.h"

namespace apogee {
namespace {

constexpr std::array<std::string_view, 5> kinds{"map", "azimuthal", "globe", "profile", "time"};
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
    std::vector<std::string> settings, columns;
    std::string kind = "map", size = "180x120mm", theme = "light", unit = "km", language = "en";
};

void add_options(CLI::App& program, Words& words, FigureOptions& options) {
    program
        .add_option("SCENARIO", options.scenarios, "Scenario files; catalogue:NAME comes with the program")
        ->option_text("...")
        ->required();
    program.add_option("--kind", words.kind, joined(kinds, ", "))->option_text("KIND");
    program.add_option("-o,--out", options.out, "The file to write; its ending says which kind")
        ->option_text("FILE.svg|pdf|png")
        ->required();
    program.add_option("--size", words.size, "180x120mm (the default) or 1200x800px")->option_text("WxH");
    program.add_option("--theme", words.theme, "light (the default) or dark")->option_text("THEME");
    program.add_option("--units", words.unit, "Of lengths: km (the default), nmi or mi")->option_text("UNIT");
    program.add_option("--language", words.language, "en (the default), ko, ja, de or fr")
        ->option_text("LANGUAGE");
    program.add_option("--title", options.title, "Instead of the scenarios' own")->option_text("TEXT");
    program.add_option("--set", words.settings, "Change a number of every scenario; may be given again")
        ->option_text("KEY=VALUE")
        ->allow_extra_args(false);
    program.add_flag("--debris", options.debris, "Also spent stages, boosters and shroud");
    program.add_flag("--arc", options.flights.arc,
                     "Map, azimuthal: the arc too, raised at right angles to its track");
    program.add_flag("--marks", options.flights.marks,
                     "Profile: heights of the space station and of satellites");
    program
        .add_option("--columns", words.columns,
                    "Time: what to draw (height_km,downrange_km,speed_air_m_s)")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->option_text("NAME,...");
    program.add_flag_callback(
        "--force", [&] { options.overwrite = Overwrite::allow; }, "Replace a file that exists");
}

void read_columns(const Words& words, FigureOptions& options) {
    const std::vector<std::string> usual{"height_km", "downrange_km", "speed_air_m_s"};
    options.flights.columns = chosen_columns(words.columns.empty() ? usual : words.columns);
    constexpr std::size_t most = 8;
    if (options.flights.columns.size() > most)
        throw InputError(fmt::format("--columns: {} of them; a page has room for {}",
                                     options.flights.columns.size(), most));
    for (const Column* column : options.flights.columns)
        if (!column->number || std::string_view(column->name) == "time_s")
            throw InputError(fmt::format("--columns: {} makes no line; expected numbers over time such as "
                                         "height_km",
                                         column->name));
}

/// An option that another kind of figure has.
void check_kind_has(const FigureOptions& options, const Words& words) {
    using Kind = FigureOptions::Kind;
    const auto refuse = [](const char* option, const char* kind) {
        throw InputError(fmt::format("{}: goes with --kind {}", option, kind));
    };
    const bool flat = options.kind == Kind::map || options.kind == Kind::azimuthal;
    if (options.flights.arc && !flat) refuse("--arc", "map or azimuthal");
    if (options.flights.marks && options.kind != Kind::profile) refuse("--marks", "profile");
    if (!words.columns.empty() && options.kind != Kind::time) refuse("--columns", "time");
    if (options.debris && options.kind == Kind::time) refuse("--debris", "map, azimuthal, globe or profile");
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
        "  apogee figure mine.toml --kind time --columns height_km,mach --language de -o time.svg");
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out, err;
        if (program.exit(error, out, err) != 0)
            throw InputError("apogee figure: " + printable(error.what()) + "; see apogee figure --help");
        write_to_standard_output(out.str());
        return std::nullopt;
    }
    options.kind = static_cast<FigureOptions::Kind>(choice("--kind", words.kind, kinds));
    options.dark = choice("--theme", words.theme, themes) == 1;
    options.unit = static_cast<LengthUnit>(choice("--units", words.unit, units));
    options.language = static_cast<Language>(choice("--language", words.language, language_codes));
    options.format = figure_format(options.out);
    options.size = read_figure_size(words.size);
    options.changes = parse_overrides(words.settings);
    read_columns(words, options);
    check_kind_has(options, words);
    return options;
}

}  // namespace apogee
