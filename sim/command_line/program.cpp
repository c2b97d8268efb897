#include "command_line/program.h"

#include <cstdio>
#include <new>
#include <sstream>
#include <system_error>

#include "base/exit_status.h"
#include "base/input_error.h"
#include "command_line/self_description.h"
#include "store/chunk_store.h"
#include "store/output_file.h"

namespace apogee {

bool read_command_line(CLI::App& program, int argc, char** argv) {
    if (const auto text = self_description(program, {argv + 1, argv + argc})) {
        write_to_standard_output(*text);
        return false;
    }
    try {
        program.parse(argc, argv);
        return true;
    } catch (const CLI::ParseError& error) {
        std::ostringstream out, err;
        const std::string& name = program.get_name();
        if (program.exit(error, out, err) != 0)
            throw InputError(name + ": " + printable(error.what()) + "; see " + name + " --help");
        write_to_standard_output(out.str());
        return false;
    }
}

int as_program(const std::function<int()>& work) {
    let_writes_fail();
    try {
        return work();
    } catch (const InputError& error) {
        say(error.what());
        return ExitStatus::input;
    } catch (const FileError& error) {
        say(error.what());
        return ExitStatus::files;
    } catch (const StoreError& error) {
        say(error.what());
        return ExitStatus::store;
    } catch (const std::bad_alloc&) {
        std::fputs(out_of_memory, stderr);
        return ExitStatus::files;
    } catch (const std::system_error& error) {  // such as a current folder that was deleted
        say("apogee: " + printable(error.what()));
        return ExitStatus::files;
    }
}

}  // namespace apogee
