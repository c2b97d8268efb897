#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <thread>

#include "physics/units.h"
#include "study/boost_family.h"
#include "study/estimate.h"
#include "study/estimate_answers.h"

using namespace apogee;

namespace {

/// A missile drawn from the family, flown lofted, and what the news would say of it.
struct Synthetic {
    std::size_t candidate = 0;
    std::vector<double> drawn;
    double payload_kg = 0, standard_km = 0;
    ReportedFlight report;
};

constexpr double azimuth_deg = 72, least_km = 500, most_km = 12'000;
const Geodetic site{radians(39.2), radians(125.7), 0};

unsigned threads() {
    return std::max(1u, std::thread::hardware_concurrency());
}

/// How news round: apogee and range to 1 or 10 km, the time to a second or a minute.
ReportedFlight reported(const CaseResult& flight, std::uint64_t number) {
    ReportedFlight report;
    const double unit_km = number % 3 == 0 ? 10 : 1;
    const auto rounded = [&](double km) {
        return fmt::format("{}~{}", std::round(km / unit_km) * unit_km, 0.5 * unit_km);
    };
    report.apogee_km = read_distance_km(rounded(flight.apogee_km), "apogee");
    report.range_km = read_distance_km(rounded(flight.range_km), "range");
    const bool to_the_minute = number % 2 == 0;
    report.time_s = read_time_s(to_the_minute ? fmt::format("{}min", std::round(flight.flight_time_s / 60))
                                              : fmt::format("{}s~0.5s", std::round(flight.flight_time_s)),
                                "time");
    report.site = site;
    const Geodetic impact{radians(flight.impact_latitude_deg), radians(flight.impact_longitude_deg), 0};
    report.azimuth = direction(site, impact).azimuth;
    return report;
}

/// As many missiles as wanted, their standard ranges spread evenly in the logarithm.
std::vector<Synthetic> synthetic_missiles(std::size_t wanted, std::uint64_t seed) {
    const std::vector<CandidateVehicles> family = boost_family(site, radians(azimuth_deg), true);
    constexpr std::size_t strata = 8;
    const std::size_t trials = 60 + 12 * wanted;
    std::vector<std::vector<Synthetic>> found(strata);
    for (std::size_t c = 0; c < family.size(); ++c) {
        const CandidateVehicles& candidate = family[c];
        CaseTable table(candidate.paths.size() + 3);
        table.resize(trials);
        std::vector<Synthetic> drawn(trials);
        for (std::size_t i = 0; i < trials; ++i) {
            Synthetic& s = drawn[i];
            s.candidate = c;
            const std::uint64_t number = c * trials + i;
            for (std::uint32_t k = 0; k < candidate.numbers.size(); ++k)
                s.drawn.push_back(quantile(candidate.numbers[k], uniform_number(seed, number, k)));
            const UnknownNumber bounds = candidate.build(s.drawn, table.row(i).first(candidate.paths.size()));
            s.payload_kg =
                bounds.least * std::pow(bounds.most / bounds.least, uniform_number(seed, number, 1000));
            const std::span<double> last = table.row(i).last(3);
            last[0] = s.payload_kg;
            last[1] = azimuth_deg;
        }
        FarthestOptions options;
        options.threads = threads();
        const BatchEngine still(without_rotation(candidate.scenario), engine_paths(candidate));
        const std::vector<Farthest> far =
            farthest(still, table, trials, kick_angle(StandardFamily{}), options);
        // Lofted: a fraction of the kick of the standard flight.
        for (std::size_t i = 0; i < trials; ++i)
            table.row(i).back() = std::max(0.05, far[i].standard.free_number) *
                                  (0.1 + 0.5 * uniform_number(seed, c * trials + i, 1001));
        std::vector<CaseResult> lofted(trials);
        BatchOptions batch;
        batch.threads = threads();
        BatchEngine(candidate.scenario, engine_paths(candidate)).fly(table, 0, lofted, batch);
        for (std::size_t i = 0; i < trials; ++i) {
            EstimateSample sample;
            sample.still = far[i];
            Synthetic& s = drawn[i];
            s.standard_km = sample.standard_km();
            const CaseResult& flight = lofted[i];
            const bool usable = s.standard_km > least_km && s.standard_km < most_km &&
                                flight.outcome == Outcome::landed && flight.range_km > 50 &&
                                flight.apogee_km > 100 && std::isfinite(flight.burnout_time_s);
            if (!usable) continue;
            s.report = reported(flight, i);
            const double place = std::log(s.standard_km / least_km) / std::log(most_km / least_km);
            found[static_cast<std::size_t>(place * strata)].push_back(std::move(s));
        }
    }
    std::vector<Synthetic> chosen;
    for (std::size_t round = 0; chosen.size() < wanted && round < wanted; ++round)
        for (std::vector<Synthetic>& stratum : found)
            if (chosen.size() < wanted && !stratum.empty()) {
                // From all numbers of stages alike.
                const std::size_t i = (round * 7919) % stratum.size();
                chosen.push_back(std::move(stratum[i]));
                stratum.erase(stratum.begin() + static_cast<std::ptrdiff_t>(i));
            }
    return chosen;
}

/// What an analyst knows of a vehicle: every number to 6 %, the truth anywhere within.
CandidateVehicles known_about(const Synthetic& truth, std::uint64_t seed, std::uint64_t number) {
    CandidateVehicles known = boost_family(site, radians(azimuth_deg), true)[truth.candidate];
    for (std::uint32_t k = 0; k < known.numbers.size(); ++k) {
        const double half = 0.06 * truth.drawn[k];
        const Varied error{{}, 0, Triangular{-half, half}, -half, half};
        const double centre = truth.drawn[k] - quantile(error, uniform_number(seed, number, 2000 + k));
        known.numbers[k].value = centre;
        known.numbers[k].distribution = Triangular{centre - half, centre + half};
        known.numbers[k].least = centre - half;
        known.numbers[k].most = centre + half;
    }
    return known;
}

struct Coverage {
    std::size_t missiles = 0, covered = 0, covered_without_time = 0, narrower = 0, unanswered = 0;
    std::vector<double> half_widths;  ///< relative, with the time

    void add(const Estimate& e, double truth_km) {
        ++missiles;
        if (!e.possible() || !(e.effective > 0)) {
            ++unanswered;
            return;
        }
        const auto holds = [&](const WeightedQuantiles& q) {
            return q.low <= truth_km && truth_km <= q.high;
        };
        covered += holds(e.standard_km) ? 1 : 0;
        covered_without_time += holds(e.standard_without_time_km) ? 1 : 0;
        const auto width = [](const WeightedQuantiles& q) { return q.high - q.low; };
        narrower += width(e.standard_km) <= width(e.standard_without_time_km) ? 1 : 0;
        half_widths.push_back(0.5 * width(e.standard_km) / e.standard_km.median);
    }
    [[nodiscard]] std::string line(const char* name) {
        std::sort(half_widths.begin(), half_widths.end());
        return fmt::format(
            "{:<16} {:4} missiles, {:4} in the 90 % interval ({:.1f} %), {:4} without the time, {:4} "
            "narrower with "
            "it, {:3} unanswered, median half width {:.1f} %\n",
            name, missiles, covered, 100.0 * static_cast<double>(covered) / static_cast<double>(missiles),
            covered_without_time, narrower, unanswered,
            half_widths.empty() ? 0 : 100 * half_widths[half_widths.size() / 2]);
    }
};

enum class Knowledge { vehicle, none };

Coverage coverage(Knowledge knowledge, std::size_t missiles, std::uint64_t samples, bool print) {
    constexpr std::uint64_t seed = 20171129;
    Coverage table;
    std::uint64_t number = 0;
    for (const Synthetic& s : synthetic_missiles(missiles, seed)) {
        EstimateOptions options;
        options.samples = samples;
        options.seed = ++number;
        options.details = false;
        options.threads = threads();
        const std::vector<CandidateVehicles> candidates = knowledge == Knowledge::vehicle
                                                              ? std::vector{known_about(s, seed, number)}
                                                              : boost_family(site, *s.report.azimuth, true);
        const Estimate e = estimate(s.report, candidates, options);
        table.add(e, s.standard_km);
        if (print)
            fmt::print(
                "{:3} stages {} apogee {:7.1f} range {:7.1f} truth {:8.1f} estimate {:8.1f} {:8.1f} {:8.1f} "
                "(effective {:.0f})\n",
                number, s.candidate + 1, s.report.apogee_km.value(), s.report.range_km.value(), s.standard_km,
                e.standard_km.low, e.standard_km.median, e.standard_km.high, e.effective);
    }
    return table;
}

/// Three standard deviations of a binomial count below 85 %.
double fewest(std::size_t missiles) {
    const auto count = static_cast<double>(missiles);
    return 0.85 * count - 3 * std::sqrt(count * 0.85 * 0.15);
}

/// The command's numbers, from the environment.
std::size_t wanted(const char* name, std::size_t otherwise) {
    const char* text = std::getenv(name);
    return text ? static_cast<std::size_t>(std::strtoul(text, nullptr, 10)) : otherwise;
}

}  // namespace

// The full table: apogee_tests '[coverage]'; APOGEE_MISSILES and APOGEE_SAMPLES change its size.
TEST_CASE("Estimates of synthetic missiles hold the truth as often as they say", "[.][coverage]") {
    const std::size_t missiles = wanted("APOGEE_MISSILES", 200);
    const std::uint64_t samples = wanted("APOGEE_SAMPLES", 1000);
    for (const Knowledge knowledge : {Knowledge::vehicle, Knowledge::none}) {
        Coverage c = coverage(knowledge, missiles, samples, true);
        fmt::print("{}", c.line(knowledge == Knowledge::vehicle ? "with a vehicle" : "without"));
        CHECK(static_cast<double>(c.covered) > fewest(missiles));
        CHECK(c.half_widths.size() + c.unanswered == c.missiles);
    }
}

// A part of it: catches an estimate that is biased, far too sure, or sure of nothing.
static void check_some(Knowledge knowledge, double widest_median) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    constexpr std::size_t missiles = 8;  // a tenth as fast: the memory is checked here, not the statistics
    constexpr std::uint64_t samples = 240;
#else
    constexpr std::size_t missiles = 40;
    constexpr std::uint64_t samples = 1000;
#endif
    Coverage c = coverage(knowledge, missiles, samples, false);
    REQUIRE(c.missiles == missiles);
    CAPTURE(c.covered, c.narrower, c.unanswered);
    CHECK(static_cast<double>(c.covered) > fewest(missiles));
    CHECK(c.unanswered <= missiles / 10);
    CHECK(2 * c.narrower > missiles);
    std::ranges::sort(c.half_widths);
    REQUIRE_FALSE(c.half_widths.empty());
    CHECK(c.half_widths[c.half_widths.size() / 2] < widest_median);
}

// Numbers known to 6 % each, most of which the apogee takes back: some 1 %, with room for a factor of four.
TEST_CASE("Estimates of synthetic missiles with a vehicle hold the truth", "[estimate]") {
    check_some(Knowledge::vehicle, 0.04);
}

// The whole family's spread of gravity losses is some 20 %; a report narrows it several times.
TEST_CASE("Estimates of synthetic missiles without a vehicle hold the truth", "[estimate]") {
    check_some(Knowledge::none, 0.08);
}
