#include "report/overflight.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "base/angles.h"
#include "geo/place.h"
#include "geo/territorial_sea.h"
#include "geo/world_map.h"
#include "physics/constants.h"
#include "report/flown_path.h"

namespace apogee {
namespace {

/// A moment of the track.
struct TrackPlace {
    double time_s;
    Geodetic place;
    Vec3<double> direction;  ///< of the place, for angles between places
};

TrackPlace track_place(const Trajectory& trajectory, double time_s) {
    const Geodetic place = trajectory.place(time_s, trajectory.state(time_s).r_I);
    return {time_s, place, sphere_direction(place.latitude, place.longitude)};
}

Zone zone_of(const TrackPlace& at) {
    return zone_below(degrees(at.place.latitude), degrees(at.place.longitude));
}

Below named_below(const TrackPlace& at) {
    return below(degrees(at.place.latitude), degrees(at.place.longitude));
}

/// How fast the point below moves over the ground.
double ground_speed_m_s(const Trajectory& trajectory, double time_s) {
    const State state = trajectory.state(time_s);
    const EarthFixed at = trajectory.earth_fixed(time_s, state);
    const double radius = at.r_E.norm(), climb = at.v_E.dot(at.r_E) / radius;
    const double level = std::sqrt(std::max(0.0, at.v_E.squaredNorm() - climb * climb));
    return level * trajectory.plan->earth.equatorial_radius_m / radius;
}

/// Moments so close that the track goes no farther than a step between two of them.
std::vector<TrackPlace> walk(const Trajectory& trajectory) {
    constexpr double least_step_m = 1e3, most_step_m = 5e3, slowest_s = 60;
    constexpr int steps = 2000, most_places = 20'000;
    const double begin = first_instant(trajectory), end = trajectory.end_s;
    double length_m = 0;
    constexpr int parts = 50;
    for (int i = 0; i < parts; ++i)
        length_m +=
            ground_speed_m_s(trajectory, begin + (end - begin) * (i + 0.5) / parts) * (end - begin) / parts;
    const double step_m = std::clamp(length_m / steps, least_step_m, most_step_m);
    const double shortest_s = (end - begin) / most_places;  // an orbit's many turns
    std::vector<TrackPlace> places;
    for (double t = begin; t < end;) {
        places.push_back(track_place(trajectory, t));
        const double speed = ground_speed_m_s(trajectory, t);
        t += std::max(std::min(step_m / std::max(speed, 1e-3), slowest_s), shortest_s);
    }
    places.push_back(track_place(trajectory, end));
    // The apogee is the greatest height of what it lies over.
    for (const Event& event : trajectory.events)
        if (event.time_s > begin && event.time_s < end)
            places.push_back(track_place(trajectory, event.time_s));
    std::ranges::sort(places, {}, &TrackPlace::time_s);
    return places;
}

struct Town {
    const PopulatedPlace* place;
    double latitude;
    Vec3<double> direction;
};

/// From south to north.
const std::vector<Town>& towns() {
    static const std::vector<Town> all = [] {
        std::vector<Town> made;
        for (const PopulatedPlace& place : places()) {
            const double latitude = radians(place.latitude_deg);
            made.push_back({&place, latitude, sphere_direction(latitude, radians(place.longitude_deg))});
        }
        std::ranges::sort(made, {}, &Town::latitude);
        return made;
    }();
    return all;
}

/// The nearest town to a place, and how far it is as an angle.
class NearestTown {
  public:
    /// @param likely  a town that may be near: it bounds the search
    NearestTown(const TrackPlace& at, const Town& likely) : town_(&likely) {
        const Vec3<double>& here = at.direction;
        consider(likely, here);
        const auto middle = std::ranges::lower_bound(towns(), at.place.latitude, {}, &Town::latitude);
        // Farther north or south than the nearest one is away there is no nearer one.
        for (auto north = middle; north != towns().end() && north->latitude - at.place.latitude < angle_;
             ++north)
            consider(*north, here);
        for (auto south = middle;
             south != towns().begin() && at.place.latitude - std::prev(south)->latitude < angle_; --south)
            consider(*std::prev(south), here);
    }
    [[nodiscard]] const Town& town() const { return *town_; }
    [[nodiscard]] double angle() const { return angle_; }

  private:
    void consider(const Town& town, const Vec3<double>& here) {
        const double cosine = here.dot(town.direction);
        if (cosine <= cosine_) return;
        cosine_ = cosine;
        angle_ = std::acos(std::min(cosine, 1.0));
        town_ = &town;
    }

    const Town* town_;
    double cosine_ = -2, angle_ = pi;
};

/// The town nearest to a stretch of the track: found by moments 10 km apart, its distance by all.
NearbyPlace nearest_place(const Earth& earth, std::span<const TrackPlace> track) {
    constexpr double apart = 10e3 / constants::sphere_radius_m;
    const Town* nearest = &towns().front();
    double least = pi, skipped_cosine = 2;  // nothing is skipped before the first look
    Vec3<double> looked_at = Vec3<double>::Zero();
    for (const TrackPlace& at : track) {
        const Vec3<double>& here = at.direction;
        if (looked_at.dot(here) > skipped_cosine) continue;
        const NearestTown found(at, *nearest);
        if (found.angle() < least) {
            least = found.angle();
            nearest = &found.town();
        }
        // A town that is nearer than the nearest so far takes at least the difference to come into reach.
        skipped_cosine = std::cos(std::max(apart, found.angle() - least));
        looked_at = here;
    }
    const TrackPlace* closest = nullptr;
    double most_cosine = -2;
    for (const TrackPlace& at : track)
        if (const double cosine = at.direction.dot(nearest->direction); cosine > most_cosine) {
            most_cosine = cosine;
            closest = &at;
        }
    const PopulatedPlace& place = *nearest->place;
    return {std::string(place.name), std::string(country(place.country).name),
            geodesic(earth, closest->place, {radians(place.latitude_deg), radians(place.longitude_deg), 0})
                .distance_m};
}

Overflight stretch(const Earth& earth, const Below& below, const Zone& zone,
                   std::span<const TrackPlace> track) {
    Overflight made{below,
                    zone.territorial_sea ? std::string(country(*zone.territorial_sea).label) : "",
                    track.front().time_s,
                    track.back().time_s,
                    track.front().place.height,
                    track.back().place.height,
                    0,
                    0,
                    nearest_place(earth, track)};
    const auto height = [](const TrackPlace& at) { return at.place.height; };
    const auto [least, most] = std::ranges::minmax_element(track, {}, height);
    made.least_height_m = height(*least);
    made.most_height_m = height(*most);
    return made;
}

/// A part of a track over one thing.
template <class Thing>
struct Part {
    Thing below;
    std::vector<TrackPlace> track;
};

/// Cuts a track into parts over one thing each, with both sides of every change a millisecond apart.
/// @param look  what lies below a moment
template <class Look>
auto cut(const Trajectory& trajectory, std::span<const TrackPlace> track, const Look& look) {
    constexpr double resolution_s = 1e-3;
    using Thing = decltype(look(track.front()));
    std::vector<Part<Thing>> parts{{look(track.front()), {track.front()}}};
    for (const TrackPlace& next : track.subspan(1)) {
        const Thing below_next = look(next);
        // Between two moments something narrow may lie: then there are two changes, or more.
        while (!(parts.back().below == below_next)) {
            TrackPlace before = parts.back().track.back(), after = next;
            Thing below_after = below_next;
            while (after.time_s - before.time_s > resolution_s) {
                const TrackPlace middle = track_place(trajectory, 0.5 * (before.time_s + after.time_s));
                Thing below_middle = look(middle);
                if (below_middle == parts.back().below) {
                    before = middle;
                } else {
                    after = middle;
                    below_after = std::move(below_middle);
                }
            }
            parts.back().track.push_back(before);
            parts.push_back({std::move(below_after), {after}});
        }
        parts.back().track.push_back(next);
    }
    return parts;
}

/// A few moments of a stretch of water: what it is called changes slowly, and costs a hundred times a
/// country.
std::vector<TrackPlace> thinned(const std::vector<TrackPlace>& track) {
    constexpr double apart = radians(1.0);
    std::vector<TrackPlace> few{track.front()};
    for (const TrackPlace& at : track)
        if (at.direction.dot(few.back().direction) < std::cos(apart)) few.push_back(at);
    if (few.back().time_s < track.back().time_s) few.push_back(track.back());
    return few;
}

/// The moments of a track from one time to another, its ends among them.
std::vector<TrackPlace> between(const std::vector<TrackPlace>& track, const TrackPlace& from,
                                const TrackPlace& to) {
    std::vector<TrackPlace> part{from};
    for (const TrackPlace& at : track)
        if (at.time_s > from.time_s && at.time_s < to.time_s) part.push_back(at);
    if (to.time_s > from.time_s) part.push_back(to);
    return part;
}

}  // namespace

std::vector<Overflight> overflights(const Trajectory& trajectory) {
    std::vector<Overflight> found;
    if (trajectory.steps.empty()) return found;
    const Earth& earth = trajectory.plan->earth;
    const std::vector<TrackPlace> walked = walk(trajectory);
    const auto name_below = [](const TrackPlace& at) { return named_below(at).name; };
    for (const Part<Zone>& part : cut(trajectory, walked, zone_of)) {
        if (part.below.land || part.below.territorial_sea) {
            const TrackPlace& middle = part.track[part.track.size() / 2];
            found.push_back(stretch(earth, named_below(middle), part.below, part.track));
            continue;
        }
        const std::vector<TrackPlace> few = thinned(part.track);
        for (const Part<std::string>& water : cut(trajectory, few, name_below))
            found.push_back(stretch(earth, {water.below, false}, part.below,
                                    between(part.track, water.track.front(), water.track.back())));
    }
    return found;
}

std::string name_of(const Overflight& over) {
    return over.territorial_sea_of.empty() ? over.below.name : "waters of " + over.territorial_sea_of;
}

}  // namespace apogee
