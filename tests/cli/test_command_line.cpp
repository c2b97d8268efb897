#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/command.h"

using apogee::testing::CommandResult;
using apogee::testing::is_one_line;
using apogee::testing::released;
using apogee::testing::single_stage;
using apogee::testing::Workspace;
using Json = nlohmann::json;

namespace {}  // namespace

TEST_CASE("A mistake gives status 2 and one line and nothing else", "[cli]") {
    const Workspace here;
    here.write("good.toml", single_stage);
    here.write("released.toml", released(1e5, 100));
    here.write("bad.toml", single_stage + "appogee_km = 3\n");
    struct Mistake {
        std::string arguments, said;
    };
    const Mistake mistake = GENERATE(
        Mistake{"", "no verb"}, Mistake{"rnu good.toml", "did you mean run?"},
        Mistake{"--jso", "is not a verb"}, Mistake{"launch good.toml", "unknown verb"},
        Mistake{"run", "SCENARIO"}, Mistake{"run good.toml --jsn", "did you mean --json?"},
        Mistake{"range released.toml",
                "released.toml:3:16: initial: a released body has no ascent to choose;"},
        Mistake{"run --nope", "not expected: --nope; see"},
        Mistake{"run --jsn", "--jsn; did you mean --json?"},
        Mistake{"run good.toml --step 1 --step 2", "apogee run: --step is given twice; expected once\n"},
        Mistake{"range good.toml --jobs 1 --jobs 1 --jobs 1", "--jobs is given 3 times; expected once\n"},
        Mistake{"run missing.toml", "missing.toml"}, Mistake{"run bad.toml", "did you mean apogee_km?"},
        Mistake{"run good.toml bad.toml", "bad.toml:"}, Mistake{"run bad.toml good.toml --json", "bad.toml:"},
        Mistake{"run good.toml --out o --step 0", "--step"}, Mistake{"run good.toml --step -1", "--step"},
        Mistake{"run good.toml --step nan", "--step"}, Mistake{"run good.toml --step inf", "--step"},
        Mistake{"run good.toml --step 1s", "--step"}, Mistake{"run good.toml --out o --step 1e-9", "rows"},
        Mistake{"run good.toml --format csv", "--out"}, Mistake{"run good.toml --out o --format kmz", "kmz"},
        Mistake{"run good.toml --out ''", "--out"}, Mistake{"run good.toml --set", "--set"},
        Mistake{"run good.toml --set launch.azimuth_deg", "launch.azimuth_deg=90"},
        Mistake{"run good.toml --set launch.azimut_deg=90", "did you mean"},
        Mistake{"run good.toml --set launch.latitude_deg=91", "91"}, Mistake{"run - -", "once"},
        Mistake{"run -", "empty"}, Mistake{"run catalogue:no-such-thing", "apogee list"},
        Mistake{"run catalogue:../../x", "not in the catalogue"}, Mistake{"run .", "directory"},
        Mistake{"check", "FILE"}, Mistake{"check good.toml bad.toml", "bad.toml:"},
        Mistake{"list more", "more"}, Mistake{"new", "FILE"}, Mistake{"new ''", "empty"});
    CAPTURE(mistake.arguments);
    const CommandResult result = here.run(mistake.arguments);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    CAPTURE(result.err);
    CHECK(is_one_line(result.err));
    CHECK(result.err.find(mistake.said) != std::string::npos);
    CHECK_FALSE(exists(here.path("o")));
}

TEST_CASE("Every verb explains itself with examples", "[cli]") {
    const Workspace here;
    const std::string verb = GENERATE("", "run ", "check ", "list ", "new ");
    const CommandResult result = here.run(verb + "--help");
    CHECK(result.status == 0);
    CHECK(result.err.empty());
    CHECK(result.out.find("Examples:\n  apogee ") != std::string::npos);
    std::istringstream lines(result.out);
    for (std::string line; std::getline(lines, line);) {
        CAPTURE(line);
        CHECK(line.size() <= 110);
    }
}

TEST_CASE("The version is a line of its own", "[cli]") {
    const CommandResult result = Workspace().run("--version");
    CHECK(result.status == 0);
    CHECK(result.out.starts_with("apogee "));
    CHECK(is_one_line(result.out));
}

TEST_CASE("A flight that does not land gives status 5 and its result", "[cli]") {
    const Workspace here;
    // 300 km above the equator: circular speed 7726 m/s, of which the turning Earth gives 487 m/s; escape
    // speed 10926 m/s.
    here.write("orbit.toml", released(300e3, 7300));
    here.write("escape.toml", released(300e3, 11000));
    here.write("heavy.toml", single_stage);
    here.write("good.toml", single_stage);
    struct Ending {
        std::string arguments, outcome;
        int status;
    };
    const Ending ending = GENERATE(Ending{"orbit.toml", "in_orbit", 5}, Ending{"escape.toml", "escaped", 5},
                                   Ending{"heavy.toml --set payload.mass_kg=100000", "lift_off_failed", 5},
                                   Ending{"orbit.toml --set initial.duration_s=60", "duration_reached", 0},
                                   Ending{"good.toml", "landed", 0});
    CAPTURE(ending.arguments);
    const CommandResult json = here.run("run --quiet --json " + ending.arguments);
    CHECK(json.status == ending.status);
    CHECK(json.err.empty());
    const Json result = Json::parse(json.out);
    CHECK(result.at("outcome") == ending.outcome);
    const bool landed = ending.outcome == "landed";
    for (const char* key : {"range_km", "impact_azimuth_deg", "flight_time_s", "impact"}) {
        CHECK(result.at(key).is_null() != landed);
    }
    CHECK(result.contains("orbit") == (ending.outcome == "in_orbit"));
    CHECK(result.at("final").at("time_s").is_number());
    const CommandResult text = here.run("run --quiet " + ending.arguments);
    CHECK(text.status == ending.status);
    CHECK(text.out.find("outcome") != std::string::npos);
}

TEST_CASE("Of several flights the worst decides the status", "[cli]") {
    const Workspace here;
    here.write("orbit.toml", released(300e3, 7300));
    here.write("good.toml", single_stage);
    const CommandResult result = here.run("run --json orbit.toml good.toml");
    CHECK(result.status == 5);
    const Json runs = Json::parse(result.out);
    REQUIRE(runs.size() == 1);
    REQUIRE(runs.at("runs").size() == 2);
    CHECK(runs["runs"][0].at("outcome") == "in_orbit");
    CHECK(runs["runs"][1].at("outcome") == "landed");
    CHECK(runs["runs"][1] == Json::parse(here.run("run --json good.toml").out));
}

TEST_CASE("A scenario may come from standard input", "[cli]") {
    const Workspace here;
    here.write("good.toml", single_stage);
    const CommandResult piped = here.run("run --json - <good.toml");
    CHECK(piped.status == 0);
    Json from_pipe = Json::parse(piped.out), from_file = Json::parse(here.run("run --json good.toml").out);
    CHECK(from_pipe.at("provenance").at("scenario_hash") == from_file.at("provenance").at("scenario_hash"));
    from_pipe.erase("provenance");
    from_file.erase("provenance");
    CHECK(from_pipe == from_file);
}

TEST_CASE("Setting a number equals writing it", "[cli]") {
    const Workspace here;
    here.write("good.toml", single_stage);
    std::string edited = single_stage;
    edited.replace(edited.find("azimuth_deg = 90"), 16, "azimuth_deg = 33");
    edited.replace(edited.find("burn_time_s = 70"), 16, "burn_time_s = 65");
    here.write("edited.toml", edited);
    Json set = Json::parse(
        here.run("run --json good.toml --set launch.azimuth_deg=33 --set 'stage[1].burn_time_s = 65'").out);
    const Json written = Json::parse(here.run("run --json edited.toml").out);
    CHECK(set.at("impact") == written.at("impact"));
    CHECK(set.at("provenance").at("set") ==
          Json{{"launch.azimuth_deg", "33"}, {"stage[1].burn_time_s", "65"}});
    CHECK(set.at("impact") != Json::parse(here.run("run --json good.toml").out).at("impact"));
}

TEST_CASE("A terminal is safe from titles and file names", "[cli]") {
    const Workspace here;
    std::string text = single_stage;
    text.replace(text.find("A single stage"), 14, "a\\u001b[31mred\\u009b\\nx\\u202ey");
    here.write("t.toml", text);
    for (const char* arguments : {"run t.toml", "run --json t.toml", "check t.toml", "check --json t.toml",
                                  "run t.toml t.toml", "run \"$(printf 'no\\033[31m\\nfile.toml')\""}) {
        CAPTURE(arguments);
        const CommandResult result = here.run(arguments);
        const std::string shown = result.out + result.err;
        CHECK(shown.find("[31m") != std::string::npos);
        CHECK(shown.find('\x1b') == std::string::npos);
        CHECK(shown.find("\xc2\x9b") == std::string::npos);
        CHECK(shown.find("\xe2\x80\xae") == std::string::npos);
        CHECK(shown.find("\nx") == std::string::npos);
        CHECK(shown.find("\nfile") == std::string::npos);
    }
    CHECK(Json::parse(here.run("run --json t.toml").out).at("title") ==
          "a\x1b[31mred\xc2\x9b\nx\xe2\x80\xaey");
}

TEST_CASE("The template flies as it is and with every key taken into use", "[cli]") {
    const Workspace here;
    REQUIRE(here.run("new mine.toml").status == 0);
    CHECK(here.run("check mine.toml").status == 0);
    CHECK(here.run("run mine.toml").status == 0);
    CHECK(here.run("new mine.toml").status == 3);
    CHECK(here.run("new - >printed.toml").status == 0);
    CHECK(here.read("printed.toml") == here.read("mine.toml"));

    // "# key = value" and "# [table]" are keys to take into use; the vehicle's stands for what follows it.
    std::istringstream lines(here.read("mine.toml"));
    std::string used;
    int taken = 0;
    for (std::string line; std::getline(lines, line); used += line + '\n') {
        const bool table = line.starts_with("# [");
        const std::size_t equals = line.find(" = ");
        const bool key = line.starts_with("# ") && equals != std::string::npos && line.find(' ', 2) == equals;
        if ((table || key) && !line.starts_with("# vehicle =")) {
            line.erase(0, 2);
            ++taken;
        }
    }
    CHECK(taken > 12);
    here.write("used.toml", used);
    const CommandResult checked = here.run("check used.toml");
    CAPTURE(checked.err);
    CHECK(checked.status == 0);
    CHECK(here.run("run used.toml").status == 0);
}

TEST_CASE("The catalogue lists what can be flown and what is broken", "[cli]") {
    const Workspace here;
    const Json list = Json::parse(here.run("list --json").out);
    REQUIRE(list.at("scenarios").size() > 0);
    for (const Json& entry : list.at("scenarios")) {
        CAPTURE(entry);
        CHECK(entry.at("error").is_null());
        const std::string name = entry.at("name");
        CHECK(here.run("check catalogue:" + name).status == 0);
    }
    for (const Json& entry : list.at("vehicles")) {
        CAPTURE(entry);
        CHECK(entry.at("error").is_null());
        const std::string file = entry.at("file");
        CHECK(here.run("check '" + file + "'").status == 0);
    }
    std::filesystem::create_directory(here.path("mine"));
    here.write("mine/good.toml", single_stage);
    here.write("mine/bad.toml", "title = 3\n");
    const CommandResult mine = here.run("list", "APOGEE_SCENARIOS=mine");
    CHECK(mine.status == 0);
    CHECK(mine.out.find("A single stage") != std::string::npos);
    CHECK(mine.out.find("broken: mine/bad.toml:1:") != std::string::npos);
    CHECK(here.run("list", "APOGEE_SCENARIOS=nowhere").status == 3);
}
