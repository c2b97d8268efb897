#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>

#include "base/input_error.h"
#include "cli/command.h"
#include "report/csv.h"
#include "report/flight_report.h"
#include "report/flight_warnings.h"
#include "report/json.h"
#include "store/output_file.h"
#include "store/replay.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

struct RunOptions {
    std::vector<std::string> scenarios, formats, settings;
    std::string out;
    double step_s = 1;
    bool json = false, debris = false, force = false, quiet = false, tight = false;
    bool out_given = false, step_given = false;
    std::optional<std::string> case_number, seed;  ///< of a study, which stands in place of a scenario

    [[nodiscard]] bool writes(const char* format) const {
        if (!out_given) return false;
        if (formats.empty()) return std::string_view(format) == "csv";
        return std::find(formats.begin(), formats.end(), format) != formats.end();
    }
};

/// What will be flown, and the files it will leave.
struct Job {
    Flight flight;
    std::string history, events, json;  ///< paths; empty where not asked for
    std::vector<std::string> bodies;    ///< histories of what the vehicle lets go of
};

void check_options(const RunOptions& options) {
    if (!(std::isfinite(options.step_s) && options.step_s > 0)) {
        throw InputError(
            fmt::format("--step: {} s is no step; expected a positive number such as 0.5", options.step_s));
    }
    if (options.out_given && options.out.empty()) {
        throw InputError("--out: an empty name; expected a folder such as results");
    }
    for (const std::string& format : options.formats) {
        if (format != "csv" && format != "json") {
            throw InputError("--format: unknown format " + in_quotes(format) + "; there are csv and json");
        }
    }
    if (!options.formats.empty() && !options.out_given) {
        throw InputError("--format: says what files to write; --out DIR must say where");
    }
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

/// The case of a study, once for each of its scenarios.
std::vector<Job> load_case(const RunOptions& options, const Overrides& changes, const Tolerance& tolerance) {
    const StudyChanges changed{.seed = whole_number("--seed", options.seed, 0, greatest_seed), .cases = {}};
    const std::uint64_t number = *whole_number("--case", options.case_number, 0, most_study_cases - 1);
    const Study study = load_study(options.scenarios.front(), changed);
    std::vector<Job> jobs;
    for (CaseScenario& scenario : case_scenarios(study, number)) {
        Overrides& overrides = scenario.overrides;
        overrides.insert(overrides.end(), changes.begin(), changes.end());
        Scenario loaded = load_scenario(scenario.file, overrides, scenario.catalogue);
        jobs.push_back(
            {{scenario.name, std::move(loaded), overrides, tolerance, {}, {}, {}}, {}, {}, {}, {}});
    }
    return jobs;
}

/// Loads every scenario before any flies. A line for each that is wrong; empty then.
std::vector<Job> load(const RunOptions& options) {
    const Overrides overrides = parse_overrides(options.settings);
    const Tolerance tolerance = options.tight ? Tolerance::tight() : Tolerance{};
    if (options.case_number) return load_case(options, overrides, tolerance);
    std::vector<Job> jobs;
    for (const std::string& argument : options.scenarios) {
        try {
            const ScenarioArgument scenario = scenario_argument(argument);
            Flight flight{
                scenario.name, load_scenario(scenario.file, overrides), overrides, tolerance, {}, {}, {}};
            jobs.push_back({std::move(flight), {}, {}, {}, {}});
        } catch (const InputError& error) {
            say(error.what());
        }
    }
    if (jobs.size() < options.scenarios.size()) jobs.clear();
    return jobs;
}

/// "Stage 1 / shroud" -> "stage-1-shroud": part of a file name.
std::string file_word(const std::string& name) {
    std::string word;
    for (const char c : name) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter) {
            word += c;
        } else if (!word.empty() && word.back() != '-') {
            word += '-';
        }
    }
    while (word.ends_with('-')) word.pop_back();
    return word;
}

/// Decides on every file and refuses before anything flies what could not be written.
void name_files(std::vector<Job>& jobs, const RunOptions& options) {
    if (!options.out_given) return;
    std::set<std::string> taken;
    std::vector<std::string> paths;
    const auto claim = [&](const Job& job, const std::string& ending) {
        std::string path = (fs::path(options.out) / (job.flight.name + ending)).string();
        if (!taken.insert(path).second) {
            throw InputError(
                printable(job.flight.scenario.file) + ": its output " + printable(path) +
                " is also that of another scenario; expected another file name, or another call");
        }
        paths.push_back(path);
        return path;
    };
    for (Job& job : jobs) {
        if (options.writes("csv")) {
            job.history = claim(job, ".csv");
            job.events = claim(job, "-events.csv");
            if (options.debris) {
                for (const ReleasedBody& body : plan(job.flight.scenario).bodies) {
                    job.bodies.push_back(claim(job, "-" + file_word(body.name) + ".csv"));
                }
            }
        }
        if (options.writes("json")) job.json = claim(job, ".json");
    }
    check_folder(options.out);
    for (const std::string& path : paths) {
        check_writable(path, options.force ? Overwrite::allow : Overwrite::refuse);
    }
}

void fly(Flight& flight, bool debris) {
    flight.trajectory = propagate(plan(flight.scenario), flight.tolerance);
    flight.summary = summarise(flight.trajectory);
    if (debris) flight.debris = propagate_debris(flight.trajectory, flight.tolerance);
}

void check_rows(const Job& job, double step_s) {
    if (job.history.empty()) return;
    const double rows = history_rows(job.flight.trajectory, step_s);
    if (rows <= most_history_rows) return;
    throw InputError(
        fmt::format("--step: {} s gives {:.3g} rows for {}, more than {:g}; expected at least {:g} s", step_s,
                    rows, printable(job.flight.name), most_history_rows,
                    std::ceil(job.flight.trajectory.end_s / most_history_rows * 1000) / 1000));
}

void write_files(const Job& job, const RunOptions& options) {
    const auto write = [&](const std::string& path, const auto& content) {
        if (path.empty()) return;
        OutputFile file(path, options.force ? Overwrite::allow : Overwrite::refuse);
        content([&](std::string_view text) { file.write(text); });
        file.commit();
        if (!options.quiet) say("wrote " + printable(path));
    };
    const Flight& flight = job.flight;
    write(job.history,
          [&](const TextSink& sink) { write_history_csv(flight.trajectory, options.step_s, sink); });
    write(job.events, [&](const TextSink& sink) { write_events_csv(flight, sink); });
    write(job.json, [&](const TextSink& sink) { sink(json_text(flight_json(flight))); });
    for (std::size_t i = 0; flight.debris && i < flight.debris->size() && i < job.bodies.size(); ++i) {
        write(job.bodies[i], [&](const TextSink& sink) {
            write_history_csv((*flight.debris)[i].trajectory, options.step_s, sink);
        });
    }
}

bool ended_well(Outcome outcome) {
    return outcome == Outcome::landed || outcome == Outcome::duration_reached;
}

void print_notes(const std::vector<Job>& jobs, const RunOptions& options) {
    if (options.quiet) return;
    if (options.step_given && !options.writes("csv"))
        say("note: --step shapes CSV files only; none are written");
    for (const Job& job : jobs) {
        for (const std::string& warning : flight_warnings(job.flight)) {
            say("warning: " + printable(job.flight.name) + ": " + printable(warning));
        }
    }
}

int run(const RunOptions& options) {
    check_options(options);
    std::vector<Job> jobs = load(options);
    if (jobs.empty()) return ExitStatus::input;
    name_files(jobs, options);
    int status = ExitStatus::done;
    for (Job& job : jobs) {
        fly(job.flight, options.debris);
        check_rows(job, options.step_s);
        if (!ended_well(job.flight.trajectory.outcome)) status = ExitStatus::not_landed;
    }
    print_notes(jobs, options);
    const auto write_all = [&] {
        if (options.out_given) make_folder(options.out);
        for (const Job& job : jobs) write_files(job, options);
    };
    deliver(write_all, [&] {
        std::vector<Flight> flights;
        for (Job& job : jobs) flights.push_back(std::move(job.flight));
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
    CLI::Option* out =
        verb->add_option("--out", options->out, "Also write files NAME.csv, ... into this folder")
            ->option_text("DIR");
    verb->add_option("--format", options->formats, "Which files: csv (the default), json")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->option_text("FORMAT,...");
    CLI::Option* step =
        verb->add_option("--step", options->step_s, "Seconds between rows of the CSV history (1)")
            ->option_text("S");
    verb->add_option("--set", options->settings, "Change a number of the scenario; may be given again")
        ->allow_extra_args(false)
        ->option_text("KEY=VALUE");
    verb->add_option("--case", options->case_number,
                     "Fly this case of a study, whose file stands in place of a scenario")
        ->option_text("N");
    verb->add_option("--seed", options->seed, "With --case: the study was flown with this seed")
        ->option_text("N");
    verb->add_flag("--debris", options->debris, "Fly spent stages, boosters and shroud to their own impact");
    verb->add_flag("--tight", options->tight, "Integrate to a millimetre instead of a metre");
    verb->add_flag("--force", options->force, "Replace files that exist");
    verb->add_flag("--quiet", options->quiet, "No notes and warnings on standard error");
    verb->footer(
        "Several scenarios are compared side by side. Exit status 5: a flight did not land (its result is\n"
        "printed all the same).\n"
        "\nExamples:\n"
        "  apogee run catalogue:hwasong-15-2017-11-29\n"
        "  apogee run mine.toml --set launch.azimuth_deg=90 --set 'stage[1].isp_vacuum_s=290'\n"
        "  apogee run a.toml b.toml c.toml\n"
        "  apogee run mine.toml --out results --format csv,json --step 0.1 --debris\n"
        "  apogee run mine.toml --json | jq .range_km\n"
        "  apogee run --case 4711 study.toml\n"
        "  generate-scenario | apogee run -");
    verb->callback([options, out, step, &status] {
        options->out_given = out->count() > 0;
        options->step_given = step->count() > 0;
        status = run(*options);
    });
}

}  // namespace apogee
