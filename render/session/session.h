#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/lat_lon.h"
#include "flight/revolution.h"
#include "scenario/scenario.h"
#include "scene/number_text.h"

namespace apogee {

struct StoredStudy;

enum class ViewKind { map, azimuthal, globe, profile };

/// What fills the middle of the window: one of the world's views, or what stands in its place.
enum class Page { world, plots, table, study };

/// All that it takes to open a flight again.
struct FlightSource {
    std::string file;                            ///< its scenario
    std::string catalogue = catalogue_folder();  ///< where it finds what it names as "catalogue:NAME"
    std::string addition;                        ///< to its title: which case of a study it is; empty: none
    Overrides given;                             ///< numbers that the command line or a study's case states
    bool operator==(const FlightSource&) const = default;
};

/// The file behind a flight, and what was changed since it was read.
struct Document : FlightSource {
    std::string text;                   ///< of the file as it was read
    std::vector<Parameter> parameters;  ///< as the file states them, with their sources and uncertainties
    Overrides changes;                  ///< one entry a changed number, those that were given among them
    std::vector<Overrides> undo, redo;
    std::filesystem::file_time_type stamp{};  ///< of the file when it was read
};

/// The flight that a scenario describes before anything was changed in the window.
struct OriginalFlight : FlownFlight {
    long revision = 0;  ///< counted with those of flights
};

/// A scenario that was opened, and its flight.
struct LoadedFlight : FlownFlight {
    Scenario scenario;
    std::vector<Debris> debris;
    long id = 0;    ///< no other flight of the session has or had it
    int style = 0;  ///< index into the styles of flights (colour and dash)
    bool visible = true;
    std::string problem;  ///< the message shown where the flight or its file is at fault; empty: none
    Document document;
    long revision =
        0;  ///< grows with each new trajectory, over all flights: what was derived from it is stale
    std::optional<OriginalFlight> original;  ///< only while something is changed
};

/// A distance over the ground between two places that were clicked.
struct Measure {
    bool on = false;  ///< clicks on the world are for it
    std::optional<LatLon> from, to;
    bool operator==(const Measure&) const = default;
};

/// A place that was looked for.
struct FoundPlace {
    std::string name;
    LatLon place;
    bool operator==(const FoundPlace&) const = default;
};

/// What is drawn of an estimate.
struct EstimateLayers {
    bool range = true;    ///< the standard range with its interval
    bool turning = true;  ///< the standard range on the turning Earth
    bool flights = true;  ///< the typical sample's
    bool operator==(const EstimateLayers&) const = default;
};

/// What the window shows: plain state, changed by panels and input, read by what draws.
struct Session {
    std::vector<LoadedFlight> flights;
    int active = 0;     ///< index of the flight the panels speak of
    double time_s = 0;  ///< cursor on the timeline, s after ignition
    bool playing = false;
    double speed = 60;  ///< seconds of flight per second of clock
    ViewKind view = ViewKind::map;
    Page page = Page::world;
    LengthUnit unit = LengthUnit::km;
    bool dark = true;
    bool show_arcs = true, show_names = true, show_debris = true, show_reported = true, show_ring = false,
         show_estimate = false, show_frame_time = false;
    EstimateLayers estimate_layers;
    bool follow = false;      ///< the point at the cursor's time stays in the middle
    bool bare = false;        ///< the world's lines alone: nothing is written
    bool presenting = false;  ///< the picture alone, under the flights' titles

    Measure measure;
    std::optional<FoundPlace> found;

    std::shared_ptr<const StoredStudy> study;  ///< whose results are shown; null: none
    std::size_t study_part = 0;                ///< which of its scenarios
    std::size_t study_figure = 0;              ///< which of result_fields()
    /// Keys of the numbers that the scatter has across and upward; one that the part lacks: its first.
    std::string scatter_across, scatter_up = "range_km";
    std::optional<std::uint64_t> pointed_case;  ///< whose impact or dot is below the pointer

    [[nodiscard]] LoadedFlight* current() {
        return active >= 0 && active < static_cast<int>(flights.size())
                   ? &flights[static_cast<std::size_t>(active)]
                   : nullptr;
    }
    [[nodiscard]] const LoadedFlight* current() const {
        return active >= 0 && active < static_cast<int>(flights.size())
                   ? &flights[static_cast<std::size_t>(active)]
                   : nullptr;
    }
    /// Of a flight's lines: among many all but the current one are dimmed.
    [[nodiscard]] float strength(std::size_t index) const {
        constexpr std::size_t few = 4;
        constexpr float dimmed = 0.45F;
        return flights.size() <= few || static_cast<int>(index) == active ? 1 : dimmed;
    }
    /// The end of the longest visible flight, s after ignition; 0 where there is none.
    [[nodiscard]] double end_s() const {
        double end = 0;
        for (const LoadedFlight& flight : flights)
            if (flight.visible && flight.shown().end_s > end) end = flight.shown().end_s;
        return end;
    }
};

}  // namespace apogee
