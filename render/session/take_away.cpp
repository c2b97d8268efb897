#include "session/take_away.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/input_error.h"
#include "base/text.h"
#include "report/csv.h"
#include "report/flight_files.h"
#include "report/flight_report.h"
#include "report/json.h"
#include "scene/plot_points.h"
#include "store/output_file.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

/// Runs a program and waits for it. @return its exit status, -1 where it could not be started
int run(const std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    pid_t child = 0;
    if (::posix_spawn(&child, arguments[0], nullptr, nullptr, arguments.data(), ::environ) != 0) return -1;
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// apogee-figure draws the view that is shown, of the flight as it is now.
void draw_figure(const Session& session, const LoadedFlight& flight, const std::string& path) {
    constexpr std::array kinds{"map", "azimuthal", "globe", "profile"};
    const char* const kind =
        session.page == Page::plots ? "time" : kinds[static_cast<std::size_t>(session.view)];
    std::error_code error;
    const fs::path self = fs::read_symlink("/proc/self/exe", error);
    const fs::path program = self.parent_path() / "apogee-figure";
    if (error || !fs::exists(program, error))
        throw FileError("SVG: the program apogee-figure is not beside this one; PNG needs none");
    std::vector<std::string> words{program.string(),
                                   fs::absolute(flight.document.file).string(),
                                   "--kind",
                                   kind,
                                   "-o",
                                   path,
                                   "--force",
                                   "--units",
                                   name(session.unit),
                                   "--theme",
                                   session.dark ? "dark" : "light"};
    for (const auto& [key, value] : flight.document.changes) {
        words.emplace_back("--set");
        words.push_back(key + '=' + value);
    }
    if (run(words) != 0)
        throw FileError(printable(path) + ": apogee-figure could not draw it; its message says why");
}

FileFormat format_of(TakeAway kind) {
    switch (kind) {
        case TakeAway::kml:
            return FileFormat::kml;
        case TakeAway::czml:
            return FileFormat::czml;
        default:
            return FileFormat::geojson;
    }
}

}  // namespace

TakeAway kind_of(const std::string& path) {
    const std::string ending = fs::path(path).extension().string();
    std::string endings;
    for (const TakeAwayRow& row : take_away_rows) {
        if (ending == row.ending) return row.kind;
        endings += (endings.empty() ? "" : ", ") + std::string(row.ending);
    }
    throw InputError(in_quotes(fs::path(path).filename().string()) +
                     ": the ending says what is written; expected one of " + endings);
}

Flight report_flight(const LoadedFlight& flight) {
    Flight made;
    made.name = fs::path(flight.document.file).stem().string();
    made.scenario = flight.scenario;
    made.overrides = flight.document.changes;
    static_cast<FlownFlight&>(made) = flight;
    made.debris = flight.debris;
    return made;
}

void take_history(const LoadedFlight& flight, const HistoryPart& part, const std::string& path) {
    check_writable(path, Overwrite::allow);
    const Flight flown = report_flight(flight);
    const Trajectory& shown = flown.shown();
    std::string names;
    for (const std::string& name : part.columns) names += (names.empty() ? "" : ",") + name;
    const Columns columns = chosen_columns({names});
    std::vector<Plotted> numbers;
    for (const Column* column : columns)
        if (column->number)
            numbers.emplace_back([&flown, &shown, column](const FlightPoint& point) {
                return column->number({flown, shown, point});
            });
    std::vector<double> times;
    for (const FlightPoint& point :
         plot_points(shown, numbers, std::max(part.from_s, 0.0), std::min(part.to_s, shown.end_s)))
        times.push_back(point.time_s);
    OutputFile file(path, Overwrite::allow);
    write_history_csv(flown, shown, columns, times, [&](std::string_view text) { file.write(text); });
    file.commit();
}

void take_away(const Session& session, const LoadedFlight& flight, const std::string& path) {
    const TakeAway kind = kind_of(path);
    check_writable(path, Overwrite::allow);
    if (kind == TakeAway::figure) return draw_figure(session, flight, path);
    const Flight flown = report_flight(flight);
    OutputFile file(path, Overwrite::allow);
    if (kind == TakeAway::csv)
        write_history_csv(flown, flown.trajectory, usual_columns(), 1,
                          [&](std::string_view text) { file.write(text); });
    else if (kind == TakeAway::json)
        file.write(json_text(flights_json({&flown, 1})));
    else
        file.write(map_text(format_of(kind), flights_content({&flown, 1})));
    file.commit();
}

}  // namespace apogee
