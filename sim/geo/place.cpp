#include "geo/place.h"

#include <array>
#include <vector>

#include "geo/embedded_data.h"
#include "geo/table_text.h"

namespace apogee {

namespace {

std::vector<PopulatedPlace> read_places() {
    std::vector<PopulatedPlace> list;
    std::string_view text = embedded::places();
    std::array<std::string_view, 6> row;
    while (next_row(text, row)) {
        list.push_back({row[0], static_cast<CountryId>(table_number<std::uint16_t>(row[1])),
                        table_number<double>(row[2]), table_number<double>(row[3]),
                        table_number<std::uint32_t>(row[4]), row[5] == "*"});
    }
    return list;
}

}  // namespace

std::span<const PopulatedPlace> places() {
    static const std::vector<PopulatedPlace> list = read_places();
    return list;
}

}  // namespace apogee
