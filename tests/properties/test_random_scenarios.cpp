// What the generator of random scenarios reaches: a key that it never states is never tested.
#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "properties/random_scenario.h"
#include "scenario/keys.h"
#include "scenario/node.h"
#include "temporary_folder.h"

using namespace apogee;
using namespace apogee::testing;

namespace {

using Counts = std::map<std::string, int>;

std::string word(const Node& node) {
    if (const std::string* text = node.text()) return *text;
    if (const bool* flag = std::get_if<bool>(&node.value)) return *flag ? "true" : "false";
    return {};
}

/// Counts "stage.dry_mass_kg" for each table that states the key, and "ascent.frame=local" for each word.
void count(const Node& node, const std::string& table, Counts& counts) {
    if (const Node::Array* list = node.array())
        for (const Node& item : *list) count(item, table, counts);
    if (!node.table()) return;
    for (const Node::Entry& entry : *node.table()) {
        const std::string key = (table.empty() ? "" : table + ".") + entry.key;
        ++counts[key];
        if (!word(entry.node).empty()) ++counts[key + "=" + word(entry.node)];
        // [drag.NAME] is a drag table under any name; { value = ... } is a number under any key.
        const bool named = table.empty() && entry.key == "drag";
        if (named && entry.node.table())
            for (const Node::Entry& drawn : *entry.node.table())
                count(drawn.node, std::string(tables::drag.name), counts);
        else
            count(entry.node, entry.node.find("value") ? "number" : entry.key, counts);
    }
}

constexpr int draws = 2000;

/// Once in two hundred draws: the suite's thousand flights then hold some five of each.
void check_reached(const Counts& counts, const std::string& what) {
    const auto found = counts.find(what);
    const int reached = found == counts.end() ? 0 : found->second;
    INFO(what << " in " << reached << " of " << draws);
    CHECK(reached >= draws / 200);
}

}  // namespace

TEST_CASE("random scenarios reach every key and every choice of the format", "[property]") {
    const TemporaryFolder folder;
    Counts counts;
    for (std::uint64_t number = 0; number < draws; ++number) {
        const RandomScenario scenario = random_scenario(usual_seed, number);
        INFO("number " << number);
        REQUIRE_NOTHROW(read(scenario, folder.path().string()));
        count(parse_toml(scenario.text, "scenario.toml"), "", counts);
        for (const RandomScenario::File& file : scenario.files) {
            if (file.name == "vehicle.toml") count(parse_toml(file.text, file.name), "", counts);
            const std::size_t header = file.text.find("height_m,");
            if (header != std::string::npos)
                ++counts[file.text.substr(header, file.text.find('\n', header) - header)];
        }
    }
    for (const TableKeys* table :
         {&tables::scenario, &tables::vehicle, &tables::launch, &tables::initial, &tables::ascent,
          &tables::environment, &tables::reported, &tables::stage, &tables::booster, &tables::thrust_curve,
          &tables::shroud, &tables::payload, &tables::drag, &tables::number})
        for (const std::string_view key : table->keys) {
            const bool top = table == &tables::scenario || table == &tables::vehicle;
            const std::string name = table == &tables::number ? "number" : std::string(table->name);
            check_reached(counts, (top ? "" : name + ".") + std::string(key));
        }
    for (const char* choice : {"ascent.programme=linear",
                               "ascent.programme=pitch-table",
                               "ascent.programme=pitch-rate",
                               "ascent.programme=gravity-turn",
                               "ascent.frame=launch",
                               "ascent.frame=local",
                               "environment.atmosphere=us1976",
                               "environment.atmosphere=none",
                               "environment.atmosphere=air.csv",
                               "environment.wind=none",
                               "environment.wind=wind.csv",
                               "environment.earth=wgs84",
                               "environment.earth=sphere",
                               "environment.gravity=central",
                               "environment.gravity=j2",
                               "environment.gravity=j6",
                               "environment.rotation=true",
                               "environment.rotation=false",
                               "stage.separates=true",
                               "stage.separates=false",
                               "height_m,density_kg_m3",
                               "height_m,density_kg_m3,temperature_K",
                               "height_m,temperature_K,pressure_Pa",
                               "height_m,density_kg_m3,temperature_K,pressure_Pa"})
        check_reached(counts, choice);
}
