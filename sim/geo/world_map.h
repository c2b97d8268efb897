#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/lat_lon.h"
#include "geo/country.h"

namespace apogee {

enum class LineKind : std::uint8_t {
    coast,     ///< one country and water
    border,    ///< two countries
    internal,  ///< inside one country, where the data splits it: not to be drawn
    seam,      ///< the antimeridian and the south pole's edge of the plane, closing polygons: not to be drawn
};

/// A piece of coast or border, drawn once however many polygons share it. It jumps nowhere,
/// and ends at the antimeridian with exactly -180 or 180.
struct MapLine {
    LineKind kind;
    std::optional<CountryId> first, second;  ///< what it bounds: none (seam of land), one, or two countries
    std::span<const LatLon> points;          ///< two at least
};

/// A part of a country, or of all land: the outer ring first, then its holes. Every ring is closed (last
/// point = first), has area, lies inside [-180, 180] x [-90, 90], and is cut at the antimeridian. Winding is
/// not promised: fill by the even-odd rule.
struct MapPolygon {
    std::optional<CountryId> country;  ///< none: land
    std::vector<std::vector<LatLon>> rings;
};

/// From 1:110 million (the whole Earth in a hand's breadth) to 1:10 million (one country on a screen).
enum class Detail { m110, m50, m10 };

class CountryGrid;
struct NearCoast;
class MapFile;

/// The world's land and countries in one detail. Edges are straight in longitude and latitude, as in the
/// source. Source: Natural Earth 4.1.0, positions rounded to a grid of 0.0036 by 0.0017 degrees (400 by 190
/// m).
class WorldMap {
  public:
    /// The map in this detail, read on first use (some 2, 10 and 60 ms) and kept. Safe from many threads.
    static const WorldMap& at(Detail detail);

    WorldMap(const WorldMap&) = delete;
    WorldMap& operator=(const WorldMap&) = delete;
    ~WorldMap();

    /// One line: source, licence and date of conversion of the data.
    [[nodiscard]] std::string_view credit() const { return credit_; }

    [[nodiscard]] std::span<const MapLine> lines() const { return lines_; }

    /// Land without borders: for filling. Built anew by each call; some 100,000 points at m50.
    [[nodiscard]] std::vector<MapPolygon> land_polygons() const;
    /// Every country's parts. Built anew by each call.
    [[nodiscard]] std::vector<MapPolygon> country_polygons() const;
    /// One country's parts; empty where this detail leaves the country out (small islands in m110).
    [[nodiscard]] std::vector<MapPolygon> polygons_of(CountryId country) const;

    /// Which country lies below a point; none over water and beyond a pole. Exact on this detail's polygons.
    /// A point on a border or coast belongs to one side always: to its north, on a meridian to its east.
    /// Any finite longitude will do; -180 and 180 are one meridian. The south pole is Antarctica, the north
    /// pole is sea. Not finite: none. Costs about 0.1 us (m50).
    [[nodiscard]] std::optional<CountryId> country_below(double latitude_deg, double longitude_deg) const;

    /// The nearest coast within a distance (at most 100 km), and whose it is; none beyond 89 degrees. To the
    /// map's own accuracy.
    [[nodiscard]] std::optional<NearCoast> nearest_coast(double latitude_deg, double longitude_deg,
                                                         double within_m) const;

  private:
    struct ArcUse {
        std::uint32_t arc;
        bool reversed;
    };
    struct StoredPolygon {
        std::optional<CountryId> country;
        std::vector<std::vector<ArcUse>> rings;
    };

    WorldMap(std::string_view bytes, double cell_deg);
    void read_arcs(MapFile& file, double cell_deg);
    void read_polygons(MapFile& file);
    [[nodiscard]] MapPolygon assemble(const StoredPolygon& stored) const;

    std::string_view credit_;
    std::vector<LatLon> points_;
    std::vector<MapLine> lines_;
    std::vector<StoredPolygon> polygons_;
    std::unique_ptr<CountryGrid> grid_;
};

/// The country below a point on the 1:10m map: WorldMap::at(Detail::m10).country_below.
[[nodiscard]] std::optional<CountryId> country_below(double latitude_deg, double longitude_deg);

}  // namespace apogee
