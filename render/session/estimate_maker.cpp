#include "session/estimate_maker.h"

#include <unistd.h>

#include <cmath>

#include "base/input_error.h"
#include "batch/threads.h"
#include "flight/propagate.h"
#include "session/ring_maker.h"
#include "store/background.h"

namespace apogee {
namespace {

using Progress = std::shared_ptr<std::atomic<double>>;

/// The flight that stands for the standard one: see EstimateSample. Null where none comes down this side.
const FamilyFlight* standard_flight(const Farthest& farthest) {
    EstimateSample sample;
    sample.still = farthest;
    const double km = sample.standard_km();
    if (!std::isfinite(km)) return nullptr;
    const FamilyFlight& standard = farthest.standard;
    return standard.reach == Reach::range && standard.flight.range_km == km ? &standard : &farthest.maximum;
}

/// The flights of the typical sample.
class TypicalFlights {
  public:
    TypicalFlights(FlightEstimate& made, std::stop_token stop)
        : made_(made),
          sample_(made.answer.estimate.samples[made.answer.estimate.typical]),
          candidate_(made.answer.estimate.candidates[sample_.candidate]),
          stop_(std::move(stop)),
          engine_(candidate_.scenario, engine_paths(candidate_)) {}

    void fly() {
        made_.reported = path(engine_, sample_.reproduced.azimuth_deg, sample_.reproduced.kick_deg);
        const ReportedFlight& report = made_.answer.report;
        const double direction_deg = degrees(report.azimuth.value_or(0.5 * pi));
        std::vector<double> azimuths{direction_deg};
        constexpr int all_round = 72;
        for (int i = 0; i < all_round && report.turning(); ++i) azimuths.push_back(360.0 * i / all_round);
        std::vector<Geodetic> places;
        bool closed = report.turning();
        const std::vector<Farthest> rows = farthest_at(azimuths);
        for (std::size_t i = 1; i < rows.size(); ++i) {
            const FamilyFlight* const flight = standard_flight(rows[i]);
            closed = closed && flight;
            if (flight) places.push_back(impact(flight->flight));
        }
        if (closed) made_.turning_ring = ring_path(places);
        if (const FamilyFlight* const flight = standard_flight(rows.front())) {
            made_.standard = path(engine_, direction_deg, flight->free_number);
            made_.standard_km = flight->flight.range_km;
            made_.standard_turning = report.turning();
        } else if (const FamilyFlight* const still = standard_flight(sample_.still)) {
            // The turning Earth carries it beyond the far side: the flight that the ring's radius is.
            const BatchEngine engine(without_rotation(candidate_.scenario), engine_paths(candidate_));
            made_.standard = path(engine, direction_deg, still->free_number);
            made_.standard_km = still->flight.range_km;
            made_.standard_turning = false;
        }
    }

  private:
    [[nodiscard]] std::vector<double> row(double azimuth_deg, double loft) const {
        std::vector<double> values(FlightNumbers::width(candidate_));
        const FlightNumbers numbers(values);
        static_cast<void>(candidate_.build(sample_.drawn, numbers.vehicle));
        numbers.unknown = sample_.reproduced.unknown;
        numbers.azimuth_deg = azimuth_deg;
        numbers.family = loft;
        return values;
    }
    [[nodiscard]] Path path(const BatchEngine& engine, double azimuth_deg, double loft) const {
        return sample(propagate(engine.plan(row(azimuth_deg, loft))));
    }
    static Geodetic impact(const CaseResult& flight) {
        return {radians(flight.impact_latitude_deg), radians(flight.impact_longitude_deg), 0};
    }
    [[nodiscard]] std::vector<Farthest> farthest_at(const std::vector<double>& azimuths) const {
        CaseTable table(FlightNumbers::width(candidate_));
        table.resize(azimuths.size());
        for (std::size_t i = 0; i < azimuths.size(); ++i)
            std::ranges::copy(row(azimuths[i], 0), table.row(i).begin());
        FarthestOptions options;
        options.threads = processors();
        options.stop = stop_;
        return farthest(engine_, table, table.size(), candidate_.loft, options);
    }

    FlightEstimate& made_;
    const EstimateSample& sample_;
    const CandidateVehicles& candidate_;
    std::stop_token stop_;
    BatchEngine engine_;
};

void make(FlightEstimate& made, const Scenario& scenario, const std::stop_token& stop,
          const Progress& progress) {
    EstimateQuestion question = question_of(scenario);
    EstimateOptions& options = question.options;
    options.samples = made.samples;
    options.threads = processors();
    options.details = false;
    options.stop = stop;
    options.progress = [&](double part) { *progress = part; };
    made.answer = answer(std::move(question));
    if (stop.stop_requested()) return;
    made.problem = impossible_text(made.answer);
    if (made.answer.estimate.effective > 0) TypicalFlights(made, stop).fly();
}

FlightEstimate made(const Scenario& scenario, long revision, long flight, std::uint64_t samples,
                    const std::stop_token& stop, const Progress& progress) {
    // Of this thread and those it begins: frames come first.
    constexpr int lower_priority = 10;
    static_cast<void>(::nice(lower_priority) == 0);
    FlightEstimate made;
    made.revision = revision;
    made.flight = flight;
    made.samples = samples;
    try {
        make(made, scenario, stop, progress);
    } catch (const std::exception& mistake) {  // also too little memory for that many samples
        made.problem = mistake.what();
    }
    if (stop.stop_requested()) made.revision = -1;
    return made;
}

}  // namespace

EstimateMaker::~EstimateMaker() {
    if (!job_) return;
    job_->stop.request_stop();
    job_->result.wait();
}

std::uint64_t EstimateMaker::missing() const {
    constexpr std::uint64_t first_samples = 1000;
    if (result_.revision != wanted_) return std::min(first_samples, samples_);
    // What few samples could not do, many may; what is wrong with the scenario stays.
    const bool flown = !result_.answer.estimate.samples.empty();
    return result_.samples < samples_ && (result_.problem.empty() || flown) ? samples_ : 0;
}

bool EstimateMaker::rests() const {
    return Clock::now() - changed_ > std::chrono::milliseconds(250);
}

void EstimateMaker::want(const LoadedFlight& flight, std::uint64_t samples) {
    samples_ = samples;
    if (flight.revision != wanted_) {
        changed_ = wanted_ < 0 ? Clock::time_point{} : Clock::now();
        wanted_ = flight.revision;
        cancelled_ = false;
        if (job_) job_->stop.request_stop();
    }
    shown_percent_ = percent();
    if (!due_later() || !rests()) return;
    Job& job = job_.emplace();
    job.part = std::make_shared<std::atomic<double>>(0);
    job.result = in_background([scenario = flight.scenario, revision = flight.revision, id = flight.id,
                                samples = missing(), stop = job.stop.get_token(), part = job.part] {
        return made(scenario, revision, id, samples, stop, part);
    });
    shown_percent_ = 0;
}

void EstimateMaker::cancel() {
    if (!working()) return;
    if (job_) job_->stop.request_stop();
    cancelled_ = true;
}

void EstimateMaker::forget() {
    if (job_) job_->stop.request_stop();
    wanted_ = -1;
    cancelled_ = false;
}

bool EstimateMaker::ready() const {
    return job_ && job_->result.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

bool EstimateMaker::has_news() const {
    return ready() || (due_later() && rests()) || (wanted_ >= 0 && percent() != shown_percent_);
}

int EstimateMaker::percent() const {
    return job_ ? static_cast<int>(100 * *job_->part) : 0;
}

void EstimateMaker::take() {
    if (!ready()) return;
    std::future<FlightEstimate> done = std::move(job_->result);
    job_.reset();
    FlightEstimate made = done.get();
    if (made.revision >= 0) result_ = std::move(made);
}

void EstimateMaker::finish(const LoadedFlight& flight, std::uint64_t samples) {
    want(flight, samples);
    while (working() && !cancelled_) {
        changed_ = {};
        want(flight, samples);
        if (job_) job_->result.wait();
        take();
    }
}

}  // namespace apogee
