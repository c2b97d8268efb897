#include "asked.h"
#include "figure/figure.h"
#include "report/csv.h"
#include "report/flight_files.h"
#include "report/flight_report.h"
#include "report/json.h"

namespace apogee {
namespace {

void add_histories(Json& files, std::span<const Flight> flights) {
    for (const Flight& flight : flights) {
        std::string text;
        write_history_csv(flight, flight.trajectory, usual_columns(), 1,
                          [&](std::string_view part) { text += part; });
        files[flight.name + ".csv"] = std::move(text);
    }
}

}  // namespace

Json answer_files(const Json& asked) {
    const std::vector<Flight> flights = asked_flights(asked);
    Json files = Json::object();
    const std::string name = flights.size() == 1 ? flights.front().name : "flights";
    for (const FileFormat format : read_formats(texts_in(asked, "files"), ResultOf::run)) {
        const std::string file = name + std::string(format_row(format).ending);
        if (format == FileFormat::csv)
            add_histories(files, flights);
        else if (format == FileFormat::json)
            files[file] = json_text(flights_json(flights));
        else if (is_map(format))
            files[file] = map_text(format, flights_content(flights));
    }
    return {{"files", std::move(files)}};
}

}  // namespace apogee
