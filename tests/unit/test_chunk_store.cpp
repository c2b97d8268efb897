#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <vector>

#include "batch/result_fields.h"
#include "scenario/scenario.h"
#include "store/chunk_store.h"
#include "temporary_folder.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;
using Chunk = ChunkStore::State;
using testing::TemporaryFolder;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// The result without what its outcome rules out, and with what it asks for.
CaseResult consistent(CaseResult r) {
    using R = CaseResult;
    const auto set = [&](std::initializer_list<double R::*> members, double value) {
        for (const auto member : members) r.*member = value;
    };
    if (r.flown_by == FlownBy::nobody)
        for (const ResultField& field : result_fields()) r.*field.member = none;
    else if (r.outcome != Outcome::landed)
        set({&R::range_km, &R::flight_time_s, &R::impact_latitude_deg, &R::impact_longitude_deg,
             &R::impact_speed_km_s},
            none);
    else if (contradiction(r))
        set({&R::range_km, &R::flight_time_s, &R::impact_speed_km_s, &R::impact_latitude_deg,
             &R::impact_longitude_deg},
            5e-324);
    if (r.outcome == Outcome::in_orbit || r.outcome == Outcome::escaped) r.apogee_km = none;
    if (contradiction(r))
        set({&R::burnout_time_s, &R::burnout_height_km, &R::burnout_speed_km_s,
             &R::burnout_relative_speed_km_s, &R::burnout_flight_path_angle_deg},
            none);
    return r;
}

/// Results whose every field and every case differs, with the values that numbers can be lost in.
std::vector<CaseResult> some_results(std::size_t count) {
    const std::vector<double> special{none, -0.0, 5e-324, 90};
    std::vector<CaseResult> results(count);
    std::size_t k = 0;
    for (CaseResult& result : results) {
        for (const ResultField& field : result_fields()) {
            result.*field.member = k % 7 == 6 ? special[k / 7 % special.size()]
                                              : std::fabs(std::sin(static_cast<double>(k))) * 80;
            ++k;
        }
        result.outcome = static_cast<Outcome>(k % outcome_count);
        result.flown_by = static_cast<FlownBy>(k % flown_by_count);
        result = consistent(result);
    }
    return results;
}

bool same(const CaseResult& a, const CaseResult& b) {
    const auto equal = [&](const ResultField& field) {
        const double x = a.*field.member, y = b.*field.member;
        return std::isnan(x) ? std::isnan(y) : std::memcmp(&x, &y, sizeof x) == 0;
    };
    const auto fields = result_fields();
    return a.outcome == b.outcome && a.flown_by == b.flown_by &&
           std::all_of(fields.begin(), fields.end(), equal);
}

Manifest example(const std::string& seed = "7", std::uint64_t chunk_cases = 10) {
    return {{{"title", "an example"}}, {{"version", "1"}, {"seed", seed}}, chunk_cases};
}

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void put_bytes(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

template <typename Number>
Number number_at(const std::string& bytes, std::size_t offset) {
    Number number;
    std::memcpy(&number, bytes.data() + offset, sizeof number);
    return number;
}

std::string message_of(const auto& action) {
    try {
        action();
    } catch (const std::exception& error) {
        return error.what();
    }
    return "no exception";
}

}  // namespace

TEST_CASE("A chunk gives back what was put in", "[store]") {
    const TemporaryFolder folder;
    const ChunkStore store = ChunkStore::create(folder / "s", example());
    const std::vector<CaseResult> written = some_results(10);
    store.write(2, 41, written);
    std::vector<CaseResult> read(3);
    const std::uint64_t cases = GENERATE(1, 7, 10);
    CHECK(ChunkStore::open(folder / "s").read(2, 41, cases, read).state == Chunk::valid);
    REQUIRE(read.size() == cases);
    for (std::size_t i = 0; i < cases; ++i) CHECK(same(read[i], written[i]));
}

TEST_CASE("The layout of a chunk is the documented one", "[store]") {
    const TemporaryFolder folder;
    const ChunkStore store = ChunkStore::create(folder / "s", example());
    const std::vector<CaseResult> results = some_results(5);
    store.write(1, 3, results);
    const std::string bytes = bytes_of(folder / "s/chunks/part2-000003.chunk");
    const std::size_t fields = result_fields().size();
    CHECK(bytes.substr(0, 8) == std::string("Apogee\x1a\x01", 8));
    CHECK(number_at<std::uint64_t>(bytes, 16) == 1);
    CHECK(number_at<std::uint64_t>(bytes, 24) == 3);
    CHECK(number_at<std::uint64_t>(bytes, 32) == 5);
    CHECK(number_at<std::uint64_t>(bytes, 40) == fields);
    REQUIRE(bytes.size() == 56 + fields * 5 * 8 + 16);
    CHECK(bytes.size() == ChunkStore::bytes(5));
    for (std::size_t field = 0; field < fields; ++field) {
        for (std::size_t i = 0; i < 5; ++i) {
            const double stored = number_at<double>(bytes, 56 + (field * 5 + i) * 8);
            const double wanted = results[i].*result_fields()[field].member;
            CHECK((std::isnan(wanted) ? std::isnan(stored) : stored == wanted));
        }
    }
    for (std::size_t i = 0; i < 5; ++i) {
        CHECK(bytes[56 + fields * 40 + i] == static_cast<char>(results[i].outcome));
        CHECK(bytes[56 + fields * 40 + 5 + i] == static_cast<char>(results[i].flown_by));
    }
}

TEST_CASE("Bytes of a chunk depend on results and identity alone", "[store]") {
    const TemporaryFolder folder;
    std::vector<CaseResult> results = some_results(4);
    const auto written = [&](const std::string& name, const Manifest& manifest) {
        const ChunkStore store = ChunkStore::create(folder / name, manifest);
        store.write(0, 0, results);
        return bytes_of(store.path(0, 0));
    };
    const std::string first = written("a", example());
    Manifest renamed = example();
    renamed.notes = {{"title", "another title"}};
    CHECK(written("b", renamed) == first);
    CHECK(written("c", example("8")) != first);
    CHECK(written("d", example("7", 11)) != first);
    // Another NaN is the same absence of a number.
    for (CaseResult& result : results)
        if (std::isnan(result.range_km)) result.range_km = -none;
    results[0].apogee_km = std::nextafter(results[0].apogee_km, 0.0);
    CHECK(written("e", example()) != first);
    results[0].apogee_km = some_results(1)[0].apogee_km;
    CHECK(written("f", example()) == first);
}

TEST_CASE("Any changed or missing byte of a chunk is noticed", "[store]") {
    const TemporaryFolder folder;
    const ChunkStore store = ChunkStore::create(folder / "s", example());
    store.write(0, 0, some_results(3));
    const std::string path = store.path(0, 0), sound = bytes_of(path);
    std::vector<CaseResult> results;
    std::size_t unnoticed = 0;
    for (std::size_t i = 0; i < sound.size(); ++i) {
        std::string changed = sound;
        changed[i] = static_cast<char>(changed[i] ^ (1 << i % 8));
        put_bytes(path, changed);
        unnoticed += store.read(0, 0, 3, results).state == Chunk::damaged && results.empty() ? 0 : 1;
        put_bytes(path, sound.substr(0, i));
        unnoticed += store.read(0, 0, 3, results).state == Chunk::damaged ? 0 : 1;
    }
    CHECK(unnoticed == 0);
    put_bytes(path, sound + '\0');
    CHECK(store.read(0, 0, 3, results).state == Chunk::damaged);
    // Two columns change places: every word is there, in another order.
    std::string swapped = sound;
    std::swap_ranges(swapped.begin() + 56, swapped.begin() + 80, swapped.begin() + 80);
    put_bytes(path, swapped);
    const ChunkStore::Found found = store.read(0, 0, 3, results);
    CHECK(found.state == Chunk::damaged);
    CHECK(found.problem == path + ": its bytes were changed (checksum)");
    store.write(0, 0, some_results(3));
    CHECK(store.read(0, 0, 3, results).state == Chunk::valid);
}

TEST_CASE("A chunk with a sound checksum and values that no flight gives is damaged", "[store]") {
    const TemporaryFolder folder;
    const ChunkStore store = ChunkStore::create(folder / "s", example());
    const auto problem = [&](const std::function<void(CaseResult&)>& change) {
        std::vector<CaseResult> results = some_results(3), read;
        change(results[2]);
        store.write(0, 0, results);
        const ChunkStore::Found found = store.read(0, 0, 3, read);
        CHECK(found.state == Chunk::damaged);
        CHECK(read.empty());
        // What is not asked for is not looked at: a study of fewer cases.
        CHECK(store.read(0, 0, 2, read).state == Chunk::valid);
        return found.problem.substr(found.problem.find(": ") + 2);
    };
    for (const std::size_t outcome : {outcome_count, std::size_t{200}, std::size_t{255}}) {
        CHECK(problem([&](CaseResult& r) { r.outcome = static_cast<Outcome>(outcome); }) ==
              "holds what no flight gives: outcome " + std::to_string(outcome) + " in row 2");
        CHECK(problem([&](CaseResult& r) { r.flown_by = static_cast<FlownBy>(outcome); }) ==
              "holds what no flight gives: flown_by " + std::to_string(outcome) + " in row 2");
    }
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const ResultField& field : result_fields()) {
        for (const double value : {infinity, -infinity, 1e300, -1e300})
            CHECK(problem([&](CaseResult& r) {
                      r.*field.member = value;
                  }).starts_with(std::string("holds what no flight gives: ") + field.name + " = "));
    }
    const auto is_refused = [&](double CaseResult::*member, double value) {
        CHECK(problem([&](CaseResult& r) { r.*member = value; }).starts_with("holds what no flight gives: "));
    };
    is_refused(&CaseResult::impact_longitude_deg, 180.1);
    is_refused(&CaseResult::impact_longitude_deg, -180.1);
    is_refused(&CaseResult::impact_latitude_deg, 90.1);
    is_refused(&CaseResult::burnout_flight_path_angle_deg, -90.1);
    is_refused(&CaseResult::range_km, -1);
    is_refused(&CaseResult::range_km, 4e5);  // farther than round the largest Earth
    is_refused(&CaseResult::flight_time_s, -1);
    is_refused(&CaseResult::impact_speed_km_s, -1);
    is_refused(&CaseResult::max_dynamic_pressure_kPa, -1);
    is_refused(&CaseResult::apogee_km, -100);
}

// Would catch a store that judges each figure by itself: twenty flights "in orbit" with a mean range.
TEST_CASE("A chunk whose figures contradict its outcomes is damaged", "[store]") {
    const TemporaryFolder folder;
    const ChunkStore store = ChunkStore::create(folder / "s", example());
    using R = CaseResult;
    R landed;
    landed.outcome = Outcome::landed;
    landed.flown_by = FlownBy::fast;
    const auto state = [&](const std::function<void(R&)>& change) {
        std::vector<R> results{landed}, read;
        change(results[0]);
        store.write(0, 0, results);
        return store.read(0, 0, 1, read).state;
    };
    CHECK(state([](R&) {}) == Chunk::valid);
    for (std::size_t outcome = 0; outcome < outcome_count; ++outcome) {
        const auto ended = static_cast<Outcome>(outcome);
        CHECK(state([&](R& r) { r.outcome = ended; }) ==
              (ended == Outcome::landed ? Chunk::valid : Chunk::damaged));
    }
    CHECK(state([](R& r) { r.flown_by = FlownBy::nobody; }) == Chunk::damaged);
    for (const auto member :
         {&R::range_km, &R::flight_time_s, &R::impact_latitude_deg, &R::impact_longitude_deg,
          &R::impact_speed_km_s, &R::burnout_time_s, &R::burnout_height_km, &R::burnout_speed_km_s,
          &R::burnout_flight_path_angle_deg})
        CHECK(state([&](R& r) { r.*member = none; }) == Chunk::damaged);
    CHECK(state([](R& r) { r.apogee_km = none; }) == Chunk::valid);
    CHECK(state([](R& r) {
              r.outcome = Outcome::in_orbit;
              r = consistent(r);
              r.apogee_km = 300;
          }) == Chunk::damaged);
}

TEST_CASE("A chunk of another place or study is foreign and a short one partial", "[store]") {
    const TemporaryFolder folder;
    const ChunkStore store = ChunkStore::create(folder / "a", example()),
                     other = ChunkStore::create(folder / "b", example("8"));
    std::vector<CaseResult> results;
    CHECK(store.read(0, 0, 3, results).state == Chunk::absent);
    store.write(0, 0, some_results(3));
    CHECK(store.read(0, 0, 4, results).state == Chunk::partial);
    fs::copy_file(store.path(0, 0), store.path(0, 1));
    fs::copy_file(store.path(0, 0), store.path(1, 0));
    CHECK(store.read(0, 1, 3, results).state == Chunk::foreign);
    CHECK(store.read(1, 0, 3, results).state == Chunk::foreign);
    fs::copy_file(store.path(0, 0), other.path(0, 0));
    CHECK(other.read(0, 0, 3, results).state == Chunk::foreign);
    CHECK(results.empty());
}

TEST_CASE("A store is taken up by the same study only", "[store]") {
    const TemporaryFolder folder;
    const std::string path = folder / "s";
    ChunkStore::create(path, example()).write(0, 0, some_results(3));
    Manifest renamed = example();
    renamed.notes = {{"title", "two\nlines"}, {"cases", "20"}};
    std::vector<CaseResult> results;
    CHECK(ChunkStore::create(path, renamed).read(0, 0, 3, results).state == Chunk::valid);
    CHECK(ChunkStore::open(path).manifest().note("title") == "two\\nlines");
    CHECK(ChunkStore::open(path).manifest().note("cases") == "20");
    CHECK_THROWS_AS(ChunkStore::create(path, example("8")), InputError);
    CHECK(message_of([&] {
              ChunkStore::create(path, example("8"));
          }).find("seed: 7 in the store, 8 in this study") != std::string::npos);
    CHECK(message_of([&] {
              ChunkStore::create(path, example("7", 11));
          }).find("cases in a chunk: 10 in the store, 11 in this study") != std::string::npos);
    Manifest more = example();
    more.identity.emplace_back("thrust", "2 kN");
    CHECK(message_of([&] {
              ChunkStore::create(path, more);
          }).find("thrust: nothing in the store, 2 kN in this study") != std::string::npos);
    ChunkStore::erase(path);
    CHECK_FALSE(ChunkStore::in(path));
    CHECK(ChunkStore::create(path, example("8")).read(0, 0, 3, results).state == Chunk::absent);
}

TEST_CASE("A manifest that is cut or changed is no manifest", "[store]") {
    const TemporaryFolder folder;
    const std::string path = folder / "s", manifest = folder / "s/manifest.txt";
    CHECK_THROWS_AS(ChunkStore::open(path), StoreError);
    ChunkStore::create(path, example());
    const std::string sound = bytes_of(manifest);
    // Up to the line that tells the size of a chunk nothing can be understood.
    const std::size_t enough = sound.find("version = ");
    for (std::size_t length = 0; length + 1 < enough; length += 5) {
        put_bytes(manifest, sound.substr(0, length));
        CHECK_THROWS_AS(ChunkStore::open(path), StoreError);
    }
    for (const char* size : {"0", "1048577", "-3", "99999999999999999999999", "many", "10 of them", ""}) {
        std::string changed = sound;
        changed.replace(changed.find("chunk = 10") + 8, 2, size);
        put_bytes(manifest, changed);
        INFO(size);
        CHECK_THROWS_AS(ChunkStore::open(path), StoreError);
    }
    // Cut within the facts: readable, and not the identity that the chunks were written under.
    put_bytes(manifest, sound.substr(0, sound.find("seed")));
    CHECK_THROWS_AS(ChunkStore::create(path, example()), InputError);
}

TEST_CASE("Leftovers of a killed writer go and those of others stay", "[store]") {
    const TemporaryFolder folder;
    const ChunkStore store = ChunkStore::create(folder / "s", example());
    store.write(0, 1, some_results(3));
    for (const char* name : {".part1-000001.chunk.aBcDeF", ".part1-000002.chunk.aBcDeF",
                             ".part2-000001.chunk.x1y2z3", "notes.txt", ".hidden"})
        folder.write(std::string("s/chunks/") + name, "left");
    store.remove_leftovers([](std::size_t part, std::uint64_t chunk) { return part == 0 && chunk == 1; });
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder / "s/chunks"))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    CHECK(names == std::vector<std::string>{".hidden", ".part1-000002.chunk.aBcDeF",
                                            ".part2-000001.chunk.x1y2z3", "notes.txt", "part1-000001.chunk"});
}

}  // namespace apogee
