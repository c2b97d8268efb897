#pragma once

#include "figure/figure_options.h"

namespace apogee {

/// Draws what was asked for and writes it. @throws InputError, FileError, StoreError
void make_figure(const FigureOptions& options);

}  // namespace apogee
