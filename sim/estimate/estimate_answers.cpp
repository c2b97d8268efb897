#include "estimate/estimate_answers.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "flight/propagate.h"
#include "range/ascent_families.h"
#include "statistics/weighted.h"

namespace apogee {
namespace {

using Weight = double EstimateSample::*;

template <class Figure>
WeightedQuantiles quantiles(const std::vector<EstimateSample>& samples, Weight weight, Figure figure) {
    WeightedSample sample;
    for (const EstimateSample& s : samples)
        if (s.counts()) sample.add(figure(s), s.*weight);
    return sample.quantiles();
}

void count(Estimate& e) {
    for (const EstimateSample& s : e.samples) {
        switch (s.reproduced.outcome) {
            case Reproduction::solved:
                ++e.solved;
                e.below_bounds += s.bounds == EstimateSample::Bounds::below ? 1 : 0;
                e.above_bounds += s.bounds == EstimateSample::Bounds::above ? 1 : 0;
                e.no_standard +=
                    s.bounds == EstimateSample::Bounds::within && !s.counts() && !s.thinned ? 1 : 0;
                break;
            case Reproduction::too_weak:
                ++e.too_weak;
                break;
            case Reproduction::too_strong:
                ++e.too_strong;
                break;
            default:
                ++e.no_flight;
        }
    }
}

/// Clocks begin with ignition, flight times with lift-off.
double lift_off_s(const Estimate& e) {
    const EstimateSample& s = e.samples[e.typical];
    const CandidateVehicles& candidate = e.candidates[s.candidate];
    std::vector<double> row(FlightNumbers::width(candidate));
    fill_row(candidate, s, s.reproduced.unknown, s.reproduced.azimuth_deg, row);
    const BatchEngine engine(candidate.scenario, engine_paths(candidate));
    const Trajectory flown = propagate(engine.plan(row), Tolerance{});
    const Event* lift_off = flown.find("lift-off");
    assert(lift_off);  // it landed
    return lift_off->time_s;
}

constexpr std::size_t flown_again = 150;

void on_the_turning_earth(Estimate& e, const ReportedFlight& report, const EstimateOptions& options) {
    if (!report.turning()) return;
    WeightedSample sample;
    for (std::size_t c = 0; c < e.candidates.size(); ++c) {
        const auto wanted = static_cast<std::size_t>(std::ceil(e.candidate_share[c] * flown_again));
        const std::vector<std::size_t> chosen = drawn_by_weight(e, c, wanted);
        if (chosen.empty()) continue;
        CaseTable table(FlightNumbers::width(e.candidates[c]));
        table.resize(chosen.size());
        std::vector<double> predictors;
        for (std::size_t k = 0; k < chosen.size(); ++k) {
            const EstimateSample& s = e.samples[chosen[k]];
            fill_row(e.candidates[c], s, s.reproduced.unknown, degrees(*report.azimuth), table.row(k));
            append_predictors(s, predictors);
        }
        for (const Farthest& f :
             fly_again(e.candidates[c], e.candidates[c].scenario, table, predictors, options))
            sample.add(reach_km(standard_flight(f)), 1);
    }
    e.turning_km = sample.quantiles();
}

/// A round number of one significant digit (or 1.5, 2.5) near x.
double round_number(double x) {
    const double unit = std::pow(10, std::floor(std::log10(x)));
    double best = unit;
    for (const double digit : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0})
        if (std::abs(digit * unit - x) < std::abs(best - x)) best = digit * unit;
    return best;
}

void curve(Estimate& e, const ReportedFlight& report, const EstimateOptions& options) {
    if (e.candidates.size() != 1) return;
    const CandidateVehicles& candidate = e.candidates.front();
    const std::vector<std::size_t> chosen = drawn_by_weight(e, 0, flown_again);
    std::vector<double> values;
    for (const double factor : {0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0}) {
        const double value = round_number(factor * e.unknown.median);
        if (values.empty() || value > values.back()) values.push_back(value);
    }
    CaseTable table(FlightNumbers::width(candidate));
    table.resize(chosen.size() * values.size());
    std::vector<double> predictors;
    for (std::size_t v = 0; v < values.size(); ++v)
        for (std::size_t k = 0; k < chosen.size(); ++k) {
            fill_row(candidate, e.samples[chosen[k]], values[v], degrees(report.azimuth.value_or(0.5 * pi)),
                     table.row(v * chosen.size() + k));
            append_predictors(e.samples[chosen[k]], predictors);
            predictors.push_back(values[v]);
        }
    const std::vector<Farthest> flights =
        fly_again(candidate, without_rotation(candidate.scenario), table, predictors, options);
    for (std::size_t v = 0; v < values.size(); ++v) {
        WeightedSample sample;
        std::size_t flies = 0;
        for (std::size_t k = 0; k < chosen.size(); ++k) {
            const double km = reach_km(standard_flight(flights[v * chosen.size() + k]));
            sample.add(km, 1);
            flies += std::isnan(km) ? 0 : 1;
        }
        e.curve.push_back(
            {values[v], sample.quantiles(), static_cast<double>(flies) / static_cast<double>(chosen.size())});
    }
}

/// The answer from the first samples of each candidate alone.
OtherProgramme first_samples(const Estimate& e, std::uint64_t samples_each) {
    WeightedSample standard_km, unknown;
    std::vector<double> weights;
    std::size_t candidate = e.candidates.size(), passed = 0;
    for (const EstimateSample& s : e.samples) {
        passed = s.candidate == candidate ? passed + 1 : 0;
        candidate = s.candidate;
        if (passed >= samples_each || !s.counts()) continue;
        standard_km.add(s.standard_km(), s.weight);
        unknown.add(s.reproduced.unknown, s.weight);
        weights.push_back(s.weight);
    }
    return {"standard, of as few samples", standard_km.quantiles(), unknown.quantiles(),
            effective_size(weights), false};
}

/// The whole estimate again, for the first samples, with both flights in another family. The first row is
/// that of the standard family from the same samples: the difference shows the effect of the smaller sample,
/// beside that of the programme.
void other_programmes(Estimate& e, const ReportedFlight& report, const EstimateOptions& options) {
    EstimateOptions fewer = options;
    const std::uint64_t samples_each = std::min(options.samples / e.candidates.size(),
                                                std::clamp<std::uint64_t>(options.samples / 20, 60, 256));
    fewer.samples = samples_each * e.candidates.size();
    fewer.like = &e;
    fewer.details = false;
    fewer.use_time = e.time_used;
    fewer.progress = {};
    const auto add = [&](const std::string& name, std::vector<CandidateVehicles> candidates) {
        const Estimate other = estimate(report, std::move(candidates), fewer);
        e.other_programmes.push_back({name, other.standard_km, other.unknown, other.effective,
                                      e.time_used && other.possible() && !other.time_used});
    };
    const auto families = [](const CandidateVehicles& candidate) {
        return other_ascent_families(candidate.scenario, StandardFamily{});
    };
    e.other_programmes.push_back(first_samples(e, samples_each));
    const std::size_t count = families(e.candidates.front()).size();
    for (std::size_t f = 0; f < count; ++f) {
        std::vector<CandidateVehicles> candidates = e.candidates;
        std::string name;
        for (CandidateVehicles& candidate : candidates) {
            AscentFamily family = families(candidate)[f];
            candidate.scenario = std::move(family.scenario);
            candidate.loft = std::move(family.number);
            name = std::move(family.name);
        }
        add(name, std::move(candidates));
    }
}

/// A number's values over the samples, and what they go with.
template <class Value>
void add_swing(Estimate& e, const std::string& number, Value value) {
    WeightedSample spread;
    for (const EstimateSample& s : e.samples)
        if (s.weight > 0) spread.add(value(s), s.weight);
    if (spread.empty()) return;
    const double low = spread.quantile(1.0 / 3), high = spread.quantile(2.0 / 3);
    if (!(low < high)) return;
    WeightedSample low_km, high_km, low_value, high_value;
    for (const EstimateSample& s : e.samples) {
        const double x = value(s);
        if (x <= low) {
            low_km.add(s.standard_km(), s.weight);
            low_value.add(x, s.weight);
        } else if (x >= high) {
            high_km.add(s.standard_km(), s.weight);
            high_value.add(x, s.weight);
        }
    }
    e.swings.push_back({number, low_value.quantile(0.5), high_value.quantile(0.5), low_km.quantile(0.5),
                        high_km.quantile(0.5)});
}

void swings(Estimate& e) {
    // Numbers of several candidates are the same where they are called the same.
    std::vector<std::string> names;
    for (const CandidateVehicles& c : e.candidates)
        for (const Varied& number : c.numbers)
            if (std::ranges::find(names, number.path) == names.end()) names.push_back(number.path);
    for (const std::string& name : names)
        add_swing(e, name, [&](const EstimateSample& s) {
            const std::vector<Varied>& numbers = e.candidates[s.candidate].numbers;
            const auto found = std::ranges::find(numbers, name, &Varied::path);
            return found == numbers.end() ? std::numeric_limits<double>::quiet_NaN()
                                          : s.drawn[static_cast<std::size_t>(found - numbers.begin())];
        });
    add_swing(e, e.candidates.front().unknown, [](const EstimateSample& s) { return s.reproduced.unknown; });
    add_swing(e, "reported.apogee_km", [](const EstimateSample& s) { return s.apogee_km; });
    add_swing(e, "reported.range_km", [](const EstimateSample& s) { return s.range_km; });
    // Where both thirds lie beyond half the Earth, nothing is seen to move.
    const auto width = [](const Swing& s) {
        return s.low_km == s.high_km ? 0 : std::abs(s.high_km - s.low_km);
    };
    std::ranges::stable_sort(e.swings, std::ranges::greater{}, width);
}

std::size_t typical(const Estimate& e) {
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    double heaviest = 0;
    for (const EstimateSample& s : e.samples) heaviest = std::max(heaviest, s.weight);
    for (std::size_t i = 0; i < e.samples.size(); ++i) {
        const EstimateSample& s = e.samples[i];
        if (s.weight < 0.3 * heaviest || !s.counts()) continue;
        const double km = s.standard_km(), median = e.standard_km.median;
        // Two ranges beyond half the Earth count as equal.
        const double off = (std::isinf(km) && std::isinf(median) ? 0 : std::abs(std::log(km / median))) +
                           0.3 * std::abs(std::log(s.reproduced.unknown / e.unknown.median));
        if (off < least) {
            least = off;
            best = i;
        }
    }
    return best;
}

}  // namespace

std::vector<std::size_t> drawn_by_weight(const Estimate& e, std::size_t candidate, std::size_t wanted,
                                         bool (*counts)(const EstimateSample&)) {
    // By what was solved for, so that a few have the spread of all: what is told of them over that number
    // hardly depends on the seed.
    std::vector<std::size_t> ascending;
    double total = 0, passed = 0;
    for (std::size_t i = 0; i < e.samples.size(); ++i) {
        const EstimateSample& s = e.samples[i];
        if (s.candidate != candidate || !(s.weight > 0) || (counts && !counts(s))) continue;
        ascending.push_back(i);
        total += s.weight;
    }
    std::ranges::stable_sort(ascending, {}, [&](std::size_t i) { return e.samples[i].reproduced.unknown; });
    std::vector<std::size_t> chosen;
    for (const std::size_t i : ascending) {
        passed += e.samples[i].weight;
        while (chosen.size() < wanted &&
               passed >= total * (static_cast<double>(chosen.size()) + 0.5) / static_cast<double>(wanted))
            chosen.push_back(i);
    }
    return chosen;
}

void fill_row(const CandidateVehicles& candidate, const EstimateSample& s, double unknown, double azimuth_deg,
              std::span<double> row) {
    const FlightNumbers numbers(row);
    static_cast<void>(candidate.build(s.drawn, numbers.vehicle));
    numbers.unknown = unknown;
    numbers.azimuth_deg = azimuth_deg;
    numbers.family = s.reproduced.kick_deg;
}

std::vector<Farthest> fly_again(const CandidateVehicles& candidate, const Scenario& scenario,
                                const CaseTable& table, std::span<const double> predictors,
                                const EstimateOptions& options) {
    FarthestOptions far;
    far.predictors = predictors;
    far.threads = options.threads;
    far.stop = options.stop;
    far.accuracy_km = estimate_accuracy_km;
    far.within_a_metre = false;
    far.ranges_alone = true;
    const BatchEngine engine(scenario, engine_paths(candidate));
    return farthest(engine, table, table.size(), candidate.loft, far);
}

void append_predictors(const EstimateSample& s, std::vector<double>& predictors) {
    predictors.insert(predictors.end(), {s.standard_km(), std::abs(standard_flight(s.still).free_number),
                                         s.reproduced.unknown, s.reproduced.flight.burnout_speed_km_s});
}

void compute_answers(Estimate& e, const ReportedFlight& report, const EstimateOptions& options) {
    count(e);
    std::vector<double> before, after;
    for (const EstimateSample& s : e.samples) {
        before.push_back(s.weight_without_time);
        after.push_back(s.weight);
    }
    e.effective_without_time = effective_size(before);
    e.effective = effective_size(after);
    if (!e.possible()) {
        // Flights without an answer weigh nothing, and so do their times.
        e.time_agreement.reset();
        e.time_used = false;
        return;
    }
    const Weight before_time = &EstimateSample::weight_without_time, weight = &EstimateSample::weight;
    const auto standard = [](const EstimateSample& s) { return s.standard_km(); };
    const auto unknown = [](const EstimateSample& s) { return s.reproduced.unknown; };
    const auto time = [](const EstimateSample& s) { return s.reproduced.flight.flight_time_s; };
    e.standard_without_time_km = quantiles(e.samples, before_time, standard);
    e.unknown_without_time = quantiles(e.samples, before_time, unknown);
    e.flight_time_without_time_s = quantiles(e.samples, before_time, time);
    e.standard_km = quantiles(e.samples, weight, standard);
    e.maximum_km = quantiles(e.samples, weight, [](const EstimateSample& s) { return s.maximum_km(); });
    e.unknown = quantiles(e.samples, weight, unknown);
    e.flight_time_s = quantiles(e.samples, weight, time);
    const auto of_flight = [&](double CaseResult::*figure) {
        return quantiles(e.samples, weight,
                         [figure](const EstimateSample& s) { return s.reproduced.flight.*figure; });
    };
    e.burnout_time_s = of_flight(&CaseResult::burnout_time_s);
    e.burnout_height_km = of_flight(&CaseResult::burnout_height_km);
    e.burnout_speed_km_s = of_flight(&CaseResult::burnout_speed_km_s);
    e.kick_deg = quantiles(e.samples, weight, [](const EstimateSample& s) { return s.reproduced.kick_deg; });
    e.candidate_share.assign(e.candidates.size(), 0);
    double total = 0;
    for (const EstimateSample& s : e.samples) {
        e.candidate_share[s.candidate] += s.weight;
        total += s.weight;
    }
    for (double& share : e.candidate_share) share = total > 0 ? share / total : 0;
    if (!(e.effective > 0)) return;
    e.typical = typical(e);
    swings(e);
    if (!options.details) return;
    e.lift_off_s = lift_off_s(e);
    on_the_turning_earth(e, report, options);
    curve(e, report, options);
    other_programmes(e, report, options);
}

}  // namespace apogee
