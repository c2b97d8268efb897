#include "world/world_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "gl/kept_state.h"
#include "scene/graticule.h"
#include "world/cameras.h"
#include "world/flight_layer.h"
#include "world/label_pen.h"
#include "world/land_layer.h"
#include "world/overlay_layers.h"
#include "world/profile_picture.h"
#include "world/range_ring_layer.h"
#include "world/time_tick_layer.h"
#include "world/world_names.h"

namespace apogee {

namespace {

bool empty(const PixelRect& rect) {
    return rect.width <= 0 || rect.height <= 0;
}

PictureKey picture_key(const Session& session, const Camera& camera, const PixelRect& rect, float scale) {
    const LatLon centre = camera.projection.centre();
    return {session.view,
            camera.x,
            camera.y,
            camera.scale,
            centre.latitude_deg,
            centre.longitude_deg,
            camera.projection.roll_deg(),
            rect.width,
            rect.height,
            scale,
            session.dark};
}

/// What a resting picture depends on beside the Earth below it.
struct RestingKey {
    struct Flight {
        long revision;
        bool visible;
        int style;
        bool operator==(const Flight&) const = default;
    };
    PictureKey picture;
    std::vector<Flight> flights;
    bool show_debris = false, show_reported = false, show_arcs = false, show_names = false;
    int active = 0;
    LengthUnit unit{};
    ProfileCamera profile;
    long changes = -1;  ///< of what is shown beside the session
    bool operator==(const RestingKey&) const = default;
};

void set_blending() {
    for (const GLenum off : {GL_DEPTH_TEST, GL_CULL_FACE, GL_STENCIL_TEST, GL_SCISSOR_TEST, GL_BLEND})
        glDisable(off);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
}

}  // namespace

struct WorldView::Impl {
    void handle(const Session& session, const PixelRect& rect, const WorldInput& input);
    void fit(const Session& session, const PixelRect& rect);
    void face_current(const Session& session, const PixelRect& rect);
    void update(const Session& session, const PixelRect& rect, float scale, Damage& damage);
    void paint(int framebuffer_height, const std::vector<PixelRect>& parts);
    /// All that rests while the camera and the flights do, names included.
    void draw_resting(const WorldFrame& frame, const PixelRect& rect);
    void add_moving(Damage& damage);
    /// Points of the arcs of a flat map.
    [[nodiscard]] PixelRun tops(const Session& session, const Camera& camera);
    [[nodiscard]] Names names_on_map(const WorldFrame& frame) const;
    /// By what lies over the picture.
    [[nodiscard]] std::vector<Obstacle> obstacles(const Camera& camera, float scale) const;
    [[nodiscard]] RestingKey resting_key(const WorldFrame& frame, const PictureKey& picture) const;

    WorldCameras cameras;
    ProfilePicture profile;
    std::vector<KeptFlight> flights;
    Overlay overlay;
    RaisedTracks raised;
    std::vector<PixelRect> covered;  ///< by panels
    long changes = 0;                ///< of overlay, covered and fonts

    LandLayer land;
    ShapeLayer shapes;
    RangeRingLayer range_rings;
    FlightLayer flight_layer;
    TimeTickLayer time_ticks;
    ArcLayer arcs;
    const std::array<WorldLayer*, 5> layers{&shapes, &range_rings, &flight_layer, &time_ticks,
                                            &arcs};  ///< upward
    const std::array<const WorldLayer*, 5> named{&flight_layer, &shapes, &arcs, &range_rings,
                                                 &time_ticks};  ///< by importance

    GlLines lines;
    GlTarget resting;
    RestingKey drawn;  ///< what `resting` shows
    PixelRect place;   ///< of the picture in the window
    DrawnPlaces drawn_places;
    long pictures = 0;             ///< that were drawn into `resting`
    std::vector<LineBox> moving;   ///< where the last update's moving lines are
    std::vector<Label> map_names;  ///< that the camera would like to see
    Sheet names;
    struct NamesLook {
        bool dark;
        float scale;
        bool operator==(const NamesLook&) const = default;
    };
    std::optional<NamesLook> names_look;  ///< that the sheet was written with
};

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
    impl_->overlay = std::move(overlay);
    std::erase_if(impl_->overlay.arcs, [](const SkyArc& arc) { return arc.path.empty(); });
    impl_->profile.show(impl_->overlay);
    ++impl_->changes;
}

void WorldView::fonts_changed() {
    impl_->names_look.reset();
    ++impl_->changes;
}

void WorldView::handle(const Session& session, const PixelRect& rect, const WorldInput& input) {
    if (!empty(rect)) impl_->handle(session, rect, input);
}

void WorldView::fit(const Session& session, const PixelRect& rect) {
    if (!empty(rect)) impl_->fit(session, rect);
}

NoArc WorldView::no_arc(const Session& session) const {
    const bool flat = session.view == ViewKind::map || session.view == ViewKind::azimuthal;
    if (!flat || !session.show_arcs || !session.current() || impl_->flights.size() != session.flights.size())
        return NoArc::none;
    const KeptFlight& flight = impl_->flights[static_cast<std::size_t>(session.active)];
    const ProjectionKind kind =
        session.view == ViewKind::map ? ProjectionKind::equirectangular : ProjectionKind::azimuthal;
    return why_no_arc(kind, flight.path, flight.most_downrange);
}

void WorldView::face_current(const Session& session, const PixelRect& rect) {
    if (!empty(rect) && session.view != ViewKind::profile && session.current())
        impl_->face_current(session, rect);
}

void WorldView::look_at(const Session& session, const PixelRect& rect, const LatLon& place) {
    if (!empty(rect) && session.view != ViewKind::profile) impl_->cameras.look_at(session, rect, place);
}

void WorldView::tilt(const Session& session, const PixelRect& rect, double turn_deg, double tilt_deg) {
    if (!empty(rect) && session.view == ViewKind::globe)
        impl_->cameras.tilt(session, rect, turn_deg, tilt_deg);
}

double WorldView::tilt_deg(const Session& session, const PixelRect& rect) const {
    if (empty(rect) || session.view != ViewKind::globe) return 0;
    return impl_->cameras.tilt_deg(session, rect);
}

void WorldView::follow(const Session& session, const PixelRect& rect, const PathPoint& point) {
    if (empty(rect) || session.view == ViewKind::profile) return;
    if (!impl_->cameras.fitted(session.view)) impl_->fit(session, rect);
    impl_->cameras.follow(session, rect, point);
}

void WorldView::draw(const Session& session, const PixelRect& rect, int framebuffer_height, float scale) {
    Damage unused;
    update(session, rect, scale, unused);
    paint(framebuffer_height, {rect});
}

void WorldView::update(const Session& session, const PixelRect& rect, float scale, Damage& damage) {
    if (!empty(rect)) impl_->update(session, rect, scale, damage);
}

void WorldView::paint(int framebuffer_height, const std::vector<PixelRect>& parts) {
    if (!empty(impl_->place)) impl_->paint(framebuffer_height, parts);
}

std::optional<LatLon> WorldView::pick(const Session& session, const PixelRect& rect, float x, float y) const {
    if (empty(rect) || session.view == ViewKind::profile) return {};
    return impl_->cameras.camera(session, rect).pick(x, y);
}

std::optional<PointedFlight> WorldView::flight_at(const Session& session, const PixelRect& rect, double x,
                                                  double y, double hand) {
    Impl& impl = *impl_;
    // Flights may have come or gone since they were drawn.
    if (empty(rect) || impl.flights.size() != session.flights.size() || impl.drawn.flights.empty()) return {};
    if (impl.drawn_places.begin(impl.pictures)) {
        if (session.view == ViewKind::profile) {
            impl.profile.add_flights(session, impl.flights, rect, impl.drawn_places);
        } else {
            const Camera camera = impl.cameras.camera(session, rect);
            impl.raised.update(camera.projection, session, impl.flights, impl.overlay, impl.changes);
            add_flights({session, impl.flights, impl.overlay, camera, world_theme(session.dark), impl.raised},
                        impl.drawn_places);
        }
    }
    return impl.drawn_places.near(x, y, hand);
}

std::optional<ProfilePlace> WorldView::profile_place(const Session& session, const PixelRect& rect, double x,
                                                     double y) const {
    if (empty(rect) || session.view != ViewKind::profile) return {};
    return impl_->profile.place(rect, x, y);
}

std::optional<LatLon> WorldView::line_at(const Session& session, const PixelRect& rect, const Path& line,
                                         double x, double y, double hand) const {
    if (empty(rect) || session.view == ViewKind::profile) return {};
    return place_near(impl_->cameras.camera(session, rect), line, x, y, hand);
}

std::optional<PixelPoint> WorldView::seen_at(const Session& session, const PixelRect& rect,
                                             const LatLon& place) const {
    if (empty(rect) || session.view == ViewKind::profile) return {};
    const Camera camera = impl_->cameras.camera(session, rect);
    const auto at = PathProjector(camera).pixel({0, direction(place), 0}, true);
    if (!at.visible) return {};
    return PixelPoint{at.x, at.y};
}

void WorldView::Impl::handle(const Session& session, const PixelRect& rect, const WorldInput& input) {
    if (input.double_click && input.hovered) return fit(session, rect);
    const bool moved = input.drag_x != 0 || input.drag_y != 0 || input.tilt_x != 0 || input.tilt_y != 0;
    if (!moved && (input.wheel == 0 || !input.hovered)) return;
    if (session.view == ViewKind::profile) return profile.handle(rect, input);
    if (!cameras.fitted(session.view)) fit(session, rect);
    cameras.handle(session, rect, input);
}

void WorldView::Impl::fit(const Session& session, const PixelRect& rect) {
    update_samples(session, flights);
    if (session.view == ViewKind::profile) return profile.fit(session, flights, rect);
    Path points;
    for (std::size_t i = 0; i < flights.size(); ++i)
        if (session.flights[i].visible)
            for (std::size_t k = 0; k < flights[i].path.size(); k += 4) points.push_back(flights[i].path[k]);
    for (const SkyArc& arc : overlay.arcs) points.insert(points.end(), arc.path.begin(), arc.path.end());
    cameras.fit(
        session, rect, points, overlay.shapes, [&](const Camera& camera) { return tops(session, camera); },
        covered);
}

void WorldView::Impl::face_current(const Session& session, const PixelRect& rect) {
    update_samples(session, flights);
    const Path& path = flights[static_cast<std::size_t>(session.active)].path;
    const Camera camera = cameras.camera(session, rect);
    const PathProjector ground(camera);
    // At a globe's edge a flight is seen too much from aside to be read.
    constexpr double edge_cosine = 0.5;
    const Vec3<double> eye = direction(camera.projection.centre());
    const bool seen = std::ranges::any_of(path, [&](const PathPoint& point) {
        const bool edge = session.view == ViewKind::globe && point.direction.dot(eye) < edge_cosine;
        const auto p = ground.pixel(point, true);
        return p.visible && !edge && p.x > 0 && p.y > 0 && p.x < camera.width && p.y < camera.height;
    });
    if (!seen && !path.empty()) cameras.face(session, rect, path);
}

PixelRun WorldView::Impl::tops(const Session& session, const Camera& camera) {
    PixelRun points;
    if (camera.projection.kind() == ProjectionKind::globe) return points;
    raised.update(camera.projection, session, flights, overlay, changes);
    const auto add = [&](const RaisedTrack& track, const Path& path) {
        for (std::size_t k = 0; k < path.size() && !track.empty(); k += 4)
            points.push_back(track.at(camera, path[k].time_s, path[k].height_m, raised.lift()).top);
    };
    for (std::size_t i = 0; i < flights.size(); ++i)
        if (session.flights[i].visible) add(raised.of_flight(i), flights[i].path);
    for (std::size_t i = 0; i < overlay.arcs.size(); ++i) add(raised.of_arc(i), overlay.arcs[i].path);
    return points;
}

std::vector<Obstacle> WorldView::Impl::obstacles(const Camera& camera, float scale) const {
    std::vector<Obstacle> result{
        {0, camera.height - 34 * scale, 290 * scale, camera.height},
        {camera.width - 350 * scale, camera.height - 24 * scale, camera.width, camera.height}};
    for (const PixelRect& panel : covered)
        result.push_back(
            {panel.x + 0.0, panel.y + 0.0, panel.x + panel.width + 0.0, panel.y + panel.height + 0.0});
    return result;
}

Names WorldView::Impl::names_on_map(const WorldFrame& frame) const {
    Names all{{}, obstacles(frame.camera, frame.scale)};
    for (const WorldLayer* layer : named) layer->add_names(frame, all);
    if (!frame.session.show_names) return all;
    // A town that was looked for has its name already.
    const std::optional<FoundPlace>& found = frame.session.found;
    std::ranges::copy_if(map_names, std::back_inserter(all.wanted), [&](const Label& label) {
        return !found || label.kind != LabelKind::city || !found->name.starts_with(label.text + ',');
    });
    return all;
}

RestingKey WorldView::Impl::resting_key(const WorldFrame& frame, const PictureKey& picture) const {
    const Session& session = frame.session;
    RestingKey key{picture,
                   {},
                   session.show_debris,
                   session.show_reported,
                   session.show_arcs,
                   session.show_names,
                   session.active,
                   session.unit,
                   profile.camera(),
                   changes};
    for (const LoadedFlight& flight : session.flights)
        key.flights.push_back({flight.revision, flight.visible, flight.style});
    return key;
}

void WorldView::Impl::draw_resting(const WorldFrame& frame, const PixelRect& rect) {
    const bool on_sphere = frame.session.view != ViewKind::profile;
    resting.resize(rect.width, rect.height);
    resting.bind();
    if (on_sphere) {
        land.picture().copy_to(0, 0);
        glEnable(GL_BLEND);
        for (WorldLayer* layer : layers) layer->draw(frame, lines);
    } else {
        const Color ground = frame.colors.ground;
        glClearColor(ground.red(), ground.green(), ground.blue(), 1);
        glClear(GL_COLOR_BUFFER_BIT);
        glEnable(GL_BLEND);
        profile.draw(frame.session, flights, rect, frame.scale, lines);
    }
    lines.flush(rect.width, rect.height);
    if (frame.session.bare) return;
    LabelPen pen(resting, names, frame.colors, frame.scale);
    const NamesLook look{frame.session.dark, frame.scale};
    if (names_look != look) pen.clear_sheet();
    names_look = look;
    if (on_sphere)
        draw_names(frame, names_on_map(frame), pen);
    else
        profile.draw_labels(frame.session, flights, obstacles(frame.camera, frame.scale), rect, pen,
                            frame.scale);
    pen.flush();
}

void WorldView::Impl::update(const Session& session, const PixelRect& rect, float scale, Damage& damage) {
    const KeptState kept;
    set_blending();
    update_samples(session, flights);
    const bool on_sphere = session.view != ViewKind::profile;
    if (on_sphere ? !cameras.fitted(session.view) : profile.camera().scale <= 0) fit(session, rect);
    const Camera camera = cameras.camera(session, rect);
    raised.update(camera.projection, session, flights, overlay, changes);
    const WorldFrame frame{session, flights, overlay, camera, world_theme(session.dark), raised, scale};

    const PictureKey picture = picture_key(session, camera, rect, scale);
    if (on_sphere && picture != drawn.picture) {
        land.update(picture, camera, frame.colors, scale, lines);
        map_names = graticule(camera, scale).labels;
        for (Label& l : map_labels(camera, scale)) map_names.push_back(std::move(l));
    }
    RestingKey wanted = resting_key(frame, picture);
    if (rect != place) damage.add(place);
    if (rect != place || wanted != drawn) damage.add(rect);
    place = rect;
    if (wanted != drawn) {
        draw_resting(frame, rect);
        ++pictures;
        drawn = std::move(wanted);
    }
    if (on_sphere)
        for (WorldLayer* layer : layers) layer->draw_moving(frame, lines);
    else
        profile.draw_moving(session, flights, rect, scale, lines);
    add_moving(damage);
    kept.bind_framebuffers();
    glDisable(GL_BLEND);
    glUseProgram(0);
}

/// Where moving lines were and where they are now; a line that did not move is no damage.
void WorldView::Impl::add_moving(Damage& damage) {
    std::vector<LineBox> now = lines.boxes();
    if (now != moving)
        for (const std::vector<LineBox>* boxes : {&moving, &now})
            for (const LineBox& box : *boxes) {
                const auto x = static_cast<float>(place.x), y = static_cast<float>(place.y);
                damage.add_box(x + box.left, y + box.top, x + box.right, y + box.bottom);
            }
    moving = std::move(now);
}

void WorldView::Impl::paint(int framebuffer_height, const std::vector<PixelRect>& parts) {
    const KeptState kept;
    set_blending();
    const int bottom = framebuffer_height - place.y - place.height;
    std::vector<PixelRect> seen;
    for (const PixelRect& part : parts)
        if (const PixelRect common = common_part(part, place); !empty(common))
            seen.push_back({common.x - place.x, common.y - place.y, common.width, common.height});
    kept.bind_draw_framebuffer();
    for (const PixelRect& part : seen) resting.copy_part_to(part, place.x, bottom);
    kept.bind_framebuffers();
    glViewport(place.x, bottom, place.width, place.height);
    glEnable(GL_BLEND);
    lines.flush_within(seen, place.width, place.height, place.x, bottom);
    glDisable(GL_BLEND);
    glUseProgram(0);
}

}  // namespace apogee
