// Texts that are no scenario at all: nothing takes long, every message is one line with its place.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>

#include "temporary_folder.h"
#include "unit/bad_input.h"

using namespace apogee;
using namespace apogee::testing;
namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

long peak_memory_kB() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

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
    CHECK_THAT(error_of_file(folder / "d.toml"),
               Contains("d.toml:1:1: is a directory; expected a text file"));
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
               StartsWith("s.toml:12:") && Contains(": propellant_mass_kg: ") && Contains("each table once"));
    CHECK_THAT(error_in(good + "[launch]\n"), StartsWith("s.toml:19:1: ") && Contains("each table once"));
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

TEST_CASE("a user's text cannot act on a terminal", "[bad_input]") {
    CHECK(printable("a\x1b[31mb\nc\td\x7f\u0085\u202e\u2028e\u00e4") ==
          "a\\x1b[31mb\\nc\\td\\x7f\\x85\\u202e\\u2028e\u00e4");
    CHECK(printable("\xff\xc0\xaf") == "\\xff\\xc0\\xaf");
    const std::string error = error_in(with_line(17, "\"mass\\u001b[2J\\nkg\" = 1"));
    CHECK_THAT(error, StartsWith("s.toml:17:1: payload.mass\\x1b[2J\\nkg: unknown key"));
    CHECK_THAT(error_in(with_line(17, "mass_kg = \"\\u001b]0;x\\u0007\"")),
               Contains("found the string \"\\x1b]0;x\\x07\""));
    CHECK(parse_scenario(with_line(1, "title = \"a\\u001bb\""), "s.toml").title ==
          "a\x1b"
          "b");
}
