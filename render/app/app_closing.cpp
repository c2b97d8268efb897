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
    if (std::exchange(ui_.dialog, Dialog::none) == Dialog::recover) {
        ui_.left.clear();
        recovery_->leave({});
        return;
    }
    if (ui_.asked_for)
        close_flight(session_, *ui_.asked_for);
    else
        ui_.quit = true;
}

void App::recover_from(const std::string& folder) {
    recovery_.emplace(folder);
    ui_.left = recovery_->find_left();
    if (!ui_.left.empty()) ui_.dialog = Dialog::recover;
}

void App::keep_edits() {
    if (recovery_ && !ImGui::IsAnyMouseDown()) recovery_->keep(unsaved_edits(session_));
}

void App::finish_editing() {
    if (recovery_) recovery_->finish();
}

/// What was changed in a window that crashed, as changes of this one.
void App::restore_left() {
    ui_.dialog = Dialog::none;
    ui_.message.clear();
    std::vector<UnsavedEdit> failed;  // now; perhaps not another time
    for (const UnsavedEdit& edit : std::exchange(ui_.left, {})) {
        try {
            take_up(session_, edit);
            if (edit.source.addition.empty()) note_recent(*session_.current());
        } catch (const InputError& mistake) {
            ui_.message += (ui_.message.empty() ? "" : "\n") + std::string(mistake.what());
            failed.push_back(edit);
        }
    }
    keep_edits();  // first: at no moment is a change in neither file
    recovery_->leave(failed);
}

void App::grant_wishes() {
    if (std::exchange(ui_.restore, false)) restore_left();
    if (std::exchange(ui_.discard, false)) discard();
    if (const auto index = std::exchange(ui_.to_close, {})) close_or_ask(*index);
    if (std::exchange(ui_.to_open_case, false)) open_pointed_case();
    if (!ui_.to_open.empty()) open(std::exchange(ui_.to_open, {}));
}

std::string App::title() const {
    const LoadedFlight* const flight = session_.current();
    if (!flight) return "Apogee";
    return (has_unsaved_changes(*flight) ? "*" : "") +
           printable(std::filesystem::path(flight->document.file).filename().string()) + " - Apogee";
}

/// What lies on top goes first: a menu, a card, then the presentation, the number that keys move, work on an
/// estimate, the estimate.
void App::close_card() {
    if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) {
        ui_.close_menus = true;
    } else if (ui_.dialog != Dialog::none || !ui_.message.empty() || !ui_.notice.empty()) {
        ui_.dialog = Dialog::none;
        ui_.message.clear();
        ui_.notice.clear();
    } else if (!ui_.entry.path.empty() || ImGui::GetIO().WantTextInput) {
        return;  // something is being typed: the key is meant for its field
    } else if (session_.presenting) {
        session_.presenting = false;
    } else if (number_in_hand()) {
        take_in_hand("");
    } else if (session_.show_estimate && ui_.estimate.working()) {
        ui_.estimate.cancel();
    } else {
        session_.show_estimate = false;
    }
}

}  // namespace apogee
