#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>
#include <fmt/format.h>
#include <imgui.h>

#include <chrono>
#include <cstdio>
#include <filesystem>

#include "cli/command.h"
#include "report/output_file.h"
#include "scenario/input_error.h"
#include "view/app.h"
#include "view/desktop.h"
#include "view/offscreen.h"

namespace apogee {
namespace {

struct ImGuiOffscreen {
    explicit ImGuiOffscreen(const Options& options) {
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {static_cast<float>(options.width), static_cast<float>(options.height)};
        ImGui_ImplOpenGL3_Init("#version 330 core");
    }
    ~ImGuiOffscreen() {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui::DestroyContext();
    }
    ImGuiOffscreen(const ImGuiOffscreen&) = delete;
    ImGuiOffscreen& operator=(const ImGuiOffscreen&) = delete;
};

/// "arc.png" -> "arc-0007.png".
std::string numbered(const std::string& path, int number) {
    const std::filesystem::path whole(path);
    return (whole.parent_path() /
            fmt::format("{}-{:04}{}", whole.stem().string(), number, whole.extension().string()))
        .string();
}

void draw(App& app, const Offscreen& target, const Options& options) {
    ImGui::GetIO().DeltaTime = 1.0F / 60;
    target.bind();
    ImGui_ImplOpenGL3_NewFrame();
    app.frame(options.width, options.height, 0);
}

/// Pictures without a window. @return the state at the end.
std::string take_pictures(const Options& options) {
    check_writable(options.frames > 1 ? numbered(options.screenshot, 1) : options.screenshot,
                   Overwrite::allow);
    const Offscreen target(options.width, options.height);
    const ImGuiOffscreen imgui(options);
    App app(options, 1);
    // Sizes that follow from contents are known one frame later.
    constexpr int settling_frames = 2;
    for (int i = 0; i < settling_frames; ++i) draw(app, target, options);
    const double from = app.session().time_s, to = app.session().end_s();
    for (int i = 0; i < options.frames; ++i) {
        if (options.frames > 1) app.session().time_s = from + (to - from) * i / (options.frames - 1);
        draw(app, target, options);
        target.write_png(options.frames > 1 ? numbered(options.screenshot, i + 1) : options.screenshot);
    }
    return app.state();
}

int view(int argc, char** argv) {
    const std::optional<Options> options = parse_options(argc, argv);
    if (!options) return ExitStatus::done;
    if (!options->state.empty()) check_writable(options->state, Overwrite::allow);
    const std::string state = options->screenshot.empty() ? run_in_window(*options) : take_pictures(*options);
    if (!options->state.empty()) {
        OutputFile file(options->state, Overwrite::allow);
        file.write(state);
        file.commit();
    }
    return ExitStatus::done;
}

}  // namespace
}  // namespace apogee

int main(int argc, char** argv) {
    const auto say = [](const char* line) { std::fputs(fmt::format("{}\n", line).c_str(), stderr); };
    try {
        return apogee::view(argc, argv);
    } catch (const apogee::InputError& error) {
        say(error.what());
        return apogee::ExitStatus::input;
    } catch (const apogee::FileError& error) {
        say(error.what());
        return apogee::ExitStatus::files;
    }
}
