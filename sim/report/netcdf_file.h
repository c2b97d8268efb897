#pragma once

#include <netcdf.h>

#include <string>
#include <string_view>
#include <vector>

#include "physics/earth.h"
#include "store/output_file.h"

namespace apogee {

/// libnetcdf's calls, with its complaints made exceptions. Nothing is compressed: HDF5 would keep growing
/// caches of chunks, and random numbers do not get shorter. A file that fails is not closed, over which HDF5
/// crashes: it stays open, without a name, until the program ends.
class NetcdfFile {
  public:
    NetcdfFile(const OutputFile& file, std::string path);
    NetcdfFile(const NetcdfFile&) = delete;
    NetcdfFile& operator=(const NetcdfFile&) = delete;

    void attribute(int variable, const char* key, const std::string& text);
    int dimension(const char* name, std::size_t length);
    int variable(const std::string& name, nc_type type, int dimension);
    /// A variable of one value.
    int scalar(const std::string& name, nc_type type);
    /// Describes the figure of the Earth by CF's conventions (appendix F), which `grid_mapping` refers to.
    void grid_mapping(const Earth& earth);
    /// NaN stands for what is absent.
    int real_variable(const std::string& name, int dimension, const std::string& units,
                      const std::string& meaning);
    /// -1 stands for what is absent.
    int flag_variable(const std::string& name, int dimension, const std::string& meaning,
                      const std::vector<std::string_view>& names);
    void close();
    [[nodiscard]] int id() const { return id_; }
    /// Of its own the library says of every failure that it is one of HDF5: errno, set to nothing before the
    /// call, says more.
    void call(int status);

  private:
    std::string path_;
    int id_ = 0;
};

/// HDF5 crashes where it gets no memory: what it needs is tried beforehand. @throws std::bad_alloc
void require_netcdf_memory(std::size_t variables);

}  // namespace apogee
