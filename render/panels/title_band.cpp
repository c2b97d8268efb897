#include <algorithm>
#include <array>
#include <vector>

#include "base/input_error.h"
#include "panels/panels.h"
#include "ui/widgets.h"

namespace apogee {

float title_band_height(const Ui& ui) {
    return ui.px(44);
}

void title_band(Ui& ui, const Area& area) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    if (begin_panel("title band", area.min(), {area.width, area.height})) {
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float middle = area.y + area.height / 2, words = middle - ui.px(10);
        float x = area.x + ui.px(16), right = area.x + area.width - ui.px(16);
        if (ui.session.time_s > 0) {
            const std::string clock = "T+ " + clock_text(ui.session.time_s);
            right -= size_of(ui.fonts.title, clock).x;
            draw_text(draw, ui.fonts.title, {right, words}, ui.theme().quiet, clock);
        }
        // The current flight first: of many the band does not hold all.
        std::vector<const LoadedFlight*> flights;
        const LoadedFlight* const current = ui.session.current();
        if (current && current->visible) flights.push_back(current);
        for (const LoadedFlight& flight : ui.session.flights)
            if (flight.visible && &flight != current) flights.push_back(&flight);
        for (const LoadedFlight* shown : flights) {
            const LoadedFlight& flight = *shown;
            const float line = ui.px(36), room = right - ui.px(16) - x - line;
            if (room < ui.px(40)) break;
            // A picture of other numbers than the file's must not pass for the file's flight.
            const std::string whole = printable(flight.scenario.title) +
                                      (flight.document.changes.empty() ? "" : " (numbers changed)"),
                              title = cut_to(ui.fonts.title, whole, room);
            const std::array<ImVec2, 2> ends{{{x, middle}, {x + ui.px(28), middle}}};
            draw_flight_line(draw, ends.data(), 2, flight.style, 1, ui.px(2.5F), ui.scale);
            draw_text(draw, ui.fonts.title, {x + line, words}, ui.theme().text, title);
            x += line + size_of(ui.fonts.title, title).x + ui.px(24);
        }
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

}  // namespace apogee
