#include "app/desktop.h"
#include "app/pictures.h"
#include "base/exit_status.h"
#include "command_line/program.h"
#include "store/output_file.h"

namespace apogee {
namespace {

int view(int argc, char** argv) {
    const std::optional<Options> options = parse_options(argc, argv);
    if (!options) return ExitStatus::done;
    if (!options->state.empty()) check_writable(options->state, options->overwrite);
    const std::string state = options->screenshot.empty() ? run_in_window(*options) : take_pictures(*options);
    if (!options->state.empty()) {
        OutputFile file(options->state, options->overwrite);
        file.write(state);
        file.commit();
    }
    return ExitStatus::done;
}

}  // namespace
}  // namespace apogee

int main(int argc, char** argv) {
    return apogee::as_program([&] { return apogee::view(argc, argv); });
}
