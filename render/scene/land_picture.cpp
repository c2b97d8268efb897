#include <algorithm>
#include <cmath>

#include "scene/area_grid.h"
#include "scene/box_cut.h"
#include "scene/ground_shape.h"
#include "scene/land.h"

namespace apogee {

namespace {

using Pixel = AreaGrid::Pixel;

/// Projects points of the map to pixels. Float will do: the map itself is rounded to 200 m; the camera's
/// origin was taken off in double where it matters (flat maps).
class LandProjector {
  public:
    explicit LandProjector(const Camera& camera)
        : camera_(camera),
          kind_(camera.projection.kind()),
          axes_(camera.projection.axes().cast<float>()),
          rim_(static_cast<float>(camera.projection.disc_radius())) {}

    /// @param turn  whole turns of longitude to add (flat maps)
    [[nodiscard]] Pixel operator()(const LandPoint& p, double turn, bool& visible) const {
        visible = true;
        if (kind_ == ProjectionKind::equirectangular)
            return pixel(
                (static_cast<double>(p.longitude) + turn * 2 * pi) * camera_.projection.parallel_cosine(),
                p.latitude);
        const Eigen::Vector3f q = axes_ * p.direction;
        const float s = std::sqrt(q.x() * q.x() + q.y() * q.y());
        if (s < 1e-12F) return pixel(q.z() < 0 ? rim_ : 0, 0);
        float r = 0;
        if (kind_ == ProjectionKind::azimuthal) {
            r = std::atan2(s, q.z());
            return pixel(q.x() / s * r, q.y() / s * r);
        }
        constexpr float d = static_cast<float>(Projection::globe_distance);
        visible = q.z() >= 1 / d;
        const float factor = visible ? (d - 1) / (d - q.z()) : rim_ * (1 + 1 / d - q.z()) / s;
        return pixel(q.x() * factor, q.y() * factor);
    }

    /// Is the way from a to b torn by the antipode, in which bearings turn fast?
    [[nodiscard]] bool torn(const Pixel& a, const Pixel& b) const {
        if (kind_ == ProjectionKind::equirectangular) return false;
        const Pixel o = pixel(0, 0);
        const float ax = a[0] - o[0], ay = a[1] - o[1], bx = b[0] - o[0], by = b[1] - o[1];
        const float limit = rim_ * static_cast<float>(camera_.scale) * 0.9F;
        const float la = std::hypot(ax, ay), lb = std::hypot(bx, by);
        return la > limit && lb > limit && ax * bx + ay * by < 0.97F * la * lb;
    }
    /// Points from a to b along the rim, the shorter way.
    template <class F>
    void along_rim(const Pixel& a, const Pixel& b, F&& visit) const {
        const Pixel o = pixel(0, 0);
        const double from = std::atan2(a[1] - o[1], a[0] - o[0]), to = std::atan2(b[1] - o[1], b[0] - o[0]);
        const double ra = std::hypot(a[0] - o[0], a[1] - o[1]), rb = std::hypot(b[0] - o[0], b[1] - o[1]);
        const double sweep = std::remainder(to - from, 2 * pi);
        const int parts = 1 + static_cast<int>(std::abs(sweep) / 0.1);
        for (int i = 1; i < parts; ++i) {
            const double t = static_cast<double>(i) / parts, r = ra + (rb - ra) * t, angle = from + sweep * t;
            visit(Pixel{o[0] + static_cast<float>(r * std::cos(angle)),
                        o[1] + static_cast<float>(r * std::sin(angle))});
        }
    }

  private:
    [[nodiscard]] Pixel pixel(double x, double y) const {
        const auto p = camera_.to_pixel(PlanePoint{x, y});
        return {static_cast<float>(p.x), static_cast<float>(p.y)};
    }
    const Camera& camera_;
    ProjectionKind kind_;
    Eigen::Matrix3f axes_;
    float rim_;
};

/// The same polygons as closed lines, for what is drawn as lines and not as pixels, cut to the picture: a
/// continent has many times the points that a picture of its shore shows.
class OutlineList {
  public:
    OutlineList(const Camera& camera, double spacing)
        : width_(camera.width), height_(camera.height), least_(spacing * spacing) {}

    void begin(const Pixel& p) {
        close();
        line_ = {{p[0], p[1]}};
    }
    void edge(const Pixel&, const Pixel& b) {
        const double dx = b[0] - line_.back().x, dy = b[1] - line_.back().y;
        if (dx * dx + dy * dy >= least_) line_.push_back({b[0], b[1]});
    }
    /// @param bias  winding number of what lies outside all of them: 1 adds the whole picture
    [[nodiscard]] std::vector<PixelRun> lines(float bias) {
        close();
        if (bias > 0)
            lines_.push_back({{-beyond, -beyond},
                              {-beyond, height_ + beyond},
                              {width_ + beyond, height_ + beyond},
                              {width_ + beyond, -beyond}});
        return std::move(lines_);
    }

  private:
    void close() {
        PixelRun seen = cut_to_box(std::move(line_), -beyond, -beyond, width_ + beyond, height_ + beyond);
        if (seen.size() > 2) lines_.push_back(std::move(seen));
        line_.clear();
    }

    static constexpr double beyond = 1;  ///< a cut's edge is not seen
    double width_, height_, least_;
    PixelRun line_;
    std::vector<PixelRun> lines_;
};

/// The edge from `before` to p, along the rim where the plane is torn; `before` becomes p.
template <class Shape>
void add_edge(const LandProjector& project, Pixel& before, const Pixel& p, Shape& shape) {
    if (project.torn(before, p))
        project.along_rim(before, p, [&](const Pixel& q) {
            shape.edge(before, q);
            before = q;
        });
    shape.edge(before, p);
    before = p;
}

/// The ring in pieces of a degree at most, its longitudes counted on across the antimeridian. On flat maps
/// one that goes round a pole is closed along that pole's edge of the map, which is to its left.
std::vector<LandPoint> unrolled(const Path& ring, bool flat) {
    std::vector<LandPoint> out;
    double longitude = 0;
    const auto add = [&](const Vec3<double>& d) {
        const LatLon p = geo_point(d);
        const double here = radians(p.longitude_deg);
        longitude = out.empty() ? here : longitude + std::remainder(here - longitude, 2 * pi);
        out.push_back(
            {static_cast<float>(longitude), static_cast<float>(radians(p.latitude_deg)), d.cast<float>()});
    };
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (i > 0) {
            const Vec3<double>&a = ring[i - 1].direction, &b = ring[i].direction;
            const int parts = 1 + static_cast<int>((b - a).norm() / radians(1));
            for (int k = 1; k < parts; ++k) add((a * (parts - k) + b * k).normalized());
        }
        add(ring[i].direction);
    }
    const float round = out.back().longitude - out.front().longitude;
    if (flat && std::abs(round) > 3) {
        const auto edge = static_cast<float>(round > 0 ? pi / 2 : -pi / 2);
        out.push_back({out.back().longitude, edge, {0, 0, edge}});
        out.push_back({out.front().longitude, edge, {0, 0, edge}});
    }
    out.push_back(out.front());
    return out;
}

/// All edges of a closed ring, whose inside lies to its left.
/// @return the winding number of what lies outside them
template <class Shape>
float trace_ring(const Camera& camera, const Path& ring, Shape& shape) {
    const bool flat = camera.projection.kind() == ProjectionKind::equirectangular;
    const std::vector<LandPoint> points = unrolled(ring, flat);
    const LandProjector project(camera);
    const ViewBounds bounds(camera);
    bool visible = true;
    // Unrolled longitudes reach a turn or two beyond the map's own.
    const int more = flat ? 2 : 0;
    for (int turn = bounds.first_turn() - more; turn <= bounds.last_turn() + more; ++turn) {
        Pixel before = project(points[0], turn, visible);
        shape.begin(before);
        for (const LandPoint& p : points) add_edge(project, before, project(p, turn, visible), shape);
    }
    // Wound the other way in the plane, its inside is what lies outside the curve.
    double twice_area = 0;
    Pixel before = project(points[0], 0, visible);
    for (const LandPoint& point : points) {
        const Pixel p = project(point, 0, visible);
        twice_area += static_cast<double>(before[0]) * p[1] - static_cast<double>(p[0]) * before[1];
        before = p;
    }
    return twice_area > 0 ? 1 : 0;
}

/// All edges of land in view, inside to the left.
/// @return the winding number of what lies outside them
template <class Shape>
float trace_land(const Camera& camera, Detail detail, Shape& shape) {
    const LandShape& land = LandShape::at(detail);
    const LandProjector project(camera);
    const ViewBounds bounds(camera);
    bool visible = true;
    for (int turn = bounds.first_turn(); turn <= bounds.last_turn(); ++turn)
        for (const LandPath& ring : land.rings()) {
            Pixel before = project(land.points()[land.chunks()[ring.first_chunk].first], turn, visible);
            shape.begin(before);
            const auto line_to = [&](const Pixel& p) { add_edge(project, before, p, shape); };
            for (const LandChunk& chunk : land.chunks().subspan(ring.first_chunk, ring.chunks)) {
                // A chunk out of view is as good as the chord between its ends.
                if (!bounds.may_see(chunk, turn)) {
                    line_to(project(land.points()[chunk.first + chunk.count - 1], turn, visible));
                    continue;
                }
                for (std::uint32_t i = 1; i < chunk.count; ++i)
                    line_to(project(land.points()[chunk.first + i], turn, visible));
            }
        }
    if (camera.projection.kind() == ProjectionKind::equirectangular) return 0;
    // An azimuthal plane turns a polygon that holds its antipode inside out: winding -1 outside, 0 within.
    const LatLon antipode = geo_point(-camera.projection.axes().row(2).transpose());
    return WorldMap::at(detail).country_below(antipode.latitude_deg, antipode.longitude_deg) ? 1 : 0;
}

/// Nothing lies beyond the poles of a flat map.
void cut_to_poles(const Camera& camera, int width, int height, std::vector<std::uint8_t>& coverage) {
    const double north = camera.to_pixel(PlanePoint{0, pi / 2}).y,
                 south = camera.to_pixel(PlanePoint{0, -pi / 2}).y;
    for (int row = 0; row < height; ++row)
        if (row + 0.5 < north || row + 0.5 > south)
            std::fill_n(coverage.begin() + std::ptrdiff_t{row} * width, width, 0);
}

/// Nothing lies beyond the rim of a round map.
void cut_to_disc(const Camera& camera, int width, int height, std::vector<std::uint8_t>& coverage) {
    const Camera::Pixel centre = camera.to_pixel(PlanePoint{});
    const double rim = camera.projection.disc_radius() * camera.scale;
    std::size_t at = 0;
    for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width; ++column, ++at) {
            const double off = std::hypot(column + 0.5 - centre.x, row + 0.5 - centre.y) - rim;
            if (off > -0.5) coverage[at] = static_cast<std::uint8_t>(coverage[at] * std::max(0.0, 0.5 - off));
        }
    }
}

}  // namespace

std::vector<std::uint8_t> ring_coverage(const Camera& camera, const Path& ring, int width, int height) {
    if (width <= 0 || height <= 0 || ring.size() < 3) return {};
    AreaGrid grid(width, height);
    const float bias = trace_ring(camera, ring, grid);
    std::vector<std::uint8_t> coverage = grid.coverage(bias);
    if (camera.projection.kind() == ProjectionKind::equirectangular)
        cut_to_poles(camera, width, height, coverage);
    else
        cut_to_disc(camera, width, height, coverage);
    return coverage;
}

std::vector<PixelRun> ring_outlines(const Camera& camera, const Path& ring) {
    if (ring.size() < 3) return {};
    OutlineList outlines(camera, 0);
    const float bias = trace_ring(camera, ring, outlines);
    return outlines.lines(bias);
}

std::vector<std::uint8_t> band_coverage(const Camera& camera, const Path& inner,
                                        const std::vector<Path>& outer, int width, int height) {
    std::vector<unsigned> sum(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (const Path& ring : outer) {
        const std::vector<std::uint8_t> cover = ring_coverage(camera, ring, width, height);
        for (std::size_t i = 0; i < cover.size(); ++i) sum[i] += cover[i];
    }
    std::vector<std::uint8_t> band = ring_coverage(camera, inner, width, height);
    const auto count = static_cast<unsigned>(outer.size());
    for (std::size_t i = 0; i < band.size(); ++i)
        band[i] = static_cast<std::uint8_t>(std::max(sum[i] / count, +band[i] + 0U) - band[i]);
    return band;
}

std::vector<std::uint8_t> land_coverage(const Camera& camera, Detail detail, int width, int height) {
    if (width <= 0 || height <= 0) return {};
    AreaGrid grid(width, height);
    const float bias = trace_land(camera, detail, grid);
    return grid.coverage(bias);
}

std::vector<PixelRun> land_outlines(const Camera& camera, Detail detail, double spacing) {
    OutlineList outlines(camera, spacing);
    const float bias = trace_land(camera, detail, outlines);
    return outlines.lines(bias);
}

CoastAndBorders coast_and_borders(const Camera& camera, Detail detail, double spacing) {
    const LandShape& shape = LandShape::at(detail);
    const LandProjector project(camera);
    const ViewBounds bounds(camera);
    CoastAndBorders result;
    const auto w = static_cast<float>(camera.width), h = static_cast<float>(camera.height);
    const float least = static_cast<float>(spacing * spacing);
    // Longer than any edge of the map.
    const float slack = 20 + 1.1F * static_cast<float>(camera.scale) * 0.0175F * 1.5F;
    for (int turn = bounds.first_turn(); turn <= bounds.last_turn(); ++turn)
        for (const LandPath& line : shape.lines()) {
            PixelLines& out = line.border ? result.borders : result.coast;
            std::uint32_t start = static_cast<std::uint32_t>(out.points.size());
            const auto close = [&] {
                const auto count = static_cast<std::uint32_t>(out.points.size()) - start;
                if (count > 1)
                    out.runs.push_back({start, count});
                else
                    out.points.resize(start);
                start = static_cast<std::uint32_t>(out.points.size());
            };
            for (const LandChunk& chunk : shape.chunks().subspan(line.first_chunk, line.chunks)) {
                if (!bounds.may_see(chunk, turn)) {
                    close();
                    continue;
                }
                for (std::uint32_t i = 0; i < chunk.count; ++i) {
                    bool visible = true;
                    const Pixel p = project(shape.points()[chunk.first + i], turn, visible);
                    const bool off = p[0] < -slack || p[1] < -slack || p[0] > w + slack || p[1] > h + slack;
                    if (!visible || off) {
                        close();
                        continue;
                    }
                    if (out.points.size() > start) {
                        const Pixel& q = out.points.back();
                        const float dx = p[0] - q[0], dy = p[1] - q[1];
                        if (dx * dx + dy * dy < least && i + 1 < chunk.count) continue;
                        if (project.torn(q, p)) close();
                    }
                    out.points.push_back(p);
                }
            }
            close();
        }
    return result;
}

}  // namespace apogee
