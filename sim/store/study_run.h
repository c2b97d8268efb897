#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "store/chunk_store.h"
#include "study/study.h"

namespace apogee {

/// A share of a study: every `count`-th chunk, counted from 1.
struct Shard {
    std::uint64_t number = 1, count = 1;
    [[nodiscard]] bool whole() const { return count == 1; }
    /// @param place  of a chunk in the order of flying: chunk 0 of all parts, chunk 1 of all parts, ...
    [[nodiscard]] bool owns(std::uint64_t place) const { return place % count == number - 1; }
};
/// "2/4". @throws InputError for anything that is no share.
[[nodiscard]] Shard parse_shard(const std::string& text);

/// Cases of a chunk: little is lost with one, and flushing its file costs little beside flying it.
inline constexpr std::uint64_t usual_chunk_cases = 16'384;

struct StudyProgress {
    std::uint64_t flights, of;              ///< there or flown, of those of this share (at most)
    std::uint64_t flown;                    ///< by this call
    std::optional<double> median_range_km;  ///< of the first part so far, to 1 km or better
};

struct StudyRunOptions {
    unsigned threads = 1;
    Shard shard{};
    std::stop_token stop{};  ///< ends the call after the chunk under way is on the disk
    std::function<void(const StudyProgress&)> progress{};  ///< called from the calling thread, often
    std::function<void(const std::string& line)> note{};   ///< a chunk that has to be flown again, and why
    std::function<void(const std::string& line)> warn{};   ///< of a rule that nothing fulfils so far
};

/// What a call did.
struct StudyRun {
    std::uint64_t cases = 0;  ///< that each part has, had every share been flown
    std::uint64_t chunks_kept = 0, chunks_flown = 0, flights_flown = 0;
    bool complete = false;  ///< false: stopped before the end
};

/// Flies the chunks of a study that the store does not hold yet, in order; each is on the disk before the one
/// after the next is begun. Stored bytes do not depend on threads, shares or interruptions.
/// @throws FileError where the disk does not take a chunk; those before it stay.
/// @throws InputError where a share of a study is asked for that ends by a rule over all cases.
StudyRun fly_study(const Study& study, const ChunkStore& store, const StudyRunOptions& options);

/// The room that the chunks of a study (or of a share of it) take, bytes, the least where a rule may end it.
[[nodiscard]] double room_needed(const Study& study, std::uint64_t chunk_cases, const Shard& shard);

}  // namespace apogee
