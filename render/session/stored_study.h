#pragma once

#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "scene/flight_path.h"
#include "statistics/summary.h"

namespace apogee {

/// Where a case of a study came down.
struct CaseImpact {
    std::uint64_t number = 0;
    LatLon place;
};

/// The results of a study as the window shows them.
struct StoredStudy {
    std::string folder;
    Study study;
    StudySummary summary;
    struct Part {
        std::vector<CaseImpact> impacts;  ///< of the first `most_impacts` cases, those that landed
        Path half, most;                  ///< ellipses that hold 50 and 90 % of them
    };
    std::vector<Part> parts;
};
/// More points are no clearer a cloud.
inline constexpr std::uint64_t most_impacts = 10'000;

/// Whether a folder holds the results of a study.
[[nodiscard]] bool holds_study(const std::string& folder);
/// @throws InputError, FileError, StoreError where they cannot be used
[[nodiscard]] StoredStudy read_stored_study(const std::string& folder);

/// Reads a study beside the window's work: millions of cases take a while.
class StudyReader {
  public:
    /// Begins, after waiting for what is being read already, which is not taken any more.
    void want(const std::string& folder);
    [[nodiscard]] bool working() const { return work_.valid(); }
    /// Whether it is done and was not taken yet.
    [[nodiscard]] bool ready() const;
    /// Waits for what is being read.
    void finish() const;
    /// @return the study that is done, or null. @throws as `read_stored_study`
    [[nodiscard]] std::shared_ptr<const StoredStudy> take();

  private:
    std::future<std::shared_ptr<const StoredStudy>> work_;
};

}  // namespace apogee
