// Names and distances as people type them.
#include <catch2/catch.hpp>

#include "base/input_error.h"
#include "base/typed_number.h"
#include "estimate/reported_flight.h"
#include "geo/place_name.h"
#include "geo/region.h"

using namespace apogee;
using Catch::Matchers::Contains;

TEST_CASE("names are compared without the marks of their letters", "[unit][places]") {
    CHECK(comparable_name("S\u00e3o Paulo") == "sao paulo");
    CHECK(comparable_name("SA\u0303O-PAULO") == "sao paulo");  // the mark a character of its own
    CHECK(comparable_name("K\u00f6ln") == "koln");
    CHECK(comparable_name("Th\u1ee7 \u0110\u1ee9c") == "thu duc");
    CHECK(comparable_name("Stra\u00dfe \u00c6r\u00f8") == "strasse aero");
    CHECK(comparable_name("C\u00f4te d\u2019Ivoire") == comparable_name("Cote d'Ivoire"));
    CHECK(comparable_name("\uc11c\uc6b8") == "\uc11c\uc6b8");
    CHECK(comparable_name("a\xff"
                          "b") ==
          "a\xff"
          "b");
}

TEST_CASE("places are found by the names that people use", "[unit][places]") {
    const auto name = [](const char* typed) { return find_region(typed, "TO").name; };
    CHECK(name("Kiev") == "Kyiv");
    CHECK(name("saigon") == "Ho Chi Minh City");
    CHECK(name("Sao Paulo") == "S\u00e3o Paulo");
    CHECK(name("Zurich, Switzerland") == "Z\u00fcrich");
    CHECK(name("CONUS") == "the 48 states");
    CHECK(name("U.S.") == "United States of America");
    CHECK(name("United  States") == "United States of America");
    CHECK(name("NYC") == "New York City");
    CHECK(name("Reunion") == "R\u00e9union");
    CHECK(name("holland") == "Netherlands");
    // Every other name leads to something on the map.
    for (const OtherName& other : other_names()) {
        INFO(other.used);
        CHECK_NOTHROW(find_region(other.used, "TO"));
    }
}

TEST_CASE("towns of one name are told, the most populous meant", "[unit][places]") {
    const Region springfield = find_region("Springfield", "TO");
    CHECK(springfield.point.latitude == Approx(37.215 * pi / 180));
    REQUIRE(springfield.namesakes.size() == 3);
    CHECK(springfield.namesakes[0]->population >= springfield.namesakes[2]->population);
    CHECK(find_region("Tokyo", "TO").namesakes.empty());
    CHECK(find_region("Paris, France", "TO").namesakes.empty());
}

// Would catch a message that advises what it refuses.
TEST_CASE("where a place is asked for, a distance is neither taken nor offered", "[unit][places]") {
    for (const char* typed : {"10000 km", "5500nmi"}) {
        CHECK_THROWS_WITH(find_area(typed, "TO"), Catch::Contains(": a distance; expected a country"));
        CHECK_THROWS_WITH(find_origin(typed, "FROM"), Catch::Contains(": a distance; expected a country"));
    }
    CHECK_THROWS_WITH(find_area("Qqqqq", "TO"), !Catch::Contains("distance"));
    CHECK_THROWS_WITH(find_region("Qqqqq", "--claim"), Catch::Contains("or a distance such as"));
}

// Would catch a thousands point read as decimals: a claim of ten kilometres instead of ten thousand.
TEST_CASE("a distance that can be read in two ways is refused", "[unit][places]") {
    const auto km = [](const char* typed) { return find_region(typed, "--claim").distance_m / 1000; };
    CHECK(km("10,000 km") == 10000);
    CHECK(km("10 000 km") == 10000);
    CHECK(km("10\u202f000 km") == 10000);
    CHECK(km("10000.5 KM") == 10000.5);
    CHECK(km("1,234.5 km") == 1234.5);
    CHECK(km("6200 miles") == Approx(6200 * 1.609344));
    CHECK(km("5500 NM") == Approx(5500 * 1.852));
    CHECK_THROWS_WITH(km("10.000 km"), Contains("thousands or decimals? Type 10000 or 10.0000"));
    CHECK_THROWS_WITH(km("1,00 km"), Contains("no thousands"));
    CHECK_THROWS_WITH(km("1,0000 km"), Contains("no thousands"));
    CHECK_THROWS_WITH(km("1.5,000 km"), Contains("no number"));
    CHECK_THROWS_WITH(km("-5 km"), Contains("no distance"));
    CHECK_THROWS_WITH(km("30,000 km"), Contains("20015 km"));

    CHECK_THROWS_WITH(read_distance_km("6.648", "--apogee"), Contains("thousands or decimals?"));
    CHECK_THROWS_WITH(read_distance_km("6.648 km", "--apogee"), Contains("thousands or decimals?"));
    CHECK(read_distance_km("6.6480", "--apogee").value() == 6.648);
    CHECK(read_distance_km("6.648~0.001", "--apogee").value() == 6.648);
    CHECK(read_distance_km("0.648", "--apogee").value() == 0.648);
    CHECK(read_distance_km("3724.925", "--apogee").value() == 3724.925);
    CHECK(read_distance_km("3724.92", "--apogee").value() == 3724.92);
}
