#include "session/save.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/input_error.h"
#include "scenario/argument.h"
#include "scenario/files.h"
#include "store/output_file.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

/// The offset of a place in a text; columns count characters, not bytes.
std::size_t offset_of(const std::string& text, const Place& place) {
    std::size_t at = 0;
    for (int line = 1; line < place.line && at < text.size(); ++line) {
        const std::size_t end = text.find('\n', at);
        at = end == std::string::npos ? text.size() : end + 1;
    }
    for (int column = 1; column < place.column && at < text.size(); ++column) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U) ++at;
    }
    return at;
}

bool in_number(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' ||
           c == '-' || c == '.' || c == '_';
}

/// Past a quoted string that begins at `at`, triple quotes included.
std::size_t past_string(const std::string& text, std::size_t at) {
    const char quote = text[at];
    const std::string triple(3, quote);
    const bool multiline = text.compare(at, 3, triple) == 0;
    for (at += multiline ? 3 : 1; at < text.size(); ++at) {
        if (quote == '"' && text[at] == '\\') {
            ++at;
        } else if (multiline ? text.compare(at, 3, triple) == 0 : text[at] == quote) {
            return at + (multiline ? 3 : 1);
        }
    }
    return at;
}

/// Within "{ value = 3, source = "..." }" that begins at `at`: where the value stands.
std::size_t value_in_table(const std::string& text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '}' && text[at] != '\n';) {
        if (text[at] == '"' || text[at] == '\'') {
            at = past_string(text, at);
            continue;
        }
        if (text.compare(at, 5, "value") == 0 && !in_number(text[at - 1])) {
            const std::size_t equals = text.find_first_not_of(" \t", at + 5);
            if (equals != std::string::npos && text[equals] == '=')
                return text.find_first_not_of(" \t", equals + 1);
        }
        ++at;
    }
    return std::string::npos;
}

/// Adds a key to its table, below the table's header; a new table at the end where there is none.
std::string with_key(const std::string& text, const std::string& path, const std::string& value) {
    const std::size_t dot = path.rfind('.');
    std::string table = dot == std::string::npos ? "" : path.substr(0, dot);
    const std::string line =
        fmt::format("{} = {}\n", path.substr(dot == std::string::npos ? 0 : dot + 1), value);
    if (table.empty()) return line + text;
    int wanted = 0;
    std::string header = '[' + table + ']';
    if (const std::size_t bracket = table.find('['); bracket != std::string::npos) {
        wanted = std::stoi(table.substr(bracket + 1)) - 1;
        header = "[[" + table.substr(0, bracket) + "]]";
    }
    int seen = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::size_t first = text.find_first_not_of(" \t", at);
        if (first < end && text.compare(first, header.size(), header) == 0 && seen++ == wanted) {
            return text.substr(0, end) + '\n' + line + (end < text.size() ? text.substr(end + 1) : "");
        }
        at = end + 1;
    }
    if (header.starts_with("[["))
        return text;  // no such stage here: reading back will find the number missing
    return text + (text.ends_with('\n') ? "\n" : "\n\n") + header + '\n' + line;
}

/// The texts as they will be written: the scenario's, and that of its vehicle file where numbers of it
/// changed.
struct Texts {
    std::string scenario, vehicle, vehicle_file;
};

const Parameter* parameter_of(const Document& document, const std::string& path) {
    const auto found = std::find_if(document.parameters.begin(), document.parameters.end(),
                                    [&](const Parameter& parameter) { return parameter.path == path; });
    return found == document.parameters.end() ? nullptr : &*found;
}

Texts changed_texts(const Document& document) {
    Texts texts{document.text, {}, {}};
    for (const Parameter& parameter : document.parameters) {
        const bool elsewhere = parameter.place.line > 0 && parameter.place.file != document.file;
        if (elsewhere && texts.vehicle_file.empty()) texts.vehicle_file = parameter.place.file;
    }
    if (!texts.vehicle_file.empty()) texts.vehicle = read_text(texts.vehicle_file);
    // From the last place to the first, so that no change moves a place still to come.
    struct Change {
        const Parameter* parameter;
        std::string path, value;
    };
    std::vector<Change> placed, added;
    for (const auto& [path, value] : document.changes) {
        const Parameter* const parameter = parameter_of(document, path);
        const bool has_place = parameter && parameter->place.line > 0;
        (has_place ? placed : added).push_back({parameter, path, value});
    }
    std::sort(placed.begin(), placed.end(), [](const Change& a, const Change& b) {
        return std::pair(a.parameter->place.line, a.parameter->place.column) >
               std::pair(b.parameter->place.line, b.parameter->place.column);
    });
    for (const Change& change : placed) {
        const bool own = change.parameter->place.file == document.file;
        std::string& text = own ? texts.scenario : texts.vehicle;
        text = with_number_at(text, change.parameter->place, change.value);
    }
    for (const Change& change : added) {
        const bool of_vehicle = !texts.vehicle_file.empty() &&
                                (change.path.starts_with("stage[") || change.path.starts_with("booster[") ||
                                 change.path.starts_with("shroud."));
        std::string& text = of_vehicle ? texts.vehicle : texts.scenario;
        text = with_key(text, change.path, change.value);
    }
    return texts;
}

/// Names another vehicle file in a scenario's text.
std::string with_vehicle(const std::string& text, const std::string& file) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::size_t first = text.find_first_not_of(" \t", at);
        if (first < end && text.compare(first, 7, "vehicle") == 0) {
            const std::size_t equals = text.find_first_not_of(" \t", first + 7);
            const std::size_t quote =
                equals < end && text[equals] == '=' ? text.find_first_of("\"'", equals) : end;
            if (quote < end)
                return text.substr(0, quote) + '"' + file + '"' + text.substr(past_string(text, quote));
        }
        at = end + 1;
    }
    throw InputError("vehicle: the line that names the vehicle file was not found; the numbers stay unsaved");
}

void write(const std::string& path, const std::string& text, bool replace) {
    OutputFile file(path, replace ? Overwrite::allow : Overwrite::refuse);
    file.write(text);
    file.commit();
}

}  // namespace

std::string with_number_at(const std::string& text, const Place& place, const std::string& value) {
    std::size_t at = offset_of(text, place);
    if (at < text.size() && text[at] == '{') at = value_in_table(text, at);
    std::size_t end = at;
    while (end < text.size() && in_number(text[end])) ++end;
    if (at >= text.size() || end == at) {
        throw input_error(place, "", "found no number to replace",
                          "expected key = number, or key = { value = number, ... }");
    }
    return text.substr(0, at) + value + text.substr(end);
}

std::vector<std::string> save_as(const LoadedFlight& flight, const std::string& path, bool replace) {
    const Document& document = flight.document;
    if (path.empty()) throw InputError("an empty name; expected like mine.toml");
    Texts texts = changed_texts(document);
    const fs::path target(path);
    const bool moved = fs::absolute(target).parent_path().lexically_normal() !=
                       fs::absolute(document.file).parent_path().lexically_normal();
    std::vector<std::string> written;
    const bool vehicle_changed =
        !texts.vehicle_file.empty() && texts.vehicle != read_text(texts.vehicle_file);
    check_writable(path, replace ? Overwrite::allow : Overwrite::refuse);
    if (!texts.vehicle_file.empty() && (vehicle_changed || moved)) {
        const std::string name = target.stem().string() + "-vehicle.toml";
        const std::string vehicle = (target.parent_path() / name).string();
        texts.scenario = with_vehicle(texts.scenario, name);
        write(vehicle, texts.vehicle, replace);
        written.push_back(vehicle);
    }
    // The flight that the new text describes, before it is given a name: a patch that went wrong must not be
    // kept.
    try {
        const Scenario again = parse_scenario(texts.scenario, path);
        if (again.hash != flight.scenario.hash)
            throw InputError(printable(path) +
                             ": the changed text would not give the same flight; nothing was saved");
    } catch (const InputError&) {
        std::error_code error;
        for (const std::string& file : written) fs::remove(file, error);
        throw;
    }
    write(path, texts.scenario, replace);
    written.push_back(path);
    return written;
}

}  // namespace apogee
