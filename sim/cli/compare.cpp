#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/comma_list.h"
#include "base/input_error.h"
#include "base/text.h"
#include "cli/command.h"
#include "compare/compare_report.h"
#include "report/json.h"
#include "store/output_file.h"

namespace apogee {
namespace {

struct CompareCommand {
    std::string scenario, data;
    std::vector<std::string> settings, fit, only, accuracy;
    std::optional<std::string> offset, csv;
    bool json = false, quiet = false, force = false;
};

/// A quantity by the data's header or the history's column. @throws InputError
MeasuredQuantity& quantity_of(MeasuredFlight& measured, const char* option, std::string_view name) {
    std::vector<std::string_view> known;
    for (MeasuredQuantity& quantity : measured.quantities) {
        if (quantity.name == name || quantity.column->name == name) return quantity;
        known.emplace_back(quantity.column->name);
    }
    throw InputError(fmt::format("{}: the data has no {}; {}", option, in_quotes(name),
                                 did_you_mean(name, known, "expected one of " + joined(known, ", "))));
}

/// The quantities that --only names, where it is given. @throws InputError
void keep_only(MeasuredFlight& measured, const std::vector<std::string>& wanted) {
    if (wanted.empty()) return;
    std::vector<MeasuredQuantity> kept;
    for (const std::string& name : comma_list("--only", wanted, "height_km,speed_earth_m_s"))
        kept.push_back(quantity_of(measured, "--only", name));
    measured.quantities = std::move(kept);
}

/// "height_km=0.3": in the unit of the history's column. @throws InputError
void set_accuracies(MeasuredFlight& measured, const std::vector<std::string>& given) {
    if (given.empty()) return;
    for (const std::string& text : comma_list("--accuracy", given, "height_km=0.3")) {
        const std::size_t equals = std::min(text.find('='), text.size());
        const std::string value = text.substr(std::min(equals + 1, text.size()));
        const std::optional<double> accuracy = finite_number(value);
        if (!accuracy || !(*accuracy > 0))
            throw InputError(
                fmt::format("--accuracy: found {}; expected a quantity and a positive number, such as "
                            "height_km=0.3",
                            in_quotes(text)));
        quantity_of(measured, "--accuracy", text.substr(0, equals)).accuracy = *accuracy;
    }
}

/// What --time-offset says, seconds after lift-off; nothing for "fit". @throws InputError
std::optional<double> offset_after_lift_off(const CompareCommand& command) {
    if (!command.offset) return 0.0;
    if (*command.offset == "fit") return std::nullopt;
    const std::optional<double> seconds = finite_number(*command.offset);
    if (!seconds)
        throw InputError(
            fmt::format("--time-offset: found {}; expected seconds, or fit", in_quotes(*command.offset)));
    return seconds;
}

/// @throws InputError where no row lies within the flight
void require_common_rows(const ComparedFlight& compared) {
    const auto [first, last] = std::ranges::minmax(compared.measured.time_s);
    const Trajectory& flown = compared.flight.trajectory;
    const double zero_s = flown.lift_off_s + compared.errors.time_offset_s;
    if (compared.errors.outside < compared.measured.time_s.size()) return;
    throw InputError(
        fmt::format("{}:1:1: its times, {} to {} s, lie outside the flight, which lasts from {} to {} s "
                    "by the data's clock; expected another --time-offset",
                    printable(compared.measured.file), plain(first, 6), plain(last, 6),
                    plain(flown.start_s - zero_s, 6), plain(flown.end_s - zero_s, 6)));
}

/// @throws InputError where there is nothing to compare with
void require_flight(const Trajectory& flown, const std::string& file) {
    if (!flown.steps.empty()) return;
    throw InputError(fmt::format(
        "{}:1:1: {}; expected a scenario that flies", printable(file),
        flown.stays_on_pad() ? "never leaves the pad" : "is released on the ground and stays there"));
}

/// Until when a flight that goes round is flown: to the data's last row, or where their clock is sought, for
/// a day, or twice as long as they last. Since ignition.
double needed_s(const MeasuredFlight& measured, const Trajectory& flown,
                const std::optional<double>& offset) {
    const auto [first, last] = std::ranges::minmax(measured.time_s);
    constexpr double day_s = 86400;
    return offset ? flown.lift_off_s + *offset + last : flown.end_s + std::max(day_s, 2 * (last - first));
}

ComparedFlight compare_flights(const CompareCommand& command) {
    const ScenarioArgument argument = scenario_argument(command.scenario);
    const Overrides overrides = parse_overrides(command.settings);
    ComparedFlight compared;
    compared.scenario = command.scenario;
    compared.measured = read_measured_flight(command.data);
    keep_only(compared.measured, command.only);
    set_accuracies(compared.measured, command.accuracy);
    const std::optional<double> offset = offset_after_lift_off(command);
    compared.flight = fly_scenario(argument.file, overrides);
    require_flight(compared.flight.trajectory, argument.file);
    const double fly_to_s = needed_s(compared.measured, compared.flight.trajectory, offset);
    fly_on(compared.flight, fly_to_s);
    compared.errors = compare(compared.measured, compared.flight, offset.value_or(0));
    if (offset) require_common_rows(compared);
    if (offset && command.fit.empty()) return compared;
    const std::vector<std::string> paths = command.fit.empty()
                                               ? std::vector<std::string>{}
                                               : comma_list("--fit", command.fit, "payload.mass_kg");
    compared.fit =
        fit({argument.file, overrides, paths, !offset, offset.value_or(0), fly_to_s}, compared.measured);
    compared.flight = std::move(compared.fit->flight);
    compared.errors = compare(compared.measured, compared.flight, compared.fit->offset_s);
    require_common_rows(compared);
    return compared;
}

int run(const CompareCommand& command) {
    const bool fits_offset = command.offset == "fit";
    if (command.scenario == "-" && (fits_offset || !command.fit.empty()))
        throw InputError(
            fmt::format("{}: reads the scenario many times; expected a file instead of standard input",
                        command.fit.empty() ? "--time-offset" : "--fit"));
    for (const std::string& input : {command.scenario, command.data})
        if (command.csv && std::filesystem::exists(*command.csv) && std::filesystem::exists(input) &&
            std::filesystem::equivalent(*command.csv, input))
            throw InputError("--csv: " + in_quotes(*command.csv) + " is what is read; expected another file");
    const Overwrite overwrite = command.force ? Overwrite::allow : Overwrite::refuse;
    if (command.csv) check_file(*command.csv, overwrite);
    const ComparedFlight compared = compare_flights(command);
    if (!compared.measured.other_columns.empty() && !command.quiet) {
        const std::vector<std::string_view> names(compared.measured.other_columns.begin(),
                                                  compared.measured.other_columns.end());
        say("note: columns that are no quantity of a flight: " + printable(joined(names, ", ")));
    }
    deliver(
        [&] {
            if (!command.csv) return;
            OutputFile file(*command.csv, overwrite);
            write_table_csv(differences_table(compared), [&](std::string_view text) { file.write(text); });
            file.commit();
            if (!command.quiet) say("wrote " + printable(*command.csv));
        },
        [&] { return command.json ? json_text(compare_json(compared)) : compare_report(compared); });
    return ExitStatus::done;
}

}  // namespace

void add_compare(CLI::App& program, int& status) {
    auto c = std::make_shared<CompareCommand>();
    CLI::App* verb = program.add_subcommand("compare", "A measured flight beside a computed one, and a fit")
                         ->group("Verbs");
    const auto option = [&](const char* name, auto& value, const char* text, const char* shape) {
        return verb->add_option(name, value, text)->option_text(shape)->allow_extra_args(false);
    };
    verb->add_option("SCENARIO", c->scenario, "A scenario file, or catalogue:NAME")
        ->required()
        ->option_text("");
    verb->add_option("DATA", c->data,
                     "CSV with a column of times and others such as height_km, altitude_ft, speed_km_h, "
                     "latitude_deg, downrange_km; the header says the unit; - is standard input")
        ->required()
        ->option_text("");
    option("--time-offset", c->offset,
           "When the data's clock shows 0, seconds after lift-off or release (0); fit finds it", "S|fit");
    option("--fit", c->fit, "Adjust numbers of the scenario by least squares, within their bounds",
           "KEY,...");
    option("--only", c->only, "Compare these quantities alone", "NAME,...");
    option("--accuracy", c->accuracy,
           "What a quantity's differences weigh by in a fit (the unit of its last digit): height_km=0.3",
           "NAME=VALUE,...");
    option("--set", c->settings, "Change a number of the scenario; may be given again", "KEY=VALUE");
    option("--csv", c->csv, "Also write measured, computed and difference at each time", "FILE");
    verb->add_flag("--json", c->json, "Print the result as one JSON object");
    verb->add_flag("--force", c->force, "Replace a file that exists");
    verb->add_flag("--quiet", c->quiet, "No notes on standard error");
    verb->footer(
        "A fit makes the squares of the differences least, each in units of its accuracy: the unit of the\n"
        "last digit that the data writes, or what --accuracy says, in the unit of the flight's own column.\n"
        "\nExamples:\n"
        "  apogee compare mine.toml telemetry.csv\n"
        "  apogee compare mine.toml webcast.csv --time-offset fit --fit 'stage[1].propellant_mass_kg'\n"
        "  apogee compare mine.toml webcast.csv --accuracy speed_earth_m_s=0.3,height_km=0.1 --fit "
        "payload.mass_kg\n"
        "  apogee compare mine.toml telemetry.csv --only height_km --csv differences.csv --json");
    verb->callback([c, &status] { status = run(*c); });
}

}  // namespace apogee
