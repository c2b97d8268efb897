#include "geo/coordinates.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string>

#include "base/angles.h"
#include "base/input_error.h"
#include "base/text.h"

namespace apogee {

Geodetic read_place(std::string_view text, std::string_view option) {
    const auto refuse = [&](std::string_view problem, const std::string& right) {
        return InputError(fmt::format("{}: {}: {}; expected {}", option, in_quotes(text), problem, right));
    };
    const std::string right = "latitude and longitude in degrees, such as 40.61,126.43";
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos) throw refuse("no place", right);
    const std::optional<double> latitude = finite_number(trimmed(text.substr(0, comma))),
                                longitude = finite_number(trimmed(text.substr(comma + 1)));
    if (!latitude || !longitude) throw refuse("no place", right);
    if (std::abs(*latitude) > 90 || *longitude < -180 || *longitude > 360)
        throw refuse(
            "no such place on Earth",
            std::abs(*longitude) <= 90 && std::abs(*latitude) <= 180
                ? fmt::format("latitude first: {},{}", number_text(*longitude), number_text(*latitude))
                : right);
    return {radians(*latitude), radians(wrapped_longitude_deg(*longitude)), 0};
}

}  // namespace apogee
