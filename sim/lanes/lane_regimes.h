#pragma once

#include "lanes/lane_trial.h"

namespace apogee::APOGEE_LANES {

/// The regime of each lane, and its numbers in packs. Which regime holds is decided by flight/regime.h, lane
/// by lane; here its numbers are written where the right-hand side and the edges of the step control read
/// them.
class LaneRegimes {
  public:
    LaneRegimes(const LaneWorld& shared) : world(shared) {
        static_cast<Earth&>(plan.earth) = world.earth;
        plan.earth.needs_up = world.has_wind;
        plan.has_wind = world.has_wind;
        plan.frame.up_I = plan.frame.along_I = Vec::Zero();
        LaneAir& air = (*plan.air).air;
        for (Pack& c : air.ln_density) c = 0.0;
        for (Pack& c : air.specific_pressure) c = 1.0;
        for (Pack& c : air.sound) c = 1.0;
    }

    const LaneWorld& world;
    LanePlan plan;
    LaneFlight* flight[Pack::lanes] = {};
    Regime regime[Pack::lanes];
    bool leaves_air[Pack::lanes] = {};  ///< at the upper edge: from there on thrust and gravitation are all

    /// Time at which the regime ends, and the edges of what it follows; far away where there is none.
    Pack boundary{far}, low{-far}, high{far}, mach_low{-far}, mach_high{far}, height_trigger{far},
        speed_trigger{far};
    bool triggers = false;  ///< any lane waits for a height or a speed
    Mask gravity_turn{};    ///< see ErrorGrowth
    Mask falling{};         ///< nothing will burn any more

    void begin(int lane, LaneFlight& f) {
        flight[lane] = &f;
        regime[lane] = f.regime;
        plan.density_scale.set(lane, f.density_scale);
        for (int i = 0; i < 3; ++i) {
            plan.frame.up_I[i].set(lane, f.up_I[i]);
            plan.frame.along_I[i].set(lane, f.along_I[i]);
        }
        load(lane);
    }

    void leave(int lane) { flight[lane] = nullptr; }

    [[nodiscard]] const LaneLayer& layer(int lane) const { return world.air[regime[lane].air]; }
    [[nodiscard]] const PropulsionSpan& span(int lane) const {
        return flight[lane]->plan.propulsion[regime[lane].propulsion];
    }
    [[nodiscard]] bool falls(int lane) const { return falls_freely(flight[lane]->plan, regime[lane]); }

    /// At the beginning of a flight.
    void enter_layer(int lane, int layer) {
        regime[lane].air = layer;
        load_air(lane);
    }

    /// Brings propulsion, shroud and steering up to the current state. @return whether anything changed.
    bool update(int lane, const RegimeState& state) {
        if (!update_regime(flight[lane]->plan, regime[lane], state)) return false;
        regime[lane].drag_segment = span(lane).first_drag;
        load(lane);
        return true;
    }

    /// Finds the segment of the drag curve that holds a Mach number.
    void find_segment(int lane, double mach) {
        regime[lane].drag_segment = drag_segment_at(flight[lane]->plan, span(lane), mach);
        load_drag(lane);
    }

    /// Makes a height of the present layer the lane's upper edge, where it leaves the air.
    void leave_air_at(int lane, double height_m) {
        leaves_air[lane] = height_m < layer(lane).top_m;
        if (leaves_air[lane]) high.set(lane, height_m);
    }

    /// Goes over an edge that a step has ended on.
    void cross(int lane, Change change, double t) {
        apply(flight[lane]->plan, regime[lane], change, t);
        switch (change) {
            case Change::air_up:
            case Change::air_down:
                load_air(lane);
                load_drag(lane);
                return;
            case Change::drag_up:
            case Change::drag_down:
                load_drag(lane);
                return;
            default:
                load(lane);
        }
    }

    /// What the lower edge and the trigger on the height stand for.
    [[nodiscard]] Change below(int lane) const {
        return edge_below(flight[lane]->plan, layer(lane).edges()).change;
    }
    [[nodiscard]] Change at_height_trigger(int lane) const {
        return apogee::height_trigger(flight[lane]->plan, regime[lane]).change;
    }

    /// Writes the time at which the lane's regime ends.
    void load_boundary(int lane) {
        const LaneFlight& f = *flight[lane];
        const double regime_end = regime_end_s(f.plan, regime[lane]),
                     flight_end = flight_end_s(f.plan, f.revolution_end_s);
        boundary.set(lane, regime_end < flight_end ? regime_end : flight_end);
    }

    void load_steering(int lane) {
        const PlanView& view = flight[lane]->plan;
        const Regime& now = regime[lane];
        height_trigger.set(lane,
                           bounded(apogee::height_trigger(view, now).value + flight[lane]->height_error_m));
        speed_trigger.set(lane, bounded(apogee::speed_trigger(view, now)));
        triggers = any((height_trigger < Pack(far)) | (speed_trigger < Pack(far)));
        const SteeringSpan none, &s = now.steering >= 0 ? view.steering[now.steering] : none;
        LaneSteering& p = *plan.steering;
        p.elevation.set(lane, s.elevation);
        p.rate_rad_s.set(lane, s.rate_rad_s);
        p.start_s.set(lane, now.steering_start_s);
        const bool along = s.kind == SteeringSpan::Kind::along_air_velocity;
        along_[lane] = along;
        local_[lane] = !along && s.frame == SteeringFrame::local;
        turns_[lane] = turns_with_gravity(view, now);
        p.any_launch = p.any_local = p.any_along = false;
        for (int i = 0; i < Pack::lanes; ++i) {
            p.any_along |= along_[i];
            p.any_local |= local_[i];
            p.any_launch |= !along_[i] && !local_[i];
        }
        plan.earth.needs_up = world.has_wind || p.any_local;
        p.along = mask_of(along_);
        p.local = mask_of(local_);
        gravity_turn = mask_of(turns_);
        falls_[lane] = falls(lane) && !(view.duration_s < far);
        falling = mask_of(falls_);
    }

  private:
    static double bounded(double edge) { return edge < far ? edge : far; }

    /// Writes the numbers of a lane's present piece into the packs.
    void load(int lane) {
        load_span(lane);
        load_boundary(lane);
        load_drag(lane);
        load_steering(lane);
        load_air(lane);
    }

    void load_span(int lane) {
        const LaneFlight& f = *flight[lane];
        const PropulsionSpan& s = span(lane);
        LaneSpan& p = *plan.propulsion;
        p.start_s.set(lane, s.start_s);
        p.mass_kg.set(lane, s.mass_kg + (regime[lane].shroud_on ? f.plan.shroud_mass_kg : 0.0));
        p.flow_kg_s.set(lane, s.flow_kg_s);
        p.flow_slope_kg_s2.set(lane, s.flow_slope_kg_s2);
        p.thrust_vacuum_N.set(lane, s.burning ? s.thrust_vacuum_N : 0);
        p.thrust_slope_N_s.set(lane, s.burning ? s.thrust_slope_N_s : 0);
        p.pressure_area_m2.set(lane, s.burning ? s.pressure_area_m2 : 0);
        p.pressure_area_slope_m2_s.set(lane, s.burning ? s.pressure_area_slope_m2_s : 0);
        p.burning = false;
        for (int i = 0; i < Pack::lanes; ++i) p.burning |= flight[i] && span(i).burning;
    }

    void load_drag(int lane) {
        const PlanView& view = flight[lane]->plan;
        const bool drags = span(lane).drag_segments > 0;
        const DragSegment none, &d = drags ? view.drag[regime[lane].drag_segment] : none;
        LaneSegment& segment = *plan.drag;
        segment.mach_low.set(lane, d.mach_low);
        segment.area_m2.set(lane, d.area_m2);
        segment.slope_m2.set(lane, d.slope_m2);
        const DragSegment* active = active_segment(view, regime[lane], layer(lane).vacuum);
        mach_low.set(lane, active && active->mach_low > 0 ? active->mach_low : -far);
        mach_high.set(lane, active ? bounded(active->mach_high) : far);
    }

    void load_air(int lane) {
        const LaneLayer& l = layer(lane);
        LaneCell& cell = *plan.air;
        cell.air.centre_m.set(lane, l.centre_m);
        cell.air.per_half_width_1_m.set(lane, 1.0 / l.half_width_m);
        for (int i = 0; i < LaneLayer::terms; ++i) cell.air.ln_density[i].set(lane, l.ln_density[i]);
        for (int i = 0; i < LaneLayer::few; ++i) {
            cell.air.specific_pressure[i].set(lane, l.specific_pressure[i]);
            cell.air.sound[i].set(lane, l.sound_m_s[i]);
        }
        if (world.has_wind) {
            cell.wind_base_m.set(lane, l.wind_base_m);
            cell.east_m_s.set(lane, l.east_m_s);
            cell.east_slope_1_s.set(lane, l.east_slope_1_s);
            cell.north_m_s.set(lane, l.north_m_s);
            cell.north_slope_1_s.set(lane, l.north_slope_1_s);
        }
        low.set(lane, edge_below(flight[lane]->plan, l.edges()).value);
        high.set(lane, bounded(l.top_m));
        leaves_air[lane] = false;
    }

    static Mask mask_of(const bool (&choice)[Pack::lanes]) {
        unsigned bits = 0;
        for (int i = 0; i < Pack::lanes; ++i) bits |= choice[i] ? 1U << i : 0U;
        return lanes_in(bits);
    }

    bool along_[Pack::lanes] = {}, local_[Pack::lanes] = {}, turns_[Pack::lanes] = {},
         falls_[Pack::lanes] = {};
};

}  // namespace apogee::APOGEE_LANES
