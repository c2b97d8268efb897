#pragma once

#include <span>
#include <string>
#include <vector>

#include "report/columns.h"
#include "report/flight.h"
#include "report/map_content.h"

/// Flights as other programs open them: any number in a text, one in a NetCDF file, and with each what it let
/// go of where that was flown, too. docs/exports.md describes them.
namespace apogee {

class OutputFile;

/// What maps and globes show of flights and of what they let go of.
[[nodiscard]] MapContent flights_content(std::span<const Flight> flights);

/// NetCDF-4, CF's trajectories: the flight and what it let go of, a row every `step_s`, as `for_each_row` has
/// them. Columns of words are left out. @throws FileError
void fill_netcdf(const OutputFile& output, const std::string& path, const Flight& flight,
                 const Columns& columns, double step_s);

/// A body of a flight's file: the vehicle itself, or what it let go of.
struct FileBody {
    std::string name;  ///< the flight's title, or "stage 1" of it
    const Trajectory* trajectory;
};
[[nodiscard]] std::vector<FileBody> file_bodies(const Flight& flight);

/// "Heights are above the WGS 84 ellipsoid."
[[nodiscard]] std::string heights_sentence(const Earth& earth);
/// All of it, with where it comes from.
[[nodiscard]] std::string file_description(const Flight& flight);
/// "Apogee 0.1.0, s.toml, hash ...": the file without its folder, what leaves the machine says nothing of it.
[[nodiscard]] std::string file_source(const std::string& file, const std::string& hash);

}  // namespace apogee
