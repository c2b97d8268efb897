#include "report/dataset.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <iterator>

#include "base/file_name.h"
#include "base/input_error.h"
#include "batch/result_fields.h"
#include "report/csv.h"
#include "report/dataset_columns.h"
#include "report/study_report.h"

namespace apogee {
namespace {

std::string path_of(const StudyPart& part, const std::string& folder, FileFormat format) {
    return in_folder(folder, part.name + std::string(format_row(format).ending));
}

/// A number that reads back as the same; nothing where there is none.
void add_cell(std::string& line, double value) {
    line += ',';
    if (std::isfinite(value)) fmt::format_to(std::back_inserter(line), "{}", value);
}

void write_csv(const Study& study, std::size_t index, const ResultReader& results, const TextSink& write) {
    const StudyPart& part = study.parts[index];
    std::string text = "case";
    for (const std::string& path : part.paths) text += ',' + column_name(path);
    text += ",outcome,flown_by";
    for (const ResultField& field : result_fields()) text += std::string(",") + field.name;
    text += '\n';
    DatasetReader reader(study, index, results);
    for (DatasetRows rows; reader.next(rows);) {
        for (std::size_t i = 0; i < rows.results.size(); ++i) {
            const CaseResult& result = rows.results[i];
            fmt::format_to(std::back_inserter(text), "{}", rows.first + i);
            for (const std::vector<double>& input : rows.inputs) add_cell(text, input[i]);
            const bool flown = result.flown_by != FlownBy::nobody;
            text += fmt::format(",{},{}", flown ? name(result.outcome) : "", name(result.flown_by));
            for (const ResultField& field : result_fields()) add_cell(text, result.*field.member);
            text += '\n';
        }
        write(text);
        text.clear();
    }
    write(text);
}

/// Compresses what passes through, in the format of gzip without a time: the same text, the same bytes.
class GzipStream {
  public:
    explicit GzipStream(TextSink write) : write_(std::move(write)) {
        constexpr int level = 3, gzip_window = 15 + 16, usual_memory = 8;
        const int made =
            ::deflateInit2(&stream_, level, Z_DEFLATED, gzip_window, usual_memory, Z_DEFAULT_STRATEGY);
        if (made != Z_OK) throw std::bad_alloc();
    }
    ~GzipStream() { ::deflateEnd(&stream_); }
    GzipStream(const GzipStream&) = delete;
    GzipStream& operator=(const GzipStream&) = delete;

    void write(std::string_view text) { deflate(text, Z_NO_FLUSH); }
    void finish() { deflate({}, Z_FINISH); }

  private:
    void deflate(std::string_view text, int flush) {
        // zlib counts in 32 bits; a chunk's text is shorter by far.
        assert(text.size() <= 0x7fffffff);
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
        stream_.avail_in = static_cast<uInt>(text.size());
        do {
            stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
            stream_.avail_out = static_cast<uInt>(out_.size());
            const int status = ::deflate(&stream_, flush);
            assert(status != Z_STREAM_ERROR);
            static_cast<void>(status);
            write_(std::string_view(out_.data(), out_.size() - stream_.avail_out));
        } while (stream_.avail_out == 0);
    }

    TextSink write_;
    z_stream stream_{};
    std::array<char, 1 << 16> out_{};
};

}  // namespace

DatasetReader::DatasetReader(const Study& study, std::size_t part, const ResultReader& results)
    : part_(study.parts[part]), index_(part), results_(results) {}

bool DatasetReader::next(DatasetRows& rows) {
    if (chunk_ == results_.chunks(index_)) return false;
    results_.read(index_, chunk_++, rows.results);
    rows.first = next_case_;
    rows.inputs.assign(part_.paths.size(), std::vector<double>(rows.results.size()));
    std::vector<double> values(part_.paths.size());
    for (std::size_t i = 0; i < rows.results.size(); ++i) {
        part_.source->values(next_case_++, values);
        for (std::size_t k = 0; k < values.size(); ++k) rows.inputs[k][i] = values[k];
    }
    return true;
}

double dataset_bytes(const Study& study, std::size_t part, FileFormat format, std::uint64_t cases) {
    const auto rows = static_cast<double>(cases),
               numbers = static_cast<double>(study.parts[part].paths.size() + result_fields().size());
    // As text 18.3 characters a number and 18 a row for its case and how it ended, which compress to less
    // than half; as they are 8 bytes, with the case, 2 a row, and headers of 575 a variable and 8500.
    // Measured.
    const double text = rows * (18.3 * numbers + 18);
    switch (format) {
        case FileFormat::csv:
            return text;
        case FileFormat::csv_gz:
            return text / 2;
        case FileFormat::netcdf:
            break;
        default: {
            // A place in GeoJSON takes some 45 bytes a number and 150 more, less in the others; a summary a
            // good 1000 rows of a sweep. Measured.
            constexpr double bytes_a_number = 50, bytes_a_place = 400, most_summary = 2e6;
            return std::min(rows, static_cast<double>(most_map_cases)) *
                       (bytes_a_number * numbers + bytes_a_place) +
                   (format == FileFormat::json ? most_summary : 0);
        }
    }
    constexpr double header = 650, file_header = 9000;
    double texts = static_cast<double>(study.text.size() + study.title.size());
    for (const auto& [name, value] : study.identity) texts += static_cast<double>(name.size() + value.size());
    return rows * (8 * numbers + 10) + header * (numbers + 3) + 2 * texts + file_header;
}

std::vector<std::string> dataset_paths(const Study& study, const std::string& folder,
                                       const std::vector<FileFormat>& formats) {
    std::vector<std::string> paths;
    for (const StudyPart& part : study.parts)
        for (const FileFormat format : formats) paths.push_back(path_of(part, folder, format));
    return paths;
}

void write_dataset(const Study& study, const ResultReader& results, const std::string& folder,
                   const std::vector<FileFormat>& formats, Overwrite overwrite, const PartText& part_text,
                   const std::function<void(const std::string& path)>& wrote) {
    for (std::size_t i = 0; i < study.parts.size(); ++i) {
        for (const FileFormat format : formats) {
            const std::string path = path_of(study.parts[i], folder, format);
            OutputFile file(path, overwrite);
            const TextSink to_file = [&](std::string_view text) { file.write(text); };
            if (format == FileFormat::netcdf) {
                fill_netcdf(file, path, study, i, results);
            } else if (format == FileFormat::csv) {
                write_csv(study, i, results, to_file);
            } else if (format != FileFormat::csv_gz) {
                file.write(part_text(i, format));
            } else {
                GzipStream gzip(to_file);
                write_csv(study, i, results, [&](std::string_view text) { gzip.write(text); });
                gzip.finish();
            }
            file.commit();
            wrote(path);
        }
    }
}

}  // namespace apogee
