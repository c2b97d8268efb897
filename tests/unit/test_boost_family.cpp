#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <regex>

#include "base/angles.h"
#include "estimate/boost_family.h"
#include "physics/constants.h"

using namespace apogee;

namespace {

CandidateVehicles family(int stages) {
    return boost_family(std::nullopt, 0.5 * pi, false, stages).front();
}

/// The numbers of a row of the table in docs/estimate.md, in order.
std::vector<double> documented(const std::string& row) {
    std::ifstream file(APOGEE_SCENARIOS_DIR "/../docs/estimate.md");
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("| " + row + " |")) continue;
        const std::size_t from = row.size() + 4;
        const std::string cell = line.substr(from, line.find(" |", from) - from);
        std::vector<double> numbers;
        const std::regex number("\\b[0-9]+(?:\\.[0-9]+)?");
        for (std::sregex_iterator at(cell.begin(), cell.end(), number), end; at != end; ++at)
            numbers.push_back(std::stod(at->str()));
        return numbers;
    }
    FAIL("no row " + row);
    return {};
}

/// The bounds of a family's number: least, likeliest, greatest.
std::vector<double> bounds(const CandidateVehicles& candidate, const std::string& name) {
    const auto found = std::ranges::find(candidate.numbers, name, &Varied::path);
    REQUIRE(found != candidate.numbers.end());
    const auto& triangular = std::get<Triangular>(found->distribution);
    CHECK(triangular.low == found->least);
    CHECK(triangular.high == found->most);
    return {triangular.low, found->value, triangular.high};
}

/// A built vehicle's numbers by path, and the payload's bounds.
struct Built {
    std::map<std::string, double> values;
    UnknownNumber payload;
};
Built built(const CandidateVehicles& candidate, const std::map<std::string, double>& drawn) {
    std::vector<double> numbers, values(candidate.paths.size());
    for (const Varied& number : candidate.numbers) {
        const auto given = drawn.find(number.path);
        numbers.push_back(given == drawn.end() ? number.value : given->second);
    }
    Built result;
    result.payload = candidate.build(numbers, values);
    for (std::size_t i = 0; i < values.size(); ++i) result.values[candidate.paths[i]] = values[i];
    return result;
}

}  // namespace

TEST_CASE("The family's bounds are those that its documentation states", "[estimate]") {
    using Numbers = std::vector<double>;
    const CandidateVehicles one = family(1), two = family(2), three = family(3);
    const auto joined = [](std::initializer_list<Numbers> parts) {
        Numbers all;
        for (const Numbers& part : parts) all.insert(all.end(), part.begin(), part.end());
        return all;
    };
    const char* const thrust = "lift-off thrust over weight";
    CHECK(documented("lift-off thrust over weight") == joined({bounds(one, thrust), bounds(two, thrust)}));
    CHECK(bounds(three, thrust) == bounds(two, thrust));
    CHECK(documented("specific impulse in vacuum, s") ==
          joined({bounds(one, "stage 1: isp_vacuum_s"), bounds(two, "stage 2: isp_vacuum_s")}));
    CHECK(documented("dry part of a stage") ==
          joined({bounds(one, "stage 1: dry part of mass"), bounds(two, "stage 1: dry part of mass"),
                  bounds(two, "stage 2: dry part of mass")}));
    CHECK(bounds(three, "stage 3: dry part of mass") == bounds(two, "stage 2: dry part of mass"));
    CHECK(documented("upper stages' thrust over weight") == bounds(two, "stage 2: thrust over weight"));
    CHECK(bounds(three, "stage 3: thrust over weight") == bounds(two, "stage 2: thrust over weight"));
    CHECK(documented("part of the mass above stage 1") ==
          joined({bounds(two, "part of mass above stage 1"), bounds(three, "part of mass above stage 1"),
                  bounds(three, "part of that above stage 2")}));
    for (const CandidateVehicles* candidate : {&one, &two, &three}) {
        CHECK(documented("mass of the stages, t") == bounds(*candidate, "mass of the stages in t"));
        CHECK(documented("sea level over vacuum") == bounds(*candidate, "isp at sea level over vacuum"));
        CHECK(documented("payload's ballistic coefficient, kg/m2") ==
              bounds(*candidate, "payload ballistic coefficient"));
        // Followed by what ten calibres weigh: "of ten calibres at 820 kg/m3".
        const Numbers girth = bounds(*candidate, "diameter over that of 10 calibres");
        CHECK(joined({girth, {820}}) == documented("diameter"));
        CHECK(candidate->even_in_logarithm);
        CHECK(candidate->unknown == "payload.mass_kg");
    }
    // Of a single stage of a kilogram.
    const UnknownNumber payload = built(one, {{"mass of the stages in t", 0.001}}).payload;
    CHECK(documented("payload") == Numbers{100 * payload.least, 100 * payload.most, 2, 100});
}

TEST_CASE("A missile of the family has the ratios that were drawn", "[estimate]") {
    const CandidateVehicles three = family(3);
    const Built b = built(three, {{"mass of the stages in t", 50},
                                  {"lift-off thrust over weight", 1.7},
                                  {"isp at sea level over vacuum", 0.9},
                                  {"stage 1: isp_vacuum_s", 280},
                                  {"stage 1: dry part of mass", 0.1},
                                  {"stage 2: thrust over weight", 2},
                                  {"part of mass above stage 1", 0.3},
                                  {"part of that above stage 2", 0.25}});
    const auto of = [&](const std::string& path) {
        REQUIRE(b.values.contains(path));
        return b.values.at(path);
    };
    constexpr double g0 = constants::standard_gravity_m_s2;
    CHECK(of("stage[1].propellant_mass_kg") + of("stage[1].dry_mass_kg") == Approx(35'000));
    CHECK(of("stage[1].dry_mass_kg") == Approx(3500));
    CHECK(of("stage[2].propellant_mass_kg") + of("stage[2].dry_mass_kg") == Approx(15'000 * 0.75));
    CHECK(of("stage[3].propellant_mass_kg") + of("stage[3].dry_mass_kg") == Approx(15'000 * 0.25));
    // At sea level the first stage's thrust, in vacuum the second one's, carries what it lifts.
    CHECK(of("stage[1].isp_sea_level_s") == Approx(252));
    CHECK(of("stage[1].thrust_vacuum_kN") * 0.9 == Approx(1.7 * 50 * g0));
    CHECK(of("stage[2].thrust_vacuum_kN") == Approx(2 * 15 * g0));
    CHECK(b.payload.least == Approx(0.02 * 15'000 * 0.25));
    CHECK(b.payload.most == Approx(15'000 * 0.25));
}

TEST_CASE("Ten calibres of the family's density have the Hwasong-12's mass and girth", "[estimate]") {
    // 28 t, 1.65 m and 16 m: its stage as a cylinder of 9.7 calibres, so 1 % wider at ten.
    const Built b =
        built(family(1), {{"mass of the stages in t", 28}, {"diameter over that of 10 calibres", 1}});
    CHECK(b.values.at("stage[1].diameter_m") == Approx(1.65).epsilon(0.02));
    CHECK(built(family(1), {{"mass of the stages in t", 28}, {"diameter over that of 10 calibres", 1.2}})
              .values.at("stage[1].diameter_m") == Approx(1.2 * b.values.at("stage[1].diameter_m")));
    // The mass in it: a cylinder of ten calibres.
    const double d = b.values.at("stage[1].diameter_m");
    CHECK(28'000 / (0.25 * pi * d * d * 10 * d) == Approx(820));
}
