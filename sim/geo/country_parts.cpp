#include "geo/country_parts.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string_view>

namespace apogee {
namespace {

/// A rectangle: of a country's polygons it holds those that begin inside. Where west > east it crosses 180
/// degrees.
struct PartBox {
    std::string_view country, name;
    double south_deg, west_deg, north_deg, east_deg;

    [[nodiscard]] bool holds(const LatLon& p) const {
        const bool beyond_west = p.longitude_deg >= west_deg, before_east = p.longitude_deg <= east_deg;
        return p.latitude_deg >= south_deg && p.latitude_deg <= north_deg &&
               (west_deg <= east_deg ? beyond_west && before_east : beyond_west || before_east);
    }
};

constexpr std::array boxes{
    PartBox{"United States of America", "Alaska", 51, 172, 72, -129},
    PartBox{"United States of America", "Hawaii", 18, -179, 29, -154},
    PartBox{"France", "French Guiana", 2, -55, 6, -51},
    PartBox{"France", "Guadeloupe", 15.7, -62, 16.7, -60.9},
    PartBox{"France", "Martinique", 14.3, -61.4, 15, -60.7},
    PartBox{"France", "Réunion", -21.5, 55, -20.7, 56},
    PartBox{"France", "Mayotte", -13.2, 44.9, -12.5, 45.4},
    PartBox{"Norway", "Svalbard", 74, 9, 81, 36},
    PartBox{"Norway", "Jan Mayen", 70.5, -10, 71.5, -7},
    PartBox{"Norway", "Bouvet Island", -55, 3, -54, 4},
    PartBox{"Netherlands", "Caribbean Netherlands", 12, -69, 18, -62},
    PartBox{"Spain", "Canary Islands", 27, -19, 30, -13},
    PartBox{"Portugal", "Azores", 36.5, -32, 40, -24},
    PartBox{"Portugal", "Madeira", 29.5, -18, 33.5, -15},
    PartBox{"Russia", "Kaliningrad", 54, 19, 56, 23},
    PartBox{"Russia", "Franz Josef Land", 79.7, 36, 82, 66},
    PartBox{"Chile", "Easter Island", -28, -110, -26, -105},
    PartBox{"Chile", "Juan Fernández Islands", -34, -81, -33, -78},
    PartBox{"Chile", "Desventuradas Islands", -26.6, -80.5, -26, -79.5},
    PartBox{"Ecuador", "Galápagos", -2, -92.5, 2, -89},
    PartBox{"Australia", "Macquarie Island", -55.5, 158, -54, 159.5},
    PartBox{"Australia", "Lord Howe Island", -31.8, 158.9, -31.3, 159.3},
    PartBox{"South Africa", "Prince Edward Islands", -47.5, 37, -46, 38.5},
    PartBox{"New Zealand", "Chatham Islands", -45, -177.5, -43, -175},
    PartBox{"New Zealand", "Kermadec Islands", -31.5, -179, -29, -177.5},
    PartBox{"New Zealand", "Subantarctic Islands", -53, 165, -49.4, 179.5},
    PartBox{"New Zealand", "Tokelau", -10, -173, -8, -171},
    PartBox{"India", "Andaman and Nicobar Islands", 6, 92, 14.5, 94.5},
    PartBox{"Japan", "Okinawa and the southern islands", 23.5, 122.5, 30, 131.5},
    PartBox{"Japan", "Ogasawara Islands", 23.5, 138, 30, 155},
    PartBox{"Yemen", "Socotra", 11.5, 51.5, 13, 55},
    PartBox{"Angola", "Cabinda", -6, 11.9, -4, 13.2},
    PartBox{"Azerbaijan", "Nakhchivan", 38.5, 44.5, 40, 46.6},
    PartBox{"Malaysia", "Sabah and Sarawak", 0.5, 109, 8, 120},
};

struct Administered {
    std::string_view by, territory;
};
constexpr std::array administered{
    Administered{"United States of America", "American Samoa"},
    Administered{"United States of America", "Guam"},
    Administered{"United States of America", "Northern Mariana Islands"},
    Administered{"United States of America", "Puerto Rico"},
    Administered{"United States of America", "United States Minor Outlying Islands"},
    Administered{"United States of America", "United States Virgin Islands"},
    Administered{"France", "French Polynesia"},
    Administered{"France", "French Southern and Antarctic Lands"},
    Administered{"France", "New Caledonia"},
    Administered{"France", "Saint Barthélemy"},
    Administered{"France", "Saint Martin"},
    Administered{"France", "Saint Pierre and Miquelon"},
    Administered{"France", "Wallis and Futuna"},
    Administered{"United Kingdom", "Anguilla"},
    Administered{"United Kingdom", "Bermuda"},
    Administered{"United Kingdom", "British Indian Ocean Territory"},
    Administered{"United Kingdom", "British Virgin Islands"},
    Administered{"United Kingdom", "Cayman Islands"},
    Administered{"United Kingdom", "Falkland Islands (Malvinas)"},
    Administered{"United Kingdom", "Gibraltar"},
    Administered{"United Kingdom", "Montserrat"},
    Administered{"United Kingdom", "Pitcairn Islands"},
    Administered{"United Kingdom", "Saint Helena"},
    Administered{"United Kingdom", "South Georgia and the South Sandwich Islands"},
    Administered{"United Kingdom", "Turks and Caicos Islands"},
    Administered{"Netherlands", "Aruba"},
    Administered{"Netherlands", "Curaçao"},
    Administered{"Netherlands", "Sint Maarten"},
    Administered{"Denmark", "Faroe Islands"},
    Administered{"Denmark", "Greenland"},
    Administered{"Australia", "Heard Island and McDonald Islands"},
    Administered{"Australia", "Norfolk Island"},
    Administered{"Finland", "Åland Islands"},
    Administered{"China", "Hong Kong"},
    Administered{"China", "Macao"},
};

/// Of the rest of most countries; none is found by it, for many have one.
constexpr std::string_view usual_rest = "mainland and nearer islands";

std::string_view name_of_rest(std::string_view country) {
    return country == "United States of America" ? "the 48 states" : usual_rest;
}

CountryId named_above(std::string_view name) {
    const std::optional<CountryId> found = find_country(name);
    assert(found);  // the tables above are ours
    return *found;
}

}  // namespace

std::string_view part_at(CountryId id, const LatLon& point) {
    const std::string_view name = country(id).name;
    const auto of_country = [&](const PartBox& box) { return box.country == name; };
    if (std::ranges::none_of(boxes, of_country)) return {};
    const auto box =
        std::ranges::find_if(boxes, [&](const PartBox& b) { return of_country(b) && b.holds(point); });
    return box == boxes.end() ? name_of_rest(name) : box->name;
}

std::vector<CountryPart> country_parts(CountryId id) {
    std::vector<CountryPart> parts;
    const auto part = [&](std::string_view called) -> CountryPart& {
        const auto found = std::ranges::find(parts, called, &CountryPart::name);
        if (found != parts.end()) return *found;
        return parts.emplace_back(CountryPart{std::string(called), {}});
    };
    for (MapPolygon& polygon : WorldMap::at(Detail::m10).polygons_of(id)) {
        const std::string_view called = part_at(id, polygon.rings.front().front());
        part(called).polygons.push_back(std::move(polygon));
    }
    const std::string_view rest = name_of_rest(country(id).name);
    std::ranges::stable_partition(parts, [&](const CountryPart& p) { return p.name == rest; });
    return parts;
}

std::vector<CountryId> territories_of(CountryId id) {
    std::vector<CountryId> list;
    for (const Administered& a : administered)
        if (a.by == country(id).name) list.push_back(named_above(a.territory));
    return list;
}

std::vector<PartOfCountry> named_parts() {
    std::vector<PartOfCountry> list;
    for (const PartBox& box : boxes) {
        const CountryId id = named_above(box.country);
        const bool first = list.empty() || list.back().country != id;
        if (first && name_of_rest(box.country) != usual_rest) list.push_back({id, name_of_rest(box.country)});
        list.push_back({id, box.name});
    }
    return list;
}

}  // namespace apogee
