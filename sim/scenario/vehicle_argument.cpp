#include <algorithm>
#include <array>
#include <string_view>

#include "scenario/argument.h"
#include "scenario/node.h"
#include "scenario/reader.h"
#include "scenario/vehicle_file.h"

namespace apogee {

bool is_vehicle_text(const std::string& text, const std::string& file) {
    constexpr std::array<std::string_view, 5> of_vehicles{"stage", "booster", "shroud", "payload", "name"};
    constexpr std::array<std::string_view, 7> of_scenarios{"title",  "vehicle",     "launch",  "initial",
                                                           "ascent", "environment", "reported"};
    const Node root = parse_toml(text, file);
    const auto stands = [&](std::string_view key) { return root.find(key) != nullptr; };
    return std::any_of(of_vehicles.begin(), of_vehicles.end(), stands) &&
           std::none_of(of_scenarios.begin(), of_scenarios.end(), stands);
}

VehicleFile parse_vehicle_file(const std::string& text, const std::string& file) {
    const Node root = parse_toml(text, file);
    Registry registry;
    Vehicle vehicle = read_vehicle(TableReader(registry, &root, "", tables::vehicle, root.origin), false);
    std::stable_sort(registry.parameters.begin(), registry.parameters.end(),
                     [](const Parameter& a, const Parameter& b) {
                         return std::pair(a.defaulted, a.place.line) < std::pair(b.defaulted, b.place.line);
                     });
    return {file, std::move(vehicle), std::move(registry.parameters), std::move(registry.defaulted)};
}

}  // namespace apogee
