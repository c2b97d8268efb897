#include <fmt/format.h>

#include "asked.h"
#include "base/input_error.h"
#include "figure/figure.h"
#include "report/csv.h"
#include "report/flight_files.h"
#include "report/flight_report.h"
#include "report/flight_warnings.h"
#include "report/json.h"
#include "scenario/argument.h"
#include "scenario/files.h"

namespace apogee {
namespace {

Json flight_answer(const Flight& flight) {
    Json answer = flight_json(flight);
    answer["name"] = flight.name;
    answer["outcome_text"] = outcome_text(flight.trajectory);
    answer["warnings"] = flight_warnings(flight);
    answer["text"] = flight_report(flight);
    return answer;
}

void add_histories(Json& files, std::span<const Flight> flights) {
    for (const Flight& flight : flights) {
        std::string text;
        write_history_csv(flight, flight.trajectory, usual_columns(), 1,
                          [&](std::string_view part) { text += part; });
        files[flight.name + ".csv"] = std::move(text);
    }
}

/// {name with its ending: text}; of histories one a flight.
Json files_of(const Json& asked, std::span<const Flight> flights) {
    const std::vector<std::string> words = texts_in(asked, "files");
    Json files = Json::object();
    const std::string name = flights.size() == 1 ? flights.front().name : "flights";
    for (const FileFormat format : read_formats(words, ResultOf::run)) {
        const std::string file = name + std::string(format_row(format).ending);
        if (format == FileFormat::csv)
            add_histories(files, flights);
        else if (format == FileFormat::json)
            files[file] = json_text(flights_json(flights));
        else if (is_map(format))
            files[file] = map_text(format, flights_content(flights));
    }
    return files;
}

}  // namespace

std::string flights_picture(const AskedPicture& asked, const std::vector<FigureFlight>& flights,
                            const Look& look) {
    FlightFigureOptions options;
    options.marks = true;
    const auto draw = [&](Canvas& canvas, const Box& whole, const PageWords& words) {
        if (asked.kind == "profile") return draw_profile(canvas, whole, flights, options, words, look);
        if (asked.kind == "time") return draw_over_time(canvas, whole, flights, options, words, look);
        const ProjectionKind projection = asked.kind == "azimuthal" ? ProjectionKind::azimuthal
                                          : asked.kind == "globe"   ? ProjectionKind::globe
                                                                    : ProjectionKind::equirectangular;
        draw_map(canvas, whole, flights, projection, options, words, look);
    };
    return picture_text(asked, words_of(flights, look), look, draw);
}

Json answer_flights(const Json& asked) {
    const AskedLook look(asked.value("look", Json::object()));
    std::vector<FigureFlight> flights;
    for (const Json& each : asked.value("flights", Json::array()))
        flights.push_back(figure_flight(text_in(each, "scenario"), changes_in(each),
                                        static_cast<int>(flights.size()), asked.value("debris", false)));
    Json answer{{"flights", Json::array()}, {"pictures", Json::object()}};
    for (const AskedPicture& each : asked_pictures(asked))
        answer["pictures"][each.name] = flights_picture(each, flights, look.look());
    std::vector<Flight> plain;
    for (FigureFlight& flight : flights) {
        // Figures follow an orbit all round; the figures are those of the flight as it ends.
        if (flight.flight.summary.orbit) flight.flight.trajectory = propagate(plan(flight.flight.scenario));
        answer["flights"].push_back(flight_answer(flight.flight));
        plain.push_back(std::move(flight.flight));
    }
    answer["files"] = files_of(asked, plain);
    return answer;
}

}  // namespace apogee
