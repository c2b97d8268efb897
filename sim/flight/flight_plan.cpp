#include "flight/flight_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <set>
#include <span>

#include "flight/firing.h"

namespace apogee {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A stage or a set of boosters on the clock of the flight.
struct Element {
    const Stage* stage = nullptr;
    Firing firing;
    double separation_s = infinity;

    [[nodiscard]] bool attached(double t) const { return t < separation_s; }
};

void sort_uniquely(std::vector<double>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// A body's drag times its area, read at Mach numbers that rise.
struct DraggingBody {
    const DragTable* table;
    double area_m2;
    std::size_t next = 0;  ///< the first knot above the Mach number read last

    [[nodiscard]] double next_knot() const {
        return next < table->mach.size() ? table->mach[next] : infinity;
    }
    [[nodiscard]] double cd_area(double mach) {
        const auto& m = table->mach;
        const auto& cd = table->cd;
        while (next_knot() <= mach) ++next;
        if (next == 0) return area_m2 * cd.front();
        if (next == m.size()) return area_m2 * cd.back();
        const double step = (cd[next] - cd[next - 1]) * (mach - m[next - 1]) / (m[next] - m[next - 1]);
        return area_m2 * (cd[next - 1] + step);
    }
};

/// Appends Cd x area of several bodies side by side, linear between the union of their Mach knots.
void append_drag(std::vector<DragSegment>& segments, std::span<DraggingBody> bodies) {
    const std::size_t first = segments.size();
    const auto sum = [&](double mach) {
        double cd_area = 0;
        for (DraggingBody& body : bodies) cd_area += body.cd_area(mach);
        return cd_area;
    };
    const auto next_knot = [&] {
        double knot = infinity;
        for (const DraggingBody& body : bodies) knot = std::min(knot, body.next_knot());
        return knot;
    };
    double mach = 0, low = sum(mach);
    for (double knot = next_knot(); knot < infinity; knot = next_knot()) {
        const double high = sum(knot), slope = (high - low) / (knot - mach);
        // Neighbours on one line are one segment: each knot costs the integrator a step.
        if (segments.size() > first && segments.back().slope_m2 == slope) {
            segments.back().mach_high = knot;
        } else {
            segments.push_back({mach, knot, low, slope});
        }
        mach = knot;
        low = high;
    }
    if (segments.size() > first && segments.back().slope_m2 == 0) {
        segments.back().mach_high = infinity;  // the constant end continues the last segment
    } else {
        segments.push_back({mach, infinity, low, 0});
    }
}

/// Gives a span the drag of these bodies; the span before has that of `bodies_before`, and shares it where
/// they are the same.
void set_drag(FlightPlan& plan, PropulsionSpan& span, std::span<DraggingBody> bodies,
              std::span<const DraggingBody> bodies_before) {
    const auto same = [](const DraggingBody& a, const DraggingBody& b) {
        return a.table == b.table && a.area_m2 == b.area_m2;
    };
    if (!plan.propulsion.empty() &&
        std::equal(bodies.begin(), bodies.end(), bodies_before.begin(), bodies_before.end(), same)) {
        span.first_drag = plan.propulsion.back().first_drag;
        span.drag_segments = plan.propulsion.back().drag_segments;
        return;
    }
    span.first_drag = static_cast<int>(plan.drag.size());
    if (!bodies.empty()) append_drag(plan.drag, bodies);
    span.drag_segments = static_cast<int>(plan.drag.size()) - span.first_drag;
}

/// Gives a span the drag of what falls after the last separation; false where the payload has none of its
/// own.
bool set_payload_drag(FlightPlan& plan, PropulsionSpan& span, const Payload& payload) {
    span.first_drag = static_cast<int>(plan.drag.size());
    if (payload.ballistic_coefficient_kg_m2) {
        plan.drag.push_back({0, infinity, span.mass_kg / *payload.ballistic_coefficient_kg_m2, 0});
    } else if (payload.drag) {
        DraggingBody body{&*payload.drag, payload.reference_area_m2};
        append_drag(plan.drag, {&body, 1});
    }
    span.drag_segments = static_cast<int>(plan.drag.size()) - span.first_drag;
    return span.drag_segments > 0;
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
    } else {
        // Nothing is tilted, by the clock perhaps on the pad: at rest there is no air to follow, and soon
        // after a breath of it would be magnified (an estimate: at 1 m/s a flight of 980 km moves by 2 m).
        constexpr double moves_m_s = 10;
        plan.steering.push_back(
            {.frame = frame, .elevation = vertical, .end = End::air_speed_m_s, .end_value = moves_m_s});
    }
    plan.steering.push_back({.kind = SteeringSpan::Kind::along_air_velocity});
}

/// Puts stages and boosters on the clock. Ignition is t = 0; each later stage ignites `coast_before_s` after
/// the separation below it.
std::vector<Element> on_the_clock(const Vehicle& vehicle) {
    std::vector<Element> elements;
    elements.reserve(vehicle.boosters.size() + vehicle.stages.size());
    double boosters_gone = 0;
    for (const Booster& booster : vehicle.boosters) {
        Element element{&booster.stage, Firing(booster.stage.motor, 0, booster.count)};
        element.separation_s = element.firing.burnout() + booster.stage.separation_delay_s;
        boosters_gone = std::max(boosters_gone, element.separation_s);
        elements.push_back(std::move(element));
    }
    double ignition = 0;
    for (std::size_t i = 0; i < vehicle.stages.size(); ++i) {
        const Stage& stage = vehicle.stages[i];
        if (i > 0) ignition += stage.coast_before_s;
        Element element{&stage, Firing(stage.motor, ignition, 1)};
        if (stage.separates) {
            element.separation_s = element.firing.burnout() + stage.separation_delay_s;
            if (i == 0) element.separation_s = std::max(element.separation_s, boosters_gone);
            ignition = element.separation_s;
        }
        elements.push_back(std::move(element));
    }
    return elements;
}

/// What the reader calls an element: "booster", "booster 2" of several, "stage 1".
std::string label(std::size_t element, std::size_t boosters) {
    if (element >= boosters) return fmt::format("stage {}", element - boosters + 1);
    return boosters > 1 ? fmt::format("booster {}", element + 1) : "booster";
}

void add_marks(FlightPlan& plan, const std::vector<Element>& elements, std::size_t boosters) {
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const Element& element = elements[i];
        const std::string name = label(i, boosters);
        plan.marks.push_back({element.firing.ignition(), name + " ignition"});
        plan.marks.push_back({element.firing.burnout(), name + " burnout"});
        if (element.separation_s < infinity) {
            const int count = static_cast<int>(element.firing.count);
            plan.bodies.push_back({count > 1 ? fmt::format("{} (one of {})", name, count) : name,
                                   element.stage->dry_mass_kg,
                                   element.stage->spent_ballistic_coefficient_kg_m2});
            plan.marks.push_back(
                {element.separation_s, name + " separation", static_cast<int>(plan.bodies.size()) - 1});
        }
    }
    std::stable_sort(plan.marks.begin(), plan.marks.end(),
                     [](const TimedMark& a, const TimedMark& b) { return a.time_s < b.time_s; });
}

/// The span that starts at `start`: sums what is attached and what burns there. Its drag comes later.
PropulsionSpan span_at(const Vehicle& vehicle, const std::vector<Element>& elements, double start) {
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
        span.burning |= firing.burns(start);
        const std::size_t boosters = vehicle.boosters.size();
        if (span.stage == 0 && i >= boosters) span.stage = static_cast<int>(i - boosters) + 1;
    }
    return span;
}

/// What the air meets in a span: the boosters that are left and the lowest stage; nothing once only the
/// payload is.
void find_dragging(const Vehicle& vehicle, const std::vector<Element>& elements, const PropulsionSpan& span,
                   std::vector<DraggingBody>& bodies) {
    bodies.clear();
    const std::size_t boosters = vehicle.boosters.size();
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const Element& element = elements[i];
        const bool lowest = i >= boosters && static_cast<int>(i - boosters) + 1 == span.stage;
        if (!element.attached(span.start_s) || (i >= boosters && !lowest)) continue;
        const DragBody& drag = element.stage->drag;
        const bool coasting = !element.firing.burns(span.start_s) && drag.coasting;
        const std::optional<DragTable>& table = coasting ? drag.coasting : drag.powered;
        if (table) bodies.push_back({&*table, drag.reference_area_m2 * element.firing.count});
    }
}

/// The flight cut wherever a motor's flow has a knot or something falls off.
void plan_propulsion(FlightPlan& plan, const Vehicle& vehicle, const std::vector<Element>& elements) {
    std::vector<double> boundaries{0.0};
    for (const Element& element : elements) {
        boundaries.insert(boundaries.end(), element.firing.time_s.begin(), element.firing.time_s.end());
        if (element.separation_s < infinity) boundaries.push_back(element.separation_s);
        plan.last_burnout_s = std::max(plan.last_burnout_s, element.firing.burnout());
    }
    sort_uniquely(boundaries);
    plan.propulsion.reserve(boundaries.size());
    plan.drag.reserve(4 * boundaries.size());
    std::vector<DraggingBody> bodies, bodies_before;
    for (const double start : boundaries) {
        PropulsionSpan span = span_at(vehicle, elements, start);
        const bool falling =
            start >= plan.last_burnout_s && (span.stage == 0 || !elements.back().stage->separates);
        const bool payload_drags = falling && set_payload_drag(plan, span, vehicle.payload);
        if (!payload_drags) {
            find_dragging(vehicle, elements, span, bodies);
            set_drag(plan, span, bodies, bodies_before);
            std::swap(bodies, bodies_before);
        }
        if (!plan.propulsion.empty()) plan.propulsion.back().end_s = start;
        plan.propulsion.push_back(span);
    }
    plan.propulsion.back().end_s = infinity;
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
    plan_propulsion(plan, vehicle, elements);
    if (naming == Naming::full) add_marks(plan, elements, vehicle.boosters.size());
    plan.steering.reserve(3);  // what the programmes without a table need
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
    set_payload_drag(plan, falling, payload);
    plan.propulsion = {falling};
    return plan;
}

}  // namespace apogee
