#include "scenario/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/input_error.h"

namespace apogee {

namespace {

using Word = std::string_view;

/// Units of the format and those that people write instead.
constexpr std::array units{
    Word("kg"),      Word("s"),       Word("kN"),      Word("m"),       Word("m2"),    Word("kg_m2"),
    Word("deg"),     Word("deg_s"),   Word("m_s"),     Word("km"),      Word("m3_s2"), Word("rad_s"),
    Word("kg_m3"),   Word("K"),       Word("Pa"),      Word("t"),       Word("g"),     Word("lb"),
    Word("lbs"),     Word("lbm"),     Word("tons"),    Word("tonnes"),  Word("min"),   Word("h"),
    Word("ms"),      Word("sec"),     Word("seconds"), Word("minutes"), Word("N"),     Word("MN"),
    Word("kn"),      Word("lbf"),     Word("kgf"),     Word("tf"),      Word("ft"),    Word("cm"),
    Word("mm"),      Word("mi"),      Word("nm"),      Word("nmi"),     Word("in"),    Word("metres"),
    Word("meters"),  Word("cm2"),     Word("ft2"),     Word("lb_ft2"),  Word("psf"),   Word("rad"),
    Word("degrees"), Word("radians"), Word("km_s"),    Word("ft_s"),    Word("km_h"),  Word("km3_s2"),
    Word("rpm"),     Word("kg_m3"),   Word("C"),       Word("kPa"),     Word("hPa"),   Word("bar"),
    Word("mbar"),    Word("psi"),     Word("m_per_s")};

/// "stage[2]": the kind of table and which one, counted from 0.
struct TablePath {
    Word name;
    std::size_t index = 0;
};
/// @return nothing for what is no such path
std::optional<TablePath> table_path(Word path) {
    const std::size_t bracket = path.find('[');
    if (bracket == Word::npos) return TablePath{path};
    std::size_t number = 0;
    const char* const last = path.data() + path.size();
    const auto read = std::from_chars(path.data() + bracket + 1, last, number);
    if (read.ec != std::errc() || number < 1 || read.ptr + 1 != last || *read.ptr != ']') return std::nullopt;
    return TablePath{path.substr(0, bracket), number - 1};
}

constexpr std::array kinds{&tables::launch,      &tables::initial,  &tables::ascent,
                           &tables::environment, &tables::reported, &tables::stage,
                           &tables::booster,     &tables::shroud,   &tables::payload};

}  // namespace

std::optional<KeyPlace> key_at(std::string_view path) {
    const std::size_t dot = path.rfind('.');
    if (dot == Word::npos) return std::nullopt;
    const std::optional<TablePath> table = table_path(path.substr(0, dot));
    if (!table) return std::nullopt;
    for (const TableKeys* kind : kinds)
        if (kind->name == table->name)
            if (const Key* key = kind->find(path.substr(dot + 1))) return KeyPlace{key, table->index};
    return std::nullopt;
}

std::string_view unit_of(std::string_view key) {
    Word longest;
    for (const Word unit : units)
        if (unit.size() > longest.size() && key.size() > unit.size() + 1 && key.ends_with(unit) &&
            key[key.size() - unit.size() - 1] == '_')
            longest = unit;
    return longest;
}

std::string_view base_of(std::string_view key) {
    const Word unit = unit_of(key);
    return unit.empty() ? key : key.substr(0, key.size() - unit.size() - 1);
}

KeyAdvice advise_on_unknown_key(std::string_view key, const TableKeys& table) {
    if (table.keys.data() == tables::scenario.keys.data() && (key == "scenario" || key == "scenarios"))
        return {"a study names scenarios, a scenario does not",
                "expected `apogee study` to fly it, `apogee run --case N` for one flight of it"};
    const std::vector<Word> names(table.keys.begin(), table.keys.end());
    for (const Word known : names)
        if (!unit_of(known).empty() && base_of(known) == base_of(key))
            return {unit_of(key).empty() ? "the unit is missing in the key"
                                         : fmt::format("the unit must be {}", unit_of(known)),
                    fmt::format("expected {}", known)};
    if (const Word near = nearest_word(key, names); !near.empty())
        return {"unknown key", fmt::format("did you mean {}?", near)};
    const auto elsewhere = [&](const TableKeys& other) {
        return other.keys.data() != table.keys.data() && other.find(key);
    };
    if (elsewhere(tables::scenario))
        return {"unknown key here", "it belongs at the top of a scenario, before the first [table]"};
    for (const TableKeys* other : kinds)
        if (elsewhere(*other)) return {"unknown key here", fmt::format("it belongs in [{}]", other->name)};
    return {"unknown key", fmt::format("known here: {}", joined(names, ", "))};
}

std::span<const std::string_view> alternatives_to(std::string_view table, std::string_view key) {
    for (const TableKeys* kind : kinds) {
        const Key* row = kind->name == table ? kind->find(key) : nullptr;
        if (!row) continue;
        const auto used = std::ranges::count_if(row->replaces, [](Word word) { return !word.empty(); });
        return std::span(row->replaces).first(static_cast<std::size_t>(used));
    }
    return {};
}

}  // namespace apogee
