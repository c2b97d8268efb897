#include "cli/flight_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "base/exit_status.h"
#include "base/input_error.h"
#include "cli/command.h"
#include "report/csv.h"
#include "report/flight_files.h"
#include "report/json.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> flight_formats{"csv", "json", "geojson", "kml", "czml", "netcdf"};

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

bool holds_several(const std::string& format) {
    return format != "csv" && format != "netcdf";
}

/// A file that holds any number of flights.
std::string text_of(const std::string& format, std::span<const Flight> flights) {
    if (format == "json") return json_text(flights_json(flights));
    if (format == "kml") return flights_kml(flights);
    const nlohmann::ordered_json json = format == "czml" ? flights_czml(flights) : flights_geojson(flights);
    return json_text(json, JsonLayout::compact);
}

void check_options(const FlightOutputOptions& options) {
    if (!(std::isfinite(options.step_s) && options.step_s > 0))
        throw InputError(
            fmt::format("--step: {} s is no step; expected a positive number such as 0.5", options.step_s));
    if (options.together && !options.out)
        throw InputError("--together: names a file; --out DIR must say where");
    if (options.together && (options.together->empty() || file_word(*options.together).empty() ||
                             options.together->find('/') != std::string::npos))
        throw InputError("--together: " + in_quotes(*options.together) +
                         " is no file's name; expected one without ending, such as tests-of-2022");
}

}  // namespace

void add_flight_output_options(CLI::App& verb, FlightOutputOptions& options) {
    verb.add_option("--out", options.out, "Also write files NAME.csv, ... into this folder")
        ->option_text("DIR");
    verb.add_option("--format", options.formats,
                    "Which files: csv (the default), json, geojson, kml, czml, netcdf")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->option_text("FORMAT,...");
    verb.add_option("--together", options.together,
                    "Several flights in one file NAME.geojson, NAME.kml, NAME.czml, NAME.json")
        ->option_text("NAME");
    verb.add_option("--columns", options.columns, "Columns of CSV and NetCDF; docs/exports.md lists them")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->option_text("NAME,...");
    verb.add_option_function<double>(
            "--step",
            [&options](double step_s) {
                options.step_s = step_s;
                options.step_given = true;
            },
            "Seconds between rows of CSV and NetCDF (1)")
        ->option_text("S");
    verb.add_flag("--force", options.force, "Replace files that exist");
    verb.add_flag("--quiet", options.quiet, "No notes and warnings on standard error");
}

FlightOutput::FlightOutput(const FlightOutputOptions& options, const std::vector<Flight>& flights)
    : options_(options),
      formats_(chosen_formats(options.formats, flight_formats, options.out)),
      columns_(options.columns.empty() ? usual_columns() : chosen_columns(options.columns)) {
    check_options(options);
    if (!options.out) return;
    for (const std::string& format : formats_) add_format(format, flights);
    check_folder(*options.out);
    for (const File& file : files_)
        check_writable(file.path, options.force ? Overwrite::allow : Overwrite::refuse);
}

void FlightOutput::add(const std::string& name, Fill fill) {
    std::string path = (fs::path(*options_.out) / name).string();
    if (std::ranges::find(files_, path, &File::path) != files_.end())
        throw InputError(
            printable(path) +
            " would be the output of two scenarios; expected another file name, or another call");
    files_.push_back({std::move(path), std::move(fill)});
}

void FlightOutput::add_format(const std::string& format, const std::vector<Flight>& flights) {
    if (options_.together && holds_several(format)) {
        add(*options_.together + "." + format, [format](OutputFile& file, const auto&, const auto& flown) {
            file.write(text_of(format, flown));
            return true;
        });
        return;
    }
    for (std::size_t i = 0; i < flights.size(); ++i) {
        const std::string& name = flights[i].name;
        if (format == "csv") {
            add_histories(flights[i], i);
        } else if (format == "netcdf") {
            add(name + ".nc", [this, i](OutputFile& file, const std::string& path, const auto& flown) {
                fill_netcdf(file, path, flown[i], columns_, options_.step_s);
                return true;
            });
        } else {
            add(name + "." + format, [format, i](OutputFile& file, const auto&, const auto& flown) {
                file.write(text_of(format, {&flown[i], 1}));
                return true;
            });
        }
    }
}

void FlightOutput::add_histories(const Flight& planned, std::size_t which) {
    const auto history = [this](OutputFile& file, const Flight& flight, const Trajectory& trajectory) {
        write_history_csv(flight, trajectory, columns_, options_.step_s,
                          [&](std::string_view text) { file.write(text); });
        return true;
    };
    add(planned.name + ".csv", [history, which](OutputFile& file, const auto&, const auto& flown) {
        return history(file, flown[which], flown[which].trajectory);
    });
    add(planned.name + "-events.csv", [this, which](OutputFile& file, const auto&, const auto& flown) {
        write_events_csv(flown[which], columns_, [&](std::string_view text) { file.write(text); });
        return true;
    });
    if (!options_.debris) return;
    for (const ReleasedBody& released : plan(planned.scenario).bodies)
        add(planned.name + "-" + file_word(released.name) + ".csv",
            [history, which, body = released.name](OutputFile& file, const auto&, const auto& flown) {
                for (const Debris& debris : *flown[which].debris)
                    if (debris.body.name == body) return history(file, flown[which], debris.trajectory);
                return false;
            });
}

bool FlightOutput::has_histories() const {
    return std::ranges::any_of(formats_, [](const std::string& f) { return !holds_several(f); });
}

std::vector<std::string> FlightOutput::notes() const {
    std::vector<std::string> lines;
    const std::string rows = " shapes CSV and NetCDF files only; none are written";
    if (options_.step_given && !has_histories()) lines.push_back("--step" + rows);
    if (!options_.columns.empty() && !has_histories()) lines.push_back("--columns" + rows);
    if (options_.together && std::ranges::none_of(formats_, holds_several))
        lines.emplace_back("--together: CSV and NetCDF hold one flight each, in files of their own");
    return lines;
}

void FlightOutput::check_lines(const std::vector<Flight>& flights) const {
    constexpr double longest_s = 2e6;  // a low orbit's 350 turns, of some 700 points each
    const bool draws =
        std::ranges::any_of(formats_, [](const std::string& f) { return holds_several(f) && f != "json"; });
    for (const Flight& flight : flights)
        for (const FileBody& body : file_bodies(flight))
            if (draws && body.trajectory->end_s > longest_s)
                throw InputError(fmt::format(
                    "--format: {} flies for {:.3g} s, and a line on a map may take {:g}; expected a shorter "
                    "duration_s, csv or netcdf",
                    printable(flight.name), body.trajectory->end_s, longest_s));
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

void FlightOutput::write(const std::vector<Flight>& flights) const {
    if (!options_.out) return;
    make_folder(*options_.out);
    for (const File& planned : files_) {
        OutputFile file(planned.path, options_.force ? Overwrite::allow : Overwrite::refuse);
        if (!planned.fill(file, planned.path, flights)) continue;
        file.commit();
        if (!options_.quiet) say("wrote " + printable(planned.path));
    }
}

}  // namespace apogee
