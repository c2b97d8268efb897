#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <optional>

#include "base/input_error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/interruptible_work.h"
#include "cli/study_output.h"
#include "report/json.h"
#include "store/output_file.h"
#include "store/stored_results.h"
#include "store/study_folder.h"
#include "store/study_run.h"

namespace apogee {
namespace {

struct StudyOptions {
    std::string study;
    std::optional<std::string> out, shard, cases, seed, chunk;
    bool resume = false, force = false;
    StudyOutput output;
};

std::string duration(double seconds) {
    if (seconds < 60) return fmt::format("{:.0f} s", std::ceil(seconds));
    if (seconds < 3600) return fmt::format("{:.0f} min", std::ceil(seconds / 60));
    return fmt::format("{:.1f} h", seconds / 3600);
}

/// How far the flights are, and when they will be done.
std::string progress_text(const StudyProgress& progress, double seconds) {
    const double rate = static_cast<double>(progress.flown) / seconds,
                 left = static_cast<double>(progress.of - progress.flights);
    std::string text = fmt::format(
        "{:.1f} % of {}", 100.0 * static_cast<double>(progress.flights) / static_cast<double>(progress.of),
        count_of(progress.of, "flight", "flights"));
    if (progress.flown > 0) text += fmt::format(", {:.0f} a second, {} left", rate, duration(left / rate));
    if (progress.median_range_km) text += fmt::format(", median range {:.0f} km", *progress.median_range_km);
    return text;
}

std::string out_folder(const StudyOptions& options) {
    if (options.out) return *options.out;
    return usual_results_folder(options.study);
}

void check_options(const StudyOptions& options) {
    if (options.study == "-") {
        throw InputError(
            "apogee study: reads a file, not standard input: it keeps a copy beside the results");
    }
    if (options.out && options.out->empty()) {
        throw InputError("--out: an empty name; expected a folder such as results");
    }
    if (options.force && (options.resume || options.shard)) {
        throw InputError(
            fmt::format("--force: deletes what is there, which {} is not for; expected one of the two",
                        options.resume ? "--resume" : "--shard"));
    }
    static_cast<void>(options.output.formats());
}

/// Flies what is missing. @return the exit status: done, or that of an interruption.
int fly(const Study& study, const ChunkStore& store, const StudyOptions& options, const Shard& shard,
        unsigned threads, StudyRun& run) {
    const Interrupt interrupt;
    std::stop_source stop;
    ProgressLine line(!options.output.quiet);
    const auto begin = std::chrono::steady_clock::now();
    StudyRunOptions how;
    how.threads = threads;
    how.shard = shard;
    how.stop = stop.get_token();
    how.progress = [&](const StudyProgress& progress) {
        if (interrupt.signal() != 0) stop.request_stop();
        const std::chrono::duration<double> flown = std::chrono::steady_clock::now() - begin;
        line.show(progress_text(progress, flown.count()));
    };
    how.note = [&](const std::string& text) {
        line.clear();
        say(text);
    };
    how.warn = [&](const std::string& text) {
        line.clear();
        if (!options.output.quiet) say(printable(text));
    };
    run = fly_study(study, store, how);
    if (interrupt.signal() == 0) return ExitStatus::done;
    line.clear();
    say(fmt::format("stopped; {} chunks are in {}: the same command goes on from there",
                    run.chunks_kept + run.chunks_flown, printable(store.folder())));
    return 128 + interrupt.signal();
}

/// What there is to say of a share: its results mean nothing without the others.
void print_share(const StudyRun& run, const Shard& shard, const std::string& folder,
                 const StudyOutput& output) {
    if (output.json) {
        write_to_standard_output(json_text({{"folder", folder},
                                            {"shard", shard.number},
                                            {"shards", shard.count},
                                            {"chunks_flown", run.chunks_flown},
                                            {"chunks_kept", run.chunks_kept},
                                            {"flights_flown", run.flights_flown}}));
        return;
    }
    write_to_standard_output(fmt::format(
        "Shard {} of {}: chunks flown: {}, there before: {}. When all shards are done: apogee merge {}\n",
        shard.number, shard.count, run.chunks_flown, run.chunks_kept, printable(folder)));
}

int study(const StudyOptions& options) {
    check_options(options);
    const Shard shard = options.shard ? parse_shard(*options.shard) : Shard{};
    const unsigned threads = options.output.threads();
    const std::uint64_t chunk_cases =
        whole_number("--chunk", options.chunk, 1, most_chunk_cases).value_or(usual_chunk_cases);
    const StudyChanges changes{whole_number("--seed", options.seed, 0, greatest_seed),
                               whole_number("--cases", options.cases, 1, most_study_cases)};
    const Study study = load_study(options.study, changes);
    const std::string out = out_folder(options);
    const TakeUp how = options.force    ? TakeUp::begin_anew
                       : options.resume ? TakeUp::go_on
                                        : TakeUp::begin_or_go_on;
    const StudyFolder folder(out, study, changes, chunk_cases, shard,
                             shard.whole() ? dataset_bytes(study, options.output.formats()) : 0, how);
    if (const auto before = folder.cases_before(); before && *before > study.cases && !options.output.quiet)
        say(fmt::format("{} was a study of {} cases; dataset and summary are now of its first {}",
                        printable(out), *before, study.cases));
    StudyRun run;
    if (const int status = fly(study, folder.store(), options, shard, threads, run);
        status != ExitStatus::done)
        return status;
    if (!shard.whole()) {
        print_share(run, shard, out, options.output);
        return ExitStatus::done;
    }
    StudyOutput output = options.output;
    if (!folder.writable()) output.leave_dataset_in(out);
    put_out(study, StoredResults({folder.store()}, run.cases), out, Overwrite::allow, output);
    return ExitStatus::done;
}

}  // namespace

void add_study(CLI::App& program, int& status) {
    auto options = std::make_shared<StudyOptions>();
    CLI::App* verb =
        program.add_subcommand("study", "Fly many cases: a Monte Carlo study or a sweep")->group("Verbs");
    verb->add_option("STUDY", options->study, "The study's file")->required();
    verb->add_option("--out", options->out, "Folder for results and summary (STUDY's name and -results)")
        ->option_text("DIR");
    verb->add_option("--cases", options->cases, "Fly so many cases instead of the file's number")
        ->option_text("N");
    verb->add_option("--seed", options->seed, "Another seed for the random numbers than the file's")
        ->option_text("N");
    verb->add_option("--shard", options->shard,
                     "Fly the I-th of N shares only; apogee merge puts them together")
        ->option_text("I/N");
    verb->add_flag("--resume", options->resume, "Go on with the study in DIR, which must be there");
    verb->add_flag("--force", options->force, "Begin anew: delete the results that DIR holds");
    verb->add_option("--chunk", options->chunk, "Cases in a file of results (16384)")->option_text("N");
    add_output_options(*verb, options->output);
    verb->footer(
        "Results are kept chunk by chunk: after an interruption of any kind the same command goes on from\n"
        "where it was. Ctrl-C ends it after the chunk under way, a second one at once.\n"
        "\nExamples:\n"
        "  apogee study mc.toml                            results in mc-results/\n"
        "  apogee study mc.toml --cases 1000000            go on to a million\n"
        "  apogee study mc.toml --out shared --shard 2/4   one of four machines\n"
        "  apogee merge shared                             when all four are done");
    verb->callback([options, &status] { status = study(*options); });
}

}  // namespace apogee
