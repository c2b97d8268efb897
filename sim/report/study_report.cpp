#include "report/study_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/input_error.h"
#include "base/text.h"
#include "report/flight.h"
#include "report/flight_report.h"
#include "report/study_text.h"

namespace apogee {
namespace {

using Align = TextTable::Align;

constexpr std::size_t most_sweep_rows = 40;  ///< of a sweep

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
        text += fmt::format(", at most {}, fewer where the median range is known to {} km",
                            count_of(study.cases, "case", "cases"), plain(*study.median_range_interval_km));
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
            "{}{} not flown: {} numbers contradict each other (such as an impulse greater at sea level)",
            text.empty() ? "" : "; ", nobody, nobody == 1 ? "its" : "their");
    return indented("  ended      ", text);
}

/// "180 of 200 cases".
std::string share_of_cases(std::uint64_t count, std::uint64_t cases) {
    return fmt::format("{} of {}", count, count_of(cases, "case", "cases"));
}

/// The figures that not every case has, one line for those of the same cases.
std::string missing_figures(const PartStatistics& s, bool absent_ones_only) {
    std::vector<std::pair<std::uint64_t, std::string>> groups;
    for (const FieldStatistics& f : s.fields) {
        if (f.count == s.cases || (absent_ones_only && f.count > 0)) continue;
        const auto group = std::ranges::find(groups, f.count, &std::pair<std::uint64_t, std::string>::first);
        if (group == groups.end())
            groups.emplace_back(f.count, figure_label(f.field->name));
        else
            group->second += ", " + figure_label(f.field->name);
    }
    std::string text;
    for (const auto& [count, figures] : groups)
        text +=
            indented(count == 0 ? "  of no case: " : fmt::format("  of {}: ", share_of_cases(count, s.cases)),
                     figures);
    return text;
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
    for (const FieldStatistics& f : s.fields) {
        if (f.count == 0) continue;
        const double largest = std::max(std::abs(f.least), std::abs(f.greatest));
        const auto number = [&](double value) { return number_among(value, largest); };
        const auto q = [&](std::size_t i) { return number(f.quantiles[i].value); };
        const QuantileEstimate& median = f.quantiles[median_index];
        const bool sure = std::isfinite(median.low90) || std::isfinite(median.high90);
        table.row(
            {figure_label(f.field->name), f.field->unit, number(f.mean), number(f.sd), q(0), q(median_index),
             sure ? fmt::format("{} to {}", number(median.low90), number(median.high90)) : "too few cases",
             q(4), std::to_string(f.count)});
    }
    return heading(fmt::format("Figures (each of the cases that have it, out of {})", s.cases)) +
           table.print() + missing_figures(s, true);
}

/// What came of the rule that may end a study; empty where there is none.
std::string rule_text(const Study& study, const PartStatistics& s) {
    if (!study.median_range_interval_km) return {};
    const FieldStatistics& range = statistics_of(s, &CaseResult::range_km);
    if (range.count == 0) return indented("  [stop]     ", "no case has a range: nothing for it to go by");
    const QuantileEstimate& median = range.quantiles[median_index];
    const double width = median.high90 - median.low90;
    return indented("  [stop]     ",
                    std::isfinite(width)
                        ? fmt::format("the median range is known to {} km; asked for: less than {} km",
                                      plain(width, 3), plain(*study.median_range_interval_km))
                        : fmt::format("{} have a range: too few to know its median",
                                      share_of_cases(range.count, s.cases)));
}

std::string histogram_text(const FieldStatistics& f, std::uint64_t cases) {
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
    std::string title = figure_label(f.field->name);
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
    const std::string of = f.count == cases ? "" : fmt::format(" ({})", share_of_cases(f.count, cases));
    return heading(fmt::format("{}, {}{}", title, f.field->unit, of)) + table.print();
}

std::string cases_to_look_at(const Study& study, const PartStatistics& s) {
    TextTable table;
    table.column("case");
    table.column("", Align::left);
    table.column("");
    table.column("", Align::left);
    bool some = false;
    const auto add = [&](const FieldStatistics& f, bool greatest) {
        const bool only = f.count == 1 && s.cases > 1 && greatest;
        if (!only && (f.count == 0 || !(f.greatest > f.least))) return;
        some = true;
        const double value = greatest ? f.greatest : f.least;
        table.row({std::to_string(greatest ? f.greatest_case : f.least_case),
                   fmt::format("{} {}",
                               only       ? "only"
                               : greatest ? "greatest"
                                          : "smallest",
                               figure_label(f.field->name)),
                   number_among(value, value), f.field->unit});
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
    const std::size_t rows = std::min(results.size(), most_sweep_rows);
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
    text += how_they_ended(s) + rule_text(study, s);
    if (study.sweep) {
        text += sweep_table(part, summary.first_results);
        const std::size_t shown = std::min(summary.first_results.size(), most_sweep_rows);
        if (s.cases > shown)
            text += fmt::format("  {} in the dataset\n", count_of(s.cases - shown, "more row", "more rows"));
        text += missing_figures(s, false);
    } else {
        text += figures_table(s) + histogram_text(statistics_of(s, &CaseResult::range_km), s.cases);
    }
    return text + effects_text(part, summary) + cases_to_look_at(study, s);
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
            table.row({printable(axis.path),
                       fmt::format("{}, {} to {}", count_of(axis.values.size(), "value", "values"),
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
