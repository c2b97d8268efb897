#include "figure/claim_figure.h"

#include <cmath>

#include "base/input_error.h"
#include "base/lat_lon.h"
#include "figure/base_map.h"
#include "figure/map_camera.h"
#include "scene/ground_shape.h"
#include "scene/straight.h"

namespace apogee {
namespace {

/// A place of the claim on the map.
struct Mark {
    LatLon at;
    std::string name;  ///< empty: a dot without one
    WithinRange within;
};

std::vector<Mark> marks_of(const Claim& claim, const Look& look) {
    const RegionDistance& d = claim.distance;
    const ClaimOnEarth& on = *claim.quoted();  // the figure has an answer
    std::vector<Mark> marks;
    const auto add = [&](const SeenPlace& seen, const std::string& name, const ClaimShare& share) {
        marks.push_back({lat_lon(seen.place), name, within_range(share.standard)});
    };
    if (d.region.parts.empty()) {
        add(d.nearest, printable(full_name(d.region)), on.nearest);
    } else {
        add(d.nearest, std::string(look.word(Word::nearest_point)) + ", " + look.length(d.nearest.distance_m),
            on.nearest);
        add(d.farthest,
            std::string(look.word(Word::farthest_point)) + ", " + look.length(d.farthest.distance_m),
            on.farthest);
    }
    for (std::size_t i = 0; i < d.towns.size(); ++i)
        add(d.towns[i].seen, std::string(d.towns[i].town->name), on.towns[i]);
    return marks;
}

/// Ranges at the ends of the interval and in its middle, as circles about the site.
void draw_ranges(Canvas& canvas, const Camera& camera, const EstimateAnswer& answer,
                 std::vector<Label>& labels, std::vector<Obstacle>& taken, const Look& look) {
    const PathProjector projector(camera);
    const LatLon site = lat_lon(*answer.report.site);
    const FlightStyle style = flight_style(0);
    const WeightedQuantiles& q = answer.estimate.standard_km;
    for (const double range_km : {q.low, q.median, q.high}) {
        if (!std::isfinite(range_km)) continue;
        const bool middle = range_km == q.median;
        std::vector<PixelRun> runs = projector.project(range_ring(site, 1000 * range_km), true);
        for (PixelRun& run : runs) straighten(run, 0.05);
        canvas.stroke(runs, {look.ink(style.color), middle ? 1.5 : 0.9, middle ? 0.0 : 3, middle ? 0.0 : 2});
        const PixelPoint* highest = nullptr;
        for (const PixelRun& run : runs) {
            keep_off(run, map_type_points, taken);
            for (const PixelPoint& p : run)
                if (p.x > 0.2 * camera.width && p.x < 0.8 * camera.width && p.y > 12 &&
                    (!highest || p.y < highest->y))
                    highest = &p;
        }
        if (!highest || !middle) continue;
        Label label{std::string(look.word(Word::median)) + ' ' + look.length(1000 * range_km) + ", " +
                        look.word(Word::standard_earth_still),
                    LabelKind::event, highest->x, highest->y, 6};
        label.flight = 0;
        labels.push_back(label);
    }
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

}  // namespace

WithinRange within_range(double share) {
    constexpr double likely = 0.95, unlikely = 0.05;
    return share >= likely ? WithinRange::yes : share < unlikely ? WithinRange::no : WithinRange::perhaps;
}

EstimateAnswer claim_figure(const std::string& scenario, const Overrides& changes,
                            const EstimateFigureOptions& options) {
    if (!options.claim)
        throw InputError(
            "--kind claim: --claim is missing; expected a country or a place, such as --claim Japan");
    EstimateAnswer answered = figure_estimate(scenario, changes, options);
    if (answered.claims.front().distance.region.kind == RegionKind::distance)
        throw InputError("--claim: " + in_quotes(*options.claim) +
                         ": a distance lies in no place; expected a country or a place for a map");
    return answered;
}

PageWords claim_words(const EstimateAnswer& answer, const Look& look) {
    PageWords words = words_of(answer, look);
    const Claim& claim = answer.claims.front();
    words.subtitle = look.phrase(Word::claim_subtitle, printable(full_name(claim.distance.region)));
    words.subtitle += std::string(" · ") + look.word(claim.quotes_turning() ? Word::standard_earth_turns
                                                                            : Word::standard_earth_still);
    words.note = std::string(look.word(Word::claim_marks)) + " · " + look.word(Word::projection_azimuthal);
    return words;
}

void draw_claim(Canvas& canvas, const Box& whole, const EstimateAnswer& answer, PageWords words,
                const Look& look) {
    words.map = true;
    const Box box = draw_page(canvas, whole, words, look);
    const LatLon site = lat_lon(*answer.report.site);
    const std::vector<Mark> marks = marks_of(answer.claims.front(), look);
    Path all;
    for (const Mark& mark : marks) {
        const Path spot = range_ring(mark.at, 1000, 4);
        all.insert(all.end(), spot.begin(), spot.end());
    }
    const Camera camera = fitted_camera(ProjectionKind::azimuthal, all, site, box.width, box.height);
    canvas.begin_part("picture", box.left, box.top, {Box{0, 0, box.width, box.height}.outline()});
    const Graticule lines = graticule(camera, map_type_points);
    draw_base_map(canvas, camera, lines, look);
    std::vector<Label> labels, distances;
    std::vector<Obstacle> taken;
    canvas.begin_part("claim", 0, 0, earth_outline(camera));
    draw_distance_rings(canvas, camera, distances, look);
    draw_ranges(canvas, camera, answer, labels, taken, look);
    for (const Mark& mark : marks) {
        const auto plane = camera.projection.forward(direction(mark.at));
        const auto pixel = camera.to_pixel(plane);
        draw_mark(canvas, pixel.x, pixel.y, mark.within, look);
        taken.push_back({pixel.x - 3, pixel.y - 3, pixel.x + 3, pixel.y + 3});
        if (!mark.name.empty()) labels.push_back({mark.name, LabelKind::event, pixel.x, pixel.y, 5});
    }
    draw_site(canvas, camera, answer.report.site_name, labels, taken, look);
    canvas.end_part();
    taken.push_back(draw_scale_bar(canvas, camera, look));
    labels.insert(labels.end(), distances.begin(), distances.end());
    labels.insert(labels.end(), lines.labels.begin(), lines.labels.end());
    write_map_labels(canvas, camera, labels, taken, {flight_style(0).color}, look);
    canvas.end_part();
}

}  // namespace apogee
