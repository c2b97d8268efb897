#include <GeographicLib/Geodesic.hpp>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>

#include "scene/flight_path.h"
#include "scene/graticule.h"
#include "scene/ground_shape.h"
#include "scene/labels.h"
#include "scene/land.h"
#include "scene/projection.h"
#include "scene/straight.h"

using namespace apogee;

namespace {

double longitude_gap(double a, double b) {
    return std::abs(std::remainder(a - b, 360));
}

Camera camera_of(const Projection& projection, double scale) {
    Camera camera;
    camera.projection = projection;
    camera.scale = scale;
    camera.width = 800;
    camera.height = 600;
    return camera;
}

/// A great circle through a point, in this direction, 60 degrees to either side.
Path great_circle(const LatLon& through, double azimuth_deg) {
    const double phi = radians(through.latitude_deg), lambda = radians(through.longitude_deg),
                 a = radians(azimuth_deg);
    const Vec3<double> here = direction(through);
    const Vec3<double> north(-std::sin(phi) * std::cos(lambda), -std::sin(phi) * std::sin(lambda),
                             std::cos(phi));
    const Vec3<double> east(-std::sin(lambda), std::cos(lambda), 0);
    const Vec3<double> ahead = std::cos(a) * north + std::sin(a) * east;
    Path path;
    for (int i = -30; i <= 30; ++i) {
        const double t = radians(2.0 * i);
        path.push_back({static_cast<double>(i), std::cos(t) * here + std::sin(t) * ahead, 0});
    }
    return path;
}

double longest_piece(const std::vector<PixelRun>& runs) {
    double longest = 0;
    for (const PixelRun& run : runs)
        for (std::size_t i = 1; i < run.size(); ++i)
            longest = std::max(longest, std::hypot(run[i].x - run[i - 1].x, run[i].y - run[i - 1].y));
    return longest;
}

}  // namespace

TEST_CASE("projections and their inverses agree to a nano-degree") {
    const LatLon centre{39.3, 125.9};
    for (const ProjectionKind kind :
         {ProjectionKind::equirectangular, ProjectionKind::azimuthal, ProjectionKind::globe}) {
        const Projection projection(kind, centre);
        for (double latitude = -89; latitude <= 89; latitude += 7.3)
            for (double longitude = -179.9; longitude < 180; longitude += 11.7) {
                const Vec3<double> d = direction({latitude, longitude});
                const double distance = std::acos(d.dot(direction(centre)));
                // Near the globe's horizon a step on the ground hardly moves on the picture: rounding grows.
                if (kind == ProjectionKind::globe && distance > radians(75)) continue;
                const PlanePoint p = projection.forward(d);
                const auto back = projection.inverse(p.x, p.y);
                REQUIRE(back);
                REQUIRE(std::abs(back->latitude_deg - latitude) < 1e-9);
                REQUIRE(longitude_gap(back->longitude_deg, longitude) * std::cos(radians(latitude)) < 1e-9);
            }
    }
}

TEST_CASE("the azimuthal map keeps distances and bearings from its centre") {
    const LatLon centre{39.3, 125.9};
    const Projection projection(ProjectionKind::azimuthal, centre);
    for (double bearing = 0; bearing < 360; bearing += 30) {
        const Path path = great_circle(centre, bearing);
        const PlanePoint p = projection.forward(path.back().direction);
        CHECK(std::hypot(p.x, p.y) == Approx(radians(60)).epsilon(1e-12));
        CHECK(longitude_gap(degrees(std::atan2(p.x, p.y)), bearing) < 1e-9);
    }
    // On the ellipsoid a ring is a circle to 0.6 %: its flattening and the choice of radius.
    for (const PathPoint& point : range_ring(centre, 5e6)) {
        const PlanePoint p = projection.forward(point.direction);
        CHECK(std::hypot(p.x, p.y) * drawn_radius_m == Approx(5e6).epsilon(0.006));
    }
}

TEST_CASE("the globe hides what lies behind it and shows heights above the horizon") {
    const Projection globe(ProjectionKind::globe, {0, 0});
    const double horizon = degrees(std::acos(1 / Projection::globe_distance));
    CHECK(globe.forward(direction({0, horizon - 0.01})).visible);
    CHECK_FALSE(globe.forward(direction({0, horizon + 0.01})).visible);
    CHECK_FALSE(globe.forward(direction({0, 180})).visible);
    // Seen past the rim: a height of one radius above a point that the Earth itself hides.
    CHECK(globe.forward(direction({0, horizon + 10}), 1).visible);
    CHECK_FALSE(globe.forward(direction({0, 179}), 1).visible);
    CHECK_FALSE(globe.inverse(globe.disc_radius() * 1.001, 0));
}

TEST_CASE("a track over the antimeridian goes on across it without a streak") {
    const Camera camera = [] {
        Camera c = camera_of(Projection(ProjectionKind::equirectangular, {0, 0}), 120);
        c.x = pi;
        return c;
    }();
    const auto runs = PathProjector(camera).project(great_circle({10, 180}, 80), true);
    REQUIRE(runs.size() == 1);
    // 120 degrees of longitude, a little less for the slant, at 120 pixels a radian: unbroken.
    CHECK(std::abs(runs[0].back().x - runs[0].front().x) == Approx(radians(119) * 120).margin(8));
    CHECK(longest_piece(runs) < 30);
}

TEST_CASE("a track over the pole has no streak in any projection") {
    for (const double azimuth : {0.0, 0.3, 5.0}) {
        const Path path = great_circle({89.9, 30}, azimuth);
        const Camera flat = camera_of(Projection(ProjectionKind::equirectangular, {0, 0}), 120);
        const Camera round = camera_of(Projection(ProjectionKind::azimuthal, {40, 30}), 95);
        const Camera globe = camera_of(Projection(ProjectionKind::globe, {70, 30}), 250);
        for (const Camera* camera : {&flat, &round, &globe}) {
            const auto runs = PathProjector(*camera).project(path, true);
            REQUIRE_FALSE(runs.empty());
            CHECK(longest_piece(runs) < 30);
        }
    }
}

TEST_CASE("a track through the antipode is cut, not drawn across the azimuthal map") {
    const Camera camera = camera_of(Projection(ProjectionKind::azimuthal, {40, 30}), 95);
    const auto runs = PathProjector(camera).project(great_circle({-40, -150}, 33), true);
    CHECK(runs.size() >= 2);
    CHECK(longest_piece(runs) < 30);
}

TEST_CASE("land is land and sea is sea in every projection, also with the antipode on land") {
    // Pixel centres against the exact question, away from coasts: where the four pixels around agree.
    const Camera cameras[] = {
        camera_of(Projection(ProjectionKind::equirectangular, {0, 0}), 130),
        camera_of(Projection(ProjectionKind::azimuthal, {39, 126}), 95),
        camera_of(Projection(ProjectionKind::azimuthal, {-34, -65}), 95),  // antipode in China
        camera_of(Projection(ProjectionKind::globe, {-34, -65}), 280),
        camera_of(Projection(ProjectionKind::globe, {80, 10}), 280),
        camera_of(Projection(ProjectionKind::azimuthal, {39, 126}), 3000)};
    for (const Camera& camera : cameras) {
        const auto cover = land_coverage(camera, detail_for(camera), 800, 600);
        const WorldMap& map = WorldMap::at(detail_for(camera));
        int compared = 0, wrong = 0;
        for (int y = 4; y < 596; y += 7)
            for (int x = 4; x < 796; x += 7) {
                const auto is_land = [&](double dx, double dy) {
                    const auto p = camera.pick(x + 0.5 + dx, y + 0.5 + dy);
                    return p ? (map.country_below(p->latitude_deg, p->longitude_deg) ? 1 : 0) : -1;
                };
                const int here = is_land(0, 0);
                if (here < 0 || is_land(-2, -2) != here || is_land(2, -2) != here || is_land(-2, 2) != here ||
                    is_land(2, 2) != here)
                    continue;
                ++compared;
                const int shown = cover[static_cast<std::size_t>(y) * 800 + static_cast<std::size_t>(x)];
                wrong += here == 1 ? shown < 128 : shown > 127;
            }
        CHECK(compared > 2000);
        // Straits and islets between the sampled pixels may differ.
        CHECK(wrong <= compared / 200);
    }
}

TEST_CASE("labels keep clear of each other, of obstacles and of the edge") {
    std::vector<Label> wanted;
    for (int i = 0; i < 200; ++i)
        wanted.push_back({"name", LabelKind::city, 7.0 * (i * 37 % 100), 5.0 * (i * 53 % 100), 5, true});
    const auto placed = place_labels(wanted, {{100, 100, 300, 200}}, 700, 500, [](const Label&) {
        return TextSize{40, 12};
    });
    CHECK(placed.size() > 30);
    for (std::size_t i = 0; i < placed.size(); ++i) {
        const PlacedLabel& a = placed[i];
        CHECK(a.left >= 0);
        CHECK(a.left + a.width <= 700);
        CHECK_FALSE((a.left < 300 && a.left + a.width > 100 && a.top < 200 && a.top + a.height > 100));
        for (std::size_t k = 0; k < i; ++k) {
            const PlacedLabel& b = placed[k];
            REQUIRE_FALSE((a.left < b.left + b.width && b.left < a.left + a.width &&
                           a.top < b.top + b.height && b.top < a.top + a.height));
        }
    }
}

TEST_CASE("a filled ring holds what is nearer than its radius: over a pole and the antimeridian too") {
    struct Ring {
        LatLon centre;
        double radius_m;
    };
    const Ring rings[] = {{{10, 179}, 2e6},     // crosses the antimeridian
                          {{80, 20}, 3e6},      // holds the north pole
                          {{-75, -170}, 4e6},   // holds the south pole
                          {{40, 127}, 13e6},    // more than half of the Earth
                          {{-10, 5}, 18.5e6}};  // all but a cap, both poles inside
    const Camera cameras[] = {camera_of(Projection(ProjectionKind::equirectangular, {0, 0}), 130),
                              camera_of(Projection(ProjectionKind::azimuthal, {39, 126}), 95),
                              camera_of(Projection(ProjectionKind::azimuthal, {-60, 10}), 400),
                              camera_of(Projection(ProjectionKind::globe, {-34, -65}), 280),
                              camera_of(Projection(ProjectionKind::globe, {80, 10}), 280)};
    for (const Ring& ring : rings)
        for (const Camera& camera : cameras) {
            CAPTURE(ring.centre.latitude_deg, ring.radius_m, camera.scale,
                    camera.projection.centre().latitude_deg);
            const auto cover = ring_coverage(camera, range_ring(ring.centre, ring.radius_m, 360), 800, 600);
            int wrong = 0;
            for (int y = 4; y < 600; y += 7)
                for (int x = 4; x < 800; x += 7) {
                    const auto p = camera.pick(x + 0.5, y + 0.5);
                    const int shown = cover[static_cast<std::size_t>(y) * 800 + static_cast<std::size_t>(x)];
                    if (!p) {  // off the map
                        wrong += shown > 127;
                        continue;
                    }
                    double distance_m = 0;
                    GeographicLib::Geodesic::WGS84().Inverse(ring.centre.latitude_deg,
                                                             ring.centre.longitude_deg, p->latitude_deg,
                                                             p->longitude_deg, distance_m);
                    // Pixels that the ring itself may cross: on the azimuthal rim one spans 20 degrees.
                    const double pixel_m = 6e6 / camera.scale;
                    const LatLon far = geo_point(-direction(camera.projection.centre()));
                    const bool at_rim = camera.projection.kind() == ProjectionKind::azimuthal &&
                                        direction(*p).dot(direction(far)) > std::cos(radians(12));
                    if (at_rim || std::abs(distance_m - ring.radius_m) < 4 * pixel_m) continue;
                    wrong += (distance_m < ring.radius_m) != (shown > 127);
                }
            CHECK(wrong == 0);
        }
}

TEST_CASE("a part of the land's picture is what the whole shows there") {
    for (const ProjectionKind kind : {ProjectionKind::equirectangular, ProjectionKind::azimuthal}) {
        const Camera whole = camera_of(Projection(kind, {39, 126}), 900);
        const Detail detail = detail_for(whole);
        const auto all = land_coverage(whole, detail, 800, 600);
        const auto part = land_coverage(whole.part(350, 50, 60, 500), detail, 60, 500);
        int differ = 0, land = 0;
        for (std::size_t y = 0; y < 500; ++y)
            for (std::size_t x = 0; x < 60; ++x) {
                const int a = all[(y + 50) * 800 + x + 350], b = part[y * 60 + x];
                land += a > 127;
                differ += std::abs(a - b) > 6;  // float coordinates are rounded to 1e-4 pixels
            }
        CHECK(land > 1000);
        CHECK(land < 29000);
        CHECK(differ == 0);
    }
}

TEST_CASE("the nearer the map is looked at the finer it is") {
    Camera camera;
    camera.width = 1000;
    camera.height = 600;
    const auto detail_across = [&](double degrees_across) {
        camera.scale = camera.width / radians(degrees_across);
        return detail_for(camera);
    };
    CHECK(detail_across(300) == Detail::m110);
    CHECK(detail_across(60) == Detail::m50);
    CHECK(detail_across(5) == Detail::m10);
    // What is drawn is that detail: a rock of half a kilometre that only the finest map holds is land.
    camera.x = radians(129);
    camera.y = radians(35);
    CHECK(coast_and_borders(camera, Detail::m10, 1).coast.points.size() >
          coast_and_borders(camera, Detail::m50, 1).coast.points.size());
}

TEST_CASE("a straightened line keeps within its tolerance with few points and keeps its corners") {
    PixelRun circle;
    for (int i = 0; i <= 2000; ++i)
        circle.push_back({300 * std::cos(2 * pi * i / 2000), 300 * std::sin(2 * pi * i / 2000)});
    PixelRun few = circle;
    straighten(few, 0.1);
    CHECK(few.size() < 150);
    CHECK(few.size() > 20);
    CHECK(few.back().x == circle.back().x);
    for (std::size_t i = 1; i < few.size(); ++i) {
        // A chord's middle is where it is farthest from the circle.
        const double middle = std::hypot(few[i].x + few[i - 1].x, few[i].y + few[i - 1].y) / 2;
        CHECK(300 - middle < 0.21);
    }
    PixelRun turn{{0, 0}, {50, 0}, {100, 0}, {50, 0}, {50, 80}};
    straighten(turn, 0.1);
    CHECK(turn.size() == 4);  // there, back and up
}

TEST_CASE("part of a path begins and ends at the times asked for") {
    const Path path = great_circle({10, 20}, 40);  // one point a second from -30 to 30
    const Path part = between(path, 2.5, 7.25);
    REQUIRE(part.size() == 7);
    CHECK(part.front().time_s == 2.5);
    CHECK(part.back().time_s == 7.25);
    // Half way between its neighbours, which stand for 2 and 3 s.
    CHECK((part.front().direction - (path[32].direction + path[33].direction).normalized()).norm() < 1e-12);
    CHECK(between(path, 31, 40).empty());
    CHECK(between(path, -90, 90).size() == path.size() + 2);
}

TEST_CASE("the graticule across the antimeridian is named once and has no streak") {
    Camera camera = camera_of(Projection(ProjectionKind::equirectangular, {0, 0}), 400);
    camera.x = pi;
    const Graticule net = graticule(camera, 1);
    CHECK(longest_piece(net.lines) < 500);
    int antimeridian = 0;
    for (const Label& label : net.labels) {
        CHECK(label.x >= 0);
        CHECK(label.x <= camera.width);
        antimeridian += label.text == "180°" ? 1 : 0;
    }
    CHECK(antimeridian == 1);
}
