#include <fmt/format.h>

#include "base/clock.h"
#include "report/csv.h"
#include "report/flight_files.h"
#include "report/flown_path.h"
#include "report/netcdf_file.h"

namespace apogee {
namespace {

/// CF's names of what has one: programs find place and time by them.
struct StandardName {
    std::string_view column, name;
};
constexpr StandardName standard_names[] = {{"latitude_deg", "latitude"},
                                           {"longitude_deg", "longitude"},
                                           {"height_km", "height_above_reference_ellipsoid"},
                                           {"time_s", "time"}};

struct Row {
    const FileBody* body;
    double time_s;
};

/// All rows of all bodies, one body after the other, and how many each has.
struct Rows {
    std::vector<Row> all;
    std::vector<int> of_body;
};

Rows rows_of(const std::vector<FileBody>& bodies, double step_s) {
    Rows rows;
    for (const FileBody& body : bodies) {
        const std::size_t before = rows.all.size();
        for_each_row(*body.trajectory, step_s, [&](double time_s) { rows.all.push_back({&body, time_s}); });
        rows.of_body.push_back(static_cast<int>(rows.all.size() - before));
    }
    return rows;
}

void describe(NetcdfFile& file, const Flight& flight) {
    file.attribute(NC_GLOBAL, "Conventions", "CF-1.10");
    file.attribute(NC_GLOBAL, "featureType", "trajectory");
    file.attribute(NC_GLOBAL, "title", flight.scenario.title);
    file.attribute(NC_GLOBAL, "source", fmt::format("Apogee {}", version()));
    file.attribute(NC_GLOBAL, "scenario_hash", flight.scenario.hash);
    file.attribute(NC_GLOBAL, "comment", file_description(flight));
}

int column_variable(NetcdfFile& file, int dimension, const Column& column, const Flight& flight) {
    const auto& launch = flight.scenario.launch_time;
    const bool dated = launch && std::string_view(column.name) == "time_s";
    const int made = file.real_variable(
        column.name, dimension,
        dated ? "seconds since " + utc_timestamp(*launch, 0) : std::string(column.unit), column.meaning);
    for (const StandardName& known : standard_names)
        if (known.column == column.name) file.attribute(made, "standard_name", std::string(known.name));
    return made;
}

}  // namespace

void fill_netcdf(const OutputFile& output, const std::string& path, const Flight& flight,
                 const Columns& columns, double step_s) {
    Columns numbers;
    for (const Column* column : columns)
        if (column->number) numbers.push_back(column);
    const std::vector<FileBody> bodies = file_bodies(flight);
    const Rows rows = rows_of(bodies, step_s);
    output.check_room(rows.all.size() * numbers.size() * sizeof(double) + (1U << 16));
    require_netcdf_memory(numbers.size() + 2);
    NetcdfFile file(output, path);
    // CF's contiguous ragged array (9.3.3): the bodies' rows one after the other.
    const int each = file.dimension("trajectory", bodies.size()),
              observations = file.dimension("obs", rows.all.size());
    const int name = file.variable("body", NC_STRING, each);
    file.attribute(name, "cf_role", "trajectory_id");
    const int count = file.variable("row_size", NC_INT, each);
    file.attribute(count, "long_name", "rows of this body");
    file.attribute(count, "sample_dimension", "obs");
    std::vector<int> variables;
    for (const Column* column : numbers)
        variables.push_back(column_variable(file, observations, *column, flight));
    describe(file, flight);
    file.call(::nc_enddef(file.id()));

    std::vector<const char*> names;
    for (const FileBody& body : bodies) names.push_back(body.name.c_str());
    file.call(::nc_put_var_string(file.id(), name, names.data()));
    file.call(::nc_put_var_int(file.id(), count, rows.of_body.data()));
    std::vector<std::vector<double>> values(numbers.size());
    for (const Row& row : rows.all) {
        const Trajectory& trajectory = *row.body->trajectory;
        const Moment moment{flight, trajectory, trajectory.point(row.time_s)};
        for (std::size_t i = 0; i < numbers.size(); ++i) values[i].push_back(numbers[i]->number(moment));
    }
    for (std::size_t i = 0; i < numbers.size(); ++i)
        file.call(::nc_put_var_double(file.id(), variables[i], values[i].data()));
    file.close();
}

}  // namespace apogee
