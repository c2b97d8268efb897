#include "ui/widgets.h"

#include <cmath>

#include "scene/world_theme.h"

namespace apogee {

bool begin_panel(const char* name, ImVec2 min, ImVec2 size, ImGuiWindowFlags more) {
    ImGui::SetNextWindowPos(min);
    ImGui::SetNextWindowSize(size);
    return ImGui::Begin(name, nullptr,
                        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                            ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                            ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground | more);
}

bool begin_card(Ui& ui, const char* name, ImVec2 min, ImVec2 size, ImGuiWindowFlags more) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(6));
    ImGui::SetNextWindowPos(min);
    ImGui::SetNextWindowSize(size);
    // ImGui puts a window that comes forward on focus before those that never do.
    return ImGui::Begin(name, nullptr,
                        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                            ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav | more);
}

void end_card() {
    ImGui::End();
    ImGui::PopStyleVar(2);
}

bool begin_dialog(Ui& ui, const char* name, const Area& window, ImVec2 size) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::SetNextWindowPos(window.min());
    ImGui::SetNextWindowSize({window.width, window.height});
    ImGui::Begin(name, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground |
                     ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar();
    ImGui::GetWindowDrawList()->AddRectFilled(window.min(), window.max(),
                                              with_alpha(ui.theme().ground, 0.6F));
    const ImVec2 fitting{std::min(size.x, window.width), std::min(size.y, window.height)};
    ImGui::SetCursorScreenPos({window.x + std::floor((window.width - fitting.x) / 2),
                               window.y + std::floor((window.height - fitting.y) / 2)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(24), ui.px(20)});
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, ui.px(6));
    ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, 1);
    ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.theme().panel);
    const bool seen = ImGui::BeginChild("card", fitting, true);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
    return seen;
}

void end_dialog() {
    ImGui::EndChild();
    ImGui::End();
}

bool begin_menu(Ui& ui, const char* name) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(10), ui.px(8)});
    const bool open = ImGui::BeginPopup(name);
    ImGui::PopStyleVar();
    if (!open) return false;
    if (ui.close_menus) ImGui::CloseCurrentPopup();
    ImGui::PushFont(ui.fonts.text);
    return true;
}

void end_menu() {
    ImGui::PopFont();
    ImGui::EndPopup();
}

void text(ImFont* font, ImU32 color, const std::string& words) {
    ImGui::PushFont(font);
    ImGui::PushStyleColor(ImGuiCol_Text, color);
    ImGui::TextUnformatted(words.data(), words.data() + words.size());
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

std::string broken_at_spaces(ImFont* font, const std::string& words, float width) {
    std::string lines, line;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t end = std::min(words.find_first_of(" \n", at), words.size());
        const std::string word = words.substr(at, end - at), longer = line + (line.empty() ? "" : " ") + word;
        if (!line.empty() && size_of(font, longer).x > width) {
            lines += line + '\n';
            line = word;
        } else {
            line = longer;
        }
        if (end < words.size() && words[end] == '\n') {
            lines += line + '\n';
            line.clear();
        }
        at = end + 1;
    }
    return lines + line;
}

void wrapped_text(ImFont* font, ImU32 color, const std::string& words) {
    ImGui::PushTextWrapPos(0);  // of a word that is wider than the panel
    text(font, color, broken_at_spaces(font, words, ImGui::GetContentRegionAvail().x));
    ImGui::PopTextWrapPos();
}

void text_right(ImFont* font, ImU32 color, const std::string& words, float right) {
    ImGui::SetCursorPosX(right - size_of(font, words).x);
    text(font, color, words);
}

ImVec2 size_of(ImFont* font, const std::string& words) {
    return font->CalcTextSizeA(font->FontSize, 1e6F, 0, words.data(), words.data() + words.size());
}

std::string cut_to(ImFont* font, const std::string& words, float width) {
    if (size_of(font, words).x <= width) return words;
    const char* rest = nullptr;
    const std::string dots = "…";
    static_cast<void>(font->CalcTextSizeA(font->FontSize, std::max(0.0F, width - size_of(font, dots).x), 0,
                                          words.data(), words.data() + words.size(), &rest));
    std::string kept(words.data(), rest);
    while (!kept.empty() && kept.back() == ' ') kept.pop_back();
    return kept + dots;
}

float draw_text(ImDrawList& draw, ImFont* font, ImVec2 at, ImU32 color, const std::string& words) {
    const ImVec2 whole{std::floor(at.x), std::floor(at.y)};
    draw.AddText(font, font->FontSize, whole, color, words.data(), words.data() + words.size());
    return size_of(font, words).x;
}

void heading(Ui& ui, const char* words) {
    const float spacing = ui.px(1);
    ImGui::Dummy({0, ui.px(8)});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ImVec2 at = ImGui::GetCursorScreenPos();
    for (const char* c = words; *c; ++c)
        at.x += draw_text(draw, ui.fonts.heading, at, ui.theme().quiet, {*c}) + spacing;
    ImGui::Dummy({0, ui.px(16)});
}

bool pill(Ui& ui, const char* words, bool on, ImU32 on_color, ImU32 on_text) {
    const Theme& t = ui.theme();
    const ImVec2 words_size = size_of(ui.fonts.text, words);
    const ImVec2 size{words_size.x + ui.px(24), ui.px(28)};
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton(words, size);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 ground = on ? on_color : ImGui::IsItemHovered() ? t.rule : t.field;
    draw.AddRectFilled(at, {at.x + size.x, at.y + size.y}, ground, ui.px(5));
    draw_text(draw, on ? ui.fonts.bold : ui.fonts.text,
              {at.x + ui.px(12), at.y + (size.y - words_size.y) / 2}, on ? on_text : t.text, words);
    return pressed;
}

bool quiet_button(Ui& ui, const char* words) {
    const std::string shown(words, std::string_view(words).find("##") == std::string_view::npos
                                       ? std::string_view(words).size()
                                       : std::string_view(words).find("##"));
    const ImVec2 size = size_of(ui.fonts.text, shown);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton(words, size);
    draw_text(*ImGui::GetWindowDrawList(), ui.fonts.text, at,
              ImGui::IsItemHovered() ? ui.theme().text : ui.theme().quiet, shown);
    return pressed;
}

void rule(Ui& ui) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + 1}, ui.theme().rule);
    ImGui::Dummy({0, 1});
}

void edge(Ui& ui, ImVec2 min, ImVec2 max) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRectFullScreen();
    draw.AddRectFilled(min, max, ui.theme().rule);
    draw.PopClipRect();
}

void tooltip(Ui& ui, const std::string& words) {
    if (ImGui::IsItemHovered()) tooltip_at_pointer(ui, words);
}

void tooltip_at_pointer(Ui& ui, const std::string& words) {
    if (words.empty()) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(10), ui.px(8)});
    ImGui::BeginTooltip();
    const float width = ui.px(320), padding = ui.px(10);
    ImGui::PushTextWrapPos(width);  // of a word that is wider
    text(ui.fonts.text, ui.theme().text, broken_at_spaces(ui.fonts.text, words, width - padding));
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

void draw_flight_line(ImDrawList& draw, const ImVec2* points, int count, int style, float alpha,
                      float thickness, float scale) {
    const FlightStyle look = flight_style(style);
    const ImU32 color = with_alpha(flight_color(style), alpha);
    if (look.dash == 0) {
        draw.AddPolyline(points, count, color, ImDrawFlags_None, thickness);
        return;
    }
    bool on = true;
    float left = look.dash * scale;
    ImVector<ImVec2> piece;
    if (count > 0) piece.push_back(points[0]);
    for (int i = 1; i < count; ++i) {
        ImVec2 from = points[i - 1];
        const ImVec2 to = points[i];
        float length = std::hypot(to.x - from.x, to.y - from.y);
        // No screen is so wide; in longer pieces a dash would be lost in the rounding of their length, and
        // what is left would never grow shorter.
        constexpr float longest = 1e5F;
        if (!(length < longest)) length = 0;
        while (length > left) {
            const float part = left / length;
            from = {from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part};
            length -= left;
            if (on) {
                piece.push_back(from);
                draw.AddPolyline(piece.Data, piece.Size, color, ImDrawFlags_None, thickness);
            }
            piece.resize(0);
            piece.push_back(from);
            on = !on;
            left = (on ? look.dash : look.gap) * scale;
        }
        left -= length;
        if (on) piece.push_back(to);
    }
    if (on && piece.Size > 1) draw.AddPolyline(piece.Data, piece.Size, color, ImDrawFlags_None, thickness);
}

}  // namespace apogee
