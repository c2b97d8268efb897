#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.h"

/// What names a scenario or a vehicle on a command line or in a dialog.
namespace apogee {

/// A scenario as the user names it: a file, "-" (standard input) or "catalogue:NAME".
struct ScenarioArgument {
    std::string file;  ///< what to open
    std::string name;  ///< for people and output files: the file's stem
};
/// @throws InputError where the catalogue has no such scenario, or a missing file is in the catalogue.
[[nodiscard]] ScenarioArgument scenario_argument(const std::string& argument);

/// A name, with a number where others have it already: "a", "a-2", "a-3".
[[nodiscard]] std::string unlike(const std::string& name, const std::vector<std::string>& others);

/// A validated vehicle file by itself.
struct VehicleFile {
    std::string file;
    Vehicle vehicle;
    std::vector<Parameter> parameters;
    std::vector<std::string> defaulted;
};

/// Whether a text is that of a vehicle by itself: stages or a payload, and no launch. @throws InputError
[[nodiscard]] bool is_vehicle_text(const std::string& text, const std::string& file);
/// @throws InputError for anything wrong with it.
[[nodiscard]] VehicleFile parse_vehicle_file(const std::string& text, const std::string& file);

/// `--set` arguments, "key=value" each. @throws InputError
[[nodiscard]] Overrides parse_overrides(const std::vector<std::string>& settings);

}  // namespace apogee
