#include "geo/country.h"

#include <array>
#include <cassert>
#include <cstddef>
#include <vector>

#include "geo/embedded_data.h"
#include "geo/table_text.h"

namespace apogee {

namespace {

std::vector<Country> read_countries() {
    std::vector<Country> list;
    std::string_view text = embedded::countries();
    std::array<std::string_view, 7> row;
    while (next_row(text, row)) {
        assert(table_number<std::uint16_t>(row[0]) == list.size());
        list.push_back({row[1], row[2], table_number<int>(row[3]), table_number<double>(row[4]),
                        table_number<double>(row[5]), table_number<double>(row[6])});
    }
    return list;
}

}  // namespace

std::span<const Country> countries() {
    static const std::vector<Country> list = read_countries();
    return list;
}

const Country& country(CountryId id) {
    assert(static_cast<std::size_t>(id) < countries().size());
    return countries()[static_cast<std::size_t>(id)];
}

std::optional<CountryId> find_country(std::string_view name) {
    const auto list = countries();
    for (std::size_t i = 0; i < list.size(); ++i)
        if (list[i].name == name || list[i].label == name) return static_cast<CountryId>(i);
    return std::nullopt;
}

}  // namespace apogee
