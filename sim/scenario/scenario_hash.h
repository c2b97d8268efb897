#pragma once

#include <string>

#include "physics/atmosphere.h"
#include "scenario/scenario.h"

namespace apogee {

/// FNV-1a (64 bits) over everything the flight depends on, 16 hex digits: the values of the model, whether
/// stated or defaulted; no titles, comments, sources, uncertainties or reported figures. Numbers enter with
/// the bits of their SI value, so two files hash alike exactly if they fly alike.
[[nodiscard]] std::string scenario_hash(const Scenario& scenario, const AtmosphereTable& atmosphere_table);

}  // namespace apogee
