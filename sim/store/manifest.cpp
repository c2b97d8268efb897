#include "store/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/input_error.h"
#include "statistics/results.h"
#include "store/checksum.h"

namespace apogee {
namespace {

constexpr std::string_view first_line = "Apogee study store, format 1";
constexpr std::string_view identity_line = "The results depend on these facts:";
constexpr std::string_view chunk_cases_name = "cases in a chunk";

std::string fact_lines(const Facts& facts) {
    std::string text;
    for (const auto& [name, value] : facts) text += printable(name) + " = " + printable(value) + '\n';
    return text;
}

}  // namespace

std::string manifest_text(const Manifest& manifest) {
    return fmt::format("{}\n{}\n{}\n{} = {}\n{}", first_line, fact_lines(manifest.notes), identity_line,
                       chunk_cases_name, manifest.chunk_cases, fact_lines(manifest.identity));
}

Manifest parsed_manifest(const std::string& text, const std::string& path) {
    const auto fail = [&](const char* problem) {
        throw StoreError(printable(path) + ": " + problem + "; expected the file as `apogee study` wrote it");
    };
    if (text.size() > longest_manifest) fail("is too long");
    Manifest manifest;
    Facts* facts = nullptr;
    bool counted = false;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (facts == nullptr) {
            if (line != first_line) fail("is not a manifest of this format");
            facts = &manifest.notes;
        } else if (line == identity_line) {
            facts = &manifest.identity;
        } else if (!line.empty()) {
            const std::size_t equals = line.find(" = ");
            if (equals == std::string_view::npos) fail("holds a line that is not NAME = VALUE");
            const std::string name(line.substr(0, equals)), value(line.substr(equals + 3));
            if (facts == &manifest.identity && !counted) {
                const char* const end_of_value = value.data() + value.size();
                const auto parsed = std::from_chars(value.data(), end_of_value, manifest.chunk_cases);
                counted = name == chunk_cases_name && parsed.ec == std::errc() && parsed.ptr == end_of_value;
                if (!counted) fail("does not say how large a chunk is");
            } else {
                facts->emplace_back(name, value);
            }
        }
    }
    if (!counted) fail("ends early");
    if (manifest.chunk_cases == 0 || manifest.chunk_cases > most_chunk_cases)
        fail("states a chunk size that no chunk can have");
    return manifest;
}

std::string Manifest::note(const std::string& name) const {
    for (const auto& [known, value] : notes)
        if (known == name) return value;
    return {};
}

std::optional<std::string> difference(const Manifest& a, const std::string& name_of_a, const Manifest& b,
                                      const std::string& name_of_b) {
    const auto facts = [](const Manifest& manifest) {
        Facts all{{std::string(chunk_cases_name), std::to_string(manifest.chunk_cases)}};
        for (const auto& [name, value] : manifest.identity)
            all.emplace_back(printable(name), printable(value));
        return all;
    };
    const Facts first = facts(a), second = facts(b);
    const auto value_in = [](const Facts& list, const std::string& wanted) {
        for (const auto& [name, value] : list)
            if (name == wanted) return value;
        return std::string("nothing");
    };
    for (const Facts* list : {&first, &second}) {
        for (const auto& [name, unused] : *list) {
            const std::string one = value_in(first, name), other = value_in(second, name);
            if (one != other)
                return fmt::format("{}: {} in {}, {} in {}", name, one, name_of_a, other, name_of_b);
        }
    }
    if (first != second) return std::string("the order of the facts");
    return std::nullopt;
}

std::string fingerprint(std::string_view text) {
    Checksum sum;
    sum.add_text(text);
    return fmt::format("{:016x}", sum.value());
}

}  // namespace apogee
