#include "report/file_formats.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/comma_list.h"
#include "base/input_error.h"

namespace apogee {
namespace {

constexpr std::size_t at(ResultOf verb) {
    return static_cast<std::size_t>(verb);
}

constexpr std::array<FormatRow, 7> all_formats{{
    {FileFormat::csv,
     "csv",
     ".csv",
     "spreadsheets, pandas",
     {"time history, `NAME-events.csv`", "a row an answer; `NAME-range-claims.csv`",
      "answers with their intervals, `NAME-estimate-samples.csv`, `NAME-estimate-claims.csv`",
      "a row a case"}},
    {FileFormat::csv_gz, "csv.gz", ".csv.gz", "pandas", {"", "", "", "a row a case"}},
    {FileFormat::json,
     "json",
     ".json",
     "programs",
     {"all that the report says", "all that the report says", "all that the report says",
      "all that the summary says"}},
    {FileFormat::geojson,
     "geojson",
     ".geojson",
     "QGIS, Datawrapper, GDAL, web maps",
     {"arc, ground track, events", "arcs, rings as polygons, impacts, claims",
      "arcs, ring as a polygon, impacts, claims", "impacts of the first cases"}},
    {FileFormat::kml,
     "kml",
     ".kml",
     "Google Earth",
     {"arc, ground track, events, flight over time", "arcs, rings as polygons, impacts, claims",
      "arcs, ring as a polygon, impacts, claims", "impacts of the first cases"}},
    {FileFormat::czml,
     "czml",
     ".czml",
     "Cesium",
     {"the flight as it moves, events", "flights as they move, rings as lines, impacts, claims",
      "flights as they move, ring as a line, impacts, claims", "impacts of the first cases"}},
    {FileFormat::netcdf,
     "netcdf",
     ".nc",
     "xarray, Panoply",
     {"time history", "a row an answer; claims", "answers, samples with their weights, claims",
      "a row a case"}},
}};

}  // namespace

std::span<const FormatRow> format_rows() {
    return all_formats;
}

const FormatRow& format_row(FileFormat format) {
    return *std::ranges::find(all_formats, format, &FormatRow::format);
}

std::string_view verb_name(ResultOf verb) {
    constexpr std::array<std::string_view, result_count> names{"run", "range", "estimate", "study"};
    return names[at(verb)];
}

std::vector<FileFormat> formats_of(ResultOf verb) {
    std::vector<FileFormat> formats;
    for (const FormatRow& row : all_formats)
        if (!row.holds[at(verb)].empty()) formats.push_back(row.format);
    return formats;
}

FileFormat usual_format(ResultOf verb) {
    return verb == ResultOf::study ? FileFormat::netcdf : FileFormat::csv;
}

std::vector<std::string_view> format_words(ResultOf verb) {
    std::vector<std::string_view> words;
    for (const FileFormat format : formats_of(verb)) words.push_back(format_row(format).word);
    return words;
}

std::string format_help(ResultOf verb) {
    std::vector<std::string> words;
    for (const FileFormat format : formats_of(verb))
        words.push_back(std::string(format_row(format).word) +
                        (format == usual_format(verb) ? " (the default)" : ""));
    return fmt::format("{}", fmt::join(words, ", "));
}

std::vector<std::string> format_names(const std::vector<std::string>& given) {
    return comma_list("--format", given, "csv,json");
}

std::vector<FileFormat> read_formats(std::span<const std::string> names, ResultOf verb) {
    std::vector<FileFormat> chosen;
    for (const std::string& word : names) {
        const auto row = std::ranges::find(all_formats, std::string_view(word), &FormatRow::word);
        if (row == all_formats.end())
            throw InputError(fmt::format("--format: unknown format {}; expected one of {}", in_quotes(word),
                                         joined(format_words(verb), ", ")));
        if (row->holds[at(verb)].empty())
            throw InputError(fmt::format("--format: {} has no meaning for apogee {}; expected one of {}",
                                         word, verb_name(verb), joined(format_words(verb), ", ")));
        if (std::ranges::find(chosen, row->format) == chosen.end()) chosen.push_back(row->format);
    }
    return chosen;
}

bool is_map(FileFormat format) {
    return format == FileFormat::geojson || format == FileFormat::kml || format == FileFormat::czml;
}

bool holds_several_flights(FileFormat format) {
    return is_map(format) || format == FileFormat::json;
}

}  // namespace apogee
