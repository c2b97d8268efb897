#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <vector>

#include "batch/threads.h"
#include "statistics/results.h"

namespace apogee {

/// One look at every case of a part, chunks spread over threads.
/// @param fresh  copied for each thread: a callable (first case, results of a chunk) that gathers something.
///               Which of them sees which chunk is chance; what they gather, put together, must not show it.
/// @return       the gatherers, at least one.
/// @throws whatever the reader throws about a chunk.
template <class Gatherer>
std::vector<Gatherer> pass(const ResultReader& results, std::size_t part, unsigned threads,
                           const Gatherer& fresh) {
    const std::uint64_t chunks = results.chunks(part);
    std::vector<Gatherer> gatherers(
        static_cast<std::size_t>(std::clamp<std::uint64_t>(chunks, 1, std::max(1u, threads))), fresh);
    std::atomic<std::uint64_t> next = 0;
    in_parallel(static_cast<unsigned>(gatherers.size()), [&](unsigned thread) {
        std::vector<CaseResult> chunk;
        for (std::uint64_t i = next++; i < chunks; i = next++) {
            results.read(part, i, chunk);
            gatherers[thread](results.first_case(part, i), chunk);
        }
    });
    return gatherers;
}

}  // namespace apogee
