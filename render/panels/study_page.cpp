#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

#include "base/input_error.h"
#include "panels/case_plots.h"
#include "panels/panels.h"
#include "report/study_text.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

/// Words that open a menu of others. @return what was chosen of it.
std::optional<std::size_t> choice(Ui& ui, const char* id, const std::string& shown, const char* hint,
                                  std::size_t count, const std::function<std::string(std::size_t)>& words) {
    std::optional<std::size_t> chosen;
    ImGui::PushID(id);
    if (quiet_button(ui, (shown + " …").c_str())) ImGui::OpenPopup("choice");
    tooltip(ui, hint);
    if (begin_menu(ui, "choice")) {
        for (std::size_t i = 0; i < count; ++i)
            if (ImGui::MenuItem((words(i) + "##" + std::to_string(i)).c_str(), nullptr, words(i) == shown))
                chosen = i;
        end_menu();
    }
    ImGui::PopID();
    return chosen;
}

/// Which scenario of the study, where it has several.
void choose_part(Ui& ui, const StoredStudy& shown) {
    if (shown.study.parts.size() < 2) return;
    const auto name_of = [&](std::size_t i) { return printable(shown.study.parts[i].name); };
    std::size_t& part = ui.session.study_part;
    if (const auto chosen = choice(ui, "part", name_of(part), "another scenario of the study",
                                   shown.study.parts.size(), name_of))
        part = *chosen;
}

const std::string& label_of_figure(const StoredStudy::Part& part, std::size_t figure) {
    return part.columns[column_of(part, result_fields()[figure].name)].label;
}

void choose_figure(Ui& ui, const StoredStudy::Part& part) {
    const auto label = [&](std::size_t i) { return label_of_figure(part, i); };
    std::size_t& figure = ui.session.study_figure;
    if (const auto chosen =
            choice(ui, "figure", label(figure), "another figure of the cases", result_fields().size(), label))
        figure = *chosen;
}

/// What the scatter has on an axis: a number that was varied, or a figure.
void choose_column(Ui& ui, const StoredStudy::Part& part, const char* id, const char* hint,
                   std::string& key) {
    const auto label = [&](std::size_t i) {
        return with_unit(part.columns[i].label, case_unit(ui, part.columns[i].unit));
    };
    if (const auto chosen = choice(ui, id, label(column_of(part, key)), hint, part.columns.size(), label))
        key = part.columns[*chosen].key;
}

/// The quantiles in numbers, and what they stand on.
void quantile_lines(Ui& ui, const FieldStatistics& f, const CaseUnit& unit, std::uint64_t cases) {
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
         fmt::format("Mean {}; from {} to {}; {} of {} {} the figure", number(f.mean), number(f.least),
                     number(f.greatest), grouped(static_cast<double>(f.count), 0),
                     grouped(static_cast<double>(cases), 0), cases == 1 ? "case has" : "cases have"));
}

}  // namespace

namespace {

/// The figure's histogram, with the menu that chooses it above.
void histogram_of_cases(Ui& ui, const Area& area, const StoredStudy::Part& part, const FieldStatistics& f) {
    const std::size_t figure = ui.session.study_figure;
    const CaseUnit unit = case_unit(ui, result_fields()[figure].unit);
    ImGui::SetCursorScreenPos(area.min());
    choose_figure(ui, part);
    if (f.count == 0) {
        text(ui.fonts.text, ui.theme().quiet, "no case has this figure");
        return;
    }
    const Area bars{area.x, area.y + ui.px(44), area.width, area.height - ui.px(44 + 42)};
    draw_case_bars(ui, bars, f, unit);
    const std::string axis = with_unit(label_of_figure(part, figure), unit);
    draw_text(*ImGui::GetWindowDrawList(), ui.fonts.text,
              {area.x + area.width - size_of(ui.fonts.text, axis).x, bars.y + bars.height + ui.px(20)},
              ui.theme().quiet, axis);
}

/// Two numbers of the cases, each chosen where its axis has its name.
void scatter_of_cases(Ui& ui, const Area& area, const StoredStudy::Part& part) {
    Session& session = ui.session;
    const float numbers = ui.px(52);
    ImGui::SetCursorScreenPos(area.min());
    choose_column(ui, part, "up", "another number upward", session.scatter_up);
    const Area dots{area.x + numbers, area.y + ui.px(44), area.width - numbers, area.height - ui.px(44 + 42)};
    draw_case_scatter(ui, dots, part);
    ImGui::SetCursorScreenPos({dots.x, dots.y + dots.height + ui.px(20)});
    choose_column(ui, part, "across", "another number across", session.scatter_across);
}

}  // namespace

void study_page(Ui& ui, const Area& area) {
    const StoredStudy* const shown = ui.session.study.get();
    if (!shown) return;
    ui.session.pointed_case.reset();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(20), ui.px(14)});
    if (begin_panel("study", area.min(), {area.width, area.height})) {
        const ResultField& field = result_fields()[ui.session.study_figure];
        const PartStatistics& part = shown->summary[ui.session.study_part].statistics;
        const FieldStatistics& f = statistics_of(part, field.member);
        const std::string& title = shown->study.title.empty() ? shown->study.file : shown->study.title;
        const float inner = area.width - ui.px(40), gap = ui.px(28), lines = ui.px(24) * 7;
        ImGui::SetCursorPosY(ui.px(52));
        text(ui.fonts.title, ui.theme().text, cut_to(ui.fonts.title, printable(title), inner));
        if (!shown->edited.empty()) wrapped_text(ui.fonts.text, ui.theme().bad, shown->edited);
        choose_part(ui, *shown);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        // Side by side where both have room, else one above the other, and the page scrolls.
        const bool wide = inner >= ui.px(520);
        const float height = std::max(ui.px(200), area.y + area.height - at.y - lines),
                    width = wide ? (inner - gap) / 2 : inner;
        const StoredStudy::Part& cases = shown->parts[ui.session.study_part];
        histogram_of_cases(ui, {at.x, at.y, width, height}, cases, f);
        const ImVec2 second = wide ? ImVec2{at.x + width + gap, at.y} : ImVec2{at.x, at.y + height};
        scatter_of_cases(ui, {second.x, second.y, width, height}, cases);
        ImGui::SetCursorScreenPos({at.x, second.y + height});
        if (f.count > 0) quantile_lines(ui, f, case_unit(ui, field.unit), part.cases);
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

}  // namespace apogee
