#include <catch2/catch.hpp>
#include <regex>

#include "cli/command.h"

using apogee::testing::CommandResult;
using apogee::testing::Workspace;

namespace {

std::string readme() {
    std::ifstream file(APOGEE_SCENARIOS_DIR "/../README.md", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The text of the first block that opens with a line, up to the closing fence.
std::string block(const std::string& opening) {
    const std::string text = readme();
    const std::size_t from = text.find("\n" + opening + "\n");
    REQUIRE(from != std::string::npos);
    const std::size_t start = from + opening.size() + 2;
    return text.substr(start, text.find("\n```", start) + 1 - start);
}

}  // namespace

TEST_CASE("the README's report is what the command prints", "[cli]") {
    Workspace folder;
    std::filesystem::create_directory_symlink(APOGEE_SCENARIOS_DIR, folder.path("scenarios"));
    const CommandResult run = folder.run("run scenarios/hwasong-15-2017-11-29.toml");
    CHECK(run.status == 0);
    CHECK(run.out == block("```"));
}

TEST_CASE("the README's estimate opens as the command does", "[cli]") {
    // The audit takes no samples; the ranges below it would take seconds of them.
    Workspace folder;
    const std::string command = block("```sh"), shown = block("```text");
    const std::string audit = shown.substr(0, shown.find("Range of the same missile"));
    REQUIRE(command.starts_with("apogee estimate "));
    const CommandResult run =
        folder.run(command.substr(7, command.find('\n') - 7) + " --samples 200 --quiet");
    CHECK(run.status == 0);
    CHECK(run.out.starts_with(audit));
}

TEST_CASE("the README's scenario and its commands run", "[cli]") {
    Workspace folder;
    folder.write("mine.toml", block("```toml"));
    CHECK(folder.run("check mine.toml").status == 0);
    folder.write("FILE", folder.read("mine.toml"));
    folder.write("a.toml", folder.read("mine.toml"));
    folder.write("b.toml", folder.read("mine.toml"));
    std::filesystem::remove(folder.path("mine.toml"));  // `apogee new` makes it
    const std::string text = readme();
    const std::regex command("\n    (?:cat (\\S+) \\| )?apogee ([^#\n]*)");
    int count = 0;
    for (std::sregex_iterator at(text.begin(), text.end(), command), end; at != end; ++at, ++count) {
        const std::string piped = (*at)[1].matched ? " <" + (*at)[1].str() : "";
        const CommandResult run = folder.run((*at)[2].str() + piped);
        INFO((*at)[0].str() << "\n" << run.err);
        CHECK(run.status == 0);
    }
    CHECK(count == 12);
}
