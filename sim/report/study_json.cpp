#include <fmt/format.h>

#include <cmath>

#include "report/flight.h"
#include "report/json.h"
#include "report/study_report.h"

namespace apogee {
namespace {

using Json = nlohmann::ordered_json;

struct DistributionJson {
    double value;

    Json operator()(const Triangular& d) const {
        return {{"distribution", "triangular"}, {"mode", value}, {"low", d.low}, {"high", d.high}};
    }
    Json operator()(const Normal& d) const {
        return {{"distribution", "normal"}, {"mean", value}, {"sd", d.sd}};
    }
    Json operator()(const Uniform& d) const {
        return {{"distribution", "uniform"}, {"low", d.low}, {"high", d.high}};
    }
    Json operator()(const LogNormal& d) const {
        return {{"distribution", "log-normal"}, {"median", value}, {"sd_of_ln", d.sd_of_ln}};
    }
    Json operator()(const Discrete& d) const {
        return {{"distribution", "discrete"}, {"values", d.values}, {"weights", d.weights}};
    }
};

Json inputs_json(const StudyPart& part) {
    Json rows = Json::array();
    for (const Varied& varied : part.numbers) {
        Json row{{"key", varied.path}};
        row.update(std::visit(DistributionJson{varied.value}, varied.distribution));
        if (varied.whole) row["whole_numbers"] = true;
        row["least_allowed"] = varied.least;
        row["most_allowed"] = varied.most;
        rows.push_back(std::move(row));
    }
    for (const SweepAxis& axis : part.axes) rows.push_back({{"key", axis.path}, {"values", axis.values}});
    return rows;
}

Json figure_json(const FieldStatistics& f) {
    Json json{{"unit", f.field->udunits}, {"cases", f.count}};
    const bool some = f.count > 0;
    json["mean"] = number_or_null(f.mean);
    json["sd"] = number_or_null(f.sd);
    json["least"] = number_or_null(f.least);
    json["least_case"] = some ? Json(f.least_case) : Json();
    json["greatest"] = number_or_null(f.greatest);
    json["greatest_case"] = some ? Json(f.greatest_case) : Json();
    Json quantiles = Json::array();
    for (const QuantileEstimate& q : f.quantiles)
        quantiles.push_back({{"probability", q.probability},
                             {"value", q.value},
                             {"low90", number_or_null(q.low90)},
                             {"high90", number_or_null(q.high90)}});
    json["quantiles"] = std::move(quantiles);
    json["histogram"] = Json();
    if (some)
        json["histogram"] = {{"from", static_cast<double>(f.histogram.first) * f.histogram.step},
                             {"step", f.histogram.step},
                             {"cases", f.histogram.counts}};
    return json;
}

Json sensitivity_json(const StudyPart& part, const std::vector<Sensitivity>& all) {
    Json json = Json::object();
    for (const Sensitivity& s : all) {
        if (s.effects.empty()) continue;
        Json rows = Json::array();
        for (std::size_t i = 0; i < s.effects.size(); ++i) {
            const Effect& e = s.effects[i];
            Json row{{"key", part.paths[i]}, {"first_order_index", number_or_null(e.index)}};
            if (part.axes.empty())
                row.update(Json{{"noise", number_or_null(e.noise)},
                                {"mean_at_lowest_tenth", number_or_null(e.at_low)},
                                {"mean_at_highest_tenth", number_or_null(e.at_high)}});
            else
                row.update(Json{{"mean_at_least_value", number_or_null(e.at_low)},
                                {"mean_at_greatest_value", number_or_null(e.at_high)}});
            rows.push_back(std::move(row));
        }
        json[s.field->name] = std::move(rows);
    }
    return json;
}

Json rows_json(const StudyPart& part, const std::vector<CaseResult>& results) {
    Json rows = Json::array();
    std::vector<double> values(part.axes.size());
    for (std::size_t i = 0; i < results.size(); ++i) {
        part.source->values(i, values);
        const bool flown = results[i].flown_by != FlownBy::nobody;
        Json row{
            {"case", i}, {"inputs", values}, {"outcome", flown ? Json(name(results[i].outcome)) : Json()}};
        for (const ResultField& field : result_fields())
            row[field.name] = number_or_null(results[i].*field.member);
        rows.push_back(std::move(row));
    }
    return rows;
}

/// What a part is, before anything of it has flown.
Json plan_json(const StudyPart& part) {
    Json json{{"name", part.name},
              {"title", part.scenario.title},
              {"scenario", part.scenario.file},
              {"scenario_hash", part.scenario.hash}};
    json["inputs"] = inputs_json(part);
    if (!part.correlations.empty()) {
        json["correlations"] = Json::array();
        for (const Correlation& c : part.correlations)
            json["correlations"].push_back(
                {{"keys", {part.paths[c.first], part.paths[c.second]}}, {"coefficient", c.coefficient}});
    }
    return json;
}

Json part_json(const Study& study, const StudyPart& part, const PartSummary& summary) {
    const PartStatistics& s = summary.statistics;
    Json json = plan_json(part);
    json["cases"] = s.cases;
    for (std::size_t i = 0; i < s.outcomes.size(); ++i)
        json["outcomes"][name(static_cast<Outcome>(i))] = s.outcomes[i];
    for (std::size_t i = 0; i < s.flown_by.size(); ++i)
        json["flown_by"][name(static_cast<FlownBy>(i))] = s.flown_by[i];
    json["figures"] = Json::object();
    for (const FieldStatistics& f : s.fields) json["figures"][f.field->name] = figure_json(f);
    json["sensitivity"] = sensitivity_json(part, summary.sensitivities);
    if (study.sweep) json["rows"] = rows_json(part, summary.first_results);
    return json;
}

Json head_json(const Study& study) {
    Json json{{"title", study.title}, {"study", study.file}, {"kind", study.sweep ? "sweep" : "monte carlo"}};
    if (!study.sweep) {
        json["sampling"] = name(study.sampling);
        json["seed"] = study.seed;
        json["median_range_interval_km"] =
            study.median_range_interval_km ? Json(*study.median_range_interval_km) : Json();
    }
    json["parts"] = Json::array();
    return json;
}

void add_provenance(Json& json, const Study& study) {
    json["provenance"] = {{"version", version()}, {"identity", Json::object()}};
    for (const auto& [fact, text] : study.identity) json["provenance"]["identity"][fact] = text;
}

}  // namespace

Json study_json(const Study& study, const StudySummary& summary) {
    Json json = head_json(study);
    for (std::size_t i = 0; i < study.parts.size(); ++i)
        json["parts"].push_back(part_json(study, study.parts[i], summary[i]));
    add_provenance(json, study);
    return json;
}

Json study_json(const Study& study, std::size_t part, const StudySummary& summary) {
    Json json = head_json(study);
    json["parts"].push_back(part_json(study, study.parts[part], summary[part]));
    add_provenance(json, study);
    return json;
}

Json study_check_json(const Study& study) {
    Json json = head_json(study);
    json["cases"] = study.cases;
    for (const StudyPart& part : study.parts) json["parts"].push_back(plan_json(part));
    add_provenance(json, study);
    return json;
}

}  // namespace apogee
