#include <catch2/catch.hpp>
#include <cstdlib>

#include "cli/command.h"
#include "view/picture.h"

namespace apogee::testing {
namespace {

/// What may differ, as a part of a picture: see difference(). A figure without its flight differs in 2 % and
/// more.
constexpr double tolerance = 0.01;

struct Figure {
    std::string name, arguments;
};

}  // namespace

TEST_CASE("every kind of figure looks as approved", "[figure][approved]") {
    const Workspace workspace;
    const std::filesystem::path approved = APOGEE_FIGURE_TEST_DATA "/approved";
    const std::string scenario = "'" APOGEE_VIEW_TEST_DATA "/two-stages.toml'";
    const std::vector<Figure> figures{{"map", "--kind map --arc"},
                                      {"azimuthal", "--kind azimuthal --units nmi --language de"},
                                      {"globe", "--kind globe --theme dark"},
                                      {"profile", "--kind profile --marks --language ko"},
                                      {"time", "--kind time --columns height_km,mach --language ja"},
                                      {"ring", "--kind ring --azimuths 12 --set payload.mass_kg=1000"},
                                      {"payload", "--kind payload --payload 900:1500:100 --language fr"},
                                      {"estimate", "--kind estimate --samples 60 --mark 13000=published"},
                                      {"claim", "--kind claim --claim Australia --samples 60"}};
    for (const Figure& figure : figures) {
        CAPTURE(figure.name);
        const CommandResult result = workspace.run("figure " + scenario + " --size 640x440px -o " +
                                                   figure.name + ".png " + figure.arguments);
        CAPTURE(result.err);
        REQUIRE(result.status == 0);
        const std::filesystem::path drawn = workspace.path(figure.name + ".png"),
                                    file = approved / (figure.name + ".png");
        if (std::getenv("APOGEE_APPROVE")) {
            std::filesystem::create_directories(approved);
            std::filesystem::copy_file(drawn, file, std::filesystem::copy_options::overwrite_existing);
        }
        const Picture now(drawn), wanted(file);
        const double differs = difference(now, wanted, wanted.whole());
        CHECK(differs < tolerance);
        if (differs >= tolerance) {
            const auto kept =
                std::filesystem::temp_directory_path() / ("apogee-figure-" + figure.name + ".png");
            std::filesystem::copy_file(drawn, kept, std::filesystem::copy_options::overwrite_existing);
            WARN("what was drawn instead: " << kept.string());
        }
    }
}

}  // namespace apogee::testing
