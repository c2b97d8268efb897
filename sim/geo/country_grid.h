#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "geo/country.h"
#include "geo/map_file.h"

namespace apogee {

struct GridPoint {
    std::int32_t x, y;
};

/// A run of edges with the countries that they bound, as id + 1; 0 is none.
struct GridArc {
    std::size_t begin, end;  ///< points
    std::uint16_t first, second;
};

/// The coast of a country, seen from a point.
struct NearCoast {
    CountryId country;
    double distance_m;
};

/// The countries that a point is inside of, a bit each. Even-odd: crossing an edge of a country goes in or
/// out of it. At the end of a path in a flawless map one at most, two where the source's polygons overlap by
/// a grid step; on the way, edges crossed in any order, many.
class CountriesInside {
  public:
    static constexpr std::size_t capacity = 256;

    void cross(std::uint16_t code) { bits_[code / 64] ^= std::uint64_t{1} << (code % 64); }
    [[nodiscard]] std::optional<CountryId> lowest() const;
    bool operator==(const CountriesInside&) const = default;

  private:
    std::array<std::uint64_t, capacity / 64> bits_{};  ///< by id + 1; the lowest, "none", means nothing
};

/// Answers in which country a point of the map's plane lies.
///
/// The plane is divided into cells. Of each cell's lower left corner the countries are known; from there a
/// path of two legs, up and then right, leads to the point, and every edge that it crosses changes them. The
/// corners stand half a step off the grid, so no vertex lies on a cell's side.
///
/// The point itself may lie on an edge or a vertex. Every test is answered as if it stood higher by an
/// infinitesimal, and to the right by a smaller one (Edelsbrunner and Muecke's simulation of simplicity, ACM
/// Trans. Graphics 9 (1990) 66): no case is undecided and all edges decide alike, so a point on a border
/// belongs to exactly one side.
class CountryGrid {
  public:
    /// @param cell_deg  aimed-at size of a cell.
    CountryGrid(const MapGrid& grid, std::vector<GridPoint> points, const std::vector<GridArc>& arcs,
                double cell_deg);

    [[nodiscard]] std::optional<CountryId> country_below(double latitude_deg, double longitude_deg) const;

    /// The nearest coast within a distance, of any country; where two are equally near, of the first by name.
    /// Edges are straight in longitude and latitude. @param within_m  at most 100 km: the plane's metres hold
    /// to 1e-4 then. Empty beyond 89 degrees, where no coast is.
    [[nodiscard]] std::optional<NearCoast> nearest_coast(double latitude_deg, double longitude_deg,
                                                         double within_m) const;

  private:
    struct Edge {
        std::uint32_t from;  ///< point; the edge ends at the next
        std::uint16_t first, second;
    };

    [[nodiscard]] bool is_coast(const Edge& edge) const;
    void sort_into_cells(const std::vector<GridArc>& arcs);
    void visit_cells(const Edge& edge, auto&& visit) const;
    void walk_corners(const std::vector<GridArc>& arcs);
    [[nodiscard]] static double steps(double offset_deg, double step_deg);
    std::uint16_t state_index(const CountriesInside& state);
    [[nodiscard]] double column_x(std::size_t column) const;
    [[nodiscard]] double row_y(std::size_t row) const;
    [[nodiscard]] std::size_t column_of(double x) const;
    [[nodiscard]] std::size_t row_of(double y) const;

    MapGrid grid_;
    std::vector<GridPoint> points_;
    std::int32_t step_x_, step_y_;  ///< a cell's size, grid steps
    std::size_t columns_, rows_;
    std::vector<Edge> edges_;                ///< by cell
    std::vector<std::uint32_t> cell_begin_;  ///< first edge of each cell, and the end
    std::vector<std::uint16_t> corner_;      ///< state of each cell's lower left corner
    std::vector<CountriesInside> states_;    ///< the different ones that occur
};

}  // namespace apogee
