#include "compare/compare_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/input_error.h"
#include "base/text.h"
#include "base/unit_sign.h"
#include "report/json.h"

namespace apogee {
namespace {

using Json = nlohmann::ordered_json;

/// As many decimals as show a hundredth of the data's resolution.
int decimals_of(const MeasuredQuantity& quantity) {
    return std::clamp(2 - static_cast<int>(std::floor(std::log10(quantity.resolution) + 0.5)), 0, 9);
}

std::string time_text(const ComparedFlight& compared) {
    const double shift_s = compared.errors.time_offset_s;
    const std::string zero = std::abs(shift_s) < 5e-4
                                 ? "The data's time 0 is lift-off (or release)"
                                 : fmt::format("The data's time 0 is {} s {} lift-off (or release)",
                                               fixed(std::abs(shift_s), 3), shift_s > 0 ? "after" : "before");
    const bool fitted = compared.fit && compared.fit->offset_sd_s > 0;
    if (!fitted) return zero + ", as given and not fitted.";
    if (!std::isfinite(compared.fit->offset_sd_s))
        return zero + ", fitted: AT ITS BOUND, beyond which more rows would lie outside the flight.";
    return zero + fmt::format(", fitted: give or take {} s.", plain(compared.fit->offset_sd_s, 2));
}

std::string errors_text(const ComparedFlight& compared) {
    using Align = TextTable::Align;
    TextTable table;
    table.column("quantity", Align::left);
    for (const char* heading : {"values", "resolution", "accuracy", "mean", "rms", "greatest", "at\ns"})
        table.column(heading);
    for (const QuantityError& error : compared.errors.quantities) {
        const int decimals = decimals_of(*error.quantity);
        std::vector<std::string> cells{error.quantity->column->name, std::to_string(error.count),
                                       plain(error.quantity->resolution, 4),
                                       plain(error.quantity->accuracy, 4)};
        if (error.count == 0)
            cells.insert(cells.end(), 4, "-");
        else
            cells.insert(cells.end(), {with_sign(error.mean, decimals), fixed(error.rms, decimals),
                                       with_sign(error.greatest, decimals), fixed(error.greatest_at_s, 1)});
        table.row(std::move(cells));
    }
    return table.print();
}

std::string fit_text(const Fit& fit) {
    const std::string before =
        std::isnan(fit.before) ? "the data's times lay outside the flight, and the differences are"
                               : fmt::format("the differences were {} times their accuracy (rms), and are",
                                             plain(fit.before, 4));
    const std::string now =
        plain(fit.after, 4) + (std::isnan(fit.before) ? " times their accuracy (rms) now" : " times now");
    std::string text =
        fmt::format("\nFitted by least squares, {}{}: {} {}.\n", count_of(fit.flights, "flight", "flights"),
                    fit.converged ? "" : " (STOPPED before it converged)", before, now);
    if (fit.numbers.empty()) return text;
    using Align = TextTable::Align;
    TextTable table;
    table.column("number", Align::left);
    for (const char* heading : {"before", "fitted", "sd"}) table.column(heading);
    table.column("unit", Align::left);
    table.column("", Align::left);
    for (const FittedNumber& number : fit.numbers)
        table.row({number.path, plain(number.before, 8), plain(number.value, 8),
                   std::isfinite(number.sd) ? plain(number.sd, 2) : "-", unit_sign(number.unit),
                   number.at_bound
                       ? fmt::format("AT ITS BOUND ({} to {})", plain(number.low, 8), plain(number.high, 8))
                       : ""});
    return text + '\n' + table.print() +
           "\nThe standard deviations hold where the differences are random and independent. Where they "
           "follow a\n"
           "curve, the model lacks something, and the deviations are too small.\n";
}

}  // namespace

std::string compare_report(const ComparedFlight& compared) {
    std::string text =
        fmt::format("{} beside {}\n", printable(compared.scenario), printable(compared.measured.file));
    if (compared.fit) text += fit_text(*compared.fit);
    text += "\nMeasured less computed:\n\n" + errors_text(compared) + "\n";
    for (const std::string& line : wrapped(time_text(compared), page_width)) text += line + "\n";
    for (const std::string& line : wrapped(
             "Resolution is the unit of the last digit that the data writes; rounding alone leaves an rms of "
             "0.29 of it. Accuracy is what a fit weighs differences with: the resolution, or what --accuracy "
             "says.",
             page_width))
        text += line + "\n";
    if (compared.errors.outside == 0) return text;
    const bool one = compared.errors.outside == 1;
    text += fmt::format("{} of {} {} before the flight's start or after its end and {} left out.\n",
                        compared.errors.outside, count_of(compared.measured.time_s.size(), "row", "rows"),
                        one ? "lies" : "lie", one ? "is" : "are");
    if (compared.fit)
        text +=
            "The fit took them at the flight's start or end, so that nothing is gained by leaving rows "
            "out.\n";
    return text;
}

nlohmann::ordered_json compare_json(const ComparedFlight& compared) {
    Json json{{"scenario", compared.scenario},
              {"hash", compared.flight.scenario.hash},
              {"version", version()},
              {"data", compared.measured.file},
              {"rows", compared.measured.time_s.size()},
              {"rows_outside_the_flight", compared.errors.outside},
              {"data_zero_after_lift_off_s", compared.errors.time_offset_s},
              {"quantities", Json::array()},
              {"fit", nullptr}};
    for (const QuantityError& error : compared.errors.quantities) {
        const auto number = [&](double value) { return error.count > 0 ? Json(value) : Json(); };
        json["quantities"].push_back({{"quantity", error.quantity->column->name},
                                      {"in_the_data", error.quantity->name},
                                      {"values", error.count},
                                      {"resolution", error.quantity->resolution},
                                      {"accuracy", error.quantity->accuracy},
                                      {"mean", number(error.mean)},
                                      {"rms", number(error.rms)},
                                      {"greatest", number(error.greatest)},
                                      {"greatest_at_s", number(error.greatest_at_s)}});
    }
    if (!compared.fit) return json;
    Json numbers = Json::array();
    for (const FittedNumber& number : compared.fit->numbers)
        numbers.push_back({{"path", number.path},
                           {"unit", number.unit},
                           {"before", number.before},
                           {"value", number.value},
                           {"sd", number_or_null(number.sd)},
                           {"low", number.low},
                           {"high", number.high},
                           {"at_bound", number.at_bound}});
    json["fit"] = {{"numbers", std::move(numbers)},
                   {"data_zero_sd_s", number_or_null(compared.fit->offset_sd_s)},
                   {"rms_per_accuracy_before", number_or_null(compared.fit->before)},
                   {"rms_per_accuracy_after", number_or_null(compared.fit->after)},
                   {"flights", compared.fit->flights},
                   {"converged", compared.fit->converged}};
    return json;
}

FigureTable differences_table(const ComparedFlight& compared) {
    FigureTable table{"time", {{"time_s", "s", "of the data", compared.measured.time_s}}};
    for (const QuantityError& error : compared.errors.quantities) {
        const Column& column = *error.quantity->column;
        std::vector<double> computed = error.quantity->values;
        for (std::size_t i = 0; i < computed.size(); ++i) computed[i] -= error.difference[i];
        const std::string name = column.name;
        table.columns.push_back({name + "_measured", column.unit, column.meaning, error.quantity->values});
        table.columns.push_back({name + "_computed", column.unit, column.meaning, std::move(computed)});
        table.columns.push_back(
            {name + "_difference", column.unit, "measured less computed", error.difference});
    }
    return table;
}

}  // namespace apogee
