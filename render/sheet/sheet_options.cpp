#include <CLI/CLI.hpp>
#include <limits>
#include <string_view>

#include "base/input_error.h"
#include "command_line/program.h"
#include "command_line/whole_number.h"
#include "estimate/estimate.h"
#include "scenario/argument.h"
#include "sheet/make_sheet.h"
#include "sheet/shell_word.h"

namespace apogee {
namespace {

struct Words {
    std::vector<std::string> settings;
    std::optional<std::string> samples, seed;
};

void add_options(CLI::App& program, Words& words, SheetOptions& options) {
    program
        .add_option("SCENARIO", options.scenarios,
                    "Scenario files; catalogue:NAME comes with the program. Each becomes a part of the page")
        ->option_text("...");
    program.add_option("-o,--out", options.out, "The page to write, .html; with --all a folder")
        ->option_text("FILE")
        ->required();
    program
        .add_option("--all", options.all,
                    "A page for each scenario of a folder, and an index with differences")
        ->option_text("FOLDER");
    program.add_option("--claim", options.claims, "As in apogee estimate: a country, a place, a distance")
        ->option_text("NAME")
        ->allow_extra_args(false);
    program.add_option("--samples", words.samples, "Of each estimate (10000)")->option_text("N");
    program.add_option("--seed", words.seed, "Of the samples (1)")->option_text("N");
    program.add_option("--set", words.settings, "Change a number of every scenario; may be given again")
        ->option_text("KEY=VALUE")
        ->allow_extra_args(false);
    program.add_flag_callback(
        "--force", [&] { options.overwrite = Overwrite::allow; }, "Replace files that exist");
}

void check(const SheetOptions& options) {
    if (options.all && !options.scenarios.empty())
        throw InputError("--all: takes the scenarios of a folder; expected it without SCENARIO");
    if (!options.all && options.scenarios.empty())
        throw InputError("apogee report: SCENARIO is missing; expected one or more, or --all FOLDER");
    if (!options.all && !options.out.ends_with(".html"))
        throw InputError("--out: found " + in_quotes(options.out) +
                         "; expected a file's name that ends in .html");
    if (std::ranges::count(options.scenarios, "-") > 1)
        throw InputError("apogee report: standard input holds one scenario; give - once");
}

}  // namespace

std::optional<SheetOptions> parse_sheet_options(int argc, char** argv) {
    SheetOptions options;
    Words words;
    CLI::App program{
        "Writes a page to publish: what was reported and what it implies, map, profile, sources. One HTML "
        "file\n"
        "that needs no network and no script.",
        "apogee report"};
    program.set_help_flag("-h,--help", "Print this help and exit");
    program.get_formatter()->column_width(28);
    add_options(program, words, options);
    program.footer(
        "Examples:\n"
        "  apogee report catalogue:hwasong-14-2017-07-28 -o sheet.html\n"
        "  apogee report catalogue:hwasong-15-2017-11-29 --claim \"United States\" -o sheet.html\n"
        "  apogee report mine.toml --samples 1000 -o mine.html\n"
        "  apogee report --all scenarios --samples 1000 -o sheets");
    if (!read_command_line(program, argc, argv)) return std::nullopt;
    const EstimateOptions usual;
    options.samples = whole_number("--samples", words.samples, 30, 1'000'000).value_or(usual.samples);
    options.seed =
        whole_number("--seed", words.seed, 0, std::numeric_limits<std::uint64_t>::max()).value_or(usual.seed);
    options.changes = parse_overrides(words.settings);
    check(options);
    options.command = "apogee report";
    // Who repeats it decides anew whether files are replaced.
    for (int i = 1; i < argc; ++i)
        if (argv[i] != std::string_view("--force")) options.command += ' ' + shell_word(argv[i]);
    return options;
}

}  // namespace apogee
