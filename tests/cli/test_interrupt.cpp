#include <catch2/catch.hpp>
#include <csignal>

#include "cli/study_folder.h"

namespace fs = std::filesystem;
using apogee::testing::BackgroundCommand;
using apogee::testing::single_stage;
using apogee::testing::Workspace;

namespace {

#ifdef __SANITIZE_THREAD__
constexpr std::ptrdiff_t threads_of_a_program = 2;  // its own and the sanitizer's
#else
constexpr std::ptrdiff_t threads_of_a_program = 1;
#endif

/// Waits for the thread that waits for signals: what listens to them is there by then.
bool listens(const BackgroundCommand& command) {
    const fs::path tasks = "/proc/" + std::to_string(command.process()) + "/task";
    return command.until([&] {
        std::error_code gone;
        std::ptrdiff_t threads = 0;
        for (fs::directory_iterator at(tasks, gone), end; !gone && at != end; at.increment(gone)) ++threads;
        return threads > threads_of_a_program;
    });
}

}  // namespace

TEST_CASE("Ctrl-C ends a range with one line and without a file", "[cli][range]") {
    const Workspace here;
    here.write("a.toml", single_stage);
    const auto [number, status] = GENERATE(table<int, int>({{SIGINT, 130}, {SIGTERM, 143}}));
    BackgroundCommand range(here, {"range", "a.toml", "--azimuths", "3600", "--payload", "1:4000:1", "--out",
                                   "results", "--format", "csv,json"});
    REQUIRE(listens(range));
    range.signal(number);
    CHECK(range.wait() == status);
    CHECK(here.read("log.txt") == "stopped before the end; there is no result\n");
    CHECK_FALSE(fs::exists(here.path("results")));
}

TEST_CASE("Ctrl-C ends an estimate with one line", "[cli][estimate]") {
    const Workspace here;
    BackgroundCommand estimate(here, {"estimate", "--apogee", "3724.9", "--range", "998", "--time", "47:12",
                                      "--from", "40.61,126.43", "--azimuth", "70", "--samples", "200000"});
    REQUIRE(listens(estimate));
    estimate.signal(SIGINT);
    CHECK(estimate.wait() == 130);
    CHECK(here.read("log.txt") == "stopped before the end; there is no result\n");
}
