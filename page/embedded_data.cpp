// geo/embedded_data.h where the assembler has no .incbin for read-only data: the compiler includes the bytes.
// The finer maps are larger than all the rest, and most of the places are small: a page fetches them later.
#include "embedded_data.h"

#include <string>
#include <utility>

#include "geo/embedded_data.h"

namespace apogee::embedded {
namespace {

#pragma clang diagnostic ignored "-Wc23-extensions"
constexpr char world_110m_bytes[] = {
#embed "../sim/geo/data/world-110m.bin"
};
constexpr char countries_bytes[] = {
#embed "../sim/geo/data/countries.tsv"
};
/// The largest, 381 of them; the last line may be cut.
constexpr char places_bytes[] = {
#embed "../sim/geo/data/places.tsv" limit(14000)
};

struct HandedOver {
    std::string world_50m, world_10m, places;
};
HandedOver& handed_over() {
    static HandedOver maps;
    return maps;
}

}  // namespace

void keep_maps(std::string world_50m, std::string world_10m, std::string places) {
    handed_over() = {std::move(world_50m), std::move(world_10m), std::move(places)};
}

std::string_view world_110m() {
    return {world_110m_bytes, sizeof world_110m_bytes};
}
std::string_view world_50m() {
    return handed_over().world_50m.empty() ? world_110m() : handed_over().world_50m;
}
std::string_view world_10m() {
    return handed_over().world_10m.empty() ? world_50m() : handed_over().world_10m;
}
std::string_view countries() {
    return {countries_bytes, sizeof countries_bytes};
}
std::string_view places() {
    if (!handed_over().places.empty()) return handed_over().places;
    const std::string_view largest(places_bytes, sizeof places_bytes);
    return largest.substr(0, largest.rfind('\n') + 1);
}

}  // namespace apogee::embedded
