#include "figure/base_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/input_error.h"
#include "scene/axis.h"
#include "scene/land.h"
#include "scene/straight.h"

namespace apogee {
namespace {

/// How far a point left out of a coast may lie beside it, and how near two may be: print shows no more.
constexpr double spacing = 0.35, off = 0.08;

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

}  // namespace

std::vector<PixelRun> earth_outline(const Camera& camera) {
    if (camera.projection.kind() != ProjectionKind::equirectangular) {
        const auto centre = camera.to_pixel(PlanePoint{});
        return {circle(centre.x, centre.y, camera.projection.disc_radius() * camera.scale)};
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
    std::vector<PixelRun> land = land_outlines(camera, detail, spacing);
    for (PixelRun& run : land) straighten(run, off);
    canvas.fill(land, colors.land);
    canvas.stroke(lines.lines, {colors.graticule, 0.4});
    const CoastAndBorders edges = coast_and_borders(camera, detail, spacing);
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

void draw_distance_rings(Canvas& canvas, const Camera& camera, std::vector<Label>& labels, const Look& look) {
    const LatLon centre = camera.projection.centre();
    const double unit_m = metres_per(look.unit),
                 seen_m = std::min(camera.width, camera.height) / camera.scale * drawn_radius_m;
    const double step_m = round_step(seen_m / 5 / unit_m) * unit_m;
    const PathProjector projector(camera);
    constexpr double farthest_m = 19500e3;  // beyond it geodesic circles fold about the antipode
    for (const double distance : multiples(step_m, step_m, farthest_m)) {
        canvas.stroke(projector.project(range_ring(centre, distance), true),
                      {look.colors().quiet, 0.5, 1, 2});
        for (const double azimuth : {135.0, 225.0, 45.0, 315.0, 90.0, 270.0, 0.0, 180.0}) {
            const auto at = projector.pixel({0, direction(destination(centre, azimuth, distance)), 0}, true);
            if (at.x < 20 || at.y < 10 || at.x > camera.width - 20 || at.y > camera.height - 10) continue;
            labels.push_back({look.length(distance), LabelKind::number, at.x, at.y, 0});
            break;
        }
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

LabelLook label_look(LabelKind kind, const Look& look) {
    const WorldTheme& colors = look.colors();
    switch (kind) {
        case LabelKind::event:
            return {faces::strong, colors.text};
        case LabelKind::note:
            return {faces::label, colors.text};
        case LabelKind::country:
            return {{6.5, false}, look.ink(colors.quiet)};
        case LabelKind::sea:
            return {{7, false, true}, look.ink(colors.sea_text)};
        case LabelKind::city:
            return {{7}, colors.text};
        case LabelKind::number:
            break;
    }
    return {{6}, look.ink(colors.quiet)};
}

namespace {

bool overlap(const Obstacle& a, const Obstacle& b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/// Finds room for the names of lines and events. All of them stand: near their place, or farther off with a
/// line to it; where the picture is full, over what it shows but never over each other.
class EventPlacer {
  public:
    EventPlacer(const Camera& camera, const std::vector<Obstacle>& shown)
        : width_(camera.width), height_(camera.height), shown_(shown) {}

    [[nodiscard]] std::optional<PlacedLabel> place(const Label& label, const TextSize& size) {
        std::optional<PlacedLabel> crowded;
        for (const double gap : {1.0, 2.2, 4.0, 6.5, 10.0, 15.0, 22.0})
            for (const int step :
                 {0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 3, 13, 5, 11, 7, 9}) {  // of 16 directions
                const double angle = step * pi / 8, x = std::cos(angle), y = -std::sin(angle);
                const double left = label.x + x * gap * label.gap + (x - 1) / 2 * size.width,
                             top = label.y + y * gap * label.gap + (y - 1) / 2 * size.height;
                const Obstacle box{left - 1.5, top - 0.5, left + size.width + 1.5, top + size.height + 0.5};
                if (box.left < 1 || box.top < 1 || box.right > width_ - 1 || box.bottom > height_ - 1)
                    continue;
                const auto hit = [&](const Obstacle& other) { return overlap(box, other); };
                if (std::ranges::any_of(names_, hit)) continue;
                const PlacedLabel found{label, left, top, size.width, size.height};
                if (!std::ranges::any_of(shown_, hit)) return keep(found, box);
                if (!crowded) crowded = found;
            }
        if (!crowded) return {};
        return keep(*crowded,
                    {crowded->left, crowded->top, crowded->left + size.width, crowded->top + size.height});
    }
    [[nodiscard]] const std::vector<Obstacle>& names() const { return names_; }

  private:
    PlacedLabel keep(const PlacedLabel& label, const Obstacle& box) {
        names_.push_back(box);
        return label;
    }
    double width_, height_;
    const std::vector<Obstacle>& shown_;
    std::vector<Obstacle> names_;
};

/// From a name that stands farther off to what it names.
void draw_leader(Canvas& canvas, const PlacedLabel& l, Color color) {
    const double x = std::clamp(l.label.x, l.left, l.left + l.width),
                 y = std::clamp(l.label.y, l.top + 0.2 * l.height, l.top + 0.8 * l.height);
    constexpr double beside = 10;
    if (std::hypot(x - l.label.x, y - l.label.y) > beside)
        canvas.line(x, y, l.label.x, l.label.y, {color, 0.5});
}

}  // namespace

void write_map_labels(Canvas& canvas, const Camera& camera, const std::vector<Label>& wanted,
                      const std::vector<Obstacle>& obstacles, const std::vector<Color>& flight_colors,
                      const Look& look) {
    const auto measure = [&](const Label& label) {
        const TypeSetter::Size size = look.type.size(label.text, label_look(label.kind, look).face);
        return TextSize{size.width, size.height()};
    };
    EventPlacer placer(camera, obstacles);
    std::vector<PlacedLabel> labels;
    std::vector<Label> others;
    for (const Label& label : wanted) {
        if (label.kind != LabelKind::event) {
            others.push_back(label);
        } else if (const auto placed = placer.place(label, measure(label))) {
            labels.push_back(*placed);
        }
    }
    std::vector<Obstacle> taken = obstacles;
    taken.insert(taken.end(), placer.names().begin(), placer.names().end());
    const std::vector<PlacedLabel> more = place_labels(others, taken, camera.width, camera.height, measure);
    labels.insert(labels.end(), more.begin(), more.end());
    canvas.begin_part("names", 0, 0, {});
    for (auto l = labels.rbegin(); l != labels.rend(); ++l) {  // the important ones on top
        const LabelLook how = label_look(l->label.kind, look);
        Color color = how.color;
        if (l->label.flight >= 0) color = look.ink(flight_colors[static_cast<std::size_t>(l->label.flight)]);
        if (l->label.kind == LabelKind::event) draw_leader(canvas, *l, color);
        if (l->label.dot) canvas.dot(l->label.x, l->label.y, 1.1, color);
        canvas.text({.words = l->label.text,
                     .x = l->left,
                     .y = l->top + look.type.size(l->label.text, how.face).ascent,
                     .face = how.face,
                     .color = color,
                     .halo = look.colors().casing.with_alpha(0.7F)});
    }
    canvas.end_part();
}

}  // namespace apogee
