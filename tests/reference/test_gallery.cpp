// The tables of docs/gallery.md: each row is flown again by the command that stands in it.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "flight/flight_figures.h"
#include "flight/propagate.h"
#include "report/flight.h"
#include "scenario/scenario.h"

using namespace apogee;

namespace {

/// A number as printed: half a unit of its last digit is how far off it may be.
struct Printed {
    double value = 0, half_unit = 0;
    std::string unit;
};

Printed printed(const std::string& cell) {
    std::istringstream words(cell);
    std::string number, unit;
    words >> number >> unit;
    const std::size_t point = number.find('.');
    const auto decimals = point == std::string::npos ? 0 : static_cast<int>(number.size() - point) - 1;
    return {std::stod(number), 0.5 * std::pow(10, -decimals), unit};
}

/// A row that a command makes again. Between its figure and the published number a table may say more.
struct Row {
    std::string figure, command;
    Printed published, computed, difference;
};

const std::string run = "apogee run catalogue:";

std::vector<Row> rows() {
    std::ifstream file(APOGEE_DOCS_DIR "/gallery.md");
    REQUIRE(file);
    std::vector<Row> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.find("| `" + run) == std::string::npos) continue;
        std::vector<std::string> cells;
        std::istringstream text(line.substr(2));
        for (std::string cell; std::getline(text, cell, '|');) {
            const std::size_t start = std::min(cell.find_first_not_of(" `"), cell.size());
            cells.push_back(cell.substr(start, cell.find_last_not_of(" `") + 1 - start));
        }
        INFO(line);
        const std::size_t last = cells.size() - 1;
        REQUIRE(last >= 5);
        rows.push_back({cells[1], cells[last], printed(cells[last - 3]), printed(cells[last - 2]),
                        printed(cells[last - 1])});
    }
    return rows;
}

struct Flown {
    Scenario scenario;
    FlightSummary summary;
};

Flown fly(const std::string& command) {
    std::istringstream words(command.substr(run.size()));
    std::string name, option, change;
    words >> name;
    Overrides overrides;
    while (words >> option >> change) {
        REQUIRE(option == "--set");
        const std::size_t equals = change.find('=');
        overrides.emplace_back(change.substr(0, equals), change.substr(equals + 1));
    }
    const Scenario scenario = load_scenario(APOGEE_SCENARIOS_DIR "/" + name + ".toml", overrides);
    return {scenario, summarise(propagate(plan(scenario)))};
}

const FlightFigure& figure_called(const std::string& label) {
    for (const FlightFigure& figure : flight_figures())
        if (figure_label(figure.name) == label) return figure;
    FAIL("no figure is called " << label);
    throw std::logic_error("unreachable");
}

bool shows(const Printed& shown, double value) {
    return std::fabs(shown.value - value) <= shown.half_unit * (1 + 1e-6);
}

}  // namespace

// Would catch a scenario, a model or a default that changed while the page did not, a mistyped difference,
// and a published figure that is not the scenario's.
TEST_CASE("the gallery's rows are what their commands compute", "[reference]") {
    std::map<std::string, Flown> flights;
    for (const Row& row : rows()) {
        INFO(row.command << ": " << row.figure);
        if (!flights.contains(row.command)) flights.emplace(row.command, fly(row.command));
        const Flown& flown = flights.at(row.command);
        const FlightFigure& figure = figure_called(row.figure);
        const std::optional<double> value = figure.of(flown.summary);
        REQUIRE(value);
        INFO("computed " << *value);
        CHECK(shows(row.computed, *value));
        CHECK(row.computed.unit == figure.unit);
        CHECK(row.published.unit == figure.unit);
        CHECK(shows(row.difference, 100 * (*value / row.published.value - 1)));
        for (const ReportedFigure& reported : flown.scenario.reported)
            if (reported.key == figure.name) CHECK(row.published.value == reported.value);
    }
}

TEST_CASE("every reported height, range and time of the catalogue stands in the gallery", "[reference]") {
    std::set<std::string> shown;
    for (const Row& row : rows()) {
        const std::string rest = row.command.substr(run.size());
        shown.insert(rest.substr(0, rest.find(' ')) + ": " + figure_called(row.figure).name);
    }
    for (const auto& entry : std::filesystem::directory_iterator(APOGEE_SCENARIOS_DIR)) {
        if (entry.path().extension() != ".toml") continue;
        for (const ReportedFigure& reported : load_scenario(entry.path().string()).reported) {
            if (reported.key.starts_with("impact_")) continue;
            INFO(entry.path().stem().string() << ": " << reported.key);
            CHECK(shown.contains(entry.path().stem().string() + ": " + reported.key));
        }
    }
}
