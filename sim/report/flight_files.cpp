#include "report/flight_files.h"

#include <fmt/format.h>

#include <array>

#include "base/angles.h"
#include "base/clock.h"
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

std::string figures_sentences(const FlightSummary& summary) {
    std::vector<std::string> all;
    if (summary.orbit)
        all.push_back(fmt::format("In orbit, {} x {} km above the equator's radius; one revolution takes {}.",
                                  fixed(summary.orbit->perigee_m / 1000, 1),
                                  fixed(summary.orbit->apogee_m / 1000, 1),
                                  minutes_and_seconds(summary.orbit->period_s)));
    if (summary.range_m) all.push_back("Range " + fixed(*summary.range_m / 1000, 1) + " km.");
    if (summary.apogee_m)
        all.push_back(
            fmt::format("Apogee {} km{}.", fixed(*summary.apogee_m / 1000, 1),
                        summary.apogee_kind == ApogeeKind::osculating ? " of the orbit at its end" : ""));
    if (summary.flight_time_s)
        all.push_back(fmt::format("Flight time {}.", minutes_and_seconds(*summary.flight_time_s)));
    return sentences(all);
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

/// A flight in orbit ends where that is sure; on a map it goes round once. @return whether it does
bool add_revolution(MapContent& content, const Flight& flight) {
    const std::optional<Orbit>& orbit = flight.summary.orbit;
    if (!orbit || !(flight.trajectory.end_s + orbit->period_s <= longest_line_s)) return false;
    content.revolutions.push_back(
        std::make_unique<const Trajectory>(with_revolution(flight.trajectory, *orbit, flight.tolerance)));
    return true;
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
        const bool goes_round = add_revolution(content, flight);
        for (const FileBody& body : file_bodies(flight)) {
            const bool drawn_round = goes_round && body.trajectory == &flight.trajectory;
            content.bodies.push_back({flight.name, scenario.title, scenario.vehicle.name, body.name,
                                      figures_sentences(summarise(*body.trajectory)),
                                      heights_sentence(scenario.environment.earth),
                                      file_source(scenario.file, scenario.hash) + ".",
                                      drawn_round ? content.revolutions.back().get() : body.trajectory,
                                      plan.from_pad ? "ignition" : "release", scenario.launch_time, i});
        }
    }
    return content;
}

}  // namespace apogee
