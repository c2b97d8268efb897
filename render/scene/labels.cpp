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

/// Cells of the picture, some way apart, with the country below each (-1: none that wants a name), and how
/// many steps each lies from another country, water or the picture's edge.
struct CountryCells {
    int columns, rows;
    double apart;
    std::vector<int> owner, depth;

    [[nodiscard]] std::size_t index(int x, int y) const { return static_cast<std::size_t>(y * columns + x); }
    [[nodiscard]] PixelPoint pixel(std::size_t cell) const {
        const auto at = static_cast<int>(cell);
        return {(at % columns + 0.5) * apart, (at / columns + 0.5) * apart};
    }
    void find_depths();
    /// The cells that hang together with one, which get no owner: each part is found once.
    std::vector<std::size_t> take_part(std::size_t first);
};

void CountryCells::find_depths() {
    depth.assign(owner.size(), 0);
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
}

std::vector<std::size_t> CountryCells::take_part(std::size_t first) {
    const int id = owner[first];
    std::vector<std::size_t> part{first};
    owner[first] = -1;
    for (std::size_t k = 0; k < part.size(); ++k) {
        const int x = static_cast<int>(part[k]) % columns, y = static_cast<int>(part[k]) / columns;
        for (const auto& [dx, dy] : {std::pair(-1, 0), std::pair(1, 0), std::pair(0, -1), std::pair(0, 1)}) {
            if (x + dx < 0 || x + dx >= columns || y + dy < 0 || y + dy >= rows) continue;
            const std::size_t there = index(x + dx, y + dy);
            if (owner[there] != id) continue;
            owner[there] = -1;
            part.push_back(there);
        }
    }
    return part;
}

/// Countries of which only parts are in view that do not hold their own name's place: named where the part
/// nearest to that place is deepest, of those that have room for the name where some have. Norway is not
/// named on Svalbard for want of its south.
void add_parts_of_countries(const Camera& camera, double points, const std::vector<bool>& named,
                            std::vector<Label>& labels) {
    CountryCells cells;
    cells.apart = 30 * points;
    cells.columns = static_cast<int>(camera.width / cells.apart);
    cells.rows = static_cast<int>(camera.height / cells.apart);
    if (cells.columns < 3 || cells.rows < 3) return;
    const WorldMap& map = WorldMap::at(detail_for(camera));
    cells.owner.assign(cells.index(0, cells.rows), -1);
    std::vector<Vec3<double>> directions(cells.owner.size(), Vec3<double>::Zero());
    for (std::size_t cell = 0; cell < cells.owner.size(); ++cell) {
        const PixelPoint at = cells.pixel(cell);
        const auto p = camera.pick(at.x, at.y);
        const auto id = p ? map.country_below(p->latitude_deg, p->longitude_deg) : std::nullopt;
        if (!id || named[static_cast<std::size_t>(*id)]) continue;
        cells.owner[cell] = static_cast<int>(*id);
        directions[cell] = direction(*p);
    }
    cells.find_depths();
    /// Where a country's name stands: on a part with room for it, as near to the name's own place as there
    /// is.
    struct Named {
        bool room = false;
        double nearness = -2;
        std::size_t cell = 0, cells = 0;
    };
    const auto has_room = [](const Country& c, std::size_t count) {
        return 30 * std::sqrt(static_cast<double>(count)) >= 6.5 * static_cast<double>(c.label.size());
    };
    std::map<int, Named> all;
    for (std::size_t cell = 0; cell < cells.owner.size(); ++cell) {
        const int id = cells.owner[cell];
        if (id < 0) continue;
        const Country& c = countries()[static_cast<std::size_t>(id)];
        const Vec3<double> own = direction({c.label_latitude_deg, c.label_longitude_deg});
        const std::vector<std::size_t> part = cells.take_part(cell);
        Named found{has_room(c, part.size()), -2, cell, 0};
        for (const std::size_t k : part) {
            found.nearness = std::max(found.nearness, directions[k].dot(own));
            if (cells.depth[k] > cells.depth[found.cell]) found.cell = k;
        }
        Named& kept = all[id];
        found.cells = kept.cells + part.size();
        if (std::pair(found.room, found.nearness) > std::pair(kept.room, kept.nearness)) kept = found;
        kept.cells = found.cells;
    }
    for (const auto& [id, found] : all) {
        const Country& c = countries()[static_cast<std::size_t>(id)];
        if (!has_room(c, found.cells)) continue;
        const PixelPoint at = cells.pixel(found.cell);
        labels.push_back({map_name(c), LabelKind::country, at.x, at.y, 0, false});
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
