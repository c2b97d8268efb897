#include "estimate/answer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/angles.h"
#include "base/input_error.h"
#include "estimate/boost_family.h"

namespace apogee {

std::optional<bool> EstimateAnswer::time_agrees() const {
    const std::optional<TimeAgreement>& time = estimate.time_agreement;
    return time ? std::optional(time->agrees()) : std::nullopt;
}

std::optional<bool> EstimateAnswer::time_agrees_with_vehicle() const {
    return vehicle.empty() ? std::nullopt : time_agrees();
}

bool EstimateAnswer::time_is_doubted() const {
    return report.time_s && (audit.contradicts() || !time_agrees().value_or(true));
}

bool can_be_estimated(const Scenario& scenario) {
    const auto reports = [&](std::string_view key) {
        return std::ranges::find(scenario.reported, key, &ReportedFigure::key) != scenario.reported.end();
    };
    return std::holds_alternative<Launch>(scenario.start) && reports("apogee_km") && reports("range_km");
}

EstimateQuestion question_of(const Scenario& scenario) {
    EstimateQuestion question;
    question.report = reported_in(scenario, std::nullopt, std::nullopt, std::nullopt);
    question.scenario = scenario;
    return question;
}

EstimateTask prepare(EstimateQuestion question) {
    EstimateTask task;
    EstimateAnswer& result = task.answer;
    result.report = std::move(question.report);
    ReportedFlight& report = result.report;
    if (const std::string why = why_impossible(report); !why.empty()) throw InputError(why);
    report.rotation = !question.still;
    if (question.scenario) {
        add_direction_of(*question.scenario, report);
        const Scenario scenario =
            question.still ? without_rotation(*question.scenario) : std::move(*question.scenario);
        report.rotation = scenario.environment.earth.rotation_rate_rad_s != 0;
        result.scenario = scenario.file;
        result.vehicle = scenario.vehicle.name.empty() ? "the scenario's vehicle" : scenario.vehicle.name;
        task.candidates.push_back(candidate_of(scenario, question.unknown));
    } else {
        constexpr double eastward = 0.5 * pi;  // without a direction the Earth stands still, and none matters
        task.candidates =
            boost_family(report.site, report.azimuth.value_or(eastward), report.turning(), question.stages);
    }
    for (const Region& claim : question.claims)
        if (!report.site && claim.kind != RegionKind::distance)
            throw InputError(fmt::format(
                "--claim: {}: how far that is depends on the launch site, which is unknown; expected "
                "--from LAT,LON, or a distance such as \"10,000 km\"",
                in_quotes(claim.name)));
    task.claims = std::move(question.claims);
    result.audit = audit(report);
    task.options = std::move(question.options);
    task.options.use_time = !result.audit.contradicts();
    result.seed = task.options.seed;
    return task;
}

void complete(EstimateTask& task) {
    task.answer.estimate = estimate(task.answer.report, std::move(task.candidates), task.options);
    if (task.answer.estimate.complete)
        task.answer.claims = answer_claims(task.answer.estimate, task.answer.report, std::move(task.claims),
                                           !task.answer.vehicle.empty(), task.options);
}

EstimateAnswer answer(EstimateQuestion question) {
    EstimateTask task = prepare(std::move(question));
    complete(task);
    return std::move(task.answer);
}

}  // namespace apogee
