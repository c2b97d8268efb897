#include <array>
#include <nlohmann/json.hpp>

#include "report/json.h"
#include "view/app.h"

namespace apogee {
namespace {

nlohmann::ordered_json flight_state(const LoadedFlight& flight) {
    nlohmann::ordered_json state;
    state["file"] = flight.document.file;
    state["title"] = flight.scenario.title;
    state["visible"] = flight.visible;
    state["hash"] = flight.scenario.hash;
    state["changes"] = nlohmann::ordered_json::object();
    for (const auto& [path, value] : flight.document.changes) state["changes"][path] = value;
    state["problem"] = flight.problem;
    state["outcome"] = name(flight.trajectory.outcome);
    state["apogee_km"] = flight.summary.apogee.place.height / 1000;
    state["range_km"] = flight.summary.range_m / 1000;
    state["flight_time_s"] = flight.summary.flight_time_s;
    return state;
}

nlohmann::ordered_json read_out_state(const LoadedFlight& flight, double time_s) {
    const FlightPoint point = flight.trajectory.point(std::min(time_s, flight.trajectory.end_s));
    return {{"time_s", point.time_s},
            {"phase", point.phase},
            {"height_km", point.place.height / 1000},
            {"latitude_deg", degrees(point.place.latitude)},
            {"longitude_deg", degrees(point.place.longitude)},
            {"speed_ground_m_s", point.speed_earth_m_s},
            {"mach", point.mach},
            {"flight_path_angle_deg", degrees(point.flight_path_angle)},
            {"dynamic_pressure_kPa", point.dynamic_pressure_Pa / 1000},
            {"country", country_under(point)}};
}

}  // namespace

std::string App::state() const {
    constexpr std::array views{"map", "azimuthal", "globe", "profile"};
    nlohmann::ordered_json state;
    state["view"] = session_.plots_fill_view ? "plots" : views[static_cast<std::size_t>(session_.view)];
    state["theme"] = session_.dark ? "dark" : "light";
    state["unit"] = name(session_.unit);
    state["time_s"] = session_.time_s;
    state["playing"] = session_.playing;
    state["speed"] = session_.speed;
    state["active"] = session_.active;
    state["message"] = ui_.message;
    state["frame_ms"] = ui_.frame_ms;
    state["flights"] = nlohmann::ordered_json::array();
    for (const LoadedFlight& flight : session_.flights) state["flights"].push_back(flight_state(flight));
    if (const LoadedFlight* flight = session_.current())
        state["read_out"] = read_out_state(*flight, session_.time_s);
    return json_text(state);
}

}  // namespace apogee
