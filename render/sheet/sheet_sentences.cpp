#include "sheet/sheet_sentences.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/clock.h"
#include "base/text.h"
#include "report/estimate_report.h"
#include "report/flight.h"
#include "report/flight_report.h"
#include "scene/number_text.h"

namespace apogee {
namespace {

/// A number as one would quote it: to three digits.
std::string quoted(double value) {
    const double unit = std::pow(10, std::max(0.0, std::floor(std::log10(std::max(value, 1.0))) - 2));
    return grouped(std::round(value / unit) * unit, 0);
}

std::string quoted_km(double km) {
    return std::isfinite(km) ? quoted(km) : "beyond half the Earth";
}

/// With what payload a missile flew that goes beyond half the Earth, and with what payload it no longer does.
std::string payload_answer_text(const Estimate& e) {
    const WeightedQuantiles& kg = e.unknown;
    std::string text = fmt::format(
        "The question is then not how far, but with what payload. This test carried some {} kg (90 %: {} to "
        "{}), solved for from the reported figures",
        quoted(kg.median), quoted(kg.low), quoted(kg.high));
    const auto shorter = std::ranges::find_if(
        e.curve, [](const CurvePoint& point) { return std::isfinite(point.range_km.median); });
    if (shorter == e.curve.end()) return text + '.';
    return text + fmt::format("; with {} kg the same missile would go {}.", grouped(shorter->value, 0),
                              interval_text(shorter->range_km));
}

std::string range_answer_text(const Estimate& e) {
    const WeightedQuantiles& q = e.standard_km;
    constexpr const char* on =
        "on a standard trajectory, with the payload of this test, on an Earth that stands still";
    if (!std::isfinite(q.low))
        return fmt::format("Beyond half the Earth, {}. {}", on, payload_answer_text(e));
    if (!std::isfinite(q.median))
        return fmt::format("Probably beyond half the Earth, and at least {} km (95 %), {}. {}",
                           quoted_km(q.low), on, payload_answer_text(e));
    return fmt::format("About {} km (90 %: {} to {}), {}.", quoted_km(q.median), quoted_km(q.low),
                       quoted_km(q.high), on);
}

/// Of a scenario whose own flight misses the apogee or the range of the report: its map and profile show
/// another flight than the one that was reported. Empty where it misses none.
std::string other_flight_text(const Flight& flight) {
    constexpr double unlike_percent = 5;  // of figures that state no uncertainty
    std::string missed;
    for (const Comparison& c : compare_with_reported(flight)) {
        const bool drawn = c.reported.key == "apogee_km" || c.reported.key == "range_km";
        if (!drawn || !c.residual_percent) continue;
        const bool alike = within_report(c).value_or(std::abs(*c.residual_percent) <= unlike_percent);
        if (!alike)
            missed += fmt::format("{}{} {} %", missed.empty() ? "" : ", ", figure_label(c.reported.key),
                                  with_sign(*c.residual_percent, 1));
    }
    if (missed.empty()) return {};
    return "Map and profile show the scenario's own flight, which is not the one that was reported (" +
           missed + "). The answer takes no height and no distance from it.";
}

}  // namespace

std::string figures_text(const Flight& flight) {
    const FlightSummary& s = flight.summary;
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (!s.impact) add(outcome_text(flight.trajectory));
    if (s.apogee) add("apogee " + length_text(*s.apogee_m, LengthUnit::km));
    if (s.range_m) add("range " + length_text(*s.range_m, LengthUnit::km));
    if (s.flight_time_s) add("flight time " + minutes_and_seconds(*s.flight_time_s));
    return text;
}

std::string interval_text(const WeightedQuantiles& q) {
    if (std::isnan(q.median)) return "no such flight";
    if (!std::isfinite(q.low)) return "beyond half the Earth";
    if (!std::isfinite(q.median))
        return fmt::format("beyond half the Earth ({} km to beyond)", quoted_km(q.low));
    return fmt::format("{} km ({} to {})", quoted_km(q.median), quoted_km(q.low), quoted_km(q.high));
}

std::string range_text(const SheetFlight& sheet) {
    if (!sheet.answer || !sheet.answer->estimate.possible()) return {};
    const Estimate& e = sheet.answer->estimate;
    const std::string text =
        (sheet.answer->audit.contradicts() ? "figures that contradict each other; without the time " : "") +
        interval_text(e.standard_km);
    return std::isfinite(e.standard_km.median)
               ? text
               : fmt::format("{} with {} kg ({} to {})", text, quoted(e.unknown.median),
                             quoted(e.unknown.low), quoted(e.unknown.high));
}

std::string question_text(const SheetFlight& sheet) {
    if (!sheet.answer)
        return sheet.flight().scenario.reported.empty()
                   ? "How high, how far and how long does it fly?"
                   : "How high, how far and how long does it fly, and what was reported?";
    const ReportedFlight& r = sheet.answer->report;
    return fmt::format(
        "Reported were an apogee of {} km{} a range of {} km{}. How far could the same missile fly on a "
        "standard trajectory?",
        plain(r.apogee_km.value(), 7), r.time_s ? "," : " and", plain(r.range_km.value(), 7),
        r.time_s ? " and a flight time of " + minutes_and_seconds(r.time_s->value()) : "");
}

std::string answer_text(const SheetFlight& sheet) {
    if (!sheet.answer) return "The scenario's flight: " + figures_text(sheet.flight()) + ".";
    if (!sheet.answer->estimate.possible()) return impossible_text(*sheet.answer);
    if (sheet.answer->audit.contradicts())
        return first_sentence(audit_text(sheet.answer->report, sheet.answer->audit));
    return range_answer_text(sheet.answer->estimate);
}

std::vector<std::string> caution_texts(const SheetFlight& sheet) {
    std::vector<std::string> list;
    if (!sheet.why_no_answer.empty() && !sheet.answer)
        list.push_back("Not estimated: " + sheet.why_no_answer + ".");
    if (!sheet.answer) return list;
    if (sheet.answer->audit.contradicts() && sheet.answer->estimate.possible())
        list.push_back("No range should be quoted from such a report. With the time left out it would be: " +
                       range_answer_text(sheet.answer->estimate));
    if (std::string other = other_flight_text(sheet.flight()); !other.empty())
        list.push_back(std::move(other));
    if (sheet.answer->estimate.too_few_samples())
        list.push_back(fmt::format("Too few samples weigh ({:.0f} effective): the interval is too short.",
                                   sheet.answer->estimate.effective));
    return list;
}

}  // namespace apogee
