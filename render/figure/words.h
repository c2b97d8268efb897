#pragma once

#include <array>
#include <string>
#include <string_view>

#include "scene/number_text.h"

/// What figures say, in every language they can be had in.
namespace apogee {

enum class Language { english, korean, japanese, german, french };
inline constexpr std::array<std::string_view, 5> language_codes{"en", "ko", "ja", "de", "fr"};

/// Names and sentences; `{}` stands for what is put in. Names of places are as the map's data have them.
enum class Word {
    apogee,
    range,
    flight_time,
    height,
    distance_over_ground,
    time_after_ignition,
    time_after_release,
    lift_off,
    release,
    impact,
    stage_burnout,
    stage,
    booster,
    shroud,
    reported,
    reported_figures,
    outcome_duration_reached,
    outcome_escaped,
    outcome_in_orbit,
    above_equator_radius,
    outcome_step_limit,
    outcome_lift_off_failed,
    outcome_time_limit,
    sources,
    computed_with,
    map_data,
    projection_map,
    projection_azimuthal,
    projection_globe,
    true_to_scale,
    at_latitude,
    height_scale,
    space_station,
    navigation_satellites,
    geostationary,
    edge_of_space,
    standard_range,
    greatest_range,
    payload,
    ring_subtitle,
    payload_subtitle,
    from_site,
    standard_earth_turns,
    standard_earth_still,
    median,
    interval,
    without_time,
    published,
    samples_share,
    estimate_subtitle,
    cases,
    case_count,
    one_case,
    cases_with_figure,
    case_share,
    moves_result,
    share_of_variance,
    flights,
    beyond_half,
    beyond_half_the_earth,
    test_payload,
    greatest_beyond_half,
    curve_beyond_half,
    number_low,
    number_high,
    history_subtitle,
    claim_subtitle,
    claim_marks,
    claim_marks_of_vehicle,
    by_direction,
    nearest_point,
    farthest_point,
    measured_less_computed,
    time_of_data,
    waters_of,
    below_track,
    history_title,
    time_contradicts,
    time_not_of_vehicle,
    count
};

[[nodiscard]] const char* word(Word word, Language language);
/// What a column of a time history shows, by its name (report/columns.h); null where there is none of that
/// name.
[[nodiscard]] const char* column_words(std::string_view column, Language language);
/// With `{}` replaced.
[[nodiscard]] std::string phrase(Word word, Language language, std::string_view inserted);

/// A number's text as the language writes it: "4,475.9" becomes "4.475,9".
[[nodiscard]] std::string localised(std::string text, Language language);
/// A length in the reader's unit and language: "4,476 km", "950 km".
[[nodiscard]] std::string length_words(double metres, LengthUnit unit, Language language);

}  // namespace apogee
