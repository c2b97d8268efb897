#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/result_files.h"
#include "report/columns.h"
#include "report/flight.h"

namespace apogee {

/// What a command line says of the files that flights leave.
struct FlightOutputOptions {
    FileOptions files;
    std::vector<std::string> columns;
    std::optional<std::string> together;
    double step_s = 1;
    bool step_given = false, debris = false;
};
void add_flight_output_options(CLI::App& verb, FlightOutputOptions& options);

/// The files that flights will leave: named, and refused where they could not be written, before anything
/// flies.
class FlightOutput {
  public:
    /// @param flights  as they will fly. @throws InputError, FileError
    FlightOutput(const FlightOutputOptions& options, const std::vector<Flight>& flights);
    FlightOutput(const FlightOutput&) = delete;  // what fills its files refers to it
    FlightOutput& operator=(const FlightOutput&) = delete;

    /// No duration needs to be flown beyond it: `check_length` refuses what takes longer.
    [[nodiscard]] std::optional<double> longest_s() const;
    /// @throws InputError where the step gives more rows than a history may have, or a line would have too
    /// many points.
    void check_length(const std::vector<Flight>& flights) const;
    /// @param flights  the same, flown. @throws FileError
    void write(const std::vector<Flight>& flights);
    /// What was asked for and shapes none of the files, a line each.
    [[nodiscard]] std::vector<std::string> notes() const;

  private:
    /// Whether any file has a row at every step.
    [[nodiscard]] bool has_histories() const;
    void add_histories(const Flight& planned, std::size_t which);
    void check_lines(const std::vector<Flight>& flights) const;
    void add_format(FileFormat format, const std::vector<Flight>& flights);

    FlightOutputOptions options_;
    std::vector<FileFormat> formats_;
    Columns columns_;
    ResultFiles files_;
    const std::vector<Flight>* flown_ = nullptr;  ///< while the files are filled
};

}  // namespace apogee
