#include "report/figure_table.h"
#include "report/netcdf_file.h"

namespace apogee {
namespace {

using Numbers = std::vector<double>;
using Words = std::vector<std::string>;

void fill_words(NetcdfFile& file, int variable, const Words& words) {
    std::vector<const char*> texts;
    for (const std::string& word : words) texts.push_back(word.c_str());
    file.call(::nc_put_var_string(file.id(), variable, texts.data()));
}

}  // namespace

void fill_netcdf(const OutputFile& output, const std::string& path, std::span<const FigureTable> tables,
                 std::span<const std::pair<std::string, std::string>> facts) {
    std::size_t columns = 0, cells = 0;
    for (const FigureTable& table : tables) {
        columns += table.columns.size();
        cells += table.columns.size() * table.rows();
    }
    constexpr std::size_t most_bytes_a_word = 64;
    output.check_room(cells * most_bytes_a_word + (1U << 16));
    require_netcdf_memory(columns);
    NetcdfFile file(output, path);
    file.attribute(NC_GLOBAL, "Conventions", "CF-1.10");
    for (const auto& [name, value] : facts) file.attribute(NC_GLOBAL, name.c_str(), value);
    std::vector<std::pair<int, const FigureColumn*>> variables;
    for (const FigureTable& table : tables) {
        const int dimension = file.dimension(table.row.c_str(), table.rows());
        for (const FigureColumn& column : table.columns) {
            const bool words = std::holds_alternative<Words>(column.values);
            const int variable =
                words ? file.variable(column.name, NC_STRING, dimension)
                      : file.real_variable(column.name, dimension, column.unit, column.meaning);
            if (words) file.attribute(variable, "long_name", column.meaning);
            variables.emplace_back(variable, &column);
        }
    }
    file.call(::nc_enddef(file.id()));
    for (const auto& [variable, column] : variables) {
        if (const auto* words = std::get_if<Words>(&column->values))
            fill_words(file, variable, *words);
        else
            file.call(::nc_put_var_double(file.id(), variable, std::get<Numbers>(column->values).data()));
    }
    file.close();
}

}  // namespace apogee
