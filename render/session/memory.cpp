#include "session/memory.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "store/output_file.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t most_recent = 12;
constexpr int least_side = 200, most_side = 16384;  // a window that can be found again on a screen

std::optional<int> side(const Json& value) {
    if (!value.is_number_integer()) return {};
    const auto pixels = value.get<long long>();
    return pixels >= least_side && pixels <= most_side ? std::optional(static_cast<int>(pixels))
                                                       : std::nullopt;
}

}  // namespace

void Memory::opened(const std::string& file) {
    std::erase(recent, file);
    recent.insert(recent.begin(), file);
    if (recent.size() > most_recent) recent.resize(most_recent);
}

std::string memory_file() {
    const char* const state = std::getenv("XDG_STATE_HOME");
    const char* const home = std::getenv("HOME");
    // The specification wants an absolute path; others are ignored.
    fs::path folder = state && *state == '/' ? fs::path(state) : fs::path();
    if (folder.empty() && home && *home == '/') folder = fs::path(home) / ".local" / "state";
    return folder.empty() ? "" : (folder / "apogee" / "window.json").string();
}

Memory read_memory(const std::string& file) {
    Memory memory;
    std::ifstream in(file, std::ios::binary);
    const Json json = Json::parse(in, nullptr, false);
    if (!json.is_object()) return memory;
    const auto member = [&](const char* key) { return json.contains(key) ? json[key] : Json(); };
    memory.width = side(member("width"));
    memory.height = side(member("height"));
    if (const Json theme = member("theme"); theme == "dark" || theme == "light")
        memory.dark = theme == "dark";
    for (const LengthUnit unit : {LengthUnit::km, LengthUnit::nmi, LengthUnit::mi})
        if (member("unit") == name(unit)) memory.unit = unit;
    const Json panels = member("panels");
    for (const FoldedPanel& panel : folded_panels)
        if (panels.is_object() && panels.contains(panel.name) && panels[panel.name].is_boolean())
            memory.folds.*panel.open = panels[panel.name].get<bool>();
    for (const Json& recent : member("recent"))
        if (recent.is_string() && memory.recent.size() < most_recent) memory.recent.push_back(recent);
    return memory;
}

void write_memory(const Memory& memory, const std::string& file) {
    if (file.empty()) return;
    Json json;
    if (memory.width && memory.height) json = {{"width", *memory.width}, {"height", *memory.height}};
    if (memory.dark) json["theme"] = *memory.dark ? "dark" : "light";
    if (memory.unit) json["unit"] = name(*memory.unit);
    for (const FoldedPanel& panel : folded_panels)
        if (const auto& open = memory.folds.*panel.open) json["panels"][panel.name] = *open;
    json["recent"] = memory.recent;
    std::error_code error;
    fs::create_directories(fs::path(file).parent_path(), error);
    try {
        OutputFile out(file, Overwrite::allow);
        out.write(json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n');
        out.commit();
    } catch (const FileError&) {  // a full disk or a home that is read only: nothing is remembered
    }
}

}  // namespace apogee
