#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "base/input_error.h"
#include "panels/panels.h"
#include "scenario/catalogue.h"
#include "scenario/template.h"
#include "session/catalogue_list.h"
#include "session/document.h"
#include "session/save.h"
#include "session/take_away.h"
#include "store/output_file.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

/// A line of the list.
struct Row {
    std::string name;  ///< as it stands in the field: of a folder with a slash
    std::string shown, detail;
    [[nodiscard]] bool is_folder() const { return name.ends_with('/'); }
};

/// Folders and scenarios, by name; hidden ones left out. Empty where the folder cannot be read.
std::vector<Row> rows_of(const fs::path& folder) {
    std::vector<Row> folders, files;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with('.')) continue;
        std::error_code unreadable;
        if (entry->is_directory(unreadable))
            folders.push_back({name + '/', printable(name) + '/', {}});
        else if (entry->path().extension() == ".toml")
            files.push_back({name, printable(name), {}});
    }
    const auto by_name = [](const Row& a, const Row& b) { return a.name < b.name; };
    std::sort(folders.begin(), folders.end(), by_name);
    std::sort(files.begin(), files.end(), by_name);
    folders.insert(folders.end(), files.begin(), files.end());
    if (folder.has_relative_path()) folders.insert(folders.begin(), {"../", "..", {}});
    return folders;
}

std::vector<Row> catalogue_rows() {
    std::vector<Row> rows;
    for (const CatalogueEntry& entry : catalogue_list())
        rows.push_back({entry.argument, printable(entry.title), entry.year});
    return rows;
}

/// The field's new text comes from the list: ImGui keeps what is typed in a field that is active.
void put_into_field(Ui& ui, const std::string& name) {
    ui.file.name = name;
    ++ui.file.fields;
    ui.file.focus = true;
}

bool name_field(Ui& ui, float width) {
    ImGui::SetNextItemWidth(width);
    if (std::exchange(ui.file.focus, false)) ImGui::SetKeyboardFocusHere();
    char text[1024];
    std::snprintf(text, sizeof text, "%s", ui.file.name.c_str());
    const std::string id = "##name" + std::to_string(ui.file.fields);
    const bool entered =
        ImGui::InputText(id.c_str(), text, sizeof text, ImGuiInputTextFlags_EnterReturnsTrue);
    ui.file.name = text;
    return entered;
}

/// Arrow keys walk through the list. @return whether they did.
bool walk(Ui& ui, const std::vector<Row>& rows) {
    const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); };
    const int step = pressed(ImGuiKey_DownArrow) ? 1 : pressed(ImGuiKey_UpArrow) ? -1 : 0;
    if (step == 0 || rows.empty()) return false;
    const auto at =
        std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.name == ui.file.name; });
    const int count = static_cast<int>(rows.size());
    const int from = at != rows.end() ? static_cast<int>(at - rows.begin()) : step > 0 ? -1 : count;
    put_into_field(ui, rows[static_cast<std::size_t>(std::clamp(from + step, 0, count - 1))].name);
    return true;
}

/// @return whether a row was double-clicked, or is a folder and was clicked.
bool list_view(Ui& ui, const std::vector<Row>& rows, float height) {
    bool chosen = false;
    ImGui::BeginChild("files", {0, height}, true);
    const bool walked = walk(ui, rows);
    for (const Row& row : rows) {
        const bool selected = row.name == ui.file.name;
        const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
        ImGui::PushID(row.name.c_str());
        if (ImGui::Selectable(row.shown.c_str(), selected, ImGuiSelectableFlags_AllowDoubleClick)) {
            chosen = row.is_folder() || ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
            put_into_field(ui, row.name);
        }
        ImGui::PopID();
        if (selected && walked) ImGui::SetScrollHereY();
        if (row.detail.empty()) continue;
        ImGui::SameLine();
        text_right(ui.fonts.text, ui.theme().quiet, row.detail, right);
    }
    if (rows.empty()) text(ui.fonts.text, ui.theme().quiet, "no scenarios here");
    ImGui::EndChild();
    return chosen;
}

/// Where the field's text leads.
fs::path chosen_path(const Ui& ui) {
    return fs::path(ui.file.folder) / ui.file.name;
}

/// Whether it was a folder that is shown now.
bool enter_folder(Ui& ui) {
    if (!ui.file.name.ends_with('/')) return false;
    std::error_code error;
    const fs::path folder = fs::weakly_canonical(chosen_path(ui), error);
    if (!fs::is_directory(folder, error)) return false;
    ui.file.folder = folder.string();
    put_into_field(ui, "");
    return true;
}

/// Without the ending nobody would find the file again: dialogs list scenarios.
fs::path scenario_path(const Ui& ui) {
    fs::path path = chosen_path(ui);
    if (path.has_filename() && path.extension() != ".toml") path += ".toml";
    return path;
}

/// Whether a file may be written: it is new, or the user was asked about it.
bool may_write(Ui& ui, const fs::path& path) {
    std::error_code error;
    if (!fs::exists(path, error) || ui.file.to_replace == path.string()) return true;
    ui.file.to_replace = path.string();
    ui.file.message = printable(path.string()) + " exists already; press again to replace it";
    return false;
}

void save(Ui& ui, LoadedFlight& flight) {
    const fs::path path = scenario_path(ui);
    if (!may_write(ui, path)) return;
    save_as(flight, path.string(), true);
    const bool visible = flight.visible;
    Session reopened;
    open_flight(reopened, path.string());
    reopened.flights[0].id = flight.id;
    reopened.flights[0].style = flight.style;
    reopened.flights[0].visible = visible;
    flight = std::move(reopened.flights[0]);
    ui.dialog = Dialog::none;
    ui.notice = "saved as " + printable(path.string());
}

/// A scenario to start from, every key explained.
void create(Ui& ui) {
    const fs::path path = scenario_path(ui);
    if (!may_write(ui, path)) return;
    OutputFile file(path.string(), Overwrite::allow);
    file.write(scenario_template());
    file.commit();
    ui.dialog = Dialog::none;
    ui.to_open = path.string();
}

void take(Ui& ui) {
    const fs::path path = chosen_path(ui);
    static_cast<void>(kind_of(path.string()));
    if (!may_write(ui, path)) return;
    ui.to_take = path.string();
    ui.dialog = Dialog::none;
}

void open(Ui& ui) {
    const bool elsewhere = ui.file.name.starts_with('/') || ui.file.name.starts_with(catalogue_prefix);
    ui.to_open = elsewhere ? ui.file.name : chosen_path(ui).string();
}

/// What the dialog begins with.
void appear(Ui& ui, const LoadedFlight* flight) {
    FileChoice begun;
    begun.folder = ui.file.folder;
    begun.shown = ui.dialog;
    begun.catalogue = ui.file.catalogue;
    begun.focus = true;
    begun.fields = ui.file.fields + 1;
    const std::string ending = ui.file.ending;
    ui.file = std::move(begun);
    ui.notice.clear();
    if (ui.dialog == Dialog::create) ui.file.name = "new.toml";
    if (!flight || ui.dialog == Dialog::create || ui.dialog == Dialog::open) return;
    const fs::path file = fs::absolute(flight->document.file);
    if (ui.dialog == Dialog::save) ui.file.folder = file.parent_path().string();
    ui.file.name = file.stem().string() + (ui.dialog == Dialog::save ? "-changed.toml" : ending);
}

struct Alternative {
    const char* words;
    bool on;
};

/// Pills that end at the right edge. @return which was pressed, -1: none
int switch_at_right(Ui& ui, const std::vector<Alternative>& all, float right) {
    const float gap = ui.px(4);
    float width = -gap;
    for (const Alternative& each : all) width += size_of(ui.fonts.text, each.words).x + ui.px(24) + gap;
    ImGui::SetCursorPos({right - width, ImGui::GetCursorPosY() - ui.px(6)});
    int pressed = -1;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (pill(ui, all[i].words, all[i].on, ui.theme().selected, ui.theme().selected_text))
            pressed = static_cast<int>(i);
        ImGui::SameLine(0, gap);
    }
    ImGui::NewLine();
    return pressed;
}

/// Files or the catalogue; or the format of what is taken away.
void alternatives(Ui& ui, float right) {
    if (ui.dialog == Dialog::open) {
        const int pressed =
            switch_at_right(ui, {{"Files", !ui.file.catalogue}, {"Catalogue", ui.file.catalogue}}, right);
        if (pressed < 0) return;
        ui.file.catalogue = pressed == 1;
        put_into_field(ui, "");
    } else if (ui.dialog == Dialog::take_away) {
        const fs::path name(ui.file.name);
        std::vector<Alternative> formats;
        for (const TakeAwayRow& row : take_away_rows)
            formats.push_back({row.name, name.extension() == row.ending});
        const int pressed = switch_at_right(ui, formats, right);
        if (pressed >= 0)
            put_into_field(ui,
                           name.stem().string() + take_away_rows[static_cast<std::size_t>(pressed)].ending);
    }
}

const char* title_of(Dialog dialog) {
    switch (dialog) {
        case Dialog::save:
            return "Save as";
        case Dialog::create:
            return "New scenario";
        case Dialog::take_away:
            return "Take away";
        default:
            return "Open a scenario";
    }
}

/// The button or the field's Enter.
void go(Ui& ui, LoadedFlight* flight) {
    ui.file.focus = true;  // whatever comes of it, the keyboard stays with the field
    if (enter_folder(ui)) return;
    try {
        if (ui.dialog == Dialog::open) open(ui);
        if (ui.dialog == Dialog::create) return create(ui);
        if (ui.dialog == Dialog::save && flight) return save(ui, *flight);
        if (ui.dialog == Dialog::take_away && flight) return take(ui);
    } catch (const InputError& mistake) {
        ui.file.message = mistake.what();
    } catch (const FileError& mistake) {
        ui.file.message = mistake.what();
    }
}

}  // namespace

void file_dialog(Ui& ui, const Area& area) {
    if (!takes_name(ui.dialog)) {
        ui.file.shown = ui.dialog;
        return;
    }
    LoadedFlight* const flight = ui.session.current();
    const bool appears = ui.file.shown != ui.dialog;
    if (appears) appear(ui, flight);
    const Theme& t = ui.theme();
    const float width = std::min(ui.px(560), area.width), height = std::min(ui.px(440), area.height),
                inner = width - ui.px(48);
    if (appears) ImGui::SetNextWindowFocus();
    if (begin_dialog(ui, "dialog", area, {width, height})) {
        const bool catalogue = ui.dialog == Dialog::open && ui.file.catalogue;
        const float top = ImGui::GetCursorPosY();
        text(ui.fonts.title, t.text, title_of(ui.dialog));
        const float below = ImGui::GetCursorPosY();
        ImGui::SetCursorPosY(top);
        alternatives(ui, width - ui.px(24));
        ImGui::SetCursorPosY(below);
        text(ui.fonts.text, t.quiet,
             cut_to(ui.fonts.text,
                    catalogue ? "flights that come with the program" : printable(ui.file.folder), inner));
        bool chosen =
            list_view(ui, catalogue ? catalogue_rows() : rows_of(ui.file.folder), height - ui.px(188));
        if (name_field(ui, inner)) chosen = true;
        if (ImGui::Button(ui.dialog == Dialog::open ? "Open" : "Save")) chosen = true;
        ImGui::SameLine();
        if (ImGui::Button("Cancel")) ui.dialog = Dialog::none;
        wrapped_text(ui.fonts.small, t.bad, ui.file.message);
        if (chosen) go(ui, flight);
    }
    end_dialog();
}

}  // namespace apogee
