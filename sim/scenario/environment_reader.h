#pragma once

#include <optional>
#include <string>

#include "flight/ascent.h"
#include "scenario/reader.h"

namespace apogee {

/// The surroundings of a flight, and by which words they were chosen.
struct Surroundings {
    Environment environment;
    std::string atmosphere_name, gravity_name, earth_name, wind_name;
    AtmosphereTable atmosphere_table;  ///< columns of the file; empty for a named atmosphere
};

/// Reads [environment]; everything has a default. @param folder of the scenario file, for tables.
[[nodiscard]] Surroundings read_environment(const TableReader& root, const std::string& folder);

}  // namespace apogee
