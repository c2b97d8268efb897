#include "asked.h"
#include "sheet/sheet.h"
#include "sheet/shell_word.h"

namespace apogee {
namespace {

/// That makes the same page where the command is installed.
std::string command_of(const SheetQuestion& question, const std::string& file) {
    std::string command = "apogee report " + shell_word(question.scenario);
    for (const auto& [key, value] : question.changes) command += " --set " + shell_word(key + '=' + value);
    for (const std::string& claim : question.claims) command += " --claim " + shell_word(claim);
    return command + " --samples " + std::to_string(question.samples) + " -o " + shell_word(file);
}

}  // namespace

Json answer_sheet(const Json& asked) {
    SheetQuestion question;
    question.scenario = text_in(asked, "scenario");
    question.changes = changes_in(asked);
    question.claims = texts_in(asked, "claims");
    question.samples = asked.value("samples", question.samples);
    const std::string command = command_of(question, text_in(asked, "file"));
    return {{"page", sheet_page({answered(question, 0)}, command, BrowserTypeSetter())}};
}

}  // namespace apogee
