#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "session/session.h"
#include "store/output_file.h"

namespace apogee {

/// The command line of the window.
struct Options {
    std::vector<std::string> scenarios;
    Overrides changes;       ///< of every scenario's numbers
    std::string screenshot;  ///< empty: open a window
    int width = 1280, height = 800;
    int frames = 1;
    std::optional<float> scale;  ///< pixels per point; none: as the screen says
    std::optional<double> at_s;
    ViewKind view = ViewKind::map;
    Page page = Page::world;
    bool dark = true, ring = false, estimate = false, frame_time = false;
    std::uint64_t samples = 10'000;  ///< of the estimate
    LengthUnit unit = LengthUnit::km;
    std::string state;                        ///< file for the state at exit; empty: none
    Overwrite overwrite = Overwrite::refuse;  ///< of files that exist
};

/// @return nothing where help or the version was asked for, which was printed then.
/// @throws InputError for a mistake in the command line.
[[nodiscard]] std::optional<Options> parse_options(int argc, char** argv);

}  // namespace apogee
