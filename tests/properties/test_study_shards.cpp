#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <sstream>

#include "scenario/scenario.h"
#include "store/stored_results.h"
#include "store/study_folder.h"
#include "store/study_run.h"
#include "temporary_folder.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;
using testing::TemporaryFolder;

constexpr std::uint64_t chunk_cases = 37;

/// A payload released over the equator, whose numbers are uncertain.
std::string released(double speed_m_s) {
    std::ostringstream text;
    text << "title = \"released\"\n[initial]\nlatitude_deg = 0\nlongitude_deg = 10\nheight_m = 60000\n"
            "velocity_north_m_s = 0\nvelocity_down_m_s = 0\nvelocity_east_m_s = { value = "
         << speed_m_s << ", sd = 30 }\n[payload]\nballistic_coefficient_kg_m2 = 5000\n"
         << "mass_kg = { value = 1000, low = 700, high = 1200 }\n";
    return text.str();
}

struct Example {
    TemporaryFolder folder;

    explicit Example(const std::string& more = {}) {
        folder.write("a.toml", released(1500));
        folder.write("b.toml", released(2500));
        folder.write("study.toml", "scenarios = [\"a.toml\", \"b.toml\"]\ncases = 500\nseed = 3\n" + more);
    }
    [[nodiscard]] Study study(std::uint64_t cases = 500) const {
        return load_study(folder / "study.toml", {std::nullopt, cases});
    }
    StudyRun fly(const Study& study, const std::string& out, const StudyRunOptions& options = {}) const {
        const StudyFolder into(folder / out, study, {}, chunk_cases, options.shard, 0,
                               TakeUp::begin_or_go_on);
        return fly_study(study, into.store(), options);
    }
    /// Every chunk of some folders by name.
    [[nodiscard]] std::map<std::string, std::string> chunks(const std::vector<std::string>& outs) const {
        std::map<std::string, std::string> bytes;
        for (const std::string& out : outs) {
            for (const auto& entry : fs::directory_iterator(folder / (out + "/chunks"))) {
                std::ifstream file(entry.path(), std::ios::binary);
                const std::string name = entry.path().filename().string();
                CHECK(bytes.count(name) == 0);  // no chunk is flown twice
                bytes[name] = {std::istreambuf_iterator<char>(file), {}};
            }
        }
        return bytes;
    }
    [[nodiscard]] Inspection inspected(const std::vector<std::string>& outs) const {
        std::vector<ChunkStore> stores;
        for (const std::string& out : outs) stores.push_back(ChunkStore::open(folder / out));
        return inspect(load_stored_study(stores.front()), stores);
    }
};

}  // namespace

TEST_CASE("Any split into shards merges to the same bytes", "[study][store]") {
    const Example example;
    const Study study = example.study();
    CHECK(example.fly(study, "whole").chunks_flown == 28);
    const auto whole = example.chunks({"whole"});
    REQUIRE(whole.size() == 28);
    std::mt19937_64 random(4);
    for (const std::uint64_t count : {2u, 3u, 29u}) {
        const std::string prefix = std::to_string(count) + "-";
        std::vector<std::uint64_t> order(count);
        for (std::uint64_t i = 0; i < count; ++i) order[i] = i + 1;
        std::shuffle(order.begin(), order.end(), random);
        std::vector<std::string> outs;
        for (const std::uint64_t number : order) {
            if (!outs.empty()) CHECK(example.inspected(outs).unsound > 0);
            StudyRunOptions options;
            options.shard = {number, count};
            options.threads = 1 + static_cast<unsigned>(random() % 3);
            outs.push_back(prefix + std::to_string(number));
            CHECK(example.fly(study, outs.back(), options).complete);
            // The same shares in one folder, as on a cluster's file system.
            example.fly(study, prefix + "shared", options);
        }
        CHECK(example.chunks(outs) == whole);
        CHECK(example.chunks({prefix + "shared"}) == whole);
        const Inspection together = example.inspected(outs);
        CHECK(together.unsound == 0);
        CHECK(together.cases == 500);
    }
}

TEST_CASE("A study that is stopped again and again ends with the same bytes", "[study][store]") {
    const Example example;
    const Study study = example.study();
    example.fly(study, "whole");
    std::mt19937_64 random(8);
    int runs = 0;
    std::uint64_t flown = 0;
    for (bool complete = false; !complete; ++runs) {
        std::stop_source stop;
        StudyRunOptions options;
        options.stop = stop.get_token();
        const std::uint64_t enough = random() % 150;
        options.progress = [&](const StudyProgress& progress) {
            CHECK(progress.of == 1000);
            CHECK(progress.flights <= progress.of);
            if (progress.flown > enough) stop.request_stop();
        };
        const StudyRun run = example.fly(study, "stopped", options);
        flown += run.flights_flown;
        complete = run.complete;
        REQUIRE(runs < 100);
    }
    CHECK(runs > 3);
    CHECK(flown == 1000);  // nothing twice
    CHECK(example.chunks({"stopped"}) == example.chunks({"whole"}));
}

TEST_CASE("A study that is appended to has the bytes of the longer one", "[study][store]") {
    const Example example;
    const std::uint64_t first = GENERATE(1, 36, 37, 38, 499);
    example.fly(example.study(500), "long");
    example.fly(example.study(first), "short");
    CHECK(example.inspected({"short"}).cases == first);
    const StudyRun more = example.fly(example.study(500), "short");
    CHECK(more.chunks_kept == 2 * (first / chunk_cases));
    CHECK(example.chunks({"short"}) == example.chunks({"long"}));
    // And back: what is there beyond the cases asked for does no harm.
    CHECK(example.fly(example.study(first), "short").chunks_flown == 0);
    const Inspection shorter = example.inspected({"short"});
    CHECK(shorter.cases == first);
    CHECK(shorter.unsound == 0);
}

TEST_CASE("Where a study stops by its rule depends on nothing else", "[study][store]") {
    const Example example("[stop]\nmedian_range_interval_km = 1\n");
    const Study study = example.study(100'000);
    REQUIRE(study.median_range_interval_km);
    const StudyRun alone = example.fly(study, "alone");
    CHECK(alone.complete);
    CHECK(alone.cases > chunk_cases);
    CHECK(alone.cases < 100'000);
    CHECK(alone.cases % chunk_cases == 0);
    StudyRunOptions options;
    options.threads = 3;
    CHECK(example.fly(study, "threads", options).cases == alone.cases);
    CHECK(example.chunks({"threads"}) == example.chunks({"alone"}));
    // Taken up again: decided from what is stored, without a flight.
    const StudyRun again = example.fly(study, "alone");
    CHECK(again.cases == alone.cases);
    CHECK(again.flights_flown == 0);
    CHECK(example.inspected({"alone"}).cases == alone.cases);
    fs::remove(ChunkStore::open(example.folder / "alone").path(1, 0));
    CHECK(example.inspected({"alone"}).unsound == 1);
    options.shard = {1, 2};
    CHECK_THROWS_AS(example.fly(study, "shard", options), InputError);
}

TEST_CASE("A damaged chunk is flown again and nothing else", "[study][store]") {
    const Example example;
    const Study study = example.study();
    example.fly(study, "a");
    const auto whole = example.chunks({"a"});
    const ChunkStore store = ChunkStore::open(example.folder / "a");
    fs::resize_file(store.path(1, 4), 100);
    fs::remove(store.path(0, 9));
    fs::copy_file(store.path(0, 1), store.path(0, 2), fs::copy_options::overwrite_existing);
    const Inspection damaged = example.inspected({"a"});
    CHECK(damaged.unsound == 3);
    REQUIRE(damaged.problems.size() == 3);
    CHECK(damaged.problems[0] == store.path(0, 2) + ": holds chunk 1 of part 1 instead");
    CHECK(damaged.problems[1].starts_with(store.path(1, 4) + ": has 100 bytes"));
    CHECK(damaged.problems[2] == store.path(0, 9) + ": is missing");
    // A sound copy elsewhere does as well.
    example.fly(study, "b");
    CHECK(example.inspected({"a", "b"}).unsound == 0);
    std::vector<std::string> notes;
    StudyRunOptions options;
    options.note = [&](const std::string& line) { notes.push_back(line); };
    CHECK(example.fly(study, "a", options).chunks_flown == 3);
    CHECK(notes.size() == 2);
    CHECK(example.chunks({"a"}) == whole);
}

TEST_CASE("Shares are whole numbers within their count", "[study]") {
    const Shard shard = parse_shard("2/4");
    CHECK(shard.number == 2);
    CHECK(shard.count == 4);
    CHECK_FALSE(shard.owns(0));
    CHECK(shard.owns(1));
    CHECK(shard.owns(5));
    for (const char* wrong : {"5/4", "0/0", "0/4", "-1/2", "1/-2", "1", "1/", "/2", "", "1/2/3", "1 /2",
                              "+1/2", "0x1/2", "1.0/2", "18446744073709551617/18446744073709551617"})
        CHECK_THROWS_AS(parse_shard(wrong), InputError);
}

}  // namespace apogee
