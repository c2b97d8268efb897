#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "statistics/results.h"
#include "store/chunk_store.h"
#include "study/study.h"

namespace apogee {

/// The results of a study in one store or scattered over several.
class StoredResults : public ResultReader {
  public:
    /// @param cases  of each part, known to be there.
    StoredResults(std::vector<ChunkStore> stores, std::uint64_t cases);

    [[nodiscard]] std::uint64_t cases(std::size_t part) const override;
    [[nodiscard]] std::uint64_t chunks(std::size_t part) const override;
    [[nodiscard]] std::uint64_t first_case(std::size_t part, std::uint64_t chunk) const override;
    /// @throws StoreError naming the chunk where no store holds it.
    void read(std::size_t part, std::uint64_t chunk, std::vector<CaseResult>& results) const override;

  private:
    std::vector<ChunkStore> stores_;
    std::uint64_t cases_;
};

/// A look at every chunk of a study.
struct Inspection {
    std::uint64_t cases = 0;            ///< that each part has: fewer than the study's where its rule ends it
    std::vector<std::string> problems;  ///< the first few chunks that are missing or not sound, a line each
    std::uint64_t chunks = 0, unsound = 0;  ///< of those looked at: no more after ten thousand unsound ones
};
[[nodiscard]] Inspection inspect(const Study& study, const std::vector<ChunkStore>& stores);

}  // namespace apogee
