#include "geo/embedded_data.h"

#include <cstddef>

// Defined in embedded_files.S, each file between two labels.
extern "C" {
extern const char apogee_world_110m_begin[], apogee_world_110m_end[];
extern const char apogee_world_50m_begin[], apogee_world_50m_end[];
extern const char apogee_world_10m_begin[], apogee_world_10m_end[];
extern const char apogee_countries_begin[], apogee_countries_end[];
extern const char apogee_places_begin[], apogee_places_end[];
}

namespace apogee::embedded {

namespace {

std::string_view between(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::string_view world_110m() {
    return between(apogee_world_110m_begin, apogee_world_110m_end);
}
std::string_view world_50m() {
    return between(apogee_world_50m_begin, apogee_world_50m_end);
}
std::string_view world_10m() {
    return between(apogee_world_10m_begin, apogee_world_10m_end);
}
std::string_view countries() {
    return between(apogee_countries_begin, apogee_countries_end);
}
std::string_view places() {
    return between(apogee_places_begin, apogee_places_end);
}

}  // namespace apogee::embedded
