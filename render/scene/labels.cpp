#include "scene/labels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "geo/country.h"
#include "geo/place.h"
#include "geo/sea.h"
#include "scene/land.h"

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

std::string map_name(const Country& country) {
    const std::string_view label = country.label;
    const bool ascii =
        std::all_of(label.begin(), label.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
    return ascii ? capitals(label) : std::string(label);
}

/// Countries of which only a part is in view that does not hold their own name's place: named where that part
/// is deepest. The picture is asked at points some way apart which country is below.
void add_parts_of_countries(const Camera& camera, double points, const std::vector<bool>& named,
                            std::vector<Label>& labels) {
    const double apart = 30 * points;
    const int columns = static_cast<int>(camera.width / apart),
              rows = static_cast<int>(camera.height / apart);
    if (columns < 3 || rows < 3) return;
    const WorldMap& map = WorldMap::at(detail_for(camera));
    const auto index = [&](int x, int y) { return static_cast<std::size_t>(y * columns + x); };
    std::vector<int> owner(index(0, rows), -1), depth(owner.size(), 0);
    std::map<int, int> cells;
    for (int y = 0; y < rows; ++y)
        for (int x = 0; x < columns; ++x) {
            const auto p = camera.pick((x + 0.5) * apart, (y + 0.5) * apart);
            const auto id = p ? map.country_below(p->latitude_deg, p->longitude_deg) : std::nullopt;
            if (!id || named[static_cast<std::size_t>(*id)]) continue;
            ++cells[owner[index(x, y)] = static_cast<int>(*id)];
        }
    // Steps to another country, water or the picture's edge.
    for (int round = 1; round < std::min(columns, rows); ++round)
        for (int y = 1; y + 1 < rows; ++y)
            for (int x = 1; x + 1 < columns; ++x) {
                const std::size_t here = index(x, y);
                const auto deep = [&](int dx, int dy) {
                    const std::size_t there = index(x + dx, y + dy);
                    return owner[there] == owner[here] && depth[there] >= round - 1;
                };
                if (owner[here] >= 0 && depth[here] == round - 1 && deep(-1, 0) && deep(1, 0) &&
                    deep(0, -1) && deep(0, 1))
                    depth[here] = round;
            }
    for (const auto& [id, count] : cells) {
        const Country& c = countries()[static_cast<std::size_t>(id)];
        if (30 * std::sqrt(count) < 6.5 * static_cast<double>(c.label.size())) continue;
        std::size_t best = 0;
        for (std::size_t i = 0; i < owner.size(); ++i)
            if (owner[i] == id && (owner[best] != id || depth[i] > depth[best])) best = i;
        const auto x = static_cast<int>(best) % columns, y = static_cast<int>(best) / columns;
        labels.push_back({map_name(c), LabelKind::country, (x + 0.5) * apart, (y + 0.5) * apart, 0, false});
    }
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
    std::vector<bool> named(by_area.size(), false);
    for (const Country* c : by_area) {
        for_each_pixel(camera, c->label_latitude_deg, c->label_longitude_deg, [&](double x, double y) {
            named[static_cast<std::size_t>(c - countries().data())] = true;
            // Room for the name: the country's breadth in points against some 8 a letter.
            if (std::sqrt(c->area_km2) / km_per_point >= 5.0 * static_cast<double>(c->label.size()))
                labels.push_back({map_name(*c), LabelKind::country, x, y, 0, false});
        });
    }
    add_parts_of_countries(camera, points, named, labels);
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
    // A town's dot must not prick another's name; a flight may cross it.
    const auto pricks = [&](const Label& label) {
        return label.dot && std::any_of(placed.begin(), placed.end(), [&](const PlacedLabel& p) {
                   return label.x > p.left - 2 && label.x < p.left + p.width + 2 && label.y > p.top &&
                          label.y < p.top + p.height;
               });
    };
    for (const Label& label : wanted) {
        if (pricks(label)) continue;
        const TextSize size = measure(label);
        const double g = label.gap, w = size.width, h = size.height;
        // Right, left, above, below, then the corners.
        const std::array<std::array<double, 2>, 8> offsets{{{g, -h / 2},
                                                            {-g - w, -h / 2},
                                                            {-w / 2, -g - h},
                                                            {-w / 2, g},
                                                            {g * 0.7, -g * 0.7 - h},
                                                            {g * 0.7, g * 0.7},
                                                            {-g * 0.7 - w, -g * 0.7 - h},
                                                            {-g * 0.7 - w, g * 0.7}}};
        // A country's or a sea's name may also stand a little beside its place.
        const bool area = label.kind == LabelKind::country || label.kind == LabelKind::sea;
        const std::array<std::array<double, 2>, 9> aside{{{0, 0},
                                                          {0, -1.5 * h},
                                                          {0, 1.5 * h},
                                                          {-0.6 * w, 0},
                                                          {0.6 * w, 0},
                                                          {-0.6 * w, -1.5 * h},
                                                          {0.6 * w, -1.5 * h},
                                                          {-0.6 * w, 1.5 * h},
                                                          {0.6 * w, 1.5 * h}}};
        const std::size_t tries = g > 0 ? offsets.size() : area ? aside.size() : 1;
        for (std::size_t i = 0; i < tries; ++i) {
            const double left = label.x + (g > 0 ? offsets[i][0] : aside[i][0] - w / 2),
                         top = label.y + (g > 0 ? offsets[i][1] : aside[i][1] - h / 2);
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

void keep_off(const PixelRun& run, double points, std::vector<Obstacle>& obstacles) {
    const double half = 2.5 * points;
    for (std::size_t i = 1; i < run.size(); ++i) {
        const double dx = run[i].x - run[i - 1].x, dy = run[i].y - run[i - 1].y;
        const int parts = std::min(200, 1 + static_cast<int>(std::hypot(dx, dy) / (6 * points)));
        for (int k = 0; k < parts; ++k) {
            const double x = run[i - 1].x + dx * k / parts, y = run[i - 1].y + dy * k / parts;
            if (obstacles.empty() || std::hypot(x - (obstacles.back().left + half),
                                                y - (obstacles.back().top + half)) > 5 * points)
                obstacles.push_back({x - half, y - half, x + half, y + half});
        }
    }
}

}  // namespace apogee
