#pragma once

#include <array>
#include <string>
#include <vector>

#include "report/flight.h"
#include "session/session.h"

namespace apogee {

/// What a flight leaves the window as. A picture shows what the window shows; the figure is drawn anew for a
/// page by apogee-figure; the others are the files of `apogee run --format`.
enum class TakeAway { picture, figure, geojson, kml, czml, csv, json };
struct TakeAwayRow {
    TakeAway kind;
    const char* name;    ///< for people
    const char* ending;  ///< with its dot
};
inline constexpr std::array<TakeAwayRow, 7> take_away_rows{{{TakeAway::picture, "PNG", ".png"},
                                                            {TakeAway::figure, "SVG", ".svg"},
                                                            {TakeAway::geojson, "GeoJSON", ".geojson"},
                                                            {TakeAway::kml, "KML", ".kml"},
                                                            {TakeAway::czml, "CZML", ".czml"},
                                                            {TakeAway::csv, "CSV", ".csv"},
                                                            {TakeAway::json, "JSON", ".json"}}};

/// What a file's name asks for. @throws InputError where its ending is none of these
[[nodiscard]] TakeAway kind_of(const std::string& path);

/// The flight as reports take it.
[[nodiscard]] Flight report_flight(const LoadedFlight& flight);

/// Columns of a flight over some time.
struct HistoryPart {
    std::vector<std::string> columns;  ///< names of report/columns.h
    double from_s = 0, to_s = 0;
};
/// Writes it as CSV, at the moments that plots are drawn from.
/// @throws FileError; then nothing is left behind
void take_history(const LoadedFlight& flight, const HistoryPart& part, const std::string& path);

/// Writes a file of the flight: all kinds but the picture, which only its drawer has.
/// @throws InputError, FileError; then nothing is left behind
void take_away(const Session& session, const LoadedFlight& flight, const std::string& path);

}  // namespace apogee
