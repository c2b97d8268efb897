#pragma once

#include <functional>
#include <string>
#include <vector>

#include "report/file_formats.h"
#include "statistics/results.h"
#include "store/output_file.h"
#include "study/study.h"

namespace apogee {

/// The files that a study's dataset consists of: one for each part and format.
[[nodiscard]] std::vector<std::string> dataset_paths(const Study& study, const std::string& folder,
                                                     const std::vector<FileFormat>& formats);

/// Text of a part's file in a format that is no table of cases: JSON of its summary, a map.
using PartText = std::function<std::string(std::size_t part, FileFormat format)>;

/// How many bytes a part's file takes, about; one of NetCDF takes no more.
[[nodiscard]] double dataset_bytes(const Study& study, std::size_t part, FileFormat format,
                                   std::uint64_t cases);

/// Writes every input and every result of every case, chunk by chunk: memory does not grow with the cases.
/// Each file appears complete or not at all. docs/studies.md describes columns and attributes.
/// @param part_text  gives what stands in files of the other formats
/// @param wrote      called with the name of each file that is there.
/// @throws FileError
void write_dataset(const Study& study, const ResultReader& results, const std::string& folder,
                   const std::vector<FileFormat>& formats, Overwrite overwrite, const PartText& part_text,
                   const std::function<void(const std::string& path)>& wrote);

}  // namespace apogee
