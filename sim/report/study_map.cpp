#include <fmt/format.h>

#include <cmath>

#include "base/angles.h"
#include "base/text.h"
#include "batch/result_fields.h"
#include "report/dataset_columns.h"
#include "report/flight_files.h"
#include "report/study_report.h"

namespace apogee {
namespace {

/// Where a case came down, with its inputs and figures.
MapPlace impact_of(const StudyPart& part, std::uint64_t number, const DatasetRows& rows, std::size_t row) {
    const CaseResult& result = rows.results[row];
    nlohmann::ordered_json facts{{"case", number}};
    for (std::size_t k = 0; k < part.paths.size(); ++k)
        facts[column_name(part.paths[k])] = rows.inputs[k][row];
    for (const ResultField& field : result_fields()) {
        const double value = result.*field.member;
        facts[field.name] = std::isfinite(value) ? nlohmann::ordered_json(value) : nullptr;
    }
    return {"impact",
            "",
            result.impact_longitude_deg,
            result.impact_latitude_deg,
            std::move(facts),
            fmt::format("Case {}, {} km.", number, fixed(result.range_km, 1)),
            1};
}

MapPlace start_of(const StudyPart& part, const std::string& description) {
    const Scenario& scenario = part.scenario;
    const auto* launch = std::get_if<Launch>(&scenario.start);
    const Geodetic place = launch ? launch->site : std::get<Release>(scenario.start).place;
    const char* const what = launch ? "launch site" : "point below the release";
    return {what,
            scenario.site.empty() ? what : scenario.site,
            degrees(place.longitude),
            degrees(place.latitude),
            {{"title", scenario.title}, {"site", scenario.site}, {"provenance", description}},
            description,
            0};
}

}  // namespace

MapContent study_content(const Study& study, std::size_t index, const ResultReader& results) {
    const StudyPart& part = study.parts[index];
    MapContent content;
    content.title =
        study.title.empty() ? part.scenario.title : fmt::format("{}: {}", study.title, part.scenario.title);
    std::uint64_t seen = 0, landed = 0;
    DatasetReader reader(study, index, results);
    for (DatasetRows rows; seen < most_map_cases && reader.next(rows);)
        for (std::size_t i = 0; i < rows.results.size() && seen < most_map_cases; ++i, ++seen) {
            if (!std::isfinite(rows.results[i].range_km)) continue;
            content.places.push_back(impact_of(part, rows.first + i, rows, i));
            ++landed;
        }
    const std::uint64_t all = results.cases(index);
    content.description =
        fmt::format("Impacts of {} of {}{}{}. {}.", landed, seen < all ? "the first " : "",
                    count_of(seen, "case", "cases"), seen < all ? fmt::format(" of {}", all) : "",
                    file_source(part.scenario.file, part.scenario.hash));
    content.places.insert(content.places.begin(), start_of(part, content.description));
    return content;
}

}  // namespace apogee
