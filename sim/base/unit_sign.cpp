#include "base/unit_sign.h"

namespace apogee {

std::string unit_sign(const std::string& unit) {
    if (unit == "deg") return "°";
    if (unit == "kg_m2") return "kg/m²";
    if (unit == "deg_s") return "°/s";
    if (unit == "m_s") return "m/s";
    if (unit == "rad_s") return "rad/s";
    if (unit == "m2") return "m²";
    if (unit == "m3_s2") return "m³/s²";
    return unit;
}

}  // namespace apogee
