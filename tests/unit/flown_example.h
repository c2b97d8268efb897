#pragma once

#include <string>

#include "flight/propagate.h"
#include "report/flight.h"
#include "unit/example_scenario.h"

namespace apogee::testing {

/// A body released high and fast, flown to the ground: `azimuth` in degrees gives the direction.
inline Flight released_flight(double latitude_deg, double longitude_deg, double north_m_s, double east_m_s,
                              const std::string& title = "A body") {
    const std::string text = "title = " + title +
                             "\n[initial]\nlatitude_deg = " + std::to_string(latitude_deg) +
                             "\nlongitude_deg = " + std::to_string(longitude_deg) +
                             "\nheight_m = 150000\nvelocity_north_m_s = " + std::to_string(north_m_s) +
                             "\nvelocity_east_m_s = " + std::to_string(east_m_s) +
                             "\nvelocity_down_m_s = -2500\n"
                             "[payload]\nmass_kg = 500\nballistic_coefficient_kg_m2 = 5000\n";
    Flight made;
    made.name = "body";
    made.scenario = parsed(text);
    made.trajectory = propagate(plan(made.scenario));
    made.summary = summarise(made.trajectory);
    return made;
}

inline Flight flown(const Scenario& scenario) {
    Flight made;
    made.name = "flight";
    made.scenario = scenario;
    made.trajectory = propagate(plan(scenario));
    made.summary = summarise(made.trajectory);
    made.debris = propagate_debris(made.trajectory);
    return made;
}

}  // namespace apogee::testing
