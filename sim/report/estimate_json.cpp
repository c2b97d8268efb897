#include <array>
#include <cmath>

#include "base/angles.h"
#include "base/clock.h"
#include "report/claims_report.h"
#include "report/estimate_report.h"
#include "report/flight.h"
#include "report/json.h"

namespace apogee {
namespace {

using Json = nlohmann::ordered_json;

/// Ranges say where they pass half the Earth.
Json ranges(const WeightedQuantiles& q) {
    Json json = quantiles_json(q);
    json["median_beyond_half_the_earth"] = std::isinf(q.median);
    json["high90_beyond_half_the_earth"] = std::isinf(q.high);
    return json;
}

Json bracket(const Bracket& b) {
    return {{"low", number_or_null(b.low)}, {"high", number_or_null(b.high)}};
}

Json figure(const RoundedFigure& f) {
    return {{"value", f.value()},
            {"low", f.low()},
            {"high", f.high()},
            {"known_to", f.how},
            {"source", f.source.empty() ? Json() : Json(f.source)}};
}

Json reported_json(const ReportedFlight& r) {
    Json json{{"apogee_km", figure(r.apogee_km)}, {"range_km", figure(r.range_km)}};
    json["flight_time_s"] = r.time_s ? figure(*r.time_s) : Json();
    json["site"] = r.site ? Json{{"latitude_deg", degrees(r.site->latitude)},
                                 {"longitude_deg", degrees(r.site->longitude)}}
                          : Json();
    json["azimuth_deg"] = r.azimuth ? Json(degrees(*r.azimuth)) : Json();
    json["launch_time_utc"] = r.launch_time ? Json(utc_timestamp(*r.launch_time, 0)) : Json();
    json["turning_earth"] = r.turning();
    return json;
}

Json audit_json(const ReportedFlight& report, const Audit& a) {
    Json json{{"verdict", name(a.verdict)},
              {"text", audit_text(report, a)},
              {"inertial_range_km", a.inertial_range_km},
              {"free_flight_time_s", a.flight.time_s},
              {"free_flight_speed_km_s", a.flight.speed_m_s / 1000},
              {"powered_surplus_s", bracket(a.powered_surplus_s)},
              {"possible_flight_time_s", bracket(a.time_s)}};
    json["possible_apogee_km"] = a.apogee_km ? bracket(*a.apogee_km) : Json();
    json["possible_range_km"] = a.range_km ? bracket(*a.range_km) : Json();
    json["surplus_s"] = report.time_s ? Json(a.surplus_s) : Json();
    json["off_by_s"] = a.off_by_s;
    return json;
}

Json samples_json(const EstimateAnswer& answer) {
    const Estimate& e = answer.estimate;
    return {{"count", e.samples.size()},
            {"seed", answer.seed},
            {"solved", e.solved},
            {"below_bounds", e.below_bounds},
            {"above_bounds", e.above_bounds},
            {"too_weak", e.too_weak},
            {"too_strong", e.too_strong},
            {"no_flight", e.no_flight},
            {"no_standard", e.no_standard},
            {"effective_without_time", e.effective_without_time},
            {"effective", e.effective},
            {"too_few", e.too_few_samples()}};
}

Json unknown_json(const EstimateAnswer& answer) {
    const Estimate& e = answer.estimate;
    return {{"key", e.candidates.front().unknown},
            {"with_time", quantiles_json(e.unknown)},
            {"without_time", quantiles_json(e.unknown_without_time)}};
}

Json flight_json(const EstimateAnswer& answer) {
    const Estimate& e = answer.estimate;
    return {{"flight_time_s", quantiles_json(e.flight_time_s)},
            {"burnout_time_s", quantiles_json(e.burnout_time_s)},
            {"burnout_height_km", quantiles_json(e.burnout_height_km)},
            {"burnout_speed_km_s", quantiles_json(e.burnout_speed_km_s)},
            {"kick_deg", quantiles_json(e.kick_deg)},
            {"steering_azimuth_deg", e.samples[e.typical].reproduced.azimuth_deg}};
}

Json candidates_json(const EstimateAnswer& answer) {
    const Estimate& e = answer.estimate;
    Json list = Json::array();
    for (std::size_t c = 0; c < e.candidates.size(); ++c)
        list.push_back({{"vehicle", e.candidates[c].name}, {"share", e.candidate_share[c]}});
    return list;
}

Json programmes_json(const EstimateAnswer& answer) {
    Json list = Json::array();
    for (const OtherProgramme& p : answer.estimate.other_programmes)
        list.push_back({{"name", p.name},
                        {"standard_range_km", p.effective > 0 ? ranges(p.standard_km) : Json()},
                        {"effective", p.effective},
                        {"time_left_out", p.time_left_out}});
    return list;
}

Json curve_json(const EstimateAnswer& answer) {
    Json list = Json::array();
    for (const CurvePoint& p : answer.estimate.curve)
        list.push_back({{"value", p.value}, {"standard_range_km", ranges(p.range_km)}});
    return list;
}

Json swings_json(const EstimateAnswer& answer) {
    Json list = Json::array();
    for (const Swing& w : answer.estimate.swings)
        list.push_back({{"number", w.number},
                        {"low", w.low_value},
                        {"high", w.high_value},
                        {"range_at_low_km", number_or_null(w.low_km)},
                        {"range_at_high_km", number_or_null(w.high_km)}});
    return list;
}

/// What the samples say: null where none flies what was reported.
struct AnswerKey {
    const char* name;
    Json (*json)(const EstimateAnswer&);
};
constexpr std::array answer_keys{
    AnswerKey{"standard_range_without_time_km",
              [](const EstimateAnswer& a) { return ranges(a.estimate.standard_without_time_km); }},
    AnswerKey{"flight_time_without_time_s",
              [](const EstimateAnswer& a) { return quantiles_json(a.estimate.flight_time_without_time_s); }},
    AnswerKey{"standard_range_km", [](const EstimateAnswer& a) { return ranges(a.estimate.standard_km); }},
    AnswerKey{"maximum_range_km", [](const EstimateAnswer& a) { return ranges(a.estimate.maximum_km); }},
    AnswerKey{"part_at_dynamic_pressure_bound",
              [](const EstimateAnswer& a) { return Json(a.estimate.part_at_pressure_bound()); }},
    AnswerKey{
        "standard_range_turning_earth_km",
        [](const EstimateAnswer& a) { return a.report.turning() ? ranges(a.estimate.turning_km) : Json(); }},
    AnswerKey{"unknown", unknown_json},
    AnswerKey{"flight", flight_json},
    AnswerKey{"candidates", candidates_json},
    AnswerKey{"other_programmes", programmes_json},
    AnswerKey{"curve", curve_json},
    AnswerKey{"sensitivity", swings_json}};

}  // namespace

Json quantiles_json(const WeightedQuantiles& q) {
    return {{"median", number_or_null(q.median)},
            {"low90", number_or_null(q.low)},
            {"high90", number_or_null(q.high)}};
}

Json estimate_json(const EstimateAnswer& answer) {
    const Estimate& e = answer.estimate;
    Json json{{"title", answer.report.title},
              {"reported", reported_json(answer.report)},
              {"audit", audit_json(answer.report, answer.audit)}};
    json["vehicle"] = answer.vehicle.empty() ? Json() : Json(answer.vehicle);
    json["possible"] = e.possible();
    const std::string impossible = impossible_text(answer);
    json["why_not"] = impossible.empty() ? Json() : Json(impossible);
    json["two_body_range_km"] = number_or_null(answer.audit.two_body_range_km);
    const std::optional<TimeAgreement>& time = e.time_agreement;
    const std::optional<bool> agrees = answer.time_agrees_with_vehicle();
    json["time_agrees_with_vehicle"] = agrees ? Json(*agrees) : Json();
    json["time_agreement"] = time ? Json{{"share", time->share},
                                         {"usual_share", time->usual_share},
                                         {"chance", time->chance},
                                         {"least_chance", TimeAgreement::least_chance},
                                         {"text", time_agreement_text(answer)}}
                                  : Json();
    json["time_used"] = e.time_used;
    for (const AnswerKey& key : answer_keys) json[key.name] = e.possible() ? key.json(answer) : Json();
    if (!answer.claims.empty()) json["claims"] = claims_json(answer.claims);
    json["samples"] = samples_json(answer);
    json["assumptions"] = estimate_assumptions(answer);
    json["provenance"] = {
        {"version", version()},
        {"scenario", answer.scenario.empty() ? Json() : Json(answer.scenario)},
        {"scenario_hash", answer.scenario.empty() ? Json() : Json(e.candidates.front().scenario.hash)}};
    return json;
}

}  // namespace apogee
