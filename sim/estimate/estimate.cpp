#include "estimate/estimate.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "estimate/estimate_answers.h"
#include "physics/elementary.h"
#include "range/least_energy.h"

namespace apogee {
namespace {

/// Random streams of the report's rounding, out of the way of a vehicle's numbers.
constexpr std::uint32_t apogee_stream = 100'000, range_stream = 100'001;

/// The samples of one candidate, all steps of the way.
class CandidateRun {
  public:
    CandidateRun(const ReportedFlight& report, const CandidateVehicles& candidate, std::size_t index,
                 std::span<EstimateSample> samples, std::uint64_t first, std::span<const EstimateSample> like,
                 const EstimateOptions& options)
        : report_(report),
          candidate_(candidate),
          index_(index),
          samples_(samples),
          first_(first),
          like_(like),
          options_(options),
          rows_(FlightNumbers::width(candidate)) {}

    using Progress = std::function<void(double part)>;

    /// Flights that do what was reported, and their weights without the time.
    void reproduce_report(const Progress& progress) {
        draw();
        reproduce_all(progress);
        weigh();
    }

    void fly_standard(const Progress& progress) {
        std::vector<std::size_t> rows;
        for (std::size_t i = 0; i < samples_.size(); ++i)
            if (samples_[i].counts()) rows.push_back(i);
        CaseTable table(rows_.row(0).size());
        table.resize(rows.size());
        for (std::size_t k = 0; k < rows.size(); ++k)
            std::ranges::copy(rows_.row(rows[k]), table.row(k).begin());
        std::vector<double> predictors;
        for (const std::size_t row : rows) {
            // The lofted flight says much of the standard one.
            const EstimateSample& s = samples_[row];
            const ReproducedFlight& r = s.reproduced;
            if (like_.empty())
                predictors.insert(predictors.end(), s.drawn.begin(), s.drawn.end());
            else
                append_predictors(like_[row], predictors);
            predictors.insert(predictors.end(), {r.unknown, r.kick_deg, r.flight.burnout_speed_km_s});
        }
        FarthestOptions options;
        options.predictors = predictors;
        options.threads = options_.threads;
        options.stop = options_.stop;
        options.progress = progress;
        options.accuracy_km = estimate_accuracy_km;
        options.within_a_metre = false;
        options.ranges_alone = true;
        const BatchEngine engine(without_rotation(candidate_.scenario), engine_paths(candidate_));
        const std::vector<Farthest> answers = farthest(engine, table, rows.size(), candidate_.loft, options);
        for (std::size_t k = 0; k < rows.size(); ++k) {
            EstimateSample& s = samples_[rows[k]];
            s.still = answers[k];
            if (std::isnan(s.standard_km())) s.weight_without_time = 0;
        }
    }

  private:
    /// By what the reproduction of a sample is predicted: what was drawn, or how the like one was reproduced.
    void append_reproduction(std::size_t i, std::vector<double>& predictors) const {
        if (like_.empty()) {
            predictors.insert(predictors.end(), samples_[i].drawn.begin(), samples_[i].drawn.end());
            return;
        }
        const ReproducedFlight& r = like_[i].reproduced;
        const double steering = radians(r.azimuth_deg),
                     none = r.outcome == Reproduction::solved ? 0 : std::numeric_limits<double>::quiet_NaN();
        predictors.insert(predictors.end(), {none + r.unknown, r.kick_deg * elementary::sin(steering),
                                             r.kick_deg * elementary::cos(steering), r.flight.burnout_time_s,
                                             r.flight.burnout_speed_km_s});
    }

    void draw() {
        rows_.resize(samples_.size());
        targets_.resize(samples_.size());
        priors_.resize(samples_.size());
        for (std::size_t i = 0; i < samples_.size(); ++i) {
            EstimateSample& s = samples_[i];
            const std::uint64_t number = first_ + i;
            s.candidate = index_;
            for (std::uint32_t k = 0; k < candidate_.numbers.size(); ++k)
                s.drawn.push_back(quantile(candidate_.numbers[k], uniform_number(options_.seed, number, k)));
            s.apogee_km =
                quantile(report_.apogee_km.spread, uniform_number(options_.seed, number, apogee_stream));
            s.range_km =
                quantile(report_.range_km.spread, uniform_number(options_.seed, number, range_stream));
            priors_[i] = candidate_.build(s.drawn, FlightNumbers(rows_.row(i)).vehicle);
            // Looked for beyond the bounds too, to say how far beyond.
            constexpr double beyond = 4;
            targets_[i] = {s.apogee_km, s.range_km, report_.azimuth.value_or(0.5 * pi),
                           priors_[i].least / beyond, priors_[i].most * beyond};
        }
    }

    void reproduce_all(const Progress& progress) {
        const BatchEngine engine(candidate_.scenario, engine_paths(candidate_));
        ReproduceOptions options;
        options.threads = options_.threads;
        options.stop = options_.stop;
        options.progress = progress;
        options.straight_up = candidate_.loft.straight_up;
        std::vector<double> predictors;
        for (std::size_t i = 0; i < samples_.size(); ++i) append_reproduction(i, predictors);
        options.predictors = predictors;
        const std::vector<ReproducedFlight> flights =
            reproduce(engine, rows_, std::get<Launch>(candidate_.scenario.start).site, targets_, options);
        for (std::size_t i = 0; i < flights.size(); ++i) samples_[i].reproduced = flights[i];
    }

    void weigh() {
        for (std::size_t i = 0; i < samples_.size(); ++i) {
            EstimateSample& s = samples_[i];
            const ReproducedFlight& r = s.reproduced;
            if (r.outcome != Reproduction::solved) continue;
            using Bounds = EstimateSample::Bounds;
            s.bounds = r.unknown < priors_[i].least  ? Bounds::below
                       : r.unknown > priors_[i].most ? Bounds::above
                                                     : Bounds::within;
            if (s.bounds != Bounds::within) continue;
            const double width = candidate_.even_in_logarithm
                                     ? std::log(priors_[i].most / priors_[i].least)
                                     : (priors_[i].most - priors_[i].least) / r.unknown;
            // Per unit of the apogee's logarithm; the apogee itself is the same for all samples.
            s.weight_without_time = std::abs(r.ln_unknown_per_ln_apogee) / width;
        }
    }

    const ReportedFlight& report_;
    const CandidateVehicles& candidate_;
    std::size_t index_;
    std::span<EstimateSample> samples_;
    std::uint64_t first_;                   ///< number of the first one
    std::span<const EstimateSample> like_;  ///< of another estimate, one each; or none
    const EstimateOptions& options_;
    CaseTable rows_;
    std::vector<ReproductionTarget> targets_;
    std::vector<UnknownNumber> priors_;
};

/// Of the samples that the time all but rules out, every fourth stays, with four times the weight: they say
/// what would be known without the time, which needs fewer of them. Unbiased.
void thin(std::span<EstimateSample> samples) {
    constexpr double ruled_out = 1e-3;
    constexpr std::size_t kept_of = 4;
    double best = 0;
    for (const EstimateSample& s : samples)
        if (s.counts()) best = std::max(best, s.likelihood);
    std::size_t passed = 0;
    for (EstimateSample& s : samples) {
        if (!s.counts() || s.likelihood >= ruled_out * best) continue;
        s.thinned = passed++ % kept_of != 0;
        s.weight_without_time *= s.thinned ? 0 : kept_of;
    }
}

/// Compares the time with the flights that reproduce the other figures and, where it agrees and is to be
/// used, multiplies their weights by its likelihood.
void weigh_by_time(Estimate& e, const RoundedFigure& reported, bool use_time) {
    std::vector<double> times_s, weights;
    for (const EstimateSample& s : e.samples) {
        if (!s.counts()) continue;
        times_s.push_back(s.reproduced.flight.flight_time_s);
        weights.push_back(s.weight_without_time);
    }
    if (times_s.empty()) return;
    e.time_agreement = time_agreement(times_s, weights, reported);
    if (!use_time || !e.time_agreement->agrees()) return;
    const TimeLikelihood likelihood(reported);
    // A few samples far apart can all lie hundreds of seconds off, where the likelihood underflows.
    e.time_used = std::ranges::any_of(times_s, [&](double time_s) { return likelihood(time_s) > 0; });
    if (!e.time_used) return;
    for (EstimateSample& s : e.samples)
        if (s.counts()) s.likelihood = likelihood(s.reproduced.flight.flight_time_s);
    thin(e.samples);
}

}  // namespace

const FamilyFlight& standard_flight(const Farthest& flights) {
    const double standard = reach_km(flights.standard), farthest = reach_km(flights.maximum);
    // Near orbital speed the minimum-energy angle goes to zero and is met, if at all, by a flight that never
    // leaves the air; so it is where the thrust hardly carries the weight. The family's farthest stands for
    // it.
    constexpr double skimming_deg = 2, far_below = 0.6;
    const bool degenerate = flights.standard.angle.flown_deg < skimming_deg ||
                            least_energy(standard) < far_below * least_energy(farthest);
    return flights.standard.reach == Reach::range && degenerate ? flights.maximum : flights.standard;
}

double EstimateSample::standard_km() const {
    return reach_km(standard_flight(still));
}

double EstimateSample::maximum_km() const {
    return reach_km(still.maximum);
}

double Estimate::part_at_pressure_bound() const {
    double all = 0, bounded = 0;
    for (const EstimateSample& sample : samples) {
        if (!(sample.weight > 0)) continue;
        all += sample.weight;
        const FamilyFlight& flight = standard_flight(sample.still);
        if (flight.reach == Reach::range && flight.limit == Limit::dynamic_pressure) bounded += sample.weight;
    }
    return all > 0 ? bounded / all : 0;
}

Estimate estimate(const ReportedFlight& report, std::vector<CandidateVehicles> candidates,
                  const EstimateOptions& options) {
    Estimate result;
    result.candidates = std::move(candidates);
    result.samples.resize(options.samples);
    const std::uint64_t count = result.candidates.size();
    std::vector<CandidateRun> runs;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::uint64_t first = options.samples * i / count, end = options.samples * (i + 1) / count;
        std::uint64_t number = first;
        std::span<const EstimateSample> like;
        if (options.like) {
            number = options.like->samples.size() * i / count;
            like = std::span(options.like->samples).subspan(number, end - first);
        }
        runs.emplace_back(report, result.candidates[i], i,
                          std::span(result.samples).subspan(first, end - first), number, like, options);
    }
    double begun = 0;
    const auto run_all = [&](double share, auto step) {
        for (CandidateRun& run : runs) {
            const double width = share / static_cast<double>(count);
            step(run, [&options, begun, width](double part) {
                if (options.progress) options.progress(begun + width * part);
            });
            if (options.stop.stop_requested()) return false;
            begun += width;
        }
        return true;
    };
    if (!run_all(0.4, [](CandidateRun& run, auto progress) { run.reproduce_report(progress); }))
        return result;
    if (report.time_s) weigh_by_time(result, *report.time_s, options.use_time);
    if (!run_all(0.6, [](CandidateRun& run, auto progress) { run.fly_standard(progress); })) return result;
    result.complete = true;
    for (EstimateSample& s : result.samples)
        if (s.counts()) s.weight = s.weight_without_time * s.likelihood;
    compute_answers(result, report, options);
    return result;
}

}  // namespace apogee
