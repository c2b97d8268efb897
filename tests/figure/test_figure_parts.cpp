#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/unit_sign.h"
#include "cli/command.h"
#include "figure/base_map.h"
#include "figure/key_words.h"
#include "figure/pango_type_setter.h"
#include "figure/svg_canvas.h"
#include "report/columns.h"
#include "scenario/keys.h"
#include "scene/box_cut.h"
#include "scene/drawn_flight.h"
#include "scene/ground_shape.h"
#include "scene/key_text.h"
#include "scene/labels.h"
#include "scene/land.h"
#include "scene/profile_camera.h"
#include "scene/raised_arc.h"

namespace apogee::testing {
namespace {

/// How often closed lines wind round a point.
int winding(const std::vector<PixelRun>& outlines, double x, double y) {
    int turns = 0;
    for (const PixelRun& run : outlines)
        for (std::size_t i = 0; i < run.size(); ++i) {
            const PixelPoint &a = run[i], &b = run[(i + 1) % run.size()];
            if ((a.y <= y) == (b.y <= y)) continue;
            if (a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y) < x) turns += a.y < b.y ? 1 : -1;
        }
    return turns;
}

/// Pixels wholly inside or outside by their coverage that the outlines see otherwise.
int disagreements(const std::vector<PixelRun>& outlines, const std::vector<std::uint8_t>& coverage, int width,
                  int height) {
    int wrong = 0;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const int covered = coverage[static_cast<std::size_t>(y * width + x)];
            if (covered > 0 && covered < 255) continue;
            wrong += (winding(outlines, x + 0.5, y + 0.5) != 0) != (covered == 255) ? 1 : 0;
        }
    return wrong;
}

Camera camera_of(ProjectionKind kind, LatLon centre, double scale) {
    Camera camera;
    camera.projection = Projection(kind, centre);
    camera.width = 120;
    camera.height = 80;
    camera.scale = scale;
    return camera;
}

/// Inside the disc that holds the Earth: outside it outlines are cut by the canvas.
bool on_disc(const Camera& camera, int x, int y) {
    if (camera.projection.kind() == ProjectionKind::equirectangular) return true;
    const auto centre = camera.to_pixel(PlanePoint{});
    return std::hypot(x + 0.5 - centre.x, y + 0.5 - centre.y) <
           camera.projection.disc_radius() * camera.scale - 1;
}

}  // namespace

TEST_CASE("Outlines of land enclose what the picture of land covers", "[figure][scene]") {
    // The whole map, a part across the antimeridian, round maps with land and with water at their antipode.
    const std::vector<Camera> cameras{
        camera_of(ProjectionKind::equirectangular, {0, 0}, 19),
        camera_of(ProjectionKind::equirectangular, {60, 0}, 60).part(-180, -40, 120, 80),
        camera_of(ProjectionKind::azimuthal, {39, 126}, 12),    // antipode in Argentina's sea
        camera_of(ProjectionKind::azimuthal, {-30, -170}, 12),  // antipode in Libya
        camera_of(ProjectionKind::azimuthal, {39, 126}, 300),   // of Eurasia a shore
        camera_of(ProjectionKind::globe, {85, 20}, 35)};
    for (const Camera& camera : cameras) {
        const int width = 120, height = 80;
        CAPTURE(static_cast<int>(camera.projection.kind()), camera.projection.centre().latitude_deg);
        std::vector<std::uint8_t> coverage = land_coverage(camera, Detail::m110, width, height);
        const auto land = std::ranges::count(coverage, 255);
        CHECK(land > 500);
        const std::vector<PixelRun> outlines = land_outlines(camera, Detail::m110, 0);
        // And of what lies beside the picture, nothing.
        for (const PixelRun& run : outlines)
            for (const PixelPoint& p : run)
                if (!(p.x >= -2 && p.x <= width + 2 && p.y >= -2 && p.y <= height + 2))
                    FAIL(p.x << ' ' << p.y);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                if (!on_disc(camera, x, y)) coverage[static_cast<std::size_t>(y * width + x)] = 128;
        CHECK(disagreements(outlines, coverage, width, height) == 0);
    }
}

TEST_CASE("A line that is cut to a box keeps its windings within", "[figure][scene]") {
    // Once round the box's lower right part, twice round its middle, and never within it.
    const PixelRun across{{5, 5}, {30, 5}, {30, 30}, {5, 30}};
    const PixelRun twice{{-9, -9}, {20, -9}, {20, 20}, {-9, 20}, {-9, -9}, {8, -9}, {8, 20}, {-9, 20}};
    const PixelRun beside{{-9, -9}, {-4, 40}, {-20, 3}};
    const auto cut = [](const PixelRun& line) { return cut_to_box(line, 0, 0, 10, 10); };
    for (double x = 0.5; x < 10; ++x)
        for (double y = 0.5; y < 10; ++y) {
            CHECK(winding({cut(across)}, x, y) == winding({across}, x, y));
            CHECK(winding({cut(twice)}, x, y) == winding({twice}, x, y));
        }
    CHECK(winding({cut(twice)}, 2.5, 2.5) == 2 * winding({cut(twice)}, 9.5, 9.5));
    CHECK(cut(beside).empty());
}

TEST_CASE("Outlines of rings enclose what the picture of rings covers", "[figure][scene]") {
    const std::vector<Camera> cameras{camera_of(ProjectionKind::equirectangular, {0, 0}, 19),
                                      camera_of(ProjectionKind::azimuthal, {39, 126}, 12)};
    struct Ring {
        LatLon centre;
        double km;
    };
    // Across the antimeridian, round a pole, more than half of the Earth.
    for (const Ring& r : {Ring{{10, 170}, 4000}, Ring{{80, 0}, 5000}, Ring{{20, 60}, 13000}})
        for (const Camera& camera : cameras) {
            CAPTURE(static_cast<int>(camera.projection.kind()), r.km);
            const Path ring = range_ring(r.centre, 1000 * r.km);
            std::vector<std::uint8_t> coverage = ring_coverage(camera, ring, 120, 80);
            const double north = camera.to_pixel(PlanePoint{0, pi / 2}).y,
                         south = camera.to_pixel(PlanePoint{0, -pi / 2}).y;
            for (int y = 0; y < 80; ++y)
                for (int x = 0; x < 120; ++x)
                    if (!on_disc(camera, x, y) || y < north || y + 1 > south)
                        coverage[static_cast<std::size_t>(y * 120 + x)] = 128;
            CHECK(std::ranges::count(coverage, 255) > 100);
            CHECK(disagreements(ring_outlines(camera, ring), coverage, 120, 80) == 0);
        }
}

TEST_CASE("A profile has one scale across and upward", "[figure][scene]") {
    ProfileCamera camera;
    camera.width = 400;
    camera.height = 300;
    camera.fit(0.8, 0.8, [](const auto& visit) {
        visit(0, 0);
        visit(0.05, 900e3);
        visit(0.1, 0);
    });
    const PixelPoint start = camera.pixel(0, 0), above = camera.pixel(0, 500e3),
                     along = camera.pixel(0.08, 0);
    const double per_m = std::hypot(above.x - start.x, above.y - start.y) / 500e3;
    const double chord_m = 2 * drawn_radius_m * std::sin(0.04);
    CHECK(std::hypot(along.x - start.x, along.y - start.y) / chord_m == Approx(per_m).epsilon(1e-9));
    // The ground falls away to both sides of the middle.
    CHECK(camera.pixel(0.05, 0).y < camera.pixel(0, 0).y);
    CHECK(camera.pixel(0.05, 0).y < camera.pixel(0.1, 0).y);
}

TEST_CASE("Downrange is counted on over the far side of the Earth", "[figure][scene]") {
    Path path;
    for (int i = 0; i <= 360; ++i) {
        // A great circle tilted by 30 degrees, which the start lies a little beside.
        const double along = radians(i), tilt = radians(30.0);
        Vec3<double> d(std::cos(along), std::sin(along) * std::cos(tilt), std::sin(along) * std::sin(tilt));
        if (i > 0) d += Vec3<double>(0, 0, 0.02);
        path.push_back({1.0 * i, d.normalized(), 0});
    }
    const std::vector<double> angles = downrange_along(path);
    for (std::size_t i = 1; i < angles.size(); ++i) {
        // A degree a point, but for what the small shift beside the circle stretches.
        CHECK(angles[i] - angles[i - 1] > radians(0.7));
        CHECK(angles[i] - angles[i - 1] < radians(1.8));
    }
    CHECK(angles.back() == Approx(2 * pi).margin(0.03));
}

TEST_CASE("An arc on the map stands at right angles to its track", "[figure][scene]") {
    Path path;
    constexpr double top_m = 2e6;
    for (int i = 0; i <= 40; ++i) {
        const double part = i / 40.0;
        path.push_back({part * 1000, direction({0, 170 + 20 * part}), top_m * 4 * part * (1 - part)});
    }
    Camera camera = camera_of(ProjectionKind::equirectangular, {0, 0}, 300);
    camera.x = pi;
    const RaisedTrack track(camera.projection, path);
    CHECK(track.length() == Approx(radians(20.0)).epsilon(1e-9));
    const double lift = raised_lift(track.length(), top_m);
    CHECK(lift * top_m / drawn_radius_m == Approx(0.33 * track.length()));
    CHECK(raised_lift(track.length(), 1e3) == 1);  // never longer than on the ground
    // Along the equator across the antimeridian: x as on the ground, y above it by the height.
    const double pixels_per_m = lift * camera.scale / drawn_radius_m;
    const double west = track.at(camera, 0, 0, lift).foot.x;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const RaisedTrack::Place place = track.at(camera, path[i].time_s, path[i].height_m, lift);
        const double x = west + track.length() * camera.scale * static_cast<double>(i) / 40;
        CHECK(place.foot.x == Approx(x).margin(0.01));
        CHECK(place.top.x == Approx(x).margin(0.01));
        CHECK(place.foot.y == Approx(camera.height / 2).margin(0.01));
        CHECK(camera.height / 2 - place.top.y == Approx(path[i].height_m * pixels_per_m).margin(0.01));
    }
    const auto runs = track.arc(camera, path, lift);
    REQUIRE(runs.size() == 1);
    const auto top =
        std::min_element(runs[0].begin(), runs[0].end(), [](auto& a, auto& b) { return a.y < b.y; });
    CHECK(camera.height / 2 - top->y == Approx(top_m * pixels_per_m).margin(0.5));
    // Ticks at round heights, below the top, at least so far apart.
    const HeightBar bar = height_bar(track.at(camera, 500, top_m, lift), top_m, LengthUnit::km, 5);
    REQUIRE(bar.ticks.size() >= 2);
    const double step_m = bar.ticks[0].height_m;
    CHECK(step_m * pixels_per_m >= 5);
    for (std::size_t i = 0; i < bar.ticks.size(); ++i) {
        CHECK(bar.ticks[i].height_m == Approx(step_m * static_cast<double>(i + 1)));
        CHECK(bar.foot.y - bar.ticks[i].at.y == Approx(bar.ticks[i].height_m * pixels_per_m).margin(0.01));
    }
}

TEST_CASE("An arc due north leans to the side, and one over the pole is interrupted there",
          "[figure][scene]") {
    // Northward along 90 E over the pole and on: a shift towards north would lay the arc on its own track.
    Path path;
    for (int i = 0; i <= 60; ++i) {
        const double angle = radians(60.0 + i);
        path.push_back({1.0 * i, Vec3<double>(0.001, std::cos(angle), std::sin(angle)).normalized(), 500e3});
    }
    const Camera camera = camera_of(ProjectionKind::equirectangular, {0, 0}, 100);
    const RaisedTrack track(camera.projection, path);
    const RaisedTrack::Place early = track.at(camera, 5, 500e3, 1);
    CHECK(early.top.y == Approx(early.foot.y).margin(1));
    CHECK(std::abs(early.top.x - early.foot.x) ==
          Approx(500e3 / drawn_radius_m * camera.scale).epsilon(0.02));
    for (const PixelRun& run : track.arc(camera, path, 1))
        for (std::size_t i = 1; i < run.size(); ++i)
            CHECK(std::hypot(run[i].x - run[i - 1].x, run[i].y - run[i - 1].y) < 0.5 * camera.scale);
}

TEST_CASE("Letters can be read in every colour of a flight, on light and dark paper", "[figure]") {
    const PangoTypeSetter type("en");
    const auto luminance = [](Color c) {
        const auto linear = [](double v) {
            return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(static_cast<double>(c.red())) +
               0.7152 * linear(static_cast<double>(c.green())) +
               0.0722 * linear(static_cast<double>(c.blue()));
    };
    for (const bool dark : {false, true}) {
        const Look look{dark, LengthUnit::km, Language::english, type};
        for (int i = 0; i < 5; ++i) {
            const Color ink = look.ink(flight_style(i).color);
            const double a = luminance(ink), b = luminance(look.paper());
            CAPTURE(dark, i);
            CHECK((std::max(a, b) + 0.05) / (std::min(a, b) + 0.05) >= 4.49);
        }
    }
    // No two of the first five look alike in grey: no dash is repeated.
    std::vector<std::pair<float, float>> dashes;
    for (int i = 0; i < 5; ++i) dashes.emplace_back(flight_style(i).dash, flight_style(i).gap);
    std::ranges::sort(dashes);
    CHECK(std::ranges::adjacent_find(dashes) == dashes.end());
}

TEST_CASE("Every language says everything, and puts in what it is given", "[figure]") {
    const auto holes = [](const std::string& text) {
        std::size_t found = 0;
        for (std::size_t at = text.find("{}"); at != std::string::npos; at = text.find("{}", at + 1)) ++found;
        return found;
    };
    for (std::size_t w = 0; w < static_cast<std::size_t>(Word::count); ++w)
        for (std::size_t l = 0; l < language_codes.size(); ++l) {
            const Word which = static_cast<Word>(w);
            const char* const text = word(which, static_cast<Language>(l));
            CAPTURE(w, l);
            REQUIRE(text);
            CHECK(std::string(text).size() > 2);
            CHECK(holes(text) == holes(word(which, Language::english)));
        }
    CHECK(length_words(4475.9e3, LengthUnit::km, Language::english) == "4,476 km");
    CHECK(length_words(4475.9e3, LengthUnit::km, Language::german) == "4.476 km");
    CHECK(length_words(12.34e3, LengthUnit::km, Language::french) == "12,3 km");
    CHECK(length_words(1852e3, LengthUnit::nmi, Language::japanese) == "1,000 nmi");
    CHECK(localised("1,234,567.8", Language::french) == "1\u202f234\u202f567,8");
    CHECK(phrase(Word::stage_burnout, Language::korean, "2") == "2단 연소 종료");
}

TEST_CASE("Every column that makes a line and the numbers of stages have names in every language",
          "[figure]") {
    for (const Column& column : columns())
        for (std::size_t l = 0; l < language_codes.size(); ++l) {
            CAPTURE(column.name, l);
            if (column.number && column.name != std::string_view("time_s"))
                CHECK(column_words(column.name, static_cast<Language>(l)) != nullptr);
        }
    CHECK(key_words("stage[2].isp_vacuum_s", Language::english) == "Stage 2 Isp, vacuum");
    CHECK(key_words("stage[2].isp_vacuum_s", Language::german) == "Stufe 2, Isp im Vakuum");
    CHECK(key_words("booster[1].burn_time_s", Language::french) == "Propulseur 1 : Durée de combustion");
    CHECK(key_words("payload.mass_kg", Language::korean) == "탑재 중량");
    CHECK(key_words("environment.density_scale", Language::japanese) == "大気密度の倍率");
    CHECK(key_words("environment.unheard_of", Language::german) == label_of("environment.unheard_of"));
    CHECK(std::string(word(Word::map_data, Language::english)) == std::string("Map: ") + map_credit);
}

TEST_CASE("Every number that can vary has its name in every language", "[figure]") {
    for (const TableKeys* table : {&tables::launch, &tables::initial, &tables::ascent, &tables::environment,
                                   &tables::stage, &tables::booster, &tables::shroud, &tables::payload})
        for (const Key& key : table->keys) {
            if (!key.set) continue;
            const bool listed = table->name == "stage" || table->name == "booster";
            const std::string path =
                std::string(table->name) + (listed ? "[1]." : ".") + std::string(key.name);
            // A row has all languages; some words are the same in French as in English.
            for (const Language language : {Language::korean, Language::japanese}) {
                CAPTURE(path);
                CHECK(key_words(path, language) != label_of(path));
            }
        }
}

TEST_CASE("A flat map has no arc of a track near a pole, an azimuthal one has", "[figure][scene]") {
    Path path;
    for (int i = 0; i <= 20; ++i) path.push_back({1.0 * i, direction({84.0 + 0.04 * i, 10}), 1e5});
    CHECK(why_no_arc(ProjectionKind::equirectangular, path, 0.02) == NoArc::none);
    path.push_back({21, direction({-85.1, 10}), 1e5});
    CHECK(why_no_arc(ProjectionKind::equirectangular, path, 0.02) == NoArc::near_pole);
    CHECK(why_no_arc(ProjectionKind::azimuthal, path, 0.02) == NoArc::none);
    CHECK(why_no_arc(ProjectionKind::azimuthal, path, 3) == NoArc::goes_round);
}

TEST_CASE("Japanese letters are looked for in a Japanese typeface first", "[figure]") {
    const auto first = [](const char* language, const char* one, const char* other) {
        const std::string svg = svg_file(10, 10, "10mm", "10mm", {"x", language, {}}, [](Canvas&) {});
        return svg.find(one) < svg.find(other);
    };
    CHECK(first("ja", "VL PGothic", "NanumGothic"));
    CHECK(first("ko", "NanumGothic", "VL PGothic"));
    CHECK(first("en", "NanumGothic", "VL PGothic"));
    const Workspace here;
    here.write("a.toml", single_stage);
    REQUIRE(here.run("figure a.toml --kind time --language ja -o a.pdf").status == 0);
    const std::string pdf = here.read("a.pdf");
    CHECK_THAT(pdf, Catch::Contains("Gothic"));
    CHECK_THAT(pdf, !Catch::Contains("Nanum"));
}

TEST_CASE("Lines are broken and cut by the width that Pango measures", "[figure]") {
    const PangoTypeSetter type("en");
    const Typeface face{8};
    const std::string words = "one two three four five six seven eight nine ten";
    const double wide = type.width(words, face);
    const std::vector<std::string> lines = type.lines(words, face, wide / 2.5);
    CHECK(lines.size() >= 3);
    std::string joined;
    for (const std::string& line : lines) {
        CHECK(type.width(line, face) <= wide / 2.5);
        joined += (joined.empty() ? "" : " ") + line;
    }
    CHECK(joined == words);
    const std::string cut = type.shortened(words, face, wide / 2);
    CHECK(type.width(cut, face) <= wide / 2);
    CHECK(cut.ends_with("…"));
    CHECK(type.shortened(words, face, wide + 1) == words);
    // A size twice as large is twice as wide: no hinting.
    CHECK(type.width(words, {16}) == Approx(2 * wide).epsilon(0.002));
}

}  // namespace apogee::testing
