#include "scenario/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <string_view>
#include <utility>
#include <vector>

#include "base/input_error.h"
#include "scenario/keys.h"

namespace apogee {
namespace {

using Word = std::string_view;

/// A cell of the docs' tables as plain text: without code marks, of links the words alone.
std::string plain_text(Word markdown) {
    std::string text;
    for (std::size_t i = 0; i < markdown.size(); ++i) {
        const char c = markdown[i];
        if (c == '`' || (c == '[' && markdown.find("](", i) != Word::npos)) continue;
        if (c == ']' && markdown.substr(i).starts_with("](")) {
            i = markdown.find(')', i);
            continue;
        }
        text += c;
    }
    return text;
}

/// "azimuth_deg = 330        # where the vehicle steers, ...", in the columns of the template.
std::string line(const std::string& assignment, const std::string& comment) {
    constexpr std::size_t column = 44;
    if (comment.empty()) return assignment + '\n';
    const std::size_t gap = assignment.size() + 1 < column ? column - assignment.size() : 1;
    return assignment + std::string(gap, ' ') + "# " + comment + '\n';
}

/// A default as TOML has it.
std::string default_text(const Key& key) {
    if (key.fallback) return number_text(*key.fallback);
    const std::size_t begin = key.otherwise.find('`'), end = key.otherwise.find('`', begin + 1);
    return begin == 0 && end != Word::npos ? std::string(key.otherwise.substr(1, end - 1)) : "";
}

/// What stands beside a key; empty for its default.
struct Value {
    Word key;
    std::string text;
};

enum class Rest { shown, left_out };

/// A table with values for some of its keys; as comments its other keys: those that can be taken into use as
/// they stand ("# key = value"), and the rest, which need a value or take the place of another key.
/// Before the meaning of a key that goes with one ascent programme stands the programme.
std::string table_text(const std::string& header, const TableKeys& table, const std::vector<Value>& values,
                       const std::vector<Value>& usable = {}, Rest rest = Rest::shown) {
    std::string text = header + '\n';
    for (const Value& value : values) {
        const Key* const key = table.find(value.key);
        assert(key);
        const bool explained = rest == Rest::shown;
        text +=
            line(fmt::format("{} = {}", key->name, value.text), explained ? plain_text(key->meaning) : "");
    }
    if (rest == Rest::left_out) return text;
    const bool by_programme = table.keys.data() == tables::ascent.keys.data();
    for (const Key& key : table.keys) {
        if (std::ranges::find(values, key.name, &Value::key) != values.end()) continue;
        std::string meaning = plain_text(key.meaning);
        if (by_programme && key.holds == Key::Holds::number)
            meaning = fmt::format("{}: {}", key.otherwise, meaning);
        const auto value = std::ranges::find(usable, key.name, &Value::key);
        if (value == usable.end())
            text += line(fmt::format("#   {}", key.name), meaning);
        else
            text += line(
                fmt::format("# {} = {}", key.name, value->text.empty() ? default_text(key) : value->text),
                meaning);
    }
    return text;
}

/// The same, all of it as comments.
std::string commented(const std::string& text) {
    std::string made;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        const std::string_view one = std::string_view(text).substr(at, end - at);
        made += (one.starts_with('#') ? "" : "# ") + std::string(one) + '\n';
        at = end + 1;
    }
    return made;
}

constexpr Word introduction =
    R"(# A scenario for Apogee: where a rocket starts, how it climbs, what it is made of.
# Check it with `apogee check FILE`, fly it with `apogee run FILE`.
#
# The unit stands in the key. A number may say how sure it is and where it comes from:
#   burn_time_s = 35                                          exact
#   burn_time_s = { value = 35, low = 33, high = 40 }         lowest and highest thought possible
#   burn_time_s = { value = 35, sd = 0.5, source = "..." }    standard deviation, and who says so
# A line that starts with # is a comment: take the # away to use the key. Keys without a value there need
# one, or stand for others.

title = "Two-stage sounding rocket, an invented example"
name = "Example rocket"                     # of the vehicle

# The vehicle can stand in a file of its own, beside or below this one, or come from the catalogue. Then
# delete [[stage]], [payload] and [drag] below.
# vehicle = "vehicles/mine.toml"
# vehicle = "catalogue:NAME"                # `apogee list` shows the names

)";

}  // namespace

std::string scenario_template() {
    const std::string invented = "\"estimate: invented for this example\"";
    std::string text(introduction);
    text += table_text("[launch]", tables::launch,
                       {{"site", "\"Andoya, Norway\""},
                        {"latitude_deg", "69.294"},
                        {"longitude_deg", "16.021"},
                        {"height_m", "10"},
                        {"azimuth_deg", "330"}},
                       {{"time", "2024-05-01T10:00:00Z"}, {"duration_s", "3600"}});
    text += "\n# How the rocket steers while a motor burns.\n";
    text +=
        table_text("[ascent]", tables::ascent,
                   {{"programme", "\"pitch-table\""}, {"time_s", "[0, 20]"}, {"elevation_deg", "[82, 82]"}},
                   {{"frame", "\"launch\""}});
    text += '\n' + commented(table_text("[environment]", tables::environment, {},
                                        {{"atmosphere", ""},
                                         {"density_scale", ""},
                                         {"wind", ""},
                                         {"earth", ""},
                                         {"gravity", ""},
                                         {"rotation", ""}}));
    text += "\n# Stages in the order they fire.\n";
    text += table_text("[[stage]]", tables::stage,
                       {{"propellant_mass_kg", "600"},
                        {"dry_mass_kg", "250"},
                        {"burn_time_s", "35"},
                        {"isp_vacuum_s", "250"},
                        {"isp_sea_level_s", "225"},
                        {"diameter_m", "0.46"},
                        {"drag", "\"slender\""},
                        {"separation_delay_s", "0.5"},
                        {"ballistic_coefficient_kg_m2", "1000"},
                        {"source", invented}});
    text += '\n' + table_text("[[stage]]", tables::stage,
                              {{"coast_before_s", "4"},
                               {"propellant_mass_kg", "300"},
                               {"dry_mass_kg", "120"},
                               {"burn_time_s", "40"},
                               {"isp_vacuum_s", "{ value = 265, sd = 4 }"},
                               {"isp_sea_level_s", "235"},
                               {"diameter_m", "0.36"},
                               {"drag", "\"slender\""},
                               {"ballistic_coefficient_kg_m2", "800"},
                               {"source", invented}},
                              {}, Rest::left_out);
    text +=
        "\n# A nose cone dropped on the way up.\n" +
        commented(table_text("[shroud]", tables::shroud, {{"mass_kg", "20"}, {"jettison_height_km", "70"}}));
    text += "\n# What is left after the last stage.\n";
    text += table_text("[payload]", tables::payload,
                       {{"mass_kg", "{ value = 100, low = 80, high = 120 }"},
                        {"ballistic_coefficient_kg_m2", "1500"},
                        {"source", invented}});
    text += "\n# Drag over Mach number.\n";
    text += table_text("[drag.slender]", tables::drag,
                       {{"mach", "[0, 0.8, 1.05, 1.5, 2, 3, 5, 10]"},
                        {"cd", "[0.35, 0.36, 0.62, 0.55, 0.46, 0.35, 0.25, 0.2]"},
                        {"source", "\"estimate: typical of slender finned rockets\""}});
    text +=
        "\n# Figures that somebody reported of this flight. The report sets ours beside them; they change\n"
        "# nothing of it. `apogee estimate` asks what they imply.\n";
    text += table_text(
        "[reported]", tables::reported,
        {{"apogee_km", "{ value = 428, source = \"invented for this example\" }"}, {"range_km", "265"}});
    return text;
}

}  // namespace apogee
