#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>
#include <random>

#include "cli/study_folder.h"

namespace fs = std::filesystem;
using apogee::testing::BackgroundCommand;
using apogee::testing::CommandResult;
using apogee::testing::StudyWorkspace;
using apogee::testing::with_faults;

namespace {

/// Whether every chunk of a folder is one of the reference's.
bool intact(const std::map<std::string, std::string>& chunks,
            const std::map<std::string, std::string>& reference) {
    for (const auto& [name, bytes] : chunks)
        if (!reference.contains(name) || reference.at(name) != bytes) return false;
    return true;
}

}  // namespace

TEST_CASE("A study killed at any moment goes on to the same bytes", "[cli][study][faults]") {
    constexpr int cases = 20'000;
    const StudyWorkspace here(cases);
    const std::string options = " --chunk 500 --format none --jobs 2";
    // Moments from the start to the middle of a whole run, however fast this machine and build are.
    const auto begin = std::chrono::steady_clock::now();
    REQUIRE(here.run("study mc.toml --out whole" + options).status == 0);
    const auto longest =
        std::chrono::duration_cast<std::chrono::microseconds>((std::chrono::steady_clock::now() - begin) / 2);
    const auto whole = here.chunks("whole");
    std::mt19937_64 random(1);
    int folder = 0, killed = 0, amid = 0;
    while (killed < 50) {
        const std::string out = "k" + std::to_string(folder);
        BackgroundCommand study(
            here, {"study", "mc.toml", "--out", out, "--chunk", "500", "--format", "none", "--jobs", "2"});
        std::this_thread::sleep_for(longest * (random() % 1000) / 1000);
        study.signal(SIGKILL);
        const int status = study.wait();
        const auto chunks = here.chunks(out);
        REQUIRE(intact(chunks, whole));
        if (status == 128 + SIGKILL) {
            ++killed;
            amid += chunks.empty() || chunks.size() == whole.size() ? 0 : 1;
            continue;
        }
        REQUIRE(status == 0);  // it ended before the signal came
        REQUIRE(chunks == whole);
        CHECK(here.leftovers(out) == 0);
        ++folder;
    }
    CHECK(amid > 0);
    const std::string last = "k" + std::to_string(folder);
    CHECK(here.run("study mc.toml --out " + last + options).status == 0);
    CHECK(here.chunks(last) == whole);
    CHECK(here.leftovers(last) == 0);
    CHECK(here.run("merge " + last + " --format none").status == 0);
}

TEST_CASE("Ctrl-C ends a study after the chunk and says how to go on", "[cli][study][faults]") {
    const StudyWorkspace here(200'000);
    const auto [number, status] = GENERATE(table<int, int>({{SIGINT, 130}, {SIGTERM, 143}}));
    BackgroundCommand study(here, {"study", "mc.toml", "--out", "a", "--chunk", "1000", "--format", "none"});
    REQUIRE(study.until([&] { return here.chunks("a").size() > 1; }));
    study.signal(number);
    CHECK(study.wait() == status);
    CHECK(here.read("log.txt").find("the same command goes on from there") != std::string::npos);
    CHECK(here.leftovers("a") == 0);
    const auto chunks = here.chunks("a");
    CHECK(chunks.size() < 200);
    // A first part of the study without gaps, every chunk of it sound: what a study of so many cases is.
    const std::string cases = std::to_string(1000 * chunks.size());
    const CommandResult run = here.run("study mc.toml --out b --chunk 1000 --format none --cases " + cases);
    REQUIRE(run.status == 0);
    CHECK(here.chunks("b") == chunks);
}

TEST_CASE("A second Ctrl-C ends a study at once", "[cli][study][faults]") {
    const StudyWorkspace here(1'000'000);
    BackgroundCommand study(here,
                            {"study", "mc.toml", "--out", "a", "--chunk", "1000000", "--format", "none"});
    REQUIRE(study.until([&] { return fs::exists(here.path("a/inputs/rocket.toml")); }));
    // The first is noted or, in its first instant, the end; no chunk can have been finished either way.
    study.signal(SIGINT);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    study.signal(SIGINT);
    CHECK(study.wait() == 130);
    CHECK(here.chunks("a").empty());
    CHECK(here.leftovers("a") == 0);
}

TEST_CASE("A folder that a study is at work in takes no second one", "[cli][study][faults]") {
    const StudyWorkspace here(1'000'000);
    BackgroundCommand study(here, {"study", "mc.toml", "--out", "a", "--chunk", "1000", "--format", "none"});
    REQUIRE(study.until([&] { return !here.chunks("a").empty(); }));
    const CommandResult second = here.run("study mc.toml --out a --chunk 1000 --format none");
    CHECK(second.status == 3);
    CHECK(second.err.starts_with("a: another `apogee study` is at work there"));
    // Another share may be flown there, from another machine.
    CHECK(here.run("study mc.toml --out a --chunk 1000 --cases 1000 --shard 2/2").status == 0);
}

TEST_CASE("Shares that begin at one moment share a new folder", "[cli][study][faults]") {
    const StudyWorkspace here(40);
    for (int round = 0; round < 5; ++round) {
        const std::string out = "r" + std::to_string(round);
        std::vector<std::unique_ptr<BackgroundCommand>> shares;
        for (const char* share : {"1/4", "2/4", "3/4", "4/4"}) {
            shares.push_back(std::make_unique<BackgroundCommand>(
                here, std::vector<std::string>{"study", "mc.toml", "--out", out, "--chunk", "10", "--shard",
                                               share}));
        }
        for (const auto& share : shares) CHECK(share->wait() == 0);
        CHECK(here.chunks(out).size() == 4);
        CHECK(here.leftovers(out) == 0);
    }
}

TEST_CASE("A disk that fails ends a study with what was stored intact", "[cli][study][faults]") {
    const StudyWorkspace here(450);
    const std::string options = " --chunk 100 --format none --jobs 1";
    REQUIRE(here.run("study mc.toml --out whole" + options).status == 0);
    const auto whole = here.chunks("whole");
    const std::string fault =
        GENERATE("write:@:ENOSPC", "write:@:EIO", "fsync:@:EIO", "rename:@:EIO", "create:@:ENOSPC");
    int failed = 0;
    std::size_t most = 0;
    for (int number = 1; failed < number; ++number) {
        std::string here_and_now = fault;
        here_and_now.replace(here_and_now.find('@'), 1, std::to_string(number));
        const std::string out = "f" + std::to_string(number);
        INFO(here_and_now);
        const CommandResult run =
            here.run("study mc.toml --out " + out + options, with_faults + here_and_now);
        const auto chunks = here.chunks(out);
        REQUIRE(intact(chunks, whole));
        CHECK(here.leftovers(out) == 0);
        if (run.status == 0) break;  // fewer calls than that are made
        ++failed;
        most = std::max(most, chunks.size());
        CHECK(run.status == 3);
        CHECK(run.out.empty());
        CHECK(run.err.starts_with(out + "/"));
        CHECK(run.err.find('\n') == run.err.size() - 1);
        CHECK(run.err.find(fault.ends_with("EIO") ? "Input/output error" : "No space left on device") !=
              std::string::npos);
    }
    // Manifest, two inputs, five chunks; each flushes a file and a folder.
    CHECK(failed == (fault.starts_with("fsync") ? 16 : 8));
    CHECK(most >= 4);
    // The last failure came late: the rest is flown when the disk is well again.
    const std::string last = "f" + std::to_string(failed);
    CHECK(here.run("study mc.toml --out " + last + options).status == 0);
    CHECK(here.chunks(last) == whole);
}

TEST_CASE("Interrupted calls and short writes are carried on", "[cli][study][faults]") {
    const StudyWorkspace here(450);
    const std::string options = " --chunk 100 --format none --jobs 1";
    REQUIRE(here.run("study mc.toml --out whole" + options).status == 0);
    const std::string fault = GENERATE("write:2:EINTR", "write:1:short", "write:3:short", "fsync:2:EINTR",
                                       "rename:2:EINTR", "create:2:EINTR");
    INFO(fault);
    CHECK(here.run("study mc.toml --out a" + options, with_faults + fault).status == 0);
    CHECK(here.chunks("a") == here.chunks("whole"));
    CHECK(here.leftovers("a") == 0);
    CHECK(here.read("a/manifest.txt") == here.read("whole/manifest.txt"));
}

TEST_CASE("A disk that cannot be read ends a study with everything left as it was", "[cli][study][faults]") {
    const StudyWorkspace here(450);
    const std::string options = " --chunk 100 --format none --jobs 1";
    REQUIRE(here.run("study mc.toml --out a" + options).status == 0);
    const auto whole = here.chunks("a");
    const std::string manifest = here.read("a/manifest.txt");
    const auto [call, file] = GENERATE(table<const char*, const char*>(
        {{"open", ".chunk"}, {"read", ".chunk"}, {"open", "manifest.txt"}, {"read", "manifest.txt"}}));
    const std::string files = std::string("APOGEE_FAULT_FILES=") + file + ' ';
    const std::string verb = GENERATE("study mc.toml --out a --chunk 100", "merge a");
    int failed = 0;
    for (int number = 1; failed < number; ++number) {
        INFO(verb << ": " << call << " of " << file << ", the " << number << ". time");
        const std::string fault = with_faults + call + ':' + std::to_string(number) + ":EIO ";
        const CommandResult run = here.run(verb + " --format none --jobs 1", files + fault);
        REQUIRE(here.chunks("a") == whole);
        REQUIRE(here.read("a/manifest.txt") == manifest);
        CHECK(here.leftovers("a") == 0);
        if (run.status == 0) break;  // fewer calls than that are made
        ++failed;
        CHECK(run.status == 3);
        CHECK(run.out.empty());
        CHECK(run.err.starts_with("a/"));
        CHECK(run.err.find(std::string(file) + ": cannot be read: Input/output error\n") !=
              std::string::npos);
        CHECK(run.err.find('\n') == run.err.size() - 1);
    }
    // Five chunks are looked at to begin with, and again for every pass of the statistics.
    CHECK(failed >= (std::string(file) == ".chunk" ? 15 : 1));
}

TEST_CASE("Interrupted and short reads are carried on", "[cli][study][faults]") {
    const StudyWorkspace here(450);
    const std::string command = "study mc.toml --out a --chunk 100 --format csv --jobs 1 --json";
    const CommandResult whole = here.run(command);
    REQUIRE(whole.status == 0);
    const std::string fault = GENERATE("open:2:EINTR", "read:2:EINTR", "read:1:short", "read:3:short");
    const std::string files = GENERATE(".chunk", "manifest.txt");
    INFO(fault << " on " << files);
    const CommandResult again =
        here.run(command, "APOGEE_FAULT_FILES=" + files + ' ' + with_faults + fault + ' ');
    CHECK(again.status == 0);
    CHECK(again.out == whole.out);
}
