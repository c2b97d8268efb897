#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "cli/command.h"

using apogee::testing::CommandResult;
using apogee::testing::is_one_line;
using apogee::testing::Workspace;
using Lines = std::vector<std::string>;

namespace {

/// The candidates, without what they mean. @param words  as the shell has them, quoted.
Lines complete(const std::string& words) {
    const CommandResult run = Workspace().run("--complete " + words);
    CHECK(run.status == 0);
    CHECK(run.err.empty());
    Lines lines;
    std::istringstream text(run.out);
    for (std::string line; std::getline(text, line);) lines.push_back(line.substr(0, line.find('\t')));
    return lines;
}

bool has(const Lines& lines, const std::string& line) {
    return std::ranges::find(lines, line) != lines.end();
}

/// The long options that `--help` lists.
Lines helped_options(const std::string& verb) {
    const std::string help = Workspace().run(verb + " --help").out;
    const std::regex option("\n  (?:-[a-z], ?)?(--[a-z-]+)");
    Lines names;
    const std::string listed = "\n" + help.substr(help.find("\nOptions:"));
    for (std::sregex_iterator at(listed.begin(), listed.end(), option), end; at != end; ++at)
        names.push_back((*at)[1]);
    return names;
}

}  // namespace

TEST_CASE("every verb and each of its options is completed, and has its entry in a page for man", "[cli]") {
    const Workspace folder;
    const Lines verbs = complete("''");
    const std::string overview = folder.run("--man").out;
    for (const std::string verb : {"run", "estimate", "completion", "figure", "view"})
        CHECK(has(verbs, verb));
    for (const std::string& verb : verbs) {
        INFO(verb);
        CHECK(overview.find("\\fBapogee\\-" + verb + "\\fR(1)") != std::string::npos);
        const CommandResult page = folder.run("--man " + verb);
        if (page.status == 3) continue;  // a program that is not built here
        Lines helped = helped_options(verb), completed = complete(verb + " --");
        std::ranges::sort(helped);
        std::ranges::sort(completed);
        CHECK(completed == helped);
        for (const std::string& option : helped)
            CHECK(page.out.find(std::regex_replace(option, std::regex("-"), "\\-") + "\\fR") !=
                  std::string::npos);
    }
}

TEST_CASE("what may stand at the cursor follows from the words before it", "[cli]") {
    CHECK(complete("ru") == Lines{"run"});
    CHECK(complete("run --se") == Lines{"--set", "--seed"});
    CHECK(complete("run --json --js").empty());                // once is enough
    CHECK(complete("run --set a=1 --set") == Lines{"--set"});  // may be given again
    CHECK(complete("run --out ''") == Lines{":folders"});
    CHECK(complete("run --out=res") == Lines{":folders"});
    CHECK(complete("run --json ''") == Lines{"catalogue:", ":files"});  // a flag takes no value
    CHECK(complete("run -- --js") == Lines{":files"});                  // after -- nothing is an option
    CHECK(complete("run --format js") == Lines{"json"});
    CHECK(complete("run --format csv,kml,ge") == Lines{"csv,kml,geojson"});
    CHECK(complete("study --format no") == Lines{"none"});
    CHECK(complete("estimate --time ''").empty());
    CHECK(complete("range a.toml ''").empty());                         // one scenario, no more
    CHECK(complete("run a.toml ''") == Lines{"catalogue:", ":files"});  // several
    CHECK(complete("distance Tokyo ''").empty());
    CHECK(complete("new ''") == Lines{":files"});
    CHECK(complete("merge ''") == Lines{":folders"});
    CHECK(complete("compare mine.toml ''") == Lines{":files"});
    CHECK(complete("completion ''") == Lines{"bash", "zsh", "fish"});
    CHECK(complete("fly --").empty());  // no such verb
}

TEST_CASE("names of the catalogue are completed as `apogee list` has them", "[cli]") {
    const auto list = nlohmann::json::parse(Workspace().run("list --json").out);
    Lines names;
    for (const auto& scenario : list["scenarios"])
        names.push_back("catalogue:" + scenario["name"].get<std::string>());
    names.emplace_back(":files");
    CHECK(complete("run catalogue:") == names);
    CHECK(complete("run catalogue:scud") == Lines{"catalogue:scud-b", ":files"});
}

#ifdef APOGEE_FIGURE_TEST_DATA
TEST_CASE("what belongs to another program is completed by it", "[cli][figure]") {
    CHECK(complete("fig") == Lines{"figure"});
    CHECK(complete("figure --kind est") == Lines{"estimate"});
    CHECK(complete("figure --columns height_km,speed_a") == Lines{"height_km,speed_air_m_s"});
    CHECK(complete("figure --case 4711 study.toml --the") == Lines{"--theme"});
}
#endif

TEST_CASE("a shell or a page that there is not is refused", "[cli]") {
    for (const std::string words : {"completion tcsh", "completion", "--man fly"}) {
        const CommandResult run = Workspace().run(words);
        INFO(words);
        CHECK(run.status == 2);
        CHECK(run.out.empty());
        CHECK(is_one_line(run.err));
    }
}
