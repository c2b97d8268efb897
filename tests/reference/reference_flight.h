#pragma once

#include "flight/flight_plan.h"
#include "physics/us1976.h"

namespace apogee {

/// REF, the reference flight: a two-stage vehicle that three independent programs flew to within 2 mm of each
/// other. Built here from plain data, so that these tests do not depend on the reading of files.
struct ReferenceFlight {
    Vehicle vehicle;
    Launch launch;
    Environment environment;

    explicit ReferenceFlight(double burnout_elevation_deg) {
        const DragTable cd{"body",
                           {0, .6, .8, .95, 1.05, 1.2, 1.5, 2, 3, 5, 10},
                           {.30, .30, .32, .42, .55, .58, .50, .40, .30, .22, .18}};
        Stage first, second;
        first.motor = {40000, 120, 255, 230, {}, {}};
        first.dry_mass_kg = 4000;
        first.drag = {cd, {}, 2.5};
        second.motor = {8000, 110, 290, 290, {}, {}};
        second.dry_mass_kg = 900;
        second.drag = {cd, {}, 2.5};
        vehicle.stages = {first, second};
        vehicle.payload.mass_kg = 700;
        vehicle.payload.ballistic_coefficient_kg_m2 = 10000;
        launch.site = {radians(39), radians(125.7), 0};
        launch.azimuth = radians(90);
        launch.ascent = {LinearProgramme{10, radians(burnout_elevation_deg)}, SteeringFrame::launch};
        environment.atmosphere = us1976();
    }

    [[nodiscard]] FlightPlan plan() const { return plan_launch(vehicle, launch, environment); }
};

}  // namespace apogee
