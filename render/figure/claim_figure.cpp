#include "figure/claim_figure.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "base/input_error.h"
#include "base/lat_lon.h"
#include "figure/base_map.h"
#include "figure/map_camera.h"
#include "scene/ground_shape.h"
#include "scene/straight.h"

namespace apogee {
namespace {

/// A place of a claim on the map.
struct Mark {
    LatLon at;
    std::string name;
    WithinRange within;
    std::int64_t population = -1;  ///< of a town
    [[nodiscard]] bool town() const { return population >= 0; }
};

bool lies_somewhere(const Claim& claim) {
    return claim.distance.region.kind != RegionKind::distance;
}

/// @param several  its ends bear its name
void add_marks(std::vector<Mark>& marks, const Claim& claim, bool several, const Look& look) {
    const RegionDistance& d = claim.distance;
    const ClaimOnEarth& on = *claim.quoted();  // the figure has an answer
    const std::string region = printable(full_name(d.region));
    const auto add_end = [&](const SeenPlace& seen, Word which, const ClaimShare& share) {
        const std::string name = (several ? region + ": " : "") + look.word(which) + ", ";
        marks.push_back(
            {lat_lon(seen.place), name + look.length(seen.distance_m), within_range(share.standard)});
    };
    if (d.region.parts.empty()) {
        marks.push_back({lat_lon(d.nearest.place), region, within_range(on.nearest.standard)});
    } else {
        add_end(d.nearest, Word::nearest_point, on.nearest);
        add_end(d.farthest, Word::farthest_point, on.farthest);
    }
    for (std::size_t i = 0; i < d.towns.size(); ++i) {
        const PopulatedPlace& town = *d.towns[i].town;
        marks.push_back({lat_lon(d.towns[i].seen.place), std::string(town.name),
                         within_range(on.towns[i].standard), static_cast<std::int64_t>(town.population)});
    }
}

/// The claims' ends, then their towns, the most populous first.
std::vector<Mark> marks_of(const std::vector<Claim>& claims, const Look& look) {
    std::vector<Mark> marks;
    for (const Claim& claim : claims)
        if (lies_somewhere(claim))
            add_marks(marks, claim, std::ranges::count_if(claims, lies_somewhere) > 1, look);
    std::ranges::stable_sort(marks, [](const Mark& a, const Mark& b) {
        return a.town() != b.town() ? b.town() : a.population > b.population;
    });
    return marks;
}

/// "Median 10,117 km, 90 % interval 8,386 km – 12,300 km, Earth not turning": also where the circles lie
/// outside the map, or the interval has an end beyond half the Earth.
std::string range_words(const WeightedQuantiles& km, const Look& look) {
    const auto length = [&](double range_km) {
        return std::isfinite(range_km) ? look.length(1000 * range_km)
                                       : std::string(look.word(Word::beyond_half_the_earth));
    };
    std::string words = std::string(look.word(Word::median)) + ' ' + length(km.median) + ", ";
    if (std::isfinite(km.low))
        words +=
            std::string(look.word(Word::interval)) + ' ' + length(km.low) + " – " + length(km.high) + ", ";
    return words + look.word(Word::standard_earth_still);
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
    if (options.claims.empty())
        throw InputError(
            "--kind claim: --claim is missing; expected a country or a place, such as --claim Japan");
    for (const std::string& claim : options.claims)
        if (find_region(claim, "--claim").kind == RegionKind::distance)
            throw InputError("--claim: " + in_quotes(claim) +
                             ": a distance lies in no place; expected a country or a place for a map");
    return figure_estimate(scenario, changes, options);
}

bool has_claim_map(const EstimateAnswer& answer) {
    return answer.report.site && std::ranges::any_of(answer.claims, [](const Claim& claim) {
               return claim.quoted() && lies_somewhere(claim);
           });
}

PageWords claim_words(const EstimateAnswer& answer, const Look& look) {
    PageWords words = words_of(answer, look);
    std::string regions;
    bool turning = true, still = true;
    for (const Claim& claim : answer.claims) {
        if (!lies_somewhere(claim)) continue;
        regions += (regions.empty() ? "" : "; ") + printable(full_name(claim.distance.region));
        (claim.quotes_turning() ? still : turning) = false;
    }
    words.subtitle = look.phrase(Word::claim_subtitle, regions);
    if (turning != still)
        words.subtitle +=
            std::string(" · ") + look.word(turning ? Word::standard_earth_turns : Word::standard_earth_still);
    words.note = doubt_words(answer, look);
    words.note += (words.note.empty() ? "" : " · ") + std::string(look.word(Word::claim_marks));
    words.note += " · " + range_words(answer.estimate.standard_km, look);
    if (const std::string beyond = beyond_words(answer, look); !beyond.empty()) words.note += " · " + beyond;
    words.note += std::string(" · ") + look.word(Word::projection_azimuthal);
    return words;
}

void draw_claim(Canvas& canvas, const Box& whole, const EstimateAnswer& answer, PageWords words,
                const Look& look) {
    words.map = true;
    const Box box = draw_page(canvas, whole, words, look);
    const LatLon site = lat_lon(*answer.report.site);
    const std::vector<Mark> marks = marks_of(answer.claims, look);
    Path all = range_ring(site, 1000, 4);
    for (const Mark& mark : marks) {
        const Path spot = range_ring(mark.at, 1000, 4);
        all.insert(all.end(), spot.begin(), spot.end());
    }
    const Camera camera = fitted_camera(ProjectionKind::azimuthal, all, site, box.width, box.height);
    canvas.begin_part("picture", box.left, box.top, {Box{0, 0, box.width, box.height}.outline()});
    const Graticule lines = graticule(camera, map_type_points);
    draw_base_map(canvas, camera, lines, look);
    std::vector<Label> labels;
    std::vector<Obstacle> taken;
    canvas.begin_part("claim", 0, 0, earth_outline(camera));
    draw_distance_rings(canvas, camera, look);
    draw_ranges(canvas, camera, answer, labels, taken, look);
    for (const Mark& mark : marks) {
        const auto pixel = camera.to_pixel(camera.projection.forward(direction(mark.at)));
        draw_mark(canvas, pixel.x, pixel.y, mark.within, look);
        taken.push_back({pixel.x - 3, pixel.y - 3, pixel.x + 3, pixel.y + 3});
        labels.push_back({mark.name, mark.town() ? LabelKind::note : LabelKind::event, pixel.x, pixel.y, 5});
    }
    draw_site(canvas, camera, answer.report.site_name, labels, taken, look);
    canvas.end_part();
    taken.push_back(draw_scale_bar(canvas, camera, look));
    LineNames line_names(canvas, camera.width, camera.height, taken, look);
    number_distance_rings(line_names, camera, look);
    labels.insert(labels.end(), lines.labels.begin(), lines.labels.end());
    constexpr std::size_t most_towns_named = 10;
    write_map_labels(canvas, camera, labels, taken, {flight_style(0).color}, look, most_towns_named);
    canvas.end_part();
}

}  // namespace apogee
