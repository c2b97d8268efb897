#include <netcdf.h>
#include <zlib.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <sstream>

#include "base/input_error.h"
#include "batch/result_fields.h"
#include "report/dataset.h"
#include "report/dataset_columns.h"
#include "temporary_folder.h"
#include "unit/study_results.h"

namespace apogee {
namespace {

using testing::made_up_study;
using testing::MemoryResults;
using testing::TemporaryFolder;

constexpr std::size_t cases = 2500;

Study example_study() {
    Study study = made_up_study({{"stage[1].dry_mass_kg", 4000, Normal{100}, 1, 1e7},
                                 {"launch.azimuth_deg", 45, Uniform{40, 50}, 0, 360}},
                                3);
    study.text = "scenario = \"x.toml\"\n";
    study.identity = {{"seed", "3"}};
    return study;
}

/// Every figure different; case 1 in orbit without an impact, case 2 flown by nobody.
std::vector<CaseResult> example_results() {
    std::vector<CaseResult> results(cases);
    for (std::size_t i = 0; i < cases; ++i) {
        results[i].outcome = i == 1 ? Outcome::in_orbit : Outcome::landed;
        results[i].flown_by = i == 2 ? FlownBy::nobody : i % 7 == 3 ? FlownBy::robust : FlownBy::fast;
        double value = 1.0 / (3.0 + static_cast<double>(i));
        for (const ResultField& field : result_fields())
            results[i].*field.member = i == 2 ? std::nan("") : value += 1;
        if (i == 1) results[i].range_km = std::nan("");
    }
    return results;
}

std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<std::string> write(const Study& study, const std::vector<CaseResult>& results,
                               const std::string& folder, const std::vector<FileFormat>& formats) {
    std::vector<std::string> paths;
    write_dataset(study, MemoryResults(results, 700), folder, formats, Overwrite::refuse, {},
                  [&](const std::string& path) { paths.push_back(path); });
    return paths;
}

/// A file read back by libnetcdf.
class Netcdf {
  public:
    explicit Netcdf(const std::string& path) {
        REQUIRE(::nc_open(path.c_str(), NC_NOWRITE, &id_) == NC_NOERR);
    }
    ~Netcdf() { ::nc_close(id_); }
    Netcdf(const Netcdf&) = delete;
    Netcdf& operator=(const Netcdf&) = delete;

    [[nodiscard]] int variable(const std::string& name) const {
        int variable = -1;
        INFO(name);
        REQUIRE(::nc_inq_varid(id_, name.c_str(), &variable) == NC_NOERR);
        return variable;
    }
    [[nodiscard]] std::vector<double> numbers(const std::string& name) const {
        std::vector<double> values(cases);
        REQUIRE(::nc_get_var_double(id_, variable(name), values.data()) == NC_NOERR);
        return values;
    }
    [[nodiscard]] std::string attribute(int variable, const char* key) const {
        std::size_t length = 0;
        INFO(key);
        REQUIRE(::nc_inq_attlen(id_, variable, key, &length) == NC_NOERR);
        std::string text(length, ' ');
        REQUIRE(::nc_get_att_text(id_, variable, key, text.data()) == NC_NOERR);
        return text;
    }
    [[nodiscard]] std::size_t length_of_case() const {
        int dimension = -1;
        std::size_t length = 0;
        REQUIRE(::nc_inq_dimid(id_, "case", &dimension) == NC_NOERR);
        REQUIRE(::nc_inq_dimlen(id_, dimension, &length) == NC_NOERR);
        return length;
    }

  private:
    int id_ = -1;
};

bool same(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace

TEST_CASE("a NetCDF dataset reads back as the inputs and results of every case") {
    const TemporaryFolder folder;
    const Study study = example_study();
    const std::vector<CaseResult> results = example_results();
    const std::vector<std::string> paths = write(study, results, folder.path(), {FileFormat::netcdf});
    REQUIRE(paths == std::vector<std::string>{folder / "part.nc"});
    const Netcdf file(paths[0]);
    CHECK(file.length_of_case() == cases);
    for (const ResultField& field : result_fields()) {
        const std::vector<double> values = file.numbers(field.name);
        bool equal = true;
        for (std::size_t i = 0; i < cases; ++i) equal = equal && same(values[i], results[i].*field.member);
        INFO(field.name);
        CHECK(equal);
        CHECK(file.attribute(file.variable(field.name), "long_name") == field.meaning);
    }
    const std::vector<double> masses = file.numbers("stage_1_dry_mass_kg"),
                              azimuths = file.numbers("launch_azimuth_deg"), numbers = file.numbers("case"),
                              outcomes = file.numbers("outcome"), flown_by = file.numbers("flown_by");
    for (std::size_t i = 0; i < cases; ++i) {
        std::array<double, 2> inputs{};
        study.parts[0].source->values(i, inputs);
        const bool equal = masses[i] == inputs[0] && azimuths[i] == inputs[1] &&
                           numbers[i] == static_cast<double>(i) &&
                           flown_by[i] == static_cast<double>(results[i].flown_by) &&
                           outcomes[i] == (i == 2 ? -1 : static_cast<double>(results[i].outcome));
        if (!equal) FAIL("case " << i);
    }
    CHECK(file.attribute(file.variable("launch_azimuth_deg"), "units") == "degree");
    CHECK(file.attribute(file.variable("stage_1_dry_mass_kg"), "units") == "kg");
    CHECK(file.attribute(file.variable("impact_speed_km_s"), "units") == "km s-1");
    CHECK(file.attribute(file.variable("impact_latitude_deg"), "units") == "degrees_north");
    CHECK(file.attribute(file.variable("stage_1_dry_mass_kg"), "distribution") ==
          "normal, mean 4000, sd 100");
    CHECK(file.attribute(NC_GLOBAL, "Conventions") == "CF-1.10");
    CHECK(file.attribute(NC_GLOBAL, "study_text") == study.text);
    CHECK(file.attribute(NC_GLOBAL, "study_identity") == "seed: 3\n");
    // The names of the flags are those of the outcomes, in their order.
    std::istringstream meanings(file.attribute(file.variable("outcome"), "flag_meanings"));
    std::string word;
    for (int i = 0; meanings >> word; ++i) CHECK(word == name(static_cast<Outcome>(i)));
}

TEST_CASE("a CSV dataset holds the same doubles and its compressed form the same text") {
    const TemporaryFolder folder;
    const Study study = example_study();
    const std::vector<CaseResult> results = example_results();
    const auto paths = write(study, results, folder.path(), {FileFormat::csv, FileFormat::csv_gz});
    REQUIRE(paths == dataset_paths(study, folder.path(), {FileFormat::csv, FileFormat::csv_gz}));
    const std::string text = content(paths[0]);
    std::istringstream lines(text);
    std::string line;
    std::getline(lines, line);
    CHECK(
        line.starts_with("case,stage_1_dry_mass_kg,launch_azimuth_deg,outcome,flown_by,range_km,apogee_km,"));
    for (std::size_t i = 0; i < cases; ++i) {
        REQUIRE(std::getline(lines, line));
        std::istringstream cells(line);
        std::vector<std::string> row;
        for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
        std::array<double, 2> inputs{};
        study.parts[0].source->values(i, inputs);
        REQUIRE(row.size() >= 5);
        REQUIRE(row[0] == std::to_string(i));
        REQUIRE(std::stod(row[1]) == inputs[0]);
        REQUIRE(std::stod(row[2]) == inputs[1]);
        REQUIRE(row[3] == (i == 1 ? "in_orbit" : i == 2 ? "" : "landed"));
        REQUIRE(row[4] == (i == 2 ? "nobody" : i % 7 == 3 ? "robust" : "fast"));
        for (std::size_t k = 0; i != 2 && k < result_fields().size(); ++k) {
            const double value = results[i].*result_fields()[k].member;
            REQUIRE((std::isnan(value) ? row[5 + k].empty() : std::stod(row[5 + k]) == value));
        }
    }
    CHECK_FALSE(std::getline(lines, line));

    const gzFile compressed = ::gzopen(paths[1].c_str(), "rb");
    REQUIRE(compressed);
    std::string again(text.size() + 1, '\0');
    const int size = ::gzread(compressed, again.data(), static_cast<unsigned>(again.size()));
    ::gzclose(compressed);
    REQUIRE(size == static_cast<int>(text.size()));
    again.resize(text.size());
    CHECK((again == text));
    CHECK(content(paths[1]).size() < text.size() / 2);
}

TEST_CASE("the same study gives the same dataset byte for byte") {
    const TemporaryFolder a, b;
    const std::vector<FileFormat> all{FileFormat::netcdf, FileFormat::csv, FileFormat::csv_gz};
    const auto first = write(example_study(), example_results(), a.path(), all);
    const auto second = write(example_study(), example_results(), b.path(), all);
    for (std::size_t i = 0; i < first.size(); ++i) CHECK((content(first[i]) == content(second[i])));
}

TEST_CASE("a dataset that cannot be finished leaves nothing") {
    struct Broken : MemoryResults {
        using MemoryResults::MemoryResults;
        void read(std::size_t part, std::uint64_t chunk, std::vector<CaseResult>& results) const override {
            if (chunk == 2) throw std::runtime_error("gone");
            MemoryResults::read(part, chunk, results);
        }
    };
    for (const FileFormat format : {FileFormat::netcdf, FileFormat::csv, FileFormat::csv_gz}) {
        const TemporaryFolder folder;
        CHECK_THROWS_AS(write_dataset(example_study(), Broken(example_results(), 700), folder.path(),
                                      {format}, Overwrite::refuse, {}, [](const std::string&) {}),
                        std::runtime_error);
        CHECK(std::filesystem::is_empty(folder.path()));
    }
    const TemporaryFolder folder;
    folder.write("part.nc", "mine");
    CHECK_THROWS_AS(write(example_study(), example_results(), folder.path(), {FileFormat::netcdf}),
                    FileError);
    CHECK(content(folder / "part.nc") == "mine");
}

TEST_CASE("a format is refused with those that there are") {
    const std::vector<std::string> unknown{"csv.gz", "hdf"}, meaningless{"csv.gz"};
    CHECK_THROWS_WITH(read_formats(unknown, ResultOf::study),
                      "--format: unknown format \"hdf\"; expected one of csv, csv.gz, json, geojson, kml, "
                      "czml, netcdf");
    for (const ResultOf verb : {ResultOf::run, ResultOf::range, ResultOf::estimate})
        CHECK_THROWS_WITH(read_formats(meaningless, verb),
                          "--format: csv.gz has no meaning for apogee " + std::string(verb_name(verb)) +
                              "; expected one of csv, json, geojson, kml, czml, netcdf");
    CHECK(read_formats(meaningless, ResultOf::study) == std::vector{FileFormat::csv_gz});
}

}  // namespace apogee
