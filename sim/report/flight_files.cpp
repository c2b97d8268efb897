#include "report/flight_files.h"

#include <fmt/format.h>

#include "base/clock.h"
#include "base/file_name.h"
#include "base/input_error.h"

namespace apogee {
namespace {

/// The scenario's file without its folder: what leaves the machine says nothing of it.
std::string source_name(const Flight& flight) {
    const std::string& file = flight.scenario.file;
    return file == "-" ? "standard input" : printable(last_part(file));
}

}  // namespace

std::vector<FileBody> file_bodies(const Flight& flight) {
    std::vector<FileBody> bodies{{flight.scenario.title, &flight.trajectory}};
    if (flight.debris)
        for (const Debris& debris : *flight.debris)
            bodies.push_back(
                {fmt::format("{}: {}", flight.scenario.title, debris.body.name), &debris.trajectory});
    return bodies;
}

FileClock file_clock(const Flight& flight) {
    constexpr std::chrono::sys_days stand_in = std::chrono::year(2000) / 1 / 1;
    return flight.scenario.launch_time ? FileClock{*flight.scenario.launch_time, true}
                                       : FileClock{stand_in, false};
}

std::string file_title(std::span<const Flight> flights) {
    return flights.size() == 1 ? flights.front().scenario.title : fmt::format("{} flights", flights.size());
}

std::string file_description(const Flight& flight, const Trajectory& body, FileTime time) {
    const FlightSummary summary = summarise(body);
    std::string text;
    if (summary.range_m) text += fmt::format("Range {:.1f} km. ", *summary.range_m / 1000);
    if (summary.apogee_m)
        text += fmt::format("Apogee {:.1f} km{}. ", *summary.apogee_m / 1000,
                            summary.apogee_kind == ApogeeKind::osculating ? " of the orbit at its end" : "");
    if (summary.flight_time_s)
        text += fmt::format("Flight time {}. ", minutes_and_seconds(*summary.flight_time_s));
    if (time == FileTime::clock && !file_clock(flight).stated)
        text += "No launch time is stated: the clock begins with the year 2000. ";
    const bool sphere = flight.scenario.environment.earth.flattening == 0;
    return text + fmt::format("Heights are above the {}. Apogee {}, {}, hash {}",
                              sphere ? "sphere as which the Earth was taken" : "WGS 84 ellipsoid", version(),
                              source_name(flight), flight.scenario.hash);
}

}  // namespace apogee
