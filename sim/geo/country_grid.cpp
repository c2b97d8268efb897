#include "geo/country_grid.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <utility>

#include "base/angles.h"
#include "physics/earth.h"

namespace apogee {

namespace {

/// Whether the point is left of the line from a to b, never undecided: on the line, the point stands higher
/// by an infinitesimal and, where that does not help (vertical lines), to the right.
bool left_of(const GridPoint& a, const GridPoint& b, double x, double y) {
    const double ux = b.x - a.x, uy = b.y - a.y;
    const double cross = ux * (y - a.y) - uy * (x - a.x);
    if (cross != 0) return cross > 0;
    return ux != 0 ? ux > 0 : uy < 0;
}

/// Whether one end of the edge is at or below a level and the other above: `<=` is the point's infinitesimal.
bool straddles(std::int32_t a, std::int32_t b, double level) {
    return (a <= level) != (b <= level);
}

}  // namespace

std::optional<CountryId> CountriesInside::lowest() const {
    for (std::size_t word = 0; word < bits_.size(); ++word) {
        const std::uint64_t bits = word == 0 ? bits_[word] & ~std::uint64_t{1} : bits_[word];
        if (bits != 0) {
            const std::size_t code = word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
            return static_cast<CountryId>(code - 1);
        }
    }
    return std::nullopt;
}

CountryGrid::CountryGrid(const MapGrid& grid, std::vector<GridPoint> points, const std::vector<GridArc>& arcs,
                         double cell_deg)
    : grid_(grid), points_(std::move(points)) {
    step_x_ = static_cast<std::int32_t>(std::ceil(cell_deg / grid.longitude_step_deg));
    step_y_ = static_cast<std::int32_t>(std::ceil(cell_deg / grid.latitude_step_deg));
    columns_ = static_cast<std::size_t>(grid.width / step_x_ + 1);
    rows_ = static_cast<std::size_t>((grid.north - grid.south) / step_y_ + 1);
    assert(countries().size() < CountriesInside::capacity);
    sort_into_cells(arcs);
    walk_corners(arcs);
}

double CountryGrid::column_x(std::size_t column) const {
    return static_cast<double>(column) * step_x_ - 0.5;
}
double CountryGrid::row_y(std::size_t row) const {
    return grid_.south + static_cast<double>(row) * step_y_ - 0.5;
}
std::size_t CountryGrid::column_of(double x) const {
    return std::min(static_cast<std::size_t>((x + 0.5) / step_x_), columns_ - 1);
}
std::size_t CountryGrid::row_of(double y) const {
    return std::min(static_cast<std::size_t>((y - grid_.south + 0.5) / step_y_), rows_ - 1);
}

void CountryGrid::visit_cells(const Edge& edge, auto&& visit) const {
    const GridPoint &a = points_[edge.from], &b = points_[edge.from + 1];
    const GridPoint& low = a.y <= b.y ? a : b;
    const GridPoint& high = a.y <= b.y ? b : a;
    const std::size_t last_row = row_of(high.y);
    for (std::size_t row = row_of(low.y); row <= last_row; ++row) {
        // The edge's part inside this row, a step wider against rounding.
        double from = low.x, to = high.x;
        if (high.y > low.y) {
            const double slope = static_cast<double>(high.x - low.x) / (high.y - low.y);
            from = low.x + slope * (std::max<double>(row_y(row), low.y) - low.y);
            to = low.x + slope * (std::min<double>(row_y(row + 1), high.y) - low.y);
        }
        const double west = std::max(std::min(from, to) - 1, 0.0);
        const std::size_t last = column_of(std::max(from, to) + 1);
        for (std::size_t column = column_of(west); column <= last; ++column) visit(row * columns_ + column);
    }
}

void CountryGrid::sort_into_cells(const std::vector<GridArc>& arcs) {
    cell_begin_.assign(rows_ * columns_ + 1, 0);
    const auto each_edge = [&](auto&& visit) {
        for (const GridArc& arc : arcs)
            for (std::size_t i = arc.begin; i + 1 < arc.end; ++i) {
                const Edge edge{static_cast<std::uint32_t>(i), arc.first, arc.second};
                visit_cells(edge, [&](std::size_t cell) { visit(edge, cell); });
            }
    };
    each_edge([&](const Edge&, std::size_t cell) { ++cell_begin_[cell + 1]; });
    for (std::size_t cell = 0; cell + 1 < cell_begin_.size(); ++cell)
        cell_begin_[cell + 1] += cell_begin_[cell];
    edges_.resize(cell_begin_.back());
    std::vector<std::uint32_t> next(cell_begin_.begin(), cell_begin_.end() - 1);
    each_edge([&](const Edge& edge, std::size_t cell) { edges_[next[cell]++] = edge; });
}

std::uint16_t CountryGrid::state_index(const CountriesInside& state) {
    auto found = std::find(states_.begin(), states_.end(), state);
    if (found == states_.end()) found = states_.insert(states_.end(), state);
    return static_cast<std::uint16_t>(found - states_.begin());
}

/// Goes along every row's lower side from the west, where nothing is, crossing each edge in turn.
void CountryGrid::walk_corners(const std::vector<GridArc>& arcs) {
    struct Crossing {
        std::size_t column;  ///< first corner to the right of it
        std::uint16_t first, second;
    };
    std::vector<std::vector<Crossing>> crossings(rows_);
    for (const GridArc& arc : arcs) {
        for (std::size_t i = arc.begin; i + 1 < arc.end; ++i) {
            const GridPoint &a = points_[i], &b = points_[i + 1];
            const std::size_t last = row_of(std::max(a.y, b.y));
            for (std::size_t row = row_of(std::min(a.y, b.y)); row <= last; ++row) {
                const double y = row_y(row);
                if (!straddles(a.y, b.y, y)) continue;
                const double x = a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y);
                std::size_t column = column_of(x);
                // The same test as every query's, so that both agree on which side of the corner the edge is.
                const bool west_is_left = b.y > a.y;
                while (column < columns_ && left_of(a, b, column_x(column), y) == west_is_left) ++column;
                if (column < columns_) crossings[row].push_back({column, arc.first, arc.second});
            }
        }
    }
    corner_.resize(rows_ * columns_);
    for (std::size_t row = 0; row < rows_; ++row) {
        std::stable_sort(crossings[row].begin(), crossings[row].end(),
                         [](const Crossing& l, const Crossing& r) { return l.column < r.column; });
        CountriesInside inside;
        std::size_t column = 0;
        const auto fill_up_to = [&](std::size_t end) {
            if (column == end) return;
            const std::uint16_t state = state_index(inside);
            for (; column < end; ++column) corner_[row * columns_ + column] = state;
        };
        for (const Crossing& crossing : crossings[row]) {
            fill_up_to(crossing.column);
            inside.cross(crossing.first);
            inside.cross(crossing.second);
        }
        fill_up_to(columns_);
    }
}

/// Degrees to grid steps, back onto the grid where only the conversion's rounding (1e-11 steps) is off it: a
/// vertex asked for in degrees is a vertex, and stands on its border exactly.
double CountryGrid::steps(double offset_deg, double step_deg) {
    const double value = offset_deg / step_deg, nearest = std::round(value);
    return std::abs(value - nearest) < 1e-9 ? nearest : value;
}

std::optional<CountryId> CountryGrid::country_below(double latitude_deg, double longitude_deg) const {
    if (!std::isfinite(longitude_deg) || !(std::abs(latitude_deg) <= 90)) return std::nullopt;
    // -180 to 180, both included; the far side of the antimeridian is its near side.
    double x = steps(std::remainder(longitude_deg, 360) - grid_.west_deg, grid_.longitude_step_deg);
    if (x >= grid_.width) x -= grid_.width;
    const double y = steps(latitude_deg - grid_.origin_latitude_deg, grid_.latitude_step_deg);
    const std::size_t row = row_of(y), column = column_of(x);
    const std::size_t cell = row * columns_ + column;
    const double corner_x = column_x(column), corner_y = row_y(row);
    CountriesInside inside = states_[corner_[cell]];
    for (std::uint32_t i = cell_begin_[cell]; i < cell_begin_[cell + 1]; ++i) {
        const Edge& edge = edges_[i];
        const GridPoint &a = points_[edge.from], &b = points_[edge.from + 1];
        const bool up = straddles(a.x, b.x, corner_x), right = straddles(a.y, b.y, y);
        if (!up && !right) continue;
        bool crossed = false;
        const bool elbow_left = left_of(a, b, corner_x, y);
        if (up) crossed ^= left_of(a, b, corner_x, corner_y) != elbow_left;
        if (right) crossed ^= elbow_left != left_of(a, b, x, y);
        if (!crossed) continue;
        inside.cross(edge.first);
        inside.cross(edge.second);
    }
    return inside.lowest();
}

/// One side is a country and the other water; not where the plane ends, along the antimeridian and at the
/// south pole's edge, which only closes polygons.
bool CountryGrid::is_coast(const Edge& edge) const {
    if ((edge.first == 0) == (edge.second == 0)) return false;
    const GridPoint &a = points_[edge.from], &b = points_[edge.from + 1];
    const bool east_or_west = a.x == b.x && (a.x == 0 || a.x == grid_.width);
    const bool south = a.y == b.y && a.y <= grid_.south + 1;
    return !east_or_west && !south;
}

std::optional<NearCoast> CountryGrid::nearest_coast(double latitude_deg, double longitude_deg,
                                                    double within_m) const {
    constexpr double most_latitude_deg = 89;
    if (!std::isfinite(longitude_deg) || !(std::abs(latitude_deg) <= most_latitude_deg)) return std::nullopt;
    // Radii of curvature of WGS 84 along the meridian and across it.
    const Earth earth;
    const double latitude = radians(latitude_deg), sine = std::sin(latitude), cosine = std::cos(latitude);
    const double e2 = earth.flattening * (2 - earth.flattening), w2 = 1 - e2 * sine * sine;
    const double across = earth.equatorial_radius_m / std::sqrt(w2), along = across * (1 - e2) / w2;
    const double north_m = radians(grid_.latitude_step_deg) * along,
                 east_m = radians(grid_.longitude_step_deg) * across;  // times the cosine
    const double x = (std::remainder(longitude_deg, 360) - grid_.west_deg) / grid_.longitude_step_deg,
                 y = (latitude_deg - grid_.origin_latitude_deg) / grid_.latitude_step_deg;
    // Eastward on the latitude half way between the point and a vertex: right to the third order.
    const double half_step = 0.5 * radians(grid_.latitude_step_deg);
    const auto metres_east = [&](double dx, double dy) {
        const double up = half_step * dy;
        return dx * east_m * (cosine - sine * up - 0.5 * cosine * up * up);
    };
    const double reach_y = within_m / north_m;
    const double narrowest = std::cos(std::min(std::abs(latitude) + within_m / along, radians(89.5)));
    const double reach_x = std::min(within_m / (east_m * narrowest), 0.5 * grid_.width);
    std::optional<NearCoast> nearest;
    double least2 = within_m * within_m;
    const auto look = [&](const Edge& edge, double shift) {
        const GridPoint &a = points_[edge.from], &b = points_[edge.from + 1];
        const double ay = a.y - y, by = b.y - y;
        if (std::min(ay, by) > reach_y || std::max(ay, by) < -reach_y) return;
        const double ax = a.x + shift - x, bx = b.x + shift - x;
        if (std::min(ax, bx) > reach_x || std::max(ax, bx) < -reach_x || !is_coast(edge)) return;
        const double east = metres_east(ax, ay), north = ay * north_m, u = metres_east(bx, by) - east,
                     v = by * north_m - north, length2 = u * u + v * v;
        const double s = length2 > 0 ? std::clamp(-(east * u + north * v) / length2, 0.0, 1.0) : 0;
        const double at_east = east + s * u, at_north = north + s * v,
                     distance2 = at_east * at_east + at_north * at_north;
        const auto country = static_cast<CountryId>(std::max(edge.first, edge.second) - 1);
        if (distance2 > least2 || (nearest && distance2 == least2 && country >= nearest->country)) return;
        least2 = distance2;
        nearest = NearCoast{country, std::sqrt(distance2)};
    };
    const double lowest = static_cast<double>(grid_.south), highest = static_cast<double>(grid_.north);
    const std::size_t last_row = row_of(std::clamp(y + reach_y, lowest, highest));
    // Beyond the antimeridian the plane begins again.
    for (const double shift : {0., static_cast<double>(grid_.width), -static_cast<double>(grid_.width)}) {
        const double west = std::max(x - reach_x - shift, 0.0),
                     east = std::min(x + reach_x - shift, static_cast<double>(grid_.width));
        if (west > east) continue;
        for (std::size_t row = row_of(std::clamp(y - reach_y, lowest, highest)); row <= last_row; ++row)
            for (std::size_t column = column_of(west), last = column_of(east); column <= last; ++column) {
                const std::size_t cell = row * columns_ + column;
                for (std::uint32_t i = cell_begin_[cell]; i < cell_begin_[cell + 1]; ++i)
                    look(edges_[i], shift);
            }
    }
    return nearest;
}

}  // namespace apogee
