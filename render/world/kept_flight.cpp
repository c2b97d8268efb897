#include "world/kept_flight.h"

#include "scene/number_text.h"

namespace apogee {

void update_samples(const Session& session, std::vector<KeptFlight>& kept) {
    kept.resize(session.flights.size());
    for (std::size_t i = 0; i < session.flights.size(); ++i) {
        const LoadedFlight& flight = session.flights[i];
        if (kept[i].revision != flight.revision)
            kept[i] = {drawn_flight(flight.trajectory, flight.debris), flight.revision};
    }
}

LatLon start_of(const DrawnFlight& flight) {
    return geo_point(flight.path.front().direction);
}

std::string event_text(const DrawnFlight::Mark& mark, LengthUnit unit) {
    std::string name = mark.name;
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    if (mark.name == event_names::apogee) return name + " " + length_text(mark.point.height_m, unit);
    if (mark.name == event_names::lift_off) return name;
    return name + ' ' + clock_text(mark.point.time_s);
}

}  // namespace apogee
