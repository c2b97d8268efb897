#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "base/angles.h"
#include "estimate/free_flight.h"
#include "estimate/reported_flight.h"
#include "geo/coordinates.h"
#include "physics/constants.h"
#include "statistics/weighted.h"

using namespace apogee;

TEST_CASE("A distance is known to half a unit of its last digit", "[estimate]") {
    struct Row {
        const char* text;
        double km, half_km;
    };
    const Row row = GENERATE(Row{"3724.9", 3724.9, 0.05}, Row{"998", 998, 0.5}, Row{"1000", 1000, 50},
                             Row{"4500", 4500, 50}, Row{"950", 950, 5}, Row{"700", 700, 5},
                             Row{"90", 90, 0.5}, Row{"1000~50", 1000, 50}, Row{"350.0", 350, 0.05},
                             Row{"620 mi", 620 * 1.609344, 5 * 1.609344}, Row{"87500 m", 87.5, 0.05},
                             Row{"6.5e3", 6500, 3.25});  // an exponent says nothing of digits: 1e-3
    CAPTURE(row.text);
    const RoundedFigure figure = read_distance_km(row.text, "--range");
    CHECK(figure.value() == Approx(row.km).epsilon(1e-12));
    CHECK(figure.high() - figure.value() == Approx(row.half_km).epsilon(1e-6));
    CHECK(figure.value() - figure.low() == Approx(row.half_km).epsilon(1e-6));
}

TEST_CASE("A time is known to half a second or to half a minute", "[estimate]") {
    struct Row {
        const char* text;
        double s, half_s;
    };
    const Row row =
        GENERATE(Row{"47:12", 2832, 0.5}, Row{"2832s", 2832, 0.5}, Row{"2832 s", 2832, 0.5},
                 Row{"1:08:55", 4135, 0.5}, Row{"71min", 4260, 30}, Row{"71:00", 4260, 30},
                 Row{"1h 11min", 4260, 30}, Row{"47min 12s", 2832, 0.5}, Row{"4260s", 4260, 30},
                 Row{"47:12.0", 2832, 0.5}, Row{"53min~0.2min", 3180, 12}, Row{"53:00~1s", 3180, 1},
                 Row{"74 minutes", 4440, 30}, Row{"1 hour 11 minutes", 4260, 30}, Row{"47.2min", 2832, 3},
                 Row{"0.78h", 2808, 18}, Row{"47.25min", 2835, 0.5}, Row{"0.5h", 1800, 180});
    CAPTURE(row.text);
    const RoundedFigure figure = read_time_s(row.text, "--time");
    CHECK(figure.value() == Approx(row.s).epsilon(1e-12));
    CHECK(figure.high() - figure.value() == Approx(row.half_s).epsilon(1e-6));
}

TEST_CASE("Figures that say nothing are refused and the option named", "[estimate]") {
    for (const char* text : {"", "far", "12 s", "1000~", "1000~km", "998 ~ 20 km", "nan", "1e400", "6,648",
                             "1000~1001", "1e308"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH(read_distance_km(text, "--range"), Catch::StartsWith("--range: "));
    }
    for (const char* text : {"", "2832", "47:72", "long", "12 km", "1:2:3:4", "53min~1", "47:1", "47:012",
                             "1:8:55", "53min~54min", "2,832s", "1e308min"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH(read_time_s(text, "--time"), Catch::StartsWith("--time: "));
    }
    CHECK_THROWS_WITH(read_time_s("2832", "--time"), Catch::Contains("minutes or seconds?"));
    CHECK_THROWS_WITH(read_distance_km("6,648", "--apogee"), Catch::Contains("a comma; expected"));
    // As maps and gazetteers print them.
    for (const char* text : {"40.61N 126.43E", "40.61\u00b0 N, 126.43\u00b0 E", "N40.61 E126.43",
                             "40.61n,126.43e", "40\u00b036\u203236\u2033N 126\u00b025\u203248\u2033E",
                             "40 36.6 N 126 25.8 E", "40\u00b036'36\"N, 126\u00b025'48\"E"}) {
        CAPTURE(text);
        const Geodetic place = read_place(text, "--from");
        CHECK(degrees(place.latitude) == Approx(40.61).margin(1e-9));
        CHECK(degrees(place.longitude) == Approx(126.43).margin(1e-9));
    }
    // Would catch a rounding of minutes that makes them no whole number.
    for (int d = 0; d < 90; ++d)
        for (int m = 0; m < 60; ++m) {
            const std::string text = std::to_string(d) + ' ' + std::to_string(m) + " 30 N 10 E";
            CHECK(degrees(read_place(text, "--from").latitude) == Approx(d + (m + 0.5) / 60).margin(1e-9));
        }
    CHECK(degrees(read_place("33.9S 18.4W", "--from").latitude) == Approx(-33.9));
    CHECK(degrees(read_place("33.9S 18.4W", "--from").longitude) == Approx(-18.4));
    for (const char* text : {"40.61E 126.43N", "-40.61S 126.43E", "40 61 N 126 E", "40.5 30 N 126 E", "N E",
                             "91N 10E", "40 1 2 3 N 126 E", "40.61N", "N 126 E"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(read_place(text, "--from"), InputError);
    }
    CHECK_THROWS_WITH(read_place("126.43,40.61", "--from"), Catch::Contains("latitude first: 40.61,126.43"));
    CHECK_THROWS_AS(read_place("40.61", "--from"), InputError);
    CHECK_THROWS_AS(read_launch_time("2017-07-28T14:42", "--launch-time"), InputError);
    CHECK_THROWS_AS(read_launch_time("2017-02-30T14:42Z", "--launch-time"), InputError);
    CHECK_THROWS_WITH(read_launch_time("2017-02-30T14:42Z", "--launch-time"),
                      Catch::Contains("no such moment; expected a date and time with its offset"));
    using namespace std::chrono;
    CHECK(read_launch_time("2017-07-28T23:42:00+09:00", "--launch-time") ==
          sys_days(year(2017) / 7 / 28) + hours(14) + minutes(42));
}

TEST_CASE("A free flight given by apogee and angle satisfies Kepler", "[estimate]") {
    // A flight with a known speed and angle at the ground; its apogee and range are closed forms of both.
    const double gm = constants::wgs84_gm_m3_s2, r = constants::sphere_radius_m;
    const double speed = GENERATE(1500.0, 4000.0, 6500.0, 7800.0),
                 angle = radians(GENERATE(20.0, 45.0, 70.0, 89.0));
    const double a = 1 / (2 / r - speed * speed / gm), h = r * speed * std::cos(angle);
    const double e = std::sqrt(1 - h * h / (gm * a)), top = a * (1 + e);
    // The true anomaly at the ground, counted from the apogee.
    const double half = std::acos((h * h / (gm * r) - 1) / -e);
    const FreeFlight flight = free_flight(gm, r, top - r, 2 * half);
    CHECK(flight.speed_m_s == Approx(speed).epsilon(1e-9));
    CHECK(flight.flight_path_angle == Approx(angle).epsilon(1e-6));
    // Kepler's equation from the perigee.
    const double eccentric = std::acos((1 - r / a) / e);
    const double from_perigee = (eccentric - e * std::sin(eccentric)) * std::sqrt(a * a * a / gm);
    CHECK(flight.time_s == Approx(2 * (pi * std::sqrt(a * a * a / gm) - from_perigee)).epsilon(1e-7));
}

TEST_CASE("The Earth turns a short flight over the ground into a long one in space", "[estimate]") {
    // Eastward from the equator: the ground adds its own arc.
    const double r = constants::sphere_radius_m, rate = constants::wgs84_rotation_rate_rad_s;
    const Geodetic site{};
    CHECK(inertial_angle(site, 0.5 * pi, 1e6, r, rate, 1000) == Approx(1e6 / r + rate * 1000).epsilon(1e-12));
    CHECK(inertial_angle(site, 1.5 * pi, 1e6, r, rate, 1000) == Approx(1e6 / r - rate * 1000).epsilon(1e-12));
    CHECK(inertial_angle(site, 1.0, 1e6, r, 0, 1000) == Approx(1e6 / r).epsilon(1e-12));
    // At the pole the ground only turns under the impact: the distance stays.
    CHECK(inertial_angle({0.5 * pi, 0, 0}, 1.0, 1e6, r, rate, 1000) == Approx(1e6 / r).epsilon(1e-9));
}

TEST_CASE("Weighted quantiles equal plain ones where all weigh alike and follow the weight", "[estimate]") {
    WeightedSample even;
    for (int i = 0; i < 101; ++i) even.add(i, 1);
    CHECK(even.quantile(0.5) == Approx(50));
    CHECK(even.quantile(0.05) == Approx(4.55).margin(0.01));
    WeightedSample heavy;
    heavy.add(1, 1);
    heavy.add(2, 98);
    heavy.add(std::numeric_limits<double>::infinity(), 1);
    CHECK(heavy.quantile(0.5) == Approx(2));
    CHECK(std::isinf(heavy.quantile(0.999)));
    CHECK(effective_size({1, 1, 1, 1}) == Approx(4));
    CHECK(effective_size({1, 0, 0, 0}) == Approx(1));
}
