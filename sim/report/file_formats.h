#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace apogee {

/// Kinds of files that a result leaves as.
enum class FileFormat { csv, csv_gz, json, geojson, kml, czml, netcdf };

/// The verbs that leave results; `merge` leaves those of a study.
enum class ResultOf { run, range, estimate, study };
inline constexpr std::size_t result_count = 4;

/// One format, said once: `--format`, `--help`, messages and docs/exports.md read these rows.
struct FormatRow {
    FileFormat format;
    std::string_view word;      ///< as `--format` has it
    std::string_view ending;    ///< of the file's name, with its dot
    std::string_view opens_in;  ///< programs that open it as it is
    /// What the file of each verb holds, Markdown, by ResultOf; empty: the format has no meaning there.
    std::array<std::string_view, result_count> holds;
};
[[nodiscard]] std::span<const FormatRow> format_rows();
[[nodiscard]] const FormatRow& format_row(FileFormat format);

/// "run", "range", ...
[[nodiscard]] std::string_view verb_name(ResultOf verb);
/// Those that have a meaning for a verb.
[[nodiscard]] std::vector<FileFormat> formats_of(ResultOf verb);
/// What is written where nobody chooses.
[[nodiscard]] FileFormat usual_format(ResultOf verb);
/// Their words: "csv", "json", ...
[[nodiscard]] std::vector<std::string_view> format_words(ResultOf verb);
/// "csv (the default), json, geojson, kml, czml, netcdf".
[[nodiscard]] std::string format_help(ResultOf verb);

/// The names of formats in what stands after each `--format`: "csv,json". @throws InputError
[[nodiscard]] std::vector<std::string> format_names(const std::vector<std::string>& given);
/// The formats that names ask for, each once. @throws InputError for a word that is no format, or one that
/// has no meaning for the verb; the message names those that do.
[[nodiscard]] std::vector<FileFormat> read_formats(std::span<const std::string> names, ResultOf verb);

/// Whether it shows places: GeoJSON, KML, CZML.
[[nodiscard]] bool is_map(FileFormat format);
/// Whether one file can hold several flights.
[[nodiscard]] bool holds_several_flights(FileFormat format);

}  // namespace apogee
