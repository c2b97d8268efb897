#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/study_folder.h"

namespace fs = std::filesystem;
using apogee::testing::BackgroundCommand;
using apogee::testing::CommandResult;
using apogee::testing::is_one_line;
using apogee::testing::single_stage;
using apogee::testing::StudyWorkspace;
using apogee::testing::with_faults;
using apogee::testing::Workspace;
using Json = nlohmann::json;

namespace {

/// Everything below the workspace under a passing name.
std::vector<std::string> unfinished(const Workspace& here) {
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(here.path(""))) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with('.') && !name.ends_with(".lock")) names.push_back(name);
    }
    return names;
}

/// Runs the command under a limit of the shell's, "-f 4".
CommandResult limited(const Workspace& here, const std::string& limit, const std::string& arguments) {
    // Descriptors are redirected first: the shell itself wants some for it.
    return here.run("--version >/dev/null; (exec >/dev/null; ulimit " + limit +
                    "; exec '" APOGEE_COMMAND "' " + arguments + ")");
}

/// One of each verb that writes files, works for long or wants threads.
const std::vector<std::string> verbs{
    "run --quiet rocket.toml --out o",
    "range --quiet rocket.toml --azimuths 36 --out o",
    "estimate rocket.toml --apogee 100 --range 250 --quiet --samples 300",
    "study --quiet mc.toml --out o --chunk 100 --format csv",
    "study --quiet mc.toml --out o --chunk 100",
    "merge stored --quiet --format csv,netcdf --out o",
};

}  // namespace

TEST_CASE("Work goes on with the threads that can be had", "[cli][faults]") {
    const StudyWorkspace here(450);
    const auto same = [&](const std::string& arguments, int number) {
        const std::string fault = with_faults + "thread:" + std::to_string(number) + ":EAGAIN";
        const CommandResult few = here.run(arguments + " --jobs 64", fault), many = here.run(arguments);
        INFO(arguments << " without thread " << number << ": " << few.err);
        CHECK(few.status == 0);
        CHECK(few.out == many.out);
        CHECK(few.err == many.err);
    };
    for (const int number : {1, 2, 3, 5}) {
        fs::remove_all(here.path("a"));
        same("study mc.toml --out a --chunk 100 --quiet", number);
        same("merge a --quiet", number);
        same("range rocket.toml --azimuths 12", number);
        same("estimate rocket.toml --apogee 100 --range 250 --samples 300", number);
    }
}

TEST_CASE("No more threads work than there are processors", "[cli][study]") {
    const StudyWorkspace here(1'000'000);
    const auto threads = [](const BackgroundCommand& study) {
        std::error_code gone;
        const fs::path tasks = "/proc/" + std::to_string(study.process()) + "/task";
        return std::distance(fs::directory_iterator(tasks, gone), fs::directory_iterator());
    };
    BackgroundCommand study(here, {"study", "mc.toml", "--out", "a", "--format", "none", "--jobs", "1000"});
    REQUIRE(study.until([&] { return !here.chunks("a").empty(); }));
    // Beside them the one that puts chunks on the disk, and the sanitizer's own.
    CHECK(threads(study) <= static_cast<std::ptrdiff_t>(std::thread::hardware_concurrency()) + 2);
}

TEST_CASE("Odd numbers of threads", "[cli]") {
    const StudyWorkspace here(50);
    for (const std::string& verb : verbs) {
        if (verb.starts_with("run") || verb.starts_with("merge")) continue;
        INFO(verb);
        for (const char* jobs : {"0", "-1", "1.5", "''", "many", "99999999999999999999"}) {
            const CommandResult run = here.run(verb + " --jobs " + jobs);
            CHECK(run.status == 2);
            CHECK(is_one_line(run.err));
            CHECK(run.err.starts_with("--jobs: "));
            CHECK_FALSE(fs::exists(here.path("o")));
        }
        CHECK(here.run(verb + " --jobs 1000000").status == 0);
        fs::remove_all(here.path("o"));
    }
}

TEST_CASE("A file larger than the system allows is an error of its write", "[cli][faults]") {
    const StudyWorkspace here(450);
    REQUIRE(here.run("study mc.toml --out stored --chunk 100 --format none").status == 0);
    const std::string verb = GENERATE(from_range(verbs));
    const bool writes = !verb.starts_with("estimate");
    INFO(verb);
    const CommandResult run = limited(here, "-f 4", verb);
    INFO(run.err);
    CHECK(run.status == (writes ? 3 : 0));
    CHECK(is_one_line(run.err) == writes);
    CHECK(unfinished(here).empty());
    if (!writes) return;
    CHECK(run.err.starts_with("o/"));
    CHECK(run.err.find("cannot be written: ") != std::string::npos);
    // With room it goes on, over what is there.
    const std::string force = verb.starts_with("study") ? "" : " --force";
    CHECK(here.run(verb + force).status == 0);
}

TEST_CASE("A table of reports that cannot be written leaves no empty journal", "[cli][faults]") {
    const Workspace here;
    here.write("t.csv", "name,apogee_km,range_km\nA,300,500\n");
    const CommandResult run =
        limited(here, "-f 0", "estimate --table t.csv --samples 60 --jobs 1 --quiet --out o");
    CHECK(run.status == 3);
    CHECK(here.names_in("o").empty());
}

TEST_CASE("A dataset that cannot be written costs no summary", "[cli][study][faults]") {
    const StudyWorkspace here(450);
    const std::string study = "study mc.toml --out a --chunk 100 --quiet --json";
    const CommandResult whole = here.run(study + " --format none");
    REQUIRE(whole.status == 0);
    const std::string format = GENERATE("csv", "csv.gz", "netcdf");
    const CommandResult run = here.run(study + " --format " + format, with_faults + "create:1:ENOSPC");
    CHECK(run.status == 3);
    CHECK(run.out == whole.out);
    CHECK(run.err.find(": cannot be written: No space left on device\n") != std::string::npos);
    CHECK(is_one_line(run.err));
    CHECK(here.leftovers("a") == 0);
}

TEST_CASE("What is meant for a closed stream goes into no file", "[cli][study]") {
    const StudyWorkspace here(450);
    REQUIRE(here.run("study mc.toml --out whole --chunk 100 --format csv").status == 0);
    const std::string closed = GENERATE(">&-", ">&- 2>&-", "<&- >&- 2>&-");
    INFO(closed);
    const CommandResult run = here.run("study mc.toml --out a --chunk 100 --format csv " + closed);
    CHECK(run.status == 3);
    CHECK(here.chunks("a") == here.chunks("whole"));
    CHECK(here.read("a/rocket.csv") == here.read("whole/rocket.csv"));
    CHECK(here.read("a/.shard-1-of-1.lock").empty());
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// (With sanitizers: they ask the system for terabytes of addresses, and for a pipe to see whether an object
// is there.)

TEST_CASE("Few descriptors give the result or one line", "[cli][faults]") {
    const StudyWorkspace here(450);
    REQUIRE(here.run("study mc.toml --out stored --chunk 100 --format none").status == 0);
    const auto stored = here.chunks("stored");
    const std::string verb = GENERATE(from_range(verbs));
    int done = 0;
    // From what the program alone is loaded with, beside what it inherits.
    int least = 4;
    while (limited(here, "-n " + std::to_string(least), "--version").status != 0) ++least;
    for (int most = least; most < least + 10; ++most) {
        fs::remove_all(here.path("o"));
        const CommandResult run = limited(here, "-n " + std::to_string(most), verb);
        INFO(most << " for " << verb << ": " << run.err);
        CHECK((run.status == 0 || run.status == 2 || run.status == 3));
        CHECK(is_one_line(run.err) == (run.status != 0));
        CHECK(unfinished(here).empty());
        for (const auto& [name, bytes] : here.chunks("o")) CHECK(stored.at(name) == bytes);
        done += run.status == 0 ? 1 : 0;
    }
    CHECK(done > 0);
}

TEST_CASE("Little memory gives the result or one line", "[cli][faults][long]") {
    const StudyWorkspace here(450);
    REQUIRE(here.run("study mc.toml --out stored --chunk 100 --format none").status == 0);
    const std::string verb = GENERATE(from_range(verbs));
    const auto limit_of = [](int kilobytes) { return "-v " + std::to_string(kilobytes); };
    // From what the program alone takes to plenty, at first in steps smaller than most of what it asks for.
    int least = 40'000, lacking = 0;
    while (limited(here, limit_of(least), "--version").status != 0) least += 1000;
    for (int more = 0; more < 300'000; more += more < 10'000 ? 250 : more) {
        const std::string limit = limit_of(least + more);
        fs::remove_all(here.path("o"));
        const CommandResult run = limited(here, limit, verb);
        INFO(limit << " for " << verb << ": " << run.err);
        CHECK((run.status == 0 || run.status == 3));
        CHECK(is_one_line(run.err) == (run.status != 0));
        CHECK(unfinished(here).empty());
        lacking += run.status == 3 ? 1 : 0;
    }
    CHECK(lacking > 0);
}

// Pango, GLib and fontconfig abort or crash where they get no memory.
TEST_CASE("Little memory gives the figure or one line", "[cli][figure][faults]") {
    const StudyWorkspace here(450);
    const std::string verb =
        GENERATE("figure rocket.toml --kind map -o f", "figure rocket.toml --size 6000x4000px -o f.png",
                 "figure rocket.toml --language ko -o f.pdf", "report rocket.toml -o f.html");
    const std::string file = verb.substr(verb.rfind(' ') + 1), ending = file == "f" ? ".svg" : "";
    const auto limit_of = [](int kilobytes) { return "-v " + std::to_string(kilobytes); };
    int least = 60'000, lacking = 0, done = 0;
    while (limited(here, limit_of(least), verb.substr(0, verb.find(' ')) + " --help").status != 0)
        least += 2000;
    for (int more = 0; more < 1'200'000; more += more < 40'000 ? 4000 : more / 2) {
        const std::string limit = limit_of(least + more);
        fs::remove(here.path(file + ending));
        const CommandResult run = limited(here, limit, verb + ending);
        INFO(limit << " for " << verb << ": " << run.status << ' ' << run.err);
        CHECK((run.status == 0 || run.status == 3));
        CHECK(is_one_line(run.err) == (run.status != 0));
        CHECK(fs::exists(here.path(file + ending)) == (run.status == 0));
        CHECK(unfinished(here).empty());
        (run.status == 0 ? done : lacking) += 1;
    }
    CHECK(lacking > 0);
    CHECK(done > 0);
}
#endif

TEST_CASE("Without the threads that fonts take a figure is one line", "[cli][figure][faults]") {
    const StudyWorkspace here(450);
    for (const int number : {1, 2}) {
        const CommandResult run = here.run("figure rocket.toml --kind map -o f.svg",
                                           with_faults + "thread:" + std::to_string(number) + ":EAGAIN");
        INFO(number << ": " << run.err);
        CHECK(run.status == 3);
        CHECK(is_one_line(run.err));
        CHECK(run.err.starts_with("apogee: letters cannot be set: "));
        CHECK_FALSE(fs::exists(here.path("f.svg")));
        CHECK(unfinished(here).empty());
    }
}

TEST_CASE("A study's file may be called anything", "[cli][study]") {
    const StudyWorkspace here(50);
    const std::string longest(250, 'n');
    const std::string name = GENERATE_COPY(
        std::string("\nl.toml"), std::string("with spaces .toml"), std::string("-x.toml"),
        std::string("\x1b[31mred\x07.toml"), std::string("\xff\xfe.toml"), std::string("50%41%.toml"),
        std::string("back\\nslash\\x41.toml"), std::string("a = b.toml"), std::string("\"quoted\".toml"),
        std::string("\xc3\x9c\xe2\x80\xae.toml"), longest + ".toml");
    fs::rename(here.path("mc.toml"), here.path(name));
    const std::string quoted = "'./" + name + "'";
    const CommandResult study = here.run("study " + quoted + " --out k --json --quiet --format csv,netcdf");
    INFO(study.err);
    REQUIRE(study.status == 0);
    CHECK(here.read("k/inputs/" + name) == here.read(name));
    const CommandResult merged = here.run("merge k --json --quiet --format csv");
    INFO(merged.err);
    REQUIRE(merged.status == 0);
    CHECK(Json::parse(merged.out)["parts"][0]["figures"] == Json::parse(study.out)["parts"][0]["figures"]);
    CHECK(here.leftovers("k") == 0);
    CHECK(here.run("run --case 3 " + quoted + " --quiet --out r").status == 0);
    CHECK(unfinished(here).empty());
}

TEST_CASE("Files of a scenario with the longest of names are written", "[cli]") {
    const Workspace here;
    const std::string name(240, 'n');
    here.write(name + ".toml", single_stage);
    CHECK(here.run("run " + name + ".toml --out o --format csv,json --quiet").status == 0);
    CHECK(here.run("range " + name + ".toml --out o --quiet").status == 0);
    CHECK(here.names_in("o").size() == 4);
}

TEST_CASE("A complete study in a folder that takes no files is summarised again", "[cli][study][faults]") {
    const StudyWorkspace here(450);
    const std::string study = "study mc.toml --out a --chunk 100 --json";
    const std::string read_only = with_faults + "change:1:EROFS";
    const CommandResult whole = here.run(study + " --quiet --format none");
    REQUIRE(whole.status == 0);
    const auto before = here.chunks("a");
    for (const char* options : {"", " --resume", " --format none"}) {
        const CommandResult again = here.run(study + options, read_only);
        INFO(options << ": " << again.err);
        CHECK(again.status == 0);
        CHECK(again.out == whole.out);
        CHECK(again.err == (std::string(options) == " --format none"
                                ? ""
                                : "a: takes no files; the dataset stays as it is\n"));
    }
    const CommandResult merged = here.run("merge a --json --quiet", read_only);
    CHECK(merged.status == 0);
    CHECK(Json::parse(merged.out)["parts"][0]["figures"] == Json::parse(whole.out)["parts"][0]["figures"]);
    const auto refused = [&](const std::string& arguments, int status, const std::string& line) {
        const CommandResult run = here.run(arguments, read_only);
        CHECK(run.status == status);
        CHECK(is_one_line(run.err));
        CHECK(run.err.starts_with(line));
    };
    // What has to be written is refused: a dataset that was asked for, more cases, another study, a new one.
    refused(study + " --format csv", 3, "a/rocket.csv: cannot be written: Read-only file system");
    refused("merge a --format csv", 3, "a: nothing can be written there: Read-only file system");
    refused(study + " --cases 500", 3, "a/chunks/part1-000004.chunk: cannot be written: Read-only");
    refused(study + " --seed 9", 2, "a: holds results of another study: seed: ");
    refused(study + " --force", 3, "a: nothing can be written there: Read-only file system");
    refused("study mc.toml --out b", 3, ".: nothing can be written there: Read-only file system");
    CHECK(here.chunks("a") == before);
}

TEST_CASE("What a store notes of itself is not taken on trust", "[cli][study]") {
    const StudyWorkspace here(250);
    REQUIRE(here.run("study mc.toml --out a --chunk 100 --seed 3 --format none").status == 0);
    const std::string manifest = here.read("a/manifest.txt");
    here.write("elsewhere.toml", here.read("mc.toml"));
    struct Forgery {
        std::string note, value;
    };
    const Forgery forged = GENERATE(
        Forgery{"study", "inputs/../../elsewhere.toml"}, Forgery{"study", "../elsewhere.toml"},
        Forgery{"study", "/etc/passwd"}, Forgery{"study", "inputs/.."}, Forgery{"study", "inputs/"},
        Forgery{"study", "inputs/%2e%2e%2f%2e%2e%2felsewhere.toml"}, Forgery{"study", ""},
        Forgery{"study", "inputs/mc.toml%00"}, Forgery{"cases", "0"}, Forgery{"cases", "-1"},
        Forgery{"cases", "1e3"}, Forgery{"cases", "1000000000001"}, Forgery{"cases", "99999999999999999999"},
        Forgery{"--seed", "many"}, Forgery{"--seed", "9007199254740993"}, Forgery{"--seed", "4"});
    const std::size_t at = manifest.find(forged.note + " = ") + forged.note.size() + 3;
    std::string text = manifest;
    text.replace(at, text.find('\n', at) - at, forged.value);
    here.write("a/manifest.txt", text);
    INFO(forged.note << " = " << forged.value);
    const CommandResult run = here.run("merge a --format none");
    CHECK(run.status == 4);
    CHECK(is_one_line(run.err));
    CHECK(run.out.empty());
}

TEST_CASE("A store's copy of the study that is no study is the store's fault", "[cli][study]") {
    const StudyWorkspace here(250);
    REQUIRE(here.run("study mc.toml --out a --chunk 100 --format none").status == 0);
    const char* text = GENERATE("", "cases = [", "scenario = \"nowhere.toml\"\ncases = 250\n");
    here.write("a/inputs/mc.toml", text);
    const CommandResult run = here.run("merge a --format none");
    CHECK(run.status == 4);
    CHECK(is_one_line(run.err));
    CHECK(run.err.starts_with("a/inputs/mc.toml:"));
}
