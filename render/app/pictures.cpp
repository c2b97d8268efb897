#include "app/pictures.h"

#include <backends/imgui_impl_opengl3.h>
#include <fmt/format.h>
#include <imgui.h>

#include <filesystem>

namespace apogee {
namespace {

/// "arc.png" -> "arc-0007.png".
std::string numbered(const std::string& path, int number) {
    const std::filesystem::path whole(path);
    return (whole.parent_path() /
            fmt::format("{}-{:04}{}", whole.stem().string(), number, whole.extension().string()))
        .string();
}

}  // namespace

OffscreenApp::ImGuiContextHere::ImGuiContextHere(const Options& options) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {static_cast<float>(options.width), static_cast<float>(options.height)};
    ImGui_ImplOpenGL3_Init("#version 330 core");
}

OffscreenApp::ImGuiContextHere::~ImGuiContextHere() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
}

OffscreenApp::OffscreenApp(const Options& options)
    : width_(options.width),
      height_(options.height),
      target_(options.width, options.height),
      imgui_(options),
      app_(options, options.scale.value_or(1)) {
    // Sizes that follow from contents are known one frame later.
    constexpr int settling_frames = 2;
    for (int i = 0; i < settling_frames; ++i) draw();
    app_.finish_work();
    draw();
    while (app_.draws_examples()) draw();
}

void OffscreenApp::draw() {
    ImGui::GetIO().DeltaTime = 1.0F / 60;
    target_.bind();
    ImGui_ImplOpenGL3_NewFrame();
    app_.frame(width_, height_, 0);
}

void OffscreenApp::write_png(const std::string& path, Overwrite overwrite) {
    draw();
    target_.write_png(path, overwrite);
}

std::string take_pictures(const Options& options) {
    const bool film = options.frames > 1;
    const auto file = [&](int i) { return film ? numbered(options.screenshot, i + 1) : options.screenshot; };
    for (int i = 0; i < options.frames; ++i) check_writable(file(i), options.overwrite);
    OffscreenApp shown(options);
    Session& session = shown.app().session();
    const double from = session.time_s, to = session.end_s();
    for (int i = 0; i < options.frames; ++i) {
        if (film) session.time_s = from + (to - from) * i / (options.frames - 1);
        shown.write_png(file(i), options.overwrite);
    }
    return shown.app().state();
}

}  // namespace apogee
