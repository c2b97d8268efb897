#include <fmt/format.h>

#include <cstdio>
#include <new>

#include "cli/command.h"
#include "files/output_file.h"
#include "scenario/input_error.h"
#include "view/desktop.h"
#include "view/pictures.h"

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
    const auto say = [](const char* line) { std::fputs(fmt::format("{}\n", line).c_str(), stderr); };
    apogee::let_writes_fail();
    try {
        return apogee::view(argc, argv);
    } catch (const apogee::InputError& error) {
        say(error.what());
        return apogee::ExitStatus::input;
    } catch (const apogee::FileError& error) {
        say(error.what());
        return apogee::ExitStatus::files;
    } catch (const std::bad_alloc&) {
        std::fputs(apogee::out_of_memory, stderr);
        return apogee::ExitStatus::files;
    }
}
