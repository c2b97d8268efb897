#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>

#include "base/angles.h"
#include "base/input_error.h"
#include "cli/command.h"
#include "cli/estimate_table.h"
#include "cli/interruptible_work.h"
#include "cli/result_files.h"
#include "estimate/boost_family.h"
#include "estimate/reported_direction.h"
#include "geo/region.h"
#include "report/claim_files.h"
#include "report/estimate_report.h"
#include "report/json.h"
#include "report/map_content.h"

namespace apogee {
namespace {

struct EstimateCommand {
    std::string unknown = "payload.mass_kg";
    std::vector<std::string> settings, claims;
    std::optional<std::string> scenario, table, apogee, range, time, from, azimuth, impact, launch_time,
        samples, seed, jobs, stages;
    FileOptions files;
    bool json = false, no_time = false, still = false, unknown_given = false;
};

/// What is left out is not looked at: nothing in it is refused.
std::optional<RoundedFigure> time_to_use(const EstimateCommand& command) {
    if (command.no_time || !command.time) return std::nullopt;
    return read_time_s(*command.time, "--time");
}

ReportedFlight report_on_command_line(const EstimateCommand& command) {
    if (!command.apogee || !command.range)
        throw InputError(
            fmt::format("apogee estimate: {} is missing; expected --apogee KM --range KM --time MM:SS "
                        "--from LAT,LON --azimuth DEG, or a scenario with [reported]",
                        command.apogee ? "--range" : "--apogee"));
    if (!command.settings.empty()) throw InputError("--set: changes a scenario, and none is given");
    if (command.unknown_given)
        throw InputError("--unknown: names a number of a scenario's vehicle, and no scenario is given");
    ReportedFlight report;
    report.apogee_km = read_distance_km(*command.apogee, "--apogee");
    report.range_km = read_distance_km(*command.range, "--range");
    report.time_s = time_to_use(command);
    if (command.from) set_site(report, find_origin(*command.from, "--from"));
    return report;
}

ReportedFlight report_of_scenario(const EstimateCommand& command, const Scenario& scenario) {
    const auto figure = [](const std::optional<std::string>& text, const char* option) {
        return text ? std::optional(read_distance_km(*text, option)) : std::nullopt;
    };
    ReportedFlight report = reported_in(scenario, figure(command.apogee, "--apogee"),
                                        figure(command.range, "--range"), time_to_use(command));
    if (command.no_time) report.time_s.reset();
    return report;
}

/// An estimate on its way, and what its files are made from.
struct Work {
    EstimateTask task;
    std::string name = "reported-flight";  ///< of output files

    /// Flown once for all maps; null where there is no answer.
    const TypicalFlights* flights() {
        const EstimateAnswer& answer = task.answer;
        if (!typical && answer.estimate.effective > 0)
            typical = typical_flights(answer.report, answer.estimate, task.options.threads);
        return typical ? &*typical : nullptr;
    }

  private:
    std::optional<TypicalFlights> typical;
};

EstimateOptions options_of(const EstimateCommand& command) {
    EstimateOptions options;
    options.samples = whole_number("--samples", command.samples, 30, 10'000'000).value_or(options.samples);
    options.seed = whole_number("--seed", command.seed, 0, std::numeric_limits<std::uint64_t>::max())
                       .value_or(options.seed);
    options.threads = threads_for(command.jobs);
    return options;
}

std::optional<int> stages_of(const EstimateCommand& command) {
    const auto stages = whole_number("--stages", command.stages, 1, most_stages);
    return stages ? std::optional(static_cast<int>(*stages)) : std::nullopt;
}

/// A number for what is solved for would not be the one that is flown, which nobody who states it expects.
void require_effect(const Overrides& settings, const std::string& unknown) {
    for (const auto& [key, value] : settings)
        if (key == unknown && finite_number(value))
            throw InputError(fmt::format(
                "--set: {}: is solved for, so that it is not {}; expected its bounds, such as "
                "--set \"{}={{value={}, low=..., high=...}}\", or --unknown KEY to solve for another number",
                printable(key), printable(value), printable(key), printable(value)));
}

Work prepare(const EstimateCommand& command) {
    EstimateQuestion asked;
    Work work;
    asked.unknown = command.unknown;
    asked.still = command.still;
    if (command.scenario) {
        if (command.from)
            throw InputError(
                "--from: the scenario says where the flight began; expected --set "
                "launch.latitude_deg=...");
        if (command.stages)
            throw InputError(
                "--stages: the scenario's vehicle says how many; expected a scenario or --stages, not both");
        const ScenarioArgument argument = scenario_argument(*command.scenario);
        const Overrides settings = parse_overrides(command.settings);
        asked.scenario = load_scenario(argument.file, settings);
        require_effect(settings, command.unknown);
        work.name = argument.name;
        asked.report = report_of_scenario(command, *asked.scenario);
    } else {
        asked.report = report_on_command_line(command);
        asked.stages = stages_of(command);
    }
    if (command.launch_time)
        asked.report.launch_time = read_launch_time(*command.launch_time, "--launch-time");
    set_direction(asked.report, {command.azimuth, command.impact, "--azimuth", "--impact", "--from LAT,LON"});
    for (const std::string& text : command.claims) asked.claims.push_back(find_region(text, "--claim"));
    asked.options = options_of(command);
    work.task = apogee::prepare(std::move(asked));
    if (command.scenario) work.task.answer.scenario = *command.scenario;  // as it was typed
    return work;
}

FigureTable estimate_claims_table(const EstimateAnswer& answer) {
    return claims_table(answer.claims);
}

/// The files of an answer that `work` will hold when they are written.
ResultFiles planned_files(const EstimateCommand& command, Work& work) {
    const EstimateAnswer& answer = work.task.answer;
    ResultFiles files(command.files);
    const auto add_table = [&](const std::string& name, FigureTable (*table)(const EstimateAnswer&)) {
        files.add(name, [&answer, table](OutputFile& out, const auto&) {
            write_table_csv(table(answer), [&](std::string_view text) { out.write(text); });
            return true;
        });
    };
    for (const FileFormat format : chosen_formats(command.files, ResultOf::estimate)) {
        const std::string file = work.name + "-estimate", ending(format_row(format).ending);
        if (is_map(format) && !(answer.report.site && answer.report.azimuth))
            throw InputError(
                fmt::format("--format: {} shows places; expected --from LAT,LON and --azimuth DEG",
                            format_row(format).word));
        if (format == FileFormat::csv) {
            add_table(file + ending, estimate_answers_table);
            add_table(file + "-samples" + ending, estimate_samples_table);
            if (!command.claims.empty()) add_table(file + "-claims" + ending, estimate_claims_table);
        } else if (format == FileFormat::netcdf) {
            files.add(file + ending, [&answer](OutputFile& out, const std::string& path) {
                std::vector<FigureTable> tables{estimate_answers_table(answer),
                                                estimate_samples_table(answer)};
                FigureTable claims = claims_table(answer.claims);
                if (claims.rows() > 0) tables.push_back(std::move(claims));
                fill_netcdf(out, path, tables, estimate_facts(answer));
                return true;
            });
        } else if (format == FileFormat::json) {
            files.add_text(file + ending, [&answer] { return json_text(estimate_json(answer)); });
        } else {
            files.add_text(file + ending, [&work, format] {
                return map_text(format, estimate_content(work.task.answer, work.flights()));
            });
        }
    }
    files.check();
    return files;
}

/// What a table says of each flight cannot be said of all of them on the command line.
TableCommand table_command(const EstimateCommand& command) {
    const std::array beside{std::pair{"SCENARIO", command.scenario.has_value()},
                            std::pair{"--apogee", command.apogee.has_value()},
                            std::pair{"--range", command.range.has_value()},
                            std::pair{"--time", command.time.has_value()},
                            std::pair{"--from", command.from.has_value()},
                            std::pair{"--azimuth", command.azimuth.has_value()},
                            std::pair{"--impact", command.impact.has_value()},
                            std::pair{"--launch-time", command.launch_time.has_value()},
                            std::pair{"--claim", !command.claims.empty()},
                            std::pair{"--set", !command.settings.empty()},
                            std::pair{"--unknown", command.unknown_given}};
    for (const auto& [option, given] : beside)
        if (given)
            throw InputError(
                fmt::format("{}: says something of one flight; expected --table without it", option));
    TableCommand table{*command.table,  options_of(command), stages_of(command), command.still,
                       command.no_time, command.json,        command.files};
    constexpr std::uint64_t samples_a_flight = 1000;
    if (!command.samples) table.options.samples = samples_a_flight;
    table.options.details = false;
    return table;
}

int run(const EstimateCommand& command) {
    if (command.table) return estimate_table(table_command(command));
    Work work = prepare(command);
    const ResultFiles files = planned_files(command, work);
    InterruptibleWork sampling("sampling", command.files.quiet);
    work.task.options.stop = sampling.stop();
    work.task.options.progress = [&](double part) { sampling.progress(part); };
    const EstimateAnswer& answer = work.task.answer;
    complete(work.task);
    if (const std::optional<int> status = sampling.interrupted()) return *status;
    if (!command.files.quiet && !answer.report.turning() && !command.still)
        say(fmt::format(
            "note: the Earth is taken as still, for {}; for a lofted flight that shifts the answer. "
            "Expected --from and --azimuth, or --from and --impact",
            answer.report.why_not_turning()));
    deliver([&] { files.write(); },
            [&] { return command.json ? json_text(estimate_json(answer)) : estimate_report(answer); });
    return ExitStatus::done;
}

}  // namespace

void add_estimate(CLI::App& program, int& status) {
    auto c = std::make_shared<EstimateCommand>();
    CLI::App* verb =
        program
            .add_subcommand("estimate",
                            "What a reported flight implies: audit, and range of the same missile")
            ->group("Verbs");
    const auto option = [&](const char* name, auto& value, const char* text, const char* shape) {
        return verb->add_option(name, value, text)->option_text(shape)->allow_extra_args(false);
    };
    verb->add_option(
            "SCENARIO", c->scenario,
            "A scenario with a vehicle and [reported] figures; - or catalogue:NAME. None: the vehicle is "
            "unknown")
        ->option_text("");
    option("--apogee", c->apogee, "Greatest height: 3724.9, \"2315 mi\", 1000~50 (give or take)", "KM");
    option("--range", c->range, "Distance over the ground", "KM");
    option("--time", c->time, "Flight time: 47:12, 1:08:55, 2832s, 71min, 53min~0.5min", "TIME");
    option("--from", c->from, "Launch site: LAT,LON or a town", "PLACE");
    option("--azimuth", c->azimuth, "Direction from launch to impact, degrees from north", "DEG");
    option("--impact", c->impact, "Where it came down, instead of the azimuth", "PLACE");
    option("--launch-time", c->launch_time, "For clock times: 2017-07-28T14:42:00Z", "TIME");
    option(
        "--claim", c->claims,
        "Share of the samples that reach a country, a place, a distance (\"10,000 km\"); may be given again",
        "NAME");
    CLI::Option* unknown =
        option("--unknown", c->unknown, "The number of the vehicle to solve for (payload.mass_kg)", "KEY");
    option("--stages", c->stages, "Vehicle unknown: this number of stages only", "N");
    verb->add_flag("--no-time", c->no_time, "Leave the flight time out of the estimate");
    verb->add_flag("--no-rotation", c->still, "Take the Earth as still for the test, too");
    option("--table", c->table,
           "Many reported flights, a row each: CSV with the columns name, apogee_km, range_km, flight_time, "
           "from, azimuth_deg, impact, status (docs/estimate.md); \"-\" is standard input",
           "FILE");
    option("--samples", c->samples, "How many samples (10000; of each flight of a table 1000)", "N");
    option("--seed", c->seed, "Of the samples (1)", "N");
    option("--jobs", c->jobs, "Threads, at most one for each processor (the default)", "N");
    option("--set", c->settings, "Change a number of the scenario; may be given again", "KEY=VALUE");
    verb->add_flag("--json", c->json, "Print the result as one JSON object");
    add_file_options(*verb, c->files, ResultOf::estimate);
    verb->footer(
        "A figure carries its rounding: 3724.9 is known to 0.05, 998 to 0.5, 1000 to 50, whole minutes to "
        "half a\n"
        "minute. The standard flight is flown on an Earth that stands still, as published ranges are.\n"
        "\nExamples:\n"
        "  apogee estimate --apogee 3724.9 --range 998 --time 47:12 --from 40.61,126.43 --azimuth 70\n"
        "  apogee estimate catalogue:hwasong-15-2017-11-29\n"
        "  apogee estimate catalogue:hwasong-17-2022-03-24 --time 71min\n"
        "  apogee estimate catalogue:hwasong-15-2017-11-29 --claim \"United States\" --claim \"10,000 km\"\n"
        "  apogee estimate catalogue:hwasong-14-2017-07-28 --out results --format csv,kml,geojson\n"
        "  apogee estimate --table flights.csv --out results --format csv,json\n"
        "  apogee estimate mine.toml --unknown 'stage[2].propellant_mass_kg' --json | jq .standard_range_km");
    verb->callback([c, unknown, &status] {
        c->unknown_given = unknown->count() > 0;
        status = run(*c);
    });
}

}  // namespace apogee
