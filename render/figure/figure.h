#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "figure/page.h"
#include "report/columns.h"
#include "report/flight.h"
#include "scene/drawn_flight.h"
#include "scene/labels.h"

namespace apogee {

/// A flight in a figure.
struct FigureFlight {
    Flight flight;
    DrawnFlight drawn;
    FlightStyle style;
    std::string name;  ///< as its line is labelled
};

/// Flown with this style; debris where the figure shows it.
[[nodiscard]] FigureFlight figure_flight(const std::string& scenario, const Overrides& changes, int style,
                                         bool debris);

/// Where it began: also one that never left the pad.
[[nodiscard]] LatLon start_of(const Flight& flight);

/// Title, subtitle and sources of figures that show flights.
[[nodiscard]] PageWords words_of(const std::vector<FigureFlight>& flights, const Look& look);

/// What stands at the site of a flight that never left it: the site's name, or what became of the flight
/// where it has none; among several the flight's.
[[nodiscard]] std::string site_words(const FigureFlight& flight, std::size_t flights, const Look& look);

/// Whether a picture has room for an event's name: of a flight with many, its ends and its apogee alone.
[[nodiscard]] bool has_name(const DrawnFlight& flight, const DrawnFlight::Mark& mark);

/// "Apogee 4,476 km", "Stage 1 burnout 2:17", "Impact 53:20".
[[nodiscard]] std::string event_words(const DrawnFlight::Mark& mark, const Look& look);

/// "Stage 1", "Shroud": of a body that the flight dropped.
[[nodiscard]] std::string body_words(const ReleasedBody& body, const Look& look);

/// Names of the bodies that a flight dropped, where their paths end; of several flights none.
void name_debris(const FigureFlight& flight, std::size_t flights,
                 const std::function<std::optional<PixelPoint>(const PathPoint&)>& place, const Look& look,
                 std::vector<Label>& labels);

/// What a user may ask of figures of flights.
struct FlightFigureOptions {
    bool arc = false;    ///< the map shows the arc, raised at right angles to its track
    bool marks = false;  ///< the profile shows heights that people know
    Columns columns;     ///< of the figure over time
};

// Each draws one kind of figure in its box, page and all.
void draw_map(Canvas& canvas, const Box& whole, const std::vector<FigureFlight>& flights,
              ProjectionKind projection, const FlightFigureOptions& options, PageWords words,
              const Look& look);
void draw_profile(Canvas& canvas, const Box& whole, const std::vector<FigureFlight>& flights,
                  const FlightFigureOptions& options, PageWords words, const Look& look);
void draw_over_time(Canvas& canvas, const Box& whole, const std::vector<FigureFlight>& flights,
                    const FlightFigureOptions& options, PageWords words, const Look& look);

}  // namespace apogee
