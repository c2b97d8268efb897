// What is below the pointer over the world: a place, a case, or a flight, which a tooltip tells of, and a
// click goes there.
#include <fmt/format.h>

#include "app/app.h"
#include "base/input_error.h"
#include "physics/earth.h"
#include "scene/number_text.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

constexpr float near_points = 7;  ///< so near a line or a mark is taken

std::string flight_words(const LoadedFlight& flight, const PointedFlight& pointed, LengthUnit unit) {
    const FlightPoint at = flight.shown().point(pointed.time_s);
    std::string event = printable(pointed.event);
    if (!event.empty()) event += "  ";
    return fmt::format("{}\n{}T+ {}\n{} up, {} km/s over the ground", printable(flight.scenario.title), event,
                       clock_text(pointed.time_s), length_text(at.place.height, unit),
                       grouped(at.speed_earth_m_s / 1000, 2));
}

}  // namespace

void App::look_below_pointer(float pixels, const WorldInput& input) {
    ui_.pointed.reset();
    ui_.profile_pointed.reset();
    session_.pointed_case.reset();
    if (!input.hovered) return;
    ui_.pointed = world_.pick(session_, world_rect_, input.mouse_x, input.mouse_y);
    ui_.profile_pointed = world_.profile_place(session_, world_rect_, input.mouse_x, input.mouse_y);
    if (!session_.measure.on)
        session_.pointed_case = case_at(input.mouse_x, input.mouse_y, near_points * ui_.scale * pixels);
}

void App::point_at(const Area& area, float pixels, const WorldInput& input) {
    pointed_ = {};
    if (!input.hovered || ImGui::IsMouseDown(ImGuiMouseButton_Left) ||
        ImGui::IsMouseDown(ImGuiMouseButton_Right) || session_.measure.on || session_.pointed_case)
        return;
    const double hand = near_points * ui_.scale * pixels, x = input.mouse_x, y = input.mouse_y;
    std::string words;
    if (const auto near = world_.flight_at(session_, world_rect_, x, y, hand)) {
        const LoadedFlight& flight = session_.flights[near->flight];
        pointed_.flight = near;
        words = flight_words(flight, *near, session_.unit);
        const ImVec2 at{area.x + static_cast<float>(near->at.x) / pixels,
                        area.y + static_cast<float>(near->at.y) / pixels};
        ImDrawList& draw = *ImGui::GetBackgroundDrawList();
        draw.AddCircle(at, ui_.px(6), ui_.theme().text, 20, ui_.px(1.5F));
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    } else if (const LoadedFlight* const flight = session_.current();
               flight && session_.show_ring && ui_.ring.ring().flight == flight->id) {
        if (const auto place = world_.line_at(session_, world_rect_, ui_.ring.ring().line, x, y, hand)) {
            const Geodesic line = geodesic(Earth{}, flight->trajectory.plan->start, geodetic(*place));
            pointed_.ring = RingPlace{line.distance_m, std::fmod(degrees(line.azimuth) + 360, 360)};
            words = fmt::format("{}\nstandard trajectory: {} at azimuth {:.0f}°",
                                printable(flight->scenario.title),
                                length_text(line.distance_m, session_.unit), pointed_.ring->azimuth_deg);
        }
    }
    tooltip_at_pointer(ui_, words);
}

bool App::go_to_pointed() {
    if (!pointed_.flight) return false;
    session_.active = static_cast<int>(pointed_.flight->flight);
    session_.time_s = std::min(pointed_.flight->time_s, session_.end_s());
    return true;
}

}  // namespace apogee
