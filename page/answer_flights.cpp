#include "asked.h"
#include "figure/figure.h"
#include "report/flight_report.h"
#include "report/flight_warnings.h"
#include "report/json.h"
#include "scenario/argument.h"
#include "scenario/files.h"

namespace apogee {
namespace {

/// @param whole  with the report's text, which takes as long as half of a map
Json flight_answer(const Flight& flight, bool whole) {
    Json answer = flight_json(flight);
    answer["name"] = flight.name;
    answer["outcome_text"] = outcome_text(flight.trajectory);
    answer["warnings"] = flight_warnings(flight);
    if (whole) answer["text"] = flight_report(flight);
    return answer;
}

std::vector<FigureFlight> flown(const Json& asked) {
    std::vector<FigureFlight> flights;
    for (const Json& each : asked.value("flights", Json::array()))
        flights.push_back(figure_flight(text_in(each, "scenario"), changes_in(each),
                                        static_cast<int>(flights.size()), asked.value("debris", false)));
    return flights;
}

/// Figures follow an orbit all round; its numbers are those of the flight as it ends.
Flight as_it_ends(Flight flight) {
    if (flight.summary.orbit) flight.trajectory = propagate(plan(flight.scenario));
    return flight;
}

}  // namespace

std::string flights_picture(const AskedPicture& asked, const std::vector<FigureFlight>& flights,
                            const Look& look) {
    FlightFigureOptions options;
    options.marks = true;
    options.columns =
        chosen_columns({"height_km", "downrange_km", "speed_air_m_s"});  // the command's usual ones
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

std::vector<Flight> asked_flights(const Json& asked) {
    std::vector<Flight> flights;
    for (FigureFlight& flight : flown(asked)) flights.push_back(as_it_ends(std::move(flight.flight)));
    return flights;
}

Json answer_flights(const Json& asked) {
    const AskedLook look(asked.value("look", Json::object()));
    std::vector<FigureFlight> flights = flown(asked);
    Json answer{{"flights", Json::array()}, {"pictures", Json::object()}};
    for (const AskedPicture& each : asked_pictures(asked))
        answer["pictures"][each.name] = flights_picture(each, flights, look.look());
    for (FigureFlight& flight : flights)
        answer["flights"].push_back(
            flight_answer(as_it_ends(std::move(flight.flight)), asked.value("texts", false)));
    return answer;
}

}  // namespace apogee
