#pragma once

#include <optional>

#include "gl/covering.h"
#include "gl/gl_lines.h"
#include "gl/pixel_rect.h"
#include "scene/flight_path.h"
#include "session/session.h"

namespace apogee {

/// Everything that a picture of the Earth depends on; it is drawn anew when that changes.
struct PictureKey {
    ViewKind view{};
    double x = 0, y = 0, scale = 0, latitude = 0, longitude = 0, roll = 0;
    int width = 0, height = 0;
    float points = 0;
    bool dark = true;
    bool operator==(const PictureKey&) const = default;
};

/// Land, coast, borders and graticule, kept as a picture.
class LandLayer {
  public:
    /// Where only the plane's middle moved, by whole pixels, only what came into view is drawn.
    void update(const PictureKey& key, const Camera& camera, const WorldTheme& colors, float scale,
                GlLines& lines);
    [[nodiscard]] const GlTarget& picture() const { return picture_; }

  private:
    void draw(const Camera& camera, const WorldTheme& colors, float scale, GlLines& lines);
    /// What is seen moved to the right and down.
    void move(const Camera& camera, int dx, int dy, const WorldTheme& colors, float scale, GlLines& lines);
    void draw_part(const Camera& whole, const PixelRect& part, const WorldTheme& colors, float scale,
                   GlLines& lines);

    PictureKey key_;
    std::optional<GlProgram> flat_, round_;  ///< compiled when first needed
    GlCovering covering_;
    GlByteTexture land_;
    GlTarget mask_, picture_, before_;
};

}  // namespace apogee
