#pragma once

#include <cstdint>
#include <vector>

#include "batch/engine.h"

namespace apogee {

/// Most cases that a chunk may hold: a chunk is worked on in memory.
inline constexpr std::uint64_t most_chunk_cases = 1 << 20;

/// The stored results of a study, in chunks of consecutive cases. Every statistic and export passes over
/// them chunk by chunk, so that no more than one chunk is ever in memory.
class ResultReader {
  public:
    virtual ~ResultReader() = default;
    /// Cases flown of a part: 0 .. cases(part) - 1.
    [[nodiscard]] virtual std::uint64_t cases(std::size_t part) const = 0;
    /// Chunks of a part; chunk 0 begins with case 0, each other one where the one before it ends.
    [[nodiscard]] virtual std::uint64_t chunks(std::size_t part) const = 0;
    /// The number of a chunk's first case.
    [[nodiscard]] virtual std::uint64_t first_case(std::size_t part, std::uint64_t chunk) const = 0;
    /// Replaces `results` by those of a chunk. @throws whatever the store says about a chunk it cannot give.
    /// Called from several threads at once.
    virtual void read(std::size_t part, std::uint64_t chunk, std::vector<CaseResult>& results) const = 0;
};

}  // namespace apogee
