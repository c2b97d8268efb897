#include "world/cameras.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

#include "scene/drawn_flight.h"

namespace apogee {

namespace {

/// Pixels per radian at which a pixel is about 10 m: the map has nothing to show below.
constexpr double largest_scale = 6.4e5;

double least_scale(const Session& session, const PixelRect& rect, double parallel_cosine) {
    if (session.view == ViewKind::map)
        return std::max(rect.width / (2 * pi * parallel_cosine), 0.6 * rect.height / pi);
    const double side = std::min(rect.width, rect.height);
    return session.view == ViewKind::azimuthal ? side / (2 * pi) * 0.9 : side * 0.2;
}

LatLon start_of(const Session& session) {
    const LoadedFlight* flight = session.current();
    if (!flight) return {};
    const Trajectory& t = flight->trajectory;
    return lat_lon(t.place(0, t.state(0).r_I));
}

/// Height of what panels hide along the upper edge.
double covered_top(const std::vector<PixelRect>& covered, const PixelRect& rect) {
    int top = 0;
    for (const PixelRect& panel : covered)
        if (panel.height < rect.height / 6 && panel.y < rect.height / 4)
            top = std::max(top, panel.y + panel.height);
    return std::min(top, rect.height / 4);
}

/// Whether panels lie over any point of a path, or of other points of the picture.
bool hidden(const std::vector<PixelRect>& covered, const Camera& camera, const Path& path,
            const PixelRun& others) {
    constexpr int air = 8;
    const PathProjector projector(camera);
    const auto is_covered = [&](const auto& p) {
        return std::any_of(covered.begin(), covered.end(), [&](const PixelRect& panel) {
            return p.x > panel.x - air && p.x < panel.x + panel.width + air && p.y > panel.y - air &&
                   p.y < panel.y + panel.height + air;
        });
    };
    const auto point_hidden = [&](const PathPoint& point) {
        const auto p = projector.pixel(point, false);
        return p.visible && is_covered(p);
    };
    return std::any_of(path.begin(), path.end(), point_hidden) ||
           std::any_of(others.begin(), others.end(), is_covered);
}

/// East, north and up at a place.
Eigen::Matrix3d level_axes(const LatLon& place) {
    return Projection(ProjectionKind::globe, place).axes();
}

/// From where a place of the globe is seen: its east, north and up, along the picture's right, upward and
/// towards the eye.
Eigen::Matrix3d side_of(const Camera& c, const LatLon& place) {
    return c.projection.axes() * level_axes(place).transpose();
}

/// What a globe turns about: the place that is followed, else that in the middle of the picture.
LatLon middle_of(const Camera& c, const std::optional<LatLon>& followed) {
    if (followed) return *followed;
    return c.pick(c.width / 2, c.height / 2).value_or(c.projection.centre());
}

/// Whether a globe shows the whole Earth for these points.
bool is_large(const Framing& frame, const Path& points) {
    constexpr double reach = 0.25, height = 0.25;  // of the Earth's radius
    return frame.reach > reach || highest(points).height_m > height * drawn_radius_m;
}

/// Of what goes round the Earth no side shows all: the one from which it comes.
LatLon globe_centre(const Framing& frame, const Path& points) {
    constexpr double round = 2;  // rad from the middle
    if (frame.reach < round || points.empty()) return frame.globe_centre();
    return Framing{geo_point(points.front().direction), frame.reach}.globe_centre();
}

}  // namespace

Camera WorldCameras::camera(const Session& session, const PixelRect& rect) const {
    const auto found = stands_.find(session.view);
    const Stand stand = found == stands_.end() ? Stand{} : found->second;
    Camera c;
    c.width = rect.width;
    c.height = rect.height;
    if (session.view == ViewKind::map) {
        c.projection = Projection(ProjectionKind::equirectangular, {stand.parallel_deg, 0});
    } else if (session.view == ViewKind::azimuthal) {
        c.projection = Projection(ProjectionKind::azimuthal, start_of(session));
    } else {
        c.projection = Projection(ProjectionKind::globe, stand.centre, stand.roll_deg);
    }
    c.x = stand.x;
    c.y = stand.y;
    c.scale =
        std::clamp(stand.scale, least_scale(session, rect, c.projection.parallel_cosine()), largest_scale);
    if (session.view == ViewKind::map) {
        // The poles stay at the picture's edge or outside it; where all latitudes fit, the equator is in the
        // middle.
        const double spare = std::max(0.0, pi / 2 - rect.height / 2.0 / c.scale);
        c.y = std::clamp(c.y, -spare, spare);
    } else if (session.view == ViewKind::azimuthal) {
        c.x = std::clamp(c.x, -pi, pi);
        c.y = std::clamp(c.y, -pi, pi);
    }
    return c;
}

void WorldCameras::keep(const Session& session, const Camera& c) {
    Stand& stand = stands_[session.view];
    stand.x =
        session.view == ViewKind::map ? std::remainder(c.x, 2 * pi * c.projection.parallel_cosine()) : c.x;
    stand.y = c.y;
    stand.scale = c.scale;
    stand.centre = c.projection.centre();
    stand.roll_deg = c.projection.roll_deg();
}

void WorldCameras::tilt(const Session& session, const PixelRect& rect, double turn_deg, double tilt_deg) {
    Camera c = camera(session, rect);
    const LatLon place = middle_of(c, stands_[session.view].followed);
    const PlanePoint before = c.projection.forward(direction(place));
    const Vec3<double> up = side_of(c, place).col(2);
    const double tilted = degrees(std::atan2(up.y(), up.z())),
                 wanted = std::clamp(tilted + tilt_deg, std::min(tilted, 0.0), most_tilt_deg);
    const Eigen::AngleAxisd turn(radians(turn_deg), Vec3<double>::UnitZ()),
        away(radians(tilted - wanted), Vec3<double>::UnitX());
    c.projection = Projection::globe(away * side_of(c, place) * turn * level_axes(place));
    // The place keeps its pixel.
    const PlanePoint after = c.projection.forward(direction(place));
    c.x += after.x - before.x;
    c.y += after.y - before.y;
    keep(session, c);
    stands_[session.view].tilted = true;
}

double WorldCameras::tilt_deg(const Session& session, const PixelRect& rect) const {
    const Camera c = camera(session, rect);
    const auto found = stands_.find(session.view);
    const LatLon middle = middle_of(c, found == stands_.end() ? std::nullopt : found->second.followed);
    return degrees(std::acos(std::clamp(side_of(c, middle)(2, 2), -1.0, 1.0)));
}

void WorldCameras::follow(const Session& session, const PixelRect& rect, const PathPoint& point) {
    Camera c = camera(session, rect);
    std::optional<LatLon>& followed = stands_[session.view].followed;
    const LatLon place = geo_point(point.direction);
    if (session.view == ViewKind::globe)
        c.projection = Projection::globe(side_of(c, middle_of(c, followed)) * level_axes(place));
    const PlanePoint middle = c.projection.forward(point.direction, point.height_m / drawn_radius_m);
    c.x = middle.x;
    c.y = middle.y;
    keep(session, c);
    followed = place;
}

void WorldCameras::handle(const Session& session, const PixelRect& rect, const WorldInput& input) {
    Camera c = camera(session, rect);
    const double zoom = input.hovered ? std::pow(1.25, input.wheel) : 1;
    const double scale =
        std::clamp(c.scale * zoom, least_scale(session, rect, c.projection.parallel_cosine()), largest_scale);
    const double dx = input.mouse_x - c.width / 2, dy = input.mouse_y - c.height / 2;
    if (session.view != ViewKind::globe) {
        c.x += -input.drag_x / c.scale + dx / c.scale - dx / scale;
        c.y += input.drag_y / c.scale - dy / c.scale + dy / scale;
        c.scale = scale;
        return keep(session, c);
    }
    if (input.tilt_x != 0 || input.tilt_y != 0) {
        constexpr double deg_per_pixel = 0.3;
        return tilt(session, rect, deg_per_pixel * input.tilt_x, -deg_per_pixel * input.tilt_y);
    }
    if (input.drag_x != 0 || input.drag_y != 0) stands_[session.view].followed.reset();
    const auto below = c.pick(input.mouse_x, input.mouse_y);
    LatLon centre = c.projection.centre();
    const double roll = radians(c.projection.roll_deg());
    const auto turn = [&](double right_pixels, double up_pixels, double per) {
        const double east_pixels = right_pixels * std::cos(roll) - up_pixels * std::sin(roll),
                     north_pixels = right_pixels * std::sin(roll) + up_pixels * std::cos(roll);
        const double slow = std::max(0.2, std::cos(radians(centre.latitude_deg)));
        centre.longitude_deg = std::remainder(centre.longitude_deg + degrees(east_pixels / per) / slow, 360);
        centre.latitude_deg = std::clamp(centre.latitude_deg + degrees(north_pixels / per), -90.0, 90.0);
    };
    turn(-input.drag_x, input.drag_y, c.scale);
    // The globe's centre keeps its place on the screen, or what is near would be seen from aside; where it
    // is, as the user wants, the place in the middle keeps its own.
    if (!stands_[session.view].tilted) {
        c.x *= c.scale / scale;
        c.y *= c.scale / scale;
    }
    c.scale = scale;
    c.projection = Projection(ProjectionKind::globe, centre, c.projection.roll_deg());
    // Zooming keeps the place below the cursor where it is: two rounds of correction are exact to the eye.
    for (int i = 0; i < 2 && below && zoom != 1; ++i) {
        const auto now = c.to_pixel(direction(*below));
        if (!now.visible) break;
        turn(now.x - input.mouse_x, input.mouse_y - now.y, c.scale);
        c.projection = Projection(ProjectionKind::globe, centre, c.projection.roll_deg());
    }
    keep(session, c);
}

Camera WorldCameras::turned_to(const Session& session, const PixelRect& rect, const LatLon& place) {
    Camera c = camera(session, rect);
    if (session.view == ViewKind::globe) {
        stands_[session.view].tilted = false;
        stands_[session.view].followed.reset();
        c.projection = Projection(ProjectionKind::globe, place);
        c.x = c.y = 0;
    } else {
        const PlanePoint middle = c.projection.forward(direction(place));
        c.x = middle.x;
        c.y = middle.y;
    }
    return c;
}

void WorldCameras::face(const Session& session, const PixelRect& rect, const Path& path) {
    const Framing frame = framing(path);
    keep(session,
         turned_to(session, rect, session.view == ViewKind::globe ? frame.globe_centre() : frame.middle));
}

void WorldCameras::look_at(const Session& session, const PixelRect& rect, const LatLon& place) {
    Camera c = turned_to(session, rect, place);
    constexpr double across = 0.3;  // of the Earth's radius, some 2,000 km
    c.scale = std::max(c.scale, rect.width / across);
    keep(session, c);
}

void WorldCameras::fit(const Session& session, const PixelRect& rect, const Path& points,
                       const std::vector<GroundShape>& shapes,
                       const std::function<PixelRun(const Camera&)>& arcs,
                       const std::vector<PixelRect>& covered) {
    Path all = points;
    for (const GroundShape& shape : shapes) all.insert(all.end(), shape.points.begin(), shape.points.end());
    const Framing frame = framing(all);

    Stand& stand = stands_[session.view];
    stand = {};
    stand.parallel_deg = frame.standard_parallel_deg();
    if (session.view == ViewKind::globe) stand.centre = globe_centre(frame, points);
    stand.scale = 1;
    Camera c = camera(session, rect);
    c.scale = 1;
    c.x = session.view == ViewKind::map ? radians(frame.middle.longitude_deg) * c.projection.parallel_cosine()
                                        : 0;
    c.y = 0;
    const PathProjector projector(c);
    double west = 1e9, east = -1e9, low = 1e9, high = -1e9;
    const auto include = [&](const Camera::Pixel& p) {
        west = std::min(west, p.x);
        east = std::max(east, p.x);
        low = std::min(low, p.y);
        high = std::max(high, p.y);
    };
    const bool globe = session.view == ViewKind::globe;
    for (const PathPoint& p : points)
        for (const bool on_ground : {false, true}) {
            auto at = projector.pixel(p, on_ground);
            if (!at.visible) continue;
            if (globe) {  // a flight to the Moon leaves the picture, or the Earth would
                constexpr double farthest = 2;
                at.x = std::clamp(at.x, c.width / 2 - farthest, c.width / 2 + farthest);
                at.y = std::clamp(at.y, c.height / 2 - farthest, c.height / 2 + farthest);
            }
            include(at);
        }
    for (const PixelPoint& p : arcs(c)) include({p.x, p.y});
    for (const GroundShape& shape : shapes)
        for (const PathPoint& p : shape.points) {
            const auto at = projector.pixel(p, true);
            if (at.visible) include(at);
        }
    if (points.empty() && !globe) {  // the whole Earth
        const double half = pi * c.projection.parallel_cosine();
        include(c.to_pixel(PlanePoint{-half, -pi / 2}));
        include(c.to_pixel(PlanePoint{half, pi / 2}));
    }
    // A short flight is looked at from near: of the whole Earth it would be a dot.
    const bool whole = globe && (all.empty() || is_large(frame, all));
    const double top = whole ? 0 : covered_top(covered, rect);
    for (const double s : {-1.0, 1.0}) {
        if (!whole) break;
        include(c.to_pixel(PlanePoint{s, 0}));
        include(c.to_pixel(PlanePoint{0, s}));
    }
    // A flat map not closer than some 300 km across: a short flight wants its surroundings.
    const bool full = whole || !shapes.empty();
    const double wide = full ? 0.9 : 0.5, high_part = full ? 0.9 : 0.55;
    double across = std::max(
        {(east - west) / (c.width * wide), (high - low) / ((c.height - top) * high_part), 0.05 / c.width});
    // Panels lie in the corners: the smaller the flight, the farther from them.
    constexpr int tries = 16;
    for (int i = 0; i < tries; ++i, across *= 1.06) {
        stand.x = c.x + (west + east) / 2 - c.width / 2;
        stand.y = c.y - ((low + high) / 2 - c.height / 2) + across * top / 2;
        stand.scale = 1 / across;
        const Camera tried = camera(session, rect);
        if (!hidden(covered, tried, points, arcs(tried))) break;
    }
}

}  // namespace apogee
