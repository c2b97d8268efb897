#include <catch2/catch.hpp>
#include <cmath>

#include "base/angles.h"
#include "range/search.h"

using namespace apogee;

namespace {

template <class Search, class Function>
int drive(Search& search, Function f) {
    int calls = 0;
    for (; !search.done() && calls < 200; ++calls) search.tell(f(search.next()));
    return calls;
}

}  // namespace

TEST_CASE("a root search ends on the root of smooth and of bent functions") {
    struct Case {
        double (*f)(double);
        double low, high, root;
        int most_calls;  // plain bisection to 1e-10 would take 35
    };
    const Case c = GENERATE(Case{[](double x) { return x * x - 2; }, 0, 3, std::sqrt(2.0), 12},
                            Case{[](double x) { return std::exp(-x) - 0.25; }, 0, 9, std::log(4.0), 12},
                            Case{[](double x) { return x < 1 ? -3.0 : x - 0.5; }, 0, 4, 1, 45},
                            Case{[](double x) { return 5 - x; }, 0, 7, 5, 3});
    RootSearch search({c.low, c.f(c.low)}, {c.high, c.f(c.high)}, 1e-10);
    const int calls = drive(search, c.f);
    CHECK(search.done());
    CHECK(calls <= c.most_calls);
    // At a jump the best sample lies on one side of it, within the tolerance.
    CHECK(search.best().at == Approx(c.root).margin(4e-10).epsilon(0));
    CHECK(search.best().value == c.f(search.best().at));
}

TEST_CASE("a root search whose ends are given the other way round finds the same root") {
    const auto f = [](double x) { return std::cos(x) - x; };
    RootSearch up({0, f(0)}, {1, f(1)}, 1e-12), down({1, f(1)}, {0, f(0)}, 1e-12);
    drive(up, f);
    drive(down, f);
    CHECK(up.best().at == Approx(0.7390851332151607).margin(4e-12).epsilon(0));
    CHECK(down.best().at == Approx(0.7390851332151607).margin(4e-12).epsilon(0));
}

TEST_CASE("a root search stops as soon as the value is near enough") {
    const auto f = [](double x) { return x * x * x - 3; };
    RootSearch search({0, f(0)}, {4, f(4)}, 1e-15, 1e-3);
    const int calls = drive(search, f);
    CHECK(std::abs(search.best().value) <= 1e-3);
    CHECK(calls < 10);
}

TEST_CASE("a maximum search finds the top within its tolerance") {
    struct Case {
        double (*f)(double);
        double low, best, high, top;
        int most_calls;  // golden sections alone need 35 to 1e-7 of the span
    };
    const Case c =
        GENERATE(Case{[](double x) { return 3 - (x - 1.25) * (x - 1.25); }, 0, 1, 3, 1.25, 8},
                 Case{[](double x) { return std::sin(x) + 0.1 * x; }, 0.5, 1.5, 3, std::acos(-0.1), 14},
                 Case{[](double x) { return -std::abs(x - 2) - 0.1 * x; }, 0, 1.5, 7, 2, 60},
                 Case{[](double x) { return 1 / (1 + 100 * (x - 0.3) * (x - 0.3)); }, 0, 0.2, 4, 0.3, 30});
    MaximumSearch search({c.low, c.f(c.low)}, {c.best, c.f(c.best)}, {c.high, c.f(c.high)}, 1e-6);
    const int calls = drive(search, c.f);
    CHECK(search.done());
    CHECK(calls <= c.most_calls);
    CHECK(search.best().at == Approx(c.top).margin(3e-6).epsilon(0));
    CHECK(search.best().value == c.f(search.best().at));
}
