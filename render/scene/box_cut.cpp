#include "scene/box_cut.h"

namespace apogee {
namespace {

/// @param depth  how far inside the edge a point lies, linear in the point; negative outside
template <class Depth>
PixelRun cut_to_side(const PixelRun& line, Depth depth) {
    PixelRun kept;
    if (line.empty()) return kept;
    PixelPoint before = line.back();
    double before_depth = depth(before);
    for (const PixelPoint& point : line) {
        const double point_depth = depth(point);
        if ((before_depth < 0) != (point_depth < 0)) {
            const double part = before_depth / (before_depth - point_depth);
            kept.push_back({before.x + (point.x - before.x) * part, before.y + (point.y - before.y) * part});
        }
        if (point_depth >= 0) kept.push_back(point);
        before = point;
        before_depth = point_depth;
    }
    return kept;
}

}  // namespace

PixelRun cut_to_box(PixelRun line, double left, double top, double right, double bottom) {
    line = cut_to_side(line, [&](const PixelPoint& p) { return p.x - left; });
    line = cut_to_side(line, [&](const PixelPoint& p) { return right - p.x; });
    line = cut_to_side(line, [&](const PixelPoint& p) { return p.y - top; });
    return cut_to_side(line, [&](const PixelPoint& p) { return bottom - p.y; });
}

}  // namespace apogee
