#include "scenario/argument.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/file_name.h"
#include "base/input_error.h"
#include "base/text.h"
#include "scenario/catalogue.h"
#include "scenario/files.h"

namespace apogee {
namespace {

std::vector<std::string> catalogue_names() {
    std::vector<std::string> names;
    for (const std::string& file : names_in(catalogue_folder()))
        if (file != ".toml" && file.ends_with(".toml")) names.push_back(stem_of(file));
    std::sort(names.begin(), names.end());
    return names;
}

ScenarioArgument from_catalogue(const std::string& argument) {
    const std::string name = argument.substr(catalogue_prefix.size());
    const std::vector<std::string> names = catalogue_names();
    if (std::find(names.begin(), names.end(), name) != names.end()) {
        return {in_folder(catalogue_folder(), name + ".toml"), name};
    }
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    std::string_view near = nearest_word(name, candidates);
    // "hwasong-15" means some flight of it, though it is far from its full name by edits.
    for (const std::string_view candidate : candidates) {
        if (near.empty() && !name.empty() && candidate.starts_with(name)) near = candidate;
    }
    throw InputError(
        printable(argument) + ": not in the catalogue; " +
        (near.empty() ? "`apogee list` shows what is" : "did you mean catalogue:" + printable(near) + "?"));
}

}  // namespace

ScenarioArgument scenario_argument(const std::string& argument) {
    if (argument == "-") return {argument, "stdin"};
    if (argument.starts_with(catalogue_prefix)) return from_catalogue(argument);
    const std::string name = stem_of(argument);
    if (!file_exists(argument) && argument.find('/') == std::string::npos) {
        const std::vector<std::string> names = catalogue_names();
        if (std::find(names.begin(), names.end(), name) != names.end()) {
            throw InputError(printable(argument) +
                             ": no such file; did you mean catalogue:" + printable(name) + "?");
        }
    }
    return {argument, name};
}

Overrides parse_overrides(const std::vector<std::string>& settings) {
    Overrides overrides;
    for (const std::string& setting : settings) {
        const std::size_t equals = setting.find('=');
        if (equals == std::string::npos || equals == 0) {
            throw InputError("--set: " + in_quotes(setting) +
                             ": no key=value; expected launch.azimuth_deg=90");
        }
        overrides.emplace_back(trimmed(std::string_view(setting).substr(0, equals)),
                               trimmed(std::string_view(setting).substr(equals + 1)));
    }
    return overrides;
}

std::string unlike(const std::string& name, const std::vector<std::string>& others) {
    std::string made = name;
    for (int i = 2; std::ranges::find(others, made) != others.end(); ++i)
        made = fmt::format("{}-{}", name, i);
    return made;
}

}  // namespace apogee
