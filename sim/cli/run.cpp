#include <algorithm>
#include <memory>
#include <optional>

#include "base/input_error.h"
#include "cli/command.h"
#include "cli/flight_output.h"
#include "report/flight_report.h"
#include "report/flight_warnings.h"
#include "report/json.h"
#include "store/replay.h"

namespace apogee {
namespace {

struct RunOptions {
    std::vector<std::string> scenarios, settings;
    FlightOutputOptions output;
    bool json = false, tight = false;
    std::optional<std::string> case_number, seed;  ///< of a study, which stands in place of a scenario
};

void check_options(const RunOptions& options) {
    if (std::count(options.scenarios.begin(), options.scenarios.end(), "-") > 1) {
        throw InputError("apogee run: standard input holds one scenario; give - once");
    }
    if (options.case_number && options.scenarios.size() != 1) {
        throw InputError("--case: one case of one study; expected apogee run --case 4711 study.toml");
    }
    if (options.seed && !options.case_number) {
        throw InputError("--seed: one flight has no chance in it; it goes with --case and a study");
    }
}

Flight to_fly(std::string name, Scenario scenario, const Overrides& overrides, const Tolerance& tolerance) {
    Flight flight;
    flight.name = std::move(name);
    flight.scenario = std::move(scenario);
    flight.overrides = overrides;
    flight.tolerance = tolerance;
    return flight;
}

/// The case of a study, once for each of its scenarios.
std::vector<Flight> load_case(const RunOptions& options, const Overrides& changes,
                              const Tolerance& tolerance) {
    const StudyChanges changed{.seed = whole_number("--seed", options.seed, 0, greatest_seed), .cases = {}};
    const std::uint64_t number = *whole_number("--case", options.case_number, 0, most_study_cases - 1);
    const Study study = load_study(options.scenarios.front(), changed);
    std::vector<Flight> flights;
    for (CaseScenario& scenario : case_scenarios(study, number)) {
        Overrides& overrides = scenario.overrides;
        overrides.insert(overrides.end(), changes.begin(), changes.end());
        Scenario loaded = load_scenario(scenario.file, overrides, scenario.catalogue);
        flights.push_back(to_fly(scenario.name, std::move(loaded), overrides, tolerance));
    }
    return flights;
}

/// Loads every scenario before any flies. A line for each that is wrong; empty then.
std::vector<Flight> load(const RunOptions& options) {
    const Overrides overrides = parse_overrides(options.settings);
    const Tolerance tolerance = options.tight ? Tolerance::tight() : Tolerance{};
    if (options.case_number) return load_case(options, overrides, tolerance);
    std::vector<Flight> flights;
    std::vector<std::string> names;
    for (const std::string& argument : options.scenarios) {
        try {
            const ScenarioArgument scenario = scenario_argument(argument);
            names.push_back(unlike(scenario.name, names));
            flights.push_back(
                to_fly(names.back(), load_scenario(scenario.file, overrides), overrides, tolerance));
        } catch (const InputError& error) {
            say(error.what());
        }
    }
    if (flights.size() < options.scenarios.size()) flights.clear();
    return flights;
}

/// @param longest_s  a duration that is longer is cut there
void fly(Flight& flight, bool debris, const std::optional<double>& longest_s) {
    FlightPlan planned = plan(flight.scenario);
    if (longest_s && planned.duration_s) planned.duration_s = std::min(*planned.duration_s, *longest_s);
    flight.trajectory = propagate(std::move(planned), flight.tolerance);
    flight.summary = summarise(flight.trajectory);
    if (debris) flight.debris = propagate_debris(flight.trajectory, flight.tolerance);
}

bool ended_well(Outcome outcome) {
    return outcome == Outcome::landed || outcome == Outcome::duration_reached;
}

void print_notes(const std::vector<Flight>& flights, const FlightOutput& output, const RunOptions& options) {
    if (options.output.files.quiet) return;
    for (const std::string& note : output.notes()) say("note: " + note);
    for (const Flight& flight : flights) {
        for (const std::string& warning : flight_warnings(flight)) {
            say("warning: " + printable(flight.name) + ": " + printable(warning));
        }
    }
}

int run(const RunOptions& options) {
    check_options(options);
    std::vector<Flight> flights = load(options);
    if (flights.empty()) return ExitStatus::input;
    FlightOutput output(options.output, flights);
    int status = ExitStatus::done;
    for (Flight& flight : flights) {
        fly(flight, options.output.debris, output.longest_s());
        if (!ended_well(flight.trajectory.outcome)) status = ExitStatus::not_landed;
    }
    output.check_length(flights);
    print_notes(flights, output, options);
    deliver([&] { output.write(flights); },
            [&] {
                if (options.json) return json_text(flights_json(flights));
                return flights.size() == 1 ? flight_report(flights.front()) : comparison_report(flights);
            });
    return status;
}

}  // namespace

void add_run(CLI::App& program, int& status) {
    auto options = std::make_shared<RunOptions>();
    CLI::App* verb =
        program.add_subcommand("run", "Fly scenarios and print the flight report")->group("Verbs");
    verb->add_option("SCENARIO", options->scenarios,
                     "Scenario files; - is standard input, catalogue:NAME comes with the program")
        ->option_text("...")
        ->required();
    verb->add_flag("--json", options->json, "Print the result as one JSON object");
    verb->add_option("--set", options->settings, "Change a number of the scenario; may be given again")
        ->allow_extra_args(false)
        ->option_text("KEY=VALUE");
    verb->add_option("--case", options->case_number,
                     "Fly this case of a study, whose file stands in place of a scenario")
        ->option_text("N");
    verb->add_option("--seed", options->seed, "With --case: the study was flown with this seed")
        ->option_text("N");
    verb->add_flag("--debris", options->output.debris,
                   "Fly spent stages, boosters and shroud to their own impact");
    verb->add_flag("--tight", options->tight, "Integrate to a millimetre instead of a metre");
    add_flight_output_options(*verb, options->output);
    verb->footer(
        "Several scenarios are compared side by side. Exit status 5: a flight did not land (its result is\n"
        "printed all the same).\n"
        "\nExamples:\n"
        "  apogee run catalogue:hwasong-15-2017-11-29\n"
        "  apogee run mine.toml --set launch.azimuth_deg=90 --set 'stage[1].isp_vacuum_s=290'\n"
        "  apogee run a.toml b.toml c.toml\n"
        "  apogee run mine.toml --out results --format csv,json --step 0.1 --debris\n"
        "  apogee run a.toml b.toml --out maps --format kml,geojson,czml --together both\n"
        "  apogee run mine.toml --out results --columns time_s,height_km,country_below\n"
        "  apogee run mine.toml --json | jq .range_km\n"
        "  apogee run --case 4711 study.toml\n"
        "  generate-scenario | apogee run -");
    verb->callback([options, &status] { status = run(*options); });
}

}  // namespace apogee
