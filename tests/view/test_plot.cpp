#include <rapidcheck.h>

#include <algorithm>
#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "app/pictures.h"
#include "cli/command.h"
#include "scene/axis.h"
#include "ui/fonts.h"
#include "ui/plot.h"
#include "view/picture.h"

namespace apogee::testing {
namespace {

/// Any double there is: random bits, and those that break scales.
double any_double() {
    constexpr double inf = std::numeric_limits<double>::infinity();
    if (*rc::gen::inRange(0, 2) == 0) return std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
    return *rc::gen::element(0.0, -0.0, std::nan(""), inf, -inf, 1e-300, -1e-300, 5e-324, 1e300, -1e300,
                             std::numeric_limits<double>::max(), std::numeric_limits<double>::lowest(), 1.0,
                             std::nextafter(1.0, 2.0), 6.4e6, 1e9, -273.15);
}

/// ImGui without a renderer, with the window's fonts.
class PaperUi {
  public:
    PaperUi() : context_(ImGui::CreateContext()), ui_(session_) {
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {800, 600};
        ui_.fonts = load_fonts("", 1);
        unsigned char* pixels = nullptr;
        int width = 0, height = 0;
        io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    }
    ~PaperUi() { ImGui::DestroyContext(context_); }
    PaperUi(const PaperUi&) = delete;
    PaperUi& operator=(const PaperUi&) = delete;

    /// Draws a plot on a page of its own. @return every corner of every triangle.
    std::vector<ImVec2> drawn(PlotFrame& frame, const std::vector<PlotLine>& lines) {
        ImGui::GetIO().DeltaTime = 1.0F / 60;
        ImGui::NewFrame();
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({800, 600});
        ImGui::Begin("page", nullptr, ImGuiWindowFlags_NoDecoration);
        plot(ui_, {0, 0, 800, 600}, frame, lines);
        ImGui::End();
        ImGui::Render();
        std::vector<ImVec2> corners;
        const ImDrawData& data = *ImGui::GetDrawData();
        for (int i = 0; i < data.CmdListsCount; ++i)
            for (const ImDrawVert& corner : data.CmdLists[i]->VtxBuffer) corners.push_back(corner.pos);
        return corners;
    }

  private:
    ImGuiContext* context_;
    Session session_;
    Ui ui_;
};

PlotFrame frame_of(double x_from, double x_to, double y_from = 0, double y_to = 0) {
    PlotFrame frame;
    frame.title = "Height";
    frame.unit = "km";
    frame.x_from = frame.x_least = x_from;
    frame.x_to = frame.x_most = x_to;
    frame.y_from = y_from;
    frame.y_to = y_to;
    frame.cursor = x_from;
    return frame;
}

}  // namespace

TEST_CASE("multiples of any step over any span are few, ascending and within it", "[view][plot]") {
    CHECK(rc::check([] {
        const double step = any_double(), from = any_double(), to = any_double();
        const std::vector<double> list = multiples(step, from, to);
        RC_ASSERT(static_cast<double>(list.size()) <= most_multiples);
        RC_ASSERT(std::adjacent_find(list.begin(), list.end(), std::greater_equal<>()) == list.end());
        // To the rounding of both ends.
        const double off = 2e-9 * step + 1e-15 * std::max(std::abs(from), std::abs(to));
        for (const double x : list) RC_ASSERT(x >= from - off && x <= to + off);
    }));
    CHECK(multiples(0.5, -1, 1) == std::vector<double>{-1, -0.5, 0, 0.5, 1});
    CHECK(multiples(30, 45, 100) == std::vector<double>{60, 90});
    CHECK(multiples(10, 1, 9).empty());
    CHECK(multiples(1, 5, -5).empty());
    // Adding 0.1 ten times gives less than 1: the end is there all the same.
    CHECK(multiples(0.1, 0, 1).size() == 11);
    // A step too small for the numbers along it: each double once.
    CHECK(multiples(1e-9, 1e9, 1e9 + 1e-6).size() < 12);
}

TEST_CASE("an axis between any two numbers is drawable and has a tick or more, all told apart",
          "[view][plot]") {
    CHECK(rc::check([] {
        const AxisSpan span = drawable_span(any_double(), any_double());
        RC_ASSERT(drawable(span));
        const int most = *rc::gen::inRange(3, 100);
        const double step = round_step((span.to - span.from) / most);
        const std::vector<double> ticks = multiples(step, span.from, span.to);
        // A round step is at most 2.5 times the one that was asked for.
        RC_ASSERT(!ticks.empty());
        RC_ASSERT(static_cast<int>(ticks.size()) <= most + 1);
        for (std::size_t i = 1; i < ticks.size(); ++i) {
            const std::string words = tick_text(ticks[i], step);
            RC_ASSERT(words.size() < 30U);
            RC_ASSERT(words != tick_text(ticks[i - 1], step));
        }
        const double clock = clock_step(any_double());
        RC_ASSERT(clock >= 1);
        RC_ASSERT(std::isfinite(clock));
    }));
    const auto span_is = [](const AxisSpan& span, double from, double to) {
        return span.from == from && span.to == to;
    };
    CHECK(span_is(drawable_span(2, 5), 2, 5));
    CHECK(span_is(drawable_span(5, -2), -2, 5));
    CHECK(span_is(drawable_span(0, 0), 0, 1));
    CHECK(span_is(drawable_span(15, 15), 0, 30));
    CHECK(span_is(drawable_span(-15, -15), -30, 0));
    CHECK(span_is(drawable_span(std::nan(""), 3), 0, 1));
    CHECK_FALSE(drawable({1, 1 + 1e-10}));
}

TEST_CASE("steps are round", "[view][plot]") {
    CHECK(round_step(0.7) == 1);
    CHECK(round_step(1) == 1);
    CHECK(round_step(1.01) == 2);
    CHECK(round_step(3) == 5);
    CHECK(round_step(5.1) == Approx(10).epsilon(1e-15));
    CHECK(round_step(1234) == Approx(2000).epsilon(1e-15));
    CHECK(round_step(0) == 1);
    CHECK(clock_step(7) == 10);
    CHECK(clock_step(61) == 120);
    CHECK(clock_step(15000) == 5 * 3600);
}

TEST_CASE("ticks are written as short as their step allows", "[view][plot]") {
    CHECK(tick_text(4475, 5) == "4,475");
    CHECK(tick_text(0.25, 0.05) == "0.25");
    CHECK(tick_text(-500, 100) == "−500");
    CHECK(tick_text(1e-17, 0.2) == "0");
    CHECK(tick_text(1.5e6, 5e5) == "1.5e6");
    CHECK(tick_text(2e300, 1e300) == "2e300");
    CHECK(tick_text(-4e-9, 2e-9) == "−4e-9");
}

TEST_CASE("what is cut to an area lies in it and on the stretch", "[view][plot]") {
    const Area area{10, 20, 100, 50};
    CHECK(rc::check([&] {
        const Stretch whole{any_double(), any_double(), any_double(), any_double()};
        const auto part = part_within(area, whole);
        if (!part) return;
        // To the rounding of the stretch's own ends.
        const double off = 1e-14 * std::max({std::abs(whole.x0), std::abs(whole.x1), std::abs(whole.y0),
                                             std::abs(whole.y1), 1.0});
        for (const double x : {part->x0, part->x1}) RC_ASSERT(x >= 10 - off && x <= 110 + off);
        for (const double y : {part->y0, part->y1}) RC_ASSERT(y >= 20 - off && y <= 70 + off);
    }));
    const auto across = part_within(area, {0, 45, 200, 45});
    REQUIRE(across);
    CHECK(across->x0 == Approx(10));
    CHECK(across->x1 == Approx(110));
    CHECK(across->y0 == 45);
    const auto within = part_within(area, {50, 30, 60, 40});
    REQUIRE(within);
    CHECK(within->x0 == 50);
    CHECK(within->y1 == 40);
    CHECK_FALSE(part_within(area, {0, 0, 200, 10}));
    CHECK_FALSE(part_within(area, {0, 65, 30, 95}));  // past the corner
}

TEST_CASE("a plot of any numbers is drawn, all of it finite", "[view][plot]") {
    PaperUi paper;
    CHECK(rc::check([&] {
        std::vector<PlotLine> lines;
        const int count = *rc::gen::inRange(1, 30);
        for (int style = 0; style < 5; ++style) {
            PlotLine line{{}, {}, style, style == 0};
            for (int i = 0; i < count; ++i) {
                line.x.push_back(any_double());
                line.y.push_back(any_double());
            }
            lines.push_back(std::move(line));
        }
        PlotFrame frame = frame_of(any_double(), any_double(), any_double(), any_double());
        const std::vector<ImVec2> corners = paper.drawn(frame, lines);
        // Five lines of 29 stretches cross the plot at most, each in 150 dashes.
        RC_ASSERT(corners.size() < 5U * 29 * 150 * 8);
        for (const ImVec2& at : corners) {
            RC_ASSERT(std::isfinite(at.x));
            RC_ASSERT(std::isfinite(at.y));
        }
    }));
}

TEST_CASE("a plot of one number, or of a flight of no length, has its axes and its line", "[view][plot]") {
    PaperUi paper;
    const double value = GENERATE(0.0, 15.0, -3.0, 1e-300, 1e300, -1e300);
    CAPTURE(value);
    PlotFrame empty = frame_of(0, 1), frame = frame_of(0, 1), point = frame_of(0, 1);
    paper.drawn(empty, {});  // the first frame has no sizes yet
    const auto without = paper.drawn(empty, {}).size();
    CHECK(without > 100);
    const auto with = paper.drawn(frame, {{{0, 0.5, 1}, {value, value, value}, 0, true}}).size();
    CHECK(with >= 4);
    // A line over the whole width, at a tick or between two.
    const std::vector<ImVec2> corners = paper.drawn(frame, {{{0, 0.5, 1}, {value, value, value}, 0, true}});
    CHECK(std::any_of(corners.begin(), corners.end(), [](ImVec2 at) { return at.x > 780 && at.y > 30; }));
    CHECK(paper.drawn(point, {{{0}, {value}, 0, true}}).size() > 100);
}

TEST_CASE("a long dashed stretch has dashes where it is seen alone", "[view][plot]") {
    PaperUi paper;
    // Zoomed in a million times: all but a millionth of the line lies beside the plot.
    PlotFrame frame = frame_of(500, 500.001, 0.4, 0.6);
    const PlotLine line{{0, 1000}, {0, 1}, 1, false};
    paper.drawn(frame, {});
    const auto without = paper.drawn(frame, {}).size(), with = paper.drawn(frame, {line}).size();
    CHECK(with > without + 50);
    CHECK(with < without + 5000);
}

TEST_CASE("events and burns are marked where they lie, with a name where there is room", "[view][plot]") {
    PaperUi paper;
    PlotFrame plain = frame_of(0, 100);
    paper.drawn(plain, {});
    const std::vector<ImVec2> without = paper.drawn(plain, {});
    constexpr std::size_t quad = 4, letters = 7;
    PlotFrame marked = frame_of(0, 100);
    marked.marks = {{50, "burnout"}};
    CHECK(paper.drawn(marked, {}).size() == without.size() + quad + letters * quad);
    marked.stretches = {{0, 50, "stage 1 burn"}};
    const std::vector<ImVec2> with = paper.drawn(marked, {});
    CHECK(with.size() == without.size() + 2 * quad + letters * quad);
    // The burn ends at its burnout: a shade and a line with the height of the plot that meet.
    std::vector<float> edges;
    for (const ImVec2& a : with)
        for (const ImVec2& b : with)
            if (a.x == b.x && b.y - a.y > 400) edges.push_back(a.x);
    for (const ImVec2& a : without)
        for (const ImVec2& b : without)
            if (a.x == b.x && b.y - a.y > 400) std::erase(edges, a.x);
    REQUIRE_FALSE(edges.empty());
    CHECK(*std::ranges::max_element(edges) - *std::ranges::min_element(edges) <= 2);
    // The first of two that are too near one another has no name, and what is out of sight is not drawn.
    marked.stretches.clear();
    marked.marks.insert(marked.marks.begin(), {49.5, "separation"});
    marked.marks.push_back({150, "impact"});
    marked.marks.push_back({std::nan(""), "never"});
    marked.stretches = {{100, 120, "coast"}, {-20, 0, "before"}};
    CHECK(paper.drawn(marked, {}).size() == without.size() + 2 * quad + letters * quad);
}

TEST_CASE("the ascent is readable beside a re-entry of a hundred times as much", "[view]") {
    const Workspace workspace;
    Options options;
    options.scenarios = {"catalogue:hwasong-15-2017-11-29"};
    options.page = Page::plots;
    OffscreenApp shown(options);
    shown.write_png(workspace.path("plots.png").string(), Overwrite::refuse);
    // The third plot of the second row: 36 kPa a minute after lift-off, 9,500 at the end.
    constexpr Box ascent{818, 320, 845, 420};
    CHECK(Picture(workspace.path("plots.png")).count(ascent, first_flight) > 20);
}

}  // namespace apogee::testing
