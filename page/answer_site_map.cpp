#include <algorithm>
#include <cmath>
#include <optional>

#include "asked.h"
#include "base/angles.h"
#include "figure/base_map.h"
#include "figure/page.h"
#include "geo/region.h"

namespace apogee {
namespace {

/// The Earth once round; of a site ten degrees to the north and south.
Camera camera_for(const std::optional<LatLon>& site, const Box& box) {
    constexpr double around_site = radians(20), steepest_deg = 75;
    Camera camera;
    camera.width = box.width;
    camera.scale = box.width / (2 * pi);
    if (site) {
        const double parallel_deg = std::clamp(site->latitude_deg, -steepest_deg, steepest_deg);
        camera.projection = Projection(ProjectionKind::equirectangular, {parallel_deg, 0});
        camera.x = radians(site->longitude_deg) * camera.projection.parallel_cosine();
        camera.scale = box.height / around_site;
    }
    camera.height = std::min(box.height, pi * camera.scale);
    const double spare = pi / 2 - camera.height / 2 / camera.scale;
    camera.y = site ? std::clamp(radians(site->latitude_deg), -spare, spare) : 0;
    return camera;
}

void draw(Canvas& canvas, const Camera& camera, const std::optional<LatLon>& site, const std::string& name,
          const Look& look) {
    const Graticule lines = graticule(camera, map_type_points);
    draw_base_map(canvas, camera, lines, look);
    std::vector<Label> labels;
    std::vector<Obstacle> taken;
    if (site) {
        const auto at = camera.to_pixel(PlanePoint{camera.x, radians(site->latitude_deg)});
        canvas.dot(at.x, at.y, 2.4, look.colors().casing);
        canvas.dot(at.x, at.y, 1.7, look.colors().text);
        taken.push_back({at.x - 3, at.y - 3, at.x + 3, at.y + 3});
        labels.push_back({name, LabelKind::event, at.x, at.y, 6});
    }
    for (const std::vector<Label>& names : {map_labels(camera, map_type_points), lines.labels})
        labels.insert(labels.end(), names.begin(), names.end());
    write_map_labels(canvas, camera, labels, taken, {}, look);
}

/// Where the map stands in the picture, in its own unit, and what of the Earth it shows.
Json frame_of(const Camera& camera, double left, double top) {
    const double half_width = degrees(camera.width / 2 / camera.scale) / camera.projection.parallel_cosine(),
                 half_height = degrees(camera.height / 2 / camera.scale),
                 longitude_deg = degrees(camera.x) / camera.projection.parallel_cosine();
    return {{"left", left},
            {"top", top},
            {"width", camera.width},
            {"height", camera.height},
            {"west_deg", longitude_deg - half_width},
            {"east_deg", longitude_deg + half_width},
            {"north_deg", degrees(camera.y) + half_height},
            {"south_deg", degrees(camera.y) - half_height}};
}

}  // namespace

Json answer_site_map(const Json& asked) {
    const AskedLook look(asked.value("look", Json::object()));
    const AskedPicture picture = asked_pictures(asked).at(0);
    std::optional<LatLon> site;
    std::string name;
    if (const auto text = given_text(asked, "text")) {
        const DistanceOrigin origin = find_origin(*text, "from");
        site = lat_lon(origin.place);
        name = origin.name;
    }
    PageWords page;
    page.title = text_in(asked, "title");
    page.map = true;
    Json frame;
    const auto draw_all = [&](Canvas& canvas, const Box& whole, const PageWords& words) {
        const Box box = draw_page(canvas, whole, words, look.look());
        const Camera camera = camera_for(site, box);
        const double top = box.top + (box.height - camera.height) / 2;
        frame = frame_of(camera, box.left, top);
        canvas.begin_part("picture", box.left, top, {Box{0, 0, camera.width, camera.height}.outline()});
        draw(canvas, camera, site, name, look.look());
        canvas.end_part();
    };
    std::string svg = picture_text(picture, page, look.look(), draw_all);
    return {{"picture", std::move(svg)}, {"frame", std::move(frame)}};
}

}  // namespace apogee
