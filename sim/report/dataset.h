#pragma once

#include <functional>
#include <string>
#include <vector>

#include "statistics/results.h"
#include "store/output_file.h"
#include "study/study.h"

namespace apogee {

/// Kinds of files that a dataset can be written as.
enum class DatasetFormat { netcdf, csv, csv_gz };

/// "netcdf", "csv", "csv.gz". @throws InputError for another word.
[[nodiscard]] DatasetFormat dataset_format(const std::string& word);

/// The files that a study's dataset consists of: one for each part and format.
[[nodiscard]] std::vector<std::string> dataset_paths(const Study& study, const std::string& folder,
                                                     const std::vector<DatasetFormat>& formats);

/// How many bytes a part's file takes, about; one of NetCDF takes no more.
[[nodiscard]] double dataset_bytes(const Study& study, std::size_t part, DatasetFormat format,
                                   std::uint64_t cases);

/// Writes every input and every result of every case, chunk by chunk: memory does not grow with the cases.
/// Each file appears complete or not at all. docs/studies.md describes columns and attributes.
/// @param wrote  called with the name of each file that is there.
/// @throws FileError
void write_dataset(const Study& study, const ResultReader& results, const std::string& folder,
                   const std::vector<DatasetFormat>& formats, Overwrite overwrite,
                   const std::function<void(const std::string& path)>& wrote);

}  // namespace apogee
