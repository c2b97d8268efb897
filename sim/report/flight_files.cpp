#include "report/flight_files.h"

#include <fmt/format.h>

#include <array>

#include "base/angles.h"
#include "base/file_name.h"
#include "base/input_error.h"
#include "base/text.h"
#include "flight/revolution.h"

namespace apogee {
std::vector<FileBody> file_bodies(const Flight& flight) {
    std::vector<FileBody> bodies{{flight.scenario.title, &flight.trajectory}};
    if (flight.debris)
        for (const Debris& debris : *flight.debris)
            bodies.push_back(
                {fmt::format("{}: {}", flight.scenario.title, debris.body.name), &debris.trajectory});
    return bodies;
}

std::string file_source(const std::string& file, const std::string& hash) {
    const std::string name =
        file == "-" ? "standard input" : printable(std::filesystem::path(file).filename().string());
    return fmt::format("Apogee {}, {}, hash {}", version(), name, hash);
}

std::string heights_sentence(const Earth& earth) {
    return earth.flattening == 0 ? "Heights are above the sphere as which the Earth was taken."
                                 : "Heights are above the WGS 84 ellipsoid.";
}

std::string file_description(const Flight& flight) {
    const std::array all{figures_sentences(flight.summary),
                         heights_sentence(flight.scenario.environment.earth),
                         file_source(flight.scenario.file, flight.scenario.hash)};
    return sentences(all);
}

namespace {

/// The line of a flight on a map: what is in orbit goes round once.
const Trajectory* line_of(MapContent& content, const Flight& flight) {
    const std::optional<Orbit>& orbit = flight.summary.orbit;
    if (!orbit || !(flight.trajectory.end_s + orbit->period_s <= longest_line_s)) return &flight.trajectory;
    if (flight.revolution) return &*flight.revolution;
    std::optional<Trajectory> round = with_revolution(flight.trajectory, flight.summary, flight.tolerance);
    if (!round) return &flight.trajectory;
    content.revolutions.push_back(std::make_unique<const Trajectory>(std::move(*round)));
    return content.revolutions.back().get();
}

}  // namespace

MapContent flights_content(std::span<const Flight> flights) {
    MapContent content;
    content.title =
        flights.size() == 1 ? flights.front().scenario.title : fmt::format("{} flights", flights.size());
    for (std::size_t i = 0; i < flights.size(); ++i) {
        const Flight& flight = flights[i];
        const Scenario& scenario = flight.scenario;
        const FlightPlan& plan = *flight.trajectory.plan;
        const char* const where = plan.from_pad ? "launch site" : "point below the release";
        const std::string description = file_description(flight);
        content.places.push_back({where,
                                  scenario.site.empty() ? where : scenario.site,
                                  degrees(plan.start.longitude),
                                  degrees(plan.start.latitude),
                                  {{"flight", flight.name},
                                   {"title", scenario.title},
                                   {"site", scenario.site},
                                   {"provenance", description}},
                                  description,
                                  i});
        for (const FileBody& body : file_bodies(flight)) {
            const bool itself = body.trajectory == &flight.trajectory;
            content.bodies.push_back({flight.name, scenario.title, scenario.vehicle.name, body.name, "",
                                      heights_sentence(scenario.environment.earth),
                                      file_source(scenario.file, scenario.hash) + ".",
                                      itself ? flight.summary : summarise(*body.trajectory), body.trajectory,
                                      itself ? line_of(content, flight) : body.trajectory,
                                      plan.from_pad ? "ignition" : "release", scenario.launch_time, i});
        }
    }
    return content;
}

}  // namespace apogee
