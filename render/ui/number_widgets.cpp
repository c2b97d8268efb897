#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "base/input_error.h"
#include "base/unit_sign.h"
#include "report/flight_report.h"
#include "session/document.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

struct Span {
    double low, high;
};

std::optional<Span> stated_band(const Parameter& parameter) {
    if (const auto* range = std::get_if<Triangular>(&parameter.uncertainty))
        return Span{range->low, range->high};
    if (const auto* normal = std::get_if<Normal>(&parameter.uncertainty)) {
        constexpr double sds = 2;
        return Span{parameter.value - sds * normal->sd, parameter.value + sds * normal->sd};
    }
    return std::nullopt;
}

/// From where to where a slider reaches: twice the stated uncertainty to each side, or 40 % where none is
/// stated; the format's bounds end it.
Span slider_span(const Parameter& parameter) {
    const auto band = stated_band(parameter);
    double below = 0, above = 0;
    if (band) {
        below = above = std::max(parameter.value - band->low, band->high - parameter.value) * 1.6;
    } else if (parameter.unit == "deg") {
        below = above = parameter.path == "launch.azimuth_deg" ? 90 : 10;
    } else {
        below = above = 0.4 * std::abs(parameter.value);
    }
    if (below == 0) above = std::min(100.0, parameter.most - parameter.value);
    if (parameter.whole) {
        below = std::max(2.0, std::ceil(below));
        above = std::max(2.0, std::ceil(above));
    }
    return {std::max(parameter.least, parameter.value - below),
            std::min(parameter.most, parameter.value + above)};
}

/// The power of ten below a three-hundredth of the span, by which sliders move; what is counted moves by
/// whole ones.
double slider_step(Span span, bool whole) {
    const double fine = std::pow(10, std::floor(std::log10((span.high - span.low) / 300)));
    return whole ? std::max(1.0, fine) : fine;
}

/// Rounds to steps: a moved number stays one that a person would type.
double tidy(double value, Span span, bool whole) {
    const double step = slider_step(span, whole);
    const double rounded = std::round(value / step) * step;
    return std::clamp(std::stod(fmt::format("{:.10g}", rounded)), span.low, span.high);
}

std::string value_text(double value) {
    const double size = std::abs(value);
    if (size >= 10000) return grouped(value, 0);
    const std::string digits = fmt::format("{:.6g}", size);
    if (size < 1000) return (value < 0 ? "−" : "") + digits;
    const std::size_t point = digits.find('.');
    return grouped(value, point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1));
}

std::string details(const Parameter& parameter) {
    std::string words = parameter.path;
    words += fmt::format("\naccepted from {} to {} {}", number_text(parameter.least),
                         number_text(parameter.most), unit_sign(parameter.unit));
    const std::string uncertainty = uncertainty_text(parameter.uncertainty);
    if (!uncertainty.empty()) words += "\nuncertainty: " + uncertainty;
    if (parameter.defaulted) words += "\nno file states it: a default";
    if (!parameter.source.empty()) words += "\n" + printable(parameter.source);
    return words;
}

std::string source_line(const Parameter& parameter) {
    std::string words = uncertainty_text(parameter.uncertainty);
    if (!parameter.source.empty()) words += (words.empty() ? "" : " · ") + printable(parameter.source);
    return words.empty() && parameter.defaulted ? "default" : words;
}

/// Opens a number's field: what is typed there takes its place.
void open_field(Entry& entry, const Parameter& parameter, double value) {
    entry.path = parameter.path;
    entry.focus = true;
    const std::string typed = number_text(value);
    std::snprintf(entry.text, sizeof entry.text, "%s", typed.c_str());
}

/// The value at the right edge; a click opens it for typing.
void value_at_right(Ui& ui, LoadedFlight& flight, const Parameter& parameter, float right) {
    const Theme& t = ui.theme();
    Entry& entry = ui.entry;
    const std::string unit = unit_sign(parameter.unit);
    const float unit_width = unit.empty() ? 0 : size_of(ui.fonts.text, unit).x + ui.px(4);
    const bool changed = is_changed(flight, parameter.path);
    if (entry.path == parameter.path) {
        const float width = ui.px(88);
        ImGui::SetCursorPosX(right - unit_width - width);
        ImGui::SetNextItemWidth(width);
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(4), 0});
        if (entry.focus) ImGui::SetKeyboardFocusHere();
        const bool entered =
            ImGui::InputText("##value", entry.text, sizeof entry.text,
                             ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
        ImGui::PopStyleVar();
        const bool left = !entry.focus && ImGui::IsItemDeactivated();
        entry.focus = false;
        if (entered || (left && ImGui::IsItemDeactivatedAfterEdit()))
            set_number(flight, parameter.path, entry.text, true);
        if (entered || left) entry.path.clear();
    } else {
        const double value = current_value(flight, parameter);
        const std::string shown = value_text(value);
        const float width = size_of(ui.fonts.bold, shown).x;
        ImGui::SetCursorPosX(right - unit_width - width);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        if (ImGui::InvisibleButton("##open", {width + unit_width, ui.px(16)}))
            open_field(entry, parameter, value);
        const bool hovered = ImGui::IsItemHovered();
        if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
        draw_text(*ImGui::GetWindowDrawList(), ui.fonts.bold, at,
                  changed ? flight_color(flight.style) : t.text, shown);
        tooltip(ui, details(parameter));
    }
    if (unit.empty()) return;
    ImGui::SameLine();
    text_right(ui.fonts.text, t.quiet, unit, right);
}

/// A small mark that takes a changed number back.
void reset_mark(Ui& ui, LoadedFlight& flight, const Parameter& parameter, float x) {
    if (!is_changed(flight, parameter.path)) return;
    ImGui::SameLine();
    ImGui::SetCursorPosX(x);
    if (quiet_button(ui, "×##back")) reset_number(flight, parameter.path);
    tooltip(ui, "back to " + value_text(parameter.value) + ' ' + unit_sign(parameter.unit));
}

void slider_track(Ui& ui, LoadedFlight& flight, const Parameter& parameter, float width) {
    const Theme& t = ui.theme();
    const Span span = slider_span(parameter);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ui.px(16), middle = at.y + height / 2, half = ui.px(2), radius = ui.px(6);
    const double reach = span.high - span.low;
    const auto x_of = [&](double value) {
        return at.x + radius +
               static_cast<float>(std::clamp((value - span.low) / reach, 0.0, 1.0)) * (width - 2 * radius);
    };
    ImGui::InvisibleButton("##track", {width, height});
    Entry& entry = ui.entry;
    if (ImGui::IsItemActive() && reach > 0) {
        const bool first = entry.drag_path != parameter.path;
        entry.drag_path = parameter.path;
        const double part = (ImGui::GetIO().MousePos.x - at.x - radius) / (width - 2 * radius);
        const double value = tidy(span.low + std::clamp(part, 0.0, 1.0) * reach, span, parameter.whole);
        if (value != current_value(flight, parameter)) {
            const bool step = first || entry.drag_step;
            entry.drag_step = false;
            set_number(flight, parameter.path, number_text(value), step);
        } else if (first) {
            entry.drag_step = true;  // held but not moved yet: the first move is the step to undo
        }
    } else if (entry.drag_path == parameter.path) {
        entry.drag_path.clear();
        entry.drag_step = false;
    }
    const bool chosen = entry.chosen == parameter.path,
               lively = chosen || ImGui::IsItemHovered() || ImGui::IsItemActive();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float knob = x_of(current_value(flight, parameter));
    draw.AddRectFilled({at.x, middle - half}, {at.x + width, middle + half}, t.rule);
    if (const auto band = stated_band(parameter))
        draw.AddRectFilled({x_of(band->low), middle - 2 * half}, {x_of(band->high), middle + 2 * half},
                           t.band);
    draw.AddRectFilled({at.x, middle - half}, {knob, middle + half}, flight_color(flight.style));
    const float stated = std::floor(x_of(parameter.value));
    if (is_changed(flight, parameter.path))
        draw.AddRectFilled({stated, middle - ui.px(5)}, {stated + ui.px(1), middle + ui.px(5)}, t.text);
    const float size = radius + (lively ? ui.px(1) : 0);
    draw.AddCircleFilled({knob, middle}, size + 0.5F, t.knob_edge, 14);
    draw.AddCircleFilled({knob, middle}, size - 0.5F, t.knob, 14);
    if (chosen) draw.AddCircle({knob, middle}, size + ui.px(3), t.text, 20, ui.px(1.5F));
}

}  // namespace

void nudge_number(Ui& ui, LoadedFlight& flight, const Parameter& parameter, int steps) {
    const Span span = slider_span(parameter);
    if (!(span.high > span.low)) return;
    const double value = current_value(flight, parameter),
                 moved =
                     tidy(std::clamp(value, span.low, span.high) + steps * slider_step(span, parameter.whole),
                          span, parameter.whole);
    if (moved == value) return;
    set_number(flight, parameter.path, number_text(moved), !std::exchange(ui.entry.chosen_moved, true));
}

void type_number(Ui& ui, const LoadedFlight& flight, const Parameter& parameter) {
    open_field(ui.entry, parameter, current_value(flight, parameter));
}

void number_slider(Ui& ui, LoadedFlight& flight, const Parameter& parameter) {
    const Theme& t = ui.theme();
    ImGui::PushID(parameter.path.c_str());
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    const float left = ImGui::GetCursorPosX(), width = ImGui::GetContentRegionAvail().x;
    // Scrolled out of sight only its room is kept, which saves more triangles than all that is in sight
    // needs.
    const float height = 2 * ui.px(16) + ui.fonts.small->FontSize + ui.px(8);
    const bool chosen = ui.entry.chosen == parameter.path,
               in_hand = chosen || ui.entry.path == parameter.path || ui.entry.drag_path == parameter.path;
    if (!in_hand && !ImGui::IsRectVisible({width, height})) {
        ImGui::Dummy({0, height});
        ImGui::PopStyleVar();
        ImGui::PopID();
        return;
    }
    if (chosen && std::exchange(ui.entry.show_chosen, false)) ImGui::SetScrollHereY(0.3F);
    const std::string label = label_of(parameter.path);
    text(chosen ? ui.fonts.bold : ui.fonts.text, t.text, label);
    tooltip(ui, details(parameter));
    reset_mark(ui, flight, parameter,
               left + size_of(chosen ? ui.fonts.bold : ui.fonts.text, label).x + ui.px(6));
    ImGui::SameLine();
    value_at_right(ui, flight, parameter, left + width);
    slider_track(ui, flight, parameter, width);
    const std::string source = source_line(parameter);
    text(ui.fonts.small, t.quiet,
         cut_to(ui.fonts.small, source.empty() ? "no source stated" : source, width));
    tooltip(ui, details(parameter));
    ImGui::Dummy({0, ui.px(8)});
    ImGui::PopStyleVar();
    ImGui::PopID();
}

void number_field(Ui& ui, LoadedFlight& flight, const Parameter& parameter) {
    ImGui::PushID(parameter.path.c_str());
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, ui.px(4)});
    const float left = ImGui::GetCursorPosX(), width = ImGui::GetContentRegionAvail().x;
    const std::string label = cut_to(ui.fonts.text, label_of(parameter.path), width - ui.px(112));
    text(ui.fonts.text, parameter.defaulted ? ui.theme().quiet : ui.theme().text, label);
    tooltip(ui, details(parameter));
    reset_mark(ui, flight, parameter, left + size_of(ui.fonts.text, label).x + ui.px(6));
    ImGui::SameLine();
    value_at_right(ui, flight, parameter, left + width);
    ImGui::PopStyleVar();
    ImGui::PopID();
}

}  // namespace apogee
