#include "panels/case_plots.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "base/unit_sign.h"
#include "scene/axis.h"
#include "ui/plot.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

float across(const Area& area, const AxisSpan& span, double value) {
    return area.x + static_cast<float>((value - span.from) / (span.to - span.from)) * area.width;
}

float upward(const Area& area, const AxisSpan& span, double value) {
    return area.y + area.height -
           static_cast<float>((value - span.from) / (span.to - span.from)) * area.height;
}

void draw_ticks_across(Ui& ui, const Area& area, const AxisSpan& span) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float bottom = area.y + area.height;
    const double tick = round_step((span.to - span.from) / std::max(2.0F, area.width / ui.px(70)));
    for (const double value : multiples(tick, span.from, span.to)) {
        const std::string words = tick_text(value, tick);
        const float x = std::floor(across(area, span, value));
        draw.AddRectFilled({x, bottom}, {x + 1, bottom + ui.px(4)}, ui.theme().rule);
        draw_text(draw, ui.fonts.small, {x - size_of(ui.fonts.small, words).x / 2, bottom + ui.px(5)},
                  ui.theme().quiet, words);
    }
}

/// Lines across the area, their numbers at its left edge.
void draw_ticks_upward(Ui& ui, const Area& area, const AxisSpan& span) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const double tick = round_step((span.to - span.from) / std::max(2.0F, area.height / ui.px(60)));
    for (const double value : multiples(tick, span.from, span.to)) {
        const std::string words = tick_text(value, tick);
        const float y = std::floor(upward(area, span, value));
        draw.AddRectFilled({area.x, y}, {area.x + area.width, y + 1}, with_alpha(ui.theme().rule, 0.6F));
        draw_text(draw, ui.fonts.small, {area.x - ui.px(6) - size_of(ui.fonts.small, words).x, y - ui.px(8)},
                  ui.theme().quiet, words);
    }
}

AxisSpan span_of(const CaseColumn& column, const CaseUnit& unit) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const double value : column.values) {
        if (!std::isfinite(value)) continue;
        low = std::min(low, value * unit.factor);
        high = std::max(high, value * unit.factor);
    }
    const AxisSpan span = drawable_span(low, high);
    const double air = 0.04 * (span.to - span.from);  // a dot on the edge would be half a one
    return {span.from - air, span.to + air};
}

/// A number of a case in the window's unit.
std::string case_number(const Ui& ui, const CaseColumn& column, std::size_t number) {
    const CaseUnit unit = case_unit(ui, column.unit);
    return rounded(column.values[number] * unit.factor) + (unit.name.empty() ? "" : ' ' + unit.name);
}

}  // namespace

CaseUnit case_unit(const Ui& ui, const std::string& stored) {
    if (stored == "km") return {1000 / metres_per(ui.session.unit), name(ui.session.unit)};
    return {1, unit_sign(stored)};
}

std::string with_unit(const std::string& label, const CaseUnit& unit) {
    return label + (unit.name.empty() ? "" : ", " + unit.name);
}

/// Bars of the shares of all cases that have the figure; the middle 90 % shaded, quantiles as lines.
void draw_case_bars(Ui& ui, const Area& area, const FieldStatistics& f, const CaseUnit& unit) {
    const Theme& t = ui.theme();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const double from = static_cast<double>(f.histogram.first) * f.histogram.step * unit.factor,
                 step = f.histogram.step * unit.factor;
    const AxisSpan span =
        drawable_span(from - step, from + step * static_cast<double>(f.histogram.counts.size() + 1));
    const auto x_of = [&](double value) { return across(area, span, value); };
    const float bottom = area.y + area.height;
    draw.AddRectFilled(area.min(), area.max(), t.field);
    draw.AddRectFilled({x_of(f.quantiles.front().value * unit.factor), area.y},
                       {x_of(f.quantiles.back().value * unit.factor), bottom}, with_alpha(t.quiet, 0.16F));
    const std::uint64_t most = *std::ranges::max_element(f.histogram.counts);
    const ImU32 color = flight_color(static_cast<int>(ui.session.study_part));
    for (std::size_t i = 0; i < f.histogram.counts.size(); ++i) {
        const float height =
            0.9F * area.height * static_cast<float>(f.histogram.counts[i]) / static_cast<float>(most);
        const float left = x_of(from + step * static_cast<double>(i)),
                    right = x_of(from + step * static_cast<double>(i + 1));
        draw.AddRectFilled({left + 0.5F, bottom - height}, {std::max(left + 1, right - 0.5F), bottom}, color);
    }
    // The median's name first, then those of the ends: names of near ones would overlap.
    std::vector<std::pair<float, float>> named;
    for (const double probability : {0.5, 0.05, 0.95, 0.25, 0.75})
        for (const QuantileEstimate& quantile : f.quantiles) {
            if (std::abs(quantile.probability - probability) > 1e-9) continue;
            const float x = std::floor(x_of(quantile.value * unit.factor));
            draw.AddRectFilled({x, area.y}, {x + 1, bottom}, t.text);
            const std::string words = fmt::format("{:.0f} %", 100 * quantile.probability);
            const float half = size_of(ui.fonts.small, words).x / 2, air = ui.px(4);
            if (std::ranges::any_of(named, [&](const auto& other) {
                    return x - half < other.second + air && other.first < x + half + air;
                }))
                continue;
            draw_text(draw, ui.fonts.small, {x - half, area.y - ui.px(16)}, t.quiet, words);
            named.emplace_back(x - half, x + half);
        }
    draw_ticks_across(ui, area, span);
}

void draw_case_scatter(Ui& ui, const Area& area, const StoredStudy::Part& part) {
    Session& session = ui.session;
    const CaseColumn &right = part.columns[column_of(part, session.scatter_across)],
                     &up = part.columns[column_of(part, session.scatter_up)];
    const CaseUnit right_unit = case_unit(ui, right.unit), up_unit = case_unit(ui, up.unit);
    const AxisSpan wide = span_of(right, right_unit), high = span_of(up, up_unit);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(area.min(), area.max(), ui.theme().field);
    draw_ticks_across(ui, area, wide);
    draw_ticks_upward(ui, area, high);
    // Thousands of dots are small and pale, so that it is seen where they are densest.
    const bool few = right.values.size() <= 500;
    const ImU32 color = with_alpha(flight_color(static_cast<int>(session.study_part)), few ? 1.0F : 0.5F);
    const float half = ui.scale * (few ? 2.0F : 1.1F);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    float reach = ui.px(7);  // so near a click takes a dot
    ImVec2 taken;
    for (std::size_t i = 0; i < right.values.size(); ++i) {
        if (!std::isfinite(right.values[i]) || !std::isfinite(up.values[i])) continue;
        const ImVec2 at{across(area, wide, right.values[i] * right_unit.factor),
                        upward(area, high, up.values[i] * up_unit.factor)};
        draw.AddRectFilled({at.x - half, at.y - half}, {at.x + half, at.y + half}, color);
        const float off = std::hypot(at.x - mouse.x, at.y - mouse.y);
        if (off >= reach || !ImGui::IsWindowHovered()) continue;
        reach = off;
        taken = at;
        session.pointed_case = i;
    }
    if (!session.pointed_case) return;
    draw.AddCircle(taken, ui.px(6), ui.theme().text, 24, ui.px(1.5F));
    const std::size_t number = *session.pointed_case;
    ImGui::SetTooltip("case %zu: %s · %s\nclick for its flight", number,
                      case_number(ui, right, number).c_str(), case_number(ui, up, number).c_str());
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) ui.to_open_case = true;
}

}  // namespace apogee
