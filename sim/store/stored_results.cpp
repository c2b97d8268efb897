#include "store/stored_results.h"

#include <algorithm>
#include <cassert>

#include "statistics/median_interval.h"

namespace apogee {
namespace {

/// What is wrong with a chunk that no store holds soundly; empty where one does. A missing chunk is named in
/// the first store, a damaged one where it lies.
std::string find_chunk(const std::vector<ChunkStore>& stores, std::size_t part, std::uint64_t chunk,
                       std::uint64_t cases, std::vector<CaseResult>& results) {
    std::string problem;
    for (const ChunkStore& store : stores) {
        const ChunkStore::Found found = store.read(part, chunk, cases, results);
        if (found.state == ChunkStore::State::valid) return {};
        if (problem.empty() || found.state != ChunkStore::State::absent) problem = found.problem;
    }
    return problem;
}

std::uint64_t cases_of(std::uint64_t chunk, std::uint64_t chunk_cases, std::uint64_t cases) {
    return std::min(chunk_cases, cases - chunk * chunk_cases);
}

std::uint64_t chunks_of(std::uint64_t cases, std::uint64_t chunk_cases) {
    return (cases + chunk_cases - 1) / chunk_cases;
}

}  // namespace

StoredResults::StoredResults(std::vector<ChunkStore> stores, std::uint64_t cases)
    : stores_(std::move(stores)), cases_(cases) {
    assert(!stores_.empty());
}

std::uint64_t StoredResults::cases(std::size_t) const {
    return cases_;
}

std::uint64_t StoredResults::chunks(std::size_t) const {
    return chunks_of(cases_, stores_.front().manifest().chunk_cases);
}

std::uint64_t StoredResults::first_case(std::size_t, std::uint64_t chunk) const {
    return chunk * stores_.front().manifest().chunk_cases;
}

void StoredResults::read(std::size_t part, std::uint64_t chunk, std::vector<CaseResult>& results) const {
    const std::uint64_t cases = cases_of(chunk, stores_.front().manifest().chunk_cases, cases_);
    const std::string problem = find_chunk(stores_, part, chunk, cases, results);
    if (!problem.empty()) throw StoreError(problem);
}

Inspection inspect(const Study& study, const std::vector<ChunkStore>& stores) {
    constexpr std::size_t most_problems = 10;
    constexpr std::uint64_t most_unsound = 10'000;  // a forged count of cases would keep us here for days
    const std::uint64_t chunk_cases = stores.front().manifest().chunk_cases;
    Inspection inspection;
    StoppingRule rule(study.median_range_interval_km, study.parts.size());
    std::vector<CaseResult> results;
    for (std::uint64_t chunk = 0; chunk < chunks_of(study.cases, chunk_cases); ++chunk) {
        const std::uint64_t cases = cases_of(chunk, chunk_cases, study.cases);
        for (std::size_t part = 0; part < study.parts.size(); ++part) {
            const std::string problem = find_chunk(stores, part, chunk, cases, results);
            rule.add(part, results);
            ++inspection.chunks;
            if (problem.empty()) continue;
            ++inspection.unsound;
            if (inspection.problems.size() < most_problems) inspection.problems.push_back(problem);
        }
        inspection.cases += cases;
        if (inspection.unsound >= most_unsound) break;
        if (inspection.unsound == 0 && rule.fulfilled()) break;
        // What follows a gap of a study that may end anywhere cannot be told from what was never needed.
        if (inspection.unsound > 0 && study.median_range_interval_km) break;
    }
    return inspection;
}

}  // namespace apogee
