#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <optional>

#include "base/angles.h"
#include "base/input_error.h"
#include "cli/command.h"
#include "cli/interruptible_work.h"
#include "estimate/boost_family.h"
#include "report/estimate_report.h"
#include "report/json.h"
#include "store/output_file.h"

namespace apogee {
namespace {

struct EstimateCommand {
    std::string unknown = "payload.mass_kg";
    std::vector<std::string> settings;
    std::optional<std::string> scenario, apogee, range, time, from, azimuth, impact, launch_time, samples,
        seed, jobs, stages;
    bool json = false, no_time = false, still = false, quiet = false, unknown_given = false;
};

std::uint64_t whole(const char* option, const std::optional<std::string>& text, std::uint64_t otherwise,
                    std::uint64_t least, std::uint64_t most) {
    if (!text) return otherwise;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc() || end != text->data() + text->size() || value < least || value > most)
        throw InputError(fmt::format("{}: {} stands here; expected a whole number from {} to {}", option,
                                     in_quotes(*text), least, most));
    return value;
}

double degrees_of(const char* option, const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !(value >= 0 && value <= 360))
        throw InputError(fmt::format("{}: {} stands here; expected degrees clockwise from north, 0 to 360",
                                     option, in_quotes(text)));
    return radians(value);
}

double apart(double azimuth, double other) {
    return std::abs(std::remainder(azimuth - other, 2 * pi));
}

/// Direction and range that --azimuth and --impact give. @throws InputError where they disagree.
void add_direction(ReportedFlight& report, const EstimateCommand& command) {
    if (command.azimuth) {
        report.azimuth = degrees_of("--azimuth", *command.azimuth);
        report.azimuth_from = "as given";
    }
    if (!command.impact) return;
    if (!report.site)
        throw InputError("--impact: says where the flight ended; --from LAT,LON must say where it began");
    const Geodesic to = direction(*report.site, read_place(*command.impact, "--impact"));
    constexpr double close = radians(5.0);
    if (command.azimuth && apart(to.azimuth, *report.azimuth) > close)
        throw InputError(
            fmt::format("--azimuth: {} deg, yet --impact lies at {:.1f} deg from the site; expected "
                        "one of the two",
                        printable(*command.azimuth), degrees(to.azimuth)));
    const double km = to.distance_m / 1000;
    if (km < 0.9 * report.range_km.low() - 5 || km > 1.1 * report.range_km.high() + 5)
        throw InputError(
            fmt::format("--impact: lies {:.0f} km from the site, yet the range is {} km; expected a "
                        "place at that distance",
                        km, number_text(report.range_km.value())));
    report.azimuth = to.azimuth;
    report.azimuth_from = "to the given impact";
}

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
    if (command.from) report.site = read_place(*command.from, "--from");
    return report;
}

EstimateAnswer answer(const EstimateCommand& command, InterruptibleWork& work) {
    EstimateAnswer result;
    std::vector<CandidateVehicles> candidates;
    std::optional<Scenario> scenario;
    if (command.scenario) {
        if (command.from)
            throw InputError(
                "--from: the scenario says where the flight began; expected --set "
                "launch.latitude_deg=...");
        if (command.stages)
            throw InputError(
                "--stages: the scenario's vehicle says how many; expected a scenario or --stages, not both");
        const auto figure = [](const std::optional<std::string>& text, const char* option) {
            return text ? std::optional(read_distance_km(*text, option)) : std::nullopt;
        };
        scenario =
            load_scenario(scenario_argument(*command.scenario).file, parse_overrides(command.settings));
        result.scenario = *command.scenario;
        result.report = reported_in(*scenario, figure(command.apogee, "--apogee"),
                                    figure(command.range, "--range"), time_to_use(command));
    } else {
        result.report = report_on_command_line(command);
    }
    ReportedFlight& report = result.report;
    if (command.no_time) report.time_s.reset();  // the scenario's
    if (command.launch_time) report.launch_time = read_launch_time(*command.launch_time, "--launch-time");
    require_possible(report);
    add_direction(report, command);
    report.rotation = !command.still;
    if (scenario) {
        add_direction_of(*scenario, report);
        if (command.still) scenario = without_rotation(*scenario);
        report.rotation = scenario->environment.earth.rotation_rate_rad_s != 0;
        result.vehicle = scenario->vehicle.name.empty() ? unnamed_vehicle : scenario->vehicle.name;
        candidates.push_back(candidate_of(*scenario, command.unknown));
    } else {
        const std::uint64_t stages = whole("--stages", command.stages, 0, 1, most_stages);
        candidates = boost_family(report.site, report.azimuth.value_or(0.5 * pi), report.turning(),
                                  stages == 0 ? std::nullopt : std::optional(static_cast<int>(stages)));
    }
    result.audit = audit(report);
    EstimateOptions options;
    options.samples = whole("--samples", command.samples, options.samples, 30, 10'000'000);
    options.seed = result.seed =
        whole("--seed", command.seed, options.seed, 0, std::numeric_limits<std::uint64_t>::max());
    options.threads = threads_for(command.jobs);
    options.use_time = !result.audit.contradicts();
    options.stop = work.stop();
    options.progress = [&](double part) { work.progress(part); };
    result.estimate = estimate(report, std::move(candidates), options);
    return result;
}

int run(const EstimateCommand& command) {
    InterruptibleWork work("sampling", command.quiet);
    const EstimateAnswer result = answer(command, work);
    if (const std::optional<int> status = work.interrupted()) return *status;
    if (!command.quiet && !result.report.turning() && !command.still)
        say("note: without --from and --azimuth (or --impact) the Earth is taken as still; for a lofted "
            "flight that "
            "shifts the answer");
    write_to_standard_output(command.json ? json_text(estimate_json(result)) : estimate_report(result));
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
    option("--from", c->from, "Launch site", "LAT,LON");
    option("--azimuth", c->azimuth, "Direction from launch to impact, degrees from north", "DEG");
    option("--impact", c->impact, "Where it came down, instead of the azimuth", "LAT,LON");
    option("--launch-time", c->launch_time, "For clock times: 2017-07-28T14:42:00Z", "TIME");
    CLI::Option* unknown =
        option("--unknown", c->unknown, "The number of the vehicle to solve for (payload.mass_kg)", "KEY");
    option("--stages", c->stages, "Vehicle unknown: this number of stages only", "N");
    verb->add_flag("--no-time", c->no_time, "Leave the flight time out of the estimate");
    verb->add_flag("--no-rotation", c->still, "Take the Earth as still for the test, too");
    option("--samples", c->samples, "How many samples (10000)", "N");
    option("--seed", c->seed, "Of the samples (1)", "N");
    option("--jobs", c->jobs, "Threads, at most one for each processor (the default)", "N");
    option("--set", c->settings, "Change a number of the scenario; may be given again", "KEY=VALUE");
    verb->add_flag("--json", c->json, "Print the result as one JSON object");
    verb->add_flag("--quiet", c->quiet, "No progress and notes on standard error");
    verb->footer(
        "A figure carries its rounding: 3724.9 is known to 0.05, 998 to 0.5, 1000 to 50, whole minutes to "
        "half a\n"
        "minute. The standard flight is flown on an Earth that stands still, as published ranges are.\n"
        "\nExamples:\n"
        "  apogee estimate --apogee 3724.9 --range 998 --time 47:12 --from 40.61,126.43 --azimuth 70\n"
        "  apogee estimate catalogue:hwasong-15-2017-11-29\n"
        "  apogee estimate catalogue:hwasong-17-2022-03-24 --time 71min\n"
        "  apogee estimate mine.toml --unknown 'stage[2].propellant_mass_kg' --json | jq .standard_range_km");
    verb->callback([c, unknown, &status] {
        c->unknown_given = unknown->count() > 0;
        status = run(*c);
    });
}

}  // namespace apogee
