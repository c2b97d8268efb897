#include "geo/polygon_distance.h"

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <cassert>
#include <cmath>
#include <limits>

#include "base/angles.h"
#include "physics/constants.h"

namespace apogee {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A piece of an edge, short enough for the distance to have one minimum and one maximum on it.
struct Piece {
    LatLon from, to;

    [[nodiscard]] Geodetic at(double part) const {
        return {radians(from.latitude_deg + part * (to.latitude_deg - from.latitude_deg)),
                radians(from.longitude_deg + part * (to.longitude_deg - from.longitude_deg)), 0};
    }
};

Vec3<double> direction_of(const LatLon& p) {
    return sphere_direction(radians(p.latitude_deg), radians(p.longitude_deg));
}

/// The angle between two unit vectors: exact for small and large ones, where an arc cosine is not.
double angle_between(const Vec3<double>& a, const Vec3<double>& b) {
    return 2 * std::atan2((a - b).norm(), (a + b).norm());
}

/// Looks for the least of sign x distance: 1 the nearest place, -1 the farthest.
class Search {
  public:
    Search(const Geodetic& from, double sign)
        : from_(from), direction_(sphere_direction(from.latitude, from.longitude)), sign_(sign) {}

    void consider(const Geodetic& place) { keep(place, seen_from(from_, place).distance_m); }

    void consider(const Piece& piece) {
        // Sphere against ellipsoid: geodetic latitudes taken as spherical ones are off by up to 0.6 %.
        constexpr double off = 0.01, metres = constants::sphere_radius_m;
        const Vec3<double> a = direction_of(piece.from), b = direction_of(piece.to);
        const double length_m = (1 + off) * metres * angle_between(a, b);
        const double middle_m = 0.5 * metres * (angle_between(direction_, a) + angle_between(direction_, b));
        // No place on the piece is nearer, or farther, than half its length from its ends' mean.
        const double bound = sign_ * middle_m - off * middle_m - 0.5 * length_m;
        if (bound > best_) return;
        const double at_from = distance_m(piece.from), at_to = distance_m(piece.to);
        keep(piece.at(0), at_from);
        keep(piece.at(1), at_to);
        if (0.5 * (sign_ * (at_from + at_to) - length_m) > best_) return;
        // Half the digits of a number is all that the place of a minimum has.
        const auto [part, least] = boost::math::tools::brent_find_minima(
            [&](double t) { return sign_ * seen_from(from_, piece.at(t)).distance_m; }, 0.0, 1.0,
            std::numeric_limits<double>::digits / 2);
        keep(piece.at(part), sign_ * least);
    }

    [[nodiscard]] SeenPlace answer() const { return seen_from(from_, place_); }

  private:
    [[nodiscard]] double distance_m(const LatLon& p) const {
        return seen_from(from_, {radians(p.latitude_deg), radians(p.longitude_deg), 0}).distance_m;
    }
    void keep(const Geodetic& place, double distance_m) {
        if (sign_ * distance_m >= best_) return;
        best_ = sign_ * distance_m;
        place_ = place;
    }

    Geodetic from_;
    Vec3<double> direction_;
    double sign_, best_ = infinity;
    Geodetic place_;
};

void each_piece(std::span<const MapPolygon> polygons, auto&& visit) {
    // Half and twice of it give the same places; longer pieces can have two minima near a pole.
    constexpr double longest_deg = 2;
    for (const MapPolygon& polygon : polygons)
        for (const std::vector<LatLon>& ring : polygon.rings)
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const LatLon &a = ring[i], &b = ring[i + 1];
                const double width = b.longitude_deg - a.longitude_deg,
                             height = b.latitude_deg - a.latitude_deg;
                const int count =
                    static_cast<int>(std::max(std::abs(width), std::abs(height)) / longest_deg) + 1;
                LatLon last = a;
                for (int k = 1; k <= count; ++k) {
                    const double part = static_cast<double>(k) / count;
                    const LatLon next =
                        k == count ? b
                                   : LatLon{a.latitude_deg + part * height, a.longitude_deg + part * width};
                    visit(Piece{last, next});
                    last = next;
                }
            }
}

/// The vertex with the least sign x distance on a sphere: where the search begins, so that it measures
/// little else.
LatLon first_guess(const Geodetic& from, std::span<const MapPolygon> polygons, double sign) {
    const Vec3<double> here = sphere_direction(from.latitude, from.longitude);
    double best = infinity;
    LatLon guess{};
    for (const MapPolygon& polygon : polygons)
        for (const LatLon& p : polygon.rings.front()) {
            const double toward = -sign * here.dot(direction_of(p));
            if (toward >= best) continue;
            best = toward;
            guess = p;
        }
    return guess;
}

SeenPlace extreme(const Geodetic& from, std::span<const MapPolygon> polygons, double sign) {
    const Geodetic opposite{-from.latitude, from.longitude + (from.longitude > 0 ? -pi : pi), 0};
    const Geodetic& ideal = sign > 0 ? from : opposite;
    if (inside(ideal, polygons)) return seen_from(from, ideal);
    Search search(from, sign);
    const LatLon guess = first_guess(from, polygons, sign);
    search.consider(Geodetic{radians(guess.latitude_deg), radians(guess.longitude_deg), 0});
    each_piece(polygons, [&](const Piece& piece) { search.consider(piece); });
    return search.answer();
}

}  // namespace

SeenPlace seen_from(const Geodetic& from, const Geodetic& place) {
    const Geodesic line = geodesic(Earth{}, from, place);
    return {place, line.distance_m, line.distance_m > 0 ? line.azimuth : 0};
}

bool inside(const Geodetic& place, std::span<const MapPolygon> polygons) {
    const double x = wrapped_longitude_deg(degrees(place.longitude)), y = degrees(place.latitude);
    for (const MapPolygon& polygon : polygons) {
        bool in = false;
        for (const std::vector<LatLon>& ring : polygon.rings)
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const LatLon &a = ring[i], &b = ring[i + 1];
                if ((a.latitude_deg > y) == (b.latitude_deg > y)) continue;
                const double part = (y - a.latitude_deg) / (b.latitude_deg - a.latitude_deg);
                if (x < a.longitude_deg + part * (b.longitude_deg - a.longitude_deg)) in = !in;
            }
        if (in) return true;
    }
    return false;
}

NearestAndFarthest nearest_and_farthest(const Geodetic& from, std::span<const MapPolygon> polygons) {
    assert(!polygons.empty());
    return {extreme(from, polygons, 1), extreme(from, polygons, -1)};
}

}  // namespace apogee
