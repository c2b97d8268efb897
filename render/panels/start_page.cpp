#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "base/input_error.h"
#include "panels/panels.h"
#include "session/catalogue_list.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

/// One of each kind: lofted, long, short, with people, into orbit, from long ago.
constexpr std::array<StartExample, 6> examples{{
    {"catalogue:hwasong-15-2017-11-29", "a lofted test: 4,475 km up, 950 km far", ViewKind::profile},
    {"catalogue:minuteman-iii", "an intercontinental flight over the Pacific", ViewKind::map},
    {"catalogue:scud-b", "a short-range missile at its greatest range", ViewKind::map},
    {"catalogue:mercury-redstone-3", "the first American in space, fifteen minutes", ViewKind::map},
    {"catalogue:explorer-1-orbit", "what does not come down: an orbit", ViewKind::globe},
    {"catalogue:v-2-1942-10-03", "the first flight to the edge of space", ViewKind::profile},
}};

std::string title_of(const StartExample& example) {
    for (const CatalogueEntry& entry : catalogue_list())
        if (entry.argument == example.argument) return printable(entry.title);
    return {};
}

/// Two lines that can be pressed, below a picture where there is room for one.
bool entry(Ui& ui, const std::string& title, const std::string& about, float width, float picture_height = 0,
           ImTextureID picture = {}) {
    const Theme& t = ui.theme();
    const ImVec2 corner = ImGui::GetCursorScreenPos(), size{width, picture_height + ui.px(46)};
    const ImVec2 at{corner.x, corner.y + picture_height};
    const bool pressed = ImGui::InvisibleButton(title.c_str(), size);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(corner, {corner.x + size.x, corner.y + size.y},
                       ImGui::IsItemHovered() ? t.rule : t.field, ui.px(5));
    // OpenGL counts rows upward.
    if (picture)
        draw.AddImageRounded(picture, corner, {corner.x + width, at.y}, {0, 1}, {1, 0}, IM_COL32_WHITE,
                             ui.px(5), ImDrawFlags_RoundCornersTop);
    draw_text(draw, ui.fonts.bold, {at.x + ui.px(12), at.y + ui.px(6)}, t.text,
              cut_to(ui.fonts.bold, title, width - ui.px(24)));
    draw_text(draw, ui.fonts.small, {at.x + ui.px(12), at.y + ui.px(25)}, t.quiet,
              cut_to(ui.fonts.small, about, width - ui.px(24)));
    return pressed;
}

/// Entries in columns, as many as find room.
template <class Each>
void in_columns(Ui& ui, std::size_t count, const Each& each) {
    const float gap = ui.px(8), room = ImGui::GetContentRegionAvail().x;
    const int columns = room >= ui.px(640) ? 3 : room >= ui.px(420) ? 2 : 1;
    const float width = (room - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    for (std::size_t i = 0; i < count; ++i) {
        ImGui::PushID(static_cast<int>(i));
        each(i, width);
        ImGui::PopID();
        if (static_cast<int>(i) % columns != columns - 1 && i + 1 < count) ImGui::SameLine(0, gap);
    }
}

void recent_files(Ui& ui) {
    if (ui.recent.empty()) return;
    heading(ui, "OPENED BEFORE");
    constexpr std::size_t most = 6;
    ImGui::PushID("recent");
    in_columns(ui, std::min(most, ui.recent.size()), [&](std::size_t i, float width) {
        const std::filesystem::path file(ui.recent[i]);
        if (entry(ui, printable(file.filename().string()), printable(file.parent_path().string()), width))
            ui.to_open = ui.recent[i];
    });
    ImGui::PopID();
}

}  // namespace

std::span<const StartExample> start_examples() {
    return examples;
}

void start_page(Ui& ui, const Area& area) {
    ui.example_size = {};
    if (area.width < ui.px(160) || area.height < ui.px(120)) return;
    const Theme& t = ui.theme();
    const float width = std::min(ui.px(720), area.width - ui.px(32));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8), ui.px(8)});
    ImGui::SetNextWindowPos({area.x + std::floor((area.width - width) / 2), area.y + ui.px(20)});
    ImGui::SetNextWindowSize({width + ui.px(8), area.height - ui.px(24)});
    if (ImGui::Begin("start", nullptr,
                     ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoResize |
                         ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                         ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav)) {
        text(ui.fonts.large, t.text, "How far, how high, over whose land?");
        wrapped_text(ui.fonts.text, t.quiet,
                     "Open a flight, change a number, and see what it does. A scenario file, or the folder "
                     "of a study's results, can be dropped here.");
        if (ImGui::Button("Open")) ui.dialog = Dialog::open;
        ImGui::SameLine();
        if (ImGui::Button("New scenario")) ui.dialog = Dialog::create;
        heading(ui, "FLIGHTS TO BEGIN WITH");
        const float picture = std::floor(area.height * 0.19F);
        in_columns(ui, examples.size(), [&](std::size_t i, float each) {
            ui.example_size = {std::floor(each), picture};
            const std::string title = title_of(examples[i]);
            const ImTextureID drawn = i < ui.example_pictures.size() ? ui.example_pictures[i] : ImTextureID{};
            if (!title.empty() && entry(ui, title, examples[i].about, ui.example_size.x, picture, drawn))
                ui.to_open = examples[i].argument;
        });
        recent_files(ui);
    }
    ImGui::End();
    ImGui::PopStyleVar(2);
}

}  // namespace apogee
