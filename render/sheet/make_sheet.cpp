#include "sheet/make_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/input_error.h"
#include "batch/threads.h"
#include "figure/pango_type_setter.h"
#include "scenario/argument.h"
#include "scenario/files.h"
#include "sheet/sheet.h"
#include "study/study.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

SheetFlight answered_scenario(const SheetOptions& options, const std::string& scenario, std::size_t number) {
    return answered({scenario, options.changes, options.claims, options.samples, options.seed, processors()},
                    static_cast<int>(number));
}

void write(const std::string& path, const std::string& text, Overwrite overwrite) {
    OutputFile file(path, overwrite);
    file.write(text);
    file.commit();
}

/// Where no scenario can answer a claim, nobody meant that.
void require_answers(const SheetOptions& options, bool any, const std::string& scenario) {
    if (!any && !options.claims.empty())
        throw InputError(fmt::format(
            "--claim: {} begins in flight, so that nothing tells how far its missile goes; expected a "
            "scenario with [launch]",
            printable(scenario)));
}

/// A page with these sheets.
std::string page_of(const std::vector<SheetFlight>& sheets, const std::string& command) {
    return sheet_page(sheets, command, PangoTypeSetter("en"));
}

/// Scenario files in a folder, by name: those that are neither vehicles nor studies.
std::vector<std::string> scenarios_in(const std::string& folder) {
    std::vector<std::string> files;
    for (const std::string& name : names_in(folder))
        if (name.ends_with(".toml")) files.push_back((fs::path(folder) / name).string());
    std::ranges::sort(files);
    std::erase_if(files, [](const std::string& file) {
        const std::string text = read_text(file);
        return is_vehicle_text(text, file) || is_study_text(text, file);
    });
    if (files.empty())
        throw InputError(fmt::format("--all: no scenario (*.toml) in {}; expected a folder that has some",
                                     in_quotes(folder)));
    return files;
}

void make_folder_of_sheets(const SheetOptions& options) {
    const std::vector<std::string> scenarios = scenarios_in(*options.all);
    std::vector<std::string> files;
    for (const std::string& scenario : scenarios)
        files.push_back(fs::path(scenario).stem().string() + ".html");
    const auto path = [&](const std::string& name) { return (fs::path(options.out) / name).string(); };
    check_folder(options.out);
    files.emplace_back("index.html");
    for (const std::string& file : files) check_writable(path(file), options.overwrite);
    // One that is wrong is told before any page is written.
    bool answers = false;
    for (const std::string& scenario : scenarios)
        answers = can_be_claimed_of(load_scenario(scenario, options.changes)) || answers;
    require_answers(options, answers, scenarios.front());
    make_folder(options.out);
    std::vector<SheetFlight> sheets;
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
        sheets.push_back(answered_scenario(options, scenarios[i], 0));
        write(path(files[i]), page_of({sheets.back()}, options.command), options.overwrite);
    }
    XmlElement body("body");
    add_index(body, sheets, files);
    write(path("index.html"), html::page("Flights, reported and computed", body), options.overwrite);
}

}  // namespace

void make_sheets(const SheetOptions& options) {
    if (options.all) return make_folder_of_sheets(options);
    check_file(options.out, options.overwrite);
    std::vector<SheetFlight> sheets;
    for (const std::string& scenario : options.scenarios)
        sheets.push_back(answered_scenario(options, scenario, sheets.size()));
    const bool answers = std::ranges::any_of(
        sheets, [](const SheetFlight& sheet) { return can_be_claimed_of(sheet.flight().scenario); });
    require_answers(options, answers, options.scenarios.front());
    write(options.out, page_of(sheets, options.command), options.overwrite);
}

}  // namespace apogee
