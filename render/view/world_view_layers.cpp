#include <cmath>

#include "view/world_view_impl.h"

namespace apogee {

namespace {

/// One triangle that covers everything, without a buffer.
constexpr const char* cover_vertex = R"(
void main() {
    gl_Position = vec4(float((gl_VertexID & 1) * 4) - 1.0, float((gl_VertexID & 2) * 2) - 1.0, 0.0, 1.0);
}
)";

constexpr const char* land_fragment = R"(
uniform sampler2D land;
uniform sampler2D mask;   // red coast, green border, blue graticule
uniform vec2 size;
uniform vec3 disc;        // centre in pixels from the upper left, radius; radius 0: none
uniform vec2 rows;        // a flat map's first and last row
uniform vec3 ground_color, sea_color, land_color, coast_color, border_color, graticule_color, glow_color;
uniform float globe;
out vec4 pixel;
void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec2 p = vec2(gl_FragCoord.x, size.y - gl_FragCoord.y);
    float cover = texelFetch(land, ivec2(at.x, int(size.y) - 1 - at.y), 0).r;
    vec4 lines = texelFetch(mask, at, 0);
    vec3 color = mix(sea_color, land_color, cover);
    color = mix(color, graticule_color, lines.b * 0.8);
    color = mix(color, border_color, lines.g);
    color = mix(color, coast_color, lines.r);
    float earth;
    if (disc.z > 0.0) {
        float r = length(p - disc.xy);
        earth = clamp(disc.z - r + 0.5, 0.0, 1.0);
        vec3 around = ground_color;
        if (globe > 0.0) {
            // A little darker to the rim, and a thin bright air above it, so that it looks round.
            float q = min(r / disc.z, 1.0);
            color *= 1.0 - 0.28 * globe * q * q * q * q;
            around = mix(around, glow_color, 0.35 * exp(-max(r - disc.z, 0.0) / (0.022 * disc.z)));
        }
        color = mix(around, color, earth);
    } else {
        earth = clamp(min(p.y - rows.x, rows.y - p.y) + 0.5, 0.0, 1.0);
        color = mix(ground_color, color, earth);
    }
    pixel = vec4(color, 1.0);
}
)";

constexpr const char* copy_fragment = R"(
uniform sampler2D source;
uniform vec2 origin;
out vec4 pixel;
void main() { pixel = texelFetch(source, ivec2(gl_FragCoord.xy - origin), 0); }
)";

void set(const GlProgram& program, const char* name, Color c) {
    glUniform3f(program.uniform(name), c.red(), c.green(), c.blue());
}

void add(GlLines& lines, const PixelLines& from, const LineLook& look) {
    for (const auto& run : from.runs)
        for (std::uint32_t i = run.first + 1; i < run.first + run.count; ++i)
            lines.add(from.points[i - 1][0], from.points[i - 1][1], from.points[i][0], from.points[i][1],
                      look);
}

/// Degrees between lines of the graticule: a hand's breadth on the screen.
double graticule_step(const Camera& camera, double points) {
    const double wanted = degrees(130 * points / camera.scale);
    for (const double step : {0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0})
        if (step >= wanted) return step;
    return 30;
}

void add_graticule(const Camera& camera, double points, GlLines& lines, const LineLook& look) {
    const double step = graticule_step(camera, points);
    // Only what is in view: fine steps make many lines on the whole Earth.
    double south = -90, north = 90, west = -180, east = 180;
    double least = 90, most = -90, left = 1e9, right = -1e9;
    const auto middle = camera.pick(camera.width / 2, camera.height / 2);
    bool whole = !middle;
    for (int i = 0; i <= 8 && !whole; ++i)
        for (int k = 0; k <= 8; ++k) {
            const auto p = camera.pick(camera.width * i / 8, camera.height * k / 8);
            if (!p) {
                whole = true;
                break;
            }
            const double d = std::remainder(p->longitude_deg - middle->longitude_deg, 360);
            least = std::min(least, p->latitude_deg);
            most = std::max(most, p->latitude_deg);
            left = std::min(left, d);
            right = std::max(right, d);
        }
    if (!whole && most < 80 && least > -80) {
        south = std::floor(least / step - 1) * step;
        north = std::ceil(most / step + 1) * step;
        if (right - left < 200) {
            west = std::floor((middle->longitude_deg + left) / step - 1) * step;
            east = std::ceil((middle->longitude_deg + right) / step + 1) * step;
        }
    }
    south = std::max(south, -90.0);
    north = std::min(north, 90.0);
    const PathProjector projector(camera, 0);
    const auto line = [&](GeoPoint from, GeoPoint to) {
        Path path;
        const int parts = 24;
        for (int i = 0; i <= parts; ++i)
            path.push_back(
                {0,
                 direction({from.latitude_deg + (to.latitude_deg - from.latitude_deg) * i / parts,
                            from.longitude_deg + (to.longitude_deg - from.longitude_deg) * i / parts}),
                 0});
        lines.add(projector.project(path, true), look);
    };
    for (double lat = std::ceil(south / step) * step; lat <= north; lat += step)
        if (std::abs(lat) < 89.9) line({lat, west}, {lat, east});
    for (double lon = west; lon <= east; lon += step)
        line({std::max(south, -90 + std::min(step, 10.0)), lon},
             {std::min(north, 90 - std::min(step, 10.0)), lon});
}

}  // namespace

LandLayer::LandLayer() : program_(cover_vertex, land_fragment) {
    glGenVertexArrays(1, &empty_array_);
}

void LandLayer::draw(const Camera& camera, const WorldTheme& colors, float scale, GlTarget& target,
                     GlLines& lines) {
    const int width = static_cast<int>(camera.width), height = static_cast<int>(camera.height);
    const auto coverage = land_coverage(camera, width, height);
    land_.upload(width, height, coverage.data());
    // Lines are gathered by their maximum: overlapping joints of thin lines must not add up.
    mask_.resize(width, height);
    mask_.bind();
    glDisable(GL_SCISSOR_TEST);
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT);
    glEnable(GL_BLEND);
    glBlendEquation(GL_MAX);
    const CoastAndBorders shapes = coast_and_borders(camera, 1.5);
    add(lines, shapes.coast, {{0xff0000}, 1.1F * scale});
    add(lines, shapes.borders, {{0x00ff00}, 1.0F * scale, 4 * scale, 2 * scale});
    add_graticule(camera, scale, lines, {{0x0000ff}, 1.0F * scale});
    lines.flush(width, height, true);
    glBlendEquation(GL_FUNC_ADD);
    glDisable(GL_BLEND);

    target.resize(width, height);
    target.bind();
    program_.use();
    land_.bind_texture(0);
    mask_.bind_texture(1);
    glUniform1i(program_.uniform("land"), 0);
    glUniform1i(program_.uniform("mask"), 1);
    glUniform2f(program_.uniform("size"), static_cast<float>(width), static_cast<float>(height));
    const auto centre = camera.to_pixel(PlanePoint{0, 0});
    const bool flat = camera.projection.kind() == ProjectionKind::equirectangular;
    glUniform3f(program_.uniform("disc"), static_cast<float>(centre.x), static_cast<float>(centre.y),
                flat ? 0.0F : static_cast<float>(camera.projection.disc_radius() * camera.scale));
    glUniform2f(program_.uniform("rows"), static_cast<float>(centre.y - pi / 2 * camera.scale),
                static_cast<float>(centre.y + pi / 2 * camera.scale));
    glUniform1f(program_.uniform("globe"), camera.projection.kind() != ProjectionKind::globe ? 0.0F
                                           : colors.ground.red() > 0.5F                      ? 0.35F
                                                                                             : 1.0F);
    set(program_, "ground_color", colors.ground);
    set(program_, "sea_color", colors.sea);
    set(program_, "land_color", colors.land);
    set(program_, "coast_color", colors.coast);
    set(program_, "border_color", colors.border);
    set(program_, "graticule_color", colors.graticule);
    set(program_, "glow_color", colors.sea_text);
    glBindVertexArray(empty_array_);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindVertexArray(0);
}

CopyPass::CopyPass() : program_(cover_vertex, copy_fragment) {
    glGenVertexArrays(1, &empty_array_);
}

void CopyPass::draw(const GlTarget& source, int x, int y) const {
    program_.use();
    source.bind_texture(0);
    glUniform1i(program_.uniform("source"), 0);
    glUniform2f(program_.uniform("origin"), static_cast<float>(x), static_cast<float>(y));
    glBindVertexArray(empty_array_);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindVertexArray(0);
}

}  // namespace apogee
