#pragma once

#include <rapidcheck.h>

#include <cmath>
#include <utility>
#include <vector>

#include "flight/propagate.h"
#include "physics/constants.h"
#include "physics/us1976.h"

// Flights drawn at random. All functions here draw, so they may only be called inside rc::check.
namespace apogee::testing {

/// A whole number of [from, to), every one as likely: rapidcheck alone would begin with small ones.
inline int whole(int from, int to) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(from, to));
}
/// A number between two ends in steps of a thousandth of their distance.
inline double number(double from, double to) {
    return from + (to - from) * whole(0, 1001) / 1000.0;
}
inline bool chance(int percent) {
    return whole(0, 100) < percent;
}

inline DragTable any_drag() {
    DragTable table{"drawn", {0, 0.8, 1.2, 3, 8}, {}};
    for (std::size_t i = 0; i < table.mach.size(); ++i) table.cd.push_back(number(0.1, 0.7));
    return table;
}

/// Wind at five heights, blowing in any direction with up to 70 m/s.
inline WindTable any_wind() {
    WindTable wind;
    for (const double height_m : {0.0, 2000.0, 9000.0, 14000.0, 40000.0}) {
        wind.height_m.push_back(height_m);
        wind.east_m_s.push_back(number(-50, 50));
        wind.north_m_s.push_back(number(-50, 50));
    }
    return wind;
}

/// A stage that lifts `above_kg` with 1.4 to 2.5 times its weight.
inline Stage any_stage(double above_kg) {
    Stage stage;
    Motor& motor = stage.motor;
    motor.propellant_mass_kg = above_kg * number(0.8, 2.5);
    stage.dry_mass_kg = motor.propellant_mass_kg * number(0.08, 0.2);
    motor.isp_vacuum_s = number(220, 300);
    motor.isp_sea_level_s = motor.isp_vacuum_s * number(0.85, 1);
    const double mass_kg = above_kg + stage.dry_mass_kg + motor.propellant_mass_kg;
    motor.burn_time_s = motor.propellant_mass_kg * motor.isp_sea_level_s / (mass_kg * number(1.4, 2.5));
    if (chance(30)) {
        motor.curve_time_s = {0, 1, 7, 10};
        motor.curve_fraction = {number(0.8, 1), 1, number(0.5, 1), number(0, 0.5)};
    }
    stage.drag = {any_drag(), {}, number(0.5, 3)};
    stage.coast_before_s = chance(30) ? number(0, 8) : 0;
    stage.separation_delay_s = chance(30) ? number(0, 4) : 0;
    return stage;
}

/// One to three stages, perhaps with boosters and a shroud.
inline Vehicle any_vehicle() {
    Vehicle vehicle;
    double mass_kg = vehicle.payload.mass_kg = number(200, 2000);
    vehicle.payload.ballistic_coefficient_kg_m2 = number(1000, 12000);
    for (int i = whole(1, 4); i > 0; --i) {
        vehicle.stages.insert(vehicle.stages.begin(), any_stage(mass_kg));
        mass_kg += vehicle.stages[0].dry_mass_kg + vehicle.stages[0].motor.propellant_mass_kg;
    }
    if (chance(25)) {
        Booster booster{any_stage(mass_kg / 10), whole(1, 5)};
        booster.stage.coast_before_s = 0;
        vehicle.boosters.push_back(booster);
    }
    if (chance(25)) {
        vehicle.shroud = Shroud{number(50, 150), {}, {}, {}};
        (chance(50) ? vehicle.shroud->jettison_time_s : vehicle.shroud->jettison_height_m) =
            chance(50) ? number(30, 90) : number(20e3, 90e3);
    }
    return vehicle;
}

inline Ascent any_ascent() {
    const SteeringFrame frame = chance(50) ? SteeringFrame::launch : SteeringFrame::local;
    switch (whole(0, 4)) {
        case 0:
            return {LinearProgramme{number(3, 12), radians(number(20, 80))}, frame};
        case 1:
            return {PitchTable{{0, 10, 60, 150},
                               {pi / 2, pi / 2, radians(number(45, 80)), radians(number(20, 60))}},
                    frame};
        case 2:
            return {PitchRate{radians(number(25, 80)), radians(number(0.2, 1.5))}, frame};
        default: {
            // Times, not states: a height or a speed may never be reached by what is drawn here.
            GravityTurn turn{GravityTurn::Trigger::time_s, number(8, 15), radians(number(1, 5)),
                             number(3, 8)};
            return {turn, frame};
        }
    }
}

struct RandomFlight {
    Vehicle vehicle = any_vehicle();
    Launch launch;
    Environment environment;

    explicit RandomFlight(Gravity gravity) {
        launch.site = {radians(number(-85, 85)), radians(number(-179, 180)), number(0, 3000)};
        launch.azimuth = radians(number(0, 360));
        launch.ascent = any_ascent();
        set_gravity(environment.earth, gravity);
        environment.atmosphere = us1976();
        if (chance(50)) environment.wind = any_wind();
    }
    [[nodiscard]] Trajectory fly() const {
        return propagate(plan_launch(vehicle, launch, environment), {1e-10});
    }
};

/// The greatest distance between two flights, one of them seen through `map`, at eight times and at the end.
template <class Map>
double distance_m(const Trajectory& a, const Trajectory& b, const Map& map) {
    double most = 0;
    const double end = std::min(a.end_s, b.end_s);
    for (int i = 0; i <= 8; ++i) {
        const double t = end * i / 8;
        most = std::fmax(most, (map(a.state(t).r_I) - b.state(t).r_I).norm());
    }
    return std::fmax(most, (map(a.state(a.end_s).r_I) - b.state(b.end_s).r_I).norm());
}

/// A flight at 1e-10 is a thirtieth as far from the truth as one at 3e-9, which keeps within 1 m.
inline constexpr double two_flights_m = 0.1;

}  // namespace apogee::testing
