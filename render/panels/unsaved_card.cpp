#include <algorithm>
#include <filesystem>

#include "base/input_error.h"
#include "panels/panels.h"
#include "session/document.h"
#include "ui/widgets.h"

namespace apogee {

void unsaved_card(Ui& ui, const Area& area) {
    if (ui.dialog != Dialog::unsaved) return;
    const Theme& t = ui.theme();
    const auto& flights = ui.session.flights;
    std::vector<int> unsaved;
    for (int i = 0; i < static_cast<int>(flights.size()); ++i)
        if ((!ui.asked_for || i == *ui.asked_for) &&
            has_unsaved_changes(flights[static_cast<std::size_t>(i)]))
            unsaved.push_back(i);
    if (begin_dialog(ui, "unsaved", area,
                     {ui.px(460), ui.px(148) + ui.px(18) * static_cast<float>(
                                                               std::min<std::size_t>(4, unsaved.size()))})) {
        text(ui.fonts.title, t.text, "Close without saving?");
        ImGui::Dummy({0, ui.px(4)});
        constexpr std::size_t most = 3;
        for (std::size_t i = 0; i < std::min(most, unsaved.size()); ++i) {
            const LoadedFlight& flight = flights[static_cast<std::size_t>(unsaved[i])];
            wrapped_text(ui.fonts.text, t.text, printable(flight.scenario.title) + " has changed numbers.");
        }
        if (unsaved.size() > most)
            text(ui.fonts.text, t.quiet, "And " + std::to_string(unsaved.size() - most) + " more.");
        ImGui::Dummy({0, ui.px(12)});
        if (ImGui::Button("Save as") && !unsaved.empty()) {
            ui.session.active = unsaved.front();
            ui.dialog = Dialog::save;
        }
        ImGui::SameLine();
        if (ImGui::Button("Close without saving (D)")) ui.discard = true;
        ImGui::SameLine();
        if (ImGui::Button("Cancel (Esc)")) ui.dialog = Dialog::none;
    }
    end_dialog();
}

void recover_card(Ui& ui, const Area& area) {
    if (ui.dialog != Dialog::recover) return;
    const Theme& t = ui.theme();
    constexpr std::size_t most = 4;
    const float rows = static_cast<float>(std::min(most + 1, ui.left.size()));
    if (begin_dialog(ui, "recover", area, {ui.px(460), ui.px(154) + ui.px(18) * rows})) {
        text(ui.fonts.title, t.text, "Take up unsaved changes?");
        text(ui.fonts.text, t.quiet, "A window ended before they were saved.");
        for (std::size_t i = 0; i < std::min(most, ui.left.size()); ++i) {
            const std::size_t count = count_changed(ui.left[i]);
            const FlightSource& source = ui.left[i].source;
            const std::string file = std::filesystem::path(source.file).filename().string() + source.addition;
            text(
                ui.fonts.text, t.text,
                cut_to(ui.fonts.text,
                       printable(file) + ": " + std::to_string(count) + (count == 1 ? " number" : " numbers"),
                       ui.px(412)));
        }
        if (ui.left.size() > most)
            text(ui.fonts.text, t.quiet, "And " + std::to_string(ui.left.size() - most) + " more.");
        ImGui::Dummy({0, ui.px(8)});
        if (ImGui::Button("Take up (R)")) ui.restore = true;
        ImGui::SameLine();
        if (ImGui::Button("Throw away (D)")) ui.discard = true;
        ImGui::SameLine();
        if (ImGui::Button("Later (Esc)")) ui.dialog = Dialog::none;
    }
    end_dialog();
}

}  // namespace apogee
