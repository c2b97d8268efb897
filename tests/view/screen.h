#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "cli/command.h"
#include "view/picture.h"

namespace apogee::testing {

/// A screen of its own without a monitor (Xvfb), and a hand on its mouse and keyboard (xdotool).
class Screen {
  public:
    /// @throws std::runtime_error, with the packages to install, where a program is missing.
    Screen(int width, int height);
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    [[nodiscard]] const std::string& display() const { return display_; }
    [[nodiscard]] Picture picture() const;
    /// The program whose window fills the screen: while it works, the screen is not at rest.
    void shows(pid_t program) const { program_ = program; }
    /// Waits until the screen has not changed for a while and its program has had nothing to do: on a slow
    /// machine a picture stands still for longer than that before what was asked for is drawn.
    /// @throws std::runtime_error where it never rests.
    void wait_still() const;

    /// One xdotool command and a moment for it to be seen: `hand("mousemove 10 20")`.
    void hand(const std::string& command) const;
    void click(int x, int y, int times = 1) const;
    void drag(int x0, int y0, int x1, int y1) const;
    /// Presses a key by its X name: "Return", "ctrl+s".
    void key(const std::string& name) const;
    void type(const std::string& text) const;

  private:
    /// The server's memory as it stands in its file.
    [[nodiscard]] std::string memory() const;

    pid_t server_ = 0;
    mutable pid_t program_ = 0;
    std::string display_;
    Workspace folder_;  ///< the screen's memory lies here
};

/// apogee-view in a window that fills a screen. Its state is known when it is closed.
class Window {
  public:
    /// Starts it in the workspace and waits for its picture.
    /// @throws std::runtime_error where none comes.
    Window(const Screen& screen, const Workspace& workspace, const std::string& arguments);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    [[nodiscard]] bool running();
    /// Closes it as a user would (Ctrl+Q, and D where it asks about changes). @return its exit status, -1
    /// where a signal ended it.
    int close();
    /// Ends it as a crash would, without a farewell.
    void crash();
    /// What it said on standard error.
    [[nodiscard]] std::string said() const { return workspace_.read("window.err"); }

  private:
    const Screen& screen_;
    const Workspace& workspace_;
    pid_t program_ = 0;
    int status_ = -1;
};

}  // namespace apogee::testing
