#include "view/desktop.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <memory>

#include "report/output_file.h"
#include "scenario/input_error.h"
#include "view/app.h"

namespace apogee {
namespace {

/// GLFW's library, from its start to its end.
struct Glfw {
    Glfw() {
        if (!glfwInit()) fail();
    }
    ~Glfw() { glfwTerminate(); }
    Glfw(const Glfw&) = delete;
    Glfw& operator=(const Glfw&) = delete;

    [[noreturn]] static void fail() {
        const char* reason = nullptr;
        glfwGetError(&reason);
        throw FileError("no window can be opened: " + printable(reason ? reason : "no display") +
                        "; --screenshot FILE.png makes pictures without a display");
    }
};

struct Backends {
    explicit Backends(GLFWwindow* window) {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        ImGui_ImplGlfw_InitForOpenGL(window, true);
        ImGui_ImplOpenGL3_Init("#version 330 core");
    }
    ~Backends() {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplGlfw_Shutdown();
        ImGui::DestroyContext();
    }
    Backends(const Backends&) = delete;
    Backends& operator=(const Backends&) = delete;
};

App& app_of(GLFWwindow* window) {
    return *static_cast<App*>(glfwGetWindowUserPointer(window));
}

void with_control(App& app, int key) {
    switch (key) {
        case GLFW_KEY_Z:
            return app.perform(Action::undo);
        case GLFW_KEY_Y:
            return app.perform(Action::redo);
        case GLFW_KEY_O:
            return app.perform(Action::open);
        case GLFW_KEY_S:
            return app.perform(Action::save);
        default:
            return;
    }
}

void plain_key(App& app, int key, double step_s) {
    switch (key) {
        case GLFW_KEY_SPACE:
            return app.perform(Action::play);
        case GLFW_KEY_LEFT:
            return app.perform(Action::step, -step_s);
        case GLFW_KEY_RIGHT:
            return app.perform(Action::step, step_s);
        case GLFW_KEY_HOME:
            return app.perform(Action::fit);
        case GLFW_KEY_TAB:
            return app.perform(Action::next_flight);
        case GLFW_KEY_U:
            return app.perform(Action::unit);
        case GLFW_KEY_T:
            return app.perform(Action::theme);
        default:
            if (key >= GLFW_KEY_1 && key <= GLFW_KEY_5) app.perform(Action::view, key - GLFW_KEY_0);
            return;
    }
}

void key_pressed(GLFWwindow* window, int key, int, int action, int mods) {
    if (action == GLFW_RELEASE) return;
    App& app = app_of(window);
    if (key == GLFW_KEY_F1) return app.perform(Action::help);
    if (key == GLFW_KEY_F3) return app.perform(Action::frame_time);
    if (key == GLFW_KEY_ESCAPE) return app.perform(Action::close_card);
    // What is being typed into a field is no command.
    if (ImGui::GetIO().WantTextInput) return;
    const bool control = (mods & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0;
    if (control && key == GLFW_KEY_Q) return glfwSetWindowShouldClose(window, GLFW_TRUE);
    if (control) return with_control(app, key);
    constexpr double step_s = 1, long_step_s = 60;
    plain_key(app, key, mods & GLFW_MOD_SHIFT ? long_step_s : step_s);
}

void files_dropped(GLFWwindow* window, int count, const char** paths) {
    for (int i = 0; i < count; ++i) app_of(window).open(paths[i]);
}

GLFWwindow* open_window(const Options& options) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_STENCIL_BITS, 8);
    glfwWindowHint(GLFW_SAMPLES, 0);
    GLFWwindow* const window = glfwCreateWindow(options.width, options.height, "Apogee", nullptr, nullptr);
    if (!window) Glfw::fail();
    glfwMakeContextCurrent(window);
    glfwSwapInterval(1);
    return window;
}

float points_to_pixels(GLFWwindow* window) {
    float content = 1, y = 1;
    glfwGetWindowContentScale(window, &content, &y);
    int width = 0, framebuffer = 0, height = 0;
    glfwGetWindowSize(window, &width, &height);
    glfwGetFramebufferSize(window, &framebuffer, &height);
    // Where the window system itself scales (framebuffer larger than the window), ImGui works in its units.
    const float own = width > 0 ? static_cast<float>(framebuffer) / static_cast<float>(width) : 1;
    return std::clamp(content / std::max(own, 0.5F), 0.5F, 4.0F);
}

void show(GLFWwindow* window, App& app) {
    constexpr double watch_every_s = 0.5, idle_s = 0.1;
    constexpr int frames_after_input = 3;  // ImGui settles hovering and sizes over some frames
    double last = glfwGetTime(), watched = last;
    int frames_left = frames_after_input;
    while (!glfwWindowShouldClose(window)) {
        if (app.wants_frames() || frames_left > 0) {
            glfwPollEvents();
        } else {
            const double asked = glfwGetTime();
            glfwWaitEventsTimeout(idle_s);
            if (glfwGetTime() - asked < idle_s) frames_left = frames_after_input;
        }
        const double now = glfwGetTime();
        if (now - watched > watch_every_s) {
            watched = now;
            app.watch_files();
            frames_left = std::max(frames_left, 1);
        }
        if (!app.wants_frames() && frames_left == 0) continue;
        frames_left = std::max(0, frames_left - 1);
        int width = 0, height = 0;
        glfwGetFramebufferSize(window, &width, &height);
        if (width < 1 || height < 1) continue;  // an icon now
        ImGui_ImplOpenGL3_NewFrame();
        ImGui_ImplGlfw_NewFrame();
        app.frame(width, height, now - last);
        last = now;
        glfwSwapBuffers(window);
    }
}

}  // namespace

std::string run_in_window(const Options& options) {
    const Glfw glfw;
    GLFWwindow* const window = open_window(options);
    const Backends backends(window);
    // Backends chain to callbacks that stand already; ours come after, and call theirs through ImGui.
    App app(options, points_to_pixels(window));
    glfwSetWindowUserPointer(window, &app);
    static GLFWkeyfun imgui_key = nullptr;
    imgui_key = glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int code, int action, int mods) {
        key_pressed(w, key, code, action, mods);
        imgui_key(w, key, code, action, mods);
    });
    glfwSetDropCallback(window, files_dropped);
    show(window, app);
    return app.state();
}

}  // namespace apogee
