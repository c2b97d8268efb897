/// Writes the tables of keys, columns and figures into a document anew:  build/tests/write_key_tables
/// docs/formats.md
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <string>

#include "docs/key_tables.h"

int main(int count, char** arguments) {
    if (count != 2) {
        std::fputs("usage: write_key_tables DOCUMENT\n", stderr);
        return 2;
    }
    try {
        std::ifstream in(arguments[1], std::ios::binary);
        const std::string document{std::istreambuf_iterator<char>(in), {}};
        const std::string written = apogee::with_key_tables(document);
        std::ofstream out(arguments[1], std::ios::binary);
        out << written;
        out.close();
        if (!in || !out) throw std::runtime_error(std::string(arguments[1]) + ": cannot be read or written");
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
