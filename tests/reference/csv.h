#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace apogee {

/// Columns of numbers by name, from a reference file: comment lines start with '#', then a header row.
inline std::map<std::string, std::vector<double>> read_reference(const std::string& name) {
    std::ifstream file(std::string(APOGEE_TEST_DATA) + "/" + name);
    if (!file) throw std::runtime_error("no reference file " + name);
    std::map<std::string, std::vector<double>> columns;
    std::vector<std::string> header;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream cells(line);
        std::string cell;
        std::size_t column = 0;
        for (const bool is_header = header.empty(); std::getline(cells, cell, ','); ++column) {
            if (is_header) {
                header.push_back(cell);
            } else {
                columns[header.at(column)].push_back(std::stod(cell));
            }
        }
    }
    return columns;
}

}  // namespace apogee
