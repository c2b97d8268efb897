#include "session/estimate_maker.h"

#include <unistd.h>

#include "base/input_error.h"
#include "batch/threads.h"
#include "estimate/answer.h"
#include "estimate/typical_flights.h"
#include "session/ring_maker.h"
#include "store/background.h"

namespace apogee {
namespace {

using Progress = std::shared_ptr<std::atomic<double>>;

void fly_typical(FlightEstimate& made, const std::stop_token& stop) {
    const TypicalFlights flights =
        typical_flights(made.answer.report, made.answer.estimate, processors(), stop);
    made.reported = sample(flights.reported);
    if (flights.standard) made.standard = sample(*flights.standard);
    made.standard_km = flights.standard_km;
    made.standard_turning = flights.standard_turning;
    if (!flights.turning_ring.empty()) made.turning_ring = ring_path(flights.turning_ring);
}

void make(FlightEstimate& made, const Scenario& scenario, const std::stop_token& stop,
          const Progress& progress, std::vector<Region> claims) {
    EstimateQuestion question = question_of(scenario);
    question.claims = std::move(claims);
    EstimateOptions& options = question.options;
    options.samples = made.samples;
    options.threads = processors();
    options.details = false;
    options.stop = stop;
    options.progress = [&](double part) { *progress = part; };
    made.answer = answer(std::move(question));
    if (stop.stop_requested()) return;
    made.problem = impossible_text(made.answer);
    if (made.answer.estimate.effective > 0) fly_typical(made, stop);
}

FlightEstimate made(const Scenario& scenario, long revision, long flight, std::uint64_t samples,
                    const std::stop_token& stop, const Progress& progress, std::vector<Region> claims) {
    // Of this thread and those it begins: frames come first.
    constexpr int lower_priority = 10;
    static_cast<void>(::nice(lower_priority) == 0);
    FlightEstimate made;
    made.revision = revision;
    made.flight = flight;
    made.samples = samples;
    try {
        make(made, scenario, stop, progress, std::move(claims));
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
    if (!told_) return samples_;
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
    job.result =
        in_background([scenario = flight.scenario, revision = flight.revision, id = flight.id,
                       samples = missing(), stop = job.stop.get_token(), part = job.part, claims = claims_] {
            return made(scenario, revision, id, samples, stop, part, claims);
        });
    shown_percent_ = 0;
}

void EstimateMaker::ask(std::vector<Region> claims) {
    claims_ = std::move(claims);
    if (job_) job_->stop.request_stop();
    wanted_ = -1;
    told_ = false;
    cancelled_ = false;
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
    if (made.revision < 0) return;
    result_ = std::move(made);
    told_ = true;
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
