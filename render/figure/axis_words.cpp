#include "figure/axis_words.h"

#include <string_view>

namespace apogee {
namespace {

std::string plain_unit(const std::string& unit) {
    if (unit == "m s-1") return "m/s";
    if (unit == "m s-2") return "m/s²";
    if (unit == "1") return "";
    if (unit.starts_with("degree")) return "°";
    return unit;
}

}  // namespace

AxisWords axis_words(const Column& column, const Look& look) {
    std::string unit = plain_unit(column.unit);
    AxisWords words;
    if (unit == "km") {
        words.factor = 1000 / metres_per(look.unit);
        unit = name(look.unit);
    }
    // The standard gravities of this column count as a pure number there.
    if (std::string_view(column.name) == "felt_acceleration_g") unit = "g";
    const char* known = column_words(column.name, look.language);
    words.name = known ? known : std::string(column.name);
    if (!unit.empty()) words.name += ", " + unit;
    return words;
}

}  // namespace apogee
