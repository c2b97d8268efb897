#include <memory>

#include "base/input_error.h"
#include "cli/command.h"
#include "store/output_file.h"

namespace apogee {
namespace {

/// What a new scenario starts from: a small two-stage sounding rocket, every key explained. It flies as it
/// is.
constexpr std::string_view scenario_template =
    R"(# A scenario for Apogee: where a rocket starts, how it climbs, what it is made of.
# Check it with `apogee check FILE`, fly it with `apogee run FILE`.
#
# The unit stands in the key. A number may say how sure it is and where it comes from:
#   burn_time_s = 12                                          exact
#   burn_time_s = { value = 12, low = 11, high = 14 }         lowest and highest thought possible
#   burn_time_s = { value = 12, sd = 0.5, source = "..." }    standard deviation, and who says so
# A line that starts with # is a comment: take the # away to use the key.

title = "Two-stage sounding rocket, an invented example"
name = "Example rocket"                     # of the vehicle

# The vehicle can stand in a file of its own, beside or below this one, or come from the catalogue. Then
# delete [[stage]], [payload] and [drag] below.
# vehicle = "vehicles/mine.toml"
# vehicle = "catalogue:NAME"                # `apogee list` shows the names

[launch]
site = "Andoya, Norway"                     # a name for people
latitude_deg = 69.294                       # north is positive
longitude_deg = 16.021                      # east is positive
height_m = 10                               # above the WGS84 ellipsoid
azimuth_deg = 330                           # where the rocket steers, clockwise from north
# time = 2024-05-01T10:00:00Z               # moment of ignition; adds UTC clock times to the report

[ascent]
# How the rocket steers while a motor burns:
#   "pitch-table"   elevation over time, in the rows below; held before the first and after the last row
#   "linear"        vertical_s straight up, then evenly down to burnout_elevation_deg at the last burnout
#   "pitch-rate"    down from the vertical at loft_rate_deg_s until loft_angle_deg
#   "gravity-turn"  straight up to kick_speed_m_s (or kick_height_m, kick_time_s), tilted by kick_angle_deg
#                   during kick_duration_s, then along the air flow
programme = "pitch-table"
time_s        = [0, 20]
elevation_deg = [82, 82]
# frame = "launch"                          # "launch": angles against the horizon of the site;
                                            # "local": against the horizon below the rocket

# [environment]                             # these are the defaults
# atmosphere = "us1976"                     # "none", or a table file
# gravity = "j2"                            # "central", "j2", "j6"
# earth = "wgs84"                           # "sphere" for textbook cases
# rotation = true                           # false: an Earth that does not turn
# wind = "none"                             # or a table file: height_m,east_m_s,north_m_s
# density_scale = 1                         # thicker or thinner air

# Stages in the order they fire.
[[stage]]
propellant_mass_kg = 600
dry_mass_kg = 250                           # all that is left when the stage is empty
burn_time_s = 6                             # or thrust_vacuum_kN
isp_vacuum_s = 250                          # specific impulse in vacuum
isp_sea_level_s = 225                       # at sea level; or nozzle_exit_area_m2
diameter_m = 0.46                           # for drag; or reference_area_m2
drag = "slender"                            # the drag table below
separation_delay_s = 0.5                    # from burnout to letting go
ballistic_coefficient_kg_m2 = 1000          # of the empty stage, for `apogee run --debris`
source = "estimate: invented for this example"   # of every number of the stage that has none of its own

[[stage]]
coast_before_s = 4                          # from letting go of the stage below to ignition
propellant_mass_kg = 300
dry_mass_kg = 120
burn_time_s = 20
isp_vacuum_s = 265
isp_sea_level_s = 235
diameter_m = 0.36
drag = "slender"
ballistic_coefficient_kg_m2 = 800
source = "estimate: invented for this example"

# [shroud]                                  # a nose cone dropped on the way up
# mass_kg = 20
# jettison_height_km = 70                   # or jettison_time_s

# What is left after the last stage. It falls with this ballistic coefficient: mass over drag area.
[payload]
mass_kg = 100
ballistic_coefficient_kg_m2 = 1500
source = "estimate: invented for this example"

# Drag coefficient over Mach number, linear between the points.
[drag.slender]
mach = [0, 0.8, 1.05, 1.5, 2, 3, 5, 10]
cd   = [0.35, 0.36, 0.62, 0.55, 0.46, 0.35, 0.25, 0.2]
source = "estimate: typical of slender finned rockets"

# Figures that somebody reported of this flight. The report sets ours beside them; they change nothing.
# [reported]
# apogee_km = { value = 250, source = "who reported it" }
# range_km = 150
# flight_time_s = 500
)";

struct NewOptions {
    std::string file;
    bool force = false;
};

int write_template(const NewOptions& options) {
    if (options.file.empty()) throw InputError("apogee new: an empty name; expected mine.toml");
    if (options.file == "-") {
        write_to_standard_output(scenario_template);
        return ExitStatus::done;
    }
    OutputFile file(options.file, options.force ? Overwrite::allow : Overwrite::refuse);
    file.write(scenario_template);
    file.commit();
    say("wrote " + printable(options.file) + "; fly it with: apogee run " + printable(options.file));
    return ExitStatus::done;
}

}  // namespace

void add_new(CLI::App& program, int& status) {
    auto options = std::make_shared<NewOptions>();
    CLI::App* verb =
        program.add_subcommand("new", "Write a commented scenario to start from")->group("Verbs");
    verb->add_option("FILE", options->file, "The file to write; - is standard output")
        ->option_text(" ")
        ->required();
    verb->add_flag("--force", options->force, "Replace the file if it exists");
    verb->footer(
        "Examples:\n"
        "  apogee new mine.toml\n"
        "  apogee new - | less");
    verb->callback([options, &status] { status = write_template(*options); });
}

}  // namespace apogee
