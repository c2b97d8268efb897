#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdlib>

#include "app/pictures.h"
#include "cli/command.h"
#include "view/picture.h"

namespace apogee::testing {
namespace {

constexpr int width = 640, height = 400;
/// Between the panels, above the plots, at half a pixel per point.
constexpr Box world{134, 24, 506, 296}, left_panel{0, 24, 130, 296};

/// What may differ, as a part of a picture or of the world in it: see difference(). A picture moved by a
/// pixel differs in 0.7 %, a world without its flight in 2 % and more.
constexpr double tolerance = 0.01;

Options options_of(const std::string& scenario) {
    Options options;
    options.scenarios = {scenario};
    options.width = width;
    options.height = height;
    options.scale = 0.5F;
    options.at_s = 872;
    return options;
}

Picture taken(OffscreenApp& shown, const Workspace& workspace) {
    const std::filesystem::path file = workspace.path("taken.png");
    shown.write_png(file.string());
    return Picture(file);
}

void show(Session& session, const std::string& view) {
    constexpr std::array<const char*, 4> views{"map", "azimuthal", "globe", "profile"};
    session.page = view == "plots" ? Page::plots : Page::world;
    for (std::size_t i = 0; i < views.size(); ++i)
        if (view == views[i]) session.view = static_cast<ViewKind>(i);
}

/// A picture with one colour in the place of another.
Picture repainted(Picture picture, const Box& box, const Rgb& from, const Rgb& to) {
    constexpr int near_enough = 8;
    for (int y = box.top; y < box.bottom; ++y) {
        for (int x = box.left; x < box.right; ++x) {
            const auto at = static_cast<std::size_t>(3 * (y * picture.width + x));
            bool near = true;
            for (std::size_t c = 0; c < 3; ++c)
                near = near && std::abs(picture.rgb[at + c] - from[c]) <= near_enough;
            for (std::size_t c = 0; near && c < 3; ++c)
                picture.rgb[at + c] = static_cast<unsigned char>(to[c]);
        }
    }
    return picture;
}

Picture filled(Picture picture, const Box& box, const Rgb& color) {
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; ++x)
            for (std::size_t c = 0; c < 3; ++c)
                picture.rgb[static_cast<std::size_t>(3 * (y * picture.width + x)) + c] =
                    static_cast<unsigned char>(color[c]);
    return picture;
}

/// The picture moved by one pixel to the right and down.
Picture moved(const Picture& picture) {
    Picture result = picture;
    for (int y = 1; y < picture.height; ++y)
        for (int x = 1; x < picture.width; ++x)
            for (int c = 0; c < 3; ++c)
                result.rgb[static_cast<std::size_t>(3 * (y * picture.width + x) + c)] =
                    picture.rgb[static_cast<std::size_t>(3 * ((y - 1) * picture.width + x - 1) + c)];
    return result;
}

}  // namespace

TEST_CASE("every view at a fixed time looks as approved", "[view][approved]") {
    const Workspace workspace;
    OffscreenApp shown(options_of(APOGEE_VIEW_TEST_DATA "/two-stages.toml"));
    Session& session = shown.app().session();
    const std::filesystem::path approved = APOGEE_VIEW_TEST_DATA "/approved";
    // To approve what is drawn now (docs/window.md).
    const bool approve = std::getenv("APOGEE_APPROVE") != nullptr;
    for (const std::string view : {"map", "azimuthal", "globe", "profile", "plots", "light"}) {
        CAPTURE(view);
        session.dark = view != "light";
        show(session, view == "light" ? "map" : view);
        const std::filesystem::path file = approved / (view + ".png");
        if (approve) {
            std::filesystem::create_directories(approved);
            taken(shown, workspace);  // one frame for what follows from the change of view
            shown.write_png(file.string());
        }
        taken(shown, workspace);
        const Picture now = taken(shown, workspace), wanted(file);
        const double differs =
            std::max(difference(now, wanted, wanted.whole()), difference(now, wanted, world));
        CHECK(differs < tolerance);
        if (differs >= tolerance) {
            const auto kept = std::filesystem::temp_directory_path() / ("apogee-" + view + ".png");
            std::filesystem::copy_file(workspace.path("taken.png"), kept,
                                       std::filesystem::copy_options::overwrite_existing);
            WARN("what was drawn instead: " << kept.string());
        }
        // The tolerance allows for a driver that sets every pixel beside its place, and for no missing arc.
        CHECK(difference(moved(wanted), wanted, wanted.whole()) < tolerance);
        session.flights[0].visible = false;
        CHECK(difference(taken(shown, workspace), wanted, world) > 1.5 * tolerance);
        session.flights[0].visible = true;
    }
}

TEST_CASE("the comparison of pictures sees missing land and a missing panel", "[view][approved]") {
    const Picture map(APOGEE_VIEW_TEST_DATA "/approved/map.png");
    constexpr Rgb land{0x26, 0x37, 0x4a}, sea{0x10, 0x1c, 0x2a}, panel{0x15, 0x1f, 0x2d};
    CHECK(difference(map, map, map.whole()) == 0);
    CHECK(difference(repainted(map, world, land, sea), map, map.whole()) > 5 * tolerance);
    CHECK(difference(filled(map, left_panel, panel), map, map.whole()) > 5 * tolerance);
}

}  // namespace apogee::testing
