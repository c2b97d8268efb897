#include "batch/result_fields.h"

#include <array>

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

}  // namespace apogee
