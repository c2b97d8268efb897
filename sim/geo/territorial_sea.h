#pragma once

#include <optional>

#include "geo/country.h"

namespace apogee {

/// Greatest breadth of the territorial sea: 12 nautical miles. Source: United Nations Convention on the Law
/// of the Sea (1982), article 3.
inline constexpr double territorial_sea_m = 12 * 1852.0;

/// Whose land a point is on, or in whose territorial sea; neither on the open sea.
///
/// The territorial sea is that of the nearest coast, where one is within 12 nautical miles (article 15: the
/// median line between neighbours). By distance to the coast of the 1:10m map alone, some kilometre: straight
/// baselines, historic bays and narrower claims are not in its data.
struct Zone {
    std::optional<CountryId> land, territorial_sea;
    bool operator==(const Zone&) const = default;
};
[[nodiscard]] Zone zone_below(double latitude_deg, double longitude_deg);

}  // namespace apogee
