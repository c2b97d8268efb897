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

}  // namespace apogee
