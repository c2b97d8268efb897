#include "session/recovery.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "session/document.h"
#include "session/memory.h"
#include "store/output_file.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// @return the descriptor that holds the lock; -1 where another window has it, or the file cannot be made
int lock_file(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return -1;
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
    ::close(descriptor);
    return -1;
}

std::string edits_file(const std::string& stem) {
    return stem + ".json";
}

std::string lock_name(const std::string& stem) {
    return stem + ".lock";
}

void remove_edits(const std::string& stem) {
    std::error_code error;
    // The file first: a lock without one is nothing to anybody.
    fs::remove(edits_file(stem), error);
    fs::remove(lock_name(stem), error);
}

/// In the order in which they were made.
Json numbers_json(const Overrides& numbers) {
    Json json = Json::object();
    for (const auto& [path, value] : numbers) json[path] = value;
    return json;
}

Overrides read_numbers(const Json& json) {
    Overrides numbers;
    for (const auto& [path, value] : json.items()) numbers.emplace_back(path, value.get<std::string>());
    return numbers;
}

/// @throws Json::exception where it is none
UnsavedEdit read_edit(const Json& json) {
    return {{json.at("file").get<std::string>(), json.at("catalogue").get<std::string>(),
             json.at("addition").get<std::string>(), read_numbers(json.at("given"))},
            read_numbers(json.at("changes"))};
}

std::vector<UnsavedEdit> read_edits(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    const Json json = Json::parse(in, nullptr, false);
    std::vector<UnsavedEdit> edits;
    if (!json.is_object() || !json.contains("flights")) return edits;
    for (const Json& flight : json["flights"]) {
        try {
            edits.push_back(read_edit(flight));
        } catch (const Json::exception&) {  // not written by a window: nothing that one could take up
        }
    }
    return edits;
}

/// @throws FileError where the disk does not take it
void write_edits(const std::string& file, const std::vector<UnsavedEdit>& edits) {
    Json flights = Json::array();
    for (const auto& [source, changes] : edits)
        flights.push_back({{"file", source.file},
                           {"catalogue", source.catalogue},
                           {"addition", source.addition},
                           {"given", numbers_json(source.given)},
                           {"changes", numbers_json(changes)}});
    OutputFile out(file, Overwrite::allow);
    out.write(Json{{"flights", flights}}.dump(1, ' ', false, Json::error_handler_t::replace) + '\n');
    out.commit();
}

/// As another process finds it, whose working folder may be another.
FlightSource lasting(FlightSource source) {
    source.file = fs::absolute(source.file).string();
    if (!source.catalogue.empty()) source.catalogue = fs::absolute(source.catalogue).string();
    return source;
}

}  // namespace

std::size_t count_changed(const UnsavedEdit& edit) {
    const Overrides& given = edit.source.given;
    const auto has = [](const Overrides& numbers, const auto& same) {
        return std::any_of(numbers.begin(), numbers.end(), same);
    };
    const auto fresh = std::count_if(edit.changes.begin(), edit.changes.end(), [&](const auto& change) {
        return !has(given, [&](const auto& number) { return number == change; });
    });
    const auto gone = std::count_if(given.begin(), given.end(), [&](const auto& number) {
        return !has(edit.changes, [&](const auto& change) { return change.first == number.first; });
    });
    return static_cast<std::size_t>(fresh + gone);
}

std::vector<UnsavedEdit> unsaved_edits(const Session& session) {
    std::vector<UnsavedEdit> edits;
    for (const LoadedFlight& flight : session.flights)
        if (has_unsaved_changes(flight)) edits.push_back({lasting(flight.document), flight.document.changes});
    return edits;
}

void take_up(Session& session, const UnsavedEdit& edit) {
    const auto is_open = [&](const LoadedFlight& flight) {
        return !has_unsaved_changes(flight) && lasting(flight.document) == edit.source;
    };
    auto flight = std::find_if(session.flights.begin(), session.flights.end(), is_open);
    if (flight == session.flights.end()) {
        open_source(session, edit.source);
        flight = session.flights.end() - 1;
    }
    replace_changes(*flight, edit.changes);
    session.active = static_cast<int>(flight - session.flights.begin());
}

std::string recovery_folder() {
    const std::string memory = memory_file();
    return memory.empty() ? "" : (fs::path(memory).parent_path() / "unsaved").string();
}

Recovery::Recovery(std::string folder) : folder_(std::move(folder)) {}

Recovery::~Recovery() {
    release_left();
    if (own_.lock >= 0) ::close(own_.lock);
}

/// A name that no window has, and its lock.
void Recovery::take_name() {
    if (folder_.empty() || own_.lock >= 0) return;
    std::error_code error;
    fs::create_directories(folder_, error);
    constexpr int most_tries = 100;
    for (int i = 0; i < most_tries && own_.lock < 0; ++i) {
        own_.stem = (fs::path(folder_) / (std::to_string(::getpid()) + '-' + std::to_string(i))).string();
        if (!fs::exists(edits_file(own_.stem), error)) own_.lock = lock_file(lock_name(own_.stem));
    }
}

void Recovery::keep(const std::vector<UnsavedEdit>& edits) {
    if (edits == written_) return;
    take_name();
    if (own_.lock < 0) return;
    std::error_code error;
    if (edits.empty()) {
        fs::remove(edits_file(own_.stem), error);
        written_.clear();
        return;
    }
    try {
        write_edits(edits_file(own_.stem), edits);
        written_ = edits;
    } catch (const FileError&) {  // a full disk: what was written before stays, and it is tried again
    }
}

void Recovery::finish() {
    if (own_.lock < 0) return;
    remove_edits(own_.stem);
    ::close(std::exchange(own_.lock, -1));
    written_.clear();
}

std::vector<UnsavedEdit> Recovery::find_left() {
    std::vector<UnsavedEdit> edits;
    std::error_code error;
    if (folder_.empty()) return edits;
    for (fs::directory_iterator entry(folder_, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->path().extension() != ".json") continue;
        const std::string stem = fs::path(entry->path()).replace_extension().string();
        const int held = lock_file(lock_name(stem));
        if (held < 0) continue;
        std::vector<UnsavedEdit> found = read_edits(edits_file(stem));
        if (found.empty()) {  // no window can use it, this one neither
            ::close(held);
            continue;
        }
        left_.push_back({stem, held});
        std::move(found.begin(), found.end(), std::back_inserter(edits));
    }
    return edits;
}

void Recovery::leave(const std::vector<UnsavedEdit>& edits) {
    auto dealt_with = left_.begin();
    try {
        if (!edits.empty() && dealt_with != left_.end()) write_edits(edits_file(dealt_with++->stem), edits);
        std::for_each(dealt_with, left_.end(), [](const Held& held) { remove_edits(held.stem); });
    } catch (const FileError&) {  // a full disk: all stays rather than some be lost
    }
    release_left();
}

void Recovery::release_left() {
    for (const Held& held : left_) ::close(held.lock);
    left_.clear();
}

}  // namespace apogee
