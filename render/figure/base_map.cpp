#include "figure/base_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/input_error.h"
#include "scene/axis.h"
#include "scene/box_cut.h"
#include "scene/land.h"
#include "scene/straight.h"

namespace apogee {
namespace {

/// How far a point left out of a coast may lie beside it, and how near two may be: print shows no more.
constexpr double points_apart = 0.35, off = 0.08;

std::vector<PixelRun> runs_of(const PixelLines& lines) {
    std::vector<PixelRun> runs;
    for (const PixelLines::Run& run : lines.runs) {
        PixelRun points;
        for (std::uint32_t i = run.first; i < run.first + run.count; ++i)
            points.push_back({lines.points[i][0], lines.points[i][1]});
        straighten(points, off);
        runs.push_back(std::move(points));
    }
    return runs;
}

/// From its centre, pixels: how near a picture comes to the camera's place, and how far it reaches.
struct MapReach {
    double nearest, farthest;
};
MapReach reach_of(const Camera& camera) {
    const auto centre = camera.to_pixel(PlanePoint{});
    const double across = std::max({-centre.x, centre.x - camera.width, 0.0}),
                 down = std::max({-centre.y, centre.y - camera.height, 0.0});
    return {std::hypot(across, down), std::hypot(std::max(centre.x, camera.width - centre.x),
                                                 std::max(centre.y, camera.height - centre.y))};
}

/// Round ones that a picture of this camera has room for and can show, m.
std::vector<double> ring_distances(const Camera& camera, const Look& look) {
    const double unit_m = metres_per(look.unit),
                 seen_m = std::min(camera.width, camera.height) / camera.scale * drawn_radius_m;
    const double step_m = round_step(seen_m / 5 / unit_m) * unit_m;
    constexpr double farthest_m = 19500e3;  // beyond it geodesic circles fold about the antipode
    std::vector<double> distances = multiples(step_m, step_m, farthest_m);
    const MapReach reach = reach_of(camera);
    constexpr double slack = 1.01;  // on the ellipsoid a ring is no circle, by 0.4 %
    std::erase_if(distances, [&](double distance_m) {
        const double radius = distance_m / drawn_radius_m * camera.scale;
        return radius * slack < reach.nearest || radius > slack * reach.farthest;
    });
    return distances;
}

}  // namespace

std::vector<PixelRun> earth_outline(const Camera& camera) {
    if (camera.projection.kind() != ProjectionKind::equirectangular) {
        const auto centre = camera.to_pixel(PlanePoint{});
        constexpr double beyond = 2;  // a cut's edge is not seen
        return {cut_to_box(circle(centre.x, centre.y, camera.projection.disc_radius() * camera.scale),
                           -beyond, -beyond, camera.width + beyond, camera.height + beyond)};
    }
    const double north = std::max(0.0, camera.to_pixel(PlanePoint{0, pi / 2}).y),
                 south = std::min(camera.height, camera.to_pixel(PlanePoint{0, -pi / 2}).y);
    return {Box{0, north, camera.width, south - north}.outline()};
}

std::string latitude_text(double latitude_deg) {
    return fmt::format("{:.0f}°{}", std::abs(latitude_deg),
                       std::abs(latitude_deg) < 0.5 ? ""
                       : latitude_deg > 0           ? " N"
                                                    : " S");
}

void draw_base_map(Canvas& canvas, const Camera& camera, const Graticule& lines, const Look& look) {
    const WorldTheme& colors = look.colors();
    const std::vector<PixelRun> earth = earth_outline(camera);
    const Detail detail = detail_for(camera);
    canvas.begin_part("map", 0, 0, earth);
    canvas.fill(earth, colors.sea);
    std::vector<PixelRun> land = land_outlines(camera, detail, points_apart);
    for (PixelRun& run : land) straighten(run, off);
    canvas.fill(land, colors.land);
    canvas.stroke(lines.lines, {colors.graticule, 0.4});
    const CoastAndBorders edges = coast_and_borders(camera, detail, points_apart);
    canvas.stroke(runs_of(edges.borders), {colors.border, 0.4, 2, 1});
    canvas.stroke(runs_of(edges.coast), {colors.coast, 0.4});
    canvas.end_part();
}

Obstacle draw_scale_bar(Canvas& canvas, const Camera& camera, const Look& look) {
    const double unit_m = metres_per(look.unit), per_point_m = drawn_radius_m / camera.scale;
    const double length = scale_bar_length(0.25 * camera.width * per_point_m / unit_m);
    if (length == 0) return {0, 0, 0, 0};
    const double points = length * unit_m / per_point_m, x = 8, y = camera.height - 8;
    const Pen pen{look.colors().text, 0.8}, halo{look.colors().casing.with_alpha(0.7F), 2.4};
    const std::vector<PixelRun> bar{{{x, y - 3}, {x, y}, {x + points, y}, {x + points, y - 3}}};
    canvas.stroke(bar, halo);
    canvas.stroke(bar, pen);
    // Degrees of latitude are true everywhere on this map; along a parallel only this one is.
    const double latitude = degrees(std::acos(camera.projection.parallel_cosine()));
    const std::string text = look.phrase(Word::at_latitude, look.length(length * unit_m));
    std::string words = text;
    if (const std::size_t at = words.find("{}"); at != std::string::npos)
        words.replace(at, 2, latitude_text(std::copysign(latitude, camera.projection.centre().latitude_deg)));
    if (camera.projection.kind() != ProjectionKind::equirectangular) words = look.length(length * unit_m);
    canvas.text({.words = words,
                 .x = x,
                 .y = y - 5,
                 .face = faces::small,
                 .color = look.colors().text,
                 .halo = look.colors().casing.with_alpha(0.7F)});
    const double wide = std::max(points, look.type.width(words, faces::small));
    return {0, camera.height - 24, x + wide + 4, camera.height};
}

void draw_distance_rings(Canvas& canvas, const Camera& camera, const Look& look) {
    const PathProjector projector(camera);
    for (const double distance : ring_distances(camera, look))
        canvas.stroke(projector.project(range_ring(camera.projection.centre(), distance), true),
                      {look.colors().quiet, 0.5, 1, 2});
}

void number_distance_rings(LineNames& names, const Camera& camera, const Look& look) {
    const PathProjector projector(camera);
    // To the lower right, and where a picture shows no such part of a ring, all round it.
    std::vector<double> azimuths{135, 225, 45, 315, 90, 270, 0, 180};
    for (double azimuth = 0; azimuth < 360; azimuth += 5) azimuths.push_back(azimuth);
    for (const double distance : ring_distances(camera, look)) {
        PixelRun places;
        for (const double azimuth : azimuths) {
            const LatLon there = destination(camera.projection.centre(), azimuth, distance);
            const auto at = projector.pixel({0, direction(there), 0}, true);
            places.push_back({at.x, at.y});
        }
        names.write(places, look.length(distance), LabelKind::number);
    }
}

void draw_site(Canvas& canvas, const Camera& camera, const std::string& name, std::vector<Label>& labels,
               std::vector<Obstacle>& taken, const Look& look) {
    const auto centre = camera.to_pixel(PlanePoint{});
    canvas.dot(centre.x, centre.y, 2.4, look.colors().casing);
    canvas.dot(centre.x, centre.y, 1.7, look.colors().text);
    taken.push_back({centre.x - 3, centre.y - 3, centre.x + 3, centre.y + 3});
    if (!name.empty()) labels.push_back({printable(name), LabelKind::event, centre.x, centre.y, 6});
}

}  // namespace apogee
