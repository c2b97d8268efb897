#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/input_error.h"
#include "base/text.h"
#include "report/flight.h"
#include "report/study_text.h"
#include "scenario/keys.h"

namespace apogee {
namespace {

using Align = TextTable::Align;

constexpr std::size_t most_effects = 12;  ///< numbers in a table of effects

/// How much a number varies, in few words.
struct SpreadText {
    double value;

    std::string operator()(const Triangular& d) const { return plain(d.low, 6) + " to " + plain(d.high, 6); }
    std::string operator()(const Uniform& d) const { return plain(d.low, 6) + " to " + plain(d.high, 6); }
    std::string operator()(const Normal& d) const { return plain(value, 6) + " sd " + plain(d.sd, 3); }
    std::string operator()(const LogNormal& d) const {
        return plain(value, 6) + " x/: " + plain(std::exp(d.sd_of_ln), 3);
    }
    std::string operator()(const Discrete& d) const { return count_of(d.values.size(), "value", "values"); }
};

std::string spread_text(const StudyPart& part, std::size_t i) {
    if (part.axes.empty()) return std::visit(SpreadText{part.numbers[i].value}, part.numbers[i].distribution);
    const auto [least, greatest] = std::ranges::minmax(part.axes[i].values);
    return fmt::format("{}, {} to {}", count_of(part.axes[i].values.size(), "value", "values"),
                       plain(least, 6), plain(greatest, 6));
}

/// The figure whose effects order the table: the range where it varies.
const Sensitivity* leading(const std::vector<Sensitivity>& all) {
    const auto found = std::ranges::find_if(all, [](const Sensitivity& s) { return !s.effects.empty(); });
    return found == all.end() ? nullptr : &*found;
}

std::string percent(double share) {
    return fixed(100 * share, 1);
}

/// What all numbers do, each for itself; empty where shares cannot be added.
std::string sum_text(const StudyPart& part, const Sensitivity& effects, bool holes) {
    if (effects.effects.size() < 2 || holes || !part.correlations.empty()) return {};
    double together = 0;
    for (const Effect& effect : effects.effects) together += effect.index;
    constexpr double shown = 0.0005;  // half a unit of the last digit
    const bool sweep = !part.axes.empty();
    if (together >= 1 - shown)
        return fmt::format("  all together {} %: nothing is left for numbers acting jointly\n",
                           percent(sweep ? 1 : together));
    if (together < shown)
        return fmt::format("  all together nothing: the {} varies by numbers acting jointly{}\n",
                           figure_label(effects.field->name),
                           sweep ? "" : ", or the shares are lost in their noise");
    return fmt::format("  all together {} %; what lacks to 100 % comes from numbers acting jointly{}\n",
                       percent(together), sweep ? "" : ", or is noise");
}

/// What the shares mean. @param holes  whether some cases lack the figure.
std::string effects_notes(const StudyPart& part, const Sensitivity& effects, bool holes) {
    const bool sweep = !part.axes.empty();
    std::string text = sum_text(part, effects, holes);
    text += fmt::format(
        "  at its lowest and highest: mean {} ({}) over {}\n", figure_label(effects.field->name),
        effects.field->unit,
        sweep ? "the cases with that value of the number" : "the tenth of the cases where the number is so");
    if (sweep) text += "  every combination of the values counts the same: another grid, other shares\n";
    if (holes)
        text +=
            sweep
                ? "  cases without the figure leave holes in the grid: shares may overlap and do not add up\n"
                : "  cases without the figure are left out; the others are no whole sample: shares do not "
                  "add up\n";
    if (!part.correlations.empty())
        text +=
            "  * moves together with another number: each takes the credit for both, shares do not add up\n";
    return text;
}

}  // namespace

std::string effects_text(const StudyPart& part, const PartSummary& summary) {
    const Sensitivity* first = leading(summary.sensitivities);
    if (!first) return {};
    const bool sweep = !part.axes.empty();
    const auto also = [&](double CaseResult::*member) -> const Sensitivity* {
        for (const Sensitivity& s : summary.sensitivities)
            if (s.field->member == member && !s.effects.empty() && &s != first) return &s;
        return nullptr;
    };
    const Sensitivity* heights = also(&CaseResult::apogee_km);
    const Sensitivity* times = also(&CaseResult::flight_time_s);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < part.paths.size(); ++i) order.push_back(i);
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return first->effects[i].index; });

    TextTable table;
    table.column("\nnumber", Align::left);
    table.column("\nvaries", Align::left);
    table.column(figure_label(first->field->name) + "\n%");
    table.column(sweep ? "" : "+-\n%");
    table.column("at its\nlowest");
    table.column("and\nhighest");
    table.column(heights ? "apogee\n%" : "");
    table.column(times ? "time\n%" : "");
    const FieldStatistics& f = statistics_of(summary.statistics, first->field->member);
    const double largest = std::max(std::abs(f.least), std::abs(f.greatest));
    double left_out_most = 0;
    const std::size_t shown = std::min(order.size(), most_effects);
    for (std::size_t k = 0; k < order.size(); ++k) {
        const std::size_t i = order[k];
        const Effect& e = first->effects[i];
        if (k >= shown) {
            left_out_most = std::max(left_out_most, e.index);
            continue;
        }
        const bool tied = std::ranges::any_of(
            part.correlations, [&](const Correlation& c) { return c.first == i || c.second == i; });
        table.row({printable(part.paths[i]) + (tied ? "*" : ""), spread_text(part, i), percent(e.index),
                   sweep ? "" : percent(e.noise), number_among(e.at_low, largest),
                   number_among(e.at_high, largest), heights ? percent(heights->effects[i].index) : "",
                   times ? percent(times->effects[i].index) : ""});
    }
    const bool holes = f.count < summary.statistics.cases;
    std::string text =
        heading(fmt::format(
            "What would change the answer: share of the variance of the {} that goes with one number",
            figure_label(first->field->name))) +
        (holes ? fmt::format("  of the {} of {} that have it\n", f.count,
                             count_of(summary.statistics.cases, "case", "cases"))
               : "") +
        table.print();
    if (shown < order.size())
        text += fmt::format("  {} more, each {} % or less\n", order.size() - shown, percent(left_out_most));
    return text + effects_notes(part, *first, holes);
}

const FieldStatistics& statistics_of(const PartStatistics& part, double CaseResult::*member) {
    return *std::ranges::find_if(part.fields,
                                 [&](const FieldStatistics& f) { return f.field->member == member; });
}

}  // namespace apogee
