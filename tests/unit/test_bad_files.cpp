// Files that a scenario names: where they may lie, and what may be wrong in them.
#include <fmt/format.h>
#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "temporary_folder.h"
#include "unit/bad_input.h"

using namespace apogee;
using namespace apogee::testing;
namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

TEST_CASE("files that a scenario names stay inside its folder and carry their own places", "[bad_input]") {
    const TemporaryFolder folder;
    const std::string vehicle = good.substr(good.find("[[stage]]"));
    const std::string flight =
        good.substr(good.find("[launch]"), good.find("[[stage]]") - good.find("[launch]"));
    folder.write("outside.toml", vehicle);
    folder.write("in/vehicles/v.toml", vehicle);
    fs::create_symlink("../../outside.toml", folder / "in/vehicles/link.toml");
    fs::create_symlink("v.toml", folder / "in/vehicles/alias.toml");
    const auto error = [&](const std::string& name) {
        return error_of_file(folder.write("in/s.toml", "vehicle = \"" + name + "\"\n" + flight));
    };
    CHECK(error("vehicles/v.toml").empty());
    CHECK(error("vehicles/../vehicles/v.toml").empty());
    CHECK(error("vehicles/alias.toml").empty());
    CHECK_THAT(error("../outside.toml"),
               Contains("in/s.toml:1:11: vehicle: \"../outside.toml\" leaves the folder of this file;"));
    CHECK_THAT(error("vehicles/link.toml"),
               Contains("s.toml:1:11: vehicle: ") && Contains("leaves the folder"));
    CHECK_THAT(error("/etc/passwd"), Contains("s.toml:1:11: vehicle: \"/etc/passwd\" is an absolute path;"));
    CHECK_THAT(error("vehicles/w.toml"),
               Contains("s.toml:1:11: vehicle: no file \"vehicles/w.toml\"; did you mean \"v.toml\"?"));
    CHECK_THAT(error("nowhere/w.toml"), Contains("s.toml:1:11: vehicle: no file"));
    CHECK_THAT(error("vehicles"), Contains("in/vehicles:1:1: is a directory"));
    CHECK_THAT(error(""), Contains("s.toml:1:11: vehicle: \"\" is not a file name"));
    CHECK_THAT(error("catalogue:../v"),
               Contains("s.toml:1:11: vehicle: \"catalogue:../v\" is not a name of the catalogue"));
    setenv("APOGEE_SCENARIOS", (folder / "in").c_str(), 1);
    CHECK(error("catalogue:v").empty());
    CHECK_THAT(error("catalogue:w"), Contains("s.toml:1:11: vehicle: no file") && Contains("did you mean"));
    setenv("APOGEE_SCENARIOS", (folder / "gone").c_str(), 1);
    CHECK_THAT(error("catalogue:v"),
               Contains("s.toml:1:11: vehicle: the folder ") && Contains("cannot be found"));
    unsetenv("APOGEE_SCENARIOS");
    folder.write("in/vehicles/v.toml", vehicle.substr(0, 10) + "dry_mas_kg = 1\n" + vehicle.substr(10));
    CHECK_THAT(
        error("vehicles/v.toml"),
        Contains("in/vehicles/v.toml:2:1: stage[1].dry_mas_kg: unknown key; did you mean dry_mass_kg?"));
    folder.write("in/vehicles/v.toml", "[launch]\n" + vehicle);
    CHECK_THAT(error("vehicles/v.toml"), Contains("v.toml:1:2: launch: unknown key"));
    folder.write("in/vehicles/v.toml", "name = [");
    CHECK_THAT(error("vehicles/v.toml"), Contains("v.toml:1:") && Contains(": name: not valid TOML"));
}

TEST_CASE("tables in files carry line and column", "[bad_input]") {
    const TemporaryFolder folder;
    const auto error = [&](const std::string& key, const std::string& csv) {
        folder.write("t.csv", csv);
        return error_of_file(folder.write("s.toml", good + "[environment]\n" + key + " = \"t.csv\"\n"));
    };
    CHECK(error("wind", "# a comment\nheight_m,east_m_s,north_m_s\r\n0, 1,2\r\n\n1e3,+3,4\n").empty());
    CHECK(error("atmosphere", "height_m,density_kg_m3\n0,1.2\n10000,0.4").empty());
    CHECK(error("atmosphere", "height_m,temperature_K,pressure_Pa\n0,288,101325\n10000,223,26500\n").empty());
    CHECK_THAT(error("wind", "height_m,north_m_s\n0,1\n"),
               Contains("t.csv:1:1: the header is unknown; the first line must be height_m,east"));
    CHECK_THAT(error("wind", "# only\n"), Contains("t.csv:1:1: no header"));
    CHECK_THAT(error("wind", "height_m,east_m_s,north_m_s\n0,1,2\n"),
               Contains("1 row; expected at least two rows"));
    CHECK_THAT(error("wind", "height_m,east_m_s,north_m_s\n0,1,2\n0,3,4\n"),
               Contains("t.csv:3:1: height_m: 0 after 0; expected ascending rows"));
    CHECK(error("wind", "height_m,east_m_s,north_m_s\n0,1,2\n10000,3,4\n10000.01,5,6\n").empty());
    CHECK_THAT(
        error("wind", "height_m,east_m_s,north_m_s\n0,1,2\n10000,3,4\n10000.001,5,6\n"),
        Contains(
            "t.csv:4:1: height_m: 10000.001 after 10000; expected ascending rows, at least 0.01 m apart"));
    CHECK_THAT(error("wind", "height_m,east_m_s,north_m_s\n0,1,2\n1,3\n"),
               Contains("t.csv:3:3: 2 values; the header has 3 columns"));
    CHECK_THAT(error("wind", "height_m,east_m_s,north_m_s\n0, 1,2\n1, x,4\n"),
               Contains("t.csv:3:4: east_m_s: \"x\" is not a finite number"));
    for (const char* bad : {"nan", "inf", "1e999", "", "0x1p3", "3 4", "1,5", "--1"})
        CHECK_THAT(error("wind", fmt::format("height_m,east_m_s,north_m_s\n0,1,{}\n1,3,4\n", bad)),
                   Contains("t.csv:2:"));
    CHECK_THAT(error("atmosphere", "height_m,density_kg_m3\n0,1.2\n1,0\n"),
               Contains("t.csv:3:3: density_kg_m3: 0 is out of bounds"));
    CHECK_THAT(error_in(good + "[environment]\nwind = \"nowhere.csv\"\n"),
               StartsWith("s.toml:20:8: environment.wind: no file \"nowhere.csv\""));
}
