#pragma once

#include <span>

#include "flight/flight_figures.h"
#include "ui/ui.h"

namespace apogee {

/// Where everything stands in a window of this size.
struct Layout {
    Area top, left, world, right, plots, timeline;
};
[[nodiscard]] Layout layout(const Ui& ui, float width, float height);

/// Open and fold the panels at the sides.
void fold_handles(Ui& ui, const Layout& places, float width);

// Each draws one panel within an ImGui frame.
void top_bar(Ui& ui, const Area& area);
/// Which flights a picture shows, each one's line and title, and the time: above what has no panels.
void title_band(Ui& ui, const Area& area);
[[nodiscard]] float title_band_height(const Ui& ui);
void vehicle_panel(Ui& ui, const Area& area);
/// The numbers of a flight that have a slider there, downward.
[[nodiscard]] std::vector<const Parameter*> slider_numbers(const LoadedFlight& flight);
void results_panel(Ui& ui, const Area& area);
/// ", ascent" of a figure that is the ascent's alone, which a plot beside it passes where the air stops what
/// falls; empty for others.
[[nodiscard]] const char* part_of_flight(const FlightFigure& figure, const FlightSummary& summary);
/// What the reported flight implies, where the session shows it; within the results panel.
void estimate_section(Ui& ui, const LoadedFlight& flight);
/// The read-out at the cursor and the switch of views, over the world.
void read_out(Ui& ui, const Area& area);
void view_switch(Ui& ui, const Area& area);
/// That of the switch's buttons, from 1.
void choose_view(Session& session, int number);
/// The place below the pointer: coordinates, country or sea, distance from the site.
void pointer_line(Ui& ui, const Area& area);
/// A flight to begin with.
struct StartExample {
    const char* argument;
    const char* about;
    ViewKind view;  ///< in which its picture says most
};
[[nodiscard]] std::span<const StartExample> start_examples();
/// Where no flight is open: flights to begin with, files that were open before.
void start_page(Ui& ui, const Area& area);
/// All flights' figures side by side, with what they differ by from the current one's.
void comparison_page(Ui& ui, const Area& area);
/// A study's cases: one of their figures as a histogram with its quantiles.
void study_page(Ui& ui, const Area& area);
void plots_strip(Ui& ui, const Area& area);
/// Time and what the plots page shows, as columns of report/columns.h.
[[nodiscard]] std::vector<std::string> plotted_columns();
/// All plots, where the world would stand.
void plots_page(Ui& ui, const Area& area);
void timeline(Ui& ui, const Area& area);
/// Whose land and which waters lie below a flight from the beginning of the timeline to its end, by name
/// where there is room; within the timeline.
void overflight_strip(Ui& ui, const Area& area, const LoadedFlight& flight);
/// Help, dialogs, the last mistake, the frame time.
void help_card(Ui& ui, const Area& area);
/// Asks before changes are lost.
void unsaved_card(Ui& ui, const Area& area);
/// Offers changes that a window left which ended unexpectedly.
void recover_card(Ui& ui, const Area& area);
/// Asks for a place and shows it.
void find_card(Ui& ui, const Area& area);
void file_dialog(Ui& ui, const Area& area);
void message_card(Ui& ui, const Area& area);
void frame_time(Ui& ui, const Area& area);

}  // namespace apogee
