#include "report/netcdf_file.h"

#include <H5public.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <numeric>
#include <utility>

#include "base/input_error.h"
#include "flight/figures.h"

namespace apogee {
namespace {

constexpr signed char no_flag = -1;

}  // namespace

NetcdfFile::NetcdfFile(const OutputFile& file, std::string path) : path_(std::move(path)) {
    // Nor when the program ends.
    [[maybe_unused]] static const herr_t left_alone = ::H5dont_atexit();
    // Of a path the library makes more than the system does: "http://..." an address, a backslash a slash.
    errno = 0;
    call(::nc_create(file.name_while_open().c_str(), NC_NETCDF4 | NC_CLOBBER, &id_));
}

void NetcdfFile::attribute(int variable, const char* key, const std::string& text) {
    call(::nc_put_att_text(id_, variable, key, text.size(), text.c_str()));
}

int NetcdfFile::dimension(const char* name, std::size_t length) {
    int made = 0;
    call(::nc_def_dim(id_, name, length, &made));
    return made;
}

int NetcdfFile::variable(const std::string& name, nc_type type, int dimension) {
    int made = 0;
    call(::nc_def_var(id_, name.c_str(), type, 1, &dimension, &made));
    return made;
}

int NetcdfFile::scalar(const std::string& name, nc_type type) {
    int made = 0;
    call(::nc_def_var(id_, name.c_str(), type, 0, nullptr, &made));
    return made;
}

void NetcdfFile::grid_mapping(const Earth& earth) {
    const int made = scalar("crs", NC_INT);
    const auto number = [&](const char* key, double value) {
        call(::nc_put_att_double(id_, made, key, NC_DOUBLE, 1, &value));
    };
    attribute(made, "grid_mapping_name", "latitude_longitude");
    number("longitude_of_prime_meridian", 0);
    number("semi_major_axis", earth.equatorial_radius_m);
    number("inverse_flattening", earth.flattening > 0 ? 1 / earth.flattening : 0);  // 0 is CF's sphere
}

int NetcdfFile::real_variable(const std::string& name, int dimension, const std::string& units,
                              const std::string& meaning) {
    const int made = variable(name, NC_DOUBLE, dimension);
    call(::nc_def_var_fill(id_, made, NC_FILL, &absent));
    attribute(made, "units", units);
    attribute(made, "long_name", meaning);
    return made;
}

int NetcdfFile::flag_variable(const std::string& name, int dimension, const std::string& meaning,
                              const std::vector<std::string_view>& names) {
    std::vector<signed char> values(names.size());
    std::iota(values.begin(), values.end(), static_cast<signed char>(0));
    const int made = variable(name, NC_BYTE, dimension);
    call(::nc_def_var_fill(id_, made, NC_FILL, &no_flag));
    attribute(made, "long_name", meaning);
    call(::nc_put_att_schar(id_, made, "flag_values", NC_BYTE, values.size(), values.data()));
    attribute(made, "flag_meanings", joined(names, " "));
    return made;
}

void NetcdfFile::close() {
    call(::nc_sync(id_));  // what closing had to write could fail, and HDF5 would crash
    call(::nc_close(id_));
}

void NetcdfFile::call(int status) {
    const int error = std::exchange(errno, 0);
    if (status == NC_NOERR) return;
    throw FileError(printable(path_) + ": cannot be written: " +
                    printable(error != 0 ? std::strerror(error) : ::nc_strerror(status)));
}

void require_netcdf_memory(std::size_t variables) {
    // Measured: 1 MB for 18 variables, most of it a buffer of 64 kB for each.
    const auto memory = std::make_unique_for_overwrite<char[]>(2'000'000 + 100'000 * variables);
    const_cast<volatile char&>(memory[0]) = 0;  // or it would be optimised away
}

}  // namespace apogee
