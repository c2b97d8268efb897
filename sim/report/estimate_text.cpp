#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/angles.h"
#include "base/clock.h"
#include "base/input_error.h"
#include "base/text.h"
#include "range/standard_family.h"
#include "report/estimate_report.h"

namespace apogee {
namespace {

std::string bound_text(double part) {
    if (part < 0.005) return {};
    return fmt::format(
        " ({} of the samples stand at this bound, which then makes their range: without it they "
        "would fly flatter and farther)",
        percent_text(part));
}

std::string span(const Bracket& seconds) {
    return minutes_and_seconds(seconds.low) + " to " + minutes_and_seconds(seconds.high);
}

std::string km_span(const Bracket& km) {
    const std::string low = fixed(km.low, 0), high = fixed(km.high, 0);
    if (std::isinf(km.high)) return low + " km or more";
    return low == high ? "about " + low + " km" : low + " to " + high + " km";
}

/// What a slow fall may add: some 20 km at 10 m/s under a parachute.
constexpr double slow_fall_s = 2000;

std::string seconds_off(double seconds) {
    return seconds < 0.95 ? "less than a second" : fmt::format("{:.0f} s", seconds);
}

/// How the reported time compares with the free flight's.
std::string surplus_text(const Audit& audit, const std::string& time) {
    const std::string by = minutes_and_seconds(std::abs(audit.surplus_s));
    if (by == "0:00") return fmt::format("The reported {} is as long as the free flight.", time);
    return fmt::format("The reported {} is {} {}.", time, by,
                       audit.surplus_s > 0 ? "more" : "less, within what rounding leaves open");
}

/// When the last burnout would have to come for flights as long as reported. A flight lasts longer than the
/// free one from ground to ground by a part of the burn time (PoweredPhaseBounds) that is the vehicle's own.
std::optional<double> burnout_that_fits_s(const EstimateAnswer& answer) {
    const double free_s = answer.audit.flight.time_s, own_s = answer.estimate.flight_time_s.median - free_s,
                 reported_s = answer.report.time_s->value() - free_s;
    constexpr double least_s = 5;  // less is within the error of the free flight
    if (own_s < least_s || reported_s < least_s) return std::nullopt;
    return answer.estimate.burnout_time_s.median * reported_s / own_s;
}

/// No rocket makes a flight as long, or as short, as the audit rules out.
std::string other_figures(const Audit& audit) {
    std::vector<std::string_view> figures{"time"};
    if (audit.apogee_km) figures.emplace_back("apogee");
    if (audit.range_km) figures.emplace_back("range");
    const std::string_view last = figures.back();
    figures.pop_back();
    return fmt::format("What would reconcile them: another {}{}{}.", joined(figures, ", "),
                       figures.empty() ? "" : " or ", last);
}

/// What would make a time that the flights do not have theirs.
std::string reconciled_by(const EstimateAnswer& answer) {
    const WeightedQuantiles& own = answer.estimate.flight_time_s;
    const double reported_s = answer.report.time_s->value();
    const std::string other = answer.vehicle.empty() ? "or a missile unlike those of the family."
                                                     : "or another vehicle: without a scenario, apogee "
                                                       "estimate tries missiles of one to three stages.";
    if (reported_s >= own.low && reported_s <= own.high)
        return "It lies between flights that differ among themselves; what would reconcile them is another "
               "ascent, " +
               other;
    const bool longer = reported_s > own.high;
    if (answer.audit.contradicts()) return other_figures(answer.audit);
    const std::optional<double> burnout_s = burnout_that_fits_s(answer);
    const std::string burn =
        burnout_s ? fmt::format("{} burn (the last burnout after some {} instead of {})",
                                longer ? "a longer" : "a shorter", minutes_and_seconds(*burnout_s),
                                minutes_and_seconds(answer.estimate.burnout_time_s.median))
                  : std::string(longer ? "a longer burn"
                                       : "no burn time alone, for the time is as short as a body "
                                         "needs that is thrown there without a rocket");
    const bool stages = answer.estimate.candidates.back().scenario.vehicle.stages.size() > 1;
    return fmt::format("What would reconcile them: another time, {}{}{}, {}", burn,
                       longer && stages ? ", a coast before a stage is lit" : "",
                       longer ? ", a slower fall" : "", other);
}

std::string mended_by(const Audit& audit) {
    const std::string time =
        fmt::format(" With this apogee and range a flight takes {}; ", span(audit.time_s));
    if (!audit.apogee_km && !audit.range_km)
        return time +
               "no apogee goes with this time and range, and no range with this time and apogee: the time is "
               "what is wrong.";
    return time +
           (audit.apogee_km
                ? fmt::format("with this time and range it climbs to {}; ", km_span(*audit.apogee_km))
                : std::string("no apogee goes with this time and range; ")) +
           (audit.range_km ? fmt::format("with this time and apogee it goes {}.", km_span(*audit.range_km))
                           : std::string("no range goes with this time and apogee: the range is not what is "
                                         "wrong."));
}

const char* time_assumption(const EstimateAnswer& answer) {
    if (answer.estimate.time_used)
        return "The flight time weighs the samples, as rounded, with a standard deviation of 5 s for what "
               "the "
               "reporter took for start and end. It counts from lift-off.";
    if (!answer.report.time_s)
        return "No flight time weighs the samples: none was given, or it was left out.";
    return answer.audit.contradicts() ? "The flight time does not weigh: it contradicts the other figures."
           : !answer.time_agrees().value_or(true)
               ? "The flight time does not weigh: no flight of these samples is likely to be reported with "
                 "it."
           : answer.estimate.possible() ? "The flight time does not weigh: too few samples come near it."
                                        : "The flight time does not weigh: no sample has an answer.";
}

}  // namespace

std::string first_sentence(const std::string& words) {
    const std::size_t end = words.find(". ");
    return end == std::string::npos ? words : words.substr(0, end + 1);
}

std::string audit_text(const ReportedFlight& report, const Audit& audit) {
    const std::string free = fmt::format(
        "A body thrown to this apogee over {} km {}takes {} from ground to ground; a powered phase adds {}.",
        fixed(audit.inertial_range_km, 0),
        audit.turning
            ? fmt::format("in space ({} km on the turning ground) ", plain(report.range_km.value(), 6))
            : "",
        minutes_and_seconds(audit.flight.time_s), span(audit.powered_surplus_s));
    const std::string time = report.time_s ? minutes_and_seconds(report.time_s->value()) : "";
    switch (audit.verdict) {
        case Audit::Verdict::no_time:
            return "Without a flight time, apogee and range cannot contradict each other. " + free;
        case Audit::Verdict::consistent:
            return fmt::format("The figures can all be true. {} {}", free, surplus_text(audit, time));
        case Audit::Verdict::time_too_short:
            return fmt::format(
                "The three figures CONTRADICT each other: the time {} is {} too short (rounding "
                "granted){}. {}{}",
                time, seconds_off(audit.off_by_s),
                audit.surplus_s < 0 ? ", less than a body thrown to this apogee needs without any rocket"
                                    : "",
                free, mended_by(audit));
        case Audit::Verdict::time_too_long:
            return fmt::format(
                "The three figures CONTRADICT each other: the time {} is {} too long (rounding "
                "granted). {}{}{}",
                time, seconds_off(audit.off_by_s), free, mended_by(audit),
                audit.off_by_s < slow_fall_s
                    ? " A parachute or a blunt body that falls slowly would add minutes."
                    : "");
    }
    return {};
}

std::string time_agreement_text(const EstimateAnswer& answer) {
    const std::optional<TimeAgreement>& time = answer.estimate.time_agreement;
    const bool known = !answer.vehicle.empty();
    if (!time || (time->agrees() && !known)) return {};
    const WeightedQuantiles& own = answer.estimate.flight_time_without_time_s;
    const std::string flights = fmt::format("{} {} to {} (90 %)",
                                            known ? "its flights to this apogee and range take"
                                                  : "flights of its missiles to this apogee and range take",
                                            minutes_and_seconds(own.low), minutes_and_seconds(own.high));
    const std::string reported = minutes_and_seconds(answer.report.time_s->value());
    if (time->agrees()) return fmt::format("The reported {} goes with this vehicle: {}.", reported, flights);
    return fmt::format(
        "The reported {} DOES NOT GO with {}: {}, and a report of one of them lies as far out in less than "
        "{} "
        "of cases. The answer leaves the time out. {}",
        reported, known ? "this vehicle" : "the family of missiles", flights,
        percent_text(TimeAgreement::least_chance), reconciled_by(answer));
}

std::string time_doubt_text(const EstimateAnswer& answer) {
    if (!answer.time_is_doubted()) return {};
    const bool agrees = answer.time_agrees().value_or(true);
    return std::string(answer.audit.contradicts() ? audit_text(answer.report, answer.audit) : "") +
           (answer.audit.contradicts() && !agrees ? " " : "") + (agrees ? "" : time_agreement_text(answer));
}

std::string narrowing_text(const Estimate& e) {
    if (!e.time_used) return {};
    const WeightedQuantiles &without = e.standard_without_time_km, &with = e.standard_km;
    const bool open_before = !std::isfinite(without.high), open = !std::isfinite(with.high);
    if (open_before && open)
        return "The interval reaches beyond half the Earth, with the flight time and without it: how its "
               "width "
               "changed is not a number.";
    if (open_before)
        return "Without the flight time the interval reaches beyond half the Earth; with it, it does not.";
    if (open)
        return "With the flight time the interval reaches beyond half the Earth; without it, it does not.";
    const double before = without.high - without.low, after = with.high - with.low;
    const std::string part = percent_text(after / before);
    if (after == before || part == "100 %")
        return "The flight time left the interval as wide as it is without it.";
    if (after < before)
        return fmt::format("The flight time narrowed the interval to {} of its width without it.", part);
    return before > 0
               ? fmt::format(
                     "The flight time widened the interval to {} of its width without it: it "
                     "points to flights that are rare without it.",
                     part)
               : "The flight time widened the interval: it points to flights that are rare without it.";
}

std::string two_body_text(double standard_km, double two_body_km) {
    std::string text =
        "The two-body figure is that of a body thrown from the ground at the speed that the "
        "reported apogee and range take.";
    if (standard_km > two_body_km)
        text +=
            " On a flatter path than the reported one the missile loses less to gravity and burns out "
            "faster.";
    if (standard_km < two_body_km)
        text +=
            " That body meets no air, needs no climb to burnout and has the Earth's rotation for or "
            "against it; a path hardly flatter than the reported one regains too little from gravity to "
            "make up for that.";
    return text;
}

std::string steering_text(double steering_deg, double azimuth_deg) {
    const std::string steering = fixed(steering_deg, 1), azimuth = fixed(azimuth_deg, 1);
    return steering == azimuth
               ? fmt::format("Steers towards {} deg and lands there.", azimuth)
               : fmt::format("Steers towards {} deg to land towards {} deg: the Earth turns below.", steering,
                             azimuth);
}

std::string swing_text(const Swing& swing, const std::string& distance) {
    if (!std::isfinite(swing.low_km) || !std::isfinite(swing.high_km))
        return "Ranges beyond half the Earth have no figure, so that it cannot be said which number moves "
               "the "
               "answer most.";
    constexpr double nothing_km = 0.5;
    const double km = swing.high_km - swing.low_km;
    if (!(std::abs(km) >= nothing_km)) return "No number moves the answer by as much as a kilometre.";
    return fmt::format("Most of all: {}. From its lowest to its highest third the range {} by {}.",
                       printable(swing.number), km > 0 ? "grows" : "shrinks", distance);
}

namespace {

/// No part that is not all rounds to all, and none that is something to nothing.
std::string percent(double part, const char* less, const char* more) {
    if (part > 0 && part < 0.01) return std::string(less) + "1 %";
    if (part < 1 && part > 0.99) return std::string(more) + "99 %";
    return fmt::format("{:.0f} %", 100 * part);
}

}  // namespace

std::string percent_text(double part) {
    return percent(part, "less than ", "more than ");
}

std::string percent_cell(double part) {
    return percent(part, "< ", "> ");
}

std::string impossible_text(const EstimateAnswer& answer) {
    const Estimate& e = answer.estimate;
    if (e.possible()) return {};
    const std::string unknown = unknown_name(e.candidates.front().unknown);
    std::string parts;
    const auto add = [&](std::uint64_t count, const std::string& words) {
        if (count == 0) return;
        parts += fmt::format("{}{} {}", parts.empty() ? "" : ", ",
                             percent_text(static_cast<double>(count) / static_cast<double>(e.samples.size())),
                             words);
    };
    add(e.too_weak, "do not climb that high with any " + unknown + " looked for");
    add(e.too_strong, "climb higher with any " + unknown + " looked for");
    add(e.below_bounds, "need the " + unknown + " below its bounds");
    add(e.above_bounds, "need the " + unknown + " above its bounds");
    add(e.no_flight, "have no such flight at all");
    add(e.no_standard, "fly it, but have no standard trajectory");
    const std::string done = e.no_standard > 0
                                 ? "flies what was reported and has a standard trajectory as well"
                                 : "flies what was reported";
    if (answer.vehicle.empty())
        return fmt::format("None of the {} samples of the family {}: {}.", e.samples.size(), done, parts);
    if (!e.candidates.front().numbers.empty())
        return fmt::format("None of the {} samples of {} {}: {}.", e.samples.size(),
                           printable(answer.vehicle), done, parts);
    return fmt::format(
        "With the numbers of {}, taken as exact, no {} {}: of {} {}. That says nothing against the "
        "flight: where no number states an uncertainty, a small error of one of them is enough.",
        printable(answer.vehicle), unknown, done, count_of(e.samples.size(), "sample", "samples"), parts);
}

std::vector<std::string> estimate_assumptions(const EstimateAnswer& answer) {
    const ReportedFlight& report = answer.report;
    std::vector<std::string> list;
    list.push_back(
        report.turning()
            ? fmt::format("The test was flown on the turning Earth, towards {} deg ({}); the standard flight "
                          "is flown on an Earth that stands still, as published ranges mostly are.",
                          fixed(degrees(*report.azimuth), 1), report.azimuth_from)
            : fmt::format("Both flights on an Earth that stands still: {}.", report.why_not_turning()));
    list.push_back(fmt::format(
        "Lofted and standard flight: a vertical rise, a kick at 50 m/s (or the scenario's own), then zero "
        "angle of attack; all propellant burnt both times; the standard flight burns out at the "
        "minimum-energy angle, below {} kPa{}. Another programme is not in the interval; the table of them "
        "says what it is worth.",
        StandardFamily{}.most_dynamic_pressure_kPa, bound_text(answer.estimate.part_at_pressure_bound())));
    const CandidateVehicles& first = answer.estimate.candidates.front();
    if (answer.vehicle.empty()) {
        const bool one = answer.estimate.candidates.size() == 1;
        list.push_back(
            fmt::format("No vehicle given: missiles of {} as they are built, drawn from the ranges in "
                        "docs/estimate.md{}.",
                        one ? first.name : "one to three stages",
                        one ? "" : ", each number of stages equally likely beforehand"));
    } else {
        list.push_back(fmt::format(
            "{}; {} was solved for, {} likely beforehand between its bounds.",
            first.numbers.empty()
                ? "No number of the vehicle states an uncertainty: all are taken as exact"
                : "Every number of the vehicle that states an uncertainty was drawn from it, each for itself",
            unknown_name(first.unknown), first.even_in_logarithm ? "its logarithm evenly" : "evenly"));
    }
    list.emplace_back(time_assumption(answer));
    list.emplace_back(
        "The payload is the same on both flights; where the test landed says nothing of the vehicle.");
    return list;
}

std::string unknown_name(const std::string& path) {
    if (path == "payload.mass_kg") return "payload mass";
    return path;
}

}  // namespace apogee
