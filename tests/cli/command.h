#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "temporary_folder.h"

namespace apogee::testing {

/// What a mistake leaves on standard error: one line.
inline bool is_one_line(const std::string& text) {
    return text.size() > 1 && text.find('\n') == text.size() - 1;
}

/// What a run of the command left.
struct CommandResult {
    int status = -1;
    std::string out, err;
};

/// A folder of its own in which the command runs; removed at the end.
class Workspace {
  public:
    [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }

    void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream file(path(name), std::ios::binary);
        if (!file) throw std::runtime_error(name + " is missing");
        return {std::istreambuf_iterator<char>(file), {}};
    }
    /// Names of everything in a subfolder, hidden files included.
    [[nodiscard]] std::vector<std::string> names_in(const std::string& name) const {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(path(name))) {
            names.push_back(entry.path().filename().string());
        }
        return names;
    }

    /// Runs `apogee ARGUMENTS` in the folder through the shell, with `environment` ("NAME=value") set;
    /// standard input is empty unless the arguments redirect it.
    [[nodiscard]] CommandResult run(const std::string& arguments, const std::string& environment = {}) const {
        static int call = 0;
        // Beside the workspace, so that listings of it hold what the command wrote and nothing else.
        const std::string streams = folder_.path().string() + "." + std::to_string(++call);
        const std::string line = "cd '" + folder_.path().string() + "' && { </dev/null " + environment +
                                 " '" APOGEE_COMMAND "' " + arguments + "; } >'" + streams + ".out' 2>'" +
                                 streams + ".err'";
        const int status = std::system(line.c_str());
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, take(streams + ".out"), take(streams + ".err")};
    }

  private:
    static std::string take(const std::string& name) {
        std::string text;
        {
            std::ifstream file(name, std::ios::binary);
            text.assign(std::istreambuf_iterator<char>(file), {});
        }
        std::filesystem::remove(name);
        return text;
    }

    TemporaryFolder folder_;
};

/// A single-stage rocket that lands some 300 km away.
inline const std::string single_stage = R"(title = "A single stage"
[launch]
latitude_deg = 35
longitude_deg = 45
azimuth_deg = 90
[ascent]
programme = "linear"
vertical_s = 5
burnout_elevation_deg = 45
[[stage]]
propellant_mass_kg = 4000
dry_mass_kg = 1100
burn_time_s = 70
isp_vacuum_s = 250
isp_sea_level_s = 226
separates = false
[payload]
mass_kg = 1000
ballistic_coefficient_kg_m2 = 5000
[reported]
range_km = { value = 250, low = 240, high = 260, source = "nobody" }
)";

/// The payload alone, released level over the equator at a height and an eastward speed over the ground.
inline std::string released(double height_m, double east_m_s, const std::string& more = {}) {
    return "title = \"released\"\n[initial]\nlatitude_deg = 0\nlongitude_deg = 10\nheight_m = " +
           std::to_string(height_m) +
           "\nvelocity_north_m_s = 0\nvelocity_east_m_s = " + std::to_string(east_m_s) +
           "\nvelocity_down_m_s = 0\n" + more +
           "[payload]\nmass_kg = 1000\nballistic_coefficient_kg_m2 = 5000\n";
}

}  // namespace apogee::testing
