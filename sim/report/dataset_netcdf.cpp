#include <fmt/format.h>

#include "base/input_error.h"
#include "batch/result_fields.h"
#include "report/dataset.h"
#include "report/dataset_columns.h"
#include "report/flight.h"
#include "report/netcdf_file.h"
#include "scenario/keys.h"

namespace apogee {
namespace {

constexpr signed char no_outcome = -1;

void describe(NetcdfFile& file, const Study& study, const StudyPart& part) {
    file.attribute(NC_GLOBAL, "Conventions", "CF-1.10");
    file.attribute(NC_GLOBAL, "title", study.title);
    file.attribute(NC_GLOBAL, "source", fmt::format("Apogee {}", version()));
    file.attribute(NC_GLOBAL, "scenario", part.scenario.title);
    file.attribute(NC_GLOBAL, "scenario_hash", part.scenario.hash);
    std::string identity;
    for (const auto& [fact, text] : study.identity) identity += fmt::format("{}: {}\n", fact, text);
    file.attribute(NC_GLOBAL, "study_identity", identity);
    file.attribute(NC_GLOBAL, "study_text", study.text);
}

/// The names of an enumeration's values, in order.
template <typename Enumeration>
std::vector<std::string_view> names(std::size_t count) {
    std::vector<std::string_view> list;
    for (std::size_t i = 0; i < count; ++i) list.emplace_back(name(static_cast<Enumeration>(i)));
    return list;
}

int result_variable(NetcdfFile& file, int dimension, const ResultField& field) {
    const bool latitude = field.member == &CaseResult::impact_latitude_deg,
               longitude = field.member == &CaseResult::impact_longitude_deg;
    const int made = file.real_variable(field.name, dimension,
                                        latitude    ? "degrees_north"
                                        : longitude ? "degrees_east"
                                                    : field.udunits,
                                        field.meaning);
    if (latitude) file.attribute(made, "standard_name", "latitude");
    if (longitude) file.attribute(made, "standard_name", "longitude");
    return made;
}

}  // namespace

void fill_netcdf(const OutputFile& output, const std::string& path, const Study& study, std::size_t index,
                 const ResultReader& results) {
    const StudyPart& part = study.parts[index];
    output.check_room(
        static_cast<std::uint64_t>(dataset_bytes(study, index, FileFormat::netcdf, results.cases(index))));
    require_netcdf_memory(result_fields().size() + part.paths.size());
    NetcdfFile file(output, path);
    const int cases = file.dimension("case", results.cases(index));
    const int number = file.variable("case", NC_INT64, cases);
    file.attribute(number, "long_name", "number of the case: apogee run --case N");
    std::vector<int> inputs, figures;
    for (std::size_t i = 0; i < part.paths.size(); ++i) {
        inputs.push_back(file.real_variable(column_name(part.paths[i]), cases,
                                            udunits(unit_of(part.paths[i])), part.paths[i]));
        file.attribute(inputs.back(), "distribution",
                       study.sweep ? "sweep" : distribution_text(part.numbers[i]));
    }
    const int outcome =
        file.flag_variable("outcome", cases, "how the flight ended", names<Outcome>(outcome_count));
    const int flown_by = file.flag_variable("flown_by", cases, "which path of the engine flew the case",
                                            names<FlownBy>(flown_by_count));
    for (const ResultField& field : result_fields()) figures.push_back(result_variable(file, cases, field));
    describe(file, study, part);
    file.call(::nc_enddef(file.id()));

    DatasetReader reader(study, index, results);
    std::vector<double> column;
    std::vector<signed char> bytes;
    std::vector<long long> numbers;
    for (DatasetRows rows; reader.next(rows);) {
        require_netcdf_memory(figures.size() + inputs.size());
        const std::size_t first = rows.first, count = rows.results.size();
        numbers.clear();
        for (std::size_t i = 0; i < count; ++i) numbers.push_back(static_cast<long long>(first + i));
        file.call(::nc_put_vara_longlong(file.id(), number, &first, &count, numbers.data()));
        for (std::size_t i = 0; i < inputs.size(); ++i)
            file.call(::nc_put_vara_double(file.id(), inputs[i], &first, &count, rows.inputs[i].data()));
        bytes.clear();
        for (const CaseResult& r : rows.results)
            bytes.push_back(r.flown_by == FlownBy::nobody ? no_outcome : static_cast<signed char>(r.outcome));
        file.call(::nc_put_vara_schar(file.id(), outcome, &first, &count, bytes.data()));
        bytes.clear();
        for (const CaseResult& r : rows.results) bytes.push_back(static_cast<signed char>(r.flown_by));
        file.call(::nc_put_vara_schar(file.id(), flown_by, &first, &count, bytes.data()));
        for (std::size_t i = 0; i < figures.size(); ++i) {
            column.clear();
            for (const CaseResult& r : rows.results) column.push_back(r.*result_fields()[i].member);
            file.call(::nc_put_vara_double(file.id(), figures[i], &first, &count, column.data()));
        }
    }
    file.close();
}

}  // namespace apogee
