#include <algorithm>
#include <memory>

#include "base/input_error.h"
#include "cli/command.h"
#include "report/check_report.h"
#include "report/json.h"
#include "report/study_report.h"
#include "scenario/files.h"
#include "store/output_file.h"
#include "study/study.h"

namespace apogee {
namespace {

struct CheckOptions {
    std::vector<std::string> files, settings;
    bool json = false;
};

/// What one file explains, as text or JSON.
struct Explanation {
    std::string text;
    nlohmann::ordered_json json;
};

Explanation explain(const std::string& argument, const Overrides& overrides) {
    const std::string file = scenario_argument(argument).file;
    const std::string text = read_text(file);
    if (is_vehicle_text(text, file)) {
        if (!overrides.empty()) {
            throw InputError(printable(file) + ": --set: changes scenarios, and this is a vehicle by itself");
        }
        const VehicleFile vehicle = parse_vehicle_file(text, file);
        return {check_report(vehicle), check_json(vehicle)};
    }
    if (is_study_text(text, file)) {
        if (!overrides.empty()) {
            throw InputError(printable(file) + ": --set: changes scenarios, and this is a study of some");
        }
        const Study study = parse_study(text, file);
        return {study_check_report(study), study_check_json(study)};
    }
    const Scenario scenario = parse_scenario(text, file, overrides);
    return {check_report(scenario), check_json(scenario)};
}

int check(const CheckOptions& options) {
    if (std::count(options.files.begin(), options.files.end(), "-") > 1) {
        throw InputError("apogee check: standard input holds one scenario; give - once");
    }
    const Overrides overrides = parse_overrides(options.settings);
    std::string text;
    nlohmann::ordered_json files = nlohmann::ordered_json::array();
    for (const std::string& argument : options.files) {
        try {
            Explanation explanation = explain(argument, overrides);
            text += (text.empty() ? "" : "\n\n") + explanation.text;
            files.push_back(std::move(explanation.json));
        } catch (const InputError& error) {
            say(error.what());
        }
    }
    if (files.size() < options.files.size()) return ExitStatus::input;
    if (options.json)
        text = json_text(files.size() == 1 ? files[0] : nlohmann::ordered_json{{"files", files}});
    write_to_standard_output(text);
    return ExitStatus::done;
}

}  // namespace

void add_check(CLI::App& program, int& status) {
    auto options = std::make_shared<CheckOptions>();
    CLI::App* verb =
        program
            .add_subcommand("check",
                            "Validate scenarios, vehicles or studies without flying, and explain them")
            ->group("Verbs");
    verb->add_option("FILE", options->files, "Scenario, vehicle or study files, - or catalogue:NAME")
        ->option_text("...")
        ->required();
    verb->add_flag("--json", options->json, "Print the explanation as one JSON object");
    verb->add_option("--set", options->settings, "Change a number of the scenario; may be given again")
        ->allow_extra_args(false)
        ->option_text("KEY=VALUE");
    verb->footer(
        "Says what was read and where, what was taken for things not said, what the numbers amount to (mass\n"
        "ratios, total impulse, ideal speed gain, thrust to weight), and what looks unlikely.\n"
        "\nExamples:\n"
        "  apogee check mine.toml\n"
        "  apogee check catalogue:v-2 --set payload.mass_kg=500\n"
        "  apogee check --json mine.toml | jq .warnings");
    verb->callback([options, &status] { status = check(*options); });
}

}  // namespace apogee
