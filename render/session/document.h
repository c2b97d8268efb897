#pragma once

#include <string>

#include "session/session.h"
#include "study/study.h"

namespace apogee {

/// Opens a scenario ("FILE" or "catalogue:NAME") and flies it as a further flight of the session.
/// @param changes  of its numbers, as if made in the window.
/// @throws InputError for anything wrong with it; the session stays as it was.
void open_flight(Session& session, const std::string& argument, const Overrides& changes = {});

/// Opens a case of a study's part as a further flight. @throws InputError for a case that the study cannot
/// have
void open_case(Session& session, const Study& study, std::size_t part, std::uint64_t number);

/// Opens the scenario of a study's part as it was before numbers were varied. @throws InputError
void open_nominal(Session& session, const Study& study, std::size_t part);

/// Opens a flight as it was opened before. @throws InputError
void open_source(Session& session, const FlightSource& source);

/// Takes a flight out; its successors move up.
void close_flight(Session& session, int index);

/// Sets one number by its path and flies again. What is wrong goes to `flight.problem`, with the last good
/// flight kept.
/// @param value  as typed: the text that `--set` would take, also with commas between thousands.
/// @param new_step  whether undo goes back to just before this change (false within one drag).
void set_number(LoadedFlight& flight, const std::string& path, const std::string& value, bool new_step);

/// The same for several numbers at once.
void set_numbers(LoadedFlight& flight, const Overrides& values, bool new_step);

/// Takes these changes for all that there were.
void replace_changes(LoadedFlight& flight, Overrides changes);

void undo(LoadedFlight& flight);
void redo(LoadedFlight& flight);
/// Back to what the file says; can be undone.
void reset(LoadedFlight& flight);
/// One number back to what the file says.
void reset_number(LoadedFlight& flight, const std::string& path);

/// Reads the file again if it was written since, keeping the changes. A file that has gone or has become
/// wrong is a problem shown; the last good flight stays. @return whether anything changed.
bool reload_if_written(LoadedFlight& flight);

/// The number that holds now: the change where there is one, else the file's.
[[nodiscard]] double current_value(const LoadedFlight& flight, const Parameter& parameter);
/// Whether something was changed since that neither the file nor the command line has.
[[nodiscard]] bool has_unsaved_changes(const LoadedFlight& flight);
[[nodiscard]] bool is_changed(const LoadedFlight& flight, const std::string& path);

}  // namespace apogee
