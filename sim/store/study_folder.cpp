#include "store/study_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <set>

#include "base/input_error.h"
#include "scenario/catalogue.h"
#include "scenario/files.h"
#include "store/output_file.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

constexpr const char* inputs_name = "inputs";
constexpr const char* catalogue_name = "catalogue";

fs::path full(const fs::path& path) {
    fs::path whole = fs::absolute(path).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

/// Every file that a study was read from.
std::set<fs::path> files_of(const Study& study) {
    std::set<fs::path> files{full(study.file)};
    const auto add_table = [&](const Scenario& scenario, const std::string& name, std::string_view built_in) {
        if (name != built_in && name != "none")
            files.insert(full(fs::path(scenario.file).parent_path() / name));
    };
    for (const StudyPart& part : study.parts) {
        files.insert(full(part.scenario.file));
        for (const Parameter& parameter : part.scenario.parameters) {
            if (!parameter.place.file.empty()) files.insert(full(parameter.place.file));
        }
        add_table(part.scenario, part.scenario.atmosphere_name, "us1976");
        add_table(part.scenario, part.scenario.wind_name, "none");
    }
    return files;
}

/// Where a file lies below a folder; nothing where it does not.
std::optional<fs::path> below(const fs::path& file, const fs::path& folder) {
    const fs::path relative = file.lexically_relative(folder);
    if (relative.empty() || *relative.begin() == "..") return std::nullopt;
    return relative;
}

/// A study names files below its own folder and files of the catalogue: the copies keep both trees.
void copy_inputs(const Study& study, const fs::path& inputs) {
    const fs::path own = full(study.file).parent_path(), catalogue = full(study.changes.catalogue);
    const auto copy = [](const fs::path& from, const fs::path& to) {
        const std::string text = read_text(from.string());
        std::error_code error;
        if (fs::exists(to, error) && read_text(to.string()) == text) return;
        make_folder(to.parent_path().string());
        OutputFile file(to.string(), Overwrite::allow);
        file.write(text);
        file.commit();
    };
    for (const fs::path& file : files_of(study)) {
        if (const auto relative = below(file, own)) copy(file, inputs / *relative);
        if (const auto relative = below(file, catalogue)) copy(file, inputs / catalogue_name / *relative);
    }
}

/// Hidden files do not count: a run that was killed early leaves some.
bool holds_other_things(const std::string& folder, std::string& example) {
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        example = entry->path().filename().string();
        if (!example.starts_with('.')) return true;
    }
    if (error && error != std::errc::no_such_file_or_directory)
        throw FileError(printable(folder) + ": cannot be read: " + error.message());
    return false;
}

/// @return whether the folder is taken up as it is: it holds a study, and takes no file.
bool check_take_up(const std::string& folder, TakeUp how) {
    std::error_code error;
    if (fs::is_symlink(folder, error) && !fs::exists(folder, error)) {
        throw FileError(printable(folder) + ": is a link to " +
                        in_quotes(fs::read_symlink(folder, error).string()) + ", which does not exist");
    }
    const bool stored = ChunkStore::in(folder);
    if (stored && how != TakeUp::begin_anew && !takes_files(folder)) return true;
    check_folder(folder);
    if (stored) return false;
    if (how == TakeUp::go_on) {
        throw InputError("--resume: " + in_quotes(folder) +
                         " holds no study; expected the folder of one that was begun");
    }
    std::string example;
    // Looked at twice: another share may have begun the study meanwhile, its manifest first.
    if (how == TakeUp::begin_or_go_on && holds_other_things(folder, example) && !ChunkStore::in(folder)) {
        throw FileError(printable(folder) + ": holds other things (" + printable(example) +
                        ") and no study; expected a new folder, or --force to use this one");
    }
    return false;
}

/// An open file that no other process holds, as long as it is open. -1 where the file system knows no locks.
/// @throws FileError where another process has it.
int lock(const std::string& folder, const Shard& shard) {
    const std::string path =
        (fs::path(folder) / fmt::format(".shard-{}-of-{}.lock", shard.number, shard.count)).string();
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0) throw FileError(printable(path) + ": cannot be written: " + std::strerror(errno));
    if (::flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return file;
    ::close(file);
    throw FileError(
        printable(folder) +
        ": another `apogee study` is at work there; a folder takes one at a time (or one a shard)");
}

/// @throws FileError where the file system of a folder has less than so many bytes left.
void check_space(const std::string& folder, double bytes) {
    struct statvfs status {};
    int result;
    do {
        result = ::statvfs(folder.c_str(), &status);
    } while (result != 0 && errno == EINTR);
    if (result != 0) throw FileError(printable(folder) + ": cannot be examined: " + std::strerror(errno));
    const double left = static_cast<double>(status.f_bavail) * static_cast<double>(status.f_frsize);
    if (bytes <= left) return;
    // In units that tell the two apart.
    const auto [unit, word] = bytes < 1e7 ? std::pair(1e3, "kB") : std::pair(1e6, "MB");
    throw FileError(fmt::format("{}: not enough room: {:.0f} {} are needed, {:.0f} {} are left",
                                printable(folder), std::ceil(bytes / unit), word, std::floor(left / unit),
                                word));
}

/// A list of a million values is no line for people: what is long enters by its beginning and its
/// fingerprint.
Facts identity_of(const Study& study) {
    constexpr std::size_t longest = 200;
    Facts facts = study.identity;
    for (auto& [name, value] : facts) {
        if (value.size() > longest)
            value = fmt::format("{}... ({} characters, fingerprint {})", value.substr(0, longest / 2),
                                value.size(), fingerprint(value));
    }
    return facts;
}

constexpr char escape = '%';

/// A file's name, which may be of any bytes, in printable ASCII: each other byte as %XX.
std::string in_ascii(const std::string& name) {
    std::string text;
    for (const char c : name) {
        if (c >= ' ' && c <= '~' && c != escape)
            text += c;
        else
            text += fmt::format("{}{:02X}", escape, static_cast<unsigned char>(c));
    }
    return text;
}

/// The name again. What is no escape stands for itself.
std::string from_ascii(const std::string& text) {
    std::string name;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned char byte = 0;
        const char* const digits = text.data() + i + 1;
        if (text[i] == escape && i + 2 < text.size() &&
            std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
            name += static_cast<char>(byte);
            i += 2;
        } else {
            name += text[i];
        }
    }
    return name;
}

Manifest manifest_of(const Study& study, const StudyChanges& changes, std::uint64_t chunk_cases) {
    Manifest manifest;
    manifest.chunk_cases = chunk_cases;
    manifest.identity = identity_of(study);
    manifest.notes = {
        {"title", study.title},
        {"study", std::string(inputs_name) + '/' + in_ascii(fs::path(study.file).filename().string())},
        {"cases", std::to_string(study.cases)}};
    if (changes.seed) manifest.notes.emplace_back("--seed", std::to_string(*changes.seed));
    return manifest;
}

/// A store is data from outside: what it notes of itself is taken where it can be true.
[[noreturn]] void refuse_note(const ChunkStore& store, const char* name) {
    throw StoreError(fmt::format("{}: notes {} = {}, which no study has", printable(store.folder()), name,
                                 in_quotes(store.manifest().note(name))));
}

/// Nothing where the store notes no such number. @throws StoreError
std::optional<std::uint64_t> number_noted(const ChunkStore& store, const char* name, std::uint64_t least,
                                          std::uint64_t most) {
    const std::string text = store.manifest().note(name);
    if (text.empty()) return std::nullopt;
    std::uint64_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || number < least ||
        number > most)
        refuse_note(store, name);
    return number;
}

std::optional<std::uint64_t> cases_noted(const ChunkStore& store) {
    return number_noted(store, "cases", 1, most_study_cases);
}

/// The copy of the study's file: one of those in `inputs`, and nothing elsewhere. @throws StoreError
fs::path study_noted(const ChunkStore& store) {
    const std::string note = store.manifest().note("study"), before = std::string(inputs_name) + '/';
    const std::string name = note.starts_with(before) ? from_ascii(note.substr(before.size())) : "";
    if (name.empty() || name == "." || name == ".." || name.find_first_of(std::string("/\0", 2)) != name.npos)
        refuse_note(store, "study");
    return fs::path(store.folder()) / inputs_name / name;
}

/// Chunks that are there already count for a whole study; of shares nobody knows whose they are.
void check_room(const std::string& folder, double chunk_bytes, double dataset_bytes, const Shard& shard) {
    const double there = shard.whole() ? static_cast<double>(ChunkStore::room_in(folder)) : 0;
    check_space(folder, std::max(0.0, chunk_bytes - there) + dataset_bytes);
}

/// The name under which a file was being written, ".NAME.XXXXXX"; empty for any other.
std::string unfinished(const std::string& file) {
    constexpr std::size_t ending = 7;
    const bool passing = file.size() > ending + 1 && file.front() == '.' && file[file.size() - ending] == '.';
    return passing ? file.substr(1, file.size() - ending - 1) : std::string();
}

/// Deletes what killed runs left of manifest, copies and dataset under passing names.
void remove_leftovers(const std::string& folder, const Study& study) {
    const auto is_ours = [&](const std::string& name) {
        return name == "manifest.txt" ||
               std::any_of(study.parts.begin(), study.parts.end(), [&](const StudyPart& part) {
                   return name.starts_with(passing_stem(part.name + "."));
               });
    };
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (is_ours(unfinished(entry->path().filename().string()))) files.push_back(entry->path());
    fs::recursive_directory_iterator entry(fs::path(folder) / inputs_name, error), end;
    for (; !error && entry != end; entry.increment(error))
        if (!unfinished(entry->path().filename().string()).empty()) files.push_back(entry->path());
    for (const fs::path& file : files) fs::remove(file, error);
}

}  // namespace

StudyFolder::Lock::~Lock() {
    if (file >= 0) ::close(file);
}

StudyFolder::StudyFolder(const std::string& folder, const Study& study, const StudyChanges& changes,
                         std::uint64_t chunk_cases, const Shard& shard, double dataset_bytes, TakeUp how) {
    const Manifest manifest = manifest_of(study, changes, chunk_cases);
    if (check_take_up(folder, how)) {
        store_ = ChunkStore::open(folder, manifest);
        cases_before_ = cases_noted(*store_);
        return;
    }
    make_folder(folder);
    lock_.file = lock(folder, shard);
    if (how == TakeUp::begin_anew) ChunkStore::erase(folder);
    check_room(folder, room_needed(study, chunk_cases, shard), dataset_bytes, shard);
    if (ChunkStore::in(folder)) cases_before_ = cases_noted(ChunkStore::open(folder));
    store_ = ChunkStore::create(folder, manifest);
    copy_inputs(study, fs::path(folder) / inputs_name);
    // Other shares may be writing theirs at this moment.
    if (shard.whole()) remove_leftovers(folder, study);
    const std::size_t parts = study.parts.size();
    store_->remove_leftovers(
        [&](std::size_t part, std::uint64_t chunk) { return shard.owns(chunk * parts + part); });
}

std::string usual_results_folder(const std::string& study_file) {
    return fs::path(study_file).stem().string() + "-results";
}

Study load_stored_study(const ChunkStore& store) {
    const fs::path folder(store.folder()), catalogue = folder / inputs_name / catalogue_name;
    const std::string file = study_noted(store).string();
    std::error_code error;
    if (!fs::exists(file, error)) throw StoreError(printable(file) + ": is missing; it says what was flown");
    StudyChanges changes;
    if (fs::is_directory(catalogue, error)) changes.catalogue = catalogue.string();
    changes.seed = number_noted(store, "--seed", 0, greatest_seed);
    Study study;
    try {
        study = load_study(file, changes);
    } catch (const InputError& mistake) {
        throw StoreError(mistake.what());  // no mistake of the user's: the copy was sound
    }
    const std::uint64_t cases = cases_noted(store).value_or(study.cases);
    if (study.sweep && cases != study.cases) refuse_note(store, "cases");
    study.cases = cases;
    Manifest now;
    now.chunk_cases = store.manifest().chunk_cases;
    now.identity = identity_of(study);
    if (const auto fact = difference(store.manifest(), "the store", now, "the study beside it")) {
        throw StoreError(printable(file) + ": is not the study whose results are stored: " + *fact);
    }
    return study;
}

Study load_study_again(const ChunkStore& store, const std::string& study_file) {
    StudyChanges changes;
    changes.seed = number_noted(store, "--seed", 0, greatest_seed);
    return load_study(study_file, changes);
}

std::vector<std::string> changed_facts(const ChunkStore& store, const Study& study) {
    const Facts &stored = store.manifest().identity, now = identity_of(study);
    std::vector<std::string> names;
    for (const auto& [these, others] : {std::pair(&stored, &now), std::pair(&now, &stored)})
        for (const auto& fact : *these) {
            const bool same = std::ranges::find(*others, fact) != others->end();
            if (!same && std::ranges::find(names, fact.first) == names.end()) names.push_back(fact.first);
        }
    return names;
}

std::string stored_study_name(const ChunkStore& store) {
    return study_noted(store).filename().string();
}

}  // namespace apogee
