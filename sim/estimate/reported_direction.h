#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "estimate/reported_flight.h"
#include "geo/region.h"

namespace apogee {

/// What a report says of the flight's direction, as typed, and the names of its parts in messages.
struct DirectionText {
    std::optional<std::string> azimuth;  ///< degrees clockwise from north, from the site to the impact
    std::optional<std::string> impact;   ///< "LAT,LON" or a town
    std::string azimuth_name, impact_name, site_name;
};

/// From the site, which has to be known, to where the flight is said to have come down.
/// @param name  of that place in messages. @throws InputError where it is not as far away as the flight's
/// range
[[nodiscard]] Geodesic way_to_impact(const ReportedFlight& report, const Geodetic& impact,
                                     const std::string& name);

/// Where the flight began; coordinates give it no name.
void set_site(ReportedFlight& report, const DistanceOrigin& site);

/// Sets the flight's azimuth to what its azimuth or place of impact says, if there is one. @throws InputError
/// where the two disagree by more than 5 degrees, or the place is not as far away as the flight's range.
void set_direction(ReportedFlight& report, const DirectionText& text);

}  // namespace apogee
