#include "session/document.h"

#include <algorithm>

#include "base/input_error.h"
#include "scenario/argument.h"
#include "scenario/files.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

long next_revision() {
    static long revision = 0;
    return ++revision;
}

fs::file_time_type time_written(const std::string& file) {
    std::error_code error;
    const auto time = fs::last_write_time(file, error);
    return error ? fs::file_time_type::min() : time;
}

/// The newest write among the scenario and the files its numbers stand in.
fs::file_time_type newest_stamp(const LoadedFlight& flight) {
    auto newest = time_written(flight.document.file);
    std::string last = flight.document.file;
    for (const Parameter& parameter : flight.document.parameters) {
        if (parameter.place.line == 0 || parameter.place.file == last) continue;
        last = parameter.place.file;
        newest = std::max(newest, time_written(last));
    }
    return newest;
}

/// What the user should know of a flight that did not come down, in the words of the report.
std::string outcome_problem(Outcome outcome) {
    switch (outcome) {
        case Outcome::landed:
        case Outcome::duration_reached:
            return {};
        case Outcome::escaped:
            return "escaped: faster than escape speed, never to return";
        case Outcome::in_orbit:
            return "in orbit: the orbit stays above the air";
        case Outcome::step_limit:
            return "step limit: the integration was given up";
        case Outcome::lift_off_failed:
            return "lift-off failed: the thrust never carried the vehicle";
        case Outcome::time_limit:
            return "time limit: still aloft after 30 days";
    }
    return name(outcome);
}

void fly(LoadedFlight& flight, Scenario scenario) {
    flight.scenario = std::move(scenario);
    flight.trajectory = propagate(plan(flight.scenario));
    flight.summary = summarise(flight.trajectory);
    flight.debris = propagate_debris(flight.trajectory);
    flight.problem = outcome_problem(flight.trajectory.outcome);
    flight.revision = next_revision();
}

void fly_with_changes(LoadedFlight& flight) {
    const Document& document = flight.document;
    try {
        fly(flight, parse_scenario(document.text, document.file, document.changes));
    } catch (const InputError& error) {
        flight.problem = error.what();
    }
}

void remember(Document& document) {
    constexpr std::size_t most_steps = 500;
    document.undo.push_back(document.changes);
    if (document.undo.size() > most_steps) document.undo.erase(document.undo.begin());
    document.redo.clear();
}

auto change_of(Overrides& changes, const std::string& path) {
    return std::find_if(changes.begin(), changes.end(),
                        [&](const auto& change) { return change.first == path; });
}

void read_file(LoadedFlight& flight, const std::string& file) {
    Document& document = flight.document;
    document.file = file;
    document.text = read_text(file);
    document.parameters = parse_scenario(document.text, file).parameters;
    document.stamp = newest_stamp(flight);
}

int free_style(const Session& session) {
    for (int style = 0;; ++style) {
        const auto has_it = [&](const LoadedFlight& flight) { return flight.style == style; };
        if (std::none_of(session.flights.begin(), session.flights.end(), has_it)) return style;
    }
}

void step_through(LoadedFlight& flight, std::vector<Overrides>& from, std::vector<Overrides>& to) {
    if (from.empty()) return;
    to.push_back(std::move(flight.document.changes));
    flight.document.changes = std::move(from.back());
    from.pop_back();
    fly_with_changes(flight);
}

}  // namespace

void open_flight(Session& session, const std::string& argument, const Overrides& changes) {
    if (argument == "-") {
        throw InputError("apogee view: standard input cannot be watched; expected the name of a file");
    }
    LoadedFlight flight;
    read_file(flight, scenario_argument(argument).file);
    flight.document.changes = changes;
    fly(flight, parse_scenario(flight.document.text, flight.document.file, changes));
    flight.id = flight.revision;  // the first one
    flight.style = free_style(session);
    session.flights.push_back(std::move(flight));
    session.active = static_cast<int>(session.flights.size()) - 1;
}

void close_flight(Session& session, int index) {
    session.flights.erase(session.flights.begin() + index);
    if (session.active > index || session.active == static_cast<int>(session.flights.size()))
        --session.active;
    session.active = std::max(session.active, 0);
}

void set_number(LoadedFlight& flight, const std::string& path, const std::string& value, bool new_step) {
    if (new_step) remember(flight.document);
    Overrides& changes = flight.document.changes;
    const auto found = change_of(changes, path);
    if (found == changes.end()) {
        changes.emplace_back(path, value);
    } else {
        found->second = value;
    }
    fly_with_changes(flight);
}

void undo(LoadedFlight& flight) {
    step_through(flight, flight.document.undo, flight.document.redo);
}

void redo(LoadedFlight& flight) {
    step_through(flight, flight.document.redo, flight.document.undo);
}

void reset(LoadedFlight& flight) {
    if (flight.document.changes.empty()) return;
    remember(flight.document);
    flight.document.changes.clear();
    fly_with_changes(flight);
}

void reset_number(LoadedFlight& flight, const std::string& path) {
    Overrides& changes = flight.document.changes;
    const auto found = change_of(changes, path);
    if (found == changes.end()) return;
    remember(flight.document);
    changes.erase(change_of(changes, path));
    fly_with_changes(flight);
}

bool reload_if_written(LoadedFlight& flight) {
    Document& document = flight.document;
    const auto stamp = newest_stamp(flight);
    if (stamp == document.stamp) return false;
    document.stamp = stamp;
    try {
        read_file(flight, document.file);
    } catch (const InputError& error) {
        flight.problem = error.what();
        return true;
    }
    fly_with_changes(flight);
    return true;
}

double current_value(const LoadedFlight& flight, const Parameter& parameter) {
    if (!is_changed(flight, parameter.path)) return parameter.value;
    const auto& now = flight.scenario.parameters;
    const auto found =
        std::find_if(now.begin(), now.end(), [&](const Parameter& p) { return p.path == parameter.path; });
    return found == now.end() ? parameter.value : found->value;
}

bool is_changed(const LoadedFlight& flight, const std::string& path) {
    const Overrides& changes = flight.document.changes;
    return std::any_of(changes.begin(), changes.end(),
                       [&](const auto& change) { return change.first == path; });
}

}  // namespace apogee
