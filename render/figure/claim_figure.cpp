#include "figure/claim_figure.h"

#include <cmath>

#include "base/angles.h"
#include "figure/base_map.h"
#include "figure/map_camera.h"
#include "range/range_by_direction.h"
#include "scene/flight_path.h"
#include "scene/straight.h"

namespace apogee {
namespace {

/// The line round the site, in pieces where some directions go beyond half the Earth.
std::vector<Path> paths_of(const LatLon& site, const ClaimLine& line) {
    constexpr int points = 180;
    std::vector<Path> pieces(1);
    for (int i = 0; i <= points; ++i) {
        const double azimuth_deg = 360.0 * i / points;
        const double km = line.km.size() == 1 ? line.km.front() : periodic(line.km, radians(azimuth_deg));
        if (std::isfinite(km))
            pieces.back().push_back({0, direction(destination(site, azimuth_deg, 1000 * km)), 0});
        else if (!pieces.back().empty())
            pieces.emplace_back();
    }
    return pieces;
}

struct LineLook {
    double width, dash, gap;
};
LineLook look_of(ClaimLine::Kind kind) {
    switch (kind) {
        case ClaimLine::Kind::middle:
            return {1.5, 0, 0};
        case ClaimLine::Kind::end_of_interval:
            return {0.9, 3, 2};
        case ClaimLine::Kind::claimed_distance:
            break;
    }
    return {1.1, 0, 0};
}

void draw_line(Canvas& canvas, const Camera& camera, const LatLon& site, const ClaimLine& line,
               std::vector<Label>& labels, std::vector<Obstacle>& taken, const Look& look) {
    const PathProjector projector(camera);
    const bool claimed = line.kind == ClaimLine::Kind::claimed_distance;
    const auto [width, dash, gap] = look_of(line.kind);
    const Color ink = claimed ? look.colors().text : look.ink(flight_style(0).color);
    PixelPoint highest;
    bool seen = false;
    for (const Path& path : paths_of(site, line)) {
        std::vector<PixelRun> runs = projector.project(path, true);
        for (PixelRun& run : runs) straighten(run, 0.05);
        canvas.stroke(runs, {ink, width, dash, gap});
        for (const PixelRun& run : runs) {
            keep_off(run, map_type_points, taken);
            for (const PixelPoint& p : run)
                if (p.x > 0.2 * camera.width && p.x < 0.8 * camera.width && p.y > 12 &&
                    (!seen || p.y < highest.y)) {
                    highest = p;
                    seen = true;
                }
        }
    }
    if (!seen || line.name.empty()) return;
    Label label{line.name, LabelKind::event, highest.x, highest.y, 6};
    if (!claimed) label.flight = 0;
    labels.push_back(label);
}

void draw_mark(Canvas& canvas, double x, double y, WithinRange within, const Look& look) {
    constexpr double radius = 2.1;
    const Color ink = look.ink(flight_style(0).color), quiet = look.ink(look.colors().quiet);
    canvas.dot(x, y, radius + 0.8, look.paper());
    if (within == WithinRange::yes)
        canvas.dot(x, y, radius, ink);
    else if (within == WithinRange::perhaps)
        canvas.stroke({circle(x, y, radius - 0.4)}, {ink, 1});
    else
        canvas.stroke({{{x - 1.6, y - 1.6}, {x + 1.6, y + 1.6}}, {{x - 1.6, y + 1.6}, {x + 1.6, y - 1.6}}},
                      {quiet, 0.9});
}

/// What the map must show: the site, the marks, the distances that were claimed.
Path framed(const ClaimMap& map) {
    Path all = range_ring(map.site, 1000, 4);
    const auto add = [&](const Path& path) { all.insert(all.end(), path.begin(), path.end()); };
    for (const ClaimMark& mark : map.marks)
        if (mark.framed) add(range_ring(mark.at, 1000, 4));
    for (const ClaimLine& line : map.lines)
        if (line.kind == ClaimLine::Kind::claimed_distance)
            for (const Path& path : paths_of(map.site, line)) add(path);
    return all;
}

}  // namespace

void draw_claim(Canvas& canvas, const Box& whole, const ClaimMap& map, const PageWords& words,
                const Look& look) {
    const Box box = draw_page(canvas, whole, words, look);
    const Camera camera =
        fitted_camera(ProjectionKind::azimuthal, framed(map), map.site, box.width, box.height);
    canvas.begin_part("picture", box.left, box.top, {Box{0, 0, box.width, box.height}.outline()});
    const Graticule lines = graticule(camera, map_type_points);
    draw_base_map(canvas, camera, lines, look);
    std::vector<Label> labels;
    std::vector<Obstacle> taken;
    canvas.begin_part("claim", 0, 0, earth_outline(camera));
    draw_distance_rings(canvas, camera, look);
    for (const ClaimLine& line : map.lines) draw_line(canvas, camera, map.site, line, labels, taken, look);
    for (const ClaimMark& mark : map.marks) {
        const auto pixel = camera.to_pixel(camera.projection.forward(direction(mark.at)));
        // A territory far away does not make the map larger.
        if (pixel.x < 0 || pixel.x > camera.width || pixel.y < 0 || pixel.y > camera.height) continue;
        draw_mark(canvas, pixel.x, pixel.y, mark.within, look);
        taken.push_back({pixel.x - 3, pixel.y - 3, pixel.x + 3, pixel.y + 3});
        labels.push_back({mark.name, mark.kind == ClaimMark::Kind::end ? LabelKind::event : LabelKind::note,
                          pixel.x, pixel.y, 5});
    }
    draw_site(canvas, camera, map.site_name, labels, taken, look);
    canvas.end_part();
    taken.push_back(draw_scale_bar(canvas, camera, look));
    LineNames line_names(canvas, camera.width, camera.height, taken, look);
    number_distance_rings(line_names, camera, look);
    labels.insert(labels.end(), lines.labels.begin(), lines.labels.end());
    constexpr std::size_t most_places_named = 10;
    write_map_labels(canvas, camera, labels, taken, {flight_style(0).color}, look, most_places_named);
    canvas.end_part();
}

}  // namespace apogee
