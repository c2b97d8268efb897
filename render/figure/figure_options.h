#pragma once

#include <optional>
#include <string>
#include <vector>

#include "figure/estimate_figure.h"
#include "figure/figure.h"
#include "figure/figure_file.h"
#include "figure/range_figure.h"
#include "store/output_file.h"

namespace apogee {

/// In the order in which --help names them.
enum class FigureKind {
    map,
    azimuthal,
    globe,
    profile,
    time,
    ring,
    payload,
    estimate,
    histogram,
    tornado,
    history,
    claim,
    differences
};

/// The command line of apogee-figure.
struct FigureOptions {
    FigureKind kind = FigureKind::map;
    std::vector<std::string> inputs;  ///< scenarios; of a histogram or a tornado a study, too; of a history
                                      ///< answers to tables; of differences what compare wrote
    Overrides changes;
    std::string out;
    FigureFormat format = FigureFormat::svg;
    FigureSize size;
    bool dark = false, debris = false;
    LengthUnit unit = LengthUnit::km;
    Language language = Language::english;
    std::optional<std::string> title, part;
    std::string field = "range_km";  ///< of a study
    Overwrite overwrite = Overwrite::refuse;
    FlightFigureOptions flights;
    RangeFigureOptions range;
    EstimateFigureOptions estimate;
};

/// @return nothing where help was asked for, and printed. @throws InputError
[[nodiscard]] std::optional<FigureOptions> parse_figure_options(int argc, char** argv);

}  // namespace apogee
