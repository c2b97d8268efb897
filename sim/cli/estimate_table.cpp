#include "cli/estimate_table.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "base/exit_status.h"
#include "base/input_error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/interruptible_work.h"
#include "report/answers_table.h"
#include "report/estimate_report.h"
#include "report/flight.h"
#include "report/json.h"
#include "scenario/argument.h"
#include "scenario/identity.h"
#include "store/row_journal.h"

namespace apogee {
namespace {

/// What a row's answer depends on.
std::string row_key(const TableCommand& command, const ReportedRow& row) {
    Identity identity;
    identity.add("version", version());
    for (std::size_t i = 0; i < report_columns.size(); ++i)
        identity.add(std::string("cell.") + std::string(report_columns[i].name), row.cells[i]);
    identity.add("name", row.name);
    identity.add("samples", static_cast<double>(command.options.samples));
    identity.add("seed", std::to_string(command.options.seed));
    identity.add("stages", static_cast<double>(command.stages.value_or(0)));
    identity.add("still", command.still ? "yes" : "no");
    identity.add("time", command.no_time ? "no" : "yes");
    return identity.hash();
}

/// Nothing where it was stopped.
std::optional<AnswerCells> answer_row(const TableCommand& command, const ReportedRow& row) {
    if (const std::string why = row.left_out(); !why.empty()) return answer_cells(row, nullptr, why);
    if (const std::string why = why_impossible(*row.report); !why.empty())
        return answer_cells(row, nullptr, why);
    EstimateQuestion question;
    question.report = *row.report;
    if (command.no_time) question.report.time_s.reset();
    question.stages = command.stages;
    question.still = command.still;
    question.options = command.options;
    const EstimateAnswer found = answer(std::move(question));
    if (!found.estimate.complete) return std::nullopt;
    return answer_cells(row, &found, impossible_text(found));
}

using Rows = std::vector<AnswerCells>;

nlohmann::ordered_json table_json(const TableCommand& command, const Rows& rows) {
    nlohmann::ordered_json json{{"table", command.file},
                                {"version", version()},
                                {"samples", command.options.samples},
                                {"seed", command.options.seed},
                                {"flights", nlohmann::ordered_json::array()}};
    for (const AnswerCells& cells : rows) json["flights"].push_back(answer_json(cells));
    return json;
}

/// The files that `rows` will hold when they are written.
ResultFiles planned_files(const TableCommand& command, const std::string& name, const Rows& rows) {
    ResultFiles files(command.files);
    for (const FileFormat format : chosen_formats(command.files, ResultOf::estimate)) {
        const std::string file = name + std::string(format_row(format).ending);
        if (format == FileFormat::csv)
            files.add(file, [&rows](OutputFile& out, const auto&) {
                write_table_csv(answers_table(rows), [&](std::string_view text) { out.write(text); });
                return true;
            });
        else if (format == FileFormat::json)
            files.add_text(file, [&] { return json_text(table_json(command, rows)); });
        else if (format == FileFormat::netcdf)
            files.add(file, [&](OutputFile& out, const std::string& path) {
                const std::array tables{answers_table(rows)};
                const std::pair<std::string, std::string> facts[]{
                    {"title", "Reported flights, and the standard ranges they imply"},
                    {"source", fmt::format("Apogee {}, {}", version(), command.file)}};
                fill_netcdf(out, path, tables, facts);
                return true;
            });
        else
            throw InputError(
                fmt::format("--format: {} shows one flight; expected csv, json or netcdf of a table",
                            format_row(format).word));
    }
    files.check();
    return files;
}

/// Answers in the order of the rows; fewer where they were stopped.
Rows answer_rows(const TableCommand& command, const ReportTable& table, RowJournal* journal,
                 InterruptibleWork& work) {
    Rows rows;
    bool kept = true;
    const auto all = static_cast<double>(table.rows.size());
    for (const ReportedRow& row : table.rows) {
        const std::string key = row_key(command, row);
        const nlohmann::ordered_json* earlier = journal ? journal->find(key) : nullptr;
        std::optional<AnswerCells> cells = earlier ? answer_from_json(*earlier) : std::nullopt;
        if (!cells) {
            TableCommand here = command;
            here.options.stop = work.stop();
            here.options.progress = [&, done = static_cast<double>(rows.size())](double part) {
                work.progress((done + part) / all);
            };
            cells = answer_row(here, row);
            if (!cells) break;
            if (journal && kept && !(kept = journal->add(key, answer_json(*cells))))
                say("note: " + printable(journal->path()) +
                    " cannot be written; this run goes on, but would begin anew after an interruption");
        }
        rows.push_back(std::move(*cells));
    }
    return rows;
}

}  // namespace

int estimate_table(const TableCommand& command) {
    const ReportTable table = read_report_table(command.file);
    if (!table.other_columns.empty() && !command.files.quiet) {
        const std::vector<std::string_view> names(table.other_columns.begin(), table.other_columns.end());
        say("note: columns that the estimates do not read: " + printable(joined(names, ", ")));
    }
    const std::string name =
        (command.file == "-" ? "flights" : std::filesystem::path(command.file).stem().string()) +
        "-estimates";
    Rows rows;
    std::optional<RowJournal> journal;
    TableCommand with_files = command;
    if (command.files.out) {
        journal.emplace((std::filesystem::path(*command.files.out) / (name + ".unfinished")).string());
        // What a run that did not end has written of its files is written anew.
        with_files.files.force = with_files.files.force || journal->was_left();
    }
    const ResultFiles files = planned_files(with_files, name, rows);
    if (command.files.out) make_folder(*command.files.out);
    InterruptibleWork work("estimating", command.files.quiet);
    rows = answer_rows(command, table, journal ? &*journal : nullptr, work);
    if (const std::optional<int> status = work.interrupted()) {
        if (journal)
            say(fmt::format("{} of {} kept in {}; the same command goes on with the others", rows.size(),
                            count_of(table.rows.size(), "flight is", "flights are"),
                            printable(journal->path())));
        return *status;
    }
    deliver([&] { files.write(); },
            [&] { return command.json ? json_text(table_json(command, rows)) : answers_text(rows); });
    if (journal) journal->remove();
    return ExitStatus::done;
}

}  // namespace apogee
