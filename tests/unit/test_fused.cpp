// The multiply-add of lanes on processors that have no instruction for it.
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#define APOGEE_LANES lanes_test
#define APOGEE_VECTOR_SIZE 2
#define APOGEE_VECTORS 1
#define INLINE inline
#include "lanes/pack.h"

using apogee::lanes_test::Pack;

TEST_CASE("Without the instruction a product and a sum are rounded once, as with it") {
    std::mt19937_64 random(1);
    const auto number = [&](int spread) {
        const double x = std::uniform_real_distribution<double>(-1, 1)(random);
        return std::ldexp(x, std::uniform_int_distribution<int>(-spread, spread)(random));
    };
    int rounded_twice = 0;
    for (int i = 0; i < 200'000; ++i) {
        const double a = number(40), b = number(40);
        double c = number(80);
        switch (i % 4) {
            case 0:  // nearly cancels: what the product's rounding lost is all that remains
                c = -a * b;
                break;
            case 1:  // the product is about half a unit in the last place of c: ties and their neighbours
                c = std::ldexp(std::nearbyint(std::ldexp(number(0), 53)), std::ilogb(a * b));
                break;
            case 2:
                c = std::ldexp(-a * b, std::uniform_int_distribution<int>(-2, 2)(random));
                break;
            default:
                break;
        }
        const Pack sum = Pack(a) * Pack(b) + Pack(c), difference = Pack(c) - Pack(a) * Pack(b);
        REQUIRE(sum[0] == std::fma(a, b, c));
        REQUIRE(sum[1] == std::fma(a, b, c));
        REQUIRE(difference[0] == std::fma(-a, b, c));
        rounded_twice += sum[0] == a * b + c ? 0 : 1;
    }
    CHECK(rounded_twice > 50'000);  // else nothing was tried
}

TEST_CASE("Numbers that mean never stay what they are when they are fused") {
    const double far = 1e300;
    CHECK((Pack(1.0) * Pack(far) + Pack(-1.0))[0] == far);
    CHECK((Pack(0.0) * Pack(0.0) + Pack(far))[1] == far);
    CHECK((Pack(-2.0) * Pack(far) + Pack(5.0))[0] == -2 * far);
}
