#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "batch/engine.h"
#include "statistics/results.h"
#include "store/manifest.h"

namespace apogee {

/// Results on the disk: a manifest, and chunks of consecutive cases, a file each. A chunk is there complete
/// and on the disk, or not there at all: it is written under a passing name, flushed, renamed, and its folder
/// is flushed. Its bytes depend on its results, place and identity alone.
class ChunkStore {
  public:
    /// Begins a store, or takes up one of the same identity and renews its notes.
    /// @throws InputError naming the difference where the folder holds another one, FileError where nothing
    ///         can be written, StoreError as `open`.
    static ChunkStore create(const std::string& folder, const Manifest& manifest);
    /// @throws StoreError where the folder holds no store or its manifest cannot be understood.
    static ChunkStore open(const std::string& folder);
    /// Opens the store of a study, and writes nothing. @throws InputError where it is that of another.
    static ChunkStore open(const std::string& folder, const Manifest& manifest);
    /// Whether the folder holds a manifest. @throws FileError where that cannot be seen.
    [[nodiscard]] static bool in(const std::string& folder);
    /// Deletes manifest and chunks, and nothing else. @throws FileError
    static void erase(const std::string& folder);

    [[nodiscard]] const std::string& folder() const { return folder_; }
    [[nodiscard]] const Manifest& manifest() const { return manifest_; }
    /// Where a chunk is kept, or would be.
    [[nodiscard]] std::string path(std::size_t part, std::uint64_t chunk) const;
    /// Bytes of a chunk of so many cases.
    [[nodiscard]] static std::uint64_t bytes(std::uint64_t cases);
    /// The room that a chunk takes on a disk, bytes: files take whole blocks.
    [[nodiscard]] static std::uint64_t room(std::uint64_t cases);
    /// The room that all chunks in a folder take; 0 where it holds none.
    [[nodiscard]] static std::uint64_t room_in(const std::string& folder);

    enum class State {
        valid,
        absent,
        partial,  ///< valid and too short: the study was smaller when it was written
        damaged,  ///< shortened, changed, no chunk, or of values that no flight gives
        foreign   ///< a sound chunk of another identity or place
    };
    struct Found {
        State state;
        std::string problem;  ///< printable, "path: what is wrong"; empty for a valid chunk
    };
    /// Reads the first `cases` results of a chunk; without any where it is not valid. A store is data from
    /// outside: anybody can make a checksum, and nothing is taken from a chunk unseen.
    /// @throws FileError where the disk does not give it.
    Found read(std::size_t part, std::uint64_t chunk, std::uint64_t cases,
               std::vector<CaseResult>& results) const;
    /// @throws FileError naming the path. One call at a time in the whole process.
    void write(std::size_t part, std::uint64_t chunk, std::span<const CaseResult> results) const;

    /// Deletes what killed writers left under passing names, of chunks that nobody else is writing.
    void remove_leftovers(const std::function<bool(std::size_t part, std::uint64_t chunk)>& ours) const;

  private:
    ChunkStore(std::string folder, Manifest manifest);

    std::string folder_;
    Manifest manifest_;
    std::uint64_t identity_hash_;
};

}  // namespace apogee
