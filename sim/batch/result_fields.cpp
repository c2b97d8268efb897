#include "batch/result_fields.h"

#include <array>
#include <cmath>
#include <string_view>

namespace apogee {

std::span<const ResultField> result_fields() {
    using R = CaseResult;
    static constexpr std::array<ResultField, 12> fields{{
        {"range_km", "km", "geodesic from the start to the impact", &R::range_km},
        {"apogee_km", "km", "greatest geodetic height, where it is stationary", &R::apogee_km},
        {"flight_time_s", "s", "lift-off or release to impact", &R::flight_time_s},
        {"impact_latitude_deg", "degree", "geodetic latitude of the impact", &R::impact_latitude_deg},
        {"impact_longitude_deg", "degree", "longitude of the impact, east positive",
         &R::impact_longitude_deg},
        {"impact_speed_km_s", "km s-1", "speed at impact relative to the turning Earth",
         &R::impact_speed_km_s},
        {"burnout_time_s", "s", "last burnout, since ignition", &R::burnout_time_s},
        {"burnout_height_km", "km", "geodetic height of the last burnout", &R::burnout_height_km},
        {"burnout_speed_km_s", "km s-1", "inertial speed at the last burnout", &R::burnout_speed_km_s},
        {"burnout_relative_speed_km_s", "km s-1", "speed at the last burnout relative to the turning Earth",
         &R::burnout_relative_speed_km_s},
        {"burnout_flight_path_angle_deg", "degree",
         "angle of the Earth-relative velocity above the geodetic horizontal at the last burnout",
         &R::burnout_flight_path_angle_deg},
        {"max_dynamic_pressure_kPa", "kPa",
         "greatest dynamic pressure on the way up (of a body that only falls, of all its way)",
         &R::max_dynamic_pressure_kPa},
    }};
    return fields;
}

bool possible(const ResultField& field, double value) {
    using R = CaseResult;
    if (std::isnan(value)) return true;
    const std::string_view unit = field.unit;
    constexpr double rounding = 1e-9;
    if (unit == "degree")
        return std::fabs(value) <= (field.member == &R::impact_longitude_deg ? 180 : 90) + rounding;
    // Half the circumference of the largest sphere, whose radius is 1e8 m.
    if (field.member == &R::range_km) return value >= 0 && value < 3.2e5;
    // A flight takes at most 1e8 s and begins at most 1e6 km up and at 173 km/s. Three stages of the greatest
    // impulse (2000 s) and mass ratio (1e13) add 600 km/s each.
    constexpr double most_s = 1e9, most_km_s = 1e4;
    if (unit == "s") return value >= 0 && value < most_s;
    if (unit == "km s-1") return value >= 0 && value < most_km_s;
    if (unit == "km") return std::fabs(value) < most_s * most_km_s;
    return value >= 0 && value < 1e15;  // kPa: the densest air (1e4 kg/m3) at the greatest speed: 5e14
}

}  // namespace apogee
