#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "statistics/results.h"
#include "store/output_file.h"
#include "study/study.h"

namespace apogee {

/// Some consecutive cases of a dataset: inputs beside results.
struct DatasetRows {
    std::uint64_t first = 0;                  ///< the first case's number
    std::vector<std::vector<double>> inputs;  ///< [number][row]
    std::vector<CaseResult> results;
};

/// Gives a part's rows, chunk by chunk.
class DatasetReader {
  public:
    DatasetReader(const Study& study, std::size_t part, const ResultReader& results);
    /// @return false after the last ones.
    bool next(DatasetRows& rows);

  private:
    const StudyPart& part_;
    std::size_t index_;
    const ResultReader& results_;
    std::uint64_t chunk_ = 0, next_case_ = 0;
};

/// A number of a scenario as the name of a column, its unit at the end: "stage_1_dry_mass_kg".
[[nodiscard]] std::string column_name(const std::string& path);

/// A unit of a key in UDUNITS' words: "m s-1" for "m_s".
[[nodiscard]] std::string udunits(std::string_view unit);

/// Writes a part as NetCDF-4 into the file. @throws FileError
void fill_netcdf(const OutputFile& file, const std::string& path, const Study& study, std::size_t part,
                 const ResultReader& results);

}  // namespace apogee
