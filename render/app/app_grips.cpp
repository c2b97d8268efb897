// The site and the azimuth of the current flight, pulled over the world by the mouse.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/app.h"
#include "physics/earth.h"
#include "session/document.h"

namespace apogee {
namespace {

constexpr float arm_points = 56;  ///< from the site to the azimuth's grip
constexpr float hand_points = 9;  ///< so near the mouse takes a grip

std::optional<LatLon> site_of(const LoadedFlight& flight) {
    const FlightPlan& plan = *flight.trajectory.plan;
    if (!plan.from_pad) return {};
    return lat_lon(plan.start);
}

double pixels_between(const PixelPoint& a, double x, double y) {
    return std::hypot(a.x - x, a.y - y);
}

}  // namespace

/// On the screen a fixed length from the site, whatever the zoom.
std::optional<PixelPoint> App::azimuth_grip(const LatLon& site, float pixels) const {
    const LoadedFlight& flight = *session_.current();
    const auto azimuth = std::find_if(flight.scenario.parameters.begin(), flight.scenario.parameters.end(),
                                      [](const Parameter& p) { return p.path == "launch.azimuth_deg"; });
    if (azimuth == flight.scenario.parameters.end()) return {};
    constexpr double near_m = 1000;
    const auto from = world_.seen_at(session_, world_rect_, site),
               to = world_.seen_at(session_, world_rect_, destination(site, azimuth->value, near_m));
    if (!from || !to) return {};
    const double length = pixels_between(*from, to->x, to->y);
    if (!(length > 0)) return {};
    const double arm = arm_points * ui_.scale * pixels / length;
    return PixelPoint{from->x + (to->x - from->x) * arm, from->y + (to->y - from->y) * arm};
}

void App::pull_grip(LoadedFlight& flight, const LatLon& site) {
    if (!ui_.pointed || !ImGui::IsMouseDragging(ImGuiMouseButton_Left, 1)) return;
    const bool new_step = !std::exchange(grip_moved_, true);
    if (grip_ == Grip::site) {
        set_numbers(flight,
                    {{"launch.latitude_deg", fmt::format("{:.4f}", ui_.pointed->latitude_deg)},
                     {"launch.longitude_deg", fmt::format("{:.4f}", ui_.pointed->longitude_deg)}},
                    new_step);
        return;
    }
    const Geodesic line = geodesic(Earth{}, geodetic(site), geodetic(*ui_.pointed));
    const double azimuth_deg = std::fmod(degrees(line.azimuth) + 360, 360);
    set_number(flight, "launch.azimuth_deg", fmt::format("{:.1f}", azimuth_deg), new_step);
}

bool App::use_grips(const Area& area, float pixels, const WorldInput& input) {
    LoadedFlight* const flight = session_.current();
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) grip_.reset();
    if (!flight || !flight->visible || session_.presenting || session_.measure.on) return false;
    const auto site = site_of(*flight);
    const auto at = site ? world_.seen_at(session_, world_rect_, *site) : std::nullopt;
    const auto arm = at ? azimuth_grip(*site, pixels) : std::nullopt;
    if (!at || !arm) return false;
    const float hand = hand_points * ui_.scale * pixels;
    // The azimuthal map is centred on the site: it cannot move there.
    const bool site_moves = session_.view != ViewKind::azimuthal;
    const bool over_arm = input.hovered && pixels_between(*arm, input.mouse_x, input.mouse_y) < hand,
               over_site =
                   input.hovered && site_moves && pixels_between(*at, input.mouse_x, input.mouse_y) < hand;
    if ((over_arm || over_site) && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        grip_ = over_arm ? Grip::azimuth : Grip::site;
        grip_moved_ = false;
    }
    if (grip_) pull_grip(*flight, *site);
    const bool near = input.hovered &&
                      pixels_between(*at, input.mouse_x, input.mouse_y) < 2 * arm_points * ui_.scale * pixels;
    if (!grip_ && !near) return false;
    if (grip_ || over_arm || over_site) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const auto point = [&](const PixelPoint& p) {
        return ImVec2{area.x + static_cast<float>(p.x) / pixels, area.y + static_cast<float>(p.y) / pixels};
    };
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    const Theme& t = ui_.theme();
    draw.AddLine(point(*at), point(*arm), with_alpha(t.text, 0.7F), ui_.px(1.5F));
    draw.AddCircleFilled(point(*arm), ui_.px(5), over_arm || grip_ == Grip::azimuth ? t.text : t.panel, 20);
    draw.AddCircle(point(*arm), ui_.px(5), t.text, 20, ui_.px(1.5F));
    if (site_moves)
        draw.AddCircle(point(*at), ui_.px(9), with_alpha(t.text, over_site || grip_ == Grip::site ? 1 : 0.6F),
                       24, ui_.px(1.5F));
    return grip_.has_value();
}

}  // namespace apogee
