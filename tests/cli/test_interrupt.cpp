#include <catch2/catch.hpp>
#include <csignal>

#include "cli/study_folder.h"

namespace fs = std::filesystem;
using apogee::testing::BackgroundCommand;
using apogee::testing::single_stage;
using apogee::testing::Workspace;

namespace {

/// The thread that waits for signals is there: what listens to them, too.
bool listens(const BackgroundCommand& command) {
    const auto threads = [&] {
        std::error_code gone;
        std::ptrdiff_t count = 0;
        for (fs::directory_iterator at("/proc/" + std::to_string(command.process()) + "/task", gone), end;
             !gone && at != end; at.increment(gone))
            ++count;
        return count;
    };
    return command.until([&] { return threads() > 1; });
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
