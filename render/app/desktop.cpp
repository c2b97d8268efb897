#include "app/desktop.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "app/app.h"
#include "base/input_error.h"
#include "gl/leak_check.h"
#include "gl/window_picture.h"
#include "session/memory.h"
#include "store/output_file.h"

namespace apogee {
namespace {

/// GLFW's library, from its start to its end.
struct Glfw {
    Glfw() {
        if (!glfwInit()) fail();
    }
    ~Glfw() {
        keep_libraries_for_leak_check();
        glfwTerminate();
    }
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
        // As desktops have it: while a machine is busy, two clicks lie more than ImGui's 0.3 s apart.
        ImGui::GetIO().MouseDoubleClickTime = 0.5F;
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

/// What the window's callbacks reach.
struct Desktop {
    App app;
    bool scale_follows_screen = true;
    bool touched = true;  ///< something came from the window system since the last look
    bool exposed = true;  ///< what the window showed is lost
    GLFWkeyfun imgui_key = nullptr;
    /// Keys that were pressed since the last frame. ImGui looks at keys once a frame: a key that goes up
    /// before it was seen down would be lost, so its release waits for the frame.
    std::vector<int> fresh_keys, late_releases;
};

Desktop& desktop_of(GLFWwindow* window) {
    return *static_cast<Desktop*>(glfwGetWindowUserPointer(window));
}

App& app_of(GLFWwindow* window) {
    return desktop_of(window).app;
}

/// For every kind of event, whatever it carries.
template <class... Details>
void touch(GLFWwindow* window, Details...) {
    if (glfwGetWindowUserPointer(window)) desktop_of(window).touched = true;
}

template <class... Details>
void expose(GLFWwindow* window, Details...) {
    touch(window);
    if (glfwGetWindowUserPointer(window)) desktop_of(window).exposed = true;
}

/// Set before ImGui's backend sets its own, which calls these in turn.
void listen(GLFWwindow* window) {
    glfwSetWindowFocusCallback(window, touch<int>);
    glfwSetCursorEnterCallback(window, touch<int>);
    glfwSetCursorPosCallback(window, touch<double, double>);
    glfwSetMouseButtonCallback(window, touch<int, int, int>);
    glfwSetScrollCallback(window, touch<double, double>);
    glfwSetKeyCallback(window, touch<int, int, int, int>);
    glfwSetCharCallback(window, touch<unsigned>);
    glfwSetFramebufferSizeCallback(window, expose<int, int>);
    glfwSetWindowIconifyCallback(window, expose<int>);
    glfwSetWindowRefreshCallback(window, expose<>);
}

constexpr double turn_step_deg = 5;

void with_control(App& app, int key) {
    switch (key) {
        case GLFW_KEY_Z:
            return app.perform(Action::undo);
        case GLFW_KEY_Y:
            return app.perform(Action::redo);
        case GLFW_KEY_O:
            return app.perform(Action::open);
        case GLFW_KEY_N:
            return app.perform(Action::create);
        case GLFW_KEY_S:
            return app.perform(Action::save);
        case GLFW_KEY_E:
            return app.perform(Action::take_away);
        case GLFW_KEY_C:
            return app.perform(Action::copy);
        case GLFW_KEY_F:
            return app.perform(Action::find);
        case GLFW_KEY_LEFT:
            return app.perform(Action::turn, -turn_step_deg);
        case GLFW_KEY_RIGHT:
            return app.perform(Action::turn, turn_step_deg);
        case GLFW_KEY_W:
            return app.perform(Action::close_flight);
        default:
            return;
    }
}

/// @return whether the key speaks to the number in hand
bool number_key(App& app, int key, bool fast) {
    const double steps = fast ? 10 : 1;
    switch (key) {
        case GLFW_KEY_UP:
            app.perform(Action::choose_number, -1);
            return true;
        case GLFW_KEY_DOWN:
            app.perform(Action::choose_number, 1);
            return true;
        case GLFW_KEY_LEFT:
            app.perform(Action::change_number, -steps);
            return true;
        case GLFW_KEY_RIGHT:
            app.perform(Action::change_number, steps);
            return true;
        case GLFW_KEY_ENTER:
        case GLFW_KEY_KP_ENTER:
            app.perform(Action::type_number);
            return true;
        default:
            return false;
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
        case GLFW_KEY_UP:
            return app.perform(Action::tilt, turn_step_deg);
        case GLFW_KEY_DOWN:
            return app.perform(Action::tilt, -turn_step_deg);
        case GLFW_KEY_F:
            return app.perform(Action::follow);
        case GLFW_KEY_HOME:
            return app.perform(Action::fit);
        case GLFW_KEY_TAB:
            return app.perform(Action::next_flight);
        case GLFW_KEY_R:
            return app.perform(Action::ring);
        case GLFW_KEY_E:
            return app.perform(Action::estimate);
        case GLFW_KEY_U:
            return app.perform(Action::unit);
        case GLFW_KEY_T:
            return app.perform(Action::theme);
        case GLFW_KEY_M:
            return app.perform(Action::measure);
        case GLFW_KEY_P:
            return app.perform(Action::panels);
        case GLFW_KEY_H:
            return app.perform(Action::heights);
        case GLFW_KEY_N:
            return app.perform(Action::names);
        case GLFW_KEY_V:
            return app.perform(Action::numbers);
        default:
            if (key >= GLFW_KEY_1 && key <= GLFW_KEY_7) app.perform(Action::view, key - GLFW_KEY_0);
            return;
    }
}

/// ImGui's part of a key, in the order and at the pace that it can follow.
void tell_imgui(GLFWwindow* window, int key, int code, int action, int mods) {
    Desktop& desktop = desktop_of(window);
    if (action == GLFW_PRESS) desktop.fresh_keys.push_back(key);
    // Also one that was down before: Ctrl may go up in the same moment as the A that it was held for.
    if (action == GLFW_RELEASE && !desktop.fresh_keys.empty())
        desktop.late_releases.push_back(key);
    else
        desktop.imgui_key(window, key, code, action, mods);
}

/// @return whether ImGui learned something that the next frame must show.
bool release_late_keys(GLFWwindow* window) {
    Desktop& desktop = desktop_of(window);
    desktop.fresh_keys.clear();
    const std::vector<int> released = std::exchange(desktop.late_releases, {});
    for (const int key : released) desktop.imgui_key(window, key, 0, GLFW_RELEASE, 0);
    return !released.empty();
}

void key_pressed(GLFWwindow* window, int key, int action, int mods) {
    if (action == GLFW_RELEASE) return;
    App& app = app_of(window);
    if (key == GLFW_KEY_F1) return app.perform(Action::help);
    if (key == GLFW_KEY_F3) return app.perform(Action::frame_time);
    if (key == GLFW_KEY_F11) return app.perform(Action::present);
    if (key == GLFW_KEY_ESCAPE) return app.perform(Action::close_card);
    const bool control = (mods & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0;
    if (control && key == GLFW_KEY_Q) return glfwSetWindowShouldClose(window, app.may_quit());
    if (app.asks()) {
        if (key == GLFW_KEY_D) app.perform(Action::discard);
        if (key == GLFW_KEY_R) app.perform(Action::restore);
        return;
    }
    // What is being typed into a field is no command.
    if (app.types_text()) return;
    if (control) return with_control(app, key);
    const bool shift = (mods & GLFW_MOD_SHIFT) != 0;
    if (app.number_in_hand() && number_key(app, key, shift)) return;
    constexpr double step_s = 1, long_step_s = 60;
    plain_key(app, key, shift ? long_step_s : step_s);
}

void files_dropped(GLFWwindow* window, int count, const char** paths) {
    for (int i = 0; i < count; ++i) app_of(window).open(paths[i]);
    touch(window);
}

GLFWwindow* open_window(const Options& options) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
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

void show(GLFWwindow* window, Desktop& desktop) {
    App& app = desktop.app;
    constexpr double watch_every_s = 0.5, idle_s = 0.1, shortest_frame_s = 1.0 / 60;
    constexpr int frames_after_input = 5;  // ImGui settles hovering, sizes and focus over some frames
    double last = glfwGetTime(), watched = last;
    int frames_left = frames_after_input;
    bool played = false, icon = false;
    std::string title;
    WindowPicture picture;
    while (!glfwWindowShouldClose(window) && !app.wants_to_quit()) {
        if (title != app.title()) glfwSetWindowTitle(window, (title = app.title()).c_str());
        const double next = last + shortest_frame_s - glfwGetTime();
        if (!icon && (app.wants_frames() || frames_left > 0)) {
            // Not every screen waits for its beam.
            if (played && next > 0)
                glfwWaitEventsTimeout(next);
            else
                glfwPollEvents();
            if (played && glfwGetTime() < last + shortest_frame_s) continue;
        } else {
            glfwWaitEventsTimeout(idle_s);
        }
        if (std::exchange(desktop.touched, false)) frames_left = frames_after_input;
        if (app.has_news()) frames_left = std::max(frames_left, 2);  // it may call for a fit
        const double now = glfwGetTime();
        if (now - watched > watch_every_s) {
            watched = now;
            app.keep_edits();
            // A caret blinks.
            if (app.watch_files() || app.types_text()) frames_left = std::max(frames_left, 1);
        }
        if (!app.wants_frames() && frames_left == 0) continue;
        int width = 0, height = 0;
        glfwGetFramebufferSize(window, &width, &height);
        icon = width < 1 || height < 1 || glfwGetWindowAttrib(window, GLFW_ICONIFIED);
        if (icon) continue;
        frames_left = std::max(0, frames_left - 1);
        picture.begin(width, height);
        if (std::exchange(desktop.exposed, false)) app.redraw();
        ImGui_ImplOpenGL3_NewFrame();
        ImGui_ImplGlfw_NewFrame();
        // Time that passed while nothing moved is not made up for when play begins.
        app.frame(width, height, played ? now - last : 0);
        last = now;
        played = app.wants_frames();
        picture.show(app.drawn_parts(), [&] { glfwSwapBuffers(window); });
        if (release_late_keys(window)) frames_left = frames_after_input;
    }
}

}  // namespace

namespace {

/// Leaves what the window begins with next time.
void remember(GLFWwindow* window, App& app) {
    Memory memory;
    int width = 0, height = 0;
    glfwGetWindowSize(window, &width, &height);
    memory.width = width;
    memory.height = height;
    memory.dark = app.session().dark;
    memory.unit = app.session().unit;
    memory.folds = app.folds();
    for (auto file = app.recent().rbegin(); file != app.recent().rend(); ++file) memory.opened(*file);
    write_memory(memory, memory_file());
}

}  // namespace

std::string run_in_window(const Options& options) {
    const Glfw glfw;
    GLFWwindow* const window = open_window(options);
    listen(window);
    const Backends backends(window);
    Desktop desktop{App(options, options.scale.value_or(points_to_pixels(window))),
                    !options.scale,
                    true,
                    true,
                    nullptr,
                    {},
                    {}};
    glfwSetWindowUserPointer(window, &desktop);
    const Memory memory = read_memory(memory_file());
    desktop.app.folds() = memory.folds;
    for (const std::string& file : memory.recent)
        if (std::ranges::find(desktop.app.recent(), file) == desktop.app.recent().end())
            desktop.app.recent().push_back(file);
    // ImGui's backend has set its own callback; ours stands before it.
    desktop.imgui_key =
        glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int code, int action, int mods) {
            key_pressed(w, key, action, mods);
            tell_imgui(w, key, code, action, mods);
        });
    glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) {
        if (desktop_of(w).scale_follows_screen) app_of(w).set_scale(points_to_pixels(w));
        touch(w);
    });
    glfwSetDropCallback(window, files_dropped);
    glfwSetWindowCloseCallback(window, [](GLFWwindow* w) {
        if (!app_of(w).may_quit()) glfwSetWindowShouldClose(w, GLFW_FALSE);
        touch(w);
    });
    desktop.app.recover_from(recovery_folder());
    show(window, desktop);
    desktop.app.finish_editing();
    remember(window, desktop.app);
    if (!options.state.empty()) desktop.app.finish_work();  // what was asked for is part of the state
    return desktop.app.state();
}

}  // namespace apogee
