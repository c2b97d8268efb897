// geo/embedded_data.h where the assembler has no .incbin for read-only data: the compiler includes the bytes.
#include "geo/embedded_data.h"

namespace apogee::embedded {
namespace {

#pragma clang diagnostic ignored "-Wc23-extensions"
constexpr char world_110m_bytes[] = {
#embed "../sim/geo/data/world-110m.bin"
};
constexpr char world_50m_bytes[] = {
#embed "../sim/geo/data/world-50m.bin"
};
constexpr char world_10m_bytes[] = {
#embed "../sim/geo/data/world-10m.bin"
};
constexpr char countries_bytes[] = {
#embed "../sim/geo/data/countries.tsv"
};
constexpr char places_bytes[] = {
#embed "../sim/geo/data/places.tsv"
};

}  // namespace

std::string_view world_110m() {
    return {world_110m_bytes, sizeof world_110m_bytes};
}
std::string_view world_50m() {
    return {world_50m_bytes, sizeof world_50m_bytes};
}
std::string_view world_10m() {
    return {world_10m_bytes, sizeof world_10m_bytes};
}
std::string_view countries() {
    return {countries_bytes, sizeof countries_bytes};
}
std::string_view places() {
    return {places_bytes, sizeof places_bytes};
}

}  // namespace apogee::embedded
