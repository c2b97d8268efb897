#include "properties/engine_agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "batch/result_fields.h"
#include "flight/events.h"
#include "flight/propagate.h"
#include "flight/step_control.h"
#include "flight/summary.h"

namespace apogee::testing {
namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

/// The figures of a scalar flight as the lanes state theirs.
CaseResult figures(const Trajectory& flight) {
    const FlightPlan& plan = *flight.plan;
    CaseResult result;
    for (const ResultField& field : result_fields()) result.*field.member = absent;
    result.outcome = flight.outcome;
    const FlightPoint end = flight.point(flight.end_s);
    if (flight.outcome == Outcome::landed) {
        result.range_km = end.downrange_m / 1000;
        result.flight_time_s = flight.end_s - flight.lift_off_s;
        result.impact_latitude_deg = degrees(end.place.latitude);
        result.impact_longitude_deg = degrees(end.place.longitude);
        result.impact_speed_km_s = end.speed_earth_m_s / 1000;
    }
    const FlightSummary summary = summarise(flight);
    if (summary.apogee) result.apogee_km = summary.apogee->place.height / 1000;
    if (plan.from_pad && !flight.steps.empty() && flight.end_s >= plan.last_burnout_s) {
        const FlightPoint burnout = flight.point(plan.last_burnout_s);
        result.burnout_time_s = burnout.time_s;
        result.burnout_height_km = burnout.place.height / 1000;
        result.burnout_speed_km_s = burnout.speed_inertial_m_s / 1000;
        result.burnout_relative_speed_km_s = burnout.speed_earth_m_s / 1000;
        result.burnout_flight_path_angle_deg = degrees(burnout.flight_path_angle);
    }
    if (summary.max_dynamic_pressure_Pa)
        result.max_dynamic_pressure_kPa = *summary.max_dynamic_pressure_Pa / 1000;
    return result;
}

/// How far the figures may be from the truth. An impact keeps within 1 m where it is steep; along the ground
/// an error of height counts 1 / tan(angle): 6 at 10 degrees, 57 at 1 degree, and on.
struct Bounds {
    const CaseResult& truth;
    double place_m = 1, time_s = 1e-3, sink_m_s = 0, braking_1_s = 0, speed_km_s = 2e-5, apogee_m;

    Bounds(const Trajectory& flight, const CaseResult& figures)
        : truth(figures), apogee_m(of_the_apogee_m(flight, figures.apogee_km)) {
        if (flight.outcome != Outcome::landed) return;
        const FlightPoint end = flight.point(flight.end_s);
        const double steep_deg = -degrees(end.flight_path_angle);
        if (steep_deg < 10) place_m = steep_deg > 1 ? 10 : 10 / std::max(steep_deg, 1e-3);
        const Earth& earth = flight.plan->earth;
        const double later = later_s(flight);
        place_m +=
            earth.rotation_rate_rad_s * earth.equatorial_radius_m * later + along_decaying_orbits_m(flight);
        time_s += later + place_m / 465;
        sink_m_s = end.speed_earth_m_s * std::sin(-end.flight_path_angle);
        // What drag takes from the speed in each metre of the way.
        if (!flight.steps.empty())
            braking_1_s = loads_at(flight, flight.end_s).deceleration_m_s2 / end.speed_earth_m_s;
        // An error of speed moves the impact by itself times the time that is left, 2 m here: some of it
        // cancels.
        const double left_s = flight.end_s - flight.plan->last_burnout_s;
        speed_km_s = std::clamp(2e-3 / left_s, 4e-6, 2e-5);
    }

    /// The lanes' air is known to 1e-7 of the speed that drag takes away before burnout, and 20 um/s.
    static double lanes_speed_m_s(const Trajectory& flight) {
        double lost_m_s = 0;
        for (const Step& step : flight.steps) {
            if (step.start_s >= flight.plan->last_burnout_s) break;
            lost_m_s += 0.5 * (step.start_rates.drag_deceleration + step.end_rates.drag_deceleration) *
                        (step.end_s - step.start_s);
        }
        return 2e-5 + 1e-7 * lost_m_s;
    }
    /// Near escape that is minutes of a flight of weeks (dT / T = 3 a v dv / GM), in which the Earth turns
    /// on.
    static double later_s(const Trajectory& flight) {
        const Earth& earth = flight.plan->earth;
        const double flown_s = flight.end_s - flight.start_s, mu = earth.gm_m3_s2,
                     a = earth.equatorial_radius_m;
        const double axis_m = std::cbrt(mu * std::pow(flown_s / (2 * pi), 2));
        return 3 * axis_m * std::sqrt(2 * mu / a) / mu * lanes_speed_m_s(flight) * flown_s;
    }
    /// And many metres of a far apogee (da = 2 a^2 v dv / GM, twice that at the apogee).
    static double of_the_apogee_m(const Trajectory& flight, double apogee_km) {
        const Earth& earth = flight.plan->earth;
        const double mu = earth.gm_m3_s2, radius_m = earth.equatorial_radius_m;
        const double axis_m = radius_m + 500 * std::fmax(apogee_km, 0);
        return 1 + 4 * axis_m * axis_m * std::sqrt(2 * mu / radius_m) / mu * lanes_speed_m_s(flight);
    }

    /// An orbit that decays over many revolutions adds up what each of its perigees does to its period: the
    /// air is known to 1e-8 there, the way to a millionth.
    static double along_decaying_orbits_m(const Trajectory& flight) {
        const auto perigees = std::count_if(flight.steps.begin(), flight.steps.end(), [](const Step& step) {
            return step.start_rates.climb < 0 && step.end_rates.climb >= 0;
        });
        return perigees > 1 ? 1e-6 * circular_speed_m_s * (flight.end_s - flight.start_s) : 0;
    }

    /// Latitude and longitude are compared as a place.
    [[nodiscard]] double of(const std::string& figure) const {
        const double truth_pressure_kPa = std::fmax(truth.max_dynamic_pressure_kPa, 0);
        if (figure == "range_km") return place_m / 1000;
        // The time in which 2 m are sunk through; a slow body keeps 10 s at most.
        if (figure == "flight_time_s") return time_s + 2 / std::max(sink_m_s, 0.1);
        // A step of the fall may lose 1 cm/s, and some tens of them lie in the air.
        if (figure == "impact_speed_km_s") return 1e-3 * (0.4 + braking_1_s * place_m);
        if (figure == "apogee_km") return apogee_m / 1000;
        if (figure == "burnout_time_s") return 1e-9;
        if (figure == "burnout_height_km") return 1e-3;
        if (figure == "burnout_flight_path_angle_deg")
            return degrees(speed_km_s / std::max(truth.burnout_relative_speed_km_s, speed_km_s));
        // 1 mPa is what a satellite meets at 300 km; long steps above the air look at none. Below 300 Pa the
        // air may be so thin that lanes know it to 0.2 %.
        if (figure == "max_dynamic_pressure_kPa")
            return 1e-6 + 1e-3 * truth_pressure_kPa + 1e-3 * std::min(truth_pressure_kPa, 0.3);
        return speed_km_s;
    }
};

Geodetic impact(const CaseResult& result) {
    return {radians(result.impact_latitude_deg), radians(result.impact_longitude_deg), 0};
}

/// Holds one engine's figures to the true ones and notes what is beyond its bounds.
struct Judge {
    const Earth& earth;
    const Bounds& bounds;
    Agreement& agreement;

    void hold(const std::string& engine, const CaseResult& result) {
        const CaseResult& truth = bounds.truth;
        if (result.outcome != truth.outcome)
            return note(engine, fmt::format("outcome {} for {}", name(result.outcome), name(truth.outcome)));
        for (const ResultField& field : result_fields()) {
            const std::string figure = field.name;
            double ours = result.*field.member, right = truth.*field.member;
            // No air to speak of is none.
            if (figure == "max_dynamic_pressure_kPa") {
                ours = std::isnan(ours) ? 0 : ours;
                right = std::isnan(right) ? 0 : right;
            }
            if (std::isnan(ours) != std::isnan(right)) {
                note(engine, fmt::format("{} {:.9g} for {:.9g}", figure, ours, right));
            } else if (!figure.starts_with("impact_l") && !std::isnan(right)) {
                const double allowed = bounds.of(figure);
                if (!within(figure, std::fabs(ours - right), allowed))
                    note(engine,
                         fmt::format("{} {:.9g} for {:.9g}, {:.2g} allowed", figure, ours, right, allowed));
            }
        }
        if (truth.outcome != Outcome::landed) return;
        const double place_m = geodesic(earth, impact(result), impact(truth)).distance_m;
        agreement.place_m = std::max(agreement.place_m, place_m);
        if (!within("place", place_m, bounds.place_m))
            note(engine, fmt::format("impact {:.3g} m off, {:.2g} allowed", place_m, bounds.place_m));
    }

  private:
    bool within(const std::string& figure, double difference, double allowed) {
        double& worst = agreement.of_allowed[figure];
        worst = std::max(worst, difference / allowed);
        return difference <= allowed;
    }
    void note(const std::string& engine, const std::string& what) {
        agreement.disagreements.push_back(engine + ": " + what);
    }
};

std::string first_difference(const CaseResult& a, const CaseResult& b) {
    if (a.outcome != b.outcome) return "outcome";
    if (a.flown_by != b.flown_by) return "flown_by";
    for (const ResultField& field : result_fields())
        if (std::memcmp(&(a.*field.member), &(b.*field.member), sizeof(double)) != 0) return field.name;
    return {};
}

/// An engine needs a number that differs from case to case: the payload's mass, always at its own value.
class OwnMass : public CaseSource {
  public:
    explicit OwnMass(const Scenario& scenario) : mass_kg_(scenario.vehicle.payload.mass_kg) {}
    void values(std::uint64_t, std::span<double> values) const override { values[0] = mass_kg_; }

  private:
    double mass_kg_;
};

void hold_lanes(const Scenario& scenario, Judge& judge) {
    Agreement& agreement = judge.agreement;
    const BatchEngine engine(scenario, {"payload.mass_kg"});
    CaseResult one;
    engine.fly(OwnMass(scenario), 0, {&one, 1}, {.lanes = Lanes::one});
    agreement.robust = one.flown_by == FlownBy::robust;
    judge.hold("lanes", one);
    // What the store takes for a result must hold of every flight.
    if (const auto wrong = contradiction(one))
        agreement.disagreements.push_back("lanes: " + std::string(*wrong));
    for (const ResultField& field : result_fields())
        if (!possible(field, one.*field.member))
            agreement.disagreements.push_back(fmt::format("lanes: {} = {}", field.name, one.*field.member));
    for (const Lanes lanes : {Lanes::sse2, Lanes::avx2, Lanes::avx512}) {
        if (!available(lanes)) continue;
        CaseResult wide;
        engine.fly(OwnMass(scenario), 0, {&wide, 1}, {.lanes = lanes});
        const std::string difference = first_difference(one, wide);
        if (!difference.empty())
            agreement.disagreements.push_back(
                fmt::format("lanes {}: other bits than one lane in {}", name(lanes), difference));
    }
}

}  // namespace

Agreement compare_engines(const Scenario& scenario) {
    const Trajectory tight = propagate(plan(scenario), Tolerance::tight());
    const CaseResult truth = figures(tight);
    const Bounds bounds(tight, truth);
    Agreement agreement;
    agreement.outcome = tight.outcome;
    Judge judge{tight.plan->earth, bounds, agreement};
    judge.hold("propagate", figures(propagate(plan(scenario))));
    hold_lanes(scenario, judge);
    return agreement;
}

}  // namespace apogee::testing
