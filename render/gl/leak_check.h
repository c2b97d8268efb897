#pragma once

namespace apogee {

/// For builds with AddressSanitizer, which looks for leaks when the process ends: keeps the libraries that a
/// graphics driver loaded until then. Once unloaded, what their globals point to would count as leaked, and
/// nobody could tell whose it was. To be called before they are let go. Does nothing in other builds.
void keep_libraries_for_leak_check();

}  // namespace apogee
