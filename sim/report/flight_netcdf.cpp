#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>

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

/// How many rows each body has.
std::vector<int> row_counts(const std::vector<FileBody>& bodies, double step_s) {
    std::vector<int> counts;
    for (const FileBody& body : bodies) {
        counts.push_back(0);
        for_each_row(*body.trajectory, step_s, [&](double) { ++counts.back(); });
    }
    return counts;
}

/// Where and when come first, whatever columns are chosen: what makes rows a trajectory. Words are left out.
Columns with_coordinates(const Columns& chosen) {
    Columns all = chosen_columns({"time_s", "latitude_deg", "longitude_deg", "height_km"});
    for (const Column* column : chosen)
        if (column->number && std::ranges::find(all, column) == all.end()) all.push_back(column);
    return all;
}

/// Values of all columns, written whenever a block of rows is full: memory does not grow with the rows.
class Block {
  public:
    Block(NetcdfFile& file, const Columns& columns, std::vector<int> variables)
        : file_(file), columns_(columns), variables_(std::move(variables)), values_(columns.size()) {}

    void add(const Moment& moment) {
        for (std::size_t i = 0; i < columns_.size(); ++i) values_[i].push_back(columns_[i]->number(moment));
        if (values_.front().size() == block_rows) write();
    }
    void write() {
        const std::size_t count = values_.front().size();
        for (std::size_t i = 0; i < values_.size(); ++i) {
            file_.call(::nc_put_vara_double(file_.id(), variables_[i], &written_, &count, values_[i].data()));
            values_[i].clear();
        }
        written_ += count;
    }

  private:
    static constexpr std::size_t block_rows = 1 << 14;
    NetcdfFile& file_;
    const Columns& columns_;
    std::vector<int> variables_;
    std::vector<std::vector<double>> values_;
    std::size_t written_ = 0;
};

void describe(NetcdfFile& file, const Flight& flight) {
    file.attribute(NC_GLOBAL, "Conventions", "CF-1.10");
    file.attribute(NC_GLOBAL, "featureType", "trajectory");
    file.attribute(NC_GLOBAL, "title", flight.scenario.title);
    file.attribute(NC_GLOBAL, "source", fmt::format("Apogee {}", version()));
    file.attribute(NC_GLOBAL, "scenario_hash", flight.scenario.hash);
    file.attribute(NC_GLOBAL, "comment", file_description(flight));
}

int column_variable(NetcdfFile& file, int dimension, const Column& column, const Flight& flight) {
    const std::string_view name = column.name;
    const auto& launch = flight.scenario.launch_time;
    const bool time = name == "time_s", dated = time && launch;
    const int made = file.real_variable(
        column.name, dimension,
        dated ? "seconds since " + utc_timestamp(*launch, 0) : std::string(column.unit), column.meaning);
    bool is_coordinate = time;
    for (const StandardName& known : standard_names) {
        if (known.column != name) continue;
        is_coordinate = true;
        // Seconds since something that is not said are no time of CF's.
        if (!time || dated) file.attribute(made, "standard_name", std::string(known.name));
    }
    if (name == "height_km") file.attribute(made, "positive", "up");
    if (!is_coordinate) {
        file.attribute(made, "coordinates", "time_s latitude_deg longitude_deg height_km");
        file.attribute(made, "grid_mapping", "crs");
    }
    return made;
}

/// What the rows belong to. One body is CF's single trajectory (appendix H.4.2): every variable of numbers
/// has the rows as its one dimension, which spreadsheets of data and maps open as a table of points. Several
/// are its contiguous ragged array (H.4.3): their rows stand one after the other.
class Bodies {
  public:
    Bodies(NetcdfFile& file, const std::vector<FileBody>& bodies, std::vector<int> counts)
        : file_(file), counts_(std::move(counts)) {
        for (const FileBody& body : bodies) names_.push_back(body.name.c_str());
        const bool several = bodies.size() > 1;
        const int each = several ? file.dimension("trajectory", bodies.size()) : 0;
        name_ = several ? file.variable("body", NC_STRING, each) : file.scalar("body", NC_STRING);
        file.attribute(name_, "cf_role", "trajectory_id");
        if (!several) return;
        count_ = file.variable("row_size", NC_INT, each);
        file.attribute(*count_, "long_name", "rows of this body");
        file.attribute(*count_, "sample_dimension", "obs");
    }

    void write() {
        file_.call(::nc_put_var_string(file_.id(), name_, names_.data()));
        if (count_) file_.call(::nc_put_var_int(file_.id(), *count_, counts_.data()));
    }

  private:
    NetcdfFile& file_;
    std::vector<int> counts_;
    std::vector<const char*> names_;
    int name_ = 0;
    std::optional<int> count_;
};

}  // namespace

void fill_netcdf(const OutputFile& output, const std::string& path, const Flight& flight,
                 const Columns& columns, double step_s) {
    const Columns numbers = with_coordinates(columns);
    const std::vector<FileBody> bodies = file_bodies(flight);
    const std::vector<int> counts = row_counts(bodies, step_s);
    const auto rows = static_cast<std::size_t>(std::accumulate(counts.begin(), counts.end(), 0LL));
    output.check_room(rows * numbers.size() * sizeof(double) + (1U << 16));
    require_netcdf_memory(numbers.size() + 2);
    NetcdfFile file(output, path);
    const int observations = file.dimension("obs", rows);
    Bodies named(file, bodies, counts);
    file.grid_mapping(flight.trajectory.plan->earth);
    std::vector<int> variables;
    for (const Column* column : numbers)
        variables.push_back(column_variable(file, observations, *column, flight));
    describe(file, flight);
    file.call(::nc_enddef(file.id()));

    named.write();
    Block block(file, numbers, std::move(variables));
    for (const FileBody& body : bodies)
        for_each_row(*body.trajectory, step_s, [&](double time_s) {
            block.add({flight, *body.trajectory, body.trajectory->point(time_s)});
        });
    block.write();
    file.close();
}

}  // namespace apogee
