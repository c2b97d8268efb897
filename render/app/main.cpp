#include <cstdio>
#include <new>

#include "app/desktop.h"
#include "app/pictures.h"
#include "base/exit_status.h"
#include "base/input_error.h"
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
    apogee::let_writes_fail();
    try {
        return apogee::view(argc, argv);
    } catch (const apogee::InputError& error) {
        apogee::say(error.what());
        return apogee::ExitStatus::input;
    } catch (const apogee::FileError& error) {
        apogee::say(error.what());
        return apogee::ExitStatus::files;
    } catch (const std::bad_alloc&) {
        std::fputs(apogee::out_of_memory, stderr);
        return apogee::ExitStatus::files;
    }
}
