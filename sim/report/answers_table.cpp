#include "report/answers_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <ranges>

#include "base/angles.h"
#include "base/clock.h"
#include "base/csv_rows.h"
#include "base/input_error.h"
#include "base/text.h"
#include "flight/figures.h"
#include "report/estimate_report.h"
#include "report/json.h"
#include "scenario/files.h"

namespace apogee {
namespace {

/// What a cell is made from.
struct Answered {
    const ReportedRow& row;
    const EstimateAnswer* answer;
    RowOutcome outcome;
    const std::string& why;
};

struct AnswerColumn {
    const char *name, *unit, *meaning;
    AnswerCell (*cell)(const Answered&);
};

/// A figure of the report; none where it is not reported.
template <class Figure>
AnswerCell of_report(const Answered& a, Figure figure) {
    return a.row.report ? figure(*a.row.report) : absent;
}

/// A figure of the audit, which needs figures that can be.
template <class Figure>
AnswerCell of_audit(const Answered& a, Figure figure) {
    return a.answer ? figure(a.answer->audit) : absent;
}

/// A figure of the samples; none where no flight does what was reported.
template <class Figure>
AnswerCell of_estimate(const Answered& a, Figure figure) {
    return a.outcome == RowOutcome::estimated ? figure(a.answer->estimate) : absent;
}

std::string beyond_half_the_earth(const WeightedQuantiles& range_km) {
    return std::isinf(range_km.low)      ? "all"
           : std::isinf(range_km.median) ? "median and high90"
           : std::isinf(range_km.high)   ? "high90"
                                         : "none";
}

constexpr std::array answer_columns{
    AnswerColumn{"name", "", "of the flight", [](const Answered& a) -> AnswerCell { return a.row.name; }},
    AnswerColumn{"date", "", "as the table has it",
                 [](const Answered& a) -> AnswerCell { return a.row.date; }},
    AnswerColumn{"outcome", "", "estimated, no_flight, impossible or left_out",
                 [](const Answered& a) -> AnswerCell { return name(a.outcome); }},
    AnswerColumn{"why", "", "there is no estimate", [](const Answered& a) -> AnswerCell { return a.why; }},
    AnswerColumn{"apogee_km", "km", "as reported; none of a row that was left out",
                 [](const Answered& a) {
                     return of_report(a, [](const ReportedFlight& r) { return r.apogee_km.value(); });
                 }},
    AnswerColumn{"range_km", "km", "as reported; none of a row that was left out",
                 [](const Answered& a) {
                     return of_report(a, [](const ReportedFlight& r) { return r.range_km.value(); });
                 }},
    AnswerColumn{"flight_time_s", "s", "as reported; none of a row that was left out",
                 [](const Answered& a) {
                     return of_report(
                         a, [](const ReportedFlight& r) { return r.time_s ? r.time_s->value() : absent; });
                 }},
    AnswerColumn{"azimuth_deg", "degree", "from the site to the impact",
                 [](const Answered& a) {
                     return of_report(
                         a, [](const ReportedFlight& r) { return r.azimuth ? degrees(*r.azimuth) : absent; });
                 }},
    AnswerColumn{"earth", "", "turning, or still where the site or the direction is not known",
                 [](const Answered& a) -> AnswerCell {
                     if (!a.answer) return "";
                     return a.answer->report.turning() ? "turning" : "still";
                 }},
    AnswerColumn{
        "figures", "", "no_time, consistent, time_too_short or time_too_long",
        [](const Answered& a) -> AnswerCell { return a.answer ? name(a.answer->audit.verdict) : ""; }},
    AnswerColumn{"time_off_by_s", "s", "how far the time lies outside what is possible, rounding granted",
                 [](const Answered& a) {
                     return a.row.report && a.row.report->time_s
                                ? of_audit(a, [](const Audit& audit) { return audit.off_by_s; })
                                : absent;
                 }},
    AnswerColumn{
        "possible_time_low_s", "s", "that goes with apogee and range",
        [](const Answered& a) { return of_audit(a, [](const Audit& audit) { return audit.time_s.low; }); }},
    AnswerColumn{
        "possible_time_high_s", "s", "likewise",
        [](const Answered& a) { return of_audit(a, [](const Audit& audit) { return audit.time_s.high; }); }},
    AnswerColumn{"two_body_range_km", "km",
                 "farthest, of a body thrown from the ground at the speed it takes",
                 [](const Answered& a) {
                     return of_audit(a, [](const Audit& audit) { return audit.two_body_range_km; });
                 }},
    AnswerColumn{"standard_range_km", "km", "median, on a still Earth; none beyond half of it",
                 [](const Answered& a) {
                     return of_estimate(a, [](const Estimate& e) { return e.standard_km.median; });
                 }},
    AnswerColumn{"standard_range_low90_km", "km", "5 % of the weight lies below",
                 [](const Answered& a) {
                     return of_estimate(a, [](const Estimate& e) { return e.standard_km.low; });
                 }},
    AnswerColumn{"standard_range_high90_km", "km", "5 % of the weight lies above",
                 [](const Answered& a) {
                     return of_estimate(a, [](const Estimate& e) { return e.standard_km.high; });
                 }},
    AnswerColumn{"beyond_half_the_earth", "", "which of the three: none, high90, median and high90, all",
                 [](const Answered& a) -> AnswerCell {
                     return a.outcome == RowOutcome::estimated
                                ? beyond_half_the_earth(a.answer->estimate.standard_km)
                                : "";
                 }},
    AnswerColumn{"maximum_range_km", "km", "median of the farthest trajectories of the family",
                 [](const Answered& a) {
                     return of_estimate(a, [](const Estimate& e) { return e.maximum_km.median; });
                 }},
    AnswerColumn{
        "time_used", "",
        "whether the time weighs the samples: yes; no where it contradicts the figures or no flight of the "
        "samples is likely to be reported with it; empty without one",
        [](const Answered& a) -> AnswerCell {
            if (a.outcome != RowOutcome::estimated || !a.row.report->time_s) return "";
            return a.answer->estimate.time_used ? "yes" : "no";
        }},
    AnswerColumn{"time_agrees", "",
                 "whether flights of the samples are likely to be reported with the time: yes or no; empty "
                 "without one",
                 [](const Answered& a) -> AnswerCell {
                     const std::optional<bool> agrees = a.answer ? a.answer->time_agrees() : std::nullopt;
                     return agrees ? *agrees ? "yes" : "no" : "";
                 }},
    AnswerColumn{
        "effective_samples", "1", "as many equal ones say as much",
        [](const Answered& a) { return of_estimate(a, [](const Estimate& e) { return e.effective; }); }},
    AnswerColumn{"source", "", "of the figures",
                 [](const Answered& a) -> AnswerCell { return a.row.source; }}};

constexpr std::size_t column_of(const char* wanted) {
    for (std::size_t i = 0; i < answer_columns.size(); ++i)
        if (std::string_view(answer_columns[i].name) == wanted) return i;
    return answer_columns.size();
}

std::string km_cell(double km, int decimals = 0) {
    constexpr double farthest_km = 1e6;  // beyond, its digits say nothing
    return !std::isfinite(km) ? "" : km < farthest_km ? fixed(km, decimals) : plain(km, 3);
}

/// "9240" and "8100 to 10600"; what lies beyond half the Earth has no figure.
std::array<std::string, 2> range_cells(const AnswerCells& cells) {
    if (answer_words(cells, "outcome") != name(RowOutcome::estimated)) return {};
    const auto text = [&](const char* column) {
        const double km = answer_number(cells, column);
        return std::isfinite(km) ? fixed(km, 0) : std::string("beyond");
    };
    if (answer_words(cells, "beyond_half_the_earth") == "all") return {"beyond", "half the Earth"};
    return {text("standard_range_km"),
            text("standard_range_low90_km") + " to " + text("standard_range_high90_km")};
}

/// The figures can all be true, and yet no flight of the samples is likely to be reported with the time.
bool is_unlike_samples(const AnswerCells& cells) {
    return answer_words(cells, "figures") == name(Audit::Verdict::consistent) &&
           answer_words(cells, "time_agrees") == "no";
}

/// What stands where the figures of an answer would: "time_too_long", "left out: failed".
std::string remark(const AnswerCells& cells) {
    const std::string& outcome = answer_words(cells, "outcome");
    if (outcome == name(RowOutcome::left_out)) return "left out: " + printable(answer_words(cells, "why"));
    if (outcome == name(RowOutcome::impossible)) return "impossible";
    if (outcome == name(RowOutcome::no_flight)) return "no such flight";
    std::string verdict = answer_words(cells, "figures") == "no_time" ? "" : answer_words(cells, "figures");
    if (is_unlike_samples(cells)) verdict += ", time unlikely";
    if (answer_number(cells, "effective_samples") >= Estimate::fewest_effective) return verdict;
    return verdict + (verdict.empty() ? "few samples" : ", few samples");
}

}  // namespace

const std::string& answer_words(const AnswerCells& cells, const char* column) {
    return std::get<std::string>(cells[column_of(column)]);
}

double answer_number(const AnswerCells& cells, const char* column) {
    return std::get<double>(cells[column_of(column)]);
}

std::vector<AnswerCells> read_answers_csv(const std::string& file) {
    const std::vector<CsvRow> rows = read_csv(read_table(file), file);
    const CsvRow& header = rows.front();
    const bool ours =
        std::ranges::equal(header, answer_columns, {}, &CsvField::text,
                           [](const AnswerColumn& column) { return std::string_view(column.name); });
    if (!ours)
        throw input_error({file, header.front().line, 1}, {}, "not the answers to a table of reports",
                          "expected a CSV file that apogee estimate --table FILE --out DIR wrote");
    std::vector<AnswerCells> answers;
    for (const CsvRow& row : rows | std::views::drop(1)) {
        answers.emplace_back();
        for (std::size_t i = 0; i < answer_columns.size(); ++i) {
            if (std::string_view(answer_columns[i].unit).empty()) {
                answers.back().emplace_back(row[i].text);
                continue;
            }
            const std::optional<double> value = csv_number(row[i]);
            if (!value && !row[i].text.empty())
                throw input_error({file, row[i].line, row[i].column}, answer_columns[i].name,
                                  in_quotes(row[i].text) + " is not a finite number",
                                  "expected a number, or nothing");
            answers.back().emplace_back(value.value_or(absent));
        }
    }
    return answers;
}

const char* name(RowOutcome outcome) {
    switch (outcome) {
        case RowOutcome::estimated:
            return "estimated";
        case RowOutcome::no_flight:
            return "no_flight";
        case RowOutcome::impossible:
            return "impossible";
        case RowOutcome::left_out:
            return "left_out";
    }
    return "";
}

AnswerCells answer_cells(const ReportedRow& row, const EstimateAnswer* answer, const std::string& why) {
    const RowOutcome outcome =
        answer                   ? answer->estimate.possible() ? RowOutcome::estimated : RowOutcome::no_flight
        : row.left_out().empty() ? RowOutcome::impossible
                                 : RowOutcome::left_out;
    const Answered answered{row, answer, outcome, why};
    AnswerCells cells;
    for (const AnswerColumn& column : answer_columns) {
        cells.push_back(column.cell(answered));
        if (double* value = std::get_if<double>(&cells.back()); value && !std::isfinite(*value))
            *value = absent;
    }
    return cells;
}

FigureTable answers_table(std::span<const AnswerCells> rows) {
    FigureTable table{"flight", {}};
    for (std::size_t i = 0; i < answer_columns.size(); ++i) {
        FigureColumn column{answer_columns[i].name, answer_columns[i].unit, answer_columns[i].meaning, {}};
        if (std::string_view(answer_columns[i].unit).empty()) column.values = std::vector<std::string>();
        for (const AnswerCells& cells : rows)
            std::visit(
                [&](auto& values) {
                    values.push_back(std::get<typename std::decay_t<decltype(values)>::value_type>(cells[i]));
                },
                column.values);
        table.columns.push_back(std::move(column));
    }
    return table;
}

nlohmann::ordered_json answer_json(const AnswerCells& cells) {
    nlohmann::ordered_json json;
    for (std::size_t i = 0; i < answer_columns.size(); ++i)
        json[answer_columns[i].name] = std::visit(
            [](const auto& value) -> nlohmann::ordered_json {
                if constexpr (std::is_same_v<std::decay_t<decltype(value)>, double>)
                    return number_or_null(value);
                else
                    return value;
            },
            cells[i]);
    return json;
}

std::optional<AnswerCells> answer_from_json(const nlohmann::ordered_json& json) {
    if (!json.is_object() || json.size() != answer_columns.size()) return std::nullopt;
    AnswerCells cells;
    for (const AnswerColumn& column : answer_columns) {
        const auto value = json.find(column.name);
        const bool is_words = std::string_view(column.unit).empty();
        if (value == json.end() || !(is_words ? value->is_string() : value->is_number() || value->is_null()))
            return std::nullopt;
        if (is_words)
            cells.emplace_back(value->get<std::string>());
        else
            cells.emplace_back(value->is_null() ? absent : value->get<double>());
    }
    return cells;
}

std::string answers_text(std::span<const AnswerCells> rows) {
    using Align = TextTable::Align;
    constexpr std::size_t longest_name = 34;
    TextTable table;
    table.column("flight", Align::left);
    for (const char* heading : {"apogee\nkm", "range\nkm", "time\n"}) table.column(heading);
    table.column("figures", Align::left);
    table.column("standard range\nkm");
    table.column("90 %\nkm");
    std::map<std::string, std::size_t> outcomes, verdicts;
    std::size_t impossible_times = 0, unlikely = 0;
    std::string reasons;
    for (const AnswerCells& cells : rows) {
        const double time_s = answer_number(cells, "flight_time_s");
        const auto [median, interval] = range_cells(cells);
        table.row({shortened(printable(answer_words(cells, "name")), longest_name),
                   km_cell(answer_number(cells, "apogee_km")), km_cell(answer_number(cells, "range_km")),
                   std::isfinite(time_s) ? minutes_and_seconds(time_s) : "", remark(cells), median,
                   interval});
        const std::string &outcome = answer_words(cells, "outcome"), &why = answer_words(cells, "why");
        ++outcomes[outcome];
        if (outcome == name(RowOutcome::impossible) && std::isfinite(time_s)) ++impossible_times;
        if (outcome == name(RowOutcome::impossible) || outcome == name(RowOutcome::no_flight))
            reasons += indented("  " + printable(answer_words(cells, "name")) + ": ", printable(why));
        ++verdicts[answer_words(cells, "figures")];
        if (is_unlike_samples(cells)) ++unlikely;
    }
    const std::size_t contradict = verdicts["time_too_short"] + verdicts["time_too_long"] + impossible_times;
    std::string text =
        "Standard range: still Earth, median and 90 % interval, vehicle unknown.\n"
        "What lies beyond half the Earth, 20,015 km, has no figure.\n\n" +
        table.print();
    text += fmt::format("\n{} flight{}: {} estimated", rows.size(), rows.size() == 1 ? "" : "s",
                        outcomes["estimated"]);
    for (const auto& [outcome, words] :
         {std::pair{"no_flight", "that no sample of the family flies"},
          std::pair{"impossible", "with impossible figures"}, std::pair{"left_out", "left out"}})
        if (outcomes[outcome] > 0) text += fmt::format(", {} {}", outcomes[outcome], words);
    text += fmt::format(".\nReported with a time: {}, of which {} contradict{} apogee and range.\n",
                        contradict + verdicts["consistent"], contradict, contradict == 1 ? "s" : "");
    if (unlikely > 0)
        text += fmt::format(
            "Time unlikely: {} more, with a time that flights of the samples are hardly reported with. The "
            "answer leaves it out.\n",
            unlikely);
    if (!reasons.empty()) text += heading("Why there is no estimate") + reasons;
    return text;
}

}  // namespace apogee
