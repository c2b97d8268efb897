#pragma once

#include <imgui.h>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gl/gl_lines.h"
#include "gl/gl_program.h"
#include "gl/sheet.h"
#include "scene/drawn_flight.h"
#include "scene/labels.h"
#include "scene/land.h"
#include "scene/overlay.h"
#include "world/world_view.h"
#include "world/world_view_profile.h"

namespace apogee {

class LabelPen;

/// Kept until the flight changes.
struct KeptFlight : DrawnFlight {
    std::string key;     ///< of the flight it was made from
    Path reported_ring;  ///< all places at the reported range; empty: none
};

/// "Apogee 4,476 km", "Stage 1 burnout 2:17".
[[nodiscard]] std::string event_text(const DrawnFlight::Mark& mark, LengthUnit unit);

/// Everything that a picture of the world depends on; layers are drawn anew when it changes.
struct PictureKey {
    ViewKind view{};
    double x = 0, y = 0, scale = 0, latitude = 0, longitude = 0;
    int width = 0, height = 0;
    float points = 0;
    bool dark = true;
    bool operator==(const PictureKey&) const = default;
};

/// Land, coast, borders and graticule, kept as a picture.
class LandLayer {
  public:
    LandLayer();
    ~LandLayer();
    LandLayer(const LandLayer&) = delete;
    LandLayer& operator=(const LandLayer&) = delete;

    void draw(const Camera& camera, const WorldTheme& colors, float scale, GlLines& lines);
    /// The camera went so that what is seen moved by whole pixels, to the right and down: only what came into
    /// view is drawn.
    void move(const Camera& camera, int dx, int dy, const WorldTheme& colors, float scale, GlLines& lines);
    [[nodiscard]] const GlTarget& picture() const { return picture_; }
    /// Lays a colour over the bound framebuffer, as opaque as `coverage` says (row by row from the top).
    void tint(const std::vector<std::uint8_t>& coverage, int width, int height, Color color);

  private:
    void draw_part(const Camera& whole, const PixelRect& part, const WorldTheme& colors, float scale,
                   GlLines& lines);

    std::optional<GlProgram> flat_, round_, tint_;  ///< compiled when first needed
    GlByteTexture land_;
    GlTarget mask_, picture_, before_;
    GLuint empty_array_ = 0;
};

struct WorldView::Impl {
    void handle(const Session& session, const PixelRect& rect, const WorldInput& input);
    void fit(const Session& session, const PixelRect& rect);
    void draw(const Session& session, const PixelRect& rect, int framebuffer_height, float scale);

    /// The camera of the session's map or globe, for a picture of this size.
    [[nodiscard]] Camera camera(const Session& session, const PixelRect& rect) const;
    void keep(const Session& session, const Camera& camera);
    /// Height of what panels hide along the upper edge.
    [[nodiscard]] double covered_top(const PixelRect& rect) const;
    void fit_sphere(const Session& session, const PixelRect& rect);
    /// Whether panels lie over any point of a path.
    [[nodiscard]] bool hidden(const Camera& camera, double lift, const Path& path) const;
    /// Flights' samples, made anew where flights changed.
    void update_samples(const Session& session);
    [[nodiscard]] double lift(const Session& session) const;
    /// All places at a distance from another, kept: it takes a geodesic for each of its points.
    [[nodiscard]] const Path& ring(const LatLon& centre, double distance_m);
    [[nodiscard]] std::vector<double> ring_distances_km(const Session& session, const Camera& camera,
                                                        float scale) const;

    void draw_flights(const Session& session, const Camera& camera, float scale);
    void draw_flight(const Session& session, std::size_t index, const Camera& camera, float scale);
    void draw_reported(const Session& session, std::size_t index, const Camera& camera, float scale);
    void draw_rings(const Session& session, const Camera& camera, float scale);
    void draw_moving(const Session& session, const Camera& camera, float scale);
    void show(Overlay shown);
    void draw_shapes(const Camera& camera, float scale);
    void draw_arcs(const Session& session, const Camera& camera, float scale);
    void draw_land(const PictureKey& key, const Camera& camera, const WorldTheme& colors, float scale);
    /// All that rests while the camera and the flights do, names included.
    void draw_resting(const Session& session, const PixelRect& rect, const Camera& camera, float scale);
    void draw_labels(const Session& session, const Camera& camera, LabelPen& pen, float scale);
    [[nodiscard]] std::vector<Obstacle> obstacles(const Camera& camera, float scale) const;

    void draw_scale_bar(const Session& session, const Camera& camera, LabelPen& pen, float scale);

    struct Stand {
        LatLon centre;
        double x = 0, y = 0, scale = 0;  ///< scale 0: never fitted
        double parallel_deg = 0;
    };
    std::map<ViewKind, Stand> stands;
    std::vector<KeptFlight> drawn;
    std::map<std::array<double, 3>, Path> rings;
    Overlay overlay;
    std::vector<PixelRect> covered;  ///< by panels
    long changes = 0;                ///< of overlay and covered
    std::string flights_key, resting_key;
    std::vector<Label> map_names;  ///< that the camera would like to see
    Sheet names;
    std::string names_look;  ///< that the sheet was written with
    PictureKey picture_key;
    GlTarget resting;
    LandLayer land;
    GlLines lines;
    ProfilePicture profile;
};

}  // namespace apogee
