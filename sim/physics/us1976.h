#pragma once

#include "physics/atmosphere.h"

namespace apogee {

/// The US Standard Atmosphere 1976 from -5 km to 1000 km of geometric height, vacuum above. Below -5 km the
/// lowest layer is continued.
///
/// Below 86 km: the report's closed form, exact. 86 to 1000 km: the report's equations for N2, O, O2, Ar, He
/// and H, integrated at the first call (below 1 ms) and represented by polynomials, which follow the
/// integration within 5e-5 below 100 km and 1e-5 above. At 86 km the report's two halves differ by 8e-6 in
/// density, 1.1e-5 in pressure and 5e-7 in temperature, and so do ours; at every other edge neighbours agree
/// within 1e-12. The speed of sound is sqrt(gamma R* T_M / M0) below 86 km and held above, where the report
/// defines none. The kinetic temperature between 80 and 86 km follows the fall of the mean molar mass,
/// table 8. Source: U.S. Standard Atmosphere, 1976, NOAA-S/T 76-1562 (NASA-TM-X-74335).
[[nodiscard]] const Atmosphere& us1976();

}  // namespace apogee
