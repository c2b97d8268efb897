#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "physics/units.h"
#include "report/clock.h"
#include "report/estimate_report.h"
#include "report/text.h"
#include "scenario/input_error.h"

namespace apogee {
namespace {

std::string span(const Bracket& seconds) {
    return minutes_and_seconds(seconds.low) + " to " + minutes_and_seconds(seconds.high);
}

std::string km_span(const Bracket& km) {
    return fixed(km.low, 0) + " to " + fixed(km.high, 0) + " km";
}

std::string mended_by(const Audit& audit) {
    std::string text = fmt::format(
        " With this apogee and range a flight takes {}; with this time and range it "
        "climbs to {}; ",
        span(audit.time_s), km_span(*audit.apogee_km));
    return text + (audit.range_km
                       ? fmt::format("with this time and apogee it goes {}.", km_span(*audit.range_km))
                       : std::string("no range goes with this time and apogee: the range is not "
                                     "what is wrong."));
}

}  // namespace

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
            return "No flight time was given, and apogee and range alone cannot contradict each other. " +
                   free;
        case Audit::Verdict::consistent:
            return fmt::format("The figures can all be true. {} The reported {} is {} {}.", free, time,
                               minutes_and_seconds(std::abs(audit.surplus_s)),
                               audit.surplus_s < 0 ? "less, within its rounding" : "more");
        case Audit::Verdict::time_too_short:
            return fmt::format(
                "The three figures CONTRADICT each other: the time {} is {:.0f} s too short (rounding "
                "granted){}. {}{}",
                time, audit.off_by_s,
                audit.surplus_s < 0 ? ", less than a body thrown to this apogee needs without any rocket"
                                    : "",
                free, mended_by(audit));
        case Audit::Verdict::time_too_long:
            return fmt::format(
                "The three figures CONTRADICT each other: the time {} is {:.0f} s too long (rounding "
                "granted). {}{} A parachute or a blunt body that falls slowly would add minutes.",
                time, audit.off_by_s, free, mended_by(audit));
    }
    return {};
}

std::string impossible_text(const EstimateAnswer& answer) {
    const Estimate& e = answer.estimate;
    if (e.possible()) {
        if (e.effective > 0) return {};
        return fmt::format(
            "No sample that reproduces apogee and range flies nearly as long as reported: they take {} to "
            "{}.",
            minutes_and_seconds(e.flight_time_without_time_s.low),
            minutes_and_seconds(e.flight_time_without_time_s.high));
    }
    const double all = static_cast<double>(e.samples.size());
    const auto part = [&](std::uint64_t n) {
        return fmt::format("{:.0f} %", 100 * static_cast<double>(n) / all);
    };
    const std::string unknown = unknown_name(e.candidates.front().unknown);
    return fmt::format(
        "{} have done what was reported: of {} samples {} do not climb that high with any {} looked "
        "for, {} climb higher with any, {} need one below its bounds, {} one above, {} have no such flight "
        "at all.",
        answer.vehicle.empty() ? "No missile of the family can" : printable(answer.vehicle) + " cannot",
        e.samples.size(), part(e.too_weak), unknown, part(e.too_strong), part(e.below_bounds),
        part(e.above_bounds), part(e.no_flight));
}

std::vector<std::string> estimate_assumptions(const EstimateAnswer& answer) {
    const ReportedFlight& report = answer.report;
    std::vector<std::string> list;
    list.push_back(
        report.turning()
            ? fmt::format("The test was flown on the turning Earth, towards {} deg ({}); the standard flight "
                          "is flown on an Earth that stands still, as published ranges mostly are.",
                          fixed(degrees(*report.azimuth), 1), report.azimuth_from)
            : "Site or direction unknown, or rotation switched off: both flights on an Earth that stands "
              "still.");
    list.emplace_back(
        "Lofted and standard flight: a vertical rise, a kick at 50 m/s (or the scenario's own), then zero "
        "angle "
        "of attack; all propellant burnt both times; the standard flight burns out at the minimum-energy "
        "angle, below 150 kPa. Another programme is not in the interval; the table of them says what it is "
        "worth.");
    if (answer.vehicle.empty()) {
        list.emplace_back(
            "No vehicle given: missiles of one to three stages as they are built, drawn from the ranges in "
            "docs/estimate.md, each number of stages equally likely beforehand.");
    } else {
        list.push_back(
            fmt::format("Every number of the vehicle that states an uncertainty was drawn from it, each for "
                        "itself; {} was solved "
                        "for, evenly likely beforehand between its bounds.",
                        unknown_name(answer.estimate.candidates.front().unknown)));
    }
    list.emplace_back(
        answer.estimate.time_used
            ? "The flight time weighs the samples, as rounded, and 5 s (one sigma) for what the reporter "
              "took for start and end."
        : answer.report.time_s
            ? "The flight time does not weigh: it contradicts the other figures, or was left out."
            : "No flight time was given to weigh the samples.");
    list.emplace_back(
        "The payload is the same on both flights; where the test landed says nothing of the vehicle.");
    return list;
}

std::string unknown_name(const std::string& path) {
    if (path == "payload.mass_kg") return "payload mass";
    return path;
}

}  // namespace apogee
