#include "report/estimate_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/angles.h"
#include "base/clock.h"
#include "base/input_error.h"
#include "base/text.h"
#include "base/unit_sign.h"
#include "report/claims_report.h"
#include "report/flight_report.h"
#include "report/source_list.h"

namespace apogee {
namespace {

using Align = TextTable::Align;

std::string km_text(double value) {
    return std::isfinite(value) ? fixed(value, 0) : std::isnan(value) ? "-" : "> half the Earth";
}

std::string unknown_unit(const CandidateVehicles& candidate) {
    const std::vector<Parameter>& known = candidate.scenario.parameters;
    const auto found = std::ranges::find(known, candidate.unknown, &Parameter::path);
    return found == known.end() ? "" : unit_sign(found->unit);
}

std::string reported_table(const ReportedFlight& report) {
    SourceList sources;
    TextTable table;
    for (const char* name : {"", "reported", "from", "to"})
        table.column(name, *name == '\0' ? Align::left : Align::right);
    table.column("", Align::left);
    table.column("known to", Align::left);
    table.column("source", Align::left);
    const auto row = [&](const char* name, const RoundedFigure& f, const char* unit, bool time) {
        const auto shown = [&](double x) { return time ? minutes_and_seconds(x) : plain(x, 7); };
        table.row(
            {name, shown(f.value()), shown(f.low()), shown(f.high()), unit, f.how, sources.mark(f.source)});
    };
    row("apogee", report.apogee_km, "km", false);
    row("range", report.range_km, "km", false);
    if (report.time_s) row("flight time", *report.time_s, "min:s", true);
    return table.print() + sources.print();
}

std::string range_table(const EstimateAnswer& answer) {
    const Estimate& e = answer.estimate;
    TextTable table;
    table.column("", Align::left);
    table.column("median\nkm");
    table.column("90 % from\nkm");
    table.column("to\nkm");
    const auto row = [&](const std::string& name, const WeightedQuantiles& q) {
        table.row({name, km_text(q.median), km_text(q.low), km_text(q.high)});
    };
    row("standard trajectory, still Earth", e.standard_km);
    if (e.time_used) row("  the same without the flight time", e.standard_without_time_km);
    if (answer.report.turning())
        row(fmt::format("  towards {} deg on the turning Earth", fixed(degrees(*answer.report.azimuth), 0)),
            e.turning_km);
    row("farthest of the family, flatter, still Earth", e.maximum_km);
    table.row({"two-body figure (no gravity losses), still Earth", km_text(answer.audit.two_body_range_km),
               "", ""});
    return table.print();
}

/// Where the samples are too few for the interval they give.
std::string few_samples(const Estimate& e) {
    if (!e.too_few_samples()) return {};
    return indented("  ", fmt::format("CAUTION: the effective size of the sample is {:.0f}: the interval is "
                                      "too short, and what moves the "
                                      "answer is chance. Give more --samples.",
                                      e.effective));
}

std::string flight_table(const EstimateAnswer& answer) {
    const Estimate& e = answer.estimate;
    TextTable table;
    table.column("", Align::left);
    table.column("median");
    table.column("90 % from");
    table.column("to");
    table.column("", Align::left);
    const auto row = [&](const std::string& name, const WeightedQuantiles& q, int decimals,
                         const char* unit) {
        table.row({name, fixed(q.median, decimals), fixed(q.low, decimals), fixed(q.high, decimals), unit});
    };
    row(unknown_name(e.candidates.front().unknown), e.unknown, e.unknown.median < 20 ? 2 : 0,
        unknown_unit(e.candidates.front()).c_str());
    row("last burnout after", e.burnout_time_s, 0, "s");
    row("  at a height of", e.burnout_height_km, 0, "km");
    row("  inertial speed", e.burnout_speed_km_s, 2, "km/s");
    row("kick", e.kick_deg, 2, "deg");
    table.row({"flight time", minutes_and_seconds(e.flight_time_s.median),
               minutes_and_seconds(e.flight_time_s.low), minutes_and_seconds(e.flight_time_s.high), "min:s"});
    const EstimateSample& s = e.samples[e.typical];
    std::string text = heading("The reported flight") + table.print();
    if (answer.report.azimuth && answer.report.turning())
        text += indented("  ", steering_text(s.reproduced.azimuth_deg, degrees(*answer.report.azimuth)));
    if (answer.report.launch_time) {
        const auto launch = *answer.report.launch_time;
        const auto impact = [&](double flight_time_s) {
            return utc_time_of_day(launch, e.lift_off_s + flight_time_s);
        };
        text += indented(
            "  ", fmt::format("Clock: ignition {}, last burnout {}, impact {} (90 %: {} to {}) UTC.",
                              utc_date_and_time(launch), utc_time_of_day(launch, e.burnout_time_s.median),
                              impact(e.flight_time_s.median), impact(e.flight_time_s.low),
                              impact(e.flight_time_s.high)));
    }
    if (e.candidates.size() > 1) {
        std::string shares = "Stages, as likely as the report makes them:";
        for (std::size_t c = 0; c < e.candidates.size(); ++c)
            shares += fmt::format("{} {} {}", c == 0 ? "" : ",", e.candidates[c].name,
                                  percent_text(e.candidate_share[c]));
        text += indented("  ", shares + '.');
    }
    return text;
}

std::string curve_table(const Estimate& e) {
    if (e.curve.empty()) return {};
    TextTable table;
    const CandidateVehicles& candidate = e.candidates.front();
    table.column(unknown_name(candidate.unknown) + '\n' + unknown_unit(candidate));
    table.column("median\nkm");
    table.column("90 % from\nkm");
    table.column("to\nkm");
    for (const CurvePoint& p : e.curve)
        table.row({plain(p.value, 4), km_text(p.range_km.median), km_text(p.range_km.low),
                   km_text(p.range_km.high)});
    return heading(fmt::format("Standard range of the same missile with another {} (still Earth)",
                               unknown_name(candidate.unknown))) +
           table.print();
}

std::string programmes_table(const Estimate& e) {
    if (e.other_programmes.empty()) return {};
    TextTable table;
    table.column("", Align::left);
    table.column("median\nkm");
    table.column("90 % from\nkm");
    table.column("to\nkm");
    for (const OtherProgramme& p : e.other_programmes)
        if (p.effective > 0)
            table.row({p.name + (p.time_left_out ? ", without the time" : ""), km_text(p.standard_km.median),
                       km_text(p.standard_km.low), km_text(p.standard_km.high)});
        else
            table.row({p.name, "cannot", "", ""});
    return heading("Standard range if both flights had another ascent programme (still Earth)") +
           table.print() +
           indented(
               "  ",
               "The interval further up holds for the standard family, a gravity turn. Elevation linear in "
               "time stands for the other extreme, a flight at angles of attack.");
}

std::string bar(double from, double to, double least, double most) {
    constexpr int width = 28;
    std::string line(width, ' ');
    const auto place = [&](double x) {
        return std::clamp(static_cast<int>((x - least) / (most - least) * (width - 1) + 0.5), 0, width - 1);
    };
    for (int i = std::min(place(from), place(to)); i <= std::max(place(from), place(to)); ++i)
        line[static_cast<std::size_t>(i)] = '#';
    return line;
}

std::string tornado(const Estimate& e) {
    std::vector<Swing> finite;
    for (const Swing& s : e.swings)
        if (std::isfinite(s.low_km) && std::isfinite(s.high_km)) finite.push_back(s);
    if (e.swings.empty()) return {};
    const std::string title = heading(
        "What moves the answer most (median range where a number is in its lowest and highest third)");
    const Swing& widest = e.swings.front();
    const std::string sentence =
        indented("  ", swing_text(widest, fixed(std::abs(widest.high_km - widest.low_km), 0) + " km"));
    if (finite.empty()) return title + sentence;
    constexpr std::size_t most_rows = 8;
    finite.resize(std::min(finite.size(), most_rows));
    double least = finite.front().low_km, most = least;
    for (const Swing& s : finite) {
        least = std::min({least, s.low_km, s.high_km});
        most = std::max({most, s.low_km, s.high_km});
    }
    if (!(most > least)) return {};
    TextTable table;
    table.column("", Align::left);
    table.column("low\nthird");
    table.column("range\nkm");
    table.column("high\nthird");
    table.column("range\nkm");
    table.column("", Align::left);
    for (const Swing& s : finite)
        table.row({printable(s.number), plain(s.low_value, 4), km_text(s.low_km), plain(s.high_value, 4),
                   km_text(s.high_km), bar(s.low_km, s.high_km, least, most)});
    return title + table.print() + sentence;
}

}  // namespace

std::string estimate_report(const EstimateAnswer& answer) {
    const ReportedFlight& report = answer.report;
    const Estimate& e = answer.estimate;
    const std::string title = printable(report.title.empty() ? "Reported flight" : report.title);
    std::string text =
        title + '\n' + std::string(std::min<std::size_t>(display_width(title), page_width), '=') + '\n';
    text += reported_table(report);
    text += heading("Audit") + indented("  ", audit_text(report, answer.audit));
    const std::string agreement = time_agreement_text(answer);
    if (!agreement.empty()) text += indented("  ", agreement);
    const std::string impossible = impossible_text(answer);
    if (!impossible.empty()) text += heading("Range") + indented("  ", impossible);
    if (e.possible()) {
        text +=
            heading(answer.vehicle.empty() ? "Range of the same missile (vehicle unknown)"
                                           : "Range of the same missile (" + printable(answer.vehicle) + ")");
        text += range_table(answer) + few_samples(e);
        if (const std::string narrowing = narrowing_text(e); !narrowing.empty())
            text += indented("  ", narrowing);
        text += indented("  ", two_body_text(e.standard_km.median, answer.audit.two_body_range_km));
        text += flight_table(answer) + programmes_table(e) + curve_table(e) + tornado(e);
    }
    if (const std::string caution = contradiction_caution(answer); !caution.empty())
        text += '\n' + indented("  ", caution);
    text += claims_report(answer.claims);
    text += heading("Assumptions");
    for (const std::string& assumption : estimate_assumptions(answer)) text += indented("  - ", assumption);
    text += heading(
        fmt::format("Samples: {} (seed {}), {} reproduce the report within bounds; effective size {:.0f}{}",
                    e.samples.size(), answer.seed, e.solved - e.below_bounds - e.above_bounds - e.no_standard,
                    e.effective_without_time,
                    e.time_used ? fmt::format(" without the time, {:.0f} with it", e.effective) : ""));
    text += fmt::format(
        "  too weak {}, too strong {}, below bounds {}, above bounds {}, no flight found {}, no standard "
        "{}\n",
        e.too_weak, e.too_strong, e.below_bounds, e.above_bounds, e.no_flight, e.no_standard);
    return text;
}

}  // namespace apogee
