#include "batch/engine.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cmath>
#include <exception>
#include <limits>
#include <new>
#include <optional>

#include "batch/case_flight.h"
#include "batch/case_model.h"
#include "batch/result_fields.h"
#include "batch/threads.h"
#include "lanes/lane_air.h"

namespace apogee {
namespace {

/// Cases that a thread takes at a time: enough to keep every lane busy until the last few.
constexpr std::uint64_t block = 64;

// Local errors per step, see Tolerance. Measured, see docs/performance.md: 1 m at impact for 99 of 100 cases.
constexpr double fast_tolerance_least = 1.5e-8, fast_tolerance_most = 1.2e-7, fast_fall_tolerance = 2e-7,
                 robust_tolerance = 1e-12;
constexpr long fast_steps = 5000;

FlyLanes flyer(Lanes lanes) {
#ifdef __wasm__
    static_cast<void>(lanes);
    return lanes_2::fly;  // the one that a page carries: what it loads, its reader waits for
#else
    switch (lanes == Lanes::widest ? widest_lanes() : lanes) {
#ifdef __x86_64__
        case Lanes::avx512:
            return lanes_8::fly;
        case Lanes::avx2:
            return lanes_4::fly;
#endif
        case Lanes::sse2:
            return lanes_2::fly;
        default:
            return lanes_1::fly;
    }
#endif
}

}  // namespace

bool available(Lanes lanes) {
#ifdef __x86_64__
    switch (lanes) {
        case Lanes::avx2:
            return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
        case Lanes::avx512:
            return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0;
        default:
            return true;
    }
#else
    return lanes != Lanes::avx2 && lanes != Lanes::avx512;
#endif
}

Lanes widest_lanes() {
    return available(Lanes::avx512) ? Lanes::avx512 : available(Lanes::avx2) ? Lanes::avx2 : Lanes::sse2;
}

const char* name(Lanes lanes) {
    switch (lanes) {
        case Lanes::widest:
            return "widest";
        case Lanes::one:
            return "one";
        case Lanes::sse2:
            return "sse2";
        case Lanes::avx2:
            return "avx2";
        case Lanes::avx512:
            return "avx512";
    }
    return "";
}

const char* name(FlownBy flown_by) {
    switch (flown_by) {
        case FlownBy::fast:
            return "fast";
        case FlownBy::robust:
            return "robust";
        case FlownBy::nobody:
            return "nobody";
    }
    return "";
}

namespace {

/// How the fast path flies a scenario.
struct FastPath {
    Layers layers = Layers::joined;
    double tolerance = fast_tolerance_least;
    bool vouches = true;  ///< else the robust path flies all cases
    /// Of the scenario's own flight, which showed that the path holds; infinite where it has no such thing. A
    /// case that flies much longer, or through much denser air, is another flight: its errors grow with both.
    double flight_time_s = std::numeric_limits<double>::infinity();
    double max_dynamic_pressure_kPa = std::numeric_limits<double>::infinity();

    [[nodiscard]] bool vouches_for(const CaseResult& result) const {
        // An estimate: in sweeps of the kick over three vehicles, and of re-entries over 50 flights, errors
        // of up to 8.7 m were all beyond these; within them none was over 0.3 m.
        constexpr double longer = 1.5, denser = 1.5;
        // Absent figures are NaN, and compare as no greater.
        return !(result.flight_time_s > longer * flight_time_s) &&
               !(result.max_dynamic_pressure_kPa > denser * max_dynamic_pressure_kPa);
    }
};

double distance(const double (&a)[3], const double (&b)[3]) {
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

}  // namespace

struct BatchEngine::Parts {
    std::vector<std::string> paths;
    CaseModel model;
    std::vector<LaneLayer> joined_air, exact_air;  ///< for the fast and the robust path
    ThinAir thin;
    bool has_wind;
    FastPath fast;

    Parts(const Scenario& scenario, std::vector<std::string> varied)
        : paths(std::move(varied)), model(scenario, paths) {
        const FlightPlan nominal = model.plan(true);
        joined_air = lane_air(nominal, Layers::joined);
        exact_air = lane_air(nominal, Layers::as_they_are);
        thin = thin_air(joined_air);
        has_wind = nominal.has_wind;
        choose_fast_path();
    }

    [[nodiscard]] LaneWorld fast_world() const { return fast_world(fast); }
    [[nodiscard]] LaneWorld robust_world() const {
        return world(exact_air, robust_tolerance, robust_tolerance, step_limit, true);
    }

  private:
    [[nodiscard]] LaneWorld world(const std::vector<LaneLayer>& air, double tolerance, double fall_tolerance,
                                  long steps, bool robust) const {
        return {model.earth(),  air.data(), static_cast<int>(air.size()),
                &thin,          has_wind,   tolerance,
                fall_tolerance, steps,      robust};
    }
    [[nodiscard]] LaneWorld fast_world(const FastPath& path) const {
        const double fall_tolerance = std::max(fast_fall_tolerance, path.tolerance);
        return world(path.layers == Layers::joined ? joined_air : exact_air, path.tolerance,
                     path.tolerance < fast_tolerance_least ? path.tolerance : fall_tolerance, fast_steps,
                     false);
    }

    /// The loosest path on which the scenario's own flight ends within `allowed_m` of the robust one and
    /// climbs as high within `allowed_apogee_m`: what an error of the ascent's speed costs grows with the
    /// flight's length, from a hundred to some thousand seconds times it, and in a gravity turn or a wind's
    /// shear by far more. Where no path does, the robust one flies all cases.
    void choose_fast_path() {
        constexpr double allowed_m = 0.4, allowed_apogee_m = 0.8, least_tolerance = 2e-10;
        CaseFlight flight;
        flight.prepare(model.plan(false), model.release(), model.earth(), fast_world());
        const auto flown = [&](const LaneWorld& world) {
            LaneFlight lane = flight.lanes();
            flyer(Lanes::widest)(world, &lane, 1);
            return lane;
        };
        if (!flight.lifts_off()) return;
        const LaneFlight first = flown(fast_world()), truth = flown(robust_world());
        if (!first.has_ended() || !truth.has_ended()) return;
        const CaseResult own = flight.result(truth, FlownBy::robust);
        if (std::isfinite(own.flight_time_s)) fast.flight_time_s = own.flight_time_s;
        if (own.max_dynamic_pressure_kPa > 0) fast.max_dynamic_pressure_kPa = own.max_dynamic_pressure_kPa;
        // A flight that never lands, or nearly goes round, is compared at its burnout: place and speed, which
        // make the rest.
        constexpr double allowed_m_s = allowed_m / 4000;
        const bool goes_on = truth.outcome == Outcome::escaped || truth.outcome == Outcome::in_orbit ||
                             first.progress == LaneFlight::Progress::ended_roughly;
        if (goes_on && !(truth.burnout.time_s > 0)) return;
        const auto agrees = [&](const FastPath& path) {
            const LaneFlight ours = flown(fast_world(path));
            const LanePoint &here = goes_on ? ours.burnout : ours.now,
                            &there = goes_on ? truth.burnout : truth.now;
            if (!ours.has_ended() || distance(here.r_I, there.r_I) > allowed_m) return false;
            if (goes_on) return distance(here.v_I, there.v_I) <= allowed_m_s;
            return ours.outcome == truth.outcome &&
                   std::fabs(ours.summit_m - truth.summit_m) <= allowed_apogee_m;
        };
        for (const Layers layers : {Layers::joined, Layers::as_they_are}) {
            // Two in a row: one alone may hit by chance.
            bool looser = agrees({.layers = layers, .tolerance = 2 * fast_tolerance_most});
            for (double tolerance = fast_tolerance_most; tolerance > least_tolerance; tolerance /= 2) {
                fast.layers = layers;
                fast.tolerance = tolerance;
                const bool holds = agrees(fast);
                if (holds && looser) return;
                looser = holds;
            }
        }
        fast.vouches = false;
    }
};

namespace {

/// What one thread needs: its own copy of the numbers, and room for a block of flights.
class Worker {
  public:
    Worker(const CaseModel& model, const FastPath& path, const LaneWorld& fast, const LaneWorld& robust,
           FlyLanes lanes, bool within_a_metre)
        : model_(model),
          path_(path),
          fast_(fast),
          robust_(robust),
          fly_(lanes),
          within_a_metre_(within_a_metre) {
        cases_.resize(block);
    }

    void fly(const CaseSource& source, std::size_t varied, std::uint64_t first,
             std::span<CaseResult> results) {
        values_.resize(varied);
        flights_.clear();
        owners_.clear();
        for (std::size_t i = 0; i < results.size(); ++i) {
            results[i] = nobody();
            source.values(first + i, values_);
            if (!model_.set(values_)) continue;
            CaseFlight& flight = cases_[i];
            flight.prepare(model_.plan(false), model_.release(), model_.earth(), fast_);
            if (!flight.lifts_off()) {
                results[i] = flight.result(flight.lanes(), FlownBy::fast);
                continue;
            }
            flights_.push_back(flight.lanes());
            owners_.push_back(i);
        }
        if (path_.vouches) fly_in(fast_, flights_, owners_);
        doubtful_.clear();
        doubtful_owners_.clear();
        for (std::size_t k = 0; k < flights_.size(); ++k) {
            const std::size_t owner = owners_[k];
            if (path_.vouches && is_good(flights_[k].progress)) {
                results[owner] = cases_[owner].result(flights_[k], FlownBy::fast);
                if (!within_a_metre_ || path_.vouches_for(results[owner])) continue;
            }
            doubtful_.push_back(cases_[owner].lanes());
            doubtful_owners_.push_back(owner);
        }
        fly_in(robust_, doubtful_, doubtful_owners_);
        for (std::size_t k = 0; k < doubtful_.size(); ++k)
            results[doubtful_owners_[k]] = cases_[doubtful_owners_[k]].result(doubtful_[k], FlownBy::robust);
    }

  private:
    [[nodiscard]] bool is_good(LaneFlight::Progress progress) const {
        return progress == LaneFlight::Progress::ended ||
               (progress == LaneFlight::Progress::ended_roughly && !within_a_metre_);
    }

    /// All at once; one after the other where each has an Earth of its own.
    void fly_in(LaneWorld world, std::vector<LaneFlight>& flights,
                const std::vector<std::size_t>& owners) const {
        if (!model_.earth_varies()) return fly_(world, flights.data(), static_cast<int>(flights.size()));
        for (std::size_t k = 0; k < flights.size(); ++k) {
            world.earth = cases_[owners[k]].earth();
            fly_(world, &flights[k], 1);
        }
    }

    static CaseResult nobody() {
        CaseResult result;
        for (const ResultField& field : result_fields())
            result.*field.member = std::numeric_limits<double>::quiet_NaN();
        return result;
    }

    CaseModel model_;
    const FastPath& path_;
    LaneWorld fast_, robust_;
    FlyLanes fly_;
    bool within_a_metre_;
    std::vector<double> values_;
    std::vector<CaseFlight> cases_;
    std::vector<LaneFlight> flights_;
    std::vector<std::size_t> owners_;   ///< of each flight: which case of the block
    std::vector<LaneFlight> doubtful_;  ///< that the fast path does not vouch for
    std::vector<std::size_t> doubtful_owners_;
};

/// The blocks of a call, handed out in order.
class Blocks {
  public:
    explicit Blocks(std::uint64_t cases) : cases_(cases), done_((cases + block - 1) / block, 0) {}

    [[nodiscard]] std::uint64_t count() const { return done_.size(); }
    /// @return the first case of the next block; `cases` where none is left.
    std::uint64_t next() { return std::min(cases_, block * next_.fetch_add(1)); }
    /// Nothing is handed out any more.
    void abandon() { next_ = done_.size(); }
    void finish(std::uint64_t first) {
        done_[first / block] = 1;  // an element of its own for each block: no two threads write the same
        flown_ += std::min(block, cases_ - first);
    }
    [[nodiscard]] std::uint64_t flown() const { return flown_; }
    /// Cases before the first block that was not flown. Once the threads are done.
    [[nodiscard]] std::uint64_t complete() const {
        const auto gap = std::find(done_.begin(), done_.end(), 0);
        return std::min(cases_, block * static_cast<std::uint64_t>(gap - done_.begin()));
    }

  private:
    std::uint64_t cases_;
    std::atomic<std::uint64_t> next_ = 0, flown_ = 0;
    std::vector<char> done_;
};

/// Lets the other threads stop where one leaves by an exception.
struct Abandon {
    Blocks& blocks;
    ~Abandon() {
        if (std::uncaught_exceptions() > 0) blocks.abandon();
    }
};

}  // namespace

BatchEngine::BatchEngine(const Scenario& scenario, std::vector<std::string> paths)
    : parts_(std::make_unique<const Parts>(scenario, std::move(paths))) {}
BatchEngine::~BatchEngine() = default;
BatchEngine::BatchEngine(BatchEngine&&) noexcept = default;
BatchEngine& BatchEngine::operator=(BatchEngine&&) noexcept = default;

const std::vector<std::string>& BatchEngine::paths() const {
    return parts_->paths;
}

FlightPlan BatchEngine::plan(std::span<const double> values) const {
    assert(values.size() == parts_->paths.size());
    CaseModel model = parts_->model;
    static_cast<void>(model.set(values));
    return model.plan(true);
}

BatchCounts BatchEngine::fly(const CaseSource& source, std::uint64_t first, std::span<CaseResult> results,
                             const BatchOptions& options) const {
    assert(available(options.lanes));
    const LaneWorld fast = parts_->fast_world(), robust = parts_->robust_world();
    Blocks blocks(results.size());
    const auto work = [&](unsigned thread) {
        const Abandon on_failure{blocks};
        Worker worker(parts_->model, parts_->fast, fast, robust, flyer(options.lanes),
                      options.within_a_metre);
        while (!options.stop.stop_requested()) {
            const std::uint64_t at = blocks.next();
            if (at == results.size()) break;
            const std::uint64_t count = std::min<std::uint64_t>(block, results.size() - at);
            worker.fly(source, parts_->paths.size(), first + at, results.subspan(at, count));
            blocks.finish(at);
            if (thread == 0 && options.progress) options.progress(blocks.flown());
        }
    };
    // A thread without a block would only cost its start.
    const auto threads = static_cast<unsigned>(std::min<std::uint64_t>(options.threads, blocks.count()));
    try {
        in_parallel(threads, work);
    } catch (const std::bad_alloc&) {
        if (threads <= 1) throw;
        // Every thread takes memory of its own: half as many may find enough. What was flown is flown again.
        BatchOptions fewer = options;
        fewer.threads = threads / 2;
        return fly(source, first, results, fewer);
    }

    BatchCounts counts;
    counts.complete = blocks.complete();
    for (const CaseResult& result : results.first(counts.complete)) {
        counts.robust += result.flown_by == FlownBy::robust ? 1 : 0;
        counts.nobody += result.flown_by == FlownBy::nobody ? 1 : 0;
    }
    return counts;
}

}  // namespace apogee
