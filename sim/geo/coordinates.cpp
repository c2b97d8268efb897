#include "geo/coordinates.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string>

#include "base/angles.h"
#include "base/input_error.h"
#include "base/text.h"

namespace apogee {
namespace {

using Text = std::string_view;

constexpr Text latitude_letters = "NSns", longitude_letters = "EWew", letters = "NSnsEWew";

/// Signs of degrees, minutes and seconds become spaces.
std::string without_signs(Text text) {
    std::string plain(text);
    for (const Text sign : {"\u00b0", "\u00ba", "\u2032", "\u2033", "\u2019", "\u201d", "'", "\""})
        for (std::size_t at = plain.find(sign); at != std::string::npos; at = plain.find(sign, at))
            plain.replace(at, sign.size(), " ");
    return plain;
}

/// "40 36 30": degrees, minutes and seconds, of which the last alone may have a fraction.
std::optional<double> sexagesimal(Text text) {
    double degrees = 0, unit = 1, before = 0;
    int count = 0;
    for (; !text.empty(); ++count, unit *= 60) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::optional<double> number = finite_number(text.substr(0, end));
        if (!number || *number < 0 || count > 2 || (count > 0 && *number >= 60) ||
            before != std::floor(before))
            return std::nullopt;
        before = *number;
        degrees += *number / unit;
        text = trimmed(text.substr(end));
    }
    return count > 0 ? std::optional(degrees) : std::nullopt;
}

/// Degrees; with a letter of these before or behind it never negative, and negative where that is S or W.
std::optional<double> angle_deg(Text text, Text of_this) {
    if (const auto plain = finite_number(trimmed(text))) return plain;
    const std::string signless = without_signs(text);
    Text number = trimmed(signless);
    if (number.empty()) return std::nullopt;
    const bool before = of_this.find(number.front()) != Text::npos;
    const char letter = before ? number.front() : number.back();
    if (of_this.find(letter) == Text::npos) return std::nullopt;
    before ? number.remove_prefix(1) : number.remove_suffix(1);
    const std::optional<double> degrees = sexagesimal(trimmed(number));
    const bool negative = Text("SWsw").find(letter) != Text::npos;
    return degrees && negative ? -*degrees : degrees;
}

/// Where the longitude begins: behind the comma, or the letter of the latitude, or at its own letter.
std::optional<std::array<Text, 2>> halves(Text text) {
    if (const std::size_t comma = text.find(','); comma != Text::npos)
        return {{text.substr(0, comma), text.substr(comma + 1)}};
    const std::size_t first = text.find_first_of(letters);
    if (first == Text::npos) return std::nullopt;
    const bool before = trimmed(text.substr(0, first)).empty();
    const std::size_t second = text.find_first_of(letters, first + 1);
    if (second == Text::npos) return std::nullopt;
    const std::size_t cut = before ? second : first + 1;
    return {{text.substr(0, cut), text.substr(cut)}};
}

}  // namespace

bool looks_like_coordinates(Text text) {
    const std::string plain = without_signs(text);
    const bool letters_of_both = plain.find_first_of(latitude_letters) != std::string::npos &&
                                 plain.find_first_of(longitude_letters) != std::string::npos;
    return (plain.find(',') != std::string::npos || letters_of_both) &&
           plain.find_first_of("0123456789") != std::string::npos &&
           plain.find_first_not_of("0123456789+-., NSEWnsew") == std::string::npos;
}

Geodetic read_place(Text text, Text option) {
    const auto refuse = [&](Text problem, const std::string& right) {
        return InputError(fmt::format("{}: {}: {}; expected {}", option, in_quotes(text), problem, right));
    };
    const std::string right = "latitude and longitude in degrees, such as 40.61,126.43 or 40.61N 126.43E";
    const auto parts = halves(trimmed(text));
    if (!parts) throw refuse("no place", right);
    const std::optional<double> latitude = angle_deg((*parts)[0], latitude_letters),
                                longitude = angle_deg((*parts)[1], longitude_letters);
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
