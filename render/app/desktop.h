#pragma once

#include <string>

#include "app/options.h"

namespace apogee {

/// Opens the window and shows it until it is closed. @return the state at the end, as JSON text.
/// @throws InputError for scenarios that cannot be opened, FileError where no window can be opened here.
std::string run_in_window(const Options& options);

}  // namespace apogee
