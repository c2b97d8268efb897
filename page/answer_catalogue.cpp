#include "asked.h"
#include "base/angles.h"
#include "base/clock.h"
#include "base/input_error.h"
#include "base/text.h"
#include "estimate/answer.h"
#include "scenario/argument.h"
#include "scenario/files.h"

namespace apogee {

Json answer_catalogue() {
    Json entries = Json::array();
    for (const std::string& file : names_in(catalogue_folder())) {
        if (!file.ends_with(".toml")) continue;
        const Scenario scenario = load_scenario(catalogue_folder() + '/' + file);
        entries.push_back({{"name", file.substr(0, file.size() - 5)},
                           {"title", scenario.title},
                           {"vehicle", scenario.vehicle.name},
                           {"reported", can_be_estimated(scenario)}});
    }
    return {{"scenarios", std::move(entries)}};
}

Json answer_form(const Json& asked) {
    const Scenario scenario = load_scenario(scenario_argument(text_in(asked, "scenario")).file);
    ReportedFlight report = question_of(scenario).report;
    add_direction_of(scenario, report);
    const Geodetic& site = *report.site;
    return {{"apogee", number_text(report.apogee_km.value()) + " km"},
            {"range", number_text(report.range_km.value()) + " km"},
            {"time", report.time_s ? minutes_and_seconds(report.time_s->value()) : ""},
            {"from", plain(degrees(site.latitude), 6) + ',' + plain(degrees(site.longitude), 6)},
            {"azimuth", fixed(degrees(*report.azimuth), 1)},
            {"impact", ""}};
}

}  // namespace apogee
