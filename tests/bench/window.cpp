// Frames of the window at 1280x800, drawn without a display; what counts is Mesa's software renderer:
//   LIBGL_ALWAYS_SOFTWARE=1 build/bench/window
// Each iteration is one frame, waited for until its pixels stand. Counters: the fastest, the median and the
// 95th percentile of the frames in ms. On a busy machine the CPU column says most: the time of all threads
// for a frame; with two free processors a frame takes between a half and all of it.
#include <backends/imgui_impl_opengl3.h>
#include <benchmark/benchmark.h>
#include <epoxy/gl.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "app/app.h"
#include "gl/offscreen.h"
#include "session/document.h"

namespace apogee {
namespace {

constexpr int width = 1280, height = 800;
const std::string scenarios = APOGEE_SCENARIOS_DIR;

/// The whole window, panels included, on a picture of its own.
class Window {
  public:
    explicit Window(const std::string& scenario, ViewKind view = ViewKind::map, float scale = 1)
        : target_(width, height), app_([&] {
              ImGui::CreateContext();
              ImGui::GetIO().IniFilename = nullptr;
              ImGui::GetIO().DisplaySize = {width, height};
              ImGui::GetIO().DeltaTime = 1.0F / 60;
              ImGui_ImplOpenGL3_Init("#version 330 core");
              Options options;
              options.scenarios = {scenarios + "/" + scenario};
              options.view = view;
              return App(options, scale);
          }()) {}
    ~Window() {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui::DestroyContext();
    }
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    void frame() {
        target_.bind();
        ImGui_ImplOpenGL3_NewFrame();
        app_.frame(width, height, 1.0 / 60);
        glFinish();
    }
    void play() {
        app_.perform(Action::play);
        app_.session().speed = 10;
    }
    /// Copies of the first flight in other directions.
    void fan_out(int count) {
        Session& session = app_.session();
        const LoadedFlight first = session.flights[0];
        for (int i = 1; i < count; ++i) {
            LoadedFlight flight = first;
            flight.style = i;
            set_number(flight, "launch.azimuth_deg", fmt::format("{}", 270 + 120.0 * i / count), true);
            session.flights.push_back(std::move(flight));
        }
    }
    /// The world alone, a sixth of a second of flight later.
    void world_frame(WorldView& world) {
        app_.session().time_s += 1.0 / 6;
        target_.bind();
        ImGui_ImplOpenGL3_NewFrame();
        ImGui::NewFrame();
        world.draw(app_.session(), {264, 44, 752, 552}, height, 1);
        ImGui::EndFrame();
        glFinish();
    }
    App& app() { return app_; }

  private:
    Offscreen target_;
    App app_;
};

/// Times frames, each after `change`.
void time_frames(benchmark::State& state, const std::function<void()>& frame,
                 const std::function<void(int)>& change) {
    for (int i = 0; i < 5; ++i) frame();
    std::vector<double> ms;
    int number = 0;
    for (auto _ : state) {
        const auto start = std::chrono::steady_clock::now();
        change(number++);
        frame();
        ms.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(ms.begin(), ms.end());
    state.counters["least_ms"] = ms.front();
    state.counters["median_ms"] = ms[ms.size() / 2];
    state.counters["p95_ms"] = ms[ms.size() * 95 / 100];
}

constexpr auto nothing = [](int) {};

/// Time plays, the camera rests.
void playing(benchmark::State& state) {
    Window window("hwasong-14-2017-07-28.toml");
    window.fan_out(static_cast<int>(state.range(0)));
    window.play();
    time_frames(
        state, [&] { window.frame(); }, nothing);
}

void playing_globe(benchmark::State& state) {
    Window window("hwasong-14-2017-07-28.toml", ViewKind::globe);
    window.fan_out(static_cast<int>(state.range(0)));
    window.play();
    time_frames(
        state, [&] { window.frame(); }, nothing);
}

/// A number changes before every frame: from the slider to the picture.
void slider(benchmark::State& state) {
    Window window("hwasong-14-2017-07-28.toml", static_cast<ViewKind>(state.range(0)));
    time_frames(
        state, [&] { window.frame(); },
        [&](int i) {
            set_number(*window.app().session().current(), "launch.azimuth_deg",
                       fmt::format("{}", 60 + i % 50), false);
        });
}

/// The map is dragged, after zooming in by so many notches.
void drag(benchmark::State& state) {
    Window window("minuteman-iii.toml", static_cast<ViewKind>(state.range(0)));
    ImGuiIO& io = ImGui::GetIO();
    io.MousePos = {640, 400};
    window.frame();
    for (int i = 0; i < state.range(1); ++i) {
        io.MouseWheel = 1;
        window.frame();
    }
    io.MouseDown[0] = true;
    time_frames(
        state, [&] { window.frame(); },
        [&](int i) {
            io.MousePos = {640 + 100 * std::sin(0.1F * static_cast<float>(i)),
                           400 + 60 * std::cos(0.07F * static_cast<float>(i))};
        });
}

void zoom(benchmark::State& state) {
    Window window("minuteman-iii.toml", static_cast<ViewKind>(state.range(0)));
    ImGuiIO& io = ImGui::GetIO();
    io.MousePos = {640, 400};
    time_frames(
        state, [&] { window.frame(); }, [&](int i) { io.MouseWheel = i / 12 % 2 == 0 ? 0.5F : -0.5F; });
}

/// The world without its panels: time plays, the camera rests.
void world_playing(benchmark::State& state) {
    Window window("hwasong-14-2017-07-28.toml", static_cast<ViewKind>(state.range(0)));
    window.fan_out(static_cast<int>(state.range(1)));
    WorldView world;
    time_frames(
        state, [&] { window.world_frame(world); }, nothing);
}

/// A ring or a cloud of 10,000 points, laid on the map anew before every frame.
void shapes(benchmark::State& state) {
    Window window("hwasong-14-2017-07-28.toml", static_cast<ViewKind>(state.range(0)));
    WorldView world;
    GroundShape shape{GroundShape::Kind::ring, range_ring({40, 127}, 3e6, 10000), {0x56B4E9}, 0.15F};
    if (state.range(1) == 1) {
        shape.kind = GroundShape::Kind::cloud;
        for (std::size_t i = 0; i < shape.points.size(); ++i) {
            const double turn = 2.4 * static_cast<double>(i), away = std::sqrt(static_cast<double>(i)) / 500;
            shape.points[i].direction =
                direction({40 + 57 * away * std::cos(turn), 130 + 57 * away * std::sin(turn)});
        }
    }
    time_frames(
        state, [&] { window.world_frame(world); },
        [&](int) {
            world.show({{shape}, {}, {}});
        });
}

/// From nothing to the first full frame, the process's own start left out.
void first_frame(benchmark::State& state) {
    for (auto _ : state) {
        Window window("hwasong-15-2017-11-29.toml");
        window.frame();
    }
}

BENCHMARK(first_frame)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->Iterations(1);
BENCHMARK(playing)
    ->Arg(1)
    ->Arg(20)
    ->Arg(1000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->Iterations(60);
BENCHMARK(playing_globe)
    ->Arg(20)
    ->Arg(1000)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->Iterations(60);
BENCHMARK(slider)->DenseRange(0, 3)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->Iterations(60);
BENCHMARK(world_playing)
    ->ArgsProduct({{0, 2}, {20, 1000}})
    ->ArgNames({"view", "arcs"})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->Iterations(60);
BENCHMARK(shapes)
    ->ArgsProduct({{0, 1, 2}, {0, 1}})
    ->ArgNames({"view", "cloud"})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->Iterations(40);
BENCHMARK(drag)
    ->ArgsProduct({{0, 1, 2}, {0, 5, 12}})
    ->ArgNames({"view", "notches"})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->Iterations(60);
BENCHMARK(zoom)->DenseRange(0, 2)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->Iterations(96);

}  // namespace
}  // namespace apogee
