#include "scene/labels.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/country.h"
#include "geo/place.h"
#include "geo/sea.h"

namespace apogee {

namespace {

/// All copies of a place in the picture (a flat map may repeat).
template <class F>
void for_each_pixel(const Camera& camera, double latitude_deg, double longitude_deg, F&& visit) {
    const PlanePoint p = camera.projection.forward(direction({latitude_deg, longitude_deg}));
    if (!p.visible) return;
    const auto inside = [&](const Camera::Pixel& q) {
        return q.x >= 0 && q.y >= 0 && q.x <= camera.width && q.y <= camera.height;
    };
    if (camera.projection.kind() != ProjectionKind::equirectangular) {
        // Names lie flat on the screen: near the globe's rim they would stand off it.
        if (camera.projection.kind() == ProjectionKind::globe &&
            std::hypot(p.x, p.y) > 0.93 * camera.projection.disc_radius())
            return;
        const auto q = camera.to_pixel(p);
        if (inside(q)) visit(q.x, q.y);
        return;
    }
    const double around = 2 * pi * camera.projection.parallel_cosine();
    const double half = camera.width / 2 / camera.scale;
    const double first = std::ceil((camera.x - half - p.x) / around),
                 last = std::floor((camera.x + half - p.x) / around);
    for (double turn = first; turn <= last; ++turn) {
        const auto q = camera.to_pixel(PlanePoint{p.x + turn * around, p.y});
        if (inside(q)) visit(q.x, q.y);
    }
}

/// Letters apart, as maps write countries: "N O R W A Y" is done by the caller's font; here only capitals of
/// ASCII.
std::string capitals(std::string_view name) {
    std::string out(name);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
}

}  // namespace

std::vector<Label> map_labels(const Camera& camera, double points) {
    std::vector<Label> labels;
    const double km_per_point = 6371 / camera.scale * points;
    for (const Sea& sea : seas()) {
        // Each rank from a scale on at which its water is wider than its name.
        constexpr std::array<double, 4> widest_km_per_point{40, 9, 4.5, 1.8};
        if (km_per_point > widest_km_per_point[static_cast<std::size_t>(std::clamp(sea.rank, 0, 3))])
            continue;
        for_each_pixel(camera, sea.latitude_deg, sea.longitude_deg, [&](double x, double y) {
            labels.push_back({std::string(sea.name), LabelKind::sea, x, y, 0, false});
        });
    }
    std::vector<const Country*> by_area;
    for (const Country& c : countries()) by_area.push_back(&c);
    std::sort(by_area.begin(), by_area.end(), [](auto* a, auto* b) { return a->area_km2 > b->area_km2; });
    for (const Country* c : by_area) {
        // Room for the name: the country's breadth in points against some 8 a letter.
        if (std::sqrt(c->area_km2) / km_per_point < 5.0 * static_cast<double>(c->label.size())) continue;
        const std::string name = is_ascii(c->label) ? capitals(c->label) : std::string(c->label);
        for_each_pixel(camera, c->label_latitude_deg, c->label_longitude_deg, [&](double x, double y) {
            labels.push_back({name, LabelKind::country, x, y, 0, false});
        });
    }
    // A city of a million is worth a name where 6 km make a point; capitals count four times.
    const double least = 1e6 * std::pow(km_per_point / 2.2, 1.5);
    std::size_t cities = 0;
    for (const bool capital : {true, false})
        for (const PopulatedPlace& place : places()) {
            if (place.capital != capital || place.population * (capital ? 4.0 : 1.0) < least) continue;
            if (cities > 400) break;
            for_each_pixel(camera, place.latitude_deg, place.longitude_deg, [&](double x, double y) {
                labels.push_back({std::string(place.name), LabelKind::city, x, y, 5 * points, true});
                ++cities;
            });
        }
    return labels;
}

std::vector<PlacedLabel> place_labels(const std::vector<Label>& wanted,
                                      const std::vector<Obstacle>& obstacles, double width, double height,
                                      const std::function<TextSize(const Label&)>& measure) {
    std::vector<PlacedLabel> placed;
    std::vector<Obstacle> taken = obstacles;
    const auto is_free = [&](const Obstacle& box) {
        if (box.left < 2 || box.top < 2 || box.right > width - 2 || box.bottom > height - 2) return false;
        return std::none_of(taken.begin(), taken.end(), [&](const Obstacle& t) {
            return box.left < t.right && t.left < box.right && box.top < t.bottom && t.top < box.bottom;
        });
    };
    for (const Label& label : wanted) {
        const TextSize size = measure(label);
        const double g = label.gap, w = size.width, h = size.height;
        // Right, left, above, below, then the corners; a centred name has only its place.
        const std::array<std::array<double, 2>, 8> offsets{{{g, -h / 2},
                                                            {-g - w, -h / 2},
                                                            {-w / 2, -g - h},
                                                            {-w / 2, g},
                                                            {g * 0.7, -g * 0.7 - h},
                                                            {g * 0.7, g * 0.7},
                                                            {-g * 0.7 - w, -g * 0.7 - h},
                                                            {-g * 0.7 - w, g * 0.7}}};
        const std::size_t tries = g > 0 ? offsets.size() : 1;
        for (std::size_t i = 0; i < tries; ++i) {
            const double left = label.x + (g > 0 ? offsets[i][0] : -w / 2),
                         top = label.y + (g > 0 ? offsets[i][1] : -h / 2);
            constexpr double air = 3;
            const Obstacle box{left - air, top - 1, left + w + air, top + h + 1};
            if (!is_free(box)) continue;
            taken.push_back(box);
            if (label.dot) taken.push_back({label.x - 3, label.y - 3, label.x + 3, label.y + 3});
            placed.push_back({label, left, top, w, h});
            break;
        }
    }
    return placed;
}

}  // namespace apogee
