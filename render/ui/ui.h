#pragma once

#include <imgui.h>

#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scene/profile_camera.h"
#include "scene/raised_arc.h"
#include "session/estimate_maker.h"
#include "session/flight_samples.h"
#include "session/memory.h"
#include "session/quantity.h"
#include "session/recovery.h"
#include "session/ring_maker.h"
#include "session/session.h"
#include "ui/fonts.h"
#include "ui/theme.h"

namespace apogee {

/// The span of time the plots show together, and each one's own vertical span where the user set one.
struct PlotAxes {
    double from_s = 0, to_s = 0;  ///< to <= from: the whole flight
    struct Span {
        double low = 0, high = 0;
    };
    std::map<int, Span> vertical;  ///< by quantity
};

/// What is being typed or dragged, beyond what the session shows.
struct Entry {
    std::string path;  ///< of the number whose field is open; "clock" for the time; empty: none
    char text[64] = {};
    bool focus = false;      ///< the field opened in this frame
    int unused_frames = 0;   ///< since when the open field has not been active
    std::string drag_path;   ///< of the slider that is held
    bool drag_step = false;  ///< it was not moved yet
    /// Of the slider that keys move; empty: they do what they do elsewhere.
    std::string chosen;
    bool chosen_moved = false;  ///< since it was chosen: moves in a row are one step to undo
    bool show_chosen = false;   ///< wish: scrolled into sight
};

/// The value of the current flight below the pointer in a plot.
struct PlotPointed {
    std::string quantity;  ///< title of the plot
    double time_s = 0, value = 0;
};

/// What a dialog over the window is about.
enum class Dialog { none, open, save, create, take_away, help, unsaved, find, recover };

/// Whether a dialog asks for the name of a file.
[[nodiscard]] inline bool takes_name(Dialog dialog) {
    return dialog == Dialog::open || dialog == Dialog::save || dialog == Dialog::create ||
           dialog == Dialog::take_away;
}

/// What the file dialog shows.
struct FileChoice {
    std::string folder, name, message;
    std::string ending = ".png";  ///< of what is taken away, as the dialog begins
    std::string to_replace;       ///< the file that the user was asked about; asked again for another
    Dialog shown = Dialog::none;  ///< as what it was drawn last
    bool catalogue = false;       ///< it lists the scenarios that come with the program
    bool focus = false;           ///< wish: keys go into the field for the name
    int fields = 0;               ///< that the dialog has shown: a new text from the list is a new field
};

/// A rectangle of the window in ImGui's coordinates.
struct Area {
    float x = 0, y = 0, width = 0, height = 0;
    [[nodiscard]] ImVec2 min() const { return {x, y}; }
    [[nodiscard]] ImVec2 max() const { return {x + width, y + height}; }
};

/// What panels are drawn with. Panels change the session and leave wishes that the shell carries out.
struct Ui {
    explicit Ui(Session& shown) : session(shown) {}

    Session& session;
    Fonts fonts;
    float scale = 1;  ///< pixels per point
    SampleCache samples;
    PlotAxes axes;
    int plot_slots[4] = {0, 1, 2, 3};  ///< which quantities stand in the lower panel
    Entry entry;
    Dialog dialog = Dialog::none;
    FileChoice file;
    std::string to_open;            ///< wish: open this scenario or folder
    bool to_open_case = false;      ///< wish: open the study's case below the pointer
    std::optional<int> to_close;    ///< wish: close this flight
    std::optional<int> asked_for;   ///< the flight that Dialog::unsaved asks about; none: the whole window
    bool discard = false;           ///< the answer to it: close all the same
    std::vector<UnsavedEdit> left;  ///< changes that Dialog::recover offers
    bool restore = false;           ///< the answer to it
    bool quit = false;              ///< wish: end the program, whatever is unsaved
    bool close_menus = false;       ///< in this frame
    std::string to_take;            ///< wish: what is shown, or the flight, into this file
    std::optional<LatLon> to_see;   ///< wish: this place in the middle
    std::optional<LatLon> pointed;  ///< the place below the pointer
    std::optional<ProfilePlace> profile_pointed;  ///< what of a profile is
    std::optional<PlotPointed> plot_pointed;
    std::vector<std::string> recent;            ///< scenarios that were opened before, the last one first
    std::vector<ImTextureID> example_pictures;  ///< of the start page's flights, as far as they are drawn
    ImVec2 example_size;                        ///< that the start page has for each; 0: it is not shown
    std::string find_text, claim_text, claim_problem;
    std::string message;           ///< the last mistake, shown until it is clicked away
    std::string notice;            ///< good news, shown the same way
    bool fit = false;              ///< wish: put the flights into view
    NoArc no_arc = NoArc::none;    ///< why the flat map that is shown has no arc of the current flight
    std::vector<Area> over_world;  ///< what hides the world: cards and buttons over it
    Folds folds;
    double frame_ms = 0;
    RingMaker ring;          ///< of the current flight, where the session shows it
    EstimateMaker estimate;  ///< the same

    /// All panels away, so that the picture fills the window; or back.
    void fold_all() {
        folds = folds.left == false && folds.right == false && folds.lower == false
                    ? Folds{}
                    : Folds{false, false, false};
    }
    [[nodiscard]] float px(float points) const { return std::floor(points * scale + 0.5F); }
    [[nodiscard]] const Theme& theme() const { return apogee::theme(session.dark); }
};

}  // namespace apogee
