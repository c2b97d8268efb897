// Included once per instruction set, after lane_flyer.h.

namespace apogee::APOGEE_LANES {

/// Where a flight is in its plan: the three tracks of `Regime`, for one lane.
struct Course {
    int span = 0, steering = -1, layer = 0, segment = 0;
    double steering_start_s = 0;
    bool shroud_on = false;
    bool leaves_air = false;  ///< at the upper edge: from there on thrust and gravitation are all
    bool search_layer = true, search_segment = true;  ///< by state, where no edge says which
};

/// A state of one lane, to decide what comes next.
struct Here {
    double t, height, air_speed;
};

enum class Edge { air_up, air_down, drag_up, drag_down, steering, shroud, none };

/// The numbers of all lanes and where each is in its plan. Decides, per lane, what piece of the model comes
/// next, and writes that piece's numbers into the packs.
class Courses {
  public:
    Courses(const LaneWorld& shared) : world(shared) {
        static_cast<Earth&>(plan.earth) = world.earth;
        const double shrink = 1 / (1 - world.earth.flattening);
        plan.earth.k = shrink * shrink - 1;
        plan.earth.asks_up = world.has_wind;
        plan.has_wind = world.has_wind;
        plan.frame.up_I = plan.frame.along_I = Vec::Zero();
        LaneAir& air = (*plan.air).air;
        for (Pack& c : air.ln_density) c = 0.0;
        for (Pack& c : air.specific_pressure) c = 1.0;
        for (Pack& c : air.sound) c = 1.0;
    }

    LanePlan plan;
    Pack boundary{far}, low{-far}, high{far}, mach_low{-far}, mach_high{far}, height_trigger{far},
        speed_trigger{far};
    /// Speed below which the allowance shrinks (see Propagator::allowance); 0 where it does not.
    Mask gravity_turn{};
    bool triggers = false;  ///< any lane waits for a height or a speed
    Mask falling{};         ///< nothing will burn any more

    void begin(int lane, LaneFlight& f) {
        flight[lane] = &f;
        Course& c = course[lane];
        c = Course{};
        while (f.now.time_s >= f.spans[c.span].end_s) ++c.span;
        c.steering = f.steering && f.now.time_s < f.last_burnout_s ? f.steering_span : -1;
        c.steering_start_s = f.steering_start_s;
        c.shroud_on = f.shroud_on;
        plan.density_scale.set(lane, f.density_scale);
        for (int i = 0; i < 3; ++i) {
            plan.frame.up_I[i].set(lane, f.up_I[i]);
            plan.frame.along_I[i].set(lane, f.along_I[i]);
        }
        load(lane);
    }

    void leave(int lane) { flight[lane] = nullptr; }

    /// Brings every track up to the current state. @return whether anything changed.
    bool settle(int lane, const Here& here) {
        Course& c = course[lane];
        const LaneFlight& f = *flight[lane];
        bool changed = false;
        if (c.search_layer) {
            c.layer = 0;
            while (here.height >= world.air[c.layer].top_m) ++c.layer;
            c.search_layer = false;
            changed = true;
        }
        while (here.t >= f.spans[c.span].end_s) {
            ++c.span;
            c.search_segment = changed = true;
        }
        if (c.shroud_on && (here.t >= f.shroud_time_s || here.height >= f.shroud_height_m)) {
            c.shroud_on = false;
            changed = true;
        }
        if (c.steering >= 0 && here.t >= f.last_burnout_s) {
            c.steering = -1;
            changed = true;
        }
        while (c.steering >= 0 && steering_is_over(f, c, here)) {
            next_steering(f, c, here.t);
            changed = true;
        }
        if (c.search_segment) {
            find_segment(f, c, here.air_speed / sound_m_s(world.air[c.layer], here.height));
            c.search_segment = false;
            changed = true;
        }
        if (changed) load(lane);
        return changed;
    }

    /// Makes a height of the present layer the lane's upper edge, where it leaves the air.
    void leave_air_at(int lane, double height_m) {
        course[lane].leaves_air = height_m < world.air[course[lane].layer].top_m;
        if (course[lane].leaves_air) high.set(lane, height_m);
    }

    /// Whether the state decides what follows of the ascent, not only the clock.
    [[nodiscard]] bool waits(int lane) const {
        const LaneFlight& f = *flight[lane];
        const Course& c = course[lane];
        if (c.shroud_on && f.shroud_height_m < far) return true;
        for (int i = c.steering; i >= 0 && i < f.steering_spans; ++i) {
            const SteeringSpan::End end = f.steering[i].end;
            if (end == SteeringSpan::End::height_m || end == SteeringSpan::End::air_speed_m_s) return true;
        }
        return false;
    }

    /// Goes over an edge that a step has ended on.
    void cross(int lane, Edge edge, double t) {
        Course& c = course[lane];
        switch (edge) {
            case Edge::air_up:
            case Edge::air_down:
                c.search_segment = world.air[c.layer].vacuum;  // there nobody watched the Mach number
                c.layer += edge == Edge::air_up ? 1 : -1;
                load_air(lane);
                load_drag(lane);
                return;
            case Edge::drag_up:
            case Edge::drag_down:
                c.segment += edge == Edge::drag_up ? 1 : -1;
                load_drag(lane);
                return;
            case Edge::steering:
                next_steering(*flight[lane], c, t);
                break;
            case Edge::shroud:
                c.shroud_on = false;
                break;
            case Edge::none:
                return;
        }
        load(lane);
    }

    LaneFlight* flight[Pack::lanes] = {};
    Course course[Pack::lanes];
    const LaneWorld& world;

  private:
    static double steering_end_s(const LaneFlight& f, const Course& c) {
        const SteeringSpan& s = f.steering[c.steering];
        if (s.end == SteeringSpan::End::time_s) return s.end_value;
        if (s.end == SteeringSpan::End::after_s) return c.steering_start_s + s.end_value;
        return far;
    }
    static bool steering_is_over(const LaneFlight& f, const Course& c, const Here& here) {
        const SteeringSpan& s = f.steering[c.steering];
        if (s.end == SteeringSpan::End::height_m) return here.height >= s.end_value;
        if (s.end == SteeringSpan::End::air_speed_m_s) return here.air_speed >= s.end_value;
        return here.t >= steering_end_s(f, c);
    }
    static void next_steering(const LaneFlight& f, Course& c, double t) {
        const double end = steering_end_s(f, c);  // exactly, also where lift-off came later
        c.steering_start_s = end < far ? end : t;
        ++c.steering;
    }
    static double sound_m_s(const LaneLayer& layer, double height) {
        const double x = (height - layer.centre_m) / layer.half_width_m;
        double sum = 0;
        for (int i = LaneLayer::few - 1; i >= 0; --i) sum = sum * x + layer.sound_m_s[i];
        return sum;
    }
    static void find_segment(const LaneFlight& f, Course& c, double mach) {
        const LaneDrag& drag = f.drag[c.span];
        c.segment = 0;
        while (c.segment + 1 < drag.count && mach >= f.segments[drag.first + c.segment].mach_high)
            ++c.segment;
    }

    /// Writes the numbers of a lane's present piece into the packs.
    void load(int lane) {
        load_span(lane);
        load_drag(lane);
        load_steering(lane);
        load_air(lane);
    }

    void load_span(int lane) {
        const LaneFlight& f = *flight[lane];
        const Course& c = course[lane];
        const PropulsionSpan& s = f.spans[c.span];
        LaneSpan& p = *plan.propulsion;
        p.start_s.set(lane, s.start_s);
        p.mass_kg.set(lane, s.mass_kg + (c.shroud_on ? f.shroud_mass_kg : 0.0));
        p.flow_kg_s.set(lane, s.flow_kg_s);
        p.flow_slope_kg_s2.set(lane, s.flow_slope_kg_s2);
        p.thrust_vacuum_N.set(lane, s.burning ? s.thrust_vacuum_N : 0);
        p.thrust_slope_N_s.set(lane, s.burning ? s.thrust_slope_N_s : 0);
        p.pressure_area_m2.set(lane, s.burning ? s.pressure_area_m2 : 0);
        p.pressure_area_slope_m2_s.set(lane, s.burning ? s.pressure_area_slope_m2_s : 0);
        p.burning = false;
        for (int i = 0; i < Pack::lanes; ++i)
            p.burning |= flight[i] && flight[i]->spans[course[i].span].burning;
        double until = s.end_s < f.duration_s ? s.end_s : f.duration_s;
        if (c.steering >= 0 && steering_end_s(f, c) < until) until = steering_end_s(f, c);
        if (c.shroud_on && f.shroud_time_s < until) until = f.shroud_time_s;
        boundary.set(lane, until < far ? until : far);
    }

    void load_drag(int lane) {
        const LaneFlight& f = *flight[lane];
        const Course& c = course[lane];
        const LaneDrag& drag = f.drag[c.span];
        LaneSegment& segment = **plan.drag;
        if (drag.count == 0) {
            segment.mach_low.set(lane, 0);
            segment.area_m2.set(lane, 0);
            segment.slope_m2.set(lane, 0);
            mach_low.set(lane, -far);
            mach_high.set(lane, far);
            return;
        }
        const DragSegment& d = f.segments[drag.first + (c.segment < drag.count ? c.segment : drag.count - 1)];
        segment.mach_low.set(lane, d.mach_low);
        segment.area_m2.set(lane, d.area_m2);
        segment.slope_m2.set(lane, d.slope_m2);
        const bool watched = !world.air[c.layer].vacuum && !c.search_segment;
        mach_low.set(lane, watched && d.mach_low > 0 ? d.mach_low : -far);
        mach_high.set(lane, watched && d.mach_high < far ? d.mach_high : far);
    }

    void load_steering(int lane) {
        const LaneFlight& f = *flight[lane];
        const Course& c = course[lane];
        LaneSteering& p = *plan.steering;
        height_trigger.set(lane, far);
        speed_trigger.set(lane, far);
        if (c.shroud_on && f.shroud_height_m < far) height_trigger.set(lane, f.shroud_height_m);
        SteeringSpan none;
        const SteeringSpan& s = c.steering >= 0 ? f.steering[c.steering] : none;
        if (s.end == SteeringSpan::End::height_m && s.end_value < height_trigger[lane])
            height_trigger.set(lane, s.end_value);
        if (s.end == SteeringSpan::End::air_speed_m_s) speed_trigger.set(lane, s.end_value);
        p.elevation.set(lane, s.elevation);
        p.rate_rad_s.set(lane, s.rate_rad_s);
        p.start_s.set(lane, c.steering_start_s);
        const bool along = s.kind == SteeringSpan::Kind::along_air_velocity;
        along_[lane] = along;
        local_[lane] = !along && s.frame == SteeringFrame::local;
        const bool turns = c.steering >= 0 &&
                           f.steering[f.steering_spans - 1].kind == SteeringSpan::Kind::along_air_velocity;
        turns_[lane] = turns;
        triggers = any((height_trigger < Pack(far)) | (speed_trigger < Pack(far)));
        p.any_launch = p.any_local = p.any_along = false;
        for (int i = 0; i < Pack::lanes; ++i) {
            p.any_along |= along_[i];
            p.any_local |= local_[i];
            p.any_launch |= !along_[i] && !local_[i];
        }
        plan.earth.asks_up = world.has_wind || p.any_local;
        p.along = mask_of(along_);
        p.local = mask_of(local_);
        gravity_turn = mask_of(turns_);
        last_[lane] = c.steering < 0 && !(f.spans[c.span].end_s < far);
        falling = mask_of(last_);
    }

    void load_air(int lane) {
        const LaneLayer& layer = world.air[course[lane].layer];
        LaneCell& cell = *plan.air;
        cell.air.centre_m.set(lane, layer.centre_m);
        cell.air.per_half_width_1_m.set(lane, 1.0 / layer.half_width_m);
        for (int i = 0; i < LaneLayer::terms; ++i) cell.air.ln_density[i].set(lane, layer.ln_density[i]);
        for (int i = 0; i < LaneLayer::few; ++i) {
            cell.air.specific_pressure[i].set(lane, layer.specific_pressure[i]);
            cell.air.sound[i].set(lane, layer.sound_m_s[i]);
        }
        cell.wind_base_m.set(lane, layer.wind_base_m);
        cell.east_m_s.set(lane, layer.east_m_s);
        cell.east_slope_1_s.set(lane, layer.east_slope_1_s);
        cell.north_m_s.set(lane, layer.north_m_s);
        cell.north_slope_1_s.set(lane, layer.north_slope_1_s);
        const double ground = flight[lane]->ground_m;
        low.set(lane, layer.bottom_m > ground ? layer.bottom_m : ground);
        high.set(lane, layer.top_m < far ? layer.top_m : far);
        course[lane].leaves_air = false;
    }

    static Mask mask_of(const bool (&choice)[Pack::lanes]) {
        unsigned bits = 0;
        for (int i = 0; i < Pack::lanes; ++i) bits |= choice[i] ? 1U << i : 0U;
        return lanes_in(bits);
    }

    bool along_[Pack::lanes] = {}, local_[Pack::lanes] = {}, turns_[Pack::lanes] = {},
         last_[Pack::lanes] = {};
};

}  // namespace apogee::APOGEE_LANES
