#pragma once

#include <cstdint>
#include <functional>
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

/// A number of every case that a scatter can show: what was varied, or a figure of the flight.
struct CaseColumn {
    std::string key;             ///< of the scenario, or the figure's name
    std::string label, unit;     ///< as they are stored: no unit of the window's
    std::vector<double> values;  ///< of the first `most_impacts` cases; NaN where one has none
};

/// The results of a study as the window shows them.
struct StoredStudy {
    std::string folder;  ///< empty: flown in the window, stored nowhere
    std::string edited;  ///< a sentence on what is no longer as it was flown; empty: nothing
    Study study;
    StudySummary summary;
    struct Part {
        std::vector<CaseImpact> impacts;  ///< of the first `most_impacts` cases, those that landed
        Path half, most;                  ///< ellipses that hold 50 and 90 % of them
        std::vector<CaseColumn> columns;  ///< what was varied, then every figure
    };
    std::vector<Part> parts;
};
/// More points are no clearer a cloud.
inline constexpr std::uint64_t most_impacts = 10'000;

/// Whether a folder holds the results of a study.
[[nodiscard]] bool holds_study(const std::string& folder);
/// @param study_file  that they were flown from; empty: where it usually stands, if it is there
/// @throws InputError, FileError, StoreError where they cannot be used
[[nodiscard]] StoredStudy read_stored_study(const std::string& folder, const std::string& study_file = "");

/// A study so small that the window flies it at once, within about a second.
[[nodiscard]] bool is_small(const Study& study);
/// The results of a small study, which are not stored. @throws InputError where it cannot be flown
[[nodiscard]] StoredStudy fly_small_study(Study study);

/// The folder that holds the results of a study's file where nobody said where they go: in the working
/// folder, or beside the file; empty where there is none.
[[nodiscard]] std::string results_folder_of(const std::string& study_file);

/// Where a column stands among a part's; the first one where it has none of this key.
[[nodiscard]] std::size_t column_of(const StoredStudy::Part& part, const std::string& key);

/// Reads or flies a study beside the window's work: millions of cases take a while.
class StudyReader {
  public:
    /// Begins, after waiting for what is being made already, which is not taken any more.
    void want(std::function<StoredStudy()> make);
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
