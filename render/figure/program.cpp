#include "figure/program.h"

#include <cstdio>
#include <new>

#include "base/exit_status.h"
#include "base/input_error.h"
#include "store/chunk_store.h"
#include "store/output_file.h"

namespace apogee {

int as_program(const std::function<void()>& work) {
    let_writes_fail();
    try {
        work();
        return ExitStatus::done;
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
    }
}

}  // namespace apogee
