#include "store/study_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <utility>

#include "base/input_error.h"
#include "base/text.h"
#include "statistics/median_interval.h"
#include "store/background.h"

namespace apogee {
namespace {

/// Puts a chunk on the disk while the next one flies.
class ChunkWriter {
  public:
    explicit ChunkWriter(const ChunkStore& store) : store_(store) {}
    /// Waits for the chunk before this one. Takes the results and leaves others of some kind in their place.
    void write(std::size_t part, std::uint64_t chunk, std::vector<CaseResult>& results) {
        wait();
        std::swap(results_, results);
        written_ = in_background([this, part, chunk] { store_.write(part, chunk, results_); });
    }
    /// @throws FileError where the last chunk could not be written.
    void wait() {
        if (written_.valid()) written_.get();
    }

  private:
    const ChunkStore& store_;
    std::vector<CaseResult> results_;
    std::future<void> written_;  ///< declared last: its destructor waits, then the results go
};

/// The chunks of a study in the order of flying.
class Chunks {
  public:
    Chunks(const Study& study, std::uint64_t chunk_cases) : study_(study), chunk_cases_(chunk_cases) {}
    [[nodiscard]] std::uint64_t rounds() const { return (study_.cases + chunk_cases_ - 1) / chunk_cases_; }
    [[nodiscard]] std::uint64_t first(std::uint64_t chunk) const { return chunk * chunk_cases_; }
    [[nodiscard]] std::uint64_t cases(std::uint64_t chunk) const {
        return std::min(chunk_cases_, study_.cases - first(chunk));
    }
    [[nodiscard]] std::uint64_t place(std::size_t part, std::uint64_t chunk) const {
        return chunk * study_.parts.size() + part;
    }
    /// Flights of a share: every chunk is full but the last one of each part.
    [[nodiscard]] std::uint64_t flights(const Shard& shard) const {
        const std::uint64_t places = rounds() * study_.parts.size();
        std::uint64_t owned = places / shard.count + (places % shard.count >= shard.number ? 1 : 0);
        std::uint64_t flights = owned * chunk_cases_;
        for (std::size_t part = 0; part < study_.parts.size(); ++part) {
            if (shard.owns(place(part, rounds() - 1))) flights -= chunk_cases_ - cases(rounds() - 1);
        }
        return flights;
    }

  private:
    const Study& study_;
    std::uint64_t chunk_cases_;
};

class Flier {
  public:
    Flier(const Study& study, const ChunkStore& store, const StudyRunOptions& options)
        : study_(study),
          store_(store),
          options_(options),
          chunks_(study, store.manifest().chunk_cases),
          rule_(study.median_range_interval_km, study.parts.size()),
          writer_(store) {
        for (const StudyPart& part : study.parts) engines_.emplace_back(part.scenario, part.paths);
        progress_.of = chunks_.flights(options.shard);
    }

    StudyRun fly() {
        for (std::uint64_t chunk = 0; chunk < chunks_.rounds() && !run_.complete; ++chunk) {
            for (std::size_t part = 0; part < study_.parts.size(); ++part) {
                if (!options_.shard.owns(chunks_.place(part, chunk))) continue;
                if (options_.stop.stop_requested()) return stopped();
                take(part, chunk);
            }
            run_.cases += chunks_.cases(chunk);
            run_.complete = rule_.fulfilled();
            if (chunk == 0) warn_of_rule();
        }
        run_.complete = true;
        writer_.wait();
        return run_;
    }

  private:
    StudyRun stopped() {
        writer_.wait();
        return run_;
    }

    /// A rule about ranges is of no use to flights that do not land; better said before all of them are
    /// flown.
    void warn_of_rule() const {
        if (!study_.median_range_interval_km || !options_.warn) return;
        for (std::size_t part = 0; part < study_.parts.size(); ++part) {
            if (rule_.count(part) > 0) continue;
            options_.warn(fmt::format(
                "warning: {}: none of the first {} has a range: [stop] may end this study only after "
                "all {}",
                study_.parts[part].name, count_of(run_.cases, "case", "cases"), study_.cases));
        }
    }

    void take(std::size_t part, std::uint64_t chunk) {
        const std::uint64_t cases = chunks_.cases(chunk);
        const ChunkStore::Found found = store_.read(part, chunk, cases, results_);
        if (found.state == ChunkStore::State::valid) {
            rule_.add(part, results_);
            ++run_.chunks_kept;
            report(cases, 0);
            progress_.flights += cases;
            return;
        }
        if (found.state != ChunkStore::State::absent && found.state != ChunkStore::State::partial &&
            options_.note)
            options_.note(found.problem + "; it is flown again");
        results_.resize(cases);
        BatchOptions batch;
        batch.threads = options_.threads;
        batch.progress = [&](std::uint64_t done) { report(done, done); };
        engines_[part].fly(*study_.parts[part].source, chunks_.first(chunk), results_, batch);
        rule_.add(part, results_);
        writer_.write(part, chunk, results_);
        ++run_.chunks_flown;
        run_.flights_flown += cases;
        progress_.flights += cases;
        progress_.flown += cases;
    }

    void report(std::uint64_t flights, std::uint64_t flown) {
        if (!options_.progress) return;
        StudyProgress now = progress_;
        now.flights += flights;
        now.flown += flown;
        now.median_range_km = rule_.median_km(0);
        options_.progress(now);
    }

    const Study& study_;
    const ChunkStore& store_;
    const StudyRunOptions& options_;
    Chunks chunks_;
    StoppingRule rule_;
    std::vector<BatchEngine> engines_;
    std::vector<CaseResult> results_;
    StudyProgress progress_{};
    StudyRun run_;
    ChunkWriter writer_;
};

}  // namespace

Shard parse_shard(const std::string& text) {
    Shard shard;
    const char *const begin = text.data(), *const end = begin + text.size();
    const auto first = std::from_chars(begin, end, shard.number);
    const bool slash = first.ec == std::errc() && first.ptr != end && *first.ptr == '/';
    const auto second = std::from_chars(slash ? first.ptr + 1 : end, end, shard.count);
    if (!slash || second.ec != std::errc() || second.ptr != end || shard.number < 1 ||
        shard.number > shard.count) {
        throw InputError("--shard: " + in_quotes(text) +
                         " is not a share; expected 1/4 to 4/4, the first to the last of four");
    }
    return shard;
}

StudyRun fly_study(const Study& study, const ChunkStore& store, const StudyRunOptions& options) {
    if (study.median_range_interval_km && !options.shard.whole()) {
        throw InputError(
            "--shard: this study ends by a rule over all its cases in order, which no share of it can know; "
            "expected a fixed count, without [stop]");
    }
    return Flier(study, store, options).fly();
}

double room_needed(const Study& study, std::uint64_t chunk_cases, const Shard& shard) {
    const Chunks chunks(study, chunk_cases);
    const std::uint64_t last = study.median_range_interval_km ? 0 : chunks.rounds() - 1;
    const double part = static_cast<double>(last) * static_cast<double>(ChunkStore::room(chunk_cases)) +
                        static_cast<double>(ChunkStore::room(chunks.cases(last)));
    return part * static_cast<double>(study.parts.size()) / static_cast<double>(shard.count);
}

}  // namespace apogee
