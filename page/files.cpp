// sim/scenario/files.h for a page in a browser: texts that were handed over, no disk.
#include "files.h"

#include <fmt/format.h>

#include <map>
#include <string_view>

#include "base/file_name.h"
#include "scenario/files.h"
#include "scenario/text_gate.h"

namespace apogee {
namespace {

std::map<std::string, std::string, std::less<>>& texts() {
    static std::map<std::string, std::string, std::less<>> kept;
    return kept;
}

}  // namespace

void keep_text(const std::string& name, std::string text) {
    texts().insert_or_assign(name, std::move(text));
}

namespace {

std::string kept_text(const std::string& file, const TextRules& size) {
    const auto found = texts().find(file);
    if (found == texts().end()) throw input_error({file, 1, 1}, {}, "is not here", "check the name");
    check_text(found->second, file, size);
    return found->second;
}

}  // namespace

std::string read_text(const std::string& file) {
    return kept_text(file, size_of_scenarios);
}

std::string read_table(const std::string& file) {
    return kept_text(file, size_of_tables);
}

std::string resolve_beside(const std::string& folder, const std::string& name, const Place& place,
                           const std::string& key) {
    // Names are looked up as they stand: what would leave the folder ("/...", "../...") names nothing here.
    const std::string file = in_folder(folder, name);
    if (!file_exists(file)) {
        const std::vector<std::string> names = names_in(folder_of(file));
        const std::vector<std::string_view> words(names.begin(), names.end());
        const std::string_view near = nearest_word(last_part(file), words);
        throw input_error(place, key, fmt::format("no file {}", in_quotes(name)),
                          near.empty() ? std::string("it is looked up relative to this file")
                                       : fmt::format("did you mean {}?", in_quotes(near)));
    }
    return file;
}

bool file_exists(const std::string& file) {
    return texts().contains(file);
}

std::vector<std::string> names_in(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& [file, text] : texts())
        if (folder_of(file) == folder) names.push_back(last_part(file));
    return names;
}

std::string catalogue_folder() {
    return "catalogue";
}

}  // namespace apogee
