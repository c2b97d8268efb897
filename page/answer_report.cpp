#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>

#include "asked.h"
#include "base/input_error.h"
#include "estimate/reported_direction.h"
#include "estimate/typical_flights.h"
#include "figure/claim_figure.h"
#include "figure/estimate_figure.h"
#include "physics/constants.h"
#include "report/claim_files.h"
#include "report/claims_report.h"
#include "report/estimate_report.h"
#include "report/json.h"
#include "report/map_content.h"
#include "scenario/argument.h"
#include "scene/key_text.h"

namespace apogee {
namespace {

/// The figures as people type them into the form; its labels name them in messages.
ReportedFlight typed_report(const Json& form) {
    const auto needed = [&](const char* key, const char* example) {
        if (const auto text = given_text(form, key)) return *text;
        throw InputError(fmt::format("{}: is missing; expected like {}", key, example));
    };
    ReportedFlight report;
    report.apogee_km = read_distance_km(needed("apogee", "3724.9 km"), "apogee");
    report.range_km = read_distance_km(needed("range", "998 km"), "range");
    if (const auto time = given_text(form, "time")) report.time_s = read_time_s(*time, "time");
    if (const auto from = given_text(form, "from")) set_site(report, find_origin(*from, "from"));
    set_direction(report, {given_text(form, "azimuth"), given_text(form, "impact"), "azimuth", "impact",
                           "a launch site"});
    return report;
}

EstimateQuestion question_in(const Json& asked) {
    EstimateQuestion question;
    if (const auto scenario = given_text(asked, "scenario")) {
        question = question_of(load_scenario(scenario_argument(*scenario).file, changes_in(asked)));
    } else {
        question.report = typed_report(asked.value("report", Json::object()));
    }
    for (const std::string& claim : texts_in(asked, "claims"))
        question.claims.push_back(find_region(claim, "claim"));
    question.options.samples = asked.value("samples", std::uint64_t{1000});
    question.options.seed = asked.value("seed", std::uint64_t{1});
    question.options.details = asked.value("details", true);
    return question;
}

/// Answers by their questions without what changes no sample: another language, unit or width flies nothing
/// anew. A report has as many: of the first samples, of all, with the whole report's details.
constexpr std::size_t most_kept = 3;

struct KeptAnswer {
    std::string question;
    EstimateAnswer answer;
};

std::deque<KeptAnswer>& kept_answers() {
    static std::deque<KeptAnswer> answers;
    return answers;
}

std::string question_of_samples(Json asked) {
    for (const char* const key : {"look", "pictures", "files"}) asked.erase(key);
    return json_text(asked, JsonLayout::compact);
}

const EstimateAnswer* kept_answer(const std::string& question) {
    const auto found = std::ranges::find(kept_answers(), question, &KeptAnswer::question);
    return found == kept_answers().end() ? nullptr : &found->answer;
}

const EstimateAnswer& keep(std::string question, EstimateAnswer answer) {
    if (kept_answers().size() == most_kept) kept_answers().pop_front();
    return kept_answers().emplace_back(std::move(question), std::move(answer)).answer;
}

FigureFlight flight_of(Trajectory trajectory, std::string name, int style) {
    FigureFlight flight;
    flight.flight.name = name;
    flight.flight.summary = summarise(trajectory);
    flight.flight.trajectory = std::move(trajectory);
    flight.drawn = drawn_flight(flight.flight);
    flight.style = flight_style(style);
    flight.name = std::move(name);
    return flight;
}

/// The typical sample's flight as it was reported, and the same missile's on its standard trajectory.
std::vector<FigureFlight> flights_of(const EstimateAnswer& answer, const Look& look) {
    TypicalFlights typical = typical_flights(answer.report, answer.estimate, 1);
    std::vector<FigureFlight> flights;
    flights.push_back(flight_of(std::move(typical.reported), look.word(Word::reported), 0));
    if (typical.standard)
        flights.push_back(flight_of(std::move(*typical.standard), look.word(Word::standard_range), 1));
    return flights;
}

/// Empty where the answer has nothing to show in that kind.
std::string estimate_picture(const AskedPicture& asked, const EstimateAnswer& answer,
                             const std::vector<FigureFlight>& flights, const Look& look) {
    if (asked.kind == "claim") {
        if (!has_claim_map(answer)) return {};
        const ClaimMap map = claim_map(answer, look);
        return picture_text(asked, map.words, look,
                            [&](Canvas& canvas, const Box& whole, const PageWords& words) {
                                draw_claim(canvas, whole, map, words, look);
                            });
    }
    if (asked.kind == "estimate" || asked.kind == "tornado") {
        PageWords title = words_of(answer, look);
        if (title.title.empty()) title.title = look.word(Word::standard_range);
        return picture_text(
            asked, title, look, [&](Canvas& canvas, const Box& whole, const PageWords& words) {
                asked.kind == "tornado" ? draw_estimate_tornado(canvas, whole, answer, words, look)
                                        : draw_estimate(canvas, whole, answer, {}, words, look);
            });
    }
    if (asked.kind != "profile" && !answer.report.turning()) return {};
    return flights_picture(asked, flights, look);
}

Json sentences_of(const EstimateAnswer& answer, const Look& look) {
    const Estimate& estimate = answer.estimate;
    Json sentences{{"impossible", impossible_text(answer)},
                   {"audit", audit_text(answer.report, answer.audit)},
                   {"time", time_agreement_text(answer)},
                   {"assumptions", estimate_assumptions(answer)}};
    if (estimate.possible()) sentences["narrowing"] = narrowing_text(estimate);
    if (!estimate.swings.empty()) {
        Swing widest = estimate.swings.front();
        widest.number = number_words(widest.number);
        sentences["swing"] = swing_text(widest, look.length(1000 * std::abs(widest.high_km - widest.low_km)));
    }
    return sentences;
}

/// Of a flight that has a place on the Earth: its site, circles of the answer, typical flights.
std::string map_file(FileFormat format, const EstimateAnswer& answer) {
    if (!answer.report.site || !answer.report.azimuth)
        throw InputError(
            fmt::format("{} shows places; expected a launch site and a direction", format_row(format).word));
    std::optional<TypicalFlights> flights;
    if (answer.estimate.effective > 0) flights = typical_flights(answer.report, answer.estimate, 1);
    return map_text(format, estimate_content(answer, flights ? &*flights : nullptr));
}

/// {name with its ending: text}.
Json files_of(const Json& asked, const EstimateAnswer& answer) {
    Json files = Json::object();
    const auto table = [&](const std::string& name, const FigureTable& rows) {
        std::string text;
        write_table_csv(rows, [&](std::string_view part) { text += part; });
        files[name] = std::move(text);
    };
    for (const FileFormat format : read_formats(texts_in(asked, "files"), ResultOf::estimate)) {
        const std::string ending(format_row(format).ending);
        if (format == FileFormat::csv) {
            table("estimate" + ending, estimate_answers_table(answer));
            table("estimate-samples" + ending, estimate_samples_table(answer));
            if (!answer.claims.empty()) table("estimate-claims" + ending, claims_table(answer.claims));
        } else if (format == FileFormat::json) {
            files["estimate" + ending] = json_text(estimate_json(answer));
        } else if (is_map(format)) {
            files["estimate" + ending] = map_file(format, answer);
        }
    }
    return files;
}

}  // namespace

void forget_reports() {
    kept_answers().clear();
}

Json answer_report(const Json& asked) {
    const AskedLook look(asked.value("look", Json::object()));
    const std::string question = question_of_samples(asked);
    const EstimateAnswer* const kept = kept_answer(question);
    const EstimateAnswer& answered = kept ? *kept : keep(question, answer(question_in(asked)));
    Json answer{{"kept", kept != nullptr},
                {"half_earth_km", km(constants::sphere_half_circumference_m)},
                {"estimate", estimate_json(answered)},
                {"sentences", sentences_of(answered, look.look())},
                {"text", estimate_report(answered)},
                {"claims_text", claims_report(answered.claims)},
                {"pictures", Json::object()},
                {"files", files_of(asked, answered)}};
    if (answered.estimate.effective <= 0) return answer;
    const std::vector<AskedPicture> pictures = asked_pictures(asked);
    std::vector<FigureFlight> flights;
    const auto shows_flights = [](const AskedPicture& p) {
        return p.kind != "claim" && p.kind != "estimate" && p.kind != "tornado";
    };
    if (std::ranges::any_of(pictures, shows_flights)) flights = flights_of(answered, look.look());
    for (const AskedPicture& each : pictures)
        if (std::string svg = estimate_picture(each, answered, flights, look.look()); !svg.empty())
            answer["pictures"][each.name] = std::move(svg);
    return answer;
}

}  // namespace apogee
