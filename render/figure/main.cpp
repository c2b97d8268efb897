#include "figure/make_figure.h"
#include "figure/program.h"

int main(int argc, char** argv) {
    return apogee::as_program([&] {
        if (const auto options = apogee::parse_figure_options(argc, argv)) apogee::make_figure(*options);
    });
}
