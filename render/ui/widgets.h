#pragma once

#include <string>

#include "ui/ui.h"

namespace apogee {

/// Begins a window without decoration at a fixed place. @return as ImGui::Begin; End must follow.
bool begin_panel(const char* name, ImVec2 min, ImVec2 size, ImGuiWindowFlags more = 0);

/// The same for a card with an edge, in front of all panels.
bool begin_card(Ui& ui, const char* name, ImVec2 min, ImVec2 size, ImGuiWindowFlags more = 0);
void end_card();

/// A card in the middle of the window; what lies below it is dimmed and takes no mouse.
bool begin_dialog(Ui& ui, const char* name, const Area& window, ImVec2 size);
void end_dialog();

/// A menu that ImGui::OpenPopup has opened. @return whether it is; end_menu must follow then.
bool begin_menu(Ui& ui, const char* name);
void end_menu();

/// Words with a line break at every space where the next word would pass a width: ImGui itself also breaks
/// after the comma in "1,135".
[[nodiscard]] std::string broken_at_spaces(ImFont* font, const std::string& words, float width);
void text(ImFont* font, ImU32 color, const std::string& words);
/// The same in as many lines as the window's width takes.
void wrapped_text(ImFont* font, ImU32 color, const std::string& words);
/// Text that ends at `right` (window coordinates), on the current line.
void text_right(ImFont* font, ImU32 color, const std::string& words, float right);
/// The text, or as much of it as fits with "…".
[[nodiscard]] std::string cut_to(ImFont* font, const std::string& words, float width);
[[nodiscard]] ImVec2 size_of(ImFont* font, const std::string& words);
/// Draws text at a place; returns its width.
float draw_text(ImDrawList& draw, ImFont* font, ImVec2 at, ImU32 color, const std::string& words);

/// "VEHICLE": letter-spaced capitals above a group.
void heading(Ui& ui, const char* words);
/// A button of the size of its words; bright where it is on. @return whether it was pressed.
bool pill(Ui& ui, const char* words, bool on, ImU32 on_color, ImU32 on_text);
/// Words that can be pressed, quiet until hovered.
bool quiet_button(Ui& ui, const char* words);
void rule(Ui& ui);
/// A thin line along a panel's edge.
void edge(Ui& ui, ImVec2 min, ImVec2 max);
/// Where the last item is hovered and there is something to say.
void tooltip(Ui& ui, const std::string& words);
void tooltip_at_pointer(Ui& ui, const std::string& words);

/// A line in a flight's colour and dash pattern; `scale` is pixels per point.
void draw_flight_line(ImDrawList& draw, const ImVec2* points, int count, int style, float alpha,
                      float thickness, float scale);

/// The number of a flight as a field: label, value with unit, a slider with its uncertainty as a band, and
/// the source.
void number_slider(Ui& ui, LoadedFlight& flight, const Parameter& parameter);
/// Moves a number by steps of its slider, within the slider's span.
void nudge_number(Ui& ui, LoadedFlight& flight, const Parameter& parameter, int steps);
/// Opens the field in which another value is typed.
void type_number(Ui& ui, const LoadedFlight& flight, const Parameter& parameter);
/// A number as `number_slider` has it, on one line without slider.
void number_field(Ui& ui, LoadedFlight& flight, const Parameter& parameter);

}  // namespace apogee
