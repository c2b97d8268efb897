#pragma once

#include <imgui.h>

#include <map>
#include <string>
#include <vector>

#include "scene/flight_path.h"
#include "scene/labels.h"
#include "scene/land.h"
#include "view/gl_lines.h"
#include "view/gl_program.h"
#include "view/world_view.h"
#include "view/world_view_profile.h"

namespace apogee {

class LabelPen;

/// A flight sampled for drawing, kept until the flight changes.
struct DrawnFlight {
    std::string key;  ///< of the flight it was made from
    Path path;
    std::vector<Path> debris;
    Path reported_ring;  ///< all places at the reported range; empty: none
    struct Mark {
        std::string name;
        PathPoint point;
    };
    std::vector<Mark> marks;
    double most_downrange = 0, most_height_m = 0;
    std::vector<double> downrange;  ///< angle from the start for each point of `path`, for the profile
};

/// "Apogee 4476 km", "Stage 1 burnout 2:17".
[[nodiscard]] std::string event_text(const DrawnFlight::Mark& mark, LengthUnit unit);

/// Names keep off a line: a small box every few pixels of it.
void keep_off(const PixelRun& run, float scale, std::vector<Obstacle>& obstacles);

/// Everything that a picture of the world depends on; layers are drawn anew when it changes.
struct PictureKey {
    ViewKind view{};
    double x = 0, y = 0, scale = 0, latitude = 0, longitude = 0;
    int width = 0, height = 0;
    float points = 0;
    bool dark = true;
    bool operator==(const PictureKey&) const = default;
};

/// Land, coast, borders, graticule, in a texture.
class LandLayer {
  public:
    LandLayer();
    void draw(const Camera& camera, const WorldTheme& colors, float scale, GlTarget& target, GlLines& lines);

  private:
    GlProgram program_;
    GlByteTexture land_;
    GlTarget mask_;
    GLuint empty_array_ = 0;
};

/// Copies a texture to the bound framebuffer.
class CopyPass {
  public:
    CopyPass();
    /// (x, y): the lower left corner of the viewport in the framebuffer.
    void draw(const GlTarget& source, int x, int y) const;

  private:
    GlProgram program_;
    GLuint empty_array_ = 0;
};

struct WorldView::Impl {
    void handle(const Session& session, const PixelRect& rect, const WorldInput& input);
    void fit(const Session& session, const PixelRect& rect);
    void draw(const Session& session, const PixelRect& rect, int framebuffer_height, float scale);

    /// The camera of the session's map or globe, for a picture of this size.
    [[nodiscard]] Camera camera(const Session& session, const PixelRect& rect) const;
    void keep(const Session& session, const Camera& camera);
    void fit_sphere(const Session& session, const PixelRect& rect);
    /// Flights' samples, made anew where flights changed.
    void refresh(const Session& session);
    [[nodiscard]] double lift(const Session& session) const;
    [[nodiscard]] std::vector<double> ring_distances_km(const Session& session, const Camera& camera,
                                                        float scale) const;

    void draw_flights(const Session& session, const Camera& camera, float scale);
    void draw_flight(const Session& session, std::size_t index, const Camera& camera, float scale);
    void draw_reported(const Session& session, std::size_t index, const Camera& camera, float scale);
    void draw_rings(const Session& session, const Camera& camera, float scale);
    void draw_moving(const Session& session, const Camera& camera, float scale);
    void draw_labels(const Session& session, const PixelRect& rect, const Camera& camera, float scale);

    void draw_scale_bar(const Session& session, const Camera& camera, LabelPen& pen, float scale);

    struct Stand {
        GeoPoint centre;
        double x = 0, y = 0, scale = 0;  ///< scale 0: never fitted
        double parallel_deg = 0;
    };
    std::map<ViewKind, Stand> stands;
    std::vector<DrawnFlight> drawn;
    std::string flights_key;
    PictureKey land_key, labels_land_key;
    std::string labels_key;
    std::vector<PlacedLabel> labels;
    std::string arcs_key;
    GlTarget land_target, arcs_target;
    LandLayer land;
    CopyPass copy;
    GlLines lines;
    ProfilePicture profile;
};

}  // namespace apogee
