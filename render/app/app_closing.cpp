#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/app.h"
#include "base/input_error.h"
#include "session/document.h"

namespace apogee {

void App::close_or_ask(int index) {
    if (!has_unsaved_changes(session_.flights[static_cast<std::size_t>(index)]))
        return close_flight(session_, index);
    ui_.asked_for = index;
    ui_.dialog = Dialog::unsaved;
}

bool App::may_quit() {
    if (ui_.quit || std::none_of(session_.flights.begin(), session_.flights.end(), has_unsaved_changes))
        return true;
    ui_.asked_for.reset();
    ui_.dialog = Dialog::unsaved;
    return false;
}

void App::discard() {
    ui_.dialog = Dialog::none;
    if (ui_.asked_for)
        close_flight(session_, *ui_.asked_for);
    else
        ui_.quit = true;
}

void App::grant_wishes() {
    if (std::exchange(ui_.discard, false)) discard();
    if (const auto index = std::exchange(ui_.to_close, {})) close_or_ask(*index);
    if (!ui_.to_open.empty()) open(std::exchange(ui_.to_open, {}));
}

std::string App::title() const {
    const LoadedFlight* const flight = session_.current();
    if (!flight) return "Apogee";
    return (has_unsaved_changes(*flight) ? "*" : "") +
           printable(std::filesystem::path(flight->document.file).filename().string()) + " - Apogee";
}

/// What lies on top goes first: a menu, a card, then work on an estimate, then the estimate.
void App::close_card() {
    if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) {
        ui_.close_menus = true;
    } else if (ui_.dialog != Dialog::none || !ui_.message.empty() || !ui_.notice.empty()) {
        ui_.dialog = Dialog::none;
        ui_.message.clear();
        ui_.notice.clear();
    } else if (!ui_.entry.path.empty() || ImGui::GetIO().WantTextInput) {
        return;  // something is being typed: the key is meant for its field
    } else if (session_.show_estimate && ui_.estimate.working()) {
        ui_.estimate.cancel();
    } else {
        session_.show_estimate = false;
    }
}

}  // namespace apogee
