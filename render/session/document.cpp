#include "session/document.h"

#include <algorithm>

#include "base/input_error.h"
#include "report/flight_report.h"
#include "scenario/argument.h"
#include "scenario/files.h"
#include "scene/drawn_flight.h"
#include "store/replay.h"

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

/// What a user has to mend: a flight that does not fly. An orbit and an escape are results.
bool is_fault(Outcome outcome) {
    return outcome == Outcome::lift_off_failed || outcome == Outcome::step_limit ||
           outcome == Outcome::time_limit;
}

/// What is in orbit is shown for a revolution.
FlownFlight flown(const Scenario& scenario) {
    FlownFlight flight{propagate(plan(scenario)), {}, {}};
    flight.summary = summarise(flight.trajectory);
    flight.revolution = with_revolution(flight.trajectory, flight.summary);
    return flight;
}

void fly(LoadedFlight& flight, Scenario scenario) {
    flight.scenario = std::move(scenario);
    flight.scenario.title += flight.document.addition;
    static_cast<FlownFlight&>(flight) = flown(flight.scenario);
    flight.debris = propagate_debris(flight.trajectory);
    flight.problem = is_fault(flight.trajectory.outcome) ? outcome_text(flight.trajectory) : "";
    flight.revision = next_revision();
}

OriginalFlight fly_original(const Document& document) {
    return {flown(parse_scenario(document.text, document.file, document.given, document.catalogue)),
            next_revision()};
}

/// Flown once, for as long as anything is changed.
void keep_original(LoadedFlight& flight) {
    if (!has_unsaved_changes(flight)) flight.original.reset();
    if (!has_unsaved_changes(flight) || flight.original) return;
    try {
        flight.original = fly_original(flight.document);
    } catch (const InputError&) {
        // The file was written again and no longer allows what was given. The changed flight may still fly;
        // there is nothing to compare it with.
    }
}

void fly_with_changes(LoadedFlight& flight) {
    const Document& document = flight.document;
    keep_original(flight);
    try {
        fly(flight, parse_scenario(document.text, document.file, document.changes, document.catalogue));
    } catch (const InputError& error) {
        // Nobody typed the option.
        const std::string option = "--set: ", words = error.what();
        flight.problem = words.starts_with(option) ? words.substr(option.size()) : words;
    }
}

/// What is typed the way the window shows numbers, "1,200" or "−3", as a file has it: "1200", "-3".
std::string without_grouping(std::string typed) {
    const std::string minus = "−";
    if (typed.starts_with(minus)) typed.replace(0, minus.size(), "-");
    const std::size_t first = typed.find_first_of("0123456789"),
                      point = std::min(typed.find('.'), typed.size());
    const std::size_t comma = typed.find(',');
    // At most three digits before the first comma, none of them behind the point.
    const bool grouped = comma != std::string::npos && comma < point && first < comma && comma <= first + 3;
    if (!grouped) return typed;
    // Commas stand before every third digit, or they mean something else: "1,5".
    std::string digits = typed.substr(0, comma);
    for (std::size_t at = comma; at < point; at += 4) {
        if (typed[at] != ',' || at + 4 > point) return typed;
        digits += typed.substr(at + 1, 3);
    }
    return digits + typed.substr(point);
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

void read_file(LoadedFlight& flight) {
    Document& document = flight.document;
    document.text = read_text(document.file);
    document.parameters = parse_scenario(document.text, document.file, {}, document.catalogue).parameters;
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

void open_source(Session& session, const FlightSource& source) {
    LoadedFlight flight;
    Document& document = flight.document;
    static_cast<FlightSource&>(document) = source;
    read_file(flight);
    document.changes = source.given;
    fly(flight, parse_scenario(document.text, document.file, document.changes, document.catalogue));
    flight.id = flight.revision;  // the first one
    flight.style = free_style(session);
    session.flights.push_back(std::move(flight));
    session.active = static_cast<int>(session.flights.size()) - 1;
}

void open_flight(Session& session, const std::string& argument, const Overrides& changes) {
    if (argument == "-") {
        throw InputError("apogee view: standard input cannot be watched; expected the name of a file");
    }
    open_source(session, {scenario_argument(argument).file, catalogue_folder(), {}, changes});
}

void open_case(Session& session, const Study& study, std::size_t part, std::uint64_t number) {
    const CaseScenario chosen = case_scenarios(study, number).at(part);
    open_source(session,
                {chosen.file, chosen.catalogue, ", case " + std::to_string(number), chosen.overrides});
}

void open_nominal(Session& session, const Study& study, std::size_t part) {
    open_source(session, {study.parts.at(part).scenario.file, study.changes.catalogue, {}, {}});
}

void close_flight(Session& session, int index) {
    session.flights.erase(session.flights.begin() + index);
    if (session.active > index || session.active == static_cast<int>(session.flights.size()))
        --session.active;
    session.active = std::max(session.active, 0);
}

void set_number(LoadedFlight& flight, const std::string& path, const std::string& value, bool new_step) {
    set_numbers(flight, {{path, value}}, new_step);
}

void set_numbers(LoadedFlight& flight, const Overrides& values, bool new_step) {
    if (new_step) remember(flight.document);
    Overrides& changes = flight.document.changes;
    for (const auto& [path, value] : values) {
        const auto found = change_of(changes, path);
        if (found == changes.end())
            changes.emplace_back(path, without_grouping(value));
        else
            found->second = without_grouping(value);
    }
    fly_with_changes(flight);
}

void replace_changes(LoadedFlight& flight, Overrides changes) {
    remember(flight.document);
    flight.document.changes = std::move(changes);
    fly_with_changes(flight);
}

void undo(LoadedFlight& flight) {
    step_through(flight, flight.document.undo, flight.document.redo);
}

void redo(LoadedFlight& flight) {
    step_through(flight, flight.document.redo, flight.document.undo);
}

void reset(LoadedFlight& flight) {
    if (!flight.document.changes.empty()) replace_changes(flight, {});
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
    flight.original.reset();
    try {
        read_file(flight);
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

bool has_unsaved_changes(const LoadedFlight& flight) {
    return flight.document.changes != flight.document.given;
}

bool is_changed(const LoadedFlight& flight, const std::string& path) {
    const Overrides& changes = flight.document.changes;
    return std::any_of(changes.begin(), changes.end(),
                       [&](const auto& change) { return change.first == path; });
}

}  // namespace apogee
