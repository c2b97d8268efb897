#include "session/catalogue_list.h"

#include <algorithm>

#include "base/clock.h"
#include "base/input_error.h"
#include "scenario/catalogue.h"
#include "scenario/files.h"
#include "scenario/scenario.h"

namespace apogee {
namespace {

std::vector<CatalogueEntry> read_catalogue() {
    std::vector<CatalogueEntry> entries;
    const std::string folder = catalogue_folder(), ending = ".toml";
    for (const std::string& name : names_in(folder)) {
        if (!name.ends_with(ending)) continue;
        try {
            const Scenario scenario = load_scenario(folder + '/' + name);
            entries.push_back(
                {std::string(catalogue_prefix) + name.substr(0, name.size() - ending.size()), scenario.title,
                 scenario.launch_time ? utc_timestamp(*scenario.launch_time, 0).substr(0, 4) : ""});
        } catch (const InputError&) {  // whoever opens it by name is told what is wrong
        }
    }
    std::sort(entries.begin(), entries.end(),
              [](const CatalogueEntry& a, const CatalogueEntry& b) { return a.argument < b.argument; });
    return entries;
}

}  // namespace

const std::vector<CatalogueEntry>& catalogue_list() {
    static const std::vector<CatalogueEntry> entries = read_catalogue();
    return entries;
}

}  // namespace apogee
