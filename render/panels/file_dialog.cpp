#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "base/input_error.h"
#include "panels/panels.h"
#include "session/document.h"
#include "session/save.h"
#include "store/output_file.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

struct Listing {
    std::vector<std::string> folders, files;
};

/// Folders and scenarios, by name; hidden ones left out. Empty where the folder cannot be read.
Listing list(const std::string& folder) {
    Listing listing;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with('.')) continue;
        std::error_code unreadable;
        if (entry->is_directory(unreadable))
            listing.folders.push_back(name);
        else if (entry->path().extension() == ".toml")
            listing.files.push_back(name);
    }
    std::sort(listing.folders.begin(), listing.folders.end());
    std::sort(listing.files.begin(), listing.files.end());
    return listing;
}

bool text_field(const char* id, std::string& value) {
    char text[1024];
    std::snprintf(text, sizeof text, "%s", value.c_str());
    const bool entered = ImGui::InputText(id, text, sizeof text, ImGuiInputTextFlags_EnterReturnsTrue);
    value = text;
    return entered;
}

/// @return the file that was chosen; empty for none.
std::string folder_view(Ui& ui, float height) {
    std::string chosen;
    ImGui::BeginChild("files", {0, height}, true);
    const Listing listing = list(ui.file.folder);
    const fs::path folder(ui.file.folder);
    if (folder.has_relative_path() && ImGui::Selectable("..", false))
        ui.file.folder = folder.parent_path().string();
    for (const std::string& name : listing.folders)
        if (ImGui::Selectable((printable(name) + "/").c_str())) ui.file.folder = (folder / name).string();
    for (const std::string& name : listing.files) {
        if (!ImGui::Selectable(printable(name).c_str(), name == ui.file.name,
                               ImGuiSelectableFlags_AllowDoubleClick))
            continue;
        ui.file.name = name;
        if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) chosen = (folder / name).string();
    }
    if (listing.folders.empty() && listing.files.empty())
        text(ui.fonts.text, ui.theme().quiet, "no scenarios here");
    ImGui::EndChild();
    return chosen;
}

void save(Ui& ui, LoadedFlight& flight) {
    const fs::path path = fs::path(ui.file.folder) / ui.file.name;
    std::error_code error;
    if (fs::exists(path, error) && ui.file.to_replace != path.string()) {
        ui.file.to_replace = path.string();
        ui.file.message = printable(path.string()) + " exists already; press again to replace it";
        return;
    }
    try {
        save_as(flight, path.string(), true);
        const bool visible = flight.visible;
        Session reopened;
        open_flight(reopened, path.string());
        reopened.flights[0].style = flight.style;
        reopened.flights[0].visible = visible;
        flight = std::move(reopened.flights[0]);
        ui.dialog = Dialog::none;
    } catch (const InputError& mistake) {
        ui.file.message = mistake.what();
    } catch (const FileError& mistake) {
        ui.file.message = mistake.what();
    }
}

}  // namespace

void file_dialog(Ui& ui, const Area& area) {
    const bool saving = ui.dialog == Dialog::save;
    if (ui.dialog != Dialog::open && !saving) {
        ui.file.shown = ui.dialog;
        return;
    }
    LoadedFlight* const flight = ui.session.current();
    const bool appears = ui.file.shown != ui.dialog;
    if (appears) {
        ui.file = {ui.file.folder, {}, {}, {}, ui.dialog};
        if (saving && flight) {
            const fs::path file = fs::absolute(flight->document.file);
            ui.file.folder = file.parent_path().string();
            ui.file.name = file.stem().string() + "-changed.toml";
        }
    }
    const Theme& t = ui.theme();
    const float width = std::min(ui.px(560), area.width), height = std::min(ui.px(440), area.height);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(24), ui.px(20)});
    if (appears) ImGui::SetNextWindowFocus();
    if (begin_card(ui, "dialog", {area.x + (area.width - width) / 2, area.y + (area.height - height) / 2},
                   {width, height})) {
        text(ui.fonts.title, t.text, saving ? "Save as" : "Open a scenario");
        text(ui.fonts.text, t.quiet, cut_to(ui.fonts.text, printable(ui.file.folder), width - ui.px(48)));
        std::string chosen = folder_view(ui, height - ui.px(188));
        ImGui::SetNextItemWidth(width - ui.px(48));
        if (appears) ImGui::SetKeyboardFocusHere();
        bool go = text_field("##name", ui.file.name);
        if (ImGui::Button(saving ? "Save" : "Open")) go = true;
        ImGui::SameLine();
        if (ImGui::Button("Cancel")) ui.dialog = Dialog::none;
        ImGui::PushTextWrapPos(width - ui.px(24));
        text(ui.fonts.small, t.bad, ui.file.message);
        ImGui::PopTextWrapPos();
        if (saving && (go || !chosen.empty()) && flight) {
            save(ui, *flight);
        } else if (!saving && (go || !chosen.empty())) {
            const bool elsewhere = ui.file.name.starts_with('/') || ui.file.name.starts_with("catalogue:");
            ui.to_open = !chosen.empty() ? chosen
                         : elsewhere     ? ui.file.name
                                         : (fs::path(ui.file.folder) / ui.file.name).string();
        }
    }
    end_card();
    ImGui::PopStyleVar();
}

}  // namespace apogee
