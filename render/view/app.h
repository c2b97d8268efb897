#pragma once

#include <string>

#include "view/options.h"
#include "view/panels.h"
#include "view/world_view.h"

namespace apogee {

/// What a key asks for, whatever window system it came from.
enum class Action {
    play,
    step,  ///< by `amount` seconds
    fit,
    view,  ///< number `amount`, from 1
    undo,
    redo,
    open,
    save,
    next_flight,
    unit,
    theme,
    frame_time,
    help,
    close_card,
};

/// The window's contents, whatever they are drawn on: an OpenGL context with an ImGui context must be current
/// for its whole life.
class App {
  public:
    App(const Options& options, float scale);

    /// Draws one frame into the bound framebuffer, `elapsed_s` of clock after the last one. ImGui's backend
    /// has begun its frame; ImGui::Render has been called on return.
    void frame(int framebuffer_width, int framebuffer_height, double elapsed_s);

    void perform(Action action, double amount = 0);
    /// A scenario file, "catalogue:NAME", or a folder, which opens the dialog there. A mistake becomes a
    /// message.
    void open(const std::string& argument);
    /// Reads files again that were written since.
    void watch_files();

    [[nodiscard]] Session& session() { return session_; }
    [[nodiscard]] bool wants_frames() const { return session_.playing; }
    /// The state as JSON text.
    [[nodiscard]] std::string state() const;

  private:
    void build_fonts();
    void draw_world(const Area& area, int framebuffer_width, int framebuffer_height);
    void panels(const Layout& places, float width, float height);
    void advance(double elapsed_s);

    Session session_;
    Ui ui_;
    WorldView world_;
    std::string glyphs_;  ///< texts whose glyphs the fonts hold
    bool themed_dark_ = false, themed_ = false;
    std::string fitted_;  ///< which views of which flights were fitted once
    bool pressed_world_ = false;
};

}  // namespace apogee
