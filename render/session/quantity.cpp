#include "session/quantity.h"

#include <charconv>
#include <cmath>

namespace apogee {

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

}  // namespace apogee
