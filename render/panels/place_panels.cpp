#include <fmt/format.h>

#include <cmath>
#include <cstdio>

#include "base/input_error.h"
#include "geo/below.h"
#include "geo/region.h"
#include "panels/panels.h"
#include "scene/flight_path.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

std::string coordinates_text(const LatLon& place) {
    return latitude_text(place.latitude_deg, 3) + ", " + longitude_text(place.longitude_deg, 3);
}

/// "412 km from the site, azimuth 56°".
std::string seen_text(const Ui& ui, const LoadedFlight& flight, const LatLon& place) {
    const FlightPlan& plan = *flight.trajectory.plan;
    const Geodesic line = geodesic(plan.earth, plan.start, geodetic(place));
    return fmt::format("{} from the {}, azimuth {:.0f}°", length_text(line.distance_m, ui.session.unit),
                       plan.from_pad ? "site" : "release", degrees(line.azimuth));
}

std::string place_words(const Ui& ui, const LatLon& place) {
    std::string words = coordinates_text(place) + " · " + below(place.latitude_deg, place.longitude_deg).name;
    if (const LoadedFlight* const flight = ui.session.current())
        words += " · " + seen_text(ui, *flight, place);
    return words;
}

/// "412 km along the ground · 96 km up".
std::string profile_words(const Ui& ui, const ProfilePlace& place) {
    const LengthUnit unit = ui.session.unit;
    return fmt::format("{} along the ground{} · {} up",
                       length_text(std::abs(place.angle) * drawn_radius_m, unit),
                       place.angle < 0 ? ", behind the start" : "", length_text(place.height_m, unit));
}

}  // namespace

void pointer_line(Ui& ui, const Area& area) {
    if (!ui.pointed && !ui.profile_pointed) return;
    std::string words = ui.pointed ? place_words(ui, *ui.pointed) : profile_words(ui, *ui.profile_pointed);
    if (ui.session.pointed_case)
        words = "case " + std::to_string(*ui.session.pointed_case) + ": click for its flight · " + words;
    if (ui.session.measure.on)
        words += ui.session.measure.from && !ui.session.measure.to ? " · click the end of the distance"
                                                                   : " · click where the distance begins";
    words = cut_to(ui.fonts.small, words, area.width - ui.px(40));
    const ImVec2 size{size_of(ui.fonts.small, words).x + ui.px(12), ui.px(18)};
    const ImVec2 at{area.x + ui.px(12), area.y + area.height - ui.px(80)};
    // On the panel's own list it would lie below the world's names, which are part of the picture.
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    draw.AddRectFilled(at, {at.x + size.x, at.y + size.y}, ui.theme().overlay, ui.px(4));
    draw_text(draw, ui.fonts.small, {at.x + ui.px(6), at.y + ui.px(2)}, ui.theme().text, words);
}

void find_card(Ui& ui, const Area& area) {
    if (ui.dialog != Dialog::find) return;
    if (begin_dialog(ui, "find", area, {ui.px(420), ui.px(172)})) {
        text(ui.fonts.title, ui.theme().text, "Find a place");
        text(ui.fonts.small, ui.theme().quiet, "a town, a country, or coordinates: 39.0, 125.7");
        if (ImGui::IsWindowAppearing() || std::exchange(ui.file.focus, false)) ImGui::SetKeyboardFocusHere();
        char typed[256];
        std::snprintf(typed, sizeof typed, "%s", ui.find_text.c_str());
        ImGui::SetNextItemWidth(-1);
        bool go = ImGui::InputText("##place", typed, sizeof typed, ImGuiInputTextFlags_EnterReturnsTrue);
        ui.find_text = typed;
        if (ImGui::Button("Find")) go = true;
        ImGui::SameLine();
        if (ImGui::Button("Cancel")) ui.dialog = Dialog::none;
        wrapped_text(ui.fonts.small, ui.theme().bad, ui.file.message);
        if (go) {
            try {
                const DistanceOrigin found = find_origin(ui.find_text, "find");  // of a country its capital
                ui.session.found = FoundPlace{found.name, lat_lon(found.place)};
                ui.to_see = ui.session.found->place;
                ui.session.page = Page::world;
                ui.dialog = Dialog::none;
                ui.file.message.clear();
            } catch (const InputError& mistake) {
                ui.file.message = mistake.what();
                ui.file.focus = true;
            }
        }
    }
    end_dialog();
}

}  // namespace apogee
