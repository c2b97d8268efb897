#include "reference/earth_fixed_integrator.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>

namespace apogee {
namespace {

using Vector = Eigen::Matrix<double, 6, 1>;

double look_up(const std::vector<double>& x, const std::vector<double>& y, double at) {
    if (at <= x.front()) return y.front();
    for (std::size_t i = 1; i < x.size(); ++i) {
        if (at <= x[i]) return y[i - 1] + (y[i] - y[i - 1]) * (at - x[i - 1]) / (x[i] - x[i - 1]);
    }
    return y.back();
}

struct Model {
    const Vehicle& vehicle;
    const Launch& launch;
    const Environment& environment;
    double last_burnout = 0;
    EastNorthUp site;
    /// Middle of the current step: decides on which side of a jump in steering all its stages are.
    double middle_s = 0;

    Model(const Vehicle& v, const Launch& l, const Environment& e) : vehicle(v), launch(l), environment(e) {
        for (const Stage& stage : v.stages) last_burnout += stage.motor.burn_time_s;
        site = east_north_up(l.site);
    }

    /// Elevation commanded at a time; empty where thrust follows the air velocity.
    std::optional<double> elevation(double t) const {
        const auto& programme = launch.ascent.programme;
        if (const auto* p = std::get_if<LinearProgramme>(&programme)) {
            return look_up({p->vertical_s, last_burnout}, {pi / 2, p->burnout_elevation}, t);
        }
        if (const auto* p = std::get_if<PitchTable>(&programme)) return look_up(p->time_s, p->elevation, t);
        if (const auto* p = std::get_if<PitchRate>(&programme)) {
            return std::max(p->loft_angle, pi / 2 - p->loft_rate * t);
        }
        const auto& turn = std::get<GravityTurn>(programme);
        if (middle_s >= turn.trigger_value + turn.kick_duration_s) return std::nullopt;
        return pi / 2 - turn.kick_angle * std::max(0.0, t - turn.trigger_value) / turn.kick_duration_s;
    }

    Vec3<double> direction(double t, const Geodetic& place, const Vec3<double>& v_air_E) const {
        const std::optional<double> angle = elevation(t);
        if (!angle) return v_air_E.normalized();
        Vec3<double> along = site.north * std::cos(launch.azimuth) + site.east * std::sin(launch.azimuth);
        Vec3<double> up = site.up;
        // The launch frame stands still among the stars: seen from the Earth it turns backwards.
        const double back = -environment.earth.rotation_rate_rad_s * t;
        const Eigen::AngleAxisd turn(back, Vec3<double>::UnitZ());
        along = turn * along;
        up = turn * up;
        if (launch.ascent.frame == SteeringFrame::local) {
            up = east_north_up(place).up;
            along = (along - along.dot(up) * up).normalized();
        }
        return along * std::cos(*angle) + up * std::sin(*angle);
    }

    Vec3<double> acceleration(double t, const Vec3<double>& r, const Vec3<double>& v,
                              std::size_t stage) const {
        const Earth& earth = environment.earth;
        const double R = r.norm(), sin2 = r.z() * r.z() / (R * R);
        const double k = 1.5 * earth.j2 * std::pow(earth.gravity_radius_m / R, 2);
        Vec3<double> a = -earth.gm_m3_s2 / std::pow(R, 3) *
                         Vec3<double>(r.x() * (1 + k * (1 - 5 * sin2)), r.y() * (1 + k * (1 - 5 * sin2)),
                                      r.z() * (1 + k * (3 - 5 * sin2)));
        const Vec3<double> omega(0, 0, earth.rotation_rate_rad_s);
        a -= 2 * omega.cross(v) + omega.cross(omega.cross(r));

        const Geodetic place = to_geodetic(earth, r);
        const Air<double> air = air_at(environment.atmosphere, GeometricHeight<double>{place.height});
        const double q = 0.5 * air.density * environment.density_scale * v.squaredNorm();
        if (stage == vehicle.stages.size()) {
            if (q > 0) a -= v.normalized() * q / *vehicle.payload.ballistic_coefficient_kg_m2;
            return a;
        }
        double ignition = 0, mass = vehicle.payload.mass_kg;
        for (std::size_t i = 0; i < stage; ++i) ignition += vehicle.stages[i].motor.burn_time_s;
        for (std::size_t i = stage; i < vehicle.stages.size(); ++i) {
            mass += vehicle.stages[i].dry_mass_kg + vehicle.stages[i].motor.propellant_mass_kg;
        }
        const Stage& s = vehicle.stages[stage];
        const double flow = s.motor.propellant_mass_kg / s.motor.burn_time_s;
        mass -= flow * (t - ignition);
        const double isp = s.motor.isp_vacuum_s - (s.motor.isp_vacuum_s - s.motor.isp_sea_level_s) *
                                                      air.pressure / constants::sea_level_pressure_Pa;
        const double thrust = flow * constants::standard_gravity_m_s2 * isp;
        a += direction(t, place, v) * thrust / mass;
        if (s.drag.powered && q > 0) {
            const double cd =
                look_up(s.drag.powered->mach, s.drag.powered->cd, v.norm() / air.speed_of_sound);
            a -= v.normalized() * q * cd * s.drag.reference_area_m2 / mass;
        }
        return a;
    }

    Vector step(double t, const Vector& x, double h, std::size_t stage) {
        middle_s = t + h / 2;
        const auto f = [&](double at, const Vector& y) {
            Vector rate;
            rate << y.tail<3>(), acceleration(at, y.head<3>(), y.tail<3>(), stage);
            return rate;
        };
        const Vector k1 = f(t, x), k2 = f(t + h / 2, x + h / 2 * k1), k3 = f(t + h / 2, x + h / 2 * k2),
                     k4 = f(t + h, x + h * k3);
        return x + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    }
};

}  // namespace

EarthFixedFlight fly_earth_fixed(const Vehicle& vehicle, const Launch& launch,
                                 const Environment& environment) {
    Model model(vehicle, launch, environment);
    const Earth& earth = environment.earth;
    // Kinks are not located here, only crossed in small steps: 4 ms in the air keeps their error below 1 cm.
    constexpr double air_step_s = 0.002, space_step_s = 0.25, space_m = 150e3;
    EarthFixedFlight result;
    Vector x;
    x << to_earth_fixed(earth, launch.site), Vec3<double>::Zero();
    double t = 0, stage_end = 0;
    std::size_t stage = 0;
    for (; stage < vehicle.stages.size(); ++stage) {
        const double start = stage_end;
        stage_end += vehicle.stages[stage].motor.burn_time_s;
        // The programme's knots are times, and multiples of the step in these tests.
        const long steps = std::lround((stage_end - start) / air_step_s);
        for (long i = 0; i < steps; ++i) {
            t = start + static_cast<double>(i) * air_step_s;
            x = model.step(t, x, air_step_s, stage);
        }
        t = stage_end;
    }
    result.burnout = to_geodetic(earth, x.head<3>());
    result.burnout_speed_m_s = x.tail<3>().norm();
    double height = result.burnout.height;
    while (true) {
        // Apogee as the top of the parabola through three steps is far below the tolerance in height.
        const double h = height > space_m ? space_step_s : air_step_s;
        const Vector next = model.step(t, x, h, stage);
        const double next_height = to_geodetic(earth, next.head<3>()).height;
        result.apogee_m = std::max(result.apogee_m, next_height);
        if (next_height < 0) {
            double low = 0, high = h;
            for (int i = 0; i < 60; ++i) {
                const double middle = 0.5 * (low + high);
                const Vector y = model.step(t, x, middle, stage);
                (to_geodetic(earth, y.head<3>()).height > 0 ? low : high) = middle;
            }
            result.impact = to_geodetic(earth, model.step(t, x, high, stage).head<3>());
            result.flight_time_s = t + high;
            return result;
        }
        x = next;
        t += h;
        height = next_height;
    }
}

}  // namespace apogee
