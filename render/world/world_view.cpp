#include "world/world_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scene/graticule.h"
#include "world/world_view_impl.h"
#include "world/world_view_text.h"

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

bool empty(const PixelRect& rect) {
    return rect.width <= 0 || rect.height <= 0;
}

LatLon start_of(const Session& session) {
    const LoadedFlight* flight = session.current();
    if (!flight || flight->trajectory.steps.empty()) return {};
    const Trajectory& t = flight->trajectory;
    return lat_lon(t.place(0, t.state(0).r_I));
}

}  // namespace

WorldView::WorldView() : impl_(std::make_unique<Impl>()) {}
WorldView::~WorldView() = default;
WorldView::WorldView(WorldView&&) noexcept = default;
WorldView& WorldView::operator=(WorldView&&) noexcept = default;

void WorldView::keep_clear(std::vector<PixelRect> panels) {
    if (panels == impl_->covered) return;
    impl_->covered = std::move(panels);
    ++impl_->changes;
}

void WorldView::show(Overlay overlay) {
    impl_->show(std::move(overlay));
    ++impl_->changes;
}

void WorldView::fonts_changed() {
    impl_->names_look.clear();
    ++impl_->changes;
}

void WorldView::handle(const Session& session, const PixelRect& rect, const WorldInput& input) {
    if (!empty(rect)) impl_->handle(session, rect, input);
}

void WorldView::fit(const Session& session, const PixelRect& rect) {
    if (!empty(rect)) impl_->fit(session, rect);
}

void WorldView::draw(const Session& session, const PixelRect& rect, int framebuffer_height, float scale) {
    if (!empty(rect)) impl_->draw(session, rect, framebuffer_height, scale);
}

bool WorldView::pick(const Session& session, const PixelRect& rect, float x, float y, double& latitude_deg,
                     double& longitude_deg) const {
    if (empty(rect) || session.view == ViewKind::profile) return false;
    const auto point = impl_->camera(session, rect).pick(x, y);
    if (!point) return false;
    latitude_deg = point->latitude_deg;
    longitude_deg = point->longitude_deg;
    return true;
}

Camera WorldView::Impl::camera(const Session& session, const PixelRect& rect) const {
    const auto found = stands.find(session.view);
    const Stand stand = found == stands.end() ? Stand{} : found->second;
    Camera c;
    c.width = rect.width;
    c.height = rect.height;
    if (session.view == ViewKind::map) {
        c.projection = Projection(ProjectionKind::equirectangular, {stand.parallel_deg, 0});
    } else if (session.view == ViewKind::azimuthal) {
        c.projection = Projection(ProjectionKind::azimuthal, start_of(session));
    } else {
        c.projection = Projection(ProjectionKind::globe, stand.centre);
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

void WorldView::Impl::keep(const Session& session, const Camera& c) {
    Stand& stand = stands[session.view];
    stand.x =
        session.view == ViewKind::map ? std::remainder(c.x, 2 * pi * c.projection.parallel_cosine()) : c.x;
    stand.y = c.y;
    stand.scale = c.scale;
    stand.centre = c.projection.centre();
}

void WorldView::Impl::handle(const Session& session, const PixelRect& rect, const WorldInput& input) {
    if (input.double_click && input.hovered) return fit(session, rect);
    if (input.drag_x == 0 && input.drag_y == 0 && (input.wheel == 0 || !input.hovered)) return;
    if (!stands.contains(session.view)) fit(session, rect);
    if (session.view == ViewKind::profile) return profile.handle(rect, input);
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
    const auto below = c.pick(input.mouse_x, input.mouse_y);
    LatLon centre = c.projection.centre();
    const auto turn = [&](double east_pixels, double north_pixels, double per) {
        const double slow = std::max(0.2, std::cos(radians(centre.latitude_deg)));
        centre.longitude_deg = std::remainder(centre.longitude_deg + degrees(east_pixels / per) / slow, 360);
        centre.latitude_deg = std::clamp(centre.latitude_deg + degrees(north_pixels / per), -90.0, 90.0);
    };
    turn(-input.drag_x, input.drag_y, c.scale);
    // The globe's centre keeps its place on the screen, or what is near would be seen from aside.
    c.x *= c.scale / scale;
    c.y *= c.scale / scale;
    c.scale = scale;
    c.projection = Projection(ProjectionKind::globe, centre);
    // Zooming keeps the place below the cursor where it is: two rounds of correction are exact to the eye.
    for (int i = 0; i < 2 && below && zoom != 1; ++i) {
        const auto now = c.to_pixel(direction(*below));
        if (!now.visible) break;
        turn(now.x - input.mouse_x, input.mouse_y - now.y, c.scale);
        c.projection = Projection(ProjectionKind::globe, centre);
    }
    keep(session, c);
}

void WorldView::Impl::fit(const Session& session, const PixelRect& rect) {
    update_samples(session);
    if (session.view == ViewKind::profile) {
        stands[session.view] = {};
        return profile.fit(session, drawn, rect);
    }
    fit_sphere(session, rect);
}

double WorldView::Impl::covered_top(const PixelRect& rect) const {
    int top = 0;
    for (const PixelRect& panel : covered)
        if (panel.height < rect.height / 6) top = std::max(top, panel.y + panel.height);
    return std::min(top, rect.height / 4);
}

void WorldView::Impl::fit_sphere(const Session& session, const PixelRect& rect) {
    Path points;
    for (std::size_t i = 0; i < drawn.size(); ++i)
        if (session.flights[i].visible)
            for (std::size_t k = 0; k < drawn[i].path.size(); k += 4) points.push_back(drawn[i].path[k]);
    for (const SkyArc& arc : overlay.arcs) points.insert(points.end(), arc.path.begin(), arc.path.end());
    const Framing frame = framing(points);

    Stand& stand = stands[session.view];
    stand = {};
    stand.parallel_deg = frame.standard_parallel_deg();
    if (session.view == ViewKind::globe) stand.centre = frame.globe_centre();
    stand.scale = 1;
    Camera c = camera(session, rect);
    c.scale = 1;
    c.x = session.view == ViewKind::map ? radians(frame.middle.longitude_deg) * c.projection.parallel_cosine()
                                        : 0;
    c.y = 0;
    const PathProjector projector(c, lift(session));
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
    for (const GroundShape& shape : overlay.shapes)
        for (const PathPoint& p : shape.points) {
            const auto at = projector.pixel(p, true);
            if (at.visible) include(at);
        }
    if (points.empty()) west = -pi, east = pi, low = -pi / 2, high = pi / 2;
    const double top = globe ? 0 : covered_top(rect);
    for (const double s : {-1.0, 1.0}) {
        if (!globe) break;
        include(c.to_pixel(PlanePoint{s, 0}));
        include(c.to_pixel(PlanePoint{0, s}));
    }
    // A flat map not closer than some 300 km across: a short flight wants its surroundings.
    const bool full = globe || !overlay.shapes.empty();
    const double wide = full ? 0.9 : 0.5, high_part = full ? 0.9 : 0.55;
    double across = std::max(
        {(east - west) / (c.width * wide), (high - low) / ((c.height - top) * high_part), 0.05 / c.width});
    // Panels lie in the corners: the smaller the flight, the farther from them.
    constexpr int tries = 16;
    for (int i = 0; i < tries; ++i, across *= 1.06) {
        stand.x = c.x + (west + east) / 2 - c.width / 2;
        stand.y = c.y - ((low + high) / 2 - c.height / 2) + across * top / 2;
        stand.scale = 1 / across;
        if (!hidden(camera(session, rect), lift(session), points)) break;
    }
}

bool WorldView::Impl::hidden(const Camera& camera, double lift, const Path& path) const {
    constexpr int air = 8;
    const PathProjector projector(camera, lift);
    return std::any_of(path.begin(), path.end(), [&](const PathPoint& point) {
        const auto p = projector.pixel(point, false);
        return p.visible && std::any_of(covered.begin(), covered.end(), [&](const PixelRect& panel) {
                   return p.x > panel.x - air && p.x < panel.x + panel.width + air && p.y > panel.y - air &&
                          p.y < panel.y + panel.height + air;
               });
    });
}

void WorldView::Impl::draw_land(const PictureKey& key, const Camera& c, const WorldTheme& colors,
                                float scale) {
    // Where only the plane's middle moved, by whole pixels, most of the picture can stay.
    const double dx = (picture_key.x - c.x) * c.scale, dy = (c.y - picture_key.y) * c.scale;
    PictureKey same = picture_key;
    same.x = key.x;
    same.y = key.y;
    const bool slid = same == key && key.view != ViewKind::profile && std::abs(dx) < c.width &&
                      std::abs(dy) < c.height && std::abs(dx - std::round(dx)) < 1e-3 &&
                      std::abs(dy - std::round(dy)) < 1e-3;
    if (slid)
        land.move(c, static_cast<int>(std::lround(dx)), static_cast<int>(std::lround(dy)), colors, scale,
                  lines);
    else
        land.draw(c, colors, scale, lines);
}

void WorldView::Impl::draw_resting(const Session& session, const PixelRect& rect, const Camera& c,
                                   float scale) {
    const WorldTheme& colors = world_theme(session.dark);
    const bool on_sphere = session.view != ViewKind::profile;
    resting.resize(rect.width, rect.height);
    resting.bind();
    if (on_sphere) {
        land.picture().copy_to(0, 0);
        glEnable(GL_BLEND);
        draw_shapes(c, scale);
        draw_flights(session, c, scale);
        draw_arcs(session, c, scale);
    } else {
        glClearColor(colors.ground.red(), colors.ground.green(), colors.ground.blue(), 1);
        glClear(GL_COLOR_BUFFER_BIT);
        glEnable(GL_BLEND);
        profile.draw(session, drawn, rect, scale, lines);
    }
    lines.flush(rect.width, rect.height);
    LabelPen pen(resting, names, colors, scale);
    std::string look = fmt::format("{} {}", session.dark, scale);
    if (look != names_look) pen.clear_sheet();
    names_look = std::move(look);
    if (on_sphere)
        draw_labels(session, c, pen, scale);
    else
        profile.draw_labels(session, drawn, obstacles(c, scale), rect, pen, scale);
    pen.flush();
}

void WorldView::Impl::draw(const Session& session, const PixelRect& rect, int framebuffer_height,
                           float scale) {
    GLint framebuffer = 0, read_framebuffer = 0;
    GLint viewport[4];
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &framebuffer);
    glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &read_framebuffer);
    glGetIntegerv(GL_VIEWPORT, viewport);
    for (const GLenum off : {GL_DEPTH_TEST, GL_CULL_FACE, GL_STENCIL_TEST, GL_SCISSOR_TEST, GL_BLEND})
        glDisable(off);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    update_samples(session);
    if (!stands.contains(session.view)) fit(session, rect);
    const Camera c = camera(session, rect);

    const PictureKey key{session.view,
                         c.x,
                         c.y,
                         c.scale,
                         c.projection.centre().latitude_deg,
                         c.projection.centre().longitude_deg,
                         rect.width,
                         rect.height,
                         scale,
                         session.dark};
    const bool on_sphere = session.view != ViewKind::profile, moved = !(key == picture_key);
    if (moved && on_sphere) {
        draw_land(key, c, world_theme(session.dark), scale);
        map_names = graticule(c, scale).labels;
        for (Label& l : map_labels(c, scale)) map_names.push_back(std::move(l));
    }
    std::string wanted =
        fmt::format("{} {} {} {} {} {} {}", flights_key, session.show_debris, session.show_reported,
                    session.active, static_cast<int>(session.unit), changes, on_sphere ? "" : profile.key());
    if (moved || wanted != resting_key) draw_resting(session, rect, c, scale);
    picture_key = key;
    resting_key = std::move(wanted);

    const int bottom = framebuffer_height - rect.y - rect.height;
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, static_cast<GLuint>(framebuffer));
    glDisable(GL_BLEND);
    resting.copy_to(rect.x, bottom);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(read_framebuffer));
    glViewport(rect.x, bottom, rect.width, rect.height);
    glEnable(GL_BLEND);
    if (on_sphere)
        draw_moving(session, c, scale);
    else
        profile.draw_moving(session, drawn, rect, scale, lines);
    lines.flush(rect.width, rect.height);
    glDisable(GL_BLEND);
    glUseProgram(0);
    glViewport(viewport[0], viewport[1], viewport[2], viewport[3]);
}

}  // namespace apogee
