#include "session/recovery.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
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

std::vector<UnsavedEdit> read_edits(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    const Json json = Json::parse(in, nullptr, false);
    std::vector<UnsavedEdit> edits;
    if (!json.is_object() || !json.contains("flights") || !json["flights"].is_array()) return edits;
    for (const Json& flight : json["flights"]) {
        if (!flight.is_object() || !flight.contains("file") || !flight["file"].is_string()) continue;
        UnsavedEdit edit{flight["file"], {}};
        if (flight.contains("changes") && flight["changes"].is_object())
            for (const auto& [path, value] : flight["changes"].items())
                if (value.is_string()) edit.changes.emplace_back(path, value);
        if (!edit.changes.empty()) edits.push_back(std::move(edit));
    }
    return edits;
}

Json edits_json(const std::vector<UnsavedEdit>& edits) {
    Json json{{"flights", Json::array()}};
    for (const UnsavedEdit& edit : edits) {
        Json flight{{"file", edit.file}, {"changes", Json::object()}};
        for (const auto& [path, value] : edit.changes) flight["changes"][path] = value;
        json["flights"].push_back(std::move(flight));
    }
    return json;
}

}  // namespace

std::vector<UnsavedEdit> unsaved_edits(const Session& session) {
    std::vector<UnsavedEdit> edits;
    for (const LoadedFlight& flight : session.flights)
        if (has_unsaved_changes(flight) && !flight.document.changes.empty())
            edits.push_back({fs::absolute(flight.document.file).string(), flight.document.changes});
    return edits;
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
        OutputFile out(edits_file(own_.stem), Overwrite::allow);
        out.write(edits_json(edits).dump(1, ' ', false, Json::error_handler_t::replace) + '\n');
        out.commit();
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
        left_.push_back({stem, held});
        for (UnsavedEdit& edit : read_edits(edits_file(stem))) edits.push_back(std::move(edit));
    }
    return edits;
}

void Recovery::forget_left() {
    for (const Held& held : left_) remove_edits(held.stem);
    release_left();
}

void Recovery::release_left() {
    for (const Held& held : left_) ::close(held.lock);
    left_.clear();
}

}  // namespace apogee
