#include "store/chunk_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <limits>
#include <system_error>

#include "base/input_error.h"
#include "batch/result_fields.h"
#include "store/checksum.h"
#include "store/output_file.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

static_assert(std::endian::native == std::endian::little, "chunks hold numbers as they stand in memory");

constexpr const char* manifest_name = "manifest.txt";
constexpr const char* chunk_folder = "chunks";

struct Header {
    char magic[8];
    std::uint64_t identity, part, chunk, cases, fields;
    std::uint64_t checksum;  ///< of the words before it and of everything after it
};
static_assert(sizeof(Header) == 56);
constexpr char magic[8] = {'A', 'p', 'o', 'g', 'e', 'e', '\x1a', '\x01'};

std::uint64_t checksum(std::string_view chunk) {
    Checksum sum;
    sum.add(chunk.substr(0, offsetof(Header, checksum)));
    sum.add(chunk.substr(sizeof(Header)));
    return sum.value();
}

std::uint64_t identity_hash(const Manifest& manifest) {
    Checksum sum;
    sum.add(manifest.chunk_cases);
    for (const auto& [name, value] : manifest.identity) {
        sum.add_text(name);
        sum.add_text(value);
    }
    for (const ResultField& field : result_fields()) sum.add_text(field.name);
    return sum.value();
}

/// A NaN is a NaN: which of its many bit patterns arises may depend on the compiler.
double canonical(double value) {
    return std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value;
}

/// Header, then each field of all cases, then the outcomes, then who flew them; zeros up to a whole word.
std::string chunk_text(Header header, std::span<const CaseResult> results) {
    std::string text(ChunkStore::bytes(results.size()), '\0');
    char* at = text.data() + sizeof header;
    for (const ResultField& field : result_fields()) {
        for (const CaseResult& result : results) {
            const double value = canonical(result.*field.member);
            std::memcpy(at, &value, sizeof value);
            at += sizeof value;
        }
    }
    for (const CaseResult& result : results) *at++ = static_cast<char>(result.outcome);
    for (const CaseResult& result : results) *at++ = static_cast<char>(result.flown_by);
    std::memcpy(text.data(), &header, sizeof header);
    header.checksum = checksum(text);
    std::memcpy(text.data(), &header, sizeof header);
    return text;
}

/// The first `cases` results of a chunk of `stored` cases, whose bytes may be anything.
/// @return what no flight can have given, in words; nothing where all is possible.
std::optional<std::string> unpack(std::string_view text, std::uint64_t stored, std::uint64_t cases,
                                  std::vector<CaseResult>& results) {
    std::vector<CaseResult> read(cases);
    const char* column = text.data() + sizeof(Header);
    for (const ResultField& field : result_fields()) {
        for (std::uint64_t i = 0; i < cases; ++i) {
            double& value = read[i].*field.member;
            std::memcpy(&value, column + i * sizeof value, sizeof value);
            if (!possible(field, value)) return fmt::format("{} = {} in row {}", field.name, value, i);
        }
        column += stored * sizeof(double);
    }
    const char* const flown_by = column + stored;
    for (std::uint64_t i = 0; i < cases; ++i) {
        const auto ended = static_cast<unsigned char>(column[i]),
                   by = static_cast<unsigned char>(flown_by[i]);
        if (ended >= outcome_count) return fmt::format("outcome {} in row {}", ended, i);
        if (by >= flown_by_count) return fmt::format("flown_by {} in row {}", by, i);
        read[i].outcome = static_cast<Outcome>(ended);
        read[i].flown_by = static_cast<FlownBy>(by);
        if (const auto wrong = contradiction(read[i])) return fmt::format("{} in row {}", *wrong, i);
    }
    results = std::move(read);
    return std::nullopt;
}

/// A file's first `most` bytes; nothing where there is none. Not of what is no plain file: a pipe would be
/// waited for, a device may have no end. @throws FileError
std::optional<std::string> contents(const std::string& path, std::size_t most) {
    int descriptor = -1;
    do {
        descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    } while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
    const auto fail = [&] {
        const int error = errno;
        if (descriptor >= 0) ::close(descriptor);
        throw FileError(printable(path) + ": cannot be read: " + std::strerror(error));
    };
    struct stat status {};
    if (descriptor < 0 || ::fstat(descriptor, &status) != 0) fail();
    if (!S_ISREG(status.st_mode)) {
        ::close(descriptor);
        throw FileError(printable(path) + ": cannot be read: is not a regular file");
    }
    most = std::min(most, static_cast<std::size_t>(status.st_size) + 1);
    std::string text(most, '\0');
    std::size_t size = 0;
    while (size < most) {
        const ssize_t got = ::read(descriptor, text.data() + size, most - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail();
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    ::close(descriptor);
    text.resize(size);
    return text;
}

void write_file(const std::string& path, std::string_view text) {
    OutputFile file(path, Overwrite::allow);
    file.write(text);
    file.commit();
}

std::string manifest_path(const std::string& folder) {
    return (fs::path(folder) / manifest_name).string();
}

/// The usual size of a file system's blocks.
std::uint64_t whole_blocks(std::uint64_t bytes) {
    constexpr std::uint64_t block = 4096;
    return (bytes + block - 1) / block * block;
}

/// Names and values are printable in a file.
Manifest as_read_back(const Manifest& manifest) {
    return parsed_manifest(manifest_text(manifest), manifest_name);
}

/// @throws InputError where the store in a folder is of another study than the one wanted.
void require_same(const std::string& folder, const Manifest& there, const Manifest& wanted) {
    if (const auto fact = difference(there, "the store", wanted, "this study")) {
        throw InputError(printable(folder) + ": holds results of another study: " + *fact +
                         "; expected another --out, or --force to begin anew");
    }
}

}  // namespace

ChunkStore::ChunkStore(std::string folder, Manifest manifest)
    : folder_(std::move(folder)), manifest_(std::move(manifest)), identity_hash_(identity_hash(manifest_)) {}

bool ChunkStore::in(const std::string& folder) {
    const std::string path = manifest_path(folder);
    std::error_code error;
    const bool there = fs::exists(path, error);
    if (error) throw FileError(printable(path) + ": cannot be examined: " + error.message());
    return there;
}

ChunkStore ChunkStore::open(const std::string& folder) {
    const std::string path = manifest_path(folder);
    const std::optional<std::string> text = contents(path, longest_manifest + 1);
    if (!text) throw StoreError(printable(folder) + ": holds no study: " + manifest_name + " is missing");
    return {folder, parsed_manifest(*text, path)};
}

ChunkStore ChunkStore::open(const std::string& folder, const Manifest& manifest) {
    ChunkStore store = open(folder);
    require_same(folder, store.manifest_, as_read_back(manifest));
    return store;
}

ChunkStore ChunkStore::create(const std::string& folder, const Manifest& manifest) {
    const std::string path = manifest_path(folder), text = manifest_text(manifest);
    Manifest written = as_read_back(manifest);
    const std::optional<std::string> there = contents(path, longest_manifest + 1);
    if (there) require_same(folder, parsed_manifest(*there, path), written);
    make_folder(folder);
    // The manifest comes first: whoever finds anything else of a store finds it too.
    if (there != text) write_file(path, text);
    make_folder((fs::path(folder) / chunk_folder).string());
    return {folder, std::move(written)};
}

void ChunkStore::erase(const std::string& folder) {
    std::error_code error;
    // The manifest goes last: while it stands, what is left can be erased by another try.
    fs::remove_all(fs::path(folder) / chunk_folder, error);
    if (!error) fs::remove(manifest_path(folder), error);
    if (error) throw FileError(printable(folder) + ": cannot be emptied: " + error.message());
}

std::string ChunkStore::path(std::size_t part, std::uint64_t chunk) const {
    return (fs::path(folder_) / chunk_folder / fmt::format("part{}-{:06}.chunk", part + 1, chunk)).string();
}

std::uint64_t ChunkStore::bytes(std::uint64_t cases) {
    const std::uint64_t flags = (2 * cases + 7) / 8 * 8;
    return sizeof(Header) + cases * result_fields().size() * sizeof(double) + flags;
}

std::uint64_t ChunkStore::room(std::uint64_t cases) {
    return whole_blocks(bytes(cases));
}

std::uint64_t ChunkStore::room_in(const std::string& folder) {
    std::uint64_t sum = 0;
    std::error_code error;
    for (fs::directory_iterator entry(fs::path(folder) / chunk_folder, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code vanished;
        const std::uintmax_t size = entry->file_size(vanished);
        if (!vanished) sum += whole_blocks(size);
    }
    return sum;
}

ChunkStore::Found ChunkStore::read(std::size_t part, std::uint64_t chunk, std::uint64_t cases,
                                   std::vector<CaseResult>& results) const {
    results.clear();
    const std::string file = path(part, chunk);
    const auto found = [&](State state, const std::string& problem) {
        return Found{state, printable(file) + ": " + problem};
    };
    const std::optional<std::string> text = contents(file, bytes(manifest_.chunk_cases) + 1);
    if (!text) return found(State::absent, "is missing");
    Header header;
    if (text->size() < sizeof header)
        return found(State::damaged, fmt::format("ends after {} bytes", text->size()));
    std::memcpy(&header, text->data(), sizeof header);
    if (std::memcmp(header.magic, magic, sizeof magic) != 0)
        return found(State::damaged, "is not a chunk of this format");
    if (header.fields != result_fields().size() || header.cases > manifest_.chunk_cases ||
        text->size() != bytes(header.cases))
        return found(State::damaged, fmt::format("has {} bytes, which no chunk can have", text->size()));
    if (header.checksum != checksum(*text)) return found(State::damaged, "its bytes were changed (checksum)");
    if (header.identity != identity_hash_) return found(State::foreign, "belongs to another study");
    if (header.part != part || header.chunk != chunk) {
        return found(State::foreign,
                     fmt::format("holds chunk {} of part {} instead", header.chunk, header.part + 1));
    }
    if (header.cases < cases)
        return found(State::partial, fmt::format("holds {} of {} cases", header.cases, cases));
    if (const auto wrong = unpack(*text, header.cases, cases, results))
        return found(State::damaged, "holds what no flight gives: " + *wrong);
    return {State::valid, {}};
}

void ChunkStore::write(std::size_t part, std::uint64_t chunk, std::span<const CaseResult> results) const {
    Header header{{}, identity_hash_, part, chunk, results.size(), result_fields().size(), 0};
    std::memcpy(header.magic, magic, sizeof magic);
    write_file(path(part, chunk), chunk_text(header, results));
}

void ChunkStore::remove_leftovers(const std::function<bool(std::size_t, std::uint64_t)>& ours) const {
    std::error_code error;
    for (fs::directory_iterator entry(fs::path(folder_) / chunk_folder, error), end; !error && entry != end;
         entry.increment(error)) {
        std::size_t part = 0;
        std::uint64_t chunk = 0;
        int length = 0;
        const std::string name = entry->path().filename().string();
        std::sscanf(name.c_str(), ".part%zu-%lu.chunk.%n", &part, &chunk, &length);
        std::error_code vanished;
        if (length > 0 && part > 0 && ours(part - 1, chunk)) fs::remove(entry->path(), vanished);
    }
}

}  // namespace apogee
