#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace apogee {

/// Leaves out the points of a line that lie nearly on the way from one before to one after: a smooth curve
/// needs few, and every piece of a line costs triangles. Points have members x and y.
/// @param off  how far a left out point may lie beside the line, some tenths of a pixel
template <class Point>
void straighten(std::vector<Point>& points, double off) {
    struct Way {
        double x, y;
    };
    const auto cross = [](Way a, Way b) { return a.x * b.y - a.y * b.x; };
    std::size_t kept = 1;
    // Of all directions from the last kept point, those between `low` and `high` pass every point since.
    Way low{}, high{};
    bool open = true;
    double reached = 0;  // from the last kept point: who comes nearer again has turned back
    for (std::size_t i = 1; i < points.size(); ++i) {
        const auto way_from = [&](const Point& from) {
            return Way{static_cast<double>(points[i].x) - static_cast<double>(from.x),
                       static_cast<double>(points[i].y) - static_cast<double>(from.y)};
        };
        Way way = way_from(points[kept - 1]);
        double length = std::hypot(way.x, way.y);
        if (!open && (cross(low, way) < 0 || cross(way, high) < 0 || length < reached - off)) {
            points[kept++] = points[i - 1];
            way = way_from(points[kept - 1]);
            length = std::hypot(way.x, way.y);
            open = true;
        }
        reached = open ? length : std::max(reached, length);
        if (length == 0) continue;
        const double part = off / length;
        const Way right{way.x + way.y * part, way.y - way.x * part};
        const Way left{way.x - way.y * part, way.y + way.x * part};
        if (open || cross(low, right) > 0) low = right;
        if (open || cross(high, left) < 0) high = left;
        open = false;
    }
    if (points.size() < 2) return;
    points[kept++] = points.back();
    points.resize(kept);
}

}  // namespace apogee
