#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/example_pictures.h"
#include "app/options.h"
#include "panels/panels.h"
#include "scene/projection.h"
#include "session/stored_study.h"
#include "ui/ui_drawing.h"
#include "world/world_view.h"

namespace apogee {

/// What a key asks for, whatever window system it came from.
enum class Action {
    play,
    step,  ///< by `amount` seconds
    fit,
    view,  ///< number `amount`, from 1: the four of the world, plots, table
    undo,
    redo,
    open,
    create,  ///< a scenario from the template
    save,
    next_flight,
    unit,
    theme,
    frame_time,
    help,
    ring,
    estimate,
    close_card,
    close_flight,
    take_away,
    copy,  ///< the flight's report as text
    find,
    measure,
    discard,        ///< the answer to what is asked about unsaved changes
    restore,        ///< the other one, where a window that crashed left them
    panels,         ///< away, or back
    present,        ///< the picture alone, or panels again
    heights,        ///< arcs on flat maps
    names,          ///< on the map
    follow,         ///< the moving point in the middle
    tilt,           ///< the globe, by `amount` degrees
    turn,           ///< the globe about the place in the middle, the same
    numbers,        ///< of the flight go by keys, or no more
    choose_number,  ///< the one `amount` below the one in hand
    change_number,  ///< the one in hand, by `amount` steps of its slider
    type_number,    ///< in its place
};

/// What the overlay of the world depends on; it is made anew when that changes.
struct OverlayKey {
    std::optional<long> ring;  ///< revision of its flight
    struct Estimated {
        long revision;
        std::uint64_t samples;
        EstimateLayers layers;
        bool operator==(const Estimated&) const = default;
    };
    std::optional<Estimated> estimate;
    std::shared_ptr<const StoredStudy> study;
    std::size_t study_part = 0;
    std::optional<long> original;  ///< revision of the flight before it was changed
    Measure measure;
    std::optional<FoundPlace> found;
    /// How it is drawn; of no weight where nothing is.
    struct Look {
        int style;
        LengthUnit unit;
        bool dark;
        bool operator==(const Look&) const = default;
    };
    std::optional<Look> look;

    [[nodiscard]] bool empty() const {
        return !ring && !estimate && !original && !study && !measure.from && !found;
    }
    bool operator==(const OverlayKey&) const = default;
};

/// The window's contents, whatever they are drawn on: an OpenGL context with an ImGui context must be current
/// for its whole life.
class App {
  public:
    App(const Options& options, float scale);

    /// Draws one frame into the bound framebuffer, which still holds the last one: only what changed is
    /// drawn. `elapsed_s` of clock passed since. ImGui's backend has begun its frame; ImGui::Render has been
    /// called on return.
    void frame(int framebuffer_width, int framebuffer_height, double elapsed_s);

    /// The next frame draws everything, whatever the framebuffer holds.
    void redraw() { redraw_ = true; }
    /// The parts of the framebuffer that the last frame drew.
    [[nodiscard]] const std::vector<PixelRect>& drawn_parts() const { return parts_; }

    void perform(Action action, double amount = 0);
    /// A scenario file, "catalogue:NAME", or a folder, which opens the dialog there. A mistake becomes a
    /// message.
    void open(const std::string& argument);
    /// The user wants to end the program: true where nothing would be lost, or nobody minds.
    bool may_quit();
    [[nodiscard]] bool wants_to_quit() const { return ui_.quit; }
    /// Whether a question stands over the window that only its own keys answer.
    [[nodiscard]] bool asks() const { return ui_.dialog == Dialog::unsaved || ui_.dialog == Dialog::recover; }
    /// From now on unsaved changes are kept in files of this folder; those of windows that crashed are
    /// offered.
    void recover_from(const std::string& folder);
    /// Brings what is kept up to date; not in the middle of a drag.
    void keep_edits();
    /// The window is closed as its user wants: nothing is left to recover.
    void finish_editing();
    /// Of the window: "*hwasong-15.toml - Apogee" where something is unsaved.
    [[nodiscard]] std::string title() const;
    /// Pixels per point, where the window went to another screen.
    void set_scale(float scale);
    /// Reads files again that were written since. @return whether anything changed.
    bool watch_files();

    [[nodiscard]] Session& session() { return session_; }
    /// Scenarios that were opened, the last one first.
    [[nodiscard]] std::vector<std::string>& recent() { return ui_.recent; }
    /// Which panels are folded.
    [[nodiscard]] Folds& folds() { return ui_.folds; }
    [[nodiscard]] bool wants_frames() const { return session_.playing; }
    /// Whether something that was worked on beside the frames is done and should be shown.
    [[nodiscard]] bool has_news() const {
        return ui_.ring.ready() || ui_.estimate.has_news() || study_reader_.ready() || draws_examples();
    }
    /// Whether pictures of the start page are missing, which come one a frame.
    [[nodiscard]] bool draws_examples() const { return examples_ && !examples_->complete(); }
    /// Waits until what is shown belongs to the flight as it is now.
    void finish_work();
    /// Whether keys go into a field: it is open, or will be in the next frame.
    [[nodiscard]] bool types_text() const;
    /// The number of the current flight that keys move; null: none.
    [[nodiscard]] const Parameter* number_in_hand() const;
    /// The state as JSON text.
    [[nodiscard]] std::string state() const;

  private:
    void build_fonts();
    void note_recent(const LoadedFlight& flight);
    /// Opens the dialog on a folder. @return whether the argument is one.
    bool show_folder(const std::string& argument);
    /// Begins to read a study's results, or to fly it where it is small; where it is not, says how to.
    /// @return whether the argument is a study's file, or a folder of results. @throws InputError
    bool show_study(const std::string& argument);
    void update_world(const Area& area, int framebuffer_width);
    void paint(bool world, int framebuffer_height);
    void panels(const Layout& places, float width, float height);
    void tools(const Layout& places, float width);
    void close_unused_entry();
    void take_in_hand(const std::string& path);
    void numbers_by_keys();
    void choose_number(int downward);
    void change_number(int steps);
    void type_chosen_number();
    /// What stands beside the flights: the ring and the estimate of the current one.
    void update_overlay();
    void update_estimate(bool wanted);
    void update_examples(int framebuffer_width);
    void show_study_file(const std::string& file);
    void take_study();
    void open_pointed_case();
    void add_study(Overlay& overlay) const;
    /// The case whose impact is seen at a pixel of the world.
    [[nodiscard]] std::optional<std::uint64_t> case_at(double x, double y, double hand) const;
    void add_original(Overlay& overlay, const LoadedFlight& flight) const;
    void close_card();
    /// Closes a flight, or asks first.
    void close_or_ask(int index);
    void discard();
    void restore_left();
    void grant_wishes();
    /// Writes what is shown without panels, with a title, or the flight's file.
    void take_away(const std::string& path, int framebuffer_width, int framebuffer_height);
    void draw_picture(int framebuffer_width, int framebuffer_height);
    /// The grips of the current flight on the world: drawn, and whether the mouse has one.
    bool use_grips(const Area& area, float pixels, const WorldInput& input);
    [[nodiscard]] std::optional<PixelPoint> azimuth_grip(const LatLon& site, float pixels) const;
    void pull_grip(LoadedFlight& flight, const LatLon& site);
    /// Finds the place below the pointer, and the case of a study ...
    void look_below_pointer(float pixels, const WorldInput& input);
    /// ... and what of the flights, and says it.
    void point_at(const Area& area, float pixels, const WorldInput& input);
    /// A click on it: the clock goes there. @return whether something is below the pointer
    bool go_to_pointed();
    /// A click on the world, where distances are measured.
    void measure_at(const std::optional<LatLon>& place);
    [[nodiscard]] std::optional<double> measured_m() const;
    void add_marks(Overlay& overlay) const;
    void advance(double elapsed_s);
    [[nodiscard]] std::optional<LatLon> seen_at(float across, float down) const;

    Session session_;
    Ui ui_;
    WorldView world_;
    std::string glyphs_;       ///< texts whose glyphs the fonts hold
    long read_revision_ = -1;  ///< of the newest flight among them
    std::size_t read_flights_ = 0;
    float font_scale_ = 0;
    bool themed_dark_ = false, themed_ = false;
    Damage damage_;
    std::vector<PixelRect> parts_;  ///< that it holds
    UiDrawing drawing_;
    bool redraw_ = false;       ///< wish: all of the next frame, whatever it holds
    bool world_shown_ = false;  ///< in the last frame
    PixelRect world_rect_;      ///< where the world was drawn last; empty: it was not
    /// What a view shows all of until the user moves it.
    struct Fitted {
        std::vector<long> flights;  ///< by their ids
        bool ring = false, estimate = false;
        bool operator==(const Fitted&) const = default;
    };
    [[nodiscard]] Fitted to_fit(const Fitted& before) const;
    /// Each view is fitted when it is first seen, and again when flights, ring or estimate come or go.
    void fit_or_face(const PixelRect& rect);
    std::map<ViewKind, Fitted> fitted_;
    std::optional<long> faced_;  ///< the current flight's id when it was last seen to
    bool pressed_world_ = false, tilts_world_ = false;
    std::uint64_t samples_;  ///< of estimates
    std::optional<Recovery> recovery_;
    StudyReader study_reader_;
    std::optional<ExamplePictures> examples_;  ///< while the start page is shown
    /// What of the current flight is pulled over the world.
    enum class Grip { site, azimuth };
    std::optional<Grip> grip_;
    /// What of the flights is below the pointer.
    struct RingPlace {
        double range_m, azimuth_deg;
    };
    struct Pointed {
        std::optional<PointedFlight> flight;
        std::optional<RingPlace> ring;
    } pointed_;
    bool grip_moved_ = false;   ///< since it was taken
    OverlayKey overlay_shown_;  ///< which one the world was given last
    ImVec2 pointer_;            ///< parts of the world's width and height
};

}  // namespace apogee
