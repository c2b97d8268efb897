#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <optional>

#include "base/input_error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/interruptible_work.h"
#include "cli/result_files.h"
#include "range/payload_list.h"
#include "report/claim_files.h"
#include "report/json.h"
#include "report/map_content.h"
#include "report/range_report.h"

namespace apogee {
namespace {

struct RangeCommand {
    std::string scenario;
    std::vector<std::string> settings, claims;
    std::optional<std::string> azimuths, payload, pressure, jobs;
    FileOptions files;
    bool json = false, still = false;
};

double number_between(const char* option, const std::string& text, double least, double most,
                      const char* right) {
    const std::optional<double> value = finite_number(text);
    if (!value || *value < least || *value > most)
        throw InputError(fmt::format("{}: found {}; expected {}", option, in_quotes(text), right));
    return *value;
}

int whole_between(const char* option, const std::string& text, int least, int most) {
    const std::string right = fmt::format("a whole number from {} to {}", least, most);
    const double value = number_between(option, text, least, most, right.c_str());
    if (value != std::floor(value))
        throw InputError(fmt::format("{}: found {}; expected {}", option, in_quotes(text), right));
    return static_cast<int>(value);
}

RangeResult answer(const RangeCommand& command, const ScenarioArgument& argument, InterruptibleWork& work) {
    RangeResult result;
    result.name = argument.name;
    result.overrides = parse_overrides(command.settings);
    result.scenario = load_scenario(argument.file, result.overrides);
    RangeOptions options;
    if (command.pressure)
        options.family.most_dynamic_pressure_kPa = number_between(
            "--max-dynamic-pressure", *command.pressure, 1, 1e6, "kPa between 1 and 1000000, such as 60");
    options.threads = threads_for(command.jobs);
    const std::vector<double> masses =
        command.payload ? read_payloads_kg(*command.payload, result.scenario) : std::vector<double>{};
    const int azimuths = command.azimuths ? whole_between("--azimuths", *command.azimuths, 3, 3600) : 0;

    std::vector<Region> regions;
    for (const std::string& text : command.claims) regions.push_back(find_region(text, "--claim"));
    options.stop = work.stop();
    result.family = options.family;
    const Scenario in_its_family = in_family(result.scenario, options.family);
    result.turn = std::get<GravityTurn>(std::get<Launch>(in_its_family.start).ascent.programme);
    const Scenario still = without_rotation(result.scenario);
    const Scenario& world = command.still ? still : result.scenario;
    result.still = range_at_azimuth(still, options);
    const bool turns = result.scenario.environment.earth.rotation_rate_rad_s != 0;
    if (!command.still && turns) result.turning = range_at_azimuth(result.scenario, options);
    result.others = other_families(world, options);
    result.claims = range_claims(world, std::move(regions), result.turning.has_value(), options);
    // What takes time: one line of progress over both.
    const double payloads_part =
        static_cast<double>(masses.size()) / std::max(1.0, static_cast<double>(masses.size()) + azimuths);
    options.progress = [&](double part) { work.progress(payloads_part * part); };
    if (!masses.empty()) result.payload_curve = range_over_payload(world, masses, options);
    options.progress = [&](double part) { work.progress(payloads_part + (1 - payloads_part) * part); };
    if (azimuths > 0) result.ring = range_ring(world, azimuths, options);
    return result;
}

/// The files of a result that `result` will hold when they are written.
ResultFiles planned_files(const RangeCommand& command, const std::string& name, const RangeResult& result) {
    ResultFiles files(command.files);
    for (const FileFormat format : chosen_formats(command.files, ResultOf::range)) {
        const std::string ending(format_row(format).ending), file = name + "-range" + ending;
        if (format == FileFormat::csv) {
            const auto add = [&](const std::string& of, const auto& table) {
                files.add(of, [table](OutputFile& out, const auto&) {
                    write_table_csv(table(), [&](std::string_view text) { out.write(text); });
                    return true;
                });
            };
            add(file, [&result] { return range_table(result); });
            if (!command.claims.empty())
                add(name + "-range-claims" + ending, [&result] { return claims_table(result.claims); });
        } else if (format == FileFormat::netcdf)
            files.add(file, [&result](OutputFile& out, const std::string& path) {
                std::vector<FigureTable> tables{range_table(result)};
                if (!result.claims.empty()) tables.push_back(claims_table(result.claims));
                fill_netcdf(out, path, tables, range_facts(result));
                return true;
            });
        else if (format == FileFormat::json)
            files.add_text(file, [&result] { return json_text(range_json(result)); });
        else
            files.add_text(file, [&result, format] {
                const std::vector<Flight> flights = range_flights(result);
                return map_text(format, range_content(result, flights));
            });
    }
    files.check();
    return files;
}

int range(const RangeCommand& command) {
    const ScenarioArgument argument = scenario_argument(command.scenario);
    RangeResult result;
    const ResultFiles files = planned_files(command, argument.name, result);
    InterruptibleWork work("flying", command.files.quiet);
    result = answer(command, argument, work);
    if (const std::optional<int> status = work.interrupted()) return *status;
    if (!command.files.quiet)
        for (const std::string& warning : vehicle_warnings(result.scenario))
            say("warning: " + printable(result.name) + ": " + printable(warning));
    deliver([&] { files.write(); },
            [&] { return command.json ? json_text(range_json(result)) : range_report(result); });
    const Reach reach = result.main().maximum.reach;
    if (reach == Reach::too_fast_in_air && !command.files.quiet)
        say(fmt::format("no ascent keeps below {:g} kPa; --max-dynamic-pressure sets another bound",
                        result.family.most_dynamic_pressure_kPa));
    return reach == Reach::range || reach == Reach::beyond_half_the_earth ? ExitStatus::done
                                                                          : ExitStatus::not_landed;
}

}  // namespace

void add_range(CLI::App& program, int& status) {
    auto command = std::make_shared<RangeCommand>();
    CLI::App* verb =
        program.add_subcommand("range", "The farthest it can go: at the azimuth, all round, over payload")
            ->group("Verbs");
    verb->add_option("SCENARIO", command->scenario,
                     "Scenario file; - is standard input, catalogue:NAME comes with the program")
        ->required();
    verb->add_option("--azimuths", command->azimuths, "Also a ring: so many steering azimuths from north")
        ->option_text("N");
    verb->add_option("--payload", command->payload, "Also the range over payload, kg")
        ->option_text("FROM:TO:STEP");
    verb->add_option("--claim", command->claims,
                     "Also whether a country, a place or a distance lies within range; may be given again")
        ->allow_extra_args(false)
        ->option_text("NAME");
    verb->add_flag("--no-rotation", command->still, "Everything from an Earth that does not turn");
    verb->add_option("--max-dynamic-pressure", command->pressure, "Bound on the way up, kPa (150)")
        ->option_text("KPA");
    verb->add_option("--set", command->settings, "Change a number of the scenario; may be given again")
        ->allow_extra_args(false)
        ->option_text("KEY=VALUE");
    verb->add_flag("--json", command->json, "Print the result as one JSON object");
    add_file_options(*verb, command->files, ResultOf::range);
    verb->add_option("--jobs", command->jobs, "Threads, at most one for each processor (the default)")
        ->option_text("N");
    verb->footer(
        "The scenario is re-flown as a gravity turn whose kick angle is free. Two answers: the standard\n"
        "trajectory, which burns out at the minimum-energy angle, and the farthest one.\n"
        "Exit status 5: no flight keeps the bounds and lands (the result says why).\n"
        "\nExamples:\n"
        "  apogee range catalogue:hwasong-12-2017-05-14 --no-rotation\n"
        "  apogee range mine.toml --payload 300:1500:100\n"
        "  apogee range mine.toml --claim \"United States\" --claim \"10,000 km\"\n"
        "  apogee range mine.toml --azimuths 72 --out results --format csv,geojson,kml\n"
        "  apogee range mine.toml --json | jq .standard.range_km");
    verb->callback([command, &status] { status = range(*command); });
}

}  // namespace apogee
