#include "report/csv.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "base/clock.h"
#include "physics/constants.h"

namespace apogee {
namespace {

/// Rows are gathered to pieces of this size before they go out.
constexpr std::size_t piece_bytes = 1 << 16;

/// What `row` prints.
constexpr std::string_view row_heading =
    "time_s,latitude_deg,longitude_deg,height_km,downrange_km,speed_air_m_s,speed_inertial_m_s,"
    "flight_path_angle_deg,mach,dynamic_pressure_kPa,mass_kg,thrust_N,drag_N,"
    "stage,phase,felt_acceleration_g\n";

double first_instant(const Trajectory& trajectory) {
    const bool released_later = !trajectory.steps.empty() && !trajectory.plan->from_pad;
    return released_later ? trajectory.steps.front().start_s : 0.0;
}

/// A field in double quotes where it holds a separator; control characters do not get this far.
std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

/// Height in km; the ground, found to a rounding error, is "0.0000000" and not "-0.0000000".
double printed_height_km(const FlightPoint& p) {
    const double height_km = p.place.height / 1000;
    return std::abs(height_km) < 5e-8 ? 0.0 : height_km;
}

std::string row(const FlightPoint& p) {
    return fmt::format(
        "{:.12g},{:.10f},{:.10f},{:.7f},{:.7f},{:.7f},{:.7f},{:.9f},{:.9f},{:.9g},{:.9g},{:.9g},{:.9g},{},{},"
        "{:.9g}\n",
        p.time_s, degrees(p.place.latitude), degrees(p.place.longitude), printed_height_km(p),
        p.downrange_m / 1000, p.speed_air_m_s, p.speed_inertial_m_s, degrees(p.flight_path_angle), p.mach,
        p.dynamic_pressure_Pa / 1000, p.mass_kg, p.thrust_N, p.drag_N, p.stage, csv_field(p.phase),
        p.specific_force_m_s2 / constants::standard_gravity_m_s2);
}

}  // namespace

double history_rows(const Trajectory& trajectory, double step_s) {
    return std::floor((trajectory.end_s - first_instant(trajectory)) / step_s) + 2;
}

void write_history_csv(const Trajectory& trajectory, double step_s, const TextSink& write) {
    std::string piece(row_heading);
    const auto add = [&](double time_s) {
        piece += row(trajectory.point(time_s));
        if (piece.size() < piece_bytes) return;
        write(piece);
        piece.clear();
    };
    const double begin = first_instant(trajectory), end = trajectory.end_s;
    // A grid point nearer to either end than the printed resolution of time would be the same row twice.
    const double same = 1e-11 * std::max(1.0, end);
    add(begin);
    // Counted, not accumulated: the grid does not drift.
    const double first = std::floor(begin / step_s), rows = history_rows(trajectory, step_s);
    for (double i = 0; i < rows && (first + i) * step_s < end - same; ++i) {
        if ((first + i) * step_s > begin + same) add((first + i) * step_s);
    }
    if (end > begin) add(end);
    write(piece);
}

void write_events_csv(const Flight& flight, const TextSink& write) {
    const auto& launch_time = flight.scenario.launch_time;
    const auto add = [&](std::string fields, const std::string& name, const std::string& utc) {
        if (launch_time) fields.insert(fields.find(',') + 1, utc + ',');
        return name + ',' + fields;
    };
    std::string text = add(std::string(row_heading), "name", "utc");
    for (const Event& event : flight.trajectory.events) {
        text += add(row(flight.trajectory.point(event.time_s)), csv_field(event.name),
                    launch_time ? utc_timestamp(*launch_time, event.time_s) : "");
    }
    write(text);
}

}  // namespace apogee
