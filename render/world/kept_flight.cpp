#include "world/kept_flight.h"

#include "scene/number_text.h"

namespace apogee {

namespace {

/// What never flew is a path of one point, so that every view has a place to look at.
void stay_on_site(const Trajectory& trajectory, DrawnFlight& drawn) {
    drawn.path = {sample(trajectory, 0)};
    drawn.downrange = {0};
    drawn.marks = {{trajectory.outcome == Outcome::lift_off_failed ? "no lift-off" : "start", drawn.path[0]}};
}

/// Where a flight ends that neither comes down nor stays in orbit; empty: it does.
const char* end_in_flight(Outcome outcome) {
    switch (outcome) {
        case Outcome::escaped:
            return "escapes";
        case Outcome::duration_reached:
        case Outcome::step_limit:
        case Outcome::time_limit:
            return "cut short";
        default:
            return "";
    }
}

}  // namespace

void update_samples(const Session& session, std::vector<KeptFlight>& kept) {
    kept.resize(session.flights.size());
    for (std::size_t i = 0; i < session.flights.size(); ++i) {
        const LoadedFlight& flight = session.flights[i];
        if (kept[i].revision == flight.revision) continue;
        kept[i] = {drawn_flight(flight, flight.debris), flight.revision};
        const std::string end = end_in_flight(flight.trajectory.outcome);
        if (kept[i].path.empty())
            stay_on_site(flight.trajectory, kept[i]);
        else if (!end.empty())
            kept[i].marks.push_back({end, kept[i].path.back()});
    }
}

std::vector<std::size_t> drawing_order(const Session& session) {
    const auto active = static_cast<std::size_t>(session.active);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < session.flights.size(); ++i)
        if (i != active) order.push_back(i);
    if (active < session.flights.size()) order.push_back(active);
    return order;
}

LatLon start_of(const DrawnFlight& flight) {
    return geo_point(flight.path.front().direction);
}

std::string event_text(const DrawnFlight::Mark& mark, LengthUnit unit) {
    std::string name = mark.name;
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    if (mark.name == event_names::apogee) return name + " " + length_text(mark.point.height_m, unit);
    if (mark.point.time_s == 0 || mark.name == event_names::lift_off) return name;
    return name + ' ' + clock_text(mark.point.time_s);
}

}  // namespace apogee
