#include "report/study_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/flight.h"
#include "report/flight_report.h"
#include "report/text.h"
#include "scenario/input_error.h"
#include "scenario/keys.h"

namespace apogee {
namespace {

using Align = TextTable::Align;

constexpr std::size_t most_rows = 40;     ///< of a sweep
constexpr std::size_t most_effects = 12;  ///< numbers in a table of effects

std::string heading(const std::string& text) {
    return '\n' + text + '\n';
}

/// "burnout_height_km" -> "burnout height".
std::string label(const ResultField& field) {
    std::string words(base_of(field.name));
    std::ranges::replace(words, '_', ' ');
    return words;
}

/// "km/s" for "impact_speed_km_s".
std::string unit(const ResultField& field) {
    const std::string_view text = unit_of(field.name);
    return text == "km_s" ? "km/s" : std::string(text);
}

std::string count_of(std::uint64_t count, const char* one, const char* many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

const FieldStatistics& statistics_of(const PartStatistics& part, double CaseResult::*member) {
    return *std::ranges::find_if(part.fields,
                                 [&](const FieldStatistics& f) { return f.field->member == member; });
}

std::string what_was_flown(const Study& study) {
    std::string text;
    if (study.sweep) {
        text = count_of(study.cases, "combination of", "combinations of");
        for (const SweepAxis& axis : study.parts.front().axes)
            text += fmt::format("{}{} ({})", &axis == &study.parts.front().axes.front() ? " " : ", ",
                                printable(axis.path), axis.values.size());
        return indented("Sweep        ", text);
    }
    text = fmt::format("seed {}, {}", study.seed,
                       study.sampling == Sampling::sobol ? "Sobol sequence" : "random numbers");
    if (study.median_range_interval_km)
        text += fmt::format(", at most {} cases, fewer where the median range is known to {} km", study.cases,
                            plain(*study.median_range_interval_km));
    return indented("Monte Carlo  ", text);
}

std::string how_they_ended(const PartStatistics& s) {
    std::string text;
    for (std::size_t i = 0; i < s.outcomes.size(); ++i) {
        if (s.outcomes[i] == 0) continue;
        std::string outcome = name(static_cast<Outcome>(i));
        std::ranges::replace(outcome, '_', ' ');
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", s.outcomes[i], outcome);
    }
    const std::uint64_t robust = s.flown_by[static_cast<std::size_t>(FlownBy::robust)],
                        nobody = s.flown_by[static_cast<std::size_t>(FlownBy::nobody)];
    if (robust > 0)
        text += fmt::format("; {} by the robust path, where the fast one would not vouch", robust);
    if (nobody > 0)
        text += fmt::format(
            "{}{} not flown: their numbers contradict each other (such as an impulse greater at sea level)",
            text.empty() ? "" : "; ", nobody);
    return indented("  ended      ", text);
}

std::string figures_table(const PartStatistics& s) {
    TextTable table;
    table.column("", Align::left);
    table.column("", Align::left);
    table.column("mean");
    table.column("sd");
    table.column("5 %");
    table.column("median");
    table.column("(90 % sure)", Align::left);
    table.column("95 %");
    table.column("cases");
    bool some = false;
    for (const FieldStatistics& f : s.fields) {
        if (f.count == 0) continue;
        some = true;
        const int digits = decimals_for(std::max(std::abs(f.least), std::abs(f.greatest)));
        const auto q = [&](std::size_t i) { return fixed(f.quantiles[i].value, digits); };
        const QuantileEstimate& median = f.quantiles[median_index];
        table.row({label(*f.field), unit(*f.field), fixed(f.mean, digits), fixed(f.sd, digits), q(0),
                   q(median_index),
                   fmt::format("{} to {}", fixed(median.low90, digits), fixed(median.high90, digits)), q(4),
                   f.count == s.cases ? "" : std::to_string(f.count)});
    }
    return some ? heading("Figures (of the cases that have them)") + table.print() : std::string();
}

std::string histogram_text(const FieldStatistics& f) {
    if (f.count == 0 || f.histogram.counts.size() < 2) return {};
    constexpr double bar_width = 50;
    const std::uint64_t most = *std::ranges::max_element(f.histogram.counts);
    const int digits = std::max(0, -static_cast<int>(std::floor(std::log10(f.histogram.step) + 1e-9)));
    TextTable table;
    table.column("from");
    table.column("to");
    table.column("cases");
    table.column("", Align::left);
    for (std::size_t i = 0; i < f.histogram.counts.size(); ++i) {
        const auto at = [&](std::size_t k) {
            return fixed(
                static_cast<double>(f.histogram.first + static_cast<std::int64_t>(k)) * f.histogram.step,
                digits);
        };
        const double bar = bar_width * static_cast<double>(f.histogram.counts[i]) / static_cast<double>(most);
        table.row({at(i), at(i + 1), std::to_string(f.histogram.counts[i]),
                   std::string(static_cast<std::size_t>(std::ceil(bar)), '#')});
    }
    std::string title = label(*f.field);
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return heading(fmt::format("{}, {}", title, unit(*f.field))) + table.print();
}

/// How much a number varies, in few words.
struct SpreadText {
    double value;

    std::string operator()(const Triangular& d) const { return plain(d.low, 6) + " to " + plain(d.high, 6); }
    std::string operator()(const Uniform& d) const { return plain(d.low, 6) + " to " + plain(d.high, 6); }
    std::string operator()(const Normal& d) const { return plain(value, 6) + " sd " + plain(d.sd, 3); }
    std::string operator()(const LogNormal& d) const {
        return plain(value, 6) + " x/: " + plain(std::exp(d.sd_of_ln), 3);
    }
    std::string operator()(const Discrete& d) const { return fmt::format("{} values", d.values.size()); }
};

std::string spread_text(const StudyPart& part, std::size_t i) {
    if (part.axes.empty()) return std::visit(SpreadText{part.numbers[i].value}, part.numbers[i].distribution);
    const auto [least, greatest] = std::ranges::minmax(part.axes[i].values);
    return fmt::format("{} values, {} to {}", part.axes[i].values.size(), plain(least, 6),
                       plain(greatest, 6));
}

/// The figure whose effects order the table: the range where it varies.
const Sensitivity* leading(const std::vector<Sensitivity>& all) {
    const auto found = std::ranges::find_if(all, [](const Sensitivity& s) { return !s.effects.empty(); });
    return found == all.end() ? nullptr : &*found;
}

std::string percent(double share) {
    return fixed(100 * share, 1);
}

/// What the shares mean. @param holes  whether some cases lack the figure.
std::string effects_notes(const StudyPart& part, const Sensitivity& effects, bool holes) {
    const bool sweep = !part.axes.empty();
    double together = 0;
    for (const Effect& effect : effects.effects) together += effect.index;
    std::string text = fmt::format(
        "  all together {} %; what lacks to 100 % comes from numbers acting jointly\n", percent(together));
    text += fmt::format(
        "  at its lowest and highest: mean {} ({}) over the {}\n", label(*effects.field),
        unit(*effects.field),
        sweep ? "cases with that value of the number" : "tenth of the cases where the number is so");
    if (sweep) text += "  every combination of the values counts the same: another grid, other shares\n";
    if (sweep && holes)
        text += "  cases without the figure leave holes in the grid: shares may overlap and do not add up\n";
    if (!part.correlations.empty())
        text +=
            "  * moves together with another number: each takes the credit for both, shares do not add up\n";
    return text;
}

std::string effects_table(const StudyPart& part, const PartSummary& summary) {
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
    table.column(label(*first->field) + "\n%");
    table.column(sweep ? "" : "+-\n%");
    table.column("at its\nlowest");
    table.column("and\nhighest");
    table.column(heights ? "apogee\n%" : "");
    table.column(times ? "time\n%" : "");
    const FieldStatistics& f = statistics_of(summary.statistics, first->field->member);
    const int digits = decimals_for(f.greatest);
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
                   sweep ? "" : percent(e.noise), fixed(e.at_low, digits), fixed(e.at_high, digits),
                   heights ? percent(heights->effects[i].index) : "",
                   times ? percent(times->effects[i].index) : ""});
    }
    std::string text =
        heading(fmt::format(
            "What would change the answer: share of the variance of the {} that goes with one number",
            label(*first->field))) +
        table.print();
    if (shown < order.size())
        text += fmt::format("  {} more, each {} % or less\n", order.size() - shown, percent(left_out_most));
    return text + effects_notes(part, *first, f.count < summary.statistics.cases);
}

std::string cases_to_look_at(const Study& study, const PartStatistics& s) {
    TextTable table;
    table.column("case");
    table.column("", Align::left);
    table.column("");
    table.column("", Align::left);
    bool some = false;
    const auto add = [&](const FieldStatistics& f, bool greatest) {
        if (f.count == 0 || !(f.greatest > f.least)) return;
        some = true;
        const double value = greatest ? f.greatest : f.least;
        table.row({std::to_string(greatest ? f.greatest_case : f.least_case),
                   fmt::format("{} {}", greatest ? "greatest" : "least", label(*f.field)),
                   fixed(value, decimals_for(value)), unit(*f.field)});
    };
    for (double CaseResult::*member : {&CaseResult::range_km, &CaseResult::apogee_km,
                                       &CaseResult::flight_time_s, &CaseResult::max_dynamic_pressure_kPa}) {
        add(statistics_of(s, member), true);
        add(statistics_of(s, member), false);
    }
    if (!some) return {};
    const std::string seed = study.changes.seed ? fmt::format(" --seed {}", study.seed) : std::string();
    return heading(fmt::format("Cases to look at: apogee run --case N{} {}", seed, printable(study.file))) +
           table.print();
}

std::string sweep_table(const StudyPart& part, const std::vector<CaseResult>& results) {
    TextTable table;
    table.column("\ncase");
    for (const SweepAxis& axis : part.axes) table.column("\n" + printable(axis.path));
    table.column("range\nkm");
    table.column("apogee\nkm");
    table.column("flight time\ns");
    table.column("impact speed\nkm/s");
    table.column("burnout speed\nkm/s");
    table.column("\noutcome", Align::left);
    std::vector<double> values(part.axes.size());
    const std::size_t rows = std::min(results.size(), most_rows);
    for (std::size_t i = 0; i < rows; ++i) {
        const CaseResult& r = results[i];
        part.source->values(i, values);
        std::vector<std::string> cells{std::to_string(i)};
        for (const double value : values) cells.push_back(plain(value));
        const bool flown = r.flown_by != FlownBy::nobody;
        const bool landed = flown && r.outcome == Outcome::landed;
        cells.insert(cells.end(), {fixed(r.range_km, 1), fixed(r.apogee_km, 1), fixed(r.flight_time_s, 1),
                                   fixed(r.impact_speed_km_s, 3), fixed(r.burnout_speed_km_s, 3),
                                   !flown   ? "not flown"
                                   : landed ? ""
                                            : name(r.outcome)});
        table.row(std::move(cells));
    }
    return heading("Results") + table.print();
}

std::string scenario_text(const StudyPart& part) {
    return '\n' + indented("Scenario     ", printable(part.scenario.title)) +
           indented("  file       ",
                    printable(input_name(part.scenario.file)) + ", hash " + part.scenario.hash);
}

std::string part_text(const Study& study, const StudyPart& part, const PartSummary& summary) {
    const PartStatistics& s = summary.statistics;
    const std::string numbers =
        study.sweep ? std::string()
                    : fmt::format("; {}", count_of(part.numbers.size(), "number varies", "numbers vary"));
    std::string text = scenario_text(part);
    text += indented("  flown      ", count_of(s.cases, "case", "cases") + numbers);
    text += how_they_ended(s);
    if (study.sweep) {
        text += sweep_table(part, summary.first_results);
        const std::size_t shown = std::min(summary.first_results.size(), most_rows);
        if (s.cases > shown) text += fmt::format("  {} more rows in the dataset\n", s.cases - shown);
    } else {
        text += figures_table(s) + histogram_text(statistics_of(s, &CaseResult::range_km));
    }
    return text + effects_table(part, summary) + cases_to_look_at(study, s);
}

std::string title_text(const Study& study) {
    const std::string title = printable(study.title);
    const std::size_t width = std::min<std::size_t>(display_width(title), page_width);
    return title + '\n' + std::string(width, '=') + '\n' + what_was_flown(study);
}

}  // namespace

std::string study_check_report(const Study& study) {
    std::string text = title_text(study);
    if (!study.sweep)
        text += indented("             ", count_of(study.cases, "case", "cases") + " of each scenario");
    for (const StudyPart& part : study.parts) {
        TextTable table;
        table.column("number", Align::left);
        table.column("distribution", Align::left);
        for (const Varied& number : part.numbers)
            table.row({printable(number.path), distribution_text(number)});
        for (const SweepAxis& axis : part.axes)
            table.row(
                {printable(axis.path), fmt::format("{} values, {} to {}", axis.values.size(),
                                                   plain(axis.values.front()), plain(axis.values.back()))});
        text += scenario_text(part) + table.print();
        for (const Correlation& pair : part.correlations)
            text += fmt::format("  {} and {} are correlated by {}\n", printable(part.paths[pair.first]),
                                printable(part.paths[pair.second]), plain(pair.coefficient));
    }
    return text;
}

std::string study_report(const Study& study, const StudySummary& summary) {
    std::string text = title_text(study);
    for (std::size_t i = 0; i < study.parts.size(); ++i) text += part_text(study, study.parts[i], summary[i]);
    return text + fmt::format("\napogee {}\n", version());
}

}  // namespace apogee
