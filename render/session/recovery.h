#pragma once

#include <string>
#include <vector>

#include "session/session.h"

namespace apogee {

/// Changed numbers of a flight that no file holds.
struct UnsavedEdit {
    FlightSource source;  ///< files by their whole names
    Overrides changes;    ///< what was given among them
    bool operator==(const UnsavedEdit&) const = default;
};
/// How many numbers are unlike those that were given.
[[nodiscard]] std::size_t count_changed(const UnsavedEdit& edit);
[[nodiscard]] std::vector<UnsavedEdit> unsaved_edits(const Session& session);
/// Makes the changes again, in the flight of the same source where it is open unchanged, else in one that is
/// opened; that becomes the current one. @throws InputError
void take_up(Session& session, const UnsavedEdit& edit);

/// Keeps the unsaved changes of a window in a file that outlives a crash, and finds what other windows left.
/// Each window holds a lock beside its file for as long as it lives, whatever ends it; a file whose lock is
/// free has lost its window. Where the folder cannot be written nothing is kept.
class Recovery {
  public:
    /// @param folder  made where it is missing; empty: nothing is kept or found
    explicit Recovery(std::string folder);
    /// The window's file stays: only `finish` says that nothing is left to recover.
    ~Recovery();
    Recovery(const Recovery&) = delete;
    Recovery& operator=(const Recovery&) = delete;

    /// Writes the changes where they differ from what was written last.
    void keep(const std::vector<UnsavedEdit>& edits);
    /// The window ends as its user wants.
    void finish();

    /// Changes that windows left which ended without `finish`; no other window finds them meanwhile.
    [[nodiscard]] std::vector<UnsavedEdit> find_left();
    /// What was found is dealt with, but for these changes, which stay for another time.
    void leave(const std::vector<UnsavedEdit>& edits);

  private:
    struct Held {
        std::string stem;  ///< of the file and its lock
        int lock = -1;
    };
    void take_name();
    void release_left();

    std::string folder_;
    Held own_;
    std::vector<UnsavedEdit> written_;
    std::vector<Held> left_;
};

/// $XDG_STATE_HOME/apogee/unsaved, or below ~/.local/state; empty where neither variable is set.
[[nodiscard]] std::string recovery_folder();

}  // namespace apogee
