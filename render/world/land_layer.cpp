#include "world/land_layer.h"

#include <algorithm>
#include <cmath>

#include "scene/graticule.h"
#include "scene/land.h"

namespace apogee {

namespace {

/// Land, sea and lines of a pixel; `from` is the lower left corner of what is drawn.
constexpr const char* land_functions = R"(
uniform sampler2D land;
uniform sampler2D mask;   // red coast, green border, blue graticule
uniform vec2 size, from;
uniform vec3 ground_color, sea_color, land_color, coast_color, border_color, graticule_color;
out vec4 pixel;
vec2 place() { return vec2(gl_FragCoord.x - from.x, size.y + from.y - gl_FragCoord.y); }
vec3 earth_color() {
    ivec2 at = ivec2(gl_FragCoord.xy - from);
    float cover = texelFetch(land, ivec2(at.x, int(size.y) - 1 - at.y), 0).r;
    vec4 lines = texelFetch(mask, at, 0);
    vec3 color = mix(sea_color, land_color, cover);
    color = mix(color, graticule_color, lines.b * 0.8);
    color = mix(color, border_color, lines.g);
    return mix(color, coast_color, lines.r);
}
)";

constexpr const char* flat_fragment = R"(
uniform vec2 rows;        // the map's first and last row
void main() {
    float y = place().y;
    float earth = clamp(min(y - rows.x, rows.y - y) + 0.5, 0.0, 1.0);
    pixel = vec4(mix(ground_color, earth_color(), earth), 1.0);
}
)";

constexpr const char* round_fragment = R"(
uniform vec3 disc;        // centre in pixels from the upper left, radius
uniform vec3 glow_color;
uniform float globe;
void main() {
    float r = length(place() - disc.xy);
    // A little darker to the rim, and a thin bright air above it, so that the globe looks round.
    float q = min(r / disc.z, 1.0);
    vec3 color = earth_color() * (1.0 - 0.28 * globe * q * q * q * q);
    float air = globe > 0.0 ? 0.35 * exp(-max(r - disc.z, 0.0) / (0.022 * disc.z)) : 0.0;
    pixel = vec4(mix(mix(ground_color, glow_color, air), color, clamp(disc.z - r + 0.5, 0.0, 1.0)), 1.0);
}
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

}  // namespace

void LandLayer::update(const PictureKey& key, const Camera& camera, const WorldTheme& colors, float scale,
                       GlLines& lines) {
    if (key == key_) return;
    const double dx = (key_.x - key.x) * key.scale, dy = (key.y - key_.y) * key.scale;
    PictureKey same = key_;
    same.x = key.x;
    same.y = key.y;
    const bool slid = same == key && std::abs(dx) < camera.width && std::abs(dy) < camera.height &&
                      std::abs(dx - std::round(dx)) < 1e-3 && std::abs(dy - std::round(dy)) < 1e-3;
    if (slid)
        move(camera, static_cast<int>(std::lround(dx)), static_cast<int>(std::lround(dy)), colors, scale,
             lines);
    else
        draw(camera, colors, scale, lines);
    key_ = key;
}

void LandLayer::draw(const Camera& camera, const WorldTheme& colors, float scale, GlLines& lines) {
    const int width = static_cast<int>(camera.width), height = static_cast<int>(camera.height);
    picture_.resize(width, height);
    draw_part(camera, {0, 0, width, height}, colors, scale, lines);
}

void LandLayer::move(const Camera& camera, int dx, int dy, const WorldTheme& colors, float scale,
                     GlLines& lines) {
    const int width = static_cast<int>(camera.width), height = static_cast<int>(camera.height);
    std::swap(picture_, before_);
    picture_.resize(width, height);
    picture_.bind();
    before_.copy_to(dx, -dy);
    if (dx != 0) draw_part(camera, {dx > 0 ? 0 : width + dx, 0, std::abs(dx), height}, colors, scale, lines);
    if (dy != 0) draw_part(camera, {0, dy > 0 ? 0 : height + dy, width, std::abs(dy)}, colors, scale, lines);
}

void LandLayer::draw_part(const Camera& whole, const PixelRect& part, const WorldTheme& colors, float scale,
                          GlLines& lines) {
    const Camera camera = whole.part(part.x, part.y, part.width, part.height);
    const Detail detail = detail_for(whole);
    const auto coverage = land_coverage(camera, detail, part.width, part.height);
    land_.upload(part.width, part.height, coverage.data());
    // Lines are gathered by their maximum: overlapping joints of thin lines must not add up.
    mask_.resize(part.width, part.height);
    mask_.bind();
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT);
    glEnable(GL_BLEND);
    glBlendEquation(GL_MAX);
    const CoastAndBorders shapes = coast_and_borders(camera, detail, 1.5);
    add(lines, shapes.coast, {{0xff0000}, 1.1F * scale});
    add(lines, shapes.borders, {{0x00ff00}, 1.0F * scale, 4 * scale, 2 * scale});
    lines.add(graticule(camera, scale).lines, {{0x0000ff}, 1.0F * scale});
    lines.flush(part.width, part.height, true);
    glBlendEquation(GL_FUNC_ADD);
    glDisable(GL_BLEND);

    picture_.bind();
    const int bottom = static_cast<int>(whole.height) - part.y - part.height;
    glViewport(part.x, bottom, part.width, part.height);
    const bool flat = camera.projection.kind() == ProjectionKind::equirectangular;
    std::optional<GlProgram>& kept = flat ? flat_ : round_;
    if (!kept)
        kept.emplace(GlCovering::vertex_source,
                     land_functions + std::string(flat ? flat_fragment : round_fragment));
    const GlProgram& program = *kept;
    program.use();
    land_.bind_texture(0);
    mask_.bind_texture(1);
    glUniform1i(program.uniform("land"), 0);
    glUniform1i(program.uniform("mask"), 1);
    glUniform2f(program.uniform("size"), static_cast<float>(part.width), static_cast<float>(part.height));
    glUniform2f(program.uniform("from"), static_cast<float>(part.x), static_cast<float>(bottom));
    const auto centre = camera.to_pixel(PlanePoint{0, 0});
    if (flat) {
        glUniform2f(program.uniform("rows"), static_cast<float>(centre.y - pi / 2 * camera.scale),
                    static_cast<float>(centre.y + pi / 2 * camera.scale));
    } else {
        glUniform3f(program.uniform("disc"), static_cast<float>(centre.x), static_cast<float>(centre.y),
                    static_cast<float>(camera.projection.disc_radius() * camera.scale));
        const bool globe = camera.projection.kind() == ProjectionKind::globe,
                   light = colors.ground.red() > 0.5F;
        glUniform1f(program.uniform("globe"), !globe ? 0.0F : light ? 0.35F : 1.0F);
        set(program, "glow_color", colors.sea_text);
    }
    set(program, "ground_color", colors.ground);
    set(program, "sea_color", colors.sea);
    set(program, "land_color", colors.land);
    set(program, "coast_color", colors.coast);
    set(program, "border_color", colors.border);
    set(program, "graticule_color", colors.graticule);
    covering_.draw();
}

}  // namespace apogee
