#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "base/angles.h"
#include "geo/below.h"
#include "geo/country_grid.h"
#include "geo/territorial_sea.h"
#include "geo/world_map.h"
#include "physics/earth.h"

namespace apogee {
namespace {

/// The nearest coast by looking at every edge of the map: straight in degrees, in places a tenth of its
/// length or 200 m apart.
std::optional<NearCoast> nearest_by_all(double latitude_deg, double longitude_deg, double within_m) {
    const Geodetic here{radians(latitude_deg), radians(longitude_deg), 0};
    std::optional<NearCoast> nearest;
    for (const MapLine& line : WorldMap::at(Detail::m10).lines()) {
        if (line.kind != LineKind::coast) continue;
        for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
            const LatLon &a = line.points[i], &b = line.points[i + 1];
            constexpr double far_deg = 0.5;  // of latitude: 55 km
            if (std::min(std::fabs(a.latitude_deg - latitude_deg), std::fabs(b.latitude_deg - latitude_deg)) >
                far_deg)
                continue;
            constexpr int parts = 20;
            for (int k = 0; k <= parts; ++k) {
                const double s = static_cast<double>(k) / parts;
                const Geodetic there{radians(a.latitude_deg + s * (b.latitude_deg - a.latitude_deg)),
                                     radians(a.longitude_deg + s * (b.longitude_deg - a.longitude_deg)), 0};
                const double east = std::remainder(there.longitude - here.longitude, 2 * pi) *
                                    std::cos(0.5 * (there.latitude + here.latitude));
                if (std::hypot(east, there.latitude - here.latitude) > 1.1 * within_m / 6.35e6) continue;
                const double distance = geodesic(Earth{}, here, there).distance_m;
                if (distance < (nearest ? nearest->distance_m : within_m))
                    nearest = {line.first ? *line.first : *line.second, distance};
            }
        }
    }
    return nearest;
}

std::optional<CountryId> territorial_sea_at(double latitude_deg, double longitude_deg) {
    return zone_below(latitude_deg, longitude_deg).territorial_sea;
}

std::string name(const std::optional<CountryId>& id) {
    return id ? std::string(country(*id).label) : "";
}

}  // namespace

// Would catch a wrong metric (degrees for metres, the sphere's radius), cells that are not looked at, the
// antimeridian as an edge or as a coast, and the wrong side of a coast as its owner.
TEST_CASE("The nearest coast is the nearest of all", "[geo]") {
    struct Around {
        double latitude_deg, longitude_deg;
    };
    const Around around =
        GENERATE(Around{38, 127}, Around{54.5, 10.5}, Around{68, 14}, Around{-17, 180}, Around{71, -179.5},
                 Around{81, -60}, Around{-77.3, 166.5}, Around{1.2, 103.8});
    std::mt19937 random(1);
    std::uniform_real_distribution<double> offset(-0.4, 0.4);
    int found = 0;
    for (int i = 0; i < 6; ++i) {
        const double latitude_deg = around.latitude_deg + offset(random),
                     longitude_deg =
                         around.longitude_deg + offset(random) / std::cos(radians(around.latitude_deg));
        CAPTURE(latitude_deg, longitude_deg);
        const auto ours =
            WorldMap::at(Detail::m10).nearest_coast(latitude_deg, longitude_deg, territorial_sea_m);
        const auto all = nearest_by_all(latitude_deg, longitude_deg, territorial_sea_m);
        // Between two of the looks at an edge lies half a twentieth of it: of the longest here, some 20 km,
        // 500 m, so that a distance of 1 km may be 120 m too long, and one near the limit be missed.
        if (!ours || !all) {
            if (ours) CHECK(ours->distance_m > territorial_sea_m - 20);
            CHECK_FALSE(all);
            continue;
        }
        ++found;
        CHECK(ours->distance_m <= all->distance_m + 5);
        CHECK(ours->distance_m >= all->distance_m - 130);
        if (ours->distance_m < all->distance_m - 20) continue;
        CHECK(ours->country == all->country);
    }
    CHECK(found > 0);
}

TEST_CASE("A territorial sea is twelve nautical miles of water off a coast", "[geo]") {
    // Off Ulleungdo and far from any other land; over land; at the poles; in mid-ocean.
    CHECK(name(territorial_sea_at(37.5, 131.05)) == "South Korea");
    CHECK(name(territorial_sea_at(37.5, 131.4)).empty());
    CHECK(name(territorial_sea_at(37.5, 127)).empty());
    CHECK(name(territorial_sea_at(90, 0)).empty());
    CHECK(name(territorial_sea_at(-90, 0)).empty());
    CHECK(name(territorial_sea_at(0, -140)).empty());
    // In the Strait of Dover the nearer coast owns it; both sides of 180 degrees off Fiji's Taveuni are
    // Fiji's.
    CHECK(name(territorial_sea_at(51.05, 1.35)) == "United Kingdom");
    CHECK(name(territorial_sea_at(50.95, 1.6)) == "France");
    CHECK(name(territorial_sea_at(-16.6, 179.95)) == "Fiji");
    CHECK(name(territorial_sea_at(-16.6, -179.95)) == "Fiji");
    // The antimeridian itself is no coast: north of Chukotka's Wrangel Island it is open sea.
    CHECK(name(territorial_sea_at(73, 180)).empty());
}

TEST_CASE("A bay is named after the sea that it is of", "[geo]") {
    // Seen from these, land lies on every straight way to the sea's name, and an ocean half the globe away or
    // none at all was named.
    CHECK(below(-73.5, -102.3).name == "Amundsen Sea");
    CHECK(below(-54.6, -65.9).name == "Drake Passage");
    CHECK(below(44.5, 12.5).name == "Adriatic Sea");
    CHECK(below(-53.9, -37.9).name == "Scotia Sea");
    // And land still parts seas: both sides of Honshu, Florida, Baja California.
    CHECK(below(38, 142.5).name == "North Pacific Ocean");
    CHECK(below(38.5, 138).name == "Sea of Japan / East Sea");
    CHECK(below(26, -79.8).name == "North Atlantic Ocean");
    CHECK(below(27.5, -115.5).name == "North Pacific Ocean");
    // The equator parts the oceans that have two names, wherever their labels stand.
    CHECK(below(3, -120).name == "North Pacific Ocean");
    CHECK(below(-3, 175).name == "South Pacific Ocean");
    CHECK(below(2, -25).name == "North Atlantic Ocean");
}

}  // namespace apogee
