#include "report/check_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/clock.h"
#include "base/input_error.h"
#include "base/text.h"
#include "report/flight_report.h"
#include "report/json.h"
#include "report/source_list.h"

namespace apogee {
namespace {

Budget budget_of(const Scenario& scenario) {
    const auto* launch = std::get_if<Launch>(&scenario.start);
    return launch ? budget(scenario.vehicle, launch->site) : budget(scenario.vehicle);
}

using Align = TextTable::Align;
using Json = nlohmann::ordered_json;

/// "kg_m2", as in the key, to "kg/m2".
std::string shown_unit(std::string unit) {
    std::replace(unit.begin(), unit.end(), '_', '/');
    return unit;
}

TextTable empty_values_table() {
    TextTable table;
    table.column("", Align::left);
    table.column("value");
    table.column("unit", Align::left);
    table.column("uncertainty", Align::left);
    table.column("line");
    table.column("source", Align::left);
    return table;
}

/// One table for each file that numbers were read from.
std::string values_tables(const std::vector<Parameter>& parameters, const std::string& main_file,
                          SourceList& sources) {
    std::string text, file;
    TextTable table = empty_values_table();
    const auto end_table = [&] {
        if (!file.empty()) text += "\nRead from " + input_name(file) + '\n' + table.print();
        table = empty_values_table();
    };
    for (const Parameter& parameter : parameters) {
        if (parameter.defaulted) continue;
        const std::string& place = parameter.place.file.empty() ? main_file : parameter.place.file;
        if (place != file) {
            end_table();
            file = place;
        }
        table.row({printable(parameter.path), plain(parameter.value, 12), shown_unit(parameter.unit),
                   uncertainty_text(parameter.uncertainty),
                   parameter.place.line > 0 ? fmt::format("{}", parameter.place.line) : "",
                   sources.mark(parameter.source)});
    }
    end_table();
    return text;
}

std::string budget_text(const Vehicle& vehicle, const Budget& sums) {
    if (sums.stages.empty()) return {};
    TextTable table;
    table.column("\n", Align::left);
    table.column("at ignition\nkg");
    table.column("at burnout\nkg");
    table.column("mass ratio\n");
    table.column("total impulse\nkN s");
    table.column("ideal speed gain\nkm/s");
    for (const StageBudget& s : sums.stages) {
        table.row({s.name, fixed(s.ignition_mass_kg, s.ignition_mass_kg < 1000 ? 1 : 0),
                   fixed(s.burnout_mass_kg, s.burnout_mass_kg < 1000 ? 1 : 0), fixed(s.mass_ratio, 3),
                   fixed(s.total_impulse_N_s / 1000, 0), fixed(s.ideal_speed_gain_m_s / 1000, 3)});
    }
    if (sums.stages.size() > 1)
        table.row({"together", "", "", "", fixed(sums.total_impulse_N_s / 1000, 0),
                   fixed(sums.ideal_speed_gain_m_s / 1000, 3)});
    std::string text = "\nWhat it amounts to (in vacuum, without gravity)\n" + table.print();
    if (sums.thrust_to_weight) {
        text += fmt::format("  thrust to weight at lift-off {} (mean thrust at sea level)\n",
                            fixed(*sums.thrust_to_weight, 2));
    }
    if (vehicle.shroud && vehicle.stages.size() > 1) {
        text += "  the shroud is counted until the second ignition\n";
    }
    return text;
}

std::string sources_section(const SourceList& sources) {
    const std::string list = sources.print();
    return list.empty() ? list : "\nSources\n" + list;
}

std::string bullets(const char* title, const std::vector<std::string>& lines) {
    if (lines.empty()) return {};
    std::string text = fmt::format("\n{}\n", title);
    for (const std::string& line : lines) text += indented("  - ", printable(line));
    return text;
}

void add_budget(Json& json, const Vehicle& vehicle, const Budget& sums) {
    Json stages = Json::array();
    for (const StageBudget& s : sums.stages) {
        stages.push_back({{"name", s.name},
                          {"ignition_mass_kg", s.ignition_mass_kg},
                          {"burnout_mass_kg", s.burnout_mass_kg},
                          {"mass_ratio", s.mass_ratio},
                          {"total_impulse_kN_s", s.total_impulse_N_s / 1000},
                          {"ideal_speed_gain_km_s", s.ideal_speed_gain_m_s / 1000}});
    }
    json["vehicle"] = vehicle.name;
    json["lift_off_mass_kg"] = sums.lift_off_mass_kg;
    json["thrust_to_weight"] = sums.thrust_to_weight ? Json(*sums.thrust_to_weight) : Json();
    json["total_impulse_kN_s"] = sums.total_impulse_N_s / 1000;
    json["ideal_speed_gain_km_s"] = sums.ideal_speed_gain_m_s / 1000;
    json["stages"] = std::move(stages);
}

}  // namespace

std::string check_report(const Scenario& scenario) {
    SourceList sources;
    std::string text = input_name(scenario.file) + ": a valid scenario\n";
    if (!scenario.title.empty()) text += indented("Title    ", printable(scenario.title));
    text += start_text(scenario);
    text += budget_text(scenario.vehicle, budget_of(scenario));
    text += values_tables(scenario.parameters, scenario.file, sources);
    text += bullets("Not said, so taken", scenario.defaulted);
    text += sources_section(sources);
    const std::vector<std::string> unlikely = warnings(scenario);
    text += unlikely.empty() ? "\nNo warnings\n"
                             : bullets("Warnings: possible, yet unlikely or without effect", unlikely);
    return text + '\n' + models_text(scenario);
}

std::string check_report(const VehicleFile& file) {
    SourceList sources;
    std::string text = input_name(file.file) + ": a valid vehicle\n" + vehicle_text(file.vehicle);
    text += budget_text(file.vehicle, budget(file.vehicle));
    text += values_tables(file.parameters, file.file, sources);
    text += bullets("Not said, so taken", file.defaulted);
    return text + sources_section(sources);
}

Json check_json(const Scenario& scenario) {
    Json json{{"file", scenario.file}, {"kind", "scenario"}, {"valid", true}, {"title", scenario.title}};
    add_budget(json, scenario.vehicle, budget_of(scenario));
    json["warnings"] = warnings(scenario);
    json["defaulted"] = scenario.defaulted;
    json["parameters"] = parameters_json(scenario.parameters);
    json["scenario_hash"] = scenario.hash;
    json["version"] = version();
    return json;
}

Json check_json(const VehicleFile& file) {
    Json json{{"file", file.file}, {"kind", "vehicle"}, {"valid", true}};
    add_budget(json, file.vehicle, budget(file.vehicle));
    json["defaulted"] = file.defaulted;
    json["parameters"] = parameters_json(file.parameters);
    json["version"] = version();
    return json;
}

}  // namespace apogee
