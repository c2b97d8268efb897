#pragma once

#include <string>

#include "app/app.h"
#include "gl/offscreen.h"

namespace apogee {

/// The window's contents without a window.
class OffscreenApp {
  public:
    /// @throws InputError, FileError
    explicit OffscreenApp(const Options& options);

    [[nodiscard]] App& app() { return app_; }
    /// One frame of what the session shows now.
    void draw();
    /// The same into a file. @throws FileError where the picture cannot be written.
    void write_png(const std::string& path, Overwrite overwrite = Overwrite::allow);

  private:
    struct ImGuiContextHere {
        explicit ImGuiContextHere(const Options& options);
        ~ImGuiContextHere();
        ImGuiContextHere(const ImGuiContextHere&) = delete;
        ImGuiContextHere& operator=(const ImGuiContextHere&) = delete;
    };
    int width_, height_;
    Offscreen target_;
    ImGuiContextHere imgui_;
    App app_;
};

/// Writes what `options` ask for. @return the state at the end.
/// @throws InputError, FileError; nothing is left half written.
std::string take_pictures(const Options& options);

}  // namespace apogee
