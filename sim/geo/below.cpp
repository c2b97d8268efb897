#include "geo/below.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

#include "base/angles.h"
#include "geo/sea.h"
#include "geo/world_map.h"
#include "physics/earth.h"

namespace apogee {
namespace {

/// How far a name reaches by its rank, ocean to strait, as an angle on the Earth (23 to 1.8 degrees).
/// Estimate: chosen so that the waters around Japan, Florida and the North Sea get the names people use.
double reach(int rank) {
    constexpr std::array degrees_by_rank{23.0, 9.0, 4.5, 1.8};
    return radians(degrees_by_rank[static_cast<std::size_t>(rank)]);
}

/// Of the northern and the southern Atlantic and Pacific the one on the point's side of the equator, which
/// parts them. Source: International Hydrographic Organization, Limits of Oceans and Seas, S-23 (1953).
std::string_view on_this_side(const Sea& sea, double latitude_deg) {
    constexpr std::string_view north = "North ", south = "South ";
    static_assert(north.size() == south.size());
    if (sea.rank > 0 || !(sea.name.starts_with(north) || sea.name.starts_with(south))) return sea.name;
    const std::string_view side = latitude_deg < 0 ? south : north, ocean = sea.name.substr(side.size());
    for (const Sea& twin : seas())
        if (twin.name.starts_with(side) && twin.name.ends_with(ocean)) return twin.name;
    return sea.name;
}

struct NamedWater {
    const Sea* sea;
    Vec3<double> direction;
    double least_cosine;  ///< of the angle between the label and where it is still a candidate
};

const std::vector<NamedWater>& waters() {
    static const std::vector<NamedWater> all = [] {
        std::vector<NamedWater> made;
        constexpr double farthest = 2;  // oceans are named from anywhere, a strait only from near it
        for (const Sea& sea : seas())
            made.push_back({&sea, sphere_direction(radians(sea.latitude_deg), radians(sea.longitude_deg)),
                            sea.rank == 0 ? -2 : std::cos(farthest * reach(sea.rank))});
        return made;
    }();
    return all;
}

/// How much of the way from a point to a sea's name lies over land, as an angle; no more than `most` is told.
double land_between(const Vec3<double>& from, const Vec3<double>& to, double angle, double most) {
    // A quarter of a degree: a lone islet is not seen, peninsulas and larger islands are.
    const int steps = std::max(1, static_cast<int>(angle / radians(0.25)));
    const double step = angle / steps;
    double land = 0;
    for (int i = 0; i < steps && land < most; ++i) {
        const double part = (i + 0.5) / steps;
        const Vec3<double> at = ((1 - part) * from + part * to).normalized();
        if (WorldMap::at(Detail::m50)
                .country_below(degrees(std::asin(at.z())), degrees(std::atan2(at.y(), at.x()))))
            land += step;
    }
    return land;
}

}  // namespace

Below below(double latitude_deg, double longitude_deg) {
    if (const auto found = country_below(latitude_deg, longitude_deg))
        return {std::string(country(*found).label), true};
    struct Candidate {
        double weighted, angle;
        const NamedWater* water;
    };
    const Vec3<double> here = sphere_direction(radians(latitude_deg), radians(longitude_deg));
    std::vector<Candidate> candidates;
    for (const NamedWater& water : waters()) {
        const double cosine = here.dot(water.direction);
        if (cosine <= water.least_cosine) continue;
        const double angle = std::acos(std::clamp(cosine, -1.0, 1.0));
        candidates.push_back({angle / reach(water.sea->rank), angle, &water});
    }
    std::ranges::sort(candidates, {}, &Candidate::weighted);
    // So much land counts as one reach more. Estimate: at half of it waters beyond the Panama isthmus take
    // the name of the other side, at twice of it bays of the Ross Sea that of an ocean half the globe away.
    constexpr double land_per_reach = radians(0.3);
    const Sea* nearest = nullptr;
    double least = std::numeric_limits<double>::infinity();
    for (const Candidate& candidate : candidates) {
        if (candidate.weighted >= least) break;
        const double most = (least - candidate.weighted) * land_per_reach;
        const double land = land_between(here, candidate.water->direction, candidate.angle, most);
        if (land >= most) continue;
        least = candidate.weighted + land / land_per_reach;
        nearest = candidate.water->sea;
    }
    return {std::string(on_this_side(*nearest, latitude_deg)), false};
}

}  // namespace apogee
