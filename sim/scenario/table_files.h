#pragma once

#include <string>

#include "physics/atmosphere.h"
#include "physics/wind.h"
#include "scenario/scenario.h"

namespace apogee {

/// Reads the columns height_m and density_kg_m3, density_kg_m3 and temperature_K, temperature_K and
/// pressure_Pa, or all four, in this order. Columns that the file lacks stay empty. @throws InputError with
/// the line and column in the file.
[[nodiscard]] AtmosphereTable read_atmosphere_file(const std::string& file);

/// Reads "height_m,east_m_s,north_m_s". @throws InputError likewise.
[[nodiscard]] WindTable read_wind_file(const std::string& file);

/// A file that another one names, beside or below the folder of the naming one.
/// @param folder  of the naming file; empty for the current one.
/// @param place, key  where the name stands, for messages.
/// @throws InputError for an absolute path, one that leaves the folder (by .. or a link), or no such file.
[[nodiscard]] std::string resolve_beside(const std::string& folder, const std::string& name,
                                         const Place& place, const std::string& key);

}  // namespace apogee
