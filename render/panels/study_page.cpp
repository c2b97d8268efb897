#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/input_error.h"
#include "panels/panels.h"
#include "report/study_text.h"
#include "scene/axis.h"
#include "scene/key_text.h"
#include "session/stored_study.h"
#include "ui/plot.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

/// A figure of cases in the unit that the window shows.
struct FigureUnit {
    double factor = 1;
    std::string name;
};

FigureUnit unit_of_figure(const Ui& ui, const ResultField& field) {
    const std::string unit = field.unit;
    if (unit == "km") return {1000 / metres_per(ui.session.unit), name(ui.session.unit)};
    return {1, unit_sign(unit)};
}

std::string label_of_figure(const ResultField& field) {
    std::string label = figure_label(field.name);
    if (!label.empty() && label[0] >= 'a' && label[0] <= 'z')
        label[0] = static_cast<char>(label[0] - 'a' + 'A');
    return label;
}

/// Part and figure, each a menu where there is a choice.
void choices_of_study(Ui& ui, const StoredStudy& shown) {
    Session& session = ui.session;
    if (quiet_button(ui, (label_of_figure(result_fields()[session.study_figure]) + " …##figure").c_str()))
        ImGui::OpenPopup("figure of cases");
    tooltip(ui, "another figure of the cases");
    if (begin_menu(ui, "figure of cases")) {
        for (std::size_t i = 0; i < result_fields().size(); ++i)
            if (ImGui::MenuItem(label_of_figure(result_fields()[i]).c_str(), nullptr,
                                i == session.study_figure))
                session.study_figure = i;
        end_menu();
    }
    if (shown.study.parts.size() < 2) return;
    ImGui::SameLine(0, ui.px(20));
    if (quiet_button(ui, (printable(shown.study.parts[session.study_part].name) + " …##part").c_str()))
        ImGui::OpenPopup("part of study");
    tooltip(ui, "another scenario of the study");
    if (!begin_menu(ui, "part of study")) return;
    for (std::size_t i = 0; i < shown.study.parts.size(); ++i)
        if (ImGui::MenuItem(printable(shown.study.parts[i].name).c_str(), nullptr, i == session.study_part))
            session.study_part = i;
    end_menu();
}

/// Bars of the shares of all cases that have the figure; the middle 90 % shaded, quantiles as lines.
void draw_case_bars(Ui& ui, const Area& area, const FieldStatistics& f, const FigureUnit& unit) {
    const Theme& t = ui.theme();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const double from = static_cast<double>(f.histogram.first) * f.histogram.step * unit.factor,
                 step = f.histogram.step * unit.factor;
    const AxisSpan span =
        drawable_span(from - step, from + step * static_cast<double>(f.histogram.counts.size() + 1));
    const auto x_of = [&](double value) {
        return area.x + static_cast<float>((value - span.from) / (span.to - span.from)) * area.width;
    };
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
    for (const QuantileEstimate& quantile : f.quantiles) {
        const float x = std::floor(x_of(quantile.value * unit.factor));
        draw.AddRectFilled({x, area.y}, {x + 1, bottom}, t.text);
        const std::string words = fmt::format("{:.0f} %", 100 * quantile.probability);
        const float half = size_of(ui.fonts.small, words).x / 2;
        draw_text(draw, ui.fonts.small, {x - half, area.y - ui.px(16)}, t.quiet, words);
    }
    const double tick = round_step((span.to - span.from) / std::max(2.0F, area.width / ui.px(90)));
    for (const double value : multiples(tick, span.from, span.to)) {
        const std::string words = tick_text(value, tick);
        const float x = std::floor(x_of(value));
        draw.AddRectFilled({x, bottom}, {x + 1, bottom + ui.px(4)}, t.rule);
        draw_text(draw, ui.fonts.small, {x - size_of(ui.fonts.small, words).x / 2, bottom + ui.px(5)},
                  t.quiet, words);
    }
}

/// The quantiles in numbers, and what they stand on.
void quantile_lines(Ui& ui, const FieldStatistics& f, const FigureUnit& unit, std::uint64_t cases) {
    const auto number = [&](double value) {
        return rounded(value * unit.factor) + (unit.name.empty() ? "" : ' ' + unit.name);
    };
    for (const QuantileEstimate& quantile : f.quantiles) {
        const std::string share = fmt::format("{:.0f} % of them below ", 100 * quantile.probability);
        std::string words =
            (quantile.probability == 0.5 ? "Half of them below " : share) + number(quantile.value);
        if (std::isfinite(quantile.low90) && std::isfinite(quantile.high90))
            words += fmt::format("  (the distribution's own: {} to {}, 90 %)", number(quantile.low90),
                                 number(quantile.high90));
        text(ui.fonts.text, ui.theme().text, words);
    }
    text(ui.fonts.text, ui.theme().quiet,
         fmt::format("Mean {}; from {} to {}; {} of {} cases have the figure", number(f.mean),
                     number(f.least), number(f.greatest), grouped(static_cast<double>(f.count), 0),
                     grouped(static_cast<double>(cases), 0)));
}

}  // namespace

void study_page(Ui& ui, const Area& area) {
    const StoredStudy* const shown = ui.session.study.get();
    if (!shown) return;
    const Theme& t = ui.theme();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(20), ui.px(14)});
    if (begin_panel("study", area.min(), {area.width, area.height})) {
        const ResultField& field = result_fields()[ui.session.study_figure];
        const PartStatistics& part = shown->summary[ui.session.study_part].statistics;
        const FieldStatistics& f = statistics_of(part, field.member);
        const FigureUnit unit = unit_of_figure(ui, field);
        const std::string& title = shown->study.title.empty() ? shown->study.file : shown->study.title;
        ImGui::SetCursorPosY(ui.px(52));
        text(ui.fonts.title, t.text, cut_to(ui.fonts.title, printable(title), area.width - ui.px(40)));
        choices_of_study(ui, *shown);
        if (f.count == 0) {
            text(ui.fonts.text, t.quiet, "no case has this figure");
        } else {
            const ImVec2 at = ImGui::GetCursorScreenPos();
            const float lines = ui.px(24) * 7,
                        height = std::max(ui.px(60), area.y + area.height - at.y - lines - ui.px(60));
            draw_case_bars(ui, {at.x, at.y + ui.px(20), area.width - ui.px(40), height}, f, unit);
            const std::string axis = label_of_figure(field) + (unit.name.empty() ? "" : ", " + unit.name);
            draw_text(
                *ImGui::GetWindowDrawList(), ui.fonts.text,
                {at.x + area.width - ui.px(40) - size_of(ui.fonts.text, axis).x, at.y + height + ui.px(40)},
                t.quiet, axis);
            ImGui::SetCursorScreenPos({at.x, at.y + height + ui.px(48)});
            quantile_lines(ui, f, unit, part.cases);
        }
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

}  // namespace apogee
