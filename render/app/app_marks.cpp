// What the user marks on the world: a distance, a place that was looked for.
#include <fmt/format.h>

#include "app/app.h"
#include "physics/earth.h"

namespace apogee {
namespace {

/// On the ellipsoid of the map, whatever Earth a scenario flies over.
Geodesic line_between(const LatLon& from, const LatLon& to) {
    return geodesic(Earth{}, geodetic(from), geodetic(to));
}

constexpr Color mark_color{0xd55e00};  // of Okabe and Ito's colours, the one that no first flight has

GroundShape measured_line(const Measure& measure, LengthUnit unit) {
    const Geodesic line = line_between(*measure.from, *measure.to);
    GroundShape shape{GroundShape::Kind::ring, {}, mark_color};
    constexpr int parts = 64;
    for (int i = 0; i <= parts; ++i)
        shape.points.push_back(
            {0, direction(destination(*measure.from, degrees(line.azimuth), line.distance_m * i / parts)),
             0});
    shape.name =
        fmt::format("{}, azimuth {:.0f}°", length_text(line.distance_m, unit), degrees(line.azimuth));
    shape.width = 2;
    return shape;
}

/// A dot on a place, with its name.
GroundShape place_mark(const LatLon& place, const std::string& name) {
    GroundShape shape{GroundShape::Kind::cloud, {{0, direction(place), 0}}, mark_color};
    shape.name = name;
    shape.width = 4;
    return shape;
}

}  // namespace

void App::measure_at(const std::optional<LatLon>& place) {
    Measure& measure = session_.measure;
    if (!measure.on || !place) return;
    if (measure.from && !measure.to)
        measure.to = place;
    else
        measure = {true, place, {}};
}

std::optional<double> App::measured_m() const {
    const Measure& measure = session_.measure;
    if (!measure.from || !measure.to) return {};
    return line_between(*measure.from, *measure.to).distance_m;
}

void App::add_marks(Overlay& overlay) const {
    const Measure& measure = session_.measure;
    if (measure.from && measure.to) overlay.shapes.push_back(measured_line(measure, session_.unit));
    for (const auto& end : {measure.from, measure.to})
        if (end) overlay.shapes.push_back(place_mark(*end, ""));
    if (session_.found) overlay.shapes.push_back(place_mark(session_.found->place, session_.found->name));
}

}  // namespace apogee
