#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/clock.h"
#include "base/input_error.h"
#include "base/text.h"
#include "cli/command.h"
#include "report/json.h"
#include "scenario/catalogue.h"
#include "scenario/files.h"
#include "store/output_file.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// The TOML files of a folder, by name. @throws FileError where the folder cannot be read.
std::vector<fs::path> toml_files(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->path().extension() == ".toml") files.push_back(entry->path());
    }
    if (error) {
        throw FileError(printable(folder.string()) + ": the catalogue cannot be read: " + error.message() +
                        "; APOGEE_SCENARIOS can name its folder");
    }
    std::sort(files.begin(), files.end());
    return files;
}

Json scenario_entry(const fs::path& file) {
    Json entry{{"name", file.stem().string()}, {"file", file.string()}};
    try {
        const Scenario scenario = load_scenario(file.string());
        entry["title"] = scenario.title;
        entry["vehicle"] = scenario.vehicle.name;
        entry["launch_time_utc"] =
            scenario.launch_time ? Json(utc_timestamp(*scenario.launch_time, 0)) : Json();
        entry["error"] = nullptr;
    } catch (const InputError& error) {
        entry["error"] = error.what();
    }
    return entry;
}

Json vehicle_entry(const fs::path& file) {
    Json entry{{"name", file.stem().string()}, {"file", file.string()}};
    try {
        const Vehicle vehicle = parse_vehicle_file(read_text(file.string()), file.string()).vehicle;
        entry["title"] = vehicle.name;
        entry["stages"] = vehicle.stages.size();
        entry["status"] = vehicle.status;
        entry["error"] = nullptr;
    } catch (const InputError& error) {
        entry["error"] = error.what();
    }
    return entry;
}

std::string entries_table(const Json& entries, const char* name_heading) {
    TextTable table;
    table.column(name_heading, TextTable::Align::left);
    table.column("", TextTable::Align::left);
    for (const Json& entry : entries) {
        std::string about;
        if (entry["error"].is_string()) {
            about = "broken: " + entry["error"].get<std::string>();
        } else {
            about = entry["title"].get<std::string>();
            const std::string status = entry.value("status", "");
            if (!status.empty()) about += " (" + status + ")";
        }
        table.row({printable(entry["name"].get<std::string>()), printable(about)});
    }
    return table.print();
}

int list(bool json) {
    const fs::path folder = catalogue_folder();
    Json scenarios = Json::array(), vehicles = Json::array();
    for (const fs::path& file : toml_files(folder)) scenarios.push_back(scenario_entry(file));
    std::error_code error;
    if (fs::is_directory(folder / "vehicles", error)) {
        for (const fs::path& file : toml_files(folder / "vehicles")) vehicles.push_back(vehicle_entry(file));
    }
    if (json) {
        write_to_standard_output(json_text({{"folder", folder.string()},
                                            {"scenarios", std::move(scenarios)},
                                            {"vehicles", std::move(vehicles)}}));
        return ExitStatus::done;
    }
    write_to_standard_output(
        "Scenarios: fly one with `apogee run catalogue:NAME`\n" + entries_table(scenarios, "") +
        "\nVehicles: name one in a scenario with vehicle = \"catalogue:NAME\"\n" +
        entries_table(vehicles, "") + "\nThe files are in " + printable(folder.string()) + '\n');
    return ExitStatus::done;
}

}  // namespace

void add_list(CLI::App& program, int& status) {
    auto json = std::make_shared<bool>(false);
    CLI::App* verb =
        program.add_subcommand("list", "Show the scenarios and vehicles that come with the program")
            ->group("Verbs");
    verb->add_flag("--json", *json, "Print the list as one JSON object");
    verb->footer(
        "Examples:\n"
        "  apogee list\n"
        "  apogee list --json | jq -r '.scenarios[].name'\n"
        "  APOGEE_SCENARIOS=my-folder apogee list       another catalogue");
    verb->callback([json, &status] { status = list(*json); });
}

}  // namespace apogee
