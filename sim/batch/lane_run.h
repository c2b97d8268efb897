// Included once per instruction set, after lane_thin.h.

namespace apogee::APOGEE_LANES {

/// Keeps the lanes busy: each flies its own flight with its own steps and takes the next one from the list
/// when it is done.
class Flyer {
  public:
    explicit Flyer(const LaneWorld& world) : courses(world) {
        r = v = Vec::Zero();
        r[0] = Pack(world.earth.equatorial_radius_m);
        here = look(courses.plan, t, r, v);
    }

    /// Flies those that end as `which`, each to its end or until it coasts above the air.
    void fly(LaneFlight* flights, int count, LaneFlight::End which) {
        int next = 0;
        unsigned busy = 0;
        which_ = which;
        for (int lane = 0; lane < Pack::lanes; ++lane) busy |= take_next(lane, flights, count, next);
        unsigned stale = busy, begun = busy;
        while (busy != 0) {
            refresh(stale, begun);
            begun = stale = 0;
            if (done_ == 0) stale = step(busy);
            for (unsigned done = done_; done != 0; done &= done - 1) {
                const int lane = __builtin_ctz(done);
                courses.leave(lane);
                busy &= ~(1U << lane);
                const unsigned taken = take_next(lane, flights, count, next);
                busy |= taken;
                stale |= taken;
                begun |= taken;
            }
            stale &= busy;
            done_ = 0;
        }
    }

  private:
    unsigned take_next(int lane, LaneFlight* flights, int count, int& next) {
        while (next < count && flights[next].end != which_) ++next;
        if (next == count) return 0;
        LaneFlight& f = flights[next++];
        courses.begin(lane, f);
        t.set(lane, f.now.time_s);
        for (int i = 0; i < 3; ++i) {
            r[i].set(lane, f.now.r_I[i]);
            v[i].set(lane, f.now.v_I[i]);
        }
        want.set(lane, f.end == LaneFlight::End::coasting ? 1000.0 : 10.0);
        forced.set(lane, 0.0);
        mach_bend.set(lane, 0.0);
        last_dt.set(lane, 0.0);
        last_factor.set(lane, 1.0);
        top_pressure.set(lane, f.max_dynamic_pressure_Pa);
        steps.set(lane, f.steps);
        rejected.set(lane, f.rejected);
        released.set(lane, f.from_pad ? 0.0 : 1.0);
        revolution_by.set(lane, far);
        return 1U << lane;
    }

    /// Brings the lanes up to date whose model has changed, then looks once. At a flight's start a look
    /// before tells how high it is; where the wind has a say, the Mach number is only known after the look.
    void refresh(unsigned stale, unsigned begun) {
        unsigned searching = 0;
        const auto update = [&](unsigned lanes) {
            for (unsigned left = lanes; left != 0; left &= left - 1) {
                const int lane = __builtin_ctz(left);
                if (courses.course[lane].search_segment) searching |= 1U << lane;
                courses.settle(lane, {t[lane], here.height[lane], here.air_speed[lane]});
            }
            here = select(lanes_in(lanes), look(courses.plan, t, r, v), here);
        };
        if (stale == 0) return;
        if (begun != 0) here = select(lanes_in(begun), look(courses.plan, t, r, v), here);
        update(stale);
        if (courses.world.has_wind && searching != 0) {
            for (unsigned left = searching; left != 0; left &= left - 1)
                courses.course[__builtin_ctz(left)].search_segment = true;
            update(searching);
        }
        for (unsigned left = stale; left != 0; left &= left - 1) look_ahead(__builtin_ctz(left));
    }

    /// The least of the times to the edges ahead. A guess: what it misses is found when the step is done.
    [[nodiscard]] INLINE Pack time_to_edge() const {
        const Courses& c = courses;
        const auto ahead = [](const Pack& low, const Pack& high, const Pack& value, const Pack& rate,
                              const Pack& bend) {
            const Mask up = rate > Pack(0.0);
            return time_to(select(up, high - value, value - low), abs(rate), select(up, bend, -bend));
        };
        Pack soonest = ahead(c.low, c.high, here.height, here.climb, here.bend);
        soonest = min(soonest, ahead(c.mach_low, c.mach_high, here.mach, here.mach_rate, mach_bend));
        if (c.triggers) {
            soonest = min(soonest, time_to(c.height_trigger - here.height, here.climb, here.bend));
            soonest = min(soonest, time_to(c.speed_trigger - here.air_speed, here.speed_rate, Pack(0.0)));
        }
        return soonest;
    }

    [[nodiscard]] INLINE Landing landing_of(const Pack& dt, const Pack& left) const {
        const Courses& c = courses;
        const Look& end = trial.end;
        const Pack per_dt = 1.0 / dt, latest = min(0.05 * dt, left - dt);
        Landing l;
        const Motion height = motion(end.height, here.climb, end.climb, per_dt);
        consider(l, dt, latest, height, c.high, 1, Edge::air_up);
        consider(l, dt, latest, height, c.low, -1, Edge::air_down);
        const Motion mach = motion(end.mach, here.mach_rate, end.mach_rate, per_dt);
        consider(l, dt, latest, mach, c.mach_high, 1, Edge::drag_up);
        consider(l, dt, latest, mach, c.mach_low, -1, Edge::drag_down);
        if (c.triggers) {
            consider(l, dt, latest, height, c.height_trigger, 1, Edge::shroud);
            const Motion speed = motion(end.air_speed, here.speed_rate, end.speed_rate, per_dt);
            consider(l, dt, latest, speed, c.speed_trigger, 1, Edge::steering);
        }
        // Down and up again within the step: how deep?
        const Mask dips = (here.climb < Pack(0.0)) & (end.climb > Pack(0.0)) & (end.bend > Pack(0.0));
        const Pack depth = end.height - 0.5 * end.climb * end.climb / end.bend;
        l.astray = l.astray | (dips & (depth < c.low));
        return l;
    }

    /// One trial step in every lane. @return the lanes whose model has changed.
    unsigned step(unsigned busy) {
        const Pack left = courses.boundary - t, limit = min(left, time_to_edge());
        // No sliver before an edge: two even steps instead of a long and a tiny one.
        const Pack free = select(want < limit, select(limit < 2.0 * want, 0.5 * limit, want), limit);
        const Pack dt = select(forced > Pack(0.0), min(forced, left), free);

        // As in Propagator::allowance.
        constexpr double slow_m_s = 10.0;
        const double circular_m_s =
            __builtin_sqrt(constants::wgs84_gm_m3_s2 / constants::wgs84_equatorial_radius_m);
        const Pack slow = min(max(here.air_speed, Pack(slow_m_s)), Pack(circular_m_s));
        Pack speed = select(courses.gravity_turn, slow, Pack(circular_m_s));
        // On the way down a speed's error has little time left to become a distance, and drag takes it away.
        const double radius = constants::wgs84_equatorial_radius_m, g0 = constants::standard_gravity_m_s2;
        const Mask down = courses.falling & (here.climb < Pack(0.0));
        const Pack tolerance =
            select(down, Pack(courses.world.fall_tolerance), Pack(courses.world.relative_tolerance));
        const Pack per_tolerance = 1.0 / tolerance, per_speed = 1.0 / max(here.air_speed, Pack(slow_m_s));
        const Pack decay = (-g0 * here.climb * per_speed - here.speed_rate) * per_speed;
        const Pack pace = max(-here.climb / max(here.height, Pack(300.0)), decay) * (radius / 3);
        // Impact speed is a result, too: there, a metre of the way is a quarter of a metre per second.
        constexpr double allowed_m_s = 3e-2;
        speed = select(down, max(speed, min(pace, allowed_m_s * per_tolerance)), speed);
        trial.take(courses.plan, t, r, v, here.a_I, dt, per_tolerance * (1 / radius), per_tolerance / speed);

        const Landing landing = landing_of(dt, left);
        const Pack error = trial.error;
        const Mask small = error <= Pack(1.0), late = landing.shift < -0.25 * dt;
        const Pack factor = select(error == error, 0.87 * step_factor(error), Pack(0.2));

        const Mask flying = lanes_in(busy), good = small & !late & !landing.astray & flying;
        const Mask lands = good & (landing.shift < Pack(far));
        const Mask arrives = good & !lands & (dt == left);

        // What a rejected step says about the next one.
        const Pack shorter = dt * min(max(factor, Pack(0.2)), Pack(0.9));
        Pack retry = select(small, dt, shorter);
        retry = select(late, min(retry, select(landing.shift > -dt, dt + landing.shift, 0.5 * dt)), retry);
        retry = select(landing.astray, min(retry, 0.5 * dt), retry);
        // Gustafsson's predictive control, as in Propagator::controlled_step.
        const Pack trend =
            select(last_dt > Pack(0.0), dt / max(last_dt, Pack(1e-9)) * factor / last_factor, Pack(1.0));
        const Pack longer = dt * min(max(factor * min(Pack(1.0), trend), Pack(0.2)), Pack(5.0));
        last_dt = select(good, dt, last_dt);
        last_factor = select(good, factor, last_factor);
        // Cut short by an edge, to where its error says little, a step leaves the length wanted before.
        const Pack next = select((dt < want) & (factor > Pack(5.0)), max(want, longer), longer);
        want = select(good, next, select(flying, select(small, want, retry), want));
        forced = select(good, Pack(0.0), retry);
        steps += select(good, Pack(1.0), Pack(0.0));
        rejected += select(good, Pack(0.0), Pack(1.0));

        const unsigned turned = bits_of(good & (here.climb > Pack(0.0)) & (trial.end.climb <= Pack(0.0)));
        const unsigned peaked =
            bits_of(good & (here.pressure_rate > Pack(0.0)) & (trial.end.pressure_rate < Pack(0.0)));
        for (unsigned lanes = turned; lanes != 0; lanes &= lanes - 1) note_apogee(__builtin_ctz(lanes), dt);
        for (unsigned lanes = peaked; lanes != 0; lanes &= lanes - 1) note_peak(__builtin_ctz(lanes), dt);
        const unsigned landed = bits_of(lands), arrived = bits_of(arrives);
        // The cubic's second derivative at the end.
        const Pack per_dt = 1.0 / dt;
        const Pack bend =
            (6.0 * per_dt * (here.mach - trial.end.mach) + 2.0 * here.mach_rate + 4.0 * trial.end.mach_rate) *
            per_dt;
        mach_bend = select(good, bend, mach_bend);
        if (landed != 0) trial.shorten(lands, r, v, here, dt, landing.shift);
        const Mask counts = good & ((trial.end.climb > Pack(0.0)) | (released > Pack(0.0)));
        top_pressure = select(counts, max(top_pressure, trial.end.pressure), top_pressure);
        t = select(lands, t + (dt + landing.shift),
                   select(arrives, courses.boundary, select(good, t + dt, t)));
        for (int i = 0; i < 3; ++i) {
            r[i] = select(good, trial.r[i], r[i]);
            v[i] = select(good, trial.v[i], v[i]);
        }
        here = select(good, trial.end, here);
        edge = landing.edge;
        const unsigned near = bits_of(abs(landing.shift) <= 0.1 * dt);
        unsigned stale = arrived | (landed & ~near);
        for (unsigned lanes = landed; lanes != 0; lanes &= lanes - 1) {
            const int lane = __builtin_ctz(lanes);
            const bool smooth = cross(lane);
            if (!smooth) stale |= 1U << lane;
            if ((stale >> lane & 1U) == 0) look_ahead(lane);
        }
        for (unsigned lanes = arrived; lanes != 0; lanes &= lanes - 1) arrive(__builtin_ctz(lanes));
        give_up(busy, dt);
        return stale;
    }

    /// The greatest height within a step, from height, climb and its rate at both ends: a quintic, whose
    /// slope is searched for its zero.
    void note_apogee(int lane, const Pack& step_s) {
        const double h = step_s[lane];
        const double y0 = here.height[lane], d0 = h * here.climb[lane], b0 = h * h * here.bend[lane];
        const double y1 = trial.end.height[lane], d1 = h * trial.end.climb[lane],
                     b1 = h * h * trial.end.bend[lane];
        const double rise = y1 - y0 - d0 - 0.5 * b0, turn = d1 - d0 - b0, curl = b1 - b0;
        const double c3 = 10 * rise - 4 * turn + 0.5 * curl, c4 = -15 * rise + 7 * turn - curl,
                     c5 = 6 * rise - 3 * turn + 0.5 * curl;
        double low = 0, high = 1;
        for (int i = 0; i < 60; ++i) {
            const double s = 0.5 * (low + high);
            const double slope_here = d0 + s * (b0 + s * (3 * c3 + s * (4 * c4 + s * 5 * c5)));
            (slope_here > 0 ? low : high) = s;
        }
        const double s = 0.5 * (low + high);
        const double top = y0 + s * (d0 + s * (0.5 * b0 + s * (c3 + s * (c4 + s * c5))));
        LaneFlight& f = *courses.flight[lane];
        if (top > f.apogee_m) f.apogee_m = top;
    }

    /// The peak of dynamic pressure within a step: a cubic through both ends.
    void note_peak(int lane, const Pack& step_s) {
        if (!(trial.end.climb[lane] > 0) && !(released[lane] > 0)) return;
        const double h = step_s[lane];
        const double y0 = here.pressure[lane], d0 = h * here.pressure_rate[lane];
        const double change = trial.end.pressure[lane] - y0, d1 = h * trial.end.pressure_rate[lane];
        const double c2 = 3 * change - 2 * d0 - d1, c3 = d0 + d1 - 2 * change;
        const double root = __builtin_sqrt(c2 * c2 - 3 * c3 * d0), s = d0 / (root - c2);
        const double top = y0 + s * (d0 + s * (c2 + s * c3));
        if (s > 0 && s < 1 && top > top_pressure[lane]) top_pressure.set(lane, top);
    }

    /// Goes over an edge. @return whether forces are continuous there: what is known of the state stays true.
    bool cross(int lane) {
        Edge code = static_cast<Edge>(static_cast<int>(edge[lane]));
        const LaneFlight& f = *courses.flight[lane];
        const Course& c = courses.course[lane];
        if (code == Edge::air_down && !(courses.world.air[c.layer].bottom_m > f.ground_m)) {
            finish(lane, LaneFlight::End::landed);
            return false;
        }
        if (code == Edge::air_up && c.leaves_air) {
            finish(lane, LaneFlight::End::climbing);
            return false;
        }
        // Two triggers on the height: the nearer one was set.
        if (code == Edge::shroud && !(c.shroud_on && f.shroud_height_m == courses.height_trigger[lane]))
            code = Edge::steering;
        const bool from_vacuum = courses.world.air[c.layer].vacuum;
        const double slope = (**courses.plan.drag).slope_m2[lane];
        courses.cross(lane, code, t[lane]);
        const double sound = here.air_speed[lane] / here.mach[lane];
        if (code == Edge::drag_up || code == Edge::drag_down) {
            // The drag's slope jumps and with it the Mach number's second derivative.
            const LaneSpan& span = *courses.plan.propulsion;
            const double tau = t[lane] - span.start_s[lane];
            const double mass =
                span.mass_kg[lane] - tau * (span.flow_kg_s[lane] + 0.5 * span.flow_slope_kg_s2[lane] * tau);
            const double jump = (**courses.plan.drag).slope_m2[lane] - slope;
            mach_bend.set(
                lane, mach_bend[lane] - here.pressure[lane] * jump * here.mach_rate[lane] / (mass * sound));
            return true;
        }
        if (code != Edge::air_up && code != Edge::air_down) return false;
        const LaneLayer& layer = courses.world.air[c.layer];
        if (from_vacuum || layer.vacuum) return false;
        // Density and the speed of sound go on at other rates.
        const double x = (here.height[lane] - layer.centre_m) / layer.half_width_m;
        const double x_rate = here.climb[lane] / layer.half_width_m;
        double sound_slope = 0, density_slope = 0;
        for (int i = LaneLayer::few - 1; i > 0; --i) sound_slope = sound_slope * x + i * layer.sound_m_s[i];
        for (int i = LaneLayer::terms - 1; i > 0; --i)
            density_slope = density_slope * x + i * layer.ln_density[i];
        here.mach_rate.set(lane, (here.speed_rate[lane] - here.mach[lane] * sound_slope * x_rate) / sound);
        here.pressure_rate.set(
            lane, here.pressure[lane] *
                      (density_slope * x_rate + 2 * here.speed_rate[lane] / here.air_speed[lane]));
        return true;
    }

    void arrive(int lane) {
        LaneFlight& f = *courses.flight[lane];
        const double now = t[lane];
        last_dt.set(lane, 0.0);
        if (now == f.last_burnout_s && f.from_pad) write(lane, f.burnout);
        if (now >= f.duration_s) finish(lane, LaneFlight::End::duration_reached);
    }

    /// Above the air a flight goes on in long steps.
    void look_ahead(int lane) {
        const LaneFlight& f = *courses.flight[lane];
        if (f.spans[courses.course[lane].span].end_s < far)
            leave_air(lane);
        else
            end_coast(lane);
    }

    /// Under thrust: from where the drag to come takes less than 5 um/s.
    void leave_air(int lane) {
        constexpr double allowed_m_s = 5e-6, scale_height_m = 3e4, lowest_m = 6e4;
        const LaneFlight& f = *courses.flight[lane];
        const LaneWorld& world = courses.world;
        const double climb = here.climb[lane], speed = here.air_speed[lane];
        if (world.in_steps || here.height[lane] < lowest_m || !(climb > 0) || f.duration_s < far ||
            courses.waits(lane))
            return;
        const double to_come =
            drag_per_density(f, courses.course[lane].span, t[lane]) * speed * speed / climb * scale_height_m;
        const double floor = thin_above(world, allowed_m_s / to_come);
        if (here.height[lane] >= floor)
            finish(lane, LaneFlight::End::climbing);
        else
            courses.leave_air_at(lane, floor);
    }

    /// Free flight that will not come back, as Propagator::coast_is_over.
    void end_coast(int lane) {
        constexpr double lasting_perigee_m = 150e3;
        const LaneFlight& f = *courses.flight[lane];
        Course& c = courses.course[lane];
        const PropulsionSpan& span = f.spans[c.span];
        if (span.end_s < far || span.burning || f.duration_s < far) return;
        const Earth& earth = courses.world.earth;
        const double mu = earth.gm_m3_s2;
        const double x = r[0][lane], y = r[1][lane], z = r[2][lane];
        const double vx = v[0][lane], vy = v[1][lane], vz = v[2][lane];
        const double radius = __builtin_sqrt(x * x + y * y + z * z), speed2 = vx * vx + vy * vy + vz * vz;
        const double lx = y * vz - z * vy, ly = z * vx - x * vz, lz = x * vy - y * vx;
        const double momentum2 = lx * lx + ly * ly + lz * lz, energy = 0.5 * speed2 - mu / radius;
        if (!(energy < 0)) {
            if (courses.world.air[c.layer].vacuum && here.climb[lane] > 0)
                finish(lane, LaneFlight::End::escaped);
            return;
        }
        const double e2 = 1 + 2 * energy * momentum2 / (mu * mu);
        const double perigee =
            momentum2 / mu / (1 + __builtin_sqrt(e2 > 0 ? e2 : 0)) - earth.equatorial_radius_m;
        const double axis = -0.5 * mu / energy;
        if (revolution_by[lane] >= far)
            revolution_by.set(lane, t[lane] + 2 * pi * axis * __builtin_sqrt(axis / mu));
        const bool in_air = courses.world.layers > 1;
        const double lasting = in_air ? lasting_perigee_m : 0.0;
        if (perigee > lasting && here.height[lane] > lasting) return finish(lane, LaneFlight::End::in_orbit);
        if (courses.world.in_steps || which_ == LaneFlight::End::coasting) return;  // once is enough
        const double speed = __builtin_sqrt(speed2), height = here.height[lane];
        // Down to the air it must get, and steeply: a shallow ellipse is followed step by step.
        const double entry = entry_m(courses.world, f, c.span, t[lane], speed);
        if (height < entry || perigee > entry - 100e3 || c.shroud_on) return;
        courses.flight[lane]->entry_m = entry;
        if (here.climb[lane] > 0 || height > entry + 50e3) finish(lane, LaneFlight::End::coasting);
    }

    void give_up(unsigned busy, const Pack& dt) {
        const LaneWorld& world = courses.world;
        const Mask lost = (steps + rejected > Pack(static_cast<double>(world.step_limit))) | (t + dt <= t);
        for (unsigned lanes = bits_of(lost & lanes_in(busy & ~done_)); lanes != 0; lanes &= lanes - 1)
            finish(__builtin_ctz(lanes), LaneFlight::End::doubtful);
        for (unsigned lanes = bits_of((t > revolution_by) & lanes_in(busy & ~done_)); lanes != 0;
             lanes &= lanes - 1)
            finish(__builtin_ctz(lanes), LaneFlight::End::in_orbit);
    }

    void write(int lane, LanePoint& point) const {
        point.time_s = t[lane];
        for (int i = 0; i < 3; ++i) {
            point.r_I[i] = r[i][lane];
            point.v_I[i] = v[i][lane];
        }
    }

    void finish(int lane, LaneFlight::End end) {
        LaneFlight& f = *courses.flight[lane];
        f.end = end;
        write(lane, f.now);
        if (here.height[lane] > f.apogee_m && end != LaneFlight::End::coasting &&
            end != LaneFlight::End::climbing)
            f.apogee_m = here.height[lane];
        f.shroud_on = courses.course[lane].shroud_on;
        f.steering_span = courses.course[lane].steering;
        f.steering_start_s = courses.course[lane].steering_start_s;
        f.max_dynamic_pressure_Pa = top_pressure[lane];
        f.steps = static_cast<int>(steps[lane]);
        f.rejected = static_cast<int>(rejected[lane]);
        done_ |= 1U << lane;
    }

    Courses courses;
    Trial trial;
    Look here;
    Vec r, v;
    Pack t{0.0}, want{1.0}, forced{0.0}, mach_bend{0.0}, edge{0.0}, last_dt{0.0}, last_factor{1.0};
    Pack top_pressure{0.0}, steps{0.0}, rejected{0.0}, released{0.0}, revolution_by{far};
    unsigned done_ = 0;
    LaneFlight::End which_ = LaneFlight::End::ready;
};

void fly(const LaneWorld& world, LaneFlight* flights, int count) {
    using End = LaneFlight::End;
    Flyer flyer(world);
    flyer.fly(flights, count, End::ready);
    Climb(world).fly(flights, count);
    flyer.fly(flights, count, End::ready);
    Coast coast(world.earth);
    LaneFlight* group[Pack::lanes];
    for (int i = 0, filled = 0; i < count; ++i) {
        if (flights[i].end == End::coasting) group[filled++] = &flights[i];
        if (filled == 0 || (filled < Pack::lanes && i + 1 < count)) continue;
        // The last group may not be full: its last flight stands in for the missing ones.
        LaneFlight spare = *group[filled - 1];
        for (int lane = filled; lane < Pack::lanes; ++lane) group[lane] = &spare;
        coast.fly(group);
        filled = 0;
    }
    flyer.fly(flights, count, End::coasting);
}

}  // namespace apogee::APOGEE_LANES
