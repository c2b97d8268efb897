#pragma once

#include <string>
#include <vector>

#include "figure/figure.h"

namespace apogee {

/// A reported flight in time, with the standard range that it implies.
struct HistoryPoint {
    std::string name;
    int file = 0;                                   ///< number of the file that it is from
    double year = 0;                                ///< 2017.9 for the end of November
    double low_km = 0, median_km = 0, high_km = 0;  ///< infinite beyond half the Earth
    bool contradicts = false;                       ///< its reported figures contradict each other
};

/// What `apogee figure --kind history` draws.
struct HistoryFigure {
    int files = 0;                     ///< so many, each with a colour of its own
    std::vector<HistoryPoint> points;  ///< by year
    std::vector<std::string> sources;  ///< each once
    std::size_t undated = 0;           ///< estimated, but of no date that is understood: left out
};

/// From the answers that `apogee estimate --table` wrote as CSV: those that were estimated and have a date.
/// Of several files the first is the history in which the flights of the others are shown.
/// @throws InputError where a file has none
[[nodiscard]] HistoryFigure history_figure(const std::vector<std::string>& files);

/// The year of a date as text, "2017-11-29", "1984-09" or "1984", with its fraction; nothing for other texts.
[[nodiscard]] std::optional<double> year_of(std::string_view date);

[[nodiscard]] PageWords words_of(const HistoryFigure& figure, const Look& look);
void draw_history(Canvas& canvas, const Box& whole, const HistoryFigure& figure, const PageWords& words,
                  const Look& look);

}  // namespace apogee
