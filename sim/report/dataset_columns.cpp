#include "report/dataset_columns.h"

#include <utility>

namespace apogee {

std::string column_name(const std::string& path) {
    std::string column;
    for (const char c : path) {
        if (c == '[' || c == '.')
            column += '_';
        else if (c != ']')
            column += c;
    }
    return column;
}

std::string udunits(std::string_view unit) {
    constexpr std::pair<std::string_view, const char*> known[] = {
        {"deg", "degree"},   {"deg_s", "degree s-1"}, {"m_s", "m s-1"}, {"kg_m2", "kg m-2"},
        {"m3_s2", "m3 s-2"}, {"rad_s", "rad s-1"},    {"", "1"}};
    for (const auto& [ours, theirs] : known)
        if (unit == ours) return theirs;
    return std::string(unit);
}

}  // namespace apogee
