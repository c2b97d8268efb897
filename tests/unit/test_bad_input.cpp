// What a user may get wrong: every message is one line with the place and the key, and nothing takes long.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "scenario/input_error.h"
#include "scenario/scenario.h"

using namespace apogee;
namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

// Line numbers below refer to this text.
const std::string good = R"(title = "good"
[launch]
latitude_deg = 10
longitude_deg = 20
azimuth_deg = 90
[ascent]
programme = "pitch-table"
time_s = [0, 60]
elevation_deg = [90, 40]
[[stage]]
propellant_mass_kg = 9000
dry_mass_kg = 1000
burn_time_s = 60
isp_vacuum_s = 280
isp_sea_level_s = 250
[payload]
mass_kg = 1000
ballistic_coefficient_kg_m2 = 2000
)";

/// The good scenario with one line replaced.
std::string with_line(int number, const std::string& line) {
    std::string text;
    std::istringstream in(good);
    std::string current;
    for (int i = 1; std::getline(in, current); ++i) text += (i == number ? line : current) + "\n";
    return text;
}

std::string error_in(const std::string& text, const Overrides& overrides = {}) {
    try {
        static_cast<void>(parse_scenario(text, "s.toml", overrides));
    } catch (const InputError& error) {
        return error.what();
    }
    return "";
}

std::string error_of_file(const std::string& file) {
    try {
        static_cast<void>(load_scenario(file));
    } catch (const InputError& error) {
        return error.what();
    }
    return "";
}

std::string repeated(std::string_view text, int times) {
    std::string all;
    all.reserve(text.size() * static_cast<std::size_t>(times));
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

long peak_memory_kB() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/// A folder of its own that vanishes with the test.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string name = (fs::temp_directory_path() / "apogee-test-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    std::string write(const std::string& name, const std::string& text) const {
        fs::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
        return *this / name;
    }

  private:
    fs::path path_;
};

/// Standard input from a file, for as long as it lives.
class StandardInput {
  public:
    explicit StandardInput(const std::string& file) : saved_(dup(STDIN_FILENO)) {
        const int opened = open(file.c_str(), O_RDONLY);
        REQUIRE(opened >= 0);
        dup2(opened, STDIN_FILENO);
        close(opened);
    }
    ~StandardInput() {
        dup2(saved_, STDIN_FILENO);
        close(saved_);
    }
    StandardInput(const StandardInput&) = delete;
    StandardInput& operator=(const StandardInput&) = delete;

  private:
    int saved_;
};

/// Fails the test if the scope took two seconds.
class TwoSeconds {
  public:
    TwoSeconds() = default;
    ~TwoSeconds() { CHECK(std::chrono::steady_clock::now() - begin_ < std::chrono::seconds(2)); }
    TwoSeconds(const TwoSeconds&) = delete;
    TwoSeconds& operator=(const TwoSeconds&) = delete;

  private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace

TEST_CASE("the text that the bad ones are made from is good", "[bad_input]") {
    REQUIRE(error_in(good).empty());
}

TEST_CASE("what is no text file is refused at once", "[bad_input]") {
    const TwoSeconds limit;
    const TemporaryFolder folder;
    CHECK_THAT(error_of_file(folder / "absent.toml"),
               StartsWith((folder / "absent.toml") + ":1:1: cannot be opened: No such file"));
    fs::create_directory(folder / "d.toml");
    CHECK_THAT(error_of_file(folder / "d.toml"), Contains("d.toml:1:1: is a directory; a text file"));
    REQUIRE(mkfifo((folder / "f.toml").c_str(), 0600) == 0);
    CHECK_THAT(error_of_file(folder / "f.toml"), Contains("f.toml:1:1: is a device, pipe or socket;"));
    CHECK_THAT(error_of_file("/dev/zero"), StartsWith("/dev/zero:1:1: is a device, pipe or socket;"));
    CHECK_THAT(error_of_file(folder.write("e.toml", "")), Contains("e.toml:1:1: is empty;"));
    const std::string big = folder.write("b.toml", std::string((1 << 20) + 1, '#'));
    CHECK_THAT(error_of_file(big), Contains("b.toml:1:1: is larger than 1 MiB;"));
}

TEST_CASE("standard input is read within the same limits", "[bad_input]") {
    const TwoSeconds limit;
    const TemporaryFolder folder;
    {
        const StandardInput endless("/dev/zero");
        CHECK_THAT(error_of_file("-"), StartsWith("-:1:1: is larger than 1 MiB;"));
    }
    {
        const StandardInput nothing("/dev/null");
        CHECK_THAT(error_of_file("-"), StartsWith("-:1:1: is empty;"));
    }
    const StandardInput fine(folder.write("good.toml", good));
    CHECK(load_scenario("-").title == "good");
}

TEST_CASE("exactly 1 MiB is still read", "[bad_input]") {
    const TemporaryFolder folder;
    const std::string text = good + std::string((1 << 20) - good.size(), '#');
    CHECK(error_of_file(folder.write("full.toml", text)).empty());
}

TEST_CASE("bytes that are no text carry their place", "[bad_input]") {
    CHECK_THAT(error_in(std::string("a = 1\nb\0c = 2\n", 14)), StartsWith("s.toml:2:2: a NUL byte;"));
    CHECK_THAT(error_in("title = \"\xff\"\n"), StartsWith("s.toml:1:10: bytes that are not UTF-8;"));
    // Columns count characters; overlong forms, surrogates and broken ends are no UTF-8.
    CHECK_THAT(error_in("title = \"\u00e4\u00f6\xc0\xaf\"\n"), StartsWith("s.toml:1:12: bytes that"));
    CHECK_THAT(error_in("title = \"\xed\xa0\x80\"\n"), StartsWith("s.toml:1:10: bytes that"));
    CHECK_THAT(error_in("title = \"\xe2\x82"), StartsWith("s.toml:1:10: bytes that"));
}

TEST_CASE("texts that would swell or recurse without limit are refused at once", "[bad_input]") {
    const TwoSeconds limit;
    CHECK_THAT(error_in("a = " + repeated("[", 100000)),
               StartsWith("s.toml:1:69: brackets are nested more than 64"));
    CHECK_THAT(error_in("a = " + repeated("{a=", 100000)), Contains("brackets are nested more than 64"));
    CHECK_THAT(error_in("a = [\n" + repeated("[\n", 100000)), StartsWith("s.toml:65:1: brackets"));
    CHECK_THAT(error_in(repeated("a.", 150000) + "a = 1"), StartsWith("s.toml:1:64: a key has more than 32"));
    CHECK_THAT(error_in(fmt::format("[{}a]", repeated("a . ", 150000))),
               Contains("a key has more than 32 dotted parts"));
    CHECK_THAT(error_in("a = { " + repeated("\"a\".", 150000) + "a = 1 }"),
               Contains("more than 32 dotted parts"));
    // Three levels for each brace but the first and the last: 63 in 22 braces.
    CHECK_THAT(error_in("a = " + repeated("{a.a.a=", 64)), StartsWith("s.toml:1:159: brackets"));
    CHECK_THAT(error_in(repeated("[[a]]\n", 100000)),
               StartsWith("s.toml:1001:1: there are more than 1000 tables"));
    std::string keys;
    for (int i = 0; i < 60000; ++i) keys += fmt::format("k{} = 1\n", i);
    CHECK_THAT(error_in(keys), StartsWith("s.toml:20001:8: there are more than 20000 keys"));
    CHECK_THAT(error_in("a = [" + repeated("1,", 500000) + "]"),
               Contains("there are more than 100000 values"));
}

TEST_CASE("what stays below the limits is parsed in time and memory", "[bad_input]") {
    const TwoSeconds limit;
    [[maybe_unused]] const long peak_before_kB = peak_memory_kB();
    CHECK_THAT(error_in("a = [" + repeated("1,", 99999) + "]"), StartsWith("s.toml:1:1: a: unknown key"));
    CHECK_THAT(error_in(repeated("[[a]]\n", 1000)), Contains("a: unknown key"));
    std::string nested;
    for (int i = 0; i < 900; ++i) nested += fmt::format("[{}k]\n", repeated(fmt::format("k{}.", i), 31));
    CHECK_THAT(error_in(nested), Contains("k0: unknown key"));
    CHECK_THAT(error_in("a = " + repeated("[", 64) + repeated("]", 64)), Contains("a: unknown key"));
    CHECK_THAT(error_in("a = " + repeated("{a.a.a=", 16) + "{a=1}" + repeated("}", 16)),
               Contains("a: unknown key"));
    CHECK_THAT(error_in(repeated("a", 1000000) + " = 1"), Contains("aaa...: unknown key"));
    CHECK_THAT(error_in("title = \"" + repeated("a", 1000000)), Contains("not valid TOML"));
#ifndef __SANITIZE_ADDRESS__
    // The peak so far may be another test's: then this sees nothing, alone it sees all.
    CHECK(peak_memory_kB() - peak_before_kB < 200 * 1024);
#endif
}

TEST_CASE("letters beyond ASCII are text in strings and comments, an error elsewhere", "[bad_input]") {
    for (const std::string letter : {"\u00e9", "\u0434", "\u2003", "\u3000", "\ufeff", "\U0001f680"}) {
        INFO(letter);
        CHECK(error_in(with_line(1, "title = \"" + letter + "\" # " + letter)).empty());
        CHECK(parse_scenario(with_line(1, "title = \"\"\"a\\\n " + letter + "b\"\"\""), "s.toml")
                  .title.starts_with("a"));
        CHECK_THAT(error_in(with_line(3, "latitude_deg = 1.0" + letter + "2")), StartsWith("s.toml:3:"));
        CHECK_THAT(error_in(with_line(3, letter + " = 1")), StartsWith("s.toml:3:"));
    }
    CHECK(error_in("\ufeff" + good).empty());
}

TEST_CASE("brackets, dots and quotes in strings and comments do not count", "[bad_input]") {
    const std::string many = repeated("[", 200) + repeated("a.", 200);
    for (const std::string& title :
         {"\"" + many + "\"", "'" + many + "'", "\"\"\"\n" + many + "\\\"\"\n\"\"\"\"",
          "'''\n\"" + many + "'''", "\"\\\"" + many + "\"", "\"good\" # ' \" " + many})
        CHECK(error_in(with_line(1, "title = " + title)).empty());
    // ... and what follows them does.
    for (const std::string title : {"\"\\\\\"", "'\\'", "\"\"\"a\"\"\"\"", "'' # \"", "\"\""})
        CHECK_THAT(error_in(with_line(1, "title = " + title + "\nx = " + repeated("[", 200))),
                   StartsWith("s.toml:2:69: brackets"));
}

TEST_CASE("malformed TOML is one line with its place and key", "[bad_input]") {
    CHECK_THAT(error_in("a = "), StartsWith("s.toml:1:"));
    CHECK_THAT(
        error_in(with_line(11, "propellant_mass_kg = 1e999")),
        StartsWith("s.toml:11:") && Contains(": propellant_mass_kg: not valid TOML") && Contains("'1e999'"));
    CHECK_THAT(error_in(with_line(12, "propellant_mass_kg = 1")),
               StartsWith("s.toml:12:") && Contains(": propellant_mass_kg: ") && Contains("may stand once"));
    CHECK_THAT(error_in(good + "[launch]\n"), StartsWith("s.toml:19:1: ") && Contains("may stand once"));
    CHECK_THAT(error_in(with_line(1, "title = \"open")), StartsWith("s.toml:1:14: title: "));
    CHECK_THAT(error_in(with_line(5, "azimuth_deg == 3")), StartsWith("s.toml:5:14: azimuth_deg: "));
    for (const char* text :
         {"[",       "[[",       "]",      "=",        "a",          "a.",    "a = [",     "a = {",
          "a = 'b",  "a = \"\\", "a = 1_", "a = 0x",   "a = -",      "a = t", "a = 1979-", "a = 1979-05-27T",
          "a = 07:", "[a]]",     "\"",     "'",        "a = \"\"\"", "{}",    "a = +in",   "[a.]",
          ".a = 1",  "a = 1e",   "a = 1.", "a = inf.", "a=[1,,2]",   "a={,}", "\x01",      "a = \x7f"}) {
        INFO(text);
        const std::string error = error_in(text);
        CHECK_THAT(error, StartsWith("s.toml:1:"));
        CHECK(error.find('\n') == std::string::npos);
    }
}

TEST_CASE("misspelt and misplaced keys are explained", "[bad_input]") {
    CHECK(error_in(with_line(11, "propelant_mass_kg = 9000")) ==
          "s.toml:11:1: stage[1].propelant_mass_kg: unknown key; did you mean propellant_mass_kg?");
    CHECK(error_in(with_line(2, "[lanuch]")) == "s.toml:2:2: lanuch: unknown key; did you mean launch?");
    CHECK(error_in(with_line(17, "mass_lb = 1000")) ==
          "s.toml:17:1: payload.mass_lb: the unit must be kg; right would be mass_kg");
    CHECK(error_in(with_line(13, "thrust_vacuum = 1000")) ==
          "s.toml:13:1: stage[1].thrust_vacuum: the unit is missing in the key; right would be "
          "thrust_vacuum_kN");
    CHECK(error_in("[ascent]\nprogramme = \"linear\"\nburnout_elevation_rad = 0.5\n") ==
          "s.toml:1:1: launch: missing; a scenario needs [launch] and [ascent], or [initial]");
    CHECK(error_in(with_line(8, "burnout_elevation_rad = 0.5")) ==
          "s.toml:8:1: ascent.burnout_elevation_rad: the unit must be deg; right would be "
          "burnout_elevation_deg");
    CHECK_THAT(error_in("azimuth_deg = 3\n" + good),
               StartsWith("s.toml:1:1: azimuth_deg: unknown key here; it belongs in [launch]"));
    CHECK_THAT(error_in(with_line(5, "title = 3")),
               Contains("launch.title: unknown key here; it belongs at the top"));
    CHECK_THAT(error_in(with_line(17, "mass_kg = { value = 3, hi = 4 }")),
               StartsWith("s.toml:17:24: payload.mass_kg.hi: unknown key"));
}

TEST_CASE("missing keys are reported at their table", "[bad_input]") {
    CHECK(error_in(with_line(4, "")) ==
          "s.toml:2:1: launch.longitude_deg: missing; a number in deg is needed");
    CHECK(error_in(with_line(13, "")) ==
          "s.toml:10:1: stage[1].burn_time_s: missing; burn_time_s or thrust_vacuum_kN is needed");
    CHECK_THAT(error_in(with_line(17, "")), StartsWith("s.toml:16:1: payload.mass_kg: missing;"));
    CHECK_THAT(error_in(with_line(7, "")),
               StartsWith("s.toml:6:1: ascent.programme: missing; right would be \"linear\""));
    CHECK_THAT(error_in("title = 'x'"), StartsWith("s.toml:1:1: launch: missing;"));
    CHECK_THAT(error_in(with_line(17, "mass_kg = { low = 1, high = 2 }")),
               StartsWith("s.toml:17:11: payload.mass_kg.value: missing"));
}

TEST_CASE("wrong types are reported at the value", "[bad_input]") {
    CHECK(error_in(with_line(11, "propellant_mass_kg = \"9000\"")) ==
          "s.toml:11:22: stage[1].propellant_mass_kg: the string \"9000\" stands here; a number in kg is "
          "needed");
    CHECK_THAT(error_in(with_line(11, "propellant_mass_kg = true")),
               Contains("true or false stands here; a number in kg"));
    CHECK_THAT(error_in(with_line(11, "propellant_mass_kg = [1]")), Contains("an array stands here"));
    CHECK_THAT(error_in(with_line(1, "title = 3")),
               StartsWith("s.toml:1:9: title: a number stands here; a string"));
    CHECK_THAT(error_in(with_line(8, "time_s = 3")),
               StartsWith("s.toml:8:10: ascent.time_s: a number stands here; an array"));
    CHECK_THAT(error_in(with_line(8, "time_s = [0, 'x']")),
               StartsWith("s.toml:8:14: ascent.time_s[2]: the string"));
    CHECK_THAT(error_in(with_line(10, "[stage]")),
               StartsWith("s.toml:10:1: stage: a table stands here; right would be [[stage]]"));
    CHECK_THAT(error_in(with_line(16, "[[payload]]")),
               Contains("payload: an array stands here; a table is needed"));
    CHECK_THAT(error_in(good + "[environment]\nrotation = 1"),
               Contains(":20:12: environment.rotation: a number stands here"));
    CHECK_THAT(error_in(with_line(5, "azimuth_deg = 90\ntime = \"2017\"")),
               Contains("launch.time: a string stands here"));
    CHECK_THAT(error_in(with_line(5, "azimuth_deg = 90\ntime = 2017-01-01T00:00:00")),
               Contains("launch.time: no offset from UTC"));
    CHECK_THAT(error_in(with_line(5, "azimuth_deg = 90\ntime = 2017-01-01")),
               Contains("launch.time: no offset from UTC"));
}

TEST_CASE("numbers must be finite and within bounds", "[bad_input]") {
    CHECK_THAT(error_in(with_line(17, "mass_kg = nan")),
               StartsWith("s.toml:17:11: payload.mass_kg: nan is not finite"));
    CHECK_THAT(error_in(with_line(17, "mass_kg = -inf")),
               StartsWith("s.toml:17:11: payload.mass_kg: -inf is not finite"));
    CHECK_THAT(error_in(with_line(8, "time_s = [0, inf]")),
               StartsWith("s.toml:8:14: ascent.time_s[2]: inf is not finite"));
    CHECK(error_in(with_line(3, "latitude_deg = 90.0001")) ==
          "s.toml:3:16: launch.latitude_deg: 90.0001 is out of bounds; right would be -90 to 90 deg");
    CHECK(error_in(with_line(3, "latitude_deg = 90")).empty());
    CHECK(error_in(with_line(3, "latitude_deg = -90.0")).empty());
    for (const int line : {11, 12, 17})
        for (const char* value : {"0", "-1", "-0.0", "1e8"}) {
            const std::string key = line == 11   ? "propellant_mass_kg"
                                    : line == 12 ? "dry_mass_kg"
                                                 : "mass_kg";
            CHECK_THAT(error_in(with_line(line, key + " = " + value)),
                       StartsWith(fmt::format("s.toml:{}:", line)) && Contains(key + ": ") &&
                           Contains("is out of bounds"));
        }
    CHECK_THAT(error_in(with_line(4, "longitude_deg = 360.5")),
               Contains("launch.longitude_deg: 360.5 is out of bounds"));
    CHECK_THAT(error_in(with_line(5, "azimuth_deg = -1")),
               Contains("launch.azimuth_deg: -1 is out of bounds"));
    CHECK_THAT(error_in(with_line(13, "burn_time_s = 0")),
               Contains("stage[1].burn_time_s: 0 is out of bounds"));
    CHECK_THAT(error_in(with_line(15, "isp_sea_level_s = 281")),
               StartsWith("s.toml:15:19: stage[1].isp_sea_level_s: 281 is above"));
    CHECK_THAT(error_in(with_line(15, "nozzle_exit_area_m2 = 9")),
               Contains("at sea level the thrust would be negative"));
}

TEST_CASE("an uncertainty must make sense", "[bad_input]") {
    const auto error = [](const std::string& form) { return error_in(with_line(17, "mass_kg = " + form)); };
    CHECK_THAT(error("{ value = 5, low = 6, high = 7 }"),
               StartsWith("s.toml:17:11: payload.mass_kg: low 6, value 5, high 7 do not"));
    CHECK_THAT(error("{ value = 5, low = 4, high = 4.5 }"),
               Contains("do not ascend; right would be low <= value <= high"));
    CHECK_THAT(error("{ value = 5, low = 5, high = 5 }"), Contains("do not ascend"));
    CHECK_THAT(error("{ value = 5, low = 4 }"), Contains("payload.mass_kg: low without high"));
    CHECK_THAT(error("{ value = 5, sd = 0 }"),
               StartsWith("s.toml:17:29: payload.mass_kg.sd: 0 is out of bounds"));
    CHECK_THAT(error("{ value = 5, sd = -1 }"), Contains("payload.mass_kg.sd: -1 is out of bounds"));
    CHECK_THAT(error("{ value = 5, sd = 1, low = 4, high = 6 }"), Contains("both sd and low/high"));
    CHECK_THAT(error("{ value = 5, low = -1, high = 6 }"),
               Contains("payload.mass_kg.low: -1 is out of bounds"));
    CHECK_THAT(error("{ value = 0, sd = 1 }"), Contains("payload.mass_kg: 0 is out of bounds"));
    CHECK_THAT(error("{ value = 5, source = 3 }"), Contains("payload.mass_kg.source: a number stands here"));
}

TEST_CASE("tables need two rows that ascend", "[bad_input]") {
    CHECK_THAT(error_in(with_line(8, "time_s = [60, 0]")),
               StartsWith("s.toml:8:15: ascent.time_s[2]: 0 after 60; the rows must ascend"));
    CHECK_THAT(error_in(with_line(8, "time_s = [0, 0]")),
               StartsWith("s.toml:8:14: ascent.time_s[2]: 0 after 0"));
    CHECK_THAT(error_in(with_line(8, "time_s = [0]\nelevation_deg = [90]\n#")),
               Contains("not valid TOML"));  // twice
    CHECK_THAT(error_in(with_line(8, "time_s = [0]")),
               StartsWith("s.toml:9:17: ascent.elevation_deg: 2 rows, but time_s has 1"));
    const auto drag = [](const std::string& mach, const std::string& cd) {
        return error_in(good + "[drag.body]\nmach = " + mach + "\ncd = " + cd + "\n");
    };
    CHECK(drag("[0, 1]", "[0.2, 0.4]").empty());
    CHECK_THAT(drag("[0, 1e-300]", "[0.2, 0.4]"), Contains("drag.body.mach[2]: 1e-300 after 0"));
    CHECK_THAT(drag("[1]", "[0.2]"),
               StartsWith("s.toml:20:8: drag.body.mach: 1 row; at least two rows are needed"));
    CHECK_THAT(drag("[]", "[]"), StartsWith("s.toml:20:8: drag.body.mach: 0 rows"));
    CHECK_THAT(drag("[1, 0.5]", "[0.2, 0.3]"), StartsWith("s.toml:20:12: drag.body.mach[2]: 0.5 after 1"));
    CHECK_THAT(drag("[-0.1, 1]", "[0.2, 0.3]"),
               StartsWith("s.toml:20:9: drag.body.mach[1]: -0.1 is out of bounds"));
    CHECK_THAT(drag("[0, 1]", "[0.2, 11]"), StartsWith("s.toml:21:12: drag.body.cd[2]: 11 is out of bounds"));
    const auto curve = [](const std::string& time, const std::string& fraction) {
        return error_in(
            with_line(15, "thrust_curve = { time_s = " + time + ", fraction = " + fraction + " }"));
    };
    CHECK(curve("[0, 5]", "[1, 0.5]").empty());
    CHECK_THAT(curve("[1, 5]", "[1, 1]"),
               Contains("stage[1].thrust_curve.time_s: begins at 1; ignition is at 0"));
    CHECK_THAT(curve("[0, 5]", "[0, 0]"), Contains("stage[1].thrust_curve.fraction: no thrust at any time"));
    CHECK_THAT(curve("[0, 5]", "[-1, 1]"),
               Contains("stage[1].thrust_curve.fraction[1]: -1 is out of bounds"));
}

TEST_CASE("statements that exclude each other", "[bad_input]") {
    CHECK(error_in(with_line(12, "dry_mass_kg = 1000\nthrust_vacuum_kN = 400")) ==
          "s.toml:13:20: stage[1].thrust_vacuum_kN: given beside burn_time_s; one of the two says it all");
    CHECK_THAT(error_in(with_line(15, "isp_sea_level_s = 250\nnozzle_exit_area_m2 = 1")),
               Contains("given beside isp_sea_level_s"));
    CHECK_THAT(error_in(with_line(15, "diameter_m = 1\nreference_area_m2 = 1")),
               Contains("given beside diameter_m"));
    CHECK_THAT(error_in(with_line(15, "drag = \"body\"") + "[drag.body]\nmach = [0, 1]\ncd = [1, 1]\n"),
               StartsWith("s.toml:10:1: stage[1].diameter_m: missing; drag needs"));
    CHECK_THAT(
        error_in(with_line(15, "drag = \"bodi\"") + "[drag.body]\nmach = [0, 1]\ncd = [1, 1]\n"),
        StartsWith("s.toml:15:8: stage[1].drag: there is no table [drag.bodi]; did you mean \"body\"?"));
    CHECK_THAT(error_in(with_line(
                   16,
                   "separates = false\n[[stage]]\npropellant_mass_kg = 1\ndry_mass_kg = 1\nburn_time_s = 1\n"
                   "isp_vacuum_s = 250\n[payload]")),
               StartsWith("s.toml:16:13: stage[1].separates: only the last stage"));
    CHECK_THAT(error_in(good + "[initial]\nlatitude_deg = 1\n"),
               StartsWith("s.toml:2:1: launch: given beside [initial]"));
    CHECK_THAT(error_in(with_line(9, "elevation_deg = [90, 40]\nloft_angle_deg = 3")),
               StartsWith("s.toml:10:18: ascent.loft_angle_deg: not used by programme = \"pitch-table\"; it "
                          "belongs to \"pitch-rate\""));
    CHECK_THAT(error_in(with_line(7, "programme = \"gravity turn\"")),
               Contains("\"gravity turn\" is unknown; did you mean \"gravity-turn\"?"));
    CHECK_THAT(error_in(good + "[environment]\ngravity = \"central\"\nj2 = 0.001"),
               StartsWith("s.toml:21:6: environment.j2: given beside central"));
    CHECK_THAT(error_in(good + "[environment]\nsphere_radius_m = 6.4e6"),
               Contains("environment.sphere_radius_m: given without earth"));
    CHECK_THAT(error_in(good + "[environment]\nrotation = false\nrotation_rate_rad_s = 1e-4"),
               Contains("given beside rotation = false"));
    CHECK_THAT(error_in(good + "[environment]\natmosphere = \"us1967\""),
               Contains("\"us1967\" is unknown; did you mean \"us1976\"?"));
    CHECK_THAT(error_in(good + "[shroud]\nmass_kg = 3\n"),
               Contains("shroud.jettison_height_km: missing; jettison_height_km or jettison_time_s"));
    CHECK_THAT(error_in("vehicle = \"v.toml\"\n" + good),
               StartsWith("s.toml:11:1: stage: ") || StartsWith("s.toml:11:3: stage: "));
}

TEST_CASE("files that a scenario names stay inside its folder and carry their own places", "[bad_input]") {
    const TemporaryFolder folder;
    const std::string vehicle = good.substr(good.find("[[stage]]"));
    const std::string flight =
        good.substr(good.find("[launch]"), good.find("[[stage]]") - good.find("[launch]"));
    folder.write("outside.toml", vehicle);
    folder.write("in/vehicles/v.toml", vehicle);
    fs::create_symlink("../../outside.toml", folder / "in/vehicles/link.toml");
    fs::create_symlink("v.toml", folder / "in/vehicles/alias.toml");
    const auto error = [&](const std::string& name) {
        return error_of_file(folder.write("in/s.toml", "vehicle = \"" + name + "\"\n" + flight));
    };
    CHECK(error("vehicles/v.toml").empty());
    CHECK(error("vehicles/../vehicles/v.toml").empty());
    CHECK(error("vehicles/alias.toml").empty());
    CHECK_THAT(error("../outside.toml"),
               Contains("in/s.toml:1:11: vehicle: \"../outside.toml\" leaves the folder of this file;"));
    CHECK_THAT(error("vehicles/link.toml"),
               Contains("s.toml:1:11: vehicle: ") && Contains("leaves the folder"));
    CHECK_THAT(error("/etc/passwd"), Contains("s.toml:1:11: vehicle: \"/etc/passwd\" is an absolute path;"));
    CHECK_THAT(error("vehicles/w.toml"),
               Contains("s.toml:1:11: vehicle: no file \"vehicles/w.toml\"; did you mean \"v.toml\"?"));
    CHECK_THAT(error("nowhere/w.toml"), Contains("s.toml:1:11: vehicle: no file"));
    CHECK_THAT(error("vehicles"), Contains("in/vehicles:1:1: is a directory"));
    CHECK_THAT(error(""), Contains("s.toml:1:11: vehicle: \"\" is no file name"));
    CHECK_THAT(error("catalogue:../v"),
               Contains("s.toml:1:11: vehicle: \"catalogue:../v\" is no name of the catalogue"));
    setenv("APOGEE_SCENARIOS", (folder / "in").c_str(), 1);
    CHECK(error("catalogue:v").empty());
    CHECK_THAT(error("catalogue:w"), Contains("s.toml:1:11: vehicle: no file") && Contains("did you mean"));
    setenv("APOGEE_SCENARIOS", (folder / "gone").c_str(), 1);
    CHECK_THAT(error("catalogue:v"),
               Contains("s.toml:1:11: vehicle: the folder ") && Contains("cannot be found"));
    unsetenv("APOGEE_SCENARIOS");
    folder.write("in/vehicles/v.toml", vehicle.substr(0, 10) + "dry_mas_kg = 1\n" + vehicle.substr(10));
    CHECK_THAT(
        error("vehicles/v.toml"),
        Contains("in/vehicles/v.toml:2:1: stage[1].dry_mas_kg: unknown key; did you mean dry_mass_kg?"));
    folder.write("in/vehicles/v.toml", "[launch]\n" + vehicle);
    CHECK_THAT(error("vehicles/v.toml"), Contains("v.toml:1:2: launch: unknown key"));
    folder.write("in/vehicles/v.toml", "name = [");
    CHECK_THAT(error("vehicles/v.toml"), Contains("v.toml:1:") && Contains(": name: not valid TOML"));
}

TEST_CASE("tables in files carry line and column", "[bad_input]") {
    const TemporaryFolder folder;
    const auto error = [&](const std::string& key, const std::string& csv) {
        folder.write("t.csv", csv);
        return error_of_file(folder.write("s.toml", good + "[environment]\n" + key + " = \"t.csv\"\n"));
    };
    CHECK(error("wind", "# a comment\nheight_m,east_m_s,north_m_s\r\n0, 1,2\r\n\n1e3,+3,4\n").empty());
    CHECK(error("atmosphere", "height_m,density_kg_m3\n0,1.2\n10000,0.4").empty());
    CHECK(error("atmosphere", "height_m,temperature_K,pressure_Pa\n0,288,101325\n10000,223,26500\n").empty());
    CHECK_THAT(error("wind", "height_m,north_m_s\n0,1\n"),
               Contains("t.csv:1:1: the header is unknown; the first line must be height_m,east"));
    CHECK_THAT(error("wind", "# only\n"), Contains("t.csv:1:1: no header"));
    CHECK_THAT(error("wind", "height_m,east_m_s,north_m_s\n0,1,2\n"),
               Contains("1 row; at least two rows are needed"));
    CHECK_THAT(error("wind", "height_m,east_m_s,north_m_s\n0,1,2\n0,3,4\n"),
               Contains("t.csv:3:1: height_m: 0 after 0; the rows must ascend"));
    CHECK_THAT(error("wind", "height_m,east_m_s,north_m_s\n0,1,2\n1,3\n"),
               Contains("t.csv:3:3: 2 values; the header has 3 columns"));
    CHECK_THAT(error("wind", "height_m,east_m_s,north_m_s\n0, 1,2\n1, x,4\n"),
               Contains("t.csv:3:4: east_m_s: \"x\" is no finite number"));
    for (const char* bad : {"nan", "inf", "1e999", "", "0x1p3", "3 4", "1,5", "--1"})
        CHECK_THAT(error("wind", fmt::format("height_m,east_m_s,north_m_s\n0,1,{}\n1,3,4\n", bad)),
                   Contains("t.csv:2:"));
    CHECK_THAT(error("atmosphere", "height_m,density_kg_m3\n0,1.2\n1,0\n"),
               Contains("t.csv:3:3: density_kg_m3: 0 is out of bounds"));
    CHECK_THAT(error_in(good + "[environment]\nwind = \"nowhere.csv\"\n"),
               StartsWith("s.toml:20:8: environment.wind: no file \"nowhere.csv\""));
}

TEST_CASE("an override (--set) names the key and what is wrong", "[bad_input]") {
    CHECK_THAT(error_in(good, {{"launch.azimut_deg", "3"}}),
               StartsWith("--set: launch.azimut_deg: unknown key; did you mean azimuth_deg?"));
    CHECK_THAT(error_in(good, {{"lanch.azimuth_deg", "3"}}),
               StartsWith("--set: lanch: unknown key; did you mean launch?"));
    CHECK_THAT(error_in(good, {{"launch.azimuth_deg", "9o"}}),
               StartsWith("--set: launch.azimuth_deg: the string \"9o\" stands here"));
    CHECK_THAT(error_in(good, {{"launch.azimuth_deg", "400"}}),
               StartsWith("--set: launch.azimuth_deg: 400 is out of bounds"));
    CHECK_THAT(error_in(good, {{"launch.azimuth_deg", ""}}),
               StartsWith("--set: launch.azimuth_deg: the string \"\" stands here"));
    CHECK_THAT(error_in(good, {{"launch.azimuth_deg", "1\nsite = 'x'"}}),
               Contains("the string \"1\\nsite = 'x'\" stands"));
    CHECK_THAT(
        error_in(good, {{"stage[2].dry_mass_kg", "3"}}),
        StartsWith("--set: stage[2].dry_mass_kg: there is no stage[2]; right would be stage[1] to stage[1]"));
    CHECK_THAT(error_in(good, {{"stage.dry_mass_kg", "3"}}), Contains("count from 1, as in stage[1]"));
    CHECK_THAT(error_in(good, {{"launch[1].azimuth_deg", "3"}}), Contains("launch is a table, not a list"));
    for (const char* path : {"", ".", "a.", "[1]", "stage[", "stage[0].dry_mass_kg", "stage[x]", "stage[1]x",
                             "stage[-1]", "a.b.c.d.e.f.g.h.i"})
        CHECK_THAT(error_in(good, {{path, "3"}}), StartsWith("--set: "));
    CHECK_THAT(error_in(good, {{"stage[1].dry_mass_kg", std::string(100000, '[')}}),
               StartsWith("--set: stage[1].dry_mass_kg: the string"));
}

TEST_CASE("a user's text cannot act on a terminal", "[bad_input]") {
    CHECK(printable("a\x1b[31mb\nc\td\x7f\u0085\u202e\u2028e\u00e4") ==
          "a\\x1b[31mb\\nc\\td\\x7f\\x85\\u202e\\u2028e\u00e4");
    CHECK(printable("\xff\xc0\xaf") == "\\xff\\xc0\\xaf");
    const std::string error = error_in(with_line(17, "\"mass\\u001b[2J\\nkg\" = 1"));
    CHECK_THAT(error, StartsWith("s.toml:17:1: payload.mass\\x1b[2J\\nkg: unknown key"));
    CHECK_THAT(error_in(with_line(17, "mass_kg = \"\\u001b]0;x\\u0007\"")),
               Contains("the string \"\\x1b]0;x\\x07\" stands here"));
    CHECK(parse_scenario(with_line(1, "title = \"a\\u001bb\""), "s.toml").title ==
          "a\x1b"
          "b");
}
