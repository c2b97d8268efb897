#include "app/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>

#include "base/input_error.h"
#include "base/small_letters.h"
#include "command_line/command_description.h"
#include "command_line/program.h"
#include "scenario/argument.h"
#include "session/memory.h"

namespace apogee {
namespace {

constexpr std::array<std::string_view, 6> views{"map", "azimuthal", "globe", "profile", "plots", "table"};
constexpr std::array<std::string_view, 2> themes{"dark", "light"};
constexpr std::array<std::string_view, 3> units{"km", "nmi", "mi"};

constexpr int most_pixels = 16384;
constexpr double most_pixels_in_all = 1e8;  // some 2 GB of memory while it is drawn and written
constexpr int most_frames = 100000;
constexpr std::uint64_t most_samples = 1'000'000;  // a gigabyte

/// "1920x1080".
void read_size(const std::string& text, Options& options) {
    const char* const end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, options.width);
    const bool separated = width.ec == std::errc() && width.ptr != end && *width.ptr == 'x';
    const auto height = separated ? std::from_chars(width.ptr + 1, end, options.height) : width;
    if (!separated || height.ec != std::errc() || height.ptr != end) {
        throw InputError("--size: " + in_quotes(text) + " is not a size; expected like 1920x1080");
    }
    const auto possible = [](int pixels) { return pixels >= 1 && pixels <= most_pixels; };
    if (!possible(options.width) || !possible(options.height) ||
        1.0 * options.width * options.height > most_pixels_in_all) {
        throw InputError(fmt::format(
            "--size: {} cannot be drawn; expected from 1 to {} pixels a side, {:.0f} million in all",
            printable(text), most_pixels, most_pixels_in_all / 1e6));
    }
}

template <std::size_t n>
std::size_t choice(const char* option, const std::string& word,
                   const std::array<std::string_view, n>& words) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) {
        throw InputError(
            fmt::format("{}: unknown {}; there are {}", option, in_quotes(word), joined(words, ", ")));
    }
    return static_cast<std::size_t>(found - words.begin());
}

void read_choices(const std::string& view, const std::string& theme, const std::string& unit,
                  Options& options) {
    const std::size_t chosen = choice("--view", view, views);
    constexpr std::size_t worlds = 4;
    if (chosen < worlds)
        options.view = static_cast<ViewKind>(chosen);
    else
        options.page = chosen == worlds ? Page::plots : Page::table;
    options.dark = choice("--theme", theme, themes) == 0;
    options.unit = static_cast<LengthUnit>(choice("--unit", unit, units));
}

/// A picture has the format that its name says, and there is one.
void check_picture_name(const std::string& name) {
    const std::string ending = small_letters(std::filesystem::path(name).extension().string());
    if (ending != ".png") {
        throw InputError(
            "--screenshot: " + in_quotes(name) +
            ": pictures are written as PNG; expected a name such as arc.png (apogee figure writes "
            "SVG and PDF)");
    }
}

void check(const Options& options) {
    if (options.at_s && !(std::isfinite(*options.at_s) && *options.at_s >= 0)) {
        throw InputError("--at: not a time; expected seconds after ignition such as 900");
    }
    if (options.scale && !(*options.scale >= 0.5F && *options.scale <= 4)) {
        throw InputError("--scale: not a size of text; expected from 0.5 to 4");
    }
    if (options.frames < 1 || options.frames > most_frames) {
        throw InputError(
            fmt::format("--frames: {} pictures; expected from 1 to {}", options.frames, most_frames));
    }
    if (options.samples < 30 || options.samples > most_samples) {
        throw InputError(
            fmt::format("--samples: {} samples; expected from 30 to {}", options.samples, most_samples));
    }
    if (options.frames > 1 && options.screenshot.empty()) {
        throw InputError("--frames: makes pictures; --screenshot FILE.png must say where");
    }
    if (options.screenshot.empty()) return;
    check_picture_name(options.screenshot);
    if (options.state == options.screenshot)
        throw InputError("--state: " + in_quotes(options.state) + " is the picture; expected another file");
    if (options.scenarios.empty()) {
        throw InputError("--screenshot: no scenario given; expected one to draw");
    }
}

/// Options as they were typed.
struct Words {
    std::vector<std::string> settings;
    std::string size = "1280x800", view = "map", theme = "dark", unit = "km";
};

void add_options(CLI::App& program, Words& words, Options& options) {
    program
        .add_option("SCENARIO", options.scenarios, "Scenario files; catalogue:NAME comes with the program")
        ->option_text("...");
    program.add_option("--set", words.settings, "Change a number of every scenario; may be given again")
        ->option_text("KEY=VALUE")
        ->allow_extra_args(false);
    program.add_option("--screenshot", options.screenshot, "Write a picture; open no window")
        ->option_text("FILE.png");
    program.add_option("--frames", options.frames, "That many pictures over the flight: FILE-0001.png, ...")
        ->option_text("N");
    program.add_option("--size", words.size, "Pixels (1280x800)")->option_text("WxH");
    program.add_option("--scale", options.scale, "Pixels per point, 0.5 to 4 (as the screen says)")
        ->option_text("FACTOR");
    program.add_option("--at", options.at_s, "Time after ignition")->option_text("SECONDS");
    program.add_option("--view", words.view, "map, azimuthal, globe, profile, plots or table")
        ->option_text("VIEW");
    program.add_option("--theme", words.theme, "dark or light")->option_text("THEME");
    program.add_option("--unit", words.unit, "km, nmi or mi")->option_text("UNIT");
    offer(program.get_option("--view"), views);
    offer(program.get_option("--theme"), themes);
    offer(program.get_option("--unit"), units);
    program.add_option("--state", options.state, "Write what is shown as JSON at the end")
        ->option_text("FILE");
    program.add_flag_callback(
        "--force", [&] { options.overwrite = Overwrite::allow; }, "Replace files that exist");
    program.add_flag("--ring", options.ring, "How far it goes all round on a standard trajectory");
    program.add_flag("--estimate", options.estimate,
                     "What the flight that was reported implies: range with its interval");
    program.add_option("--samples", options.samples, "How many samples of the estimate (10000)")
        ->option_text("N");
    program.add_flag("--frame-time", options.frame_time, "Show how long a frame takes");
}

}  // namespace

std::optional<Options> parse_options(int argc, char** argv) {
    Options options;
    Words words;
    CLI::App program{
        "Shows flights in a window: map, globe, profile and plots; change a number and see what it does.",
        "apogee view"};
    program.set_help_flag("-h,--help", "Print this help and exit");
    program.get_formatter()->column_width(28);
    add_options(program, words, options);
    program.footer(
        "Examples:\n"
        "  apogee view catalogue:hwasong-15-2017-11-29\n"
        "  apogee view --screenshot arc.png --size 1920x1080 --at 900 --view globe mine.toml");
    if (!read_command_line(program, argc, argv)) return std::nullopt;
    for (const char* const name : {"--screenshot", "--state"}) {
        const CLI::Option* const option = program.get_option(name);
        if (option->count() > 0 && option->as<std::string>().empty()) {
            throw InputError(std::string(name) + ": an empty name; expected a file");
        }
    }
    if (options.screenshot.empty()) {
        // What nobody says is as it was last time.
        const Memory memory = read_memory(memory_file());
        const auto unsaid = [&](const char* name) { return program.get_option(name)->count() == 0; };
        if (memory.dark && unsaid("--theme")) words.theme = *memory.dark ? "dark" : "light";
        if (memory.unit && unsaid("--unit")) words.unit = name(*memory.unit);
        if (memory.width && memory.height && unsaid("--size"))
            words.size = fmt::format("{}x{}", *memory.width, *memory.height);
    }
    options.changes = parse_overrides(words.settings);
    read_size(words.size, options);
    read_choices(words.view, words.theme, words.unit, options);
    check(options);
    return options;
}

}  // namespace apogee
