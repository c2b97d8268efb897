#include "geo/below.h"

#include <algorithm>
#include <array>
#include <cmath>
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

bool water_between(const Vec3<double>& from, const Vec3<double>& to, double angle) {
    // A quarter of a degree: peninsulas and larger islands hide a sea, a lone islet does not.
    const int steps = std::max(1, static_cast<int>(angle / radians(0.25)));
    for (int i = 0; i < steps; ++i) {
        const double part = (i + 0.5) / steps;
        const Vec3<double> at = ((1 - part) * from + part * to).normalized();
        if (WorldMap::at(Detail::m50)
                .country_below(degrees(std::asin(at.z())), degrees(std::atan2(at.y(), at.x()))))
            return false;
    }
    return true;
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
    std::sort(candidates.begin(), candidates.end(),
              [](const Candidate& a, const Candidate& b) { return a.weighted < b.weighted; });
    for (const Candidate& candidate : candidates)
        if (water_between(here, candidate.water->direction, candidate.angle))
            return {std::string(candidate.water->sea->name), false};
    return {"water", false};
}

}  // namespace apogee
