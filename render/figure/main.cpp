#include <cstdio>
#include <new>

#include "base/exit_status.h"
#include "base/input_error.h"
#include "figure/make_figure.h"
#include "store/chunk_store.h"

namespace apogee {
namespace {

int figure(int argc, char** argv) {
    const std::optional<FigureOptions> options = parse_figure_options(argc, argv);
    if (!options) return ExitStatus::done;
    make_figure(*options);
    return ExitStatus::done;
}

}  // namespace
}  // namespace apogee

int main(int argc, char** argv) {
    apogee::let_writes_fail();
    try {
        return apogee::figure(argc, argv);
    } catch (const apogee::InputError& error) {
        apogee::say(error.what());
        return apogee::ExitStatus::input;
    } catch (const apogee::FileError& error) {
        apogee::say(error.what());
        return apogee::ExitStatus::files;
    } catch (const apogee::StoreError& error) {
        apogee::say(error.what());
        return apogee::ExitStatus::store;
    } catch (const std::bad_alloc&) {
        std::fputs(apogee::out_of_memory, stderr);
        return apogee::ExitStatus::files;
    }
}
