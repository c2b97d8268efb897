#include <fmt/format.h>

#include <memory>

#include "base/input_error.h"
#include "base/text.h"
#include "cli/command.h"
#include "command_line/command_description.h"
#include "report/distance_report.h"
#include "report/json.h"
#include "store/output_file.h"

namespace apogee {
namespace {

struct DistanceCommand {
    std::string from, unit = "km";
    std::vector<std::string> to;
    bool json = false;
};

std::vector<std::string_view> unit_names() {
    std::vector<std::string_view> names;
    for (const LengthUnitRow& row : length_units) names.emplace_back(row.name);
    return names;
}

LengthUnit chosen_unit(const std::string& name) {
    if (const auto unit = find_length_unit(name)) return *unit;
    throw InputError(
        fmt::format("--unit: found {}; expected one of {}", in_quotes(name), joined(unit_names(), ", ")));
}

int distance(const DistanceCommand& command) {
    const LengthUnit unit = chosen_unit(command.unit);
    const DistanceOrigin from = find_origin(command.from, "FROM");
    std::vector<Region> regions;
    for (const std::string& text : command.to) regions.push_back(find_area(text, "TO"));
    std::vector<RegionDistance> list;
    for (Region& region : regions) list.push_back(distance_to(from.place, std::move(region)));
    write_to_standard_output(command.json ? json_text(distance_json(from, list))
                                          : distance_report(from, list, unit));
    return ExitStatus::done;
}

}  // namespace

void add_distance(CLI::App& program, int& status) {
    auto command = std::make_shared<DistanceCommand>();
    CLI::App* verb = program.add_subcommand("distance", "How far places and countries are, along the Earth")
                         ->group("Verbs");
    verb->add_option("FROM", command->from, "A town, a country (its capital), or LAT,LON")
        ->required()
        ->option_text("");
    verb->add_option("TO", command->to,
                     "Towns, countries, parts of countries such as Alaska, or LAT,LON; several may be given")
        ->required()
        ->option_text("...");
    verb->add_option("--unit", command->unit, "Of the text: km, mi, nmi or m (km)")->option_text("UNIT");
    offer(verb->get_option("--unit"), unit_names());
    verb->add_flag("--json", command->json, "Print the result as one JSON list, in km");
    verb->footer(
        "Of a country: its nearest and its farthest point, its parts and its 50 largest towns. Distances "
        "are\n"
        "geodesics on the WGS 84 ellipsoid. They say nothing of any missile; apogee range --claim does.\n"
        "A latitude south of the equator comes after --: apogee distance -- -33.9,151.2 Tokyo\n"
        "\nExamples:\n"
        "  apogee distance Pyongyang \"New York City\" Tokyo\n"
        "  apogee distance 40.61,126.43 \"United States\" --unit nmi\n"
        "  apogee distance Tehran Israel --json | jq '.[0].farthest.distance_km'");
    verb->callback([command, &status] { status = distance(*command); });
}

}  // namespace apogee
