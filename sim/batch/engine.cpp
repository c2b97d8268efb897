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
};

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
        const auto ended = [](const LaneFlight& lane) {
            return lane.progress == LaneFlight::Progress::ended;
        };
        // A delicate flight does not represent the others.
        if (!flight.lifts_off() || !ended(flown(fast_world()))) return;
        const LaneFlight truth = flown(robust_world());
        // A flight that never lands is compared at its burnout.
        const bool goes_on = truth.outcome == Outcome::escaped || truth.outcome == Outcome::in_orbit;
        if (!ended(truth) || (goes_on && !(truth.burnout.time_s > 0))) return;
        const auto agrees = [&](const FastPath& path) {
            const LaneFlight ours = flown(fast_world(path));
            const auto place = [&](const LaneFlight& f) {
                const LanePoint& at = goes_on ? f.burnout : f.now;
                return Vec3<double>(at.r_I[0], at.r_I[1], at.r_I[2]);
            };
            return ended(ours) && ours.outcome == truth.outcome &&
                   (place(ours) - place(truth)).norm() <= allowed_m &&
                   std::fabs(ours.summit_m - truth.summit_m) <= allowed_apogee_m;
        };
        for (const Layers layers : {Layers::joined, Layers::as_they_are}) {
            // Two in a row: one alone may hit by chance.
            bool looser = agrees({layers, 2 * fast_tolerance_most});
            for (double tolerance = fast_tolerance_most; tolerance > least_tolerance; tolerance /= 2) {
                fast = {layers, tolerance};
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
    Worker(const CaseModel& model, const LaneWorld& fast, const LaneWorld& robust, FlyLanes lanes,
           bool fast_vouches, bool within_a_metre)
        : model_(model),
          fast_(fast),
          robust_(robust),
          fly_(lanes),
          fast_vouches_(fast_vouches),
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
        if (fast_vouches_) fly_in(fast_, flights_, owners_);
        const auto take = [&](std::size_t owner, const LaneFlight& flight, FlownBy by) {
            results[owner] = cases_[owner].result(flight, by);
        };
        doubtful_.clear();
        doubtful_owners_.clear();
        for (std::size_t k = 0; k < flights_.size(); ++k) {
            const std::size_t owner = owners_[k];
            if (fast_vouches_ && is_good(flights_[k].progress)) {
                take(owner, flights_[k], FlownBy::fast);
            } else {
                doubtful_.push_back(cases_[owner].lanes());
                doubtful_owners_.push_back(owner);
            }
        }
        fly_in(robust_, doubtful_, doubtful_owners_);
        for (std::size_t k = 0; k < doubtful_.size(); ++k)
            take(doubtful_owners_[k], doubtful_[k], FlownBy::robust);
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
    LaneWorld fast_, robust_;
    FlyLanes fly_;
    bool fast_vouches_, within_a_metre_;
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
    const bool fast_vouches = parts_->fast.vouches;
    Blocks blocks(results.size());
    const auto work = [&](unsigned thread) {
        const Abandon on_failure{blocks};
        Worker worker(parts_->model, fast, robust, flyer(options.lanes), fast_vouches,
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
