#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/chunk_store.h"
#include "store/study_run.h"
#include "study/study.h"

namespace apogee {

/// How to take up a folder.
enum class TakeUp {
    begin_or_go_on,  ///< a new or empty folder, or one that holds the same study
    go_on,           ///< one that holds the same study
    begin_anew       ///< any folder; a study that it holds is deleted
};

/// A folder in which a study is being flown: the store, copies of every file the study was read from (in
/// `inputs/`, so that the folder says by itself what was flown), and a lock against a second writer.
class StudyFolder {
  public:
    /// @param changes  what the command line said instead of the study's file; noted for later.
    /// @param dataset_bytes  room that is wanted beside that for the chunks.
    /// Nothing is written, and nothing locked, where the folder holds the study and takes no files.
    /// @throws FileError where the folder cannot be used or has no room, InputError where it holds another
    /// study, StoreError where what it holds is no sound one.
    StudyFolder(const std::string& folder, const Study& study, const StudyChanges& changes,
                std::uint64_t chunk_cases, const Shard& shard, double dataset_bytes, TakeUp how);

    /// Whether files can be made in it. One that only can be read serves as long as nothing is to be flown.
    [[nodiscard]] bool writable() const { return lock_.file >= 0; }
    [[nodiscard]] const ChunkStore& store() const { return *store_; }
    /// Cases that the study had when the folder was last taken up; nothing for a new one.
    [[nodiscard]] std::optional<std::uint64_t> cases_before() const { return cases_before_; }

  private:
    struct Lock {
        Lock() = default;
        ~Lock();
        Lock(const Lock&) = delete;
        Lock& operator=(const Lock&) = delete;
        int file = -1;
    };

    Lock lock_;
    std::optional<ChunkStore> store_;
    std::optional<std::uint64_t> cases_before_;
};

/// Where the results of a study's file go when nobody says where: "mc-results" for "studies/mc.toml".
[[nodiscard]] std::string usual_results_folder(const std::string& study_file);

/// The study of a folder, from the copies it holds: as many cases as it was last asked for. The copies of
/// catalogue files stand for the catalogue from then on (APOGEE_SCENARIOS is set).
/// @throws StoreError where they are gone or do not give the study whose results are stored.
[[nodiscard]] Study load_stored_study(const ChunkStore& store);

/// A study's file as it is now, read as it was for the results in a store. @throws InputError
[[nodiscard]] Study load_study_again(const ChunkStore& store, const std::string& study_file);
/// Names of the facts (`Study::identity`) in which a study differs from the one that is stored.
[[nodiscard]] std::vector<std::string> changed_facts(const ChunkStore& store, const Study& study);
/// The name of the file that a stored study was read from, without its folder. @throws StoreError
[[nodiscard]] std::string stored_study_name(const ChunkStore& store);

}  // namespace apogee
