#include "batch/result_fields.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace apogee {

std::span<const ResultField> result_fields() {
    using R = CaseResult;
    static const std::array<ResultField, 12> fields{{
        {flight_figure("range_km"), &R::range_km},
        {flight_figure("apogee_km"), &R::apogee_km},
        {flight_figure("flight_time_s"), &R::flight_time_s},
        {flight_figure("impact_latitude_deg"), &R::impact_latitude_deg},
        {flight_figure("impact_longitude_deg"), &R::impact_longitude_deg},
        {flight_figure("impact_speed_km_s"), &R::impact_speed_km_s},
        {flight_figure("burnout_time_s"), &R::burnout_time_s},
        {flight_figure("burnout_height_km"), &R::burnout_height_km},
        {flight_figure("burnout_speed_km_s"), &R::burnout_speed_km_s},
        {flight_figure("burnout_relative_speed_km_s"), &R::burnout_relative_speed_km_s},
        {flight_figure("burnout_flight_path_angle_deg"), &R::burnout_flight_path_angle_deg},
        {flight_figure("max_dynamic_pressure_kPa"), &R::max_dynamic_pressure_kPa},
    }};
    return fields;
}

bool possible(const ResultField& field, double value) {
    using R = CaseResult;
    if (std::isnan(value)) return true;
    const std::string_view unit = field.unit;
    constexpr double rounding = 1e-9;
    if (unit == "deg")
        return std::fabs(value) <= (field.member == &R::impact_longitude_deg ? 180 : 90) + rounding;
    // Half the circumference of the largest sphere, whose radius is 1e8 m.
    if (field.member == &R::range_km) return value >= 0 && value < 3.2e5;
    // A flight takes at most 1e8 s and begins at most 1e6 km up and at 173 km/s. Three stages of the greatest
    // impulse (2000 s) and mass ratio (1e13) add 600 km/s each.
    constexpr double most_s = 1e9, most_km_s = 1e4;
    if (unit == "s") return value >= 0 && value < most_s;
    if (unit == "km/s") return value >= 0 && value < most_km_s;
    constexpr double lowest_km = -1;  // a start is at most 500 m below the ellipsoid, and nothing falls lower
    if (unit == "km") return value > lowest_km && value < most_s * most_km_s;
    return value >= 0 && value < 1e15;  // kPa: the densest air (1e4 kg/m3) at the greatest speed: 5e14
}

std::optional<std::string_view> contradiction(const CaseResult& result) {
    using R = CaseResult;
    using Member = double R::*;
    const auto present = [&](Member member) { return !std::isnan(result.*member); };
    const auto any = [&](const auto& members) { return std::ranges::any_of(members, present); };
    const auto all = [&](const auto& members) { return std::ranges::all_of(members, present); };
    static constexpr std::array<Member, 5> of_impact{&R::range_km, &R::flight_time_s, &R::impact_latitude_deg,
                                                     &R::impact_longitude_deg, &R::impact_speed_km_s};
    static constexpr std::array<Member, 5> of_burnout{&R::burnout_time_s, &R::burnout_height_km,
                                                      &R::burnout_speed_km_s, &R::burnout_relative_speed_km_s,
                                                      &R::burnout_flight_path_angle_deg};
    if (result.flown_by == FlownBy::nobody) {
        for (const ResultField& field : result_fields())
            if (present(field.member)) return "figures of a flight that nobody flew";
        return std::nullopt;
    }
    const bool landed = result.outcome == Outcome::landed;
    if (landed && !all(of_impact)) return "landed without all figures of its impact";
    if (!landed && any(of_impact)) return "figures of an impact where none was";
    if (any(of_burnout) && !all(of_burnout)) return "a part of the burnout's figures";
    const bool without_summit = result.outcome == Outcome::in_orbit || result.outcome == Outcome::escaped;
    if (without_summit && present(&R::apogee_km)) return "an apogee that was not flown";
    return std::nullopt;
}

}  // namespace apogee
