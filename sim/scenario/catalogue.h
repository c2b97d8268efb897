#pragma once

#include <string>

namespace apogee {

/// The folder of the scenarios that come with the program: the environment variable APOGEE_SCENARIOS where it
/// is set, else ../share/apogee/scenarios beside the running program, else the source tree it was built from.
/// The folder may be missing; then its users report what they did not find.
[[nodiscard]] std::string catalogue_folder();

}  // namespace apogee
