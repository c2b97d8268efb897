#pragma once

#include <optional>
#include <string>
#include <vector>

#include "figure/figure.h"
#include "figure/figure_file.h"
#include "store/output_file.h"

namespace apogee {

/// The command line of apogee-figure.
struct FigureOptions {
    enum class Kind { map, azimuthal, globe, profile, time };
    Kind kind = Kind::map;
    std::vector<std::string> scenarios;
    Overrides changes;
    std::string out;
    FigureFormat format = FigureFormat::svg;
    FigureSize size;
    bool dark = false, debris = false;
    LengthUnit unit = LengthUnit::km;
    Language language = Language::english;
    std::optional<std::string> title;
    Overwrite overwrite = Overwrite::refuse;
    FlightFigureOptions flights;
};

/// @return nothing where help was asked for, and printed. @throws InputError
[[nodiscard]] std::optional<FigureOptions> parse_figure_options(int argc, char** argv);

}  // namespace apogee
