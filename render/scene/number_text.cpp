#include "scene/number_text.h"

#include <fmt/format.h>

#include <cmath>

namespace apogee {
namespace {

constexpr double smallest_shown = 1e-6;

std::string coordinate_text(double degrees, int decimals, char negative, char positive) {
    return fmt::format("{:.{}f}° {}", std::abs(degrees), decimals, degrees < 0 ? negative : positive);
}

}  // namespace

double in_unit(double metres, LengthUnit unit) {
    return metres / metres_per(unit);
}

std::string grouped(double value, int decimals) {
    if (!std::isfinite(value)) return "–";
    std::string text = fmt::format("{:.{}f}", std::abs(value), decimals);
    const bool zero = text.find_first_not_of("0.") == std::string::npos;
    const std::size_t point = text.find('.');
    for (std::size_t i = point == std::string::npos ? text.size() : point; i > 3; i -= 3)
        text.insert(i - 3, ",");
    return (value < 0 && !zero ? "−" : "") + text;
}

std::string rounded(double value) {
    const double size = std::abs(value);
    if (size == 0) return "0";
    constexpr double small = 1e-3;  // of which three decimals show nothing
    if (size < smallest_shown) return value < 0 ? "> −0.000001" : "< 0.000001";
    if (size < small) return grouped(value, 2 - static_cast<int>(std::floor(std::log10(size))));
    return grouped(value, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3);
}

std::string latitude_text(double degrees, int decimals) {
    return coordinate_text(degrees, decimals, 'S', 'N');
}

std::string longitude_text(double degrees, int decimals) {
    return coordinate_text(degrees, decimals, 'W', 'E');
}

std::string clock_text(double time_s) {
    constexpr double longest_s = 1e15;  // well within a whole number of seconds
    if (!(std::abs(time_s) < longest_s)) return "–";
    const auto total = static_cast<long>(std::floor(std::abs(time_s) + 0.5));
    const long hours = total / 3600, minutes = total / 60 % 60, seconds = total % 60;
    const char* const sign = time_s <= -0.5 ? "-" : "";
    return hours > 0 ? fmt::format("{}{}:{:02}:{:02}", sign, hours, minutes, seconds)
                     : fmt::format("{}{}:{:02}", sign, minutes, seconds);
}

std::string length_text(double metres, LengthUnit unit) {
    const double value = in_unit(metres, unit), size = std::abs(value);
    const bool whole = size >= 100 || std::abs(size - std::round(size)) < (size < 0.5 ? 5e-4 : 0.05);
    return grouped(value, whole ? 0 : size >= 0.1 ? 1 : 3) + ' ' + name(unit);
}

}  // namespace apogee
