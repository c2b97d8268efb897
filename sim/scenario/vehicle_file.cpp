#include "scenario/vehicle_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/angles.h"
#include "base/input_error.h"
#include "scenario/case_numbers.h"
#include "scenario/catalogue.h"
#include "scenario/files.h"
#include "scenario/overrides.h"
#include "scenario/table_files.h"

namespace apogee {

namespace {

using DragTables = std::map<std::string, DragTable, std::less<>>;

std::string vehicle_path(const Node::Entry& entry, const Folders& folders) {
    const std::string& name = *entry.node.text();
    const Place place = entry.node.origin.place();
    if (name.starts_with(catalogue_prefix))
        return catalogue_file(name, folders.catalogue, "vehicles/", place, "vehicle");
    return resolve_beside(folders.own, name, place, "vehicle");
}

void merge_payload(Node& vehicle, Node::Entry own) {
    Node::Entry* stated = vehicle.find("payload");
    if (!stated || !stated->node.table() || !own.node.table()) {
        vehicle.erase("payload");
        vehicle.table()->push_back(std::move(own));
        return;
    }
    for (Node::Entry& entry : *own.node.table()) {
        remove_alternatives(stated->node, "payload", entry.key);
        stated->node.erase(entry.key);
        stated->node.table()->push_back(std::move(entry));
    }
}

void merge_drag(Node& vehicle, Node::Entry own) {
    Node::Entry* stated = vehicle.find("drag");
    if (!stated) {
        vehicle.table()->push_back(std::move(own));
        return;
    }
    if (!stated->node.table() || !own.node.table()) return;  // its reader refuses what is no table
    for (Node::Entry& entry : *own.node.table()) {
        if (stated->node.find(entry.key))
            throw input_error(entry.key_origin.place(), "drag." + entry.key,
                              "the vehicle has a drag table of this name", "expected another name");
        stated->node.table()->push_back(std::move(entry));
    }
}

/// Cd tables by name. Their rows carry no uncertainty, hence do not enter the parameter table.
DragTables read_drag_tables(const TableReader& root) {
    DragTables tables;
    const Node::Entry* entry = root.find("drag");
    if (!entry) return tables;
    const Node::Table* list = entry->node.table();
    if (!list) root.fail("drag", fmt::format("found {}", entry->node.kind()), "expected [drag.NAME]");
    for (const Node::Entry& named : *list) {
        const TableReader reader(root.registry(), &named.node, "drag." + named.key, tables::drag,
                                 named.key_origin);
        DragTable table{named.key, reader.numbers("mach"), reader.numbers("cd")};
        require_same_length(reader, "mach", table.mach, "cd", table.cd);
        require_ascending(reader, "mach", table.mach);
        // It counts where it is used, under whatever name.
        for (const char* column : {"mach", "cd"}) root.registry().identity.forget(reader.path_of(column));
        tables.emplace(named.key, std::move(table));
    }
    return tables;
}

std::optional<DragTable> named_drag(const TableReader& reader, std::string_view key,
                                    const DragTables& tables) {
    if (!reader.has(key)) return std::nullopt;
    const std::string name = reader.text(key);
    const auto found = tables.find(name);
    if (found != tables.end()) return found->second;
    std::vector<std::string_view> names;
    for (const auto& [known, table] : tables) names.push_back(known);
    reader.fail(key, fmt::format("there is no table [drag.{}]", name),
                did_you_mean(name, names, "expected the name of a drag table of this vehicle", "\""));
}

/// The rows of a table enter the identity where they are used, under whatever name.
void identify(const TableReader& reader, std::string_view key, const std::optional<DragTable>& table) {
    if (!table) return;
    reader.registry().identity.add(reader.path_of(key) + ".mach", table->mach);
    reader.registry().identity.add(reader.path_of(key) + ".cd", table->cd);
}

/// Reference area, m^2; 0 where neither key is given and none is needed. Without drag it is nothing to the
/// flight.
double read_area(const TableReader& reader, bool needed) {
    const std::string_view given = reader.one_of({"diameter_m", "reference_area_m2"});
    double area_m2 = 0;
    if (!given.empty()) {
        const double number = reader.number(given);
        area_m2 = given == "diameter_m" ? pi / 4 * number * number : number;
    } else if (needed) {
        reader.fail_missing("diameter_m", "drag needs diameter_m or reference_area_m2");
    }
    reader.comes_to("reference_area_m2", needed ? area_m2 : 0, given);
    return area_m2;
}

void read_thrust_curve(const TableReader& stage, Motor& motor) {
    if (!stage.has("thrust_curve")) return;
    const TableReader curve = stage.table("thrust_curve", tables::thrust_curve);
    motor.curve_time_s = curve.numbers("time_s");
    motor.curve_fraction = curve.numbers("fraction");
    require_same_length(curve, "time_s", motor.curve_time_s, "fraction", motor.curve_fraction);
    require_ascending(curve, "time_s", motor.curve_time_s);
    if (motor.curve_time_s.front() != 0)
        curve.fail("time_s", fmt::format("begins at {}", number_text(motor.curve_time_s.front())),
                   "expected 0, the ignition");
    if (std::ranges::all_of(motor.curve_fraction, [](double f) { return f == 0; }))
        curve.fail("fraction", "no thrust at any time", "expected at least one fraction above 0");
}

Motor read_motor(const TableReader& stage, bool lifts_off) {
    MotorNumbers numbers;
    numbers.propellant_mass_kg = stage.number("propellant_mass_kg");
    numbers.isp_vacuum_s = stage.number("isp_vacuum_s");
    const std::string_view duration = stage.one_of({"burn_time_s", "thrust_vacuum_kN"});
    if (duration.empty()) stage.fail_missing("burn_time_s", "expected burn_time_s or thrust_vacuum_kN");
    (duration == "burn_time_s" ? numbers.burn_time_s : numbers.thrust_vacuum_kN) = stage.number(duration);
    const std::string_view ambient = stage.one_of({"isp_sea_level_s", "nozzle_exit_area_m2"});
    if (!ambient.empty())
        (ambient == "isp_sea_level_s" ? numbers.isp_sea_level_s : numbers.nozzle_exit_area_m2) =
            stage.number(ambient);
    else
        stage.note_default("isp_sea_level_s", number_text(numbers.isp_vacuum_s) + " (the vacuum value)");

    Motor motor;
    switch (complete(motor, numbers, lifts_off)) {
        case MotorFault::burn_time:
            stage.fail(duration, fmt::format("the propellant would burn for {:.3g} s", motor.burn_time_s),
                       "check thrust and propellant mass");
        case MotorFault::negative_at_sea_level:
            stage.fail(ambient, "at sea level the thrust would be negative", "check the area and the thrust");
        case MotorFault::above_vacuum:
            stage.fail(ambient,
                       fmt::format("{} is above isp_vacuum_s = {}", number_text(motor.isp_sea_level_s),
                                   number_text(motor.isp_vacuum_s)),
                       "expected at most the vacuum value");
        case MotorFault::none:
            break;
    }
    stage.comes_to("burn_time_s", motor.burn_time_s, duration);
    stage.comes_to("isp_sea_level_s", motor.isp_sea_level_s, ambient);
    read_thrust_curve(stage, motor);
    return motor;
}

/// What stages and boosters share.
Stage read_stage(const TableReader& reader, const DragTables& drag, bool lifts_off) {
    Stage stage;
    stage.motor = read_motor(reader, lifts_off);
    stage.dry_mass_kg = reader.number("dry_mass_kg");
    stage.drag.powered = named_drag(reader, "drag", drag);
    stage.drag.coasting = named_drag(reader, "coast_drag", drag);
    identify(reader, "drag", stage.drag.powered);
    identify(reader, "coast_drag", stage.drag.coasting ? stage.drag.coasting : stage.drag.powered);
    stage.drag.reference_area_m2 = read_area(reader, stage.drag.powered || stage.drag.coasting);
    stage.separation_delay_s = reader.number_or_default("separation_delay_s");
    stage.spent_ballistic_coefficient_kg_m2 = reader.optional_number("ballistic_coefficient_kg_m2");
    return stage;
}

std::vector<Stage> read_stages(const TableReader& root, const DragTables& drag) {
    std::vector<Stage> stages;
    std::vector<TableReader> readers = root.tables("stage", tables::stage);
    for (TableReader& reader : readers) {
        reader.inherit_source(root);
        const bool first = stages.empty(), last = stages.size() + 1 == readers.size();
        Stage stage = read_stage(reader, drag, first);
        if (reader.has("coast_before_s") || !first)
            stage.coast_before_s = reader.number_or_default("coast_before_s");
        if (first && stage.coast_before_s != 0)
            reader.fail("coast_before_s", "the first stage burns from t = 0", "expected 0, or no such key");
        if (reader.has("separates")) stage.separates = reader.flag_or("separates", true);
        reader.comes_to("separates", stage.separates ? 1 : 0);
        reader.comes_to("coast_before_s", stage.coast_before_s);
        if (!stage.separates && !last)
            reader.fail("separates", "only the last stage can stay with the payload", "expected true");
        stages.push_back(std::move(stage));
    }
    return stages;
}

std::vector<Booster> read_boosters(const TableReader& root, const DragTables& drag) {
    std::vector<Booster> list;
    for (TableReader& reader : root.tables("booster", tables::booster)) {
        reader.inherit_source(root);
        Stage stage = read_stage(reader, drag, true);
        list.push_back({std::move(stage), static_cast<int>(reader.number("count"))});
    }
    return list;
}

std::optional<Shroud> read_shroud(const TableReader& root) {
    if (!root.has("shroud")) return std::nullopt;
    TableReader reader = root.table("shroud", tables::shroud);
    reader.inherit_source(root);
    Shroud shroud;
    shroud.mass_kg = reader.number("mass_kg");
    shroud.ballistic_coefficient_kg_m2 = reader.optional_number("ballistic_coefficient_kg_m2");
    const std::string_view given = reader.one_of({"jettison_height_km", "jettison_time_s"});
    if (given.empty())
        reader.fail_missing("jettison_height_km", "expected jettison_height_km or jettison_time_s");
    if (given == "jettison_height_km")
        shroud.jettison_height_m = 1000 * reader.number(given);
    else
        shroud.jettison_time_s = reader.number(given);
    return shroud;
}

/// @param last  the last stage; null where there is none.
Payload read_payload(const TableReader& root, const DragTables& drag, const Stage* last) {
    if (!root.has("payload")) root.fail_missing("payload", "expected a [payload] table with mass_kg");
    TableReader reader = root.table("payload", tables::payload);
    reader.inherit_source(root);
    Payload payload;
    payload.mass_kg = reader.number("mass_kg");
    const std::string_view given = reader.one_of({"ballistic_coefficient_kg_m2", "drag"});
    const bool shielded = last && !last->separates && (last->drag.powered || last->drag.coasting);
    if (given.empty() && !shielded)
        reader.note_default("drag", "none (neither ballistic_coefficient_kg_m2 nor drag)");
    payload.ballistic_coefficient_kg_m2 = reader.optional_number("ballistic_coefficient_kg_m2");
    payload.drag = named_drag(reader, "drag", drag);
    identify(reader, "drag", payload.drag);
    payload.reference_area_m2 = read_area(reader, payload.drag.has_value());
    return payload;
}

}  // namespace

void merge_vehicle(Node& root, const Folders& folders) {
    const Node::Entry* entry = root.find("vehicle");
    if (!entry) return;
    if (!entry->node.text())
        throw input_error(entry->node.origin.place(), "vehicle", fmt::format("found {}", entry->node.kind()),
                          "expected the file of a vehicle in quotes");
    for (const std::string_view key : tables::vehicle.keys)
        if (const Node::Entry* own = root.find(key); own && key != "payload" && key != "drag")
            throw input_error(own->key_origin.place(), key, "a vehicle in the scenario beside a vehicle file",
                              "expected either vehicle = \"...\" or the vehicle's own keys");
    const std::string file = vehicle_path(*entry, folders);
    Node vehicle = parse_toml(read_text(file), file);
    Registry unused;
    static_cast<void>(
        TableReader(unused, &vehicle, "", tables::vehicle, vehicle.origin));  // refuses unknown keys
    for (const std::string_view key : {"payload", "drag"}) {
        const Node::Entry* found = root.find(key);
        if (!found) continue;
        Node::Entry own = *found;
        root.erase(key);
        if (key == "payload")
            merge_payload(vehicle, std::move(own));
        else
            merge_drag(vehicle, std::move(own));
    }
    std::ranges::move(*vehicle.table(), std::back_inserter(*root.table()));
}

Vehicle read_vehicle(const TableReader& root, bool stages_needed) {
    Vehicle vehicle;
    vehicle.name = root.text_or("name", "");
    vehicle.status = root.text_or("status", "");
    vehicle.source = root.text_or("source", "");
    const DragTables drag = read_drag_tables(root);
    if (stages_needed && !root.has("stage"))
        root.fail_missing("stage", "expected at least one [[stage]], or vehicle = \"...\"");
    vehicle.stages = read_stages(root, drag);
    if (stages_needed && vehicle.stages.empty())
        root.fail("stage", "no stage", "expected at least one [[stage]]");
    vehicle.boosters = read_boosters(root, drag);
    if (!vehicle.boosters.empty() && vehicle.stages.empty())
        root.fail("booster", "boosters without a stage", "expected a [[stage]] that they burn beside");
    vehicle.shroud = read_shroud(root);
    vehicle.payload = read_payload(root, drag, vehicle.stages.empty() ? nullptr : &vehicle.stages.back());
    return vehicle;
}

}  // namespace apogee
