#include <Eigen/Geometry>
#include <algorithm>
#include <array>
#include <cmath>

#include "figure/base_map.h"
#include "figure/figure.h"
#include "figure/track_strips.h"
#include "scene/axis.h"
#include "scene/profile_camera.h"
#include "scene/straight.h"

namespace apogee {
namespace {

/// Heights that readers know.
struct KnownHeight {
    Word name;
    double height_m;
    const char* source;
};
constexpr std::array<KnownHeight, 3> known_heights{{
    {Word::space_station, 400e3, "NASA, International Space Station: about 400 km (250 miles)"},
    {Word::navigation_satellites, 20200e3, "GPS.gov, Space Segment: approximately 20,200 km"},
    {Word::geostationary, 35786e3, "ESA, Types of orbits: 35,786 km"},
}};
constexpr double edge_of_space_m = 100e3;

/// Where words of a width clear a curved line, over it and under it; first where they stand nearest to it.
PixelRun places_along(const PixelRun& line, double width) {
    constexpr double beside = 6;
    PixelRun places;
    std::vector<std::pair<double, PixelPoint>> by_distance;
    for (const PixelPoint& p : line) {
        double top = p.y, bottom = p.y;
        for (const PixelPoint& other : line)
            if (std::abs(other.x - p.x) < width / 2 + beside)
                top = std::min(top, other.y), bottom = std::max(bottom, other.y);
        for (const double y : {top - beside, bottom + beside})
            by_distance.emplace_back(std::abs(y - p.y), PixelPoint{p.x, y});
    }
    std::ranges::stable_sort(by_distance, {}, &std::pair<double, PixelPoint>::first);
    for (const auto& [distance, place] : by_distance) places.push_back(place);
    return places;
}

/// One profile while it is drawn.
struct ProfileFigure {
    Canvas& canvas;
    const std::vector<FigureFlight>& flights;
    const FlightFigureOptions& options;
    const Look& look;
    ProfileCamera camera;
    ProfileCamera::Frame frame = camera.frame();
    std::vector<Label> labels{};
    std::vector<Obstacle> taken{};
    std::vector<Color> colors{};

    [[nodiscard]] bool inside(const PixelPoint& p) const {
        return p.x > 4 && p.y > 4 && p.x < camera.width - 4 && p.y < camera.height - 4;
    }
    [[nodiscard]] double step_m(double points) const {
        const double unit_m = metres_per(look.unit);
        return round_step(points / camera.scale * drawn_radius_m / unit_m) * unit_m;
    }
    void draw_ground();
    void draw_levels();
    /// @return where its name may stand
    PixelRun draw_known_height(const std::string& name, double height_m);
    void draw_distances();
    void draw_flight(std::size_t index);
    void draw();
};

void ProfileFigure::draw_ground() {
    PixelRun ground = camera.level(0, frame.from, frame.to);
    const double deepest = drawn_radius_m * std::clamp(1.02 - frame.least_radius, 0.02, 1.0);
    PixelRun deep = camera.level(-deepest, frame.from, frame.to);
    PixelRun outline = ground;
    outline.insert(outline.end(), deep.rbegin(), deep.rend());
    canvas.fill({outline}, look.colors().land);
    canvas.stroke({ground}, {look.colors().coast, 0.8});
    keep_off(ground, map_type_points, taken);
}

void ProfileFigure::draw_levels() {
    const double step = step_m(45);
    for (const double height : multiples(step, std::max(step, (frame.least_radius - 1) * drawn_radius_m),
                                         (frame.most_radius - 1) * drawn_radius_m)) {
        const PixelRun level = camera.level(height, frame.from, frame.to);
        canvas.stroke({level}, {look.colors().graticule, 0.4});
        // Named where it is farthest to the left.
        const PixelPoint* at = nullptr;
        for (const PixelPoint& p : level)
            if (p.x > 2 && p.y > 8 && p.x < camera.width / 2 && p.y < camera.height - 8 &&
                (!at || p.x < at->x))
                at = &p;
        if (at) labels.push_back({look.length(height), LabelKind::number, at->x, at->y, 3});
    }
}

PixelRun ProfileFigure::draw_known_height(const std::string& name, double height_m) {
    const PixelRun level = camera.level(height_m, frame.from, frame.to);
    canvas.stroke({level}, {look.ink(look.colors().sea_text), 0.6, 1, 2});
    keep_off(level, map_type_points, taken);
    return places_along(level, look.type.width(name, label_look(LabelKind::sea, look).face));
}

void ProfileFigure::draw_distances() {
    double range = 0;
    for (const FigureFlight& flight : flights) range = std::max(range, flight.drawn.most_downrange);
    const double last = std::min({frame.to, 2 * pi, std::max(1.3 * range, 60 / camera.scale)});
    const double step = step_m(60), point_m = drawn_radius_m / camera.scale;
    for (const double distance : multiples(step, 0, last * drawn_radius_m)) {
        const double angle = distance / drawn_radius_m;
        const PixelPoint top = camera.pixel(angle, 0), end = camera.pixel(angle, -3 * point_m),
                         text = camera.pixel(angle, -9 * point_m);
        canvas.line(top.x, top.y, end.x, end.y, {look.colors().quiet, 0.6});
        if (inside(text)) labels.push_back({look.length(distance), LabelKind::number, text.x, text.y, 0});
    }
}

void ProfileFigure::draw_flight(std::size_t index) {
    const FigureFlight& flight = flights[index];
    const DrawnFlight& d = flight.drawn;
    colors.push_back(flight.style.color);
    if (d.path.empty()) {  // it never left its site
        const PixelPoint p = camera.pixel(0, 0);
        canvas.dot(p.x, p.y, 1.7, look.ink(flight.style.color));
        Label label{site_words(flight, flights.size(), look), LabelKind::event, p.x, p.y, 6};
        if (flights.size() > 1) label.flight = static_cast<int>(index);
        labels.insert(labels.begin(), label);
        return;
    }
    const auto place = [&](const PathPoint& p) {
        const Vec3<double>& start = d.path.front().direction;
        return camera.pixel(std::atan2(start.cross(p.direction).norm(), start.dot(p.direction)), p.height_m);
    };
    for (const Path& body : d.debris) {
        PixelRun run;
        for (const PathPoint& p : body) run.push_back(place(p));
        canvas.stroke({run}, {flight.style.color.with_alpha(0.7F), 0.6, 2, 2});
    }
    PixelRun run;
    for (std::size_t k = 0; k < d.path.size(); ++k)
        run.push_back(camera.pixel(d.downrange[k], d.path[k].height_m));
    straighten(run, 0.05);
    canvas.stroke({run}, {look.paper().with_alpha(0.75F), 3.4});
    canvas.stroke({run}, {flight.style.color, 2, 0.6 * flight.style.dash, 0.6 * flight.style.gap});
    keep_off(run, map_type_points, taken);
    const bool several = flights.size() > 1;
    for (const DrawnFlight::Mark& mark : d.marks) {
        const PixelPoint p = camera.pixel(downrange_at(d, mark.point.time_s), mark.point.height_m);
        canvas.dot(p.x, p.y, 2.4, look.paper());
        canvas.dot(p.x, p.y, 1.7, look.ink(flight.style.color));
        taken.push_back({p.x - 3, p.y - 3, p.x + 3, p.y + 3});
        const bool top = mark.name == event_names::apogee;
        if (!inside(p) || (several && !top) || !has_name(d, mark)) continue;
        Label label{event_words(mark, look), LabelKind::event, p.x, p.y, 6};
        if (several) label.text = flight.name + ", " + look.length(mark.point.height_m);
        if (several) label.flight = static_cast<int>(index);
        labels.insert(top ? labels.begin() : labels.end(), label);
    }
    const auto on_picture = [&](const PathPoint& p) -> std::optional<PixelPoint> {
        const PixelPoint at = place(p);
        return inside(at) ? std::optional(at) : std::nullopt;
    };
    name_debris(flight, flights.size(), on_picture, look, labels);
}

void ProfileFigure::draw() {
    canvas.begin_part("ground", 0, 0, {});
    draw_levels();
    draw_ground();
    draw_distances();
    std::vector<std::pair<PixelRun, std::string>> names;
    const auto add = [&](Word name, double height_m) {
        const std::string words = std::string(look.word(name)) + ' ' + look.length(height_m);
        names.emplace_back(draw_known_height(words, height_m), words);
    };
    add(Word::edge_of_space, edge_of_space_m);
    if (options.marks)
        for (const KnownHeight& known : known_heights)
            if (inside({camera.width / 2, camera.pixel(camera.turn, known.height_m).y}))
                add(known.name, known.height_m);
    canvas.end_part();
    canvas.begin_part("flights", 0, 0, {});
    const auto ground_only = static_cast<std::ptrdiff_t>(taken.size());
    for (std::size_t i = 0; i < flights.size(); ++i) draw_flight(i);
    canvas.end_part();
    LineNames line_names(canvas, camera.width, camera.height, taken, look,
                         {taken.begin() + ground_only, taken.end()});
    for (const auto& [places, words] : names) line_names.write(places, words, LabelKind::sea);
    Camera sheet;  // labels need the size of a picture
    sheet.width = camera.width;
    sheet.height = camera.height;
    write_map_labels(canvas, sheet, labels, taken, colors, look);
}

}  // namespace

void draw_profile(Canvas& canvas, const Box& whole, const std::vector<FigureFlight>& flights,
                  const FlightFigureOptions& options, PageWords words, const Look& look) {
    words.note = look.word(Word::true_to_scale);
    double highest = 0;
    for (const FigureFlight& flight : flights) highest = std::max(highest, flight.drawn.most_height_m);
    if (options.marks)
        for (const KnownHeight& known : known_heights)
            if (known.height_m < 3 * highest) words.sources.emplace_back(known.source);
    const Box page = draw_page(canvas, whole, words, look);
    const Box box{page.left, page.top, page.width,
                  page.height - draw_track_strips(canvas, page, flights, look)};
    ProfileCamera camera;
    camera.width = box.width;
    camera.height = box.height;
    camera.fit(0.86, 0.78, [&](auto&& visit) {
        for (const FigureFlight& flight : flights)
            for (std::size_t k = 0; k < flight.drawn.path.size(); ++k)
                visit(flight.drawn.downrange[k], flight.drawn.path[k].height_m);
        if (!options.marks) return;
        for (const KnownHeight& known : known_heights)
            if (known.height_m < 3 * highest) visit(0, known.height_m);
    });
    canvas.begin_part("picture", box.left, box.top, {Box{0, 0, box.width, box.height}.outline()});
    ProfileFigure{canvas, flights, options, look, camera}.draw();
    canvas.end_part();
}

}  // namespace apogee
