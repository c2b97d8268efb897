#include "cli/flight_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/exit_status.h"
#include "base/input_error.h"
#include "command_line/command_description.h"
#include "report/csv.h"
#include "report/flight_files.h"
#include "report/json.h"

namespace apogee {
namespace {

std::vector<std::string_view> column_names() {
    std::vector<std::string_view> names;
    for (const Column& column : columns()) names.emplace_back(column.name);
    return names;
}

/// "Stage 1 / shroud" -> "stage-1-shroud": part of a file name.
std::string file_word(const std::string& name) {
    std::string word;
    for (const char c : name) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter) {
            word += c;
        } else if (!word.empty() && word.back() != '-') {
            word += '-';
        }
    }
    while (word.ends_with('-')) word.pop_back();
    return word;
}

/// A file that holds any number of flights.
std::string text_of(FileFormat format, std::span<const Flight> flights) {
    return format == FileFormat::json ? json_text(flights_json(flights))
                                      : map_text(format, flights_content(flights));
}

void check_options(const FlightOutputOptions& options) {
    if (!(std::isfinite(options.step_s) && options.step_s > 0))
        throw InputError(fmt::format("--step: {} s is not a step; expected a positive number such as 0.5",
                                     options.step_s));
    if (options.together && !options.files.out)
        throw InputError("--together: names a file; --out DIR must say where");
    if (options.together && (options.together->empty() || file_word(*options.together).empty() ||
                             options.together->find('/') != std::string::npos ||
                             printable(*options.together) != *options.together))
        throw InputError("--together: " + in_quotes(*options.together) +
                         " is not a file name; expected one without ending, such as tests-of-2022");
}

}  // namespace

void add_flight_output_options(CLI::App& verb, FlightOutputOptions& options) {
    add_file_options(verb, options.files, ResultOf::run);
    verb.add_option("--together", options.together,
                    "Several flights in one file NAME.geojson, NAME.kml, NAME.czml, NAME.json")
        ->option_text("NAME");
    verb.add_option("--columns", options.columns, "Columns of CSV and NetCDF; docs/exports.md lists them")
        ->allow_extra_args(false)
        ->option_text("NAME,...");
    offer(verb.get_option("--columns"), column_names());
    verb.add_option_function<double>(
            "--step",
            [&options](double step_s) {
                options.step_s = step_s;
                options.step_given = true;
            },
            "Seconds between rows of CSV and NetCDF (1)")
        ->option_text("S");
}

FlightOutput::FlightOutput(const FlightOutputOptions& options, const std::vector<Flight>& flights)
    : options_(options),
      formats_(chosen_formats(options.files, ResultOf::run)),
      columns_(options.columns.empty() ? usual_columns() : chosen_columns(options.columns)),
      files_(options.files) {
    check_options(options);
    for (const FileFormat format : formats_) add_format(format, flights);
    files_.check();
}

void FlightOutput::add_format(FileFormat format, const std::vector<Flight>& flights) {
    const std::string ending(format_row(format).ending);
    if (options_.together && holds_several_flights(format)) {
        files_.add_text(*options_.together + ending, [this, format] { return text_of(format, *flown_); });
        return;
    }
    for (std::size_t i = 0; i < flights.size(); ++i) {
        const std::string& name = flights[i].name;
        if (format == FileFormat::csv) {
            add_histories(flights[i], i);
        } else if (format == FileFormat::netcdf) {
            files_.add(name + ending, [this, i](OutputFile& file, const std::string& path) {
                fill_netcdf(file, path, (*flown_)[i], columns_, options_.step_s);
                return true;
            });
        } else {
            files_.add_text(name + ending, [this, format, i] { return text_of(format, {&(*flown_)[i], 1}); });
        }
    }
}

void FlightOutput::add_histories(const Flight& planned, std::size_t which) {
    const auto history = [this, which](OutputFile& file, const Trajectory& trajectory) {
        write_history_csv((*flown_)[which], trajectory, columns_, options_.step_s,
                          [&](std::string_view text) { file.write(text); });
        return true;
    };
    files_.add(planned.name + ".csv", [this, history, which](OutputFile& file, const auto&) {
        return history(file, (*flown_)[which].trajectory);
    });
    files_.add(planned.name + "-events.csv", [this, which](OutputFile& file, const auto&) {
        write_events_csv((*flown_)[which], columns_, [&](std::string_view text) { file.write(text); });
        return true;
    });
    if (!options_.debris) return;
    for (const ReleasedBody& released : plan(planned.scenario).bodies)
        files_.add(planned.name + "-" + file_word(released.name) + ".csv",
                   [this, history, which, body = released.name](OutputFile& file, const auto&) {
                       for (const Debris& debris : *(*flown_)[which].debris)
                           if (debris.body.name == body) return history(file, debris.trajectory);
                       return false;  // a body that it never let go of
                   });
}

bool FlightOutput::has_histories() const {
    return std::ranges::any_of(formats_, [](FileFormat f) { return !holds_several_flights(f); });
}

std::vector<std::string> FlightOutput::notes() const {
    std::vector<std::string> lines;
    const std::string rows = " shapes CSV and NetCDF files only; none are written";
    if (options_.step_given && !has_histories()) lines.push_back("--step" + rows);
    if (!options_.columns.empty() && !has_histories()) lines.push_back("--columns" + rows);
    if (options_.together && std::ranges::none_of(formats_, holds_several_flights))
        lines.emplace_back("--together: CSV and NetCDF hold one flight each, in files of their own");
    return lines;
}

std::optional<double> FlightOutput::longest_s() const {
    if (std::ranges::none_of(formats_, is_map)) return std::nullopt;
    return std::nextafter(longest_line_s, 2 * longest_line_s);
}

void FlightOutput::check_lines(const std::vector<Flight>& flights) const {
    if (std::ranges::none_of(formats_, is_map)) return;
    for (const Flight& flight : flights)
        for (const FileBody& body : file_bodies(flight))
            if (body.trajectory->end_s > longest_line_s)
                throw InputError(
                    fmt::format("--format: {} flies for more than {:.0f} s, the longest line on a map; "
                                "expected a shorter duration_s, csv or netcdf",
                                printable(flight.name), longest_line_s));
}

void FlightOutput::check_length(const std::vector<Flight>& flights) const {
    check_lines(flights);
    if (!has_histories()) return;
    for (const Flight& flight : flights) {
        double rows = 0;
        for (const FileBody& body : file_bodies(flight))
            rows += history_rows(*body.trajectory, options_.step_s);
        if (rows <= most_history_rows) continue;
        throw InputError(
            fmt::format("--step: {} s gives {:.3g} rows for {}, more than {:g}; expected at least {:.3g} s",
                        options_.step_s, rows, printable(flight.name), most_history_rows,
                        1.01 * options_.step_s * rows / most_history_rows));
    }
}

void FlightOutput::write(const std::vector<Flight>& flights) {
    flown_ = &flights;
    files_.write();
}

}  // namespace apogee
