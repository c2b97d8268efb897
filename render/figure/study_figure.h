#pragma once

#include "figure/figure.h"
#include "statistics/summary.h"

namespace apogee {

/// A study whose results are stored.
struct StudyFigure {
    Study study;
    StudySummary summary;
    std::vector<std::size_t> parts;      ///< that are drawn
    const ResultField* field = nullptr;  ///< the figure that is drawn
};

/// @param argument  the folder of a study's results, or the study's file, whose results are where
///                  `apogee study` puts them
/// @param field     name of a figure of cases: "range_km"
/// @param part      name of a scenario of the study; none: all of them
/// @throws InputError, StoreError
[[nodiscard]] StudyFigure study_figure(const std::string& argument, const std::string& field,
                                       const std::optional<std::string>& part);
/// Whether an argument is a study, or its results, rather than a scenario.
[[nodiscard]] bool names_study(const std::string& argument);

[[nodiscard]] PageWords words_of(const StudyFigure& figure, const Look& look);
/// A histogram of each part, over one axis.
void draw_histogram(Canvas& canvas, const Box& whole, const StudyFigure& figure, const PageWords& words,
                    const Look& look);
/// What moves the figure of the one part. @throws InputError where nothing does
void draw_study_tornado(Canvas& canvas, const Box& whole, const StudyFigure& figure, const PageWords& words,
                        const Look& look);

}  // namespace apogee
