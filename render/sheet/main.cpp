#include "base/exit_status.h"
#include "command_line/program.h"
#include "sheet/make_sheet.h"

int main(int argc, char** argv) {
    return apogee::as_program([&] {
        if (const auto options = apogee::parse_sheet_options(argc, argv)) apogee::make_sheets(*options);
        return apogee::ExitStatus::done;
    });
}
