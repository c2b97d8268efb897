#include "ui/theme.h"

#include "scene/world_theme.h"

namespace apogee {
namespace {

constexpr ImU32 rgb(unsigned hex, unsigned alpha = 255) {
    return IM_COL32(hex >> 16U, hex >> 8U & 255U, hex & 255U, alpha);
}

constexpr Theme dark_theme{
    .ground = rgb(0x0e1621),
    .panel = rgb(0x151f2d),
    .field = rgb(0x1b2736),
    .rule = rgb(0x2a394c),
    .text = rgb(0xe8edf3),
    .quiet = rgb(0x8fa1b5),
    .knob = rgb(0xffffff),
    .knob_edge = rgb(0x0e1621, 100),
    .band = rgb(0x8fa1b5, 110),
    .good = rgb(0x3ecf8e),
    .good_ground = rgb(0x123f33),
    .bad = rgb(0xff8a5c),
    .bad_ground = rgb(0x4a2318),
    .selected = rgb(0xe8edf3),
    .selected_text = rgb(0x0e1621),
    .overlay = rgb(0x0e1621, 224),
};

constexpr Theme light_theme{
    .ground = rgb(0xe9edf2),
    .panel = rgb(0xfbfcfd),
    .field = rgb(0xeff2f6),
    .rule = rgb(0xd3dae3),
    .text = rgb(0x17212d),
    .quiet = rgb(0x5a6a7c),
    .knob = rgb(0xffffff),
    .knob_edge = rgb(0x5a6a7c),
    .band = rgb(0x5a6a7c, 90),
    .good = rgb(0x00694c),
    .good_ground = rgb(0xd5efe5),
    .bad = rgb(0xa33c00),
    .bad_ground = rgb(0xfbe3d6),
    .selected = rgb(0x17212d),
    .selected_text = rgb(0xfbfcfd),
    .overlay = rgb(0xfbfcfd, 232),
};

}  // namespace

const Theme& theme(bool dark) {
    return dark ? dark_theme : light_theme;
}

ImU32 flight_color(int style) {
    return rgb(flight_style(style).color.rgb);
}

ImU32 with_alpha(ImU32 color, float alpha) {
    return (color & ~IM_COL32_A_MASK) | static_cast<ImU32>(alpha * 255.0F) << IM_COL32_A_SHIFT;
}

void apply_theme(bool dark, float scale) {
    const Theme& t = theme(dark);
    ImGuiStyle style;
    if (!dark) ImGui::StyleColorsLight(&style);
    style.WindowRounding = 0;
    style.ChildRounding = 0;
    style.FrameRounding = 4;
    style.PopupRounding = 6;
    style.ScrollbarRounding = 4;
    style.GrabRounding = 4;
    style.WindowPadding = {16, 12};
    style.FramePadding = {8, 4};
    style.ItemSpacing = {8, 4};
    style.ScrollbarSize = 8;
    style.WindowBorderSize = 0;
    style.PopupBorderSize = 1;
    style.FrameBorderSize = 0;
    style.ScaleAllSizes(scale);
    const auto set = [&](ImGuiCol index, ImU32 color) {
        style.Colors[index] = ImGui::ColorConvertU32ToFloat4(color);
    };
    set(ImGuiCol_WindowBg, t.panel);
    set(ImGuiCol_PopupBg, t.panel);
    set(ImGuiCol_ChildBg, with_alpha(t.panel, 0));
    set(ImGuiCol_Border, t.rule);
    set(ImGuiCol_Text, t.text);
    set(ImGuiCol_TextDisabled, t.quiet);
    set(ImGuiCol_FrameBg, t.field);
    set(ImGuiCol_FrameBgHovered, t.rule);
    set(ImGuiCol_FrameBgActive, t.rule);
    set(ImGuiCol_Button, t.field);
    set(ImGuiCol_ButtonHovered, t.rule);
    set(ImGuiCol_ButtonActive, t.rule);
    set(ImGuiCol_Header, t.field);
    set(ImGuiCol_HeaderHovered, t.rule);
    set(ImGuiCol_HeaderActive, t.rule);
    set(ImGuiCol_Separator, t.rule);
    set(ImGuiCol_ScrollbarBg, with_alpha(t.panel, 0));
    set(ImGuiCol_ScrollbarGrab, t.rule);
    set(ImGuiCol_ScrollbarGrabHovered, t.quiet);
    set(ImGuiCol_ScrollbarGrabActive, t.quiet);
    set(ImGuiCol_CheckMark, flight_color(0));
    set(ImGuiCol_TextSelectedBg, with_alpha(flight_color(1), 0.4F));
    set(ImGuiCol_NavHighlight, with_alpha(flight_color(1), 0.8F));
    set(ImGuiCol_ModalWindowDimBg, with_alpha(t.ground, 0.6F));
    set(ImGuiCol_TitleBg, t.panel);
    set(ImGuiCol_TitleBgActive, t.panel);
    ImGui::GetStyle() = style;
}

}  // namespace apogee
