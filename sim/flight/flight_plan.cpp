#include "flight/flight_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <set>

#include "flight/firing.h"

namespace apogee {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A stage or a set of boosters on the clock of the flight.
struct Element {
    const Stage* stage = nullptr;
    Firing firing;
    double separation_s = infinity;
    std::string label;

    [[nodiscard]] bool attached(double t) const { return t < separation_s; }
};

void sort_uniquely(std::vector<double>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

double cd_at(const DragTable& table, double mach) {
    const auto& m = table.mach;
    const auto& cd = table.cd;
    const auto next = static_cast<std::size_t>(std::upper_bound(m.begin(), m.end(), mach) - m.begin());
    if (next == 0) return cd.front();
    if (next == m.size()) return cd.back();
    return cd[next - 1] + (cd[next] - cd[next - 1]) * (mach - m[next - 1]) / (m[next] - m[next - 1]);
}

using DragCurve = std::vector<DragSegment>;

/// Cd x area of several bodies side by side, linear between the union of their Mach knots.
DragCurve merge_drag(const std::vector<std::pair<const DragTable*, double>>& bodies) {
    std::vector<double> knots{0.0};
    for (const auto& [table, area] : bodies)
        knots.insert(knots.end(), table->mach.begin(), table->mach.end());
    sort_uniquely(knots);
    const auto cd_area = [&](double mach) {
        double sum = 0;
        for (const auto& [table, area] : bodies) sum += area * cd_at(*table, mach);
        return sum;
    };
    DragCurve curve;
    curve.reserve(knots.size());
    double low = cd_area(knots.front());
    for (std::size_t i = 0; i + 1 < knots.size(); ++i) {
        const double high = cd_area(knots[i + 1]), slope = (high - low) / (knots[i + 1] - knots[i]);
        // Neighbours on one line are one segment: each knot costs the integrator a step.
        if (!curve.empty() && curve.back().slope_m2 == slope) {
            curve.back().mach_high = knots[i + 1];
        } else {
            curve.push_back({knots[i], knots[i + 1], low, slope});
        }
        low = high;
    }
    curve.push_back({knots.back(), infinity, low, 0});
    if (curve.size() > 1 &&
        curve[curve.size() - 2].slope_m2 == 0) {  // the constant end continues the last segment
        curve.pop_back();
        curve.back().mach_high = infinity;
    }
    return curve;
}

/// Gives a span its drag.
void set_drag(FlightPlan& plan, PropulsionSpan& span, const DragCurve& curve) {
    span.first_drag = static_cast<int>(plan.drag.size());
    span.drag_segments = static_cast<int>(curve.size());
    plan.drag.insert(plan.drag.end(), curve.begin(), curve.end());
}

/// Drag of what falls after the last separation, whose mass is `mass_kg`.
DragCurve payload_drag(const Payload& payload, double mass_kg) {
    if (payload.ballistic_coefficient_kg_m2)
        return {{0, infinity, mass_kg / *payload.ballistic_coefficient_kg_m2, 0}};
    if (payload.drag) return merge_drag({{&*payload.drag, payload.reference_area_m2}});
    return {};
}

/// Splits the atmosphere and the wind at the union of their heights.
void plan_environment(FlightPlan& plan, const Environment& environment) {
    plan.earth = environment.earth;
    plan.density_scale = environment.density_scale;
    plan.has_air = !environment.atmosphere.empty();
    const WindTable& wind = environment.wind;
    plan.has_wind = plan.has_air && !wind.height_m.empty();
    if (!plan.has_air) {
        AirCell nothing;
        nothing.bottom_m = -infinity;
        nothing.top_m = infinity;
        plan.air = {nothing};
        return;
    }
    std::set<double> edges;  // the last layer is a vacuum without end
    for (const AirLayer& layer : environment.atmosphere) edges.insert(layer.top_m);
    if (plan.has_wind) {
        edges.insert(wind.height_m.begin(), wind.height_m.end());
    }
    double bottom = -infinity;
    for (const double edge : edges) {
        AirCell cell;
        cell.bottom_m = bottom;
        cell.top_m = edge;
        for (const AirLayer& layer : environment.atmosphere) {
            cell.air = layer;
            if (layer.top_m >= edge) break;
        }
        if (plan.has_wind) {
            const auto next = static_cast<std::size_t>(
                std::lower_bound(wind.height_m.begin(), wind.height_m.end(), edge) - wind.height_m.begin());
            const bool below = next == 0, above = next == wind.height_m.size();
            const std::size_t low = below ? 0 : next - 1, high = above ? low : next;
            cell.wind_base_m = wind.height_m[low];
            cell.east_m_s = wind.east_m_s[low];
            cell.north_m_s = wind.north_m_s[low];
            if (!below && !above) {
                const double span = wind.height_m[high] - wind.height_m[low];
                cell.east_slope_1_s = (wind.east_m_s[high] - wind.east_m_s[low]) / span;
                cell.north_slope_1_s = (wind.north_m_s[high] - wind.north_m_s[low]) / span;
            }
        }
        plan.air.push_back(cell);
        bottom = edge;
    }
}

void steer(FlightPlan& plan, const LinearProgramme& programme, SteeringFrame frame) {
    using End = SteeringSpan::End;
    const double vertical = pi / 2, burn = plan.last_burnout_s - programme.vertical_s;
    plan.steering.push_back(
        {.frame = frame, .elevation = vertical, .end = End::time_s, .end_value = programme.vertical_s});
    if (burn > 0) {
        plan.steering.push_back({.frame = frame,
                                 .elevation = vertical,
                                 .rate_rad_s = (programme.burnout_elevation - vertical) / burn,
                                 .end = End::time_s,
                                 .end_value = plan.last_burnout_s});
    }
    plan.steering.push_back({.frame = frame, .elevation = programme.burnout_elevation});
}

void steer(FlightPlan& plan, const PitchTable& table, SteeringFrame frame) {
    using End = SteeringSpan::End;
    double rate = 0, elevation = table.elevation.front();
    for (std::size_t i = 0; i < table.time_s.size(); ++i) {
        if (i > 0) {
            elevation = table.elevation[i - 1];
            rate = (table.elevation[i] - elevation) / (table.time_s[i] - table.time_s[i - 1]);
        }
        plan.steering.push_back({.frame = frame,
                                 .elevation = elevation,
                                 .rate_rad_s = rate,
                                 .end = End::time_s,
                                 .end_value = table.time_s[i]});
    }
    plan.steering.push_back({.frame = frame, .elevation = table.elevation.back()});
}

void steer(FlightPlan& plan, const PitchRate& programme, SteeringFrame frame) {
    using End = SteeringSpan::End;
    const double vertical = pi / 2;
    if (programme.loft_rate > 0 && programme.loft_angle < vertical) {
        plan.steering.push_back({.frame = frame,
                                 .elevation = vertical,
                                 .rate_rad_s = -programme.loft_rate,
                                 .end = End::time_s,
                                 .end_value = (vertical - programme.loft_angle) / programme.loft_rate});
        plan.steering.push_back({.frame = frame, .elevation = programme.loft_angle});
    } else {
        plan.steering.push_back({.frame = frame, .elevation = vertical});
    }
}

void steer(FlightPlan& plan, const GravityTurn& turn, SteeringFrame frame) {
    using End = SteeringSpan::End;
    const double vertical = pi / 2;
    const End trigger = turn.trigger == GravityTurn::Trigger::speed_m_s  ? End::air_speed_m_s
                        : turn.trigger == GravityTurn::Trigger::height_m ? End::height_m
                                                                         : End::time_s;
    plan.steering.push_back(
        {.frame = frame, .elevation = vertical, .end = trigger, .end_value = turn.trigger_value});
    if (turn.kick_duration_s > 0) {
        plan.steering.push_back({.frame = frame,
                                 .elevation = vertical,
                                 .rate_rad_s = -turn.kick_angle / turn.kick_duration_s,
                                 .end = End::after_s,
                                 .end_value = turn.kick_duration_s});
    }
    plan.steering.push_back({.kind = SteeringSpan::Kind::along_air_velocity});
}

/// Puts stages and boosters on the clock. Ignition is t = 0; each later stage ignites `coast_before_s` after
/// the separation below it.
std::vector<Element> on_the_clock(const Vehicle& vehicle) {
    std::vector<Element> elements;
    elements.reserve(vehicle.boosters.size() + vehicle.stages.size());
    double boosters_gone = 0;
    for (std::size_t i = 0; i < vehicle.boosters.size(); ++i) {
        const Booster& booster = vehicle.boosters[i];
        Element element{&booster.stage, Firing(booster.stage.motor, 0, booster.count), 0, "booster"};
        if (vehicle.boosters.size() > 1) element.label += fmt::format(" {}", i + 1);
        element.separation_s = element.firing.burnout() + booster.stage.separation_delay_s;
        boosters_gone = std::max(boosters_gone, element.separation_s);
        elements.push_back(std::move(element));
    }
    double ignition = 0;
    for (std::size_t i = 0; i < vehicle.stages.size(); ++i) {
        const Stage& stage = vehicle.stages[i];
        if (i > 0) ignition += stage.coast_before_s;
        Element element{&stage, Firing(stage.motor, ignition, 1), infinity, "stage " + std::to_string(i + 1)};
        if (stage.separates) {
            element.separation_s = element.firing.burnout() + stage.separation_delay_s;
            if (i == 0) element.separation_s = std::max(element.separation_s, boosters_gone);
            ignition = element.separation_s;
        }
        elements.push_back(std::move(element));
    }
    return elements;
}

void add_marks(FlightPlan& plan, const std::vector<Element>& elements) {
    for (const Element& element : elements) {
        plan.marks.push_back({element.firing.ignition(), element.label + " ignition"});
        plan.marks.push_back({element.firing.burnout(), element.label + " burnout"});
        if (element.separation_s < infinity) {
            const int count = static_cast<int>(element.firing.count);
            const std::string name =
                count > 1 ? fmt::format("{} (one of {})", element.label, count) : element.label;
            plan.bodies.push_back(
                {name, element.stage->dry_mass_kg, element.stage->spent_ballistic_coefficient_kg_m2});
            plan.marks.push_back({element.separation_s, element.label + " separation",
                                  static_cast<int>(plan.bodies.size()) - 1});
        }
    }
    std::stable_sort(plan.marks.begin(), plan.marks.end(),
                     [](const TimedMark& a, const TimedMark& b) { return a.time_s < b.time_s; });
}

/// The span that starts at `start`: sums what is attached and what burns there.
PropulsionSpan span_at(FlightPlan& plan, const Vehicle& vehicle, const std::vector<Element>& elements,
                       std::size_t boosters, double start) {
    PropulsionSpan span;
    span.start_s = start;
    span.mass_kg = vehicle.payload.mass_kg;
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const Element& element = elements[i];
        if (!element.attached(start)) continue;
        const Firing& firing = element.firing;
        const auto [flow, slope] = firing.flow(start);
        const double g0 = constants::standard_gravity_m_s2;
        span.mass_kg += firing.count * (element.stage->dry_mass_kg + firing.remaining(start));
        span.flow_kg_s += firing.count * flow;
        span.flow_slope_kg_s2 += firing.count * slope;
        span.thrust_vacuum_N += firing.count * flow * g0 * firing.isp_vacuum_s;
        span.thrust_slope_N_s += firing.count * slope * g0 * firing.isp_vacuum_s;
        span.pressure_area_m2 += firing.count * flow * g0 * firing.pressure_loss_s_Pa;
        span.pressure_area_slope_m2_s += firing.count * slope * g0 * firing.pressure_loss_s_Pa;
        span.burning |= start >= firing.ignition() && start < firing.burnout();
        if (span.stage == 0 && i >= boosters) span.stage = static_cast<int>(i - boosters) + 1;
    }
    const bool falling =
        start >= plan.last_burnout_s && (span.stage == 0 || !elements.back().stage->separates);
    if (falling) {
        const DragCurve curve = payload_drag(vehicle.payload, span.mass_kg);
        set_drag(plan, span, curve);
        if (!curve.empty() || span.stage == 0) return span;
    }
    std::vector<std::pair<const DragTable*, double>> bodies;
    const auto add = [&](const Element& element, bool burning) {
        const DragBody& drag = element.stage->drag;
        const auto& table = !burning && drag.coasting ? drag.coasting : drag.powered;
        if (table) bodies.emplace_back(&*table, drag.reference_area_m2 * element.firing.count);
    };
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const Firing& firing = elements[i].firing;
        const bool lowest = i >= boosters && static_cast<int>(i - boosters) + 1 == span.stage;
        if (elements[i].attached(start) && (i < boosters || lowest)) {
            add(elements[i], start >= firing.ignition() && start < firing.burnout());
        }
    }
    if (!bodies.empty()) set_drag(plan, span, merge_drag(bodies));
    return span;
}

void place_start(FlightPlan& plan, const Geodetic& place, double azimuth) {
    plan.start = place;
    plan.azimuth = azimuth;
    const EastNorthUp axes = east_north_up(place);
    plan.frame = {axes.up, axes.north * std::cos(azimuth) + axes.east * std::sin(azimuth)};
}

}  // namespace

FlightPlan plan_launch(const Vehicle& vehicle, const Launch& launch, const Environment& environment,
                       Naming naming) {
    assert(!vehicle.stages.empty());
    FlightPlan plan;
    plan_environment(plan, environment);
    plan.from_pad = true;
    place_start(plan, launch.site, launch.azimuth);

    const std::vector<Element> elements = on_the_clock(vehicle);
    std::vector<double> boundaries{0.0};
    for (const Element& element : elements) {
        boundaries.insert(boundaries.end(), element.firing.time_s.begin(), element.firing.time_s.end());
        if (element.separation_s < infinity) boundaries.push_back(element.separation_s);
        plan.last_burnout_s = std::max(plan.last_burnout_s, element.firing.burnout());
    }
    sort_uniquely(boundaries);
    if (naming == Naming::full) add_marks(plan, elements);
    plan.propulsion.reserve(boundaries.size());
    plan.drag.reserve(boundaries.size());
    plan.steering.reserve(3);  // what the programmes without a table need
    for (const double start : boundaries) {
        if (!plan.propulsion.empty()) plan.propulsion.back().end_s = start;
        plan.propulsion.push_back(span_at(plan, vehicle, elements, vehicle.boosters.size(), start));
    }
    plan.propulsion.back().end_s = infinity;

    std::visit([&](const auto& programme) { steer(plan, programme, launch.ascent.frame); },
               launch.ascent.programme);
    if (vehicle.shroud) {
        plan.shroud_mass_kg = vehicle.shroud->mass_kg;
        plan.shroud_height_m = vehicle.shroud->jettison_height_m;
        plan.shroud_time_s = vehicle.shroud->jettison_time_s;
        plan.bodies.push_back(
            {"shroud", vehicle.shroud->mass_kg, vehicle.shroud->ballistic_coefficient_kg_m2});
        plan.shroud_body = static_cast<int>(plan.bodies.size()) - 1;
    }
    return plan;
}

FlightPlan plan_release(const Payload& payload, const Release& release, const Environment& environment) {
    FlightPlan plan;
    plan_environment(plan, environment);
    plan.from_pad = false;
    place_start(plan, release.place, 0);
    const EastNorthUp axes = east_north_up(release.place);
    plan.relative_velocity_E =
        axes.north * release.north_m_s + axes.east * release.east_m_s - axes.up * release.down_m_s;
    PropulsionSpan falling;
    falling.end_s = infinity;
    falling.mass_kg = payload.mass_kg;
    set_drag(plan, falling, payload_drag(payload, payload.mass_kg));
    plan.propulsion = {falling};
    return plan;
}

}  // namespace apogee
