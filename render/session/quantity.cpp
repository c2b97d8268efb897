#include "session/quantity.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "physics/constants.h"
#include "scenario/keys.h"

namespace apogee {

double metres_per(LengthUnit unit) {
    // Exact by definition: kilometre, international nautical mile, statute mile.
    constexpr std::array metres{1000.0, 1852.0, 1609.344};
    return metres[static_cast<std::size_t>(unit)];
}

double in_unit(double metres, LengthUnit unit) {
    return metres / metres_per(unit);
}

const char* name(LengthUnit unit) {
    constexpr std::array names{"km", "nmi", "mi"};
    return names[static_cast<std::size_t>(unit)];
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
    return grouped(value, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3);
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

bool parse_clock(const std::string& text, double& time_s) {
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end && (*at == ' ' || *at == 'T' || *at == '+')) ++at;
    double total = 0;
    for (int part = 0; part < 3; ++part) {
        double value = 0;
        const auto read = std::from_chars(at, end, value, std::chars_format::fixed);
        if (read.ec != std::errc() || !std::isfinite(value) || value < 0) return false;
        total = 60 * total + value;
        at = read.ptr;
        if (at == end) {
            time_s = total;
            return true;
        }
        if (*at++ != ':') return false;
    }
    return false;
}

std::string label_of(const std::string& path) {
    const std::size_t dot = path.rfind('.');
    const std::string table = dot == std::string::npos ? "" : path.substr(0, dot);
    std::string words(base_of(dot == std::string::npos ? path : path.substr(dot + 1)));
    if (words == "isp_vacuum") words = "Isp, vacuum";
    if (words == "isp_sea_level") words = "Isp, sea level";
    if (words == "thrust_vacuum") words = "thrust, vacuum";
    if (words == "thrust_sea_level") words = "thrust, sea level";
    std::replace(words.begin(), words.end(), '_', ' ');
    if (table.find('[') != std::string::npos) {
        words = fmt::format("{} {} {}", table.substr(0, table.find('[')),
                            table.substr(table.find('[') + 1, table.find(']') - table.find('[') - 1), words);
    } else if (table == "payload" || table == "shroud") {
        words = words == "mass" ? table : table + ' ' + words;
    }
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
        words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

std::string unit_sign(const std::string& unit) {
    if (unit == "deg") return "°";
    if (unit == "kg_m2") return "kg/m²";
    if (unit == "deg_s") return "°/s";
    if (unit == "m_s") return "m/s";
    if (unit == "m2") return "m²";
    return unit;
}

}  // namespace apogee
