#include "base/exit_status.h"
#include "command_line/program.h"
#include "figure/make_figure.h"

int main(int argc, char** argv) {
    return apogee::as_program([&] {
        if (const auto options = apogee::parse_figure_options(argc, argv)) apogee::make_figure(*options);
        return apogee::ExitStatus::done;
    });
}
