#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "docs/key_tables.h"
#include "scenario/keys.h"
#include "unit/example_scenario.h"

namespace apogee {
namespace {

using namespace testing;

/// A way of saying the example scenario in which further keys mean something.
struct Context {
    std::string text;
    Overrides before;
};

std::vector<Context> contexts() {
    const std::string linear = "programme = \"linear\"\nvertical_s = 5\nburnout_elevation_deg = 40\n";
    const auto ascent = [&](const std::string& programme) { return replaced(flight, linear, programme); };
    const std::string turn = "programme = \"gravity-turn\"\nkick_angle_deg = 3\nkick_duration_s = 5\n";
    std::string release = flight.substr(flight.find("[[stage]]"));
    release =
        "[initial]\nlatitude_deg = 1\nlongitude_deg = 2\nheight_m = 1e5\nvelocity_north_m_s = 1\n"
        "velocity_east_m_s = 2\nvelocity_down_m_s = 3\n" +
        release;
    const std::string coefficient =
        replaced(flight, "mass_kg = 700\ndrag = \"blunt\"\nreference_area_m2 = 0.8", "mass_kg = 700");
    return {{flight, {}},
            {flight, {{"environment.earth", "sphere"}}},
            {flight,
             {{"stage[2].diameter_m", "1"},
              {"stage[2].drag", "slender"},
              {"booster[1].diameter_m", "1"},
              {"booster[1].drag", "slender"}}},
            {ascent("programme = \"pitch-table\"\ntime_s = [0, 10]\nelevation_deg = [90, 50]\n"), {}},
            {ascent("programme = \"pitch-rate\"\nloft_angle_deg = 40\nloft_rate_deg_s = 1\n"), {}},
            {ascent(turn + "kick_speed_m_s = 50\n"), {}},
            {release, {}},
            {coefficient, {}}};
}

std::optional<Scenario> accepted(const Context& context, const std::string& path, const std::string& value) {
    Overrides changes = context.before;
    changes.emplace_back(path, value);
    try {
        return parsed(context.text, changes);
    } catch (const InputError&) {
        return std::nullopt;
    }
}

/// Values of a key, some of which some context accepts.
std::vector<std::string> values_of(const Key& key) {
    const auto text = [](double value) { return number_text(value); };
    const Bounds b = key.bounds;
    if (key.holds == Key::Holds::number) {
        if (b.whole) return {"3", "4", "5"};
        return {text(b.least), text(b.most), text(0.7 * b.least + 0.3 * b.most), "150", "151",
                "0.0035",      "89.5"};
    }
    if (key.holds == Key::Holds::rows) return {"[0, 1]", "[0, 2]", "[0, 1, 3]", "[0, 2, 3]"};
    if (key.holds == Key::Holds::table)
        return {"{ time_s = [0, 1], fraction = [1, 2] }", "{ time_s = [0, 1], fraction = [1, 3] }"};
    return {"launch",
            "local",
            "us1976",
            "none",
            "wgs84",
            "sphere",
            "central",
            "j2",
            "j6",
            "slender",
            "blunt",
            "true",
            "false",
            "linear",
            "pitch-table",
            "word",
            "2017-11-29T03:17:00Z",
            "2017-11-29T03:18:00Z"};
}

/// The hashes of all accepted values, and how many were accepted, in the context in which the key does most.
struct Tried {
    std::size_t accepted = 0, hashes = 0;
};
Tried tried(const Key& key, const std::string& path) {
    Tried most;
    for (const Context& context : contexts()) {
        std::set<std::string> hashes;
        Tried here;
        for (const std::string& value : values_of(key))
            if (const auto scenario = accepted(context, path, value)) {
                ++here.accepted;
                hashes.insert(scenario->hash);
            }
        here.hashes = hashes.size();
        if (std::pair(here.hashes, here.accepted) > std::pair(most.hashes, most.accepted)) most = here;
    }
    return most;
}

bool for_people(const TableKeys& table, const Key& key) {
    static const std::set<std::string_view> words{"title", "name", "status", "source", "site", "time"};
    return words.contains(key.name) || &table == &tables::reported;
}

}  // namespace

TEST_CASE("Every key that a flight depends on moves the hash, and no other does", "[scenario]") {
    const std::pair<const TableKeys*, const char*> all[] = {{&tables::scenario, ""},
                                                            {&tables::launch, "launch."},
                                                            {&tables::initial, "initial."},
                                                            {&tables::ascent, "ascent."},
                                                            {&tables::environment, "environment."},
                                                            {&tables::reported, "reported."},
                                                            {&tables::stage, "stage[2]."},
                                                            {&tables::booster, "booster[1]."},
                                                            {&tables::thrust_curve, "stage[2].thrust_curve."},
                                                            {&tables::shroud, "shroud."},
                                                            {&tables::payload, "payload."},
                                                            {&tables::drag, "drag.blunt."}};
    for (const auto& [table, prefix] : all)
        for (const Key& key : table->keys) {
            const bool part = table == &tables::scenario && key.holds == Key::Holds::table;
            // Tables of keys are what the other rows are about. Files of vehicles and winds are another
            // test's. A programme's word comes with its keys.
            if (part || key.name == "vehicle" || key.name == "wind" || key.name == "programme") continue;
            const std::string path = prefix + std::string(key.name);
            INFO(path);
            const Tried t = tried(key, path);
            REQUIRE(t.accepted >= (for_people(*table, key) ? 1 : 2));
            if (for_people(*table, key))
                CHECK(t.hashes == 1);
            else
                CHECK(t.hashes == t.accepted);
        }
}

TEST_CASE("The tables of the docs are those of the program", "[scenario]") {
    // Every table of keys and that of the figures stand in the first, formats and columns in the second.
    const auto [file, block, expected] = GENERATE(std::tuple("/formats.md", "<!-- keys: figures -->", 15),
                                                  std::tuple("/exports.md", "<!-- keys: columns -->", 2),
                                                  std::tuple("/estimate.md", "<!-- keys: answers -->", 2),
                                                  std::tuple("/studies.md", "<!-- keys: results -->", 1));
    std::ifstream in(std::string(APOGEE_DOCS_DIR) + file, std::ios::binary);
    const std::string document{std::istreambuf_iterator<char>(in), {}};
    REQUIRE(in);
    REQUIRE(document.find(block) != std::string::npos);
    const std::string keys = "<!-- keys: ";
    int blocks = 0;
    for (std::size_t at = document.find(keys); at != std::string::npos; at = document.find(keys, at + 1))
        ++blocks;
    CHECK(blocks == expected);
    // build/tests/write_key_tables writes them anew.
    CHECK(with_key_tables(document) == document);
}

}  // namespace apogee
