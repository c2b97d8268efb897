#pragma once

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/input_error.h"
#include "flight/ascent.h"
#include "flight/flight_plan.h"
#include "flight/vehicle.h"
#include "scenario/catalogue.h"

namespace apogee {

/// How sure a number is.
struct Triangular {
    double low, high;
};  ///< mode at the value
struct Normal {
    double sd;
};  ///< truncated at four standard deviations
using Uncertainty = std::variant<std::monostate, Triangular, Normal>;

/// One number of a scenario, addressable by its key path, in the unit the file uses.
struct Parameter {
    std::string path;  ///< "launch.azimuth_deg", "stage[1].propellant_mass_kg" (stages count from 1)
    std::string unit;  ///< "kg", "deg", ... as in the key's ending; empty for pure numbers
    double value = 0;
    double least = 0, most = 0;  ///< bounds within which a value is accepted
    Uncertainty uncertainty;
    std::string source;
    Place place;
    bool defaulted = false;  ///< no file states it
    bool whole = false;      ///< counts something: only whole numbers are accepted
};

/// A publicly reported figure.
struct ReportedFigure {
    double value = 0;  ///< unit of the key
    std::string
        key;  ///< "apogee_km", "range_km", "flight_time_s", "impact_latitude_deg", "impact_longitude_deg"
    Uncertainty uncertainty;
    std::string source;
};

/// A validated scenario: the numbers in SI for the flight, and the table of all of them for people.
struct Scenario {
    std::string title;
    std::string file;  ///< as the user named it
    std::string hash;  ///< 16 hex digits over everything the flight depends on
    Vehicle vehicle;
    std::variant<Launch, Release> start;
    std::string site;  ///< name of the launch site, may be empty
    std::optional<std::chrono::sys_seconds> launch_time;
    Environment environment;
    std::string atmosphere_name, gravity_name, earth_name, wind_name;  ///< as in the file, defaults filled in
    std::optional<double> duration_s;
    bool once_round = false;  ///< see FlightPlan: set where ranges are searched for
    std::vector<ReportedFigure> reported;
    std::vector<Parameter> parameters;  ///< the one parameter table, in file order
    std::vector<std::string>
        defaulted;  ///< "environment.gravity = \"j2\"": what was not said and taken instead
};

/// One change of a number: "launch.azimuth_deg=90".
using Overrides = std::vector<std::pair<std::string, std::string>>;

/// Reads and validates a scenario; `file` "-" is standard input.
/// @param catalogue  the folder that names such as "catalogue:v-2" are looked up in.
/// @throws InputError for anything wrong with the text, its values, or the files it names.
[[nodiscard]] Scenario load_scenario(const std::string& file, const Overrides& overrides = {},
                                     const std::string& catalogue = catalogue_folder());
/// The same from text; relative paths are looked up beside `file`.
[[nodiscard]] Scenario parse_scenario(const std::string& text, const std::string& file,
                                      const Overrides& overrides = {},
                                      const std::string& catalogue = catalogue_folder());

/// The plan of a scenario's flight.
[[nodiscard]] FlightPlan plan(const Scenario& scenario);

/// Values that are possible and yet unlikely ("stage 2: propellant fraction 0.98 is above any built stage"),
/// and what is asked for and cannot happen ("ascent.kick_angle_deg: a kick of 0 deg tilts nothing"). What
/// only the flight shows never to happen is added by `flight_warnings`.
[[nodiscard]] std::vector<std::string> warnings(const Scenario& scenario);
/// Those of them that hold whatever programme and however long the vehicle flies.
[[nodiscard]] std::vector<std::string> vehicle_warnings(const Scenario& scenario);

}  // namespace apogee
