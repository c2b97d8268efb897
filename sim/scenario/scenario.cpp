#include "scenario/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/file_name.h"
#include "base/input_error.h"
#include "scenario/environment_reader.h"
#include "scenario/files.h"
#include "scenario/launch_reader.h"
#include "scenario/overrides.h"
#include "scenario/text_gate.h"
#include "scenario/vehicle_file.h"

namespace apogee {

namespace {

/// The vehicle to merge must be known before the changes that reach into it.
bool comes_before_the_vehicle(std::string_view path) {
    return path == "vehicle";
}

Node prepared_tree(const std::string& text, const std::string& file, const Folders& folders,
                   const Overrides& overrides) {
    Node root = parse_toml(text, file);
    for (const auto& [path, value] : overrides)
        if (comes_before_the_vehicle(path)) apply_override(root, path, value);
    Registry unused;
    static_cast<void>(TableReader(unused, &root, "", tables::scenario, root.origin));  // refuses unknown keys
    merge_vehicle(root, folders);
    for (const auto& [path, value] : overrides)
        if (!comes_before_the_vehicle(path)) apply_override(root, path, value);
    return root;
}

/// File order: what the scenario states, then its vehicle file, then what --set added; defaults last.
void sort_parameters(std::vector<Parameter>& parameters, const std::string& scenario_file) {
    std::ranges::stable_sort(parameters, {}, [&](const Parameter& parameter) {
        const int file = parameter.defaulted                     ? 3
                         : parameter.place.line == 0             ? 2
                         : parameter.place.file == scenario_file ? 0
                                                                 : 1;
        return std::tuple(file, parameter.place.line, parameter.place.column);
    });
}

}  // namespace

Scenario parse_scenario(const std::string& text, const std::string& file, const Overrides& overrides,
                        const std::string& catalogue) {
    check_text(text, file);
    const std::string folder = file == "-" ? "" : folder_of(file);
    const Node tree = prepared_tree(text, file, {folder, catalogue}, overrides);
    Registry registry;
    const TableReader root(registry, &tree, "", tables::scenario, tree.origin);

    Scenario scenario;
    scenario.file = file;
    Start start = read_start(root);
    Surroundings surroundings = read_environment(root, folder);
    scenario.vehicle = read_vehicle(root, std::holds_alternative<Launch>(start.start));
    scenario.start = std::move(start.start);
    scenario.site = std::move(start.site);
    scenario.launch_time = start.time;
    scenario.duration_s = start.duration_s;
    scenario.reported = read_reported(root);
    scenario.environment = std::move(surroundings.environment);
    scenario.atmosphere_name = std::move(surroundings.atmosphere_name);
    scenario.gravity_name = std::move(surroundings.gravity_name);
    scenario.earth_name = std::move(surroundings.earth_name);
    scenario.wind_name = std::move(surroundings.wind_name);

    scenario.title = root.text_or("title", scenario.vehicle.name);
    if (scenario.title.empty()) scenario.title = file == "-" ? "untitled" : stem_of(file);
    if (!root.has("title")) root.note_default("title", fmt::format("\"{}\"", scenario.title));

    sort_parameters(registry.parameters, file);
    scenario.parameters = std::move(registry.parameters);
    scenario.defaulted = std::move(registry.defaulted);
    scenario.hash = registry.identity.hash();
    return scenario;
}

Scenario load_scenario(const std::string& file, const Overrides& overrides, const std::string& catalogue) {
    return parse_scenario(read_text(file), file, overrides, catalogue);
}

FlightPlan plan(const Scenario& scenario) {
    FlightPlan made;
    if (const auto* launch = std::get_if<Launch>(&scenario.start))
        made = plan_launch(scenario.vehicle, *launch, scenario.environment);
    else
        made =
            plan_release(scenario.vehicle.payload, std::get<Release>(scenario.start), scenario.environment);
    made.duration_s = scenario.duration_s;
    made.once_round = scenario.once_round;
    return made;
}

}  // namespace apogee
