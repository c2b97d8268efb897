#include "properties/synthetic_missiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <thread>

#include "base/angles.h"
#include "estimate/boost_family.h"
#include "estimate/estimate.h"
#include "estimate/estimate_answers.h"

namespace apogee::testing {
namespace {

constexpr double azimuth_deg = 72, least_km = 500, most_km = 12'000;
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
    report.site = synthetic_site;
    const Geodetic impact{radians(flight.impact_latitude_deg), radians(flight.impact_longitude_deg), 0};
    report.azimuth = direction(synthetic_site, impact).azimuth;
    return report;
}

}  // namespace

const Geodetic synthetic_site{radians(39.2), radians(125.7), 0};

unsigned all_threads() {
    return std::max(1u, std::thread::hardware_concurrency());
}

std::vector<Synthetic> synthetic_missiles(std::size_t wanted, std::uint64_t seed) {
    const std::vector<CandidateVehicles> family = boost_family(synthetic_site, radians(azimuth_deg), true);
    constexpr std::size_t strata = 8;
    const std::size_t trials = 60 + 12 * wanted;
    std::vector<std::vector<Synthetic>> found(strata);
    for (std::size_t c = 0; c < family.size(); ++c) {
        const CandidateVehicles& candidate = family[c];
        CaseTable table(FlightNumbers::width(candidate));
        table.resize(trials);
        std::vector<Synthetic> drawn(trials);
        for (std::size_t i = 0; i < trials; ++i) {
            Synthetic& s = drawn[i];
            s.candidate = c;
            const std::uint64_t number = c * trials + i;
            for (std::uint32_t k = 0; k < candidate.numbers.size(); ++k)
                s.drawn.push_back(quantile(candidate.numbers[k], uniform_number(seed, number, k)));
            const FlightNumbers numbers(table.row(i));
            const UnknownNumber bounds = candidate.build(s.drawn, numbers.vehicle);
            s.payload_kg =
                bounds.least * std::pow(bounds.most / bounds.least, uniform_number(seed, number, 1000));
            numbers.unknown = s.payload_kg;
            numbers.azimuth_deg = azimuth_deg;
        }
        FarthestOptions options;
        options.threads = all_threads();
        const BatchEngine still(without_rotation(candidate.scenario), engine_paths(candidate));
        const std::vector<Farthest> far =
            farthest(still, table, trials, kick_angle(StandardFamily{}), options);
        // Lofted: a fraction of the kick of the standard flight.
        for (std::size_t i = 0; i < trials; ++i)
            table.row(i).back() = std::max(0.05, far[i].standard.free_number) *
                                  (0.1 + 0.5 * uniform_number(seed, c * trials + i, 1001));
        std::vector<CaseResult> lofted(trials);
        BatchOptions batch;
        batch.threads = all_threads();
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
            s.flight_time_s = flight.flight_time_s;
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

CandidateVehicles known_about(const Synthetic& truth, std::uint64_t seed, std::uint64_t number) {
    CandidateVehicles known = boost_family(synthetic_site, radians(azimuth_deg), true)[truth.candidate];
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

std::size_t from_environment(const char* name, std::size_t otherwise) {
    const char* text = std::getenv(name);
    return text ? static_cast<std::size_t>(std::strtoul(text, nullptr, 10)) : otherwise;
}

}  // namespace apogee::testing
