#include <catch2/catch.hpp>

#include "cli/command.h"
#include "gl/offscreen.h"
#include "gl/sheet.h"
#include "scene/ground_shape.h"
#include "view/picture.h"
#include "world/land_layer.h"

namespace apogee::testing {
namespace {

constexpr int width_px = 320, height_px = 240;

/// Everything that our own shaders draw: land, a tinted ring, lines of every kind, filled triangles, copies
/// from a sheet.
Picture drawn_with(OpenGl kind, ProjectionKind projection, const Workspace& workspace) {
    const Offscreen screen(width_px, height_px, kind);
    REQUIRE(epoxy_is_desktop_gl() == (kind == OpenGl::core_33));
    const WorldTheme& colors = world_theme(true);
    Camera camera;
    camera.projection = Projection(projection, {40, 130});
    camera.width = width_px;
    camera.height = height_px;
    camera.scale = projection == ProjectionKind::equirectangular ? 60 : 100;
    GlLines lines;
    LandLayer land;
    GlTint tint;
    land.update({ViewKind::map, 0, 0, camera.scale}, camera, colors, 1, lines);
    screen.bind();
    land.picture().copy_to(0, 0);
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    const Path ring = range_ring({40, 130}, 3e6);
    tint.draw(ring_coverage(camera, ring, width_px, height_px), width_px, height_px, {0x56B4E9, 0.3F});
    lines.add(PathProjector(camera).project(ring, true), {{0x56B4E9}, 1.5F, 9, 5});
    lines.triangle({20, 20}, {60, 20}, {20, 60}, {0xE69F00});
    lines.dot(100, 30, 8, {0xCC79A7});
    lines.flush(width_px, height_px);
    Sheet sheet;
    sheet.clear(64, 64);
    const auto place = sheet.add("a square", 16, 16);
    REQUIRE(place);
    glEnable(GL_SCISSOR_TEST);
    glScissor(place->x, 64 - place->y - place->height, place->width, place->height);
    glClearColor(0, 0.6F, 0.45F, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    glDisable(GL_SCISSOR_TEST);
    screen.bind();
    sheet.show(*place, 200, 30);
    sheet.flush(width_px, height_px);
    CHECK(glGetError() == GL_NO_ERROR);
    screen.write_png(workspace.path("drawn.png").string(), Overwrite::allow);
    return Picture(workspace.path("drawn.png"));
}

}  // namespace

TEST_CASE("OpenGL ES 3.0 draws what OpenGL 3.3 draws", "[view]") {
    // What browsers offer is no more than that: a shader or a call that only the desktop knows fails here.
    const Workspace workspace;
    const auto projection = GENERATE(ProjectionKind::equirectangular, ProjectionKind::globe);
    const Picture desktop = drawn_with(OpenGl::core_33, projection, workspace);
    const Picture es = drawn_with(OpenGl::es_30, projection, workspace);
    CHECK(difference(desktop, es, desktop.whole()) == 0);
    const WorldTheme& colors = world_theme(true);
    const auto shown = [&](Color color) {
        return es.count(es.whole(),
                        {static_cast<int>(color.rgb >> 16 & 255), static_cast<int>(color.rgb >> 8 & 255),
                         static_cast<int>(color.rgb & 255)});
    };
    CHECK(shown(colors.land) > 5000);
    CHECK(shown({0xE69F00}) > 700);  // the triangle
    CHECK(shown({0x56B4E9}) > 100);  // the ring's dashes
    CHECK(shown({0x009973}) > 250);  // the square from the sheet
}

}  // namespace apogee::testing
