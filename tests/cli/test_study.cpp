#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/study_folder.h"

namespace fs = std::filesystem;
using apogee::testing::CommandResult;
using apogee::testing::is_one_line;
using apogee::testing::StudyWorkspace;
using Json = nlohmann::json;

namespace {

const std::string small = " --chunk 100 --format none";

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// What a summary says of the flights, wherever the files of their scenario lay.
Json figures(const CommandResult& run) {
    const Json part = Json::parse(run.out).at("parts").at(0);
    return {part.at("cases"), part.at("outcomes"), part.at("figures"), part.at("sensitivity")};
}

}  // namespace

TEST_CASE("A study leaves chunks and a dataset and a summary", "[cli][study]") {
    const StudyWorkspace here(350);
    const CommandResult run = here.run("study mc.toml --chunk 100 --json");
    CHECK(run.status == 0);
    CHECK(run.err == "wrote mc-results/rocket.nc\n");
    CHECK(Json::parse(run.out).is_object());
    CHECK(here.chunks("mc-results").size() == 4);
    CHECK(fs::exists(here.path("mc-results/rocket.nc")));
    CHECK(here.read("mc-results/inputs/mc.toml") == here.read("mc.toml"));
    CHECK(here.read("mc-results/inputs/rocket.toml") == here.read("rocket.toml"));
    // The same command says the same, from what is stored; the folder alone is enough for `merge`.
    CHECK(here.run("study mc.toml --chunk 100 --json --quiet").out == run.out);
    fs::remove(here.path("mc.toml"));
    fs::remove(here.path("rocket.toml"));
    const CommandResult merged = here.run("merge mc-results --json --quiet");
    CHECK(merged.status == 0);
    CHECK(merged.err.empty());
    CHECK(figures(merged) == figures(run));
}

TEST_CASE("Threads and seeds and counts reach the flights", "[cli][study]") {
    const StudyWorkspace here(350);
    REQUIRE(here.run("study mc.toml --out a --jobs 1" + small).status == 0);
    REQUIRE(here.run("study mc.toml --out b --jobs 3" + small).status == 0);
    REQUIRE(here.run("study mc.toml --out c --seed 6" + small).status == 0);
    REQUIRE(here.run("study mc.toml --out d --cases 100" + small).status == 0);
    const auto chunks = here.chunks("a");
    CHECK(here.chunks("b") == chunks);
    CHECK(here.chunks("c") != chunks);
    CHECK(here.chunks("d").size() == 1);
    CHECK(here.chunks("d").begin()->second == chunks.begin()->second);
    // Appended to.
    CHECK(here.run("study mc.toml --out d" + small).status == 0);
    CHECK(here.chunks("d") == chunks);
    // Fewer again: nothing is lost, and it is said what the dataset is of.
    const CommandResult fewer = here.run("study mc.toml --out d --cases 120 --json" + small);
    CHECK(fewer.err == "d was a study of 350 cases; dataset and summary are now of its first 120\n");
    CHECK(Json::parse(fewer.out).at("parts").at(0).at("cases") == 120);
    CHECK(here.chunks("d") == chunks);
    CHECK(here.run("study mc.toml --out d --json" + small).err.empty());
    // `merge` knows the seed and the count that the command line gave.
    CHECK(here.run("merge c --format none").status == 0);
    CHECK(here.run("merge d --format none --json").status == 0);
}

TEST_CASE("Options of a study that make no sense are refused", "[cli][study]") {
    const StudyWorkspace here(350);
    const char* options =
        GENERATE("--shard 5/4", "--shard 0/0", "--shard -1/2", "--shard ''", "--cases -1", "--cases 0",
                 "--cases 9223372036854775808", "--cases 99999999999999999999", "--cases 1e3", "--cases ''",
                 "--seed -1", "--seed 9007199254740992", "--jobs 0", "--jobs -1", "--jobs 1.5", "--chunk 0",
                 "--chunk 1048577", "--format pdf", "--format csv,none", "--out ''", "--force --resume",
                 "--force --shard 1/2", "--resume --out nothing-there", "--cases", "--unknown");
    INFO(options);
    const CommandResult run = here.run(std::string("study mc.toml ") + options);
    CHECK(run.status == 2);
    CHECK(run.out.empty());
    CHECK(is_one_line(run.err));
    CHECK(here.names_in("").size() == 2);  // nothing was begun
}

TEST_CASE("A study of more than a disk holds is not begun", "[cli][study]") {
    const StudyWorkspace here(350);
    const CommandResult run = here.run("study mc.toml --out big --cases 1000000000000");
    CHECK(run.status == 3);
    CHECK(is_one_line(run.err));
    CHECK(holds(run.err, "big: not enough room: "));
    CHECK(here.chunks("big").empty());
}

TEST_CASE("A study says what is wrong with its folder", "[cli][study]") {
    const StudyWorkspace here(150);
    here.write("file", "text");
    here.write("full/notes.txt", "mine");
    fs::create_directory(here.path("empty"));
    fs::create_directory_symlink("empty", here.path("link"));
    fs::create_symlink("nowhere", here.path("dangling"));
    const auto refused = [&](const std::string& out, const std::string& why) {
        const CommandResult run = here.run("study mc.toml --out " + out + small);
        CHECK(run.status == 3);
        CHECK(run.err == why + "\n");
    };
    refused("file", "file: is a file; --out needs a folder");
    refused("file/below", "file/below: cannot be used as a folder: Not a directory");
    refused("full",
            "full: holds other things (notes.txt) and no study; expected a new folder, or --force to use "
            "this one");
    refused("dangling", "dangling: is a link to \"nowhere\", which does not exist");
    refused("/dev/null", "/dev/null: is a file; --out needs a folder");
    CHECK(here.names_in("full").size() == 1);

    // A link to a folder is followed; other things stay where --force lets a study in.
    CHECK(here.run("study mc.toml --out link" + small).status == 0);
    CHECK(here.chunks("empty").size() == 2);
    CHECK(fs::is_symlink(here.path("link")));
    CHECK(here.run("study mc.toml --force --out full" + small).status == 0);
    CHECK(here.read("full/notes.txt") == "mine");
    CHECK(here.chunks("full") == here.chunks("empty"));

    fs::create_directory(here.path("locked"));
    fs::permissions(here.path("locked"), fs::perms::owner_read | fs::perms::owner_exec);
    if (::access(here.path("locked").c_str(), W_OK) != 0)  // the superuser may write anywhere
        refused("locked", "locked: nothing can be written there: Permission denied");
}

TEST_CASE("A folder takes one study", "[cli][study]") {
    const StudyWorkspace here(350);
    REQUIRE(here.run("study mc.toml --out a" + small).status == 0);
    const auto chunks = here.chunks("a");
    const auto refused = [&](const std::string& options, const std::string& difference) {
        const CommandResult run = here.run("study mc.toml --out a --format none " + options);
        CHECK(run.status == 2);
        CHECK(is_one_line(run.err));
        CHECK(holds(run.err, "a: holds results of another study: " + difference));
        CHECK(here.chunks("a") == chunks);
    };
    refused("--chunk 100 --seed 6", "seed: 5 in the store, 6 in this study");
    refused("--chunk 50", "cases in a chunk: 100 in the store, 50 in this study");
    std::string text = here.read("rocket.toml");
    text.replace(text.find("high = 1200"), 11, "high = 1201");
    here.write("rocket.toml", text);
    refused("--chunk 100", "scenario 1 payload.mass_kg: ");
    text.replace(text.find("burn_time_s = 70"), 16, "burn_time_s = 71");
    here.write("rocket.toml", text);
    refused("--chunk 100", "scenario 1: ");
    CHECK(here.run("study mc.toml --out a --force" + small).status == 0);
    CHECK(here.chunks("a").size() == 4);
    CHECK(here.chunks("a") != chunks);
    // A comment or a title changes nothing.
    here.write("rocket.toml", "# a comment\n" + text);
    CHECK(here.run("study mc.toml --out a --resume" + small).status == 0);
}

TEST_CASE("Shards fly their chunks and merge to the whole", "[cli][study]") {
    const StudyWorkspace here(1050);
    REQUIRE(here.run("study mc.toml --out whole" + small).status == 0);
    const CommandResult whole = here.run("merge whole --json --format none");
    REQUIRE(whole.status == 0);
    for (int i = 1; i <= 3; ++i) {
        const std::string number = std::to_string(i);
        const CommandResult shard =
            here.run("study mc.toml --json --out s" + number + " --shard " + number + "/3" + small);
        CHECK(shard.status == 0);
        CHECK(Json::parse(shard.out).at("chunks_flown") == (i < 3 ? 4 : 3));
    }
    const CommandResult merged = here.run("merge s3 s1 s2 --json --format csv --out together");
    CHECK(merged.status == 0);
    CHECK(figures(merged) == figures(whole));
    REQUIRE(here.run("merge whole --quiet --json --format csv").status == 0);
    CHECK(here.read("together/rocket.csv") == here.read("whole/rocket.csv"));
    // A dataset that stands elsewhere than with its study is not replaced.
    CHECK(here.run("merge s1 s2 s3 --format csv --out together").status == 3);
    CHECK(here.run("merge s1 s2 s3 --format csv --out together --force").status == 0);

    const CommandResult missing = here.run("merge s1 s3 --format none");
    CHECK(missing.status == 4);
    CHECK(missing.out.empty());
    CHECK(holds(missing.err, "s1/chunks/part1-000001.chunk: is missing\n"));
    REQUIRE(here.run("study mc.toml --seed 9 --out foreign --shard 2/3" + small).status == 0);
    const CommandResult foreign = here.run("merge s1 foreign s3 --format none");
    CHECK(foreign.status == 4);
    CHECK(foreign.err == "foreign: holds results of another study: seed: 5 in s1, 9 in foreign\n");
    fs::create_directory(here.path("empty"));
    CHECK(here.run("merge s1 empty").status == 4);
    CHECK(here.run("merge s1 nowhere").status == 2);
    CHECK(here.run("merge").status == 2);
}

TEST_CASE("A damaged chunk is named by merge and mended by study", "[cli][study]") {
    const StudyWorkspace here(350);
    REQUIRE(here.run("study mc.toml --out a" + small).status == 0);
    const auto sound = here.chunks("a");
    const std::string chunk = "a/chunks/part1-000002.chunk";
    std::string bytes = here.read(chunk);
    const bool cut = GENERATE(false, true);
    if (cut)
        bytes.resize(bytes.size() - 1);
    else
        bytes[777] = static_cast<char>(bytes[777] ^ 4);
    here.write(chunk, bytes);
    const CommandResult merged = here.run("merge a");
    CHECK(merged.status == 4);
    CHECK(holds(merged.err, chunk + (cut ? ": has " : ": its bytes were changed (checksum)\n")));
    CHECK_FALSE(fs::exists(here.path("a/rocket.nc")));
    const CommandResult again = here.run("study mc.toml --out a" + small);
    CHECK(again.status == 0);
    CHECK(holds(again.err, chunk));
    CHECK(holds(again.err, "; it is flown again\n"));
    CHECK(here.chunks("a") == sound);
    CHECK(here.run("merge a --format none").status == 0);

    here.write("a/inputs/mc.toml", "scenario = \"rocket.toml\"\nseed = 6\ncases = 350\n");
    const CommandResult changed = here.run("merge a --format none");
    CHECK(changed.status == 4);
    CHECK(holds(changed.err, "seed: 5 in the store, 6 in the study beside it"));
    fs::remove(here.path("a/inputs/mc.toml"));
    CHECK(here.run("merge a --format none").status == 4);
    here.write("a/manifest.txt", "something else\n");
    CHECK(here.run("merge a --format none").status == 4);
    CHECK(here.run("study mc.toml --out a" + small).status == 4);
    CHECK(here.run("study mc.toml --out a --force" + small).status == 0);
    CHECK(here.chunks("a") == sound);
}

TEST_CASE("A summary counts one case as one, and keeps the digits of a figure that is tiny", "[cli][study]") {
    const StudyWorkspace here(1);
    std::string climbing = apogee::testing::released(358000, 7000);
    const std::string level = "velocity_down_m_s = 0";
    here.write("orbit.toml",
               climbing.replace(climbing.find(level), level.size(), "velocity_down_m_s = -200"));
    here.write("mc.toml",
               "scenario = \"orbit.toml\"\ncases = 1\n[[vary]]\nkey = \"payload.mass_kg\"\n"
               "distribution = \"uniform\"\nlow = 900\nhigh = 1100\n");
    const CommandResult run = here.run("study mc.toml --out a" + small);
    REQUIRE(run.status == 0);
    CHECK(holds(run.out, "flown      1 case;"));
    CHECK_FALSE(holds(run.out, "1 cases"));
    // The thin air at 358 km presses by less than a thousandth of a pascal.
    CHECK(holds(run.out, "max dynamic pressure"));
    CHECK(holds(run.out, "e-07"));
    CHECK_FALSE(holds(run.out, "0.000"));
    REQUIRE(here.run("study mc.toml --out a --chunk 100 --format geojson --quiet").status == 0);
    CHECK_FALSE(holds(here.read("a/orbit.geojson"), "1 cases"));
}
