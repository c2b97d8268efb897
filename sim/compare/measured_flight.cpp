#include "compare/measured_flight.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <ranges>

#include "base/angles.h"
#include "base/csv_rows.h"
#include "base/input_error.h"
#include "base/length_units.h"
#include "base/small_letters.h"
#include "scenario/files.h"

namespace apogee {
namespace {

using Text = std::string_view;

/// A unit that data are written in, and the unit of the history's columns that it can be turned into.
struct DataUnit {
    Text suffix, of;
    double factor;
};
constexpr double foot_m = 0.3048;  // international; this, pound and pound-force: NIST SP 811, appendix B
constexpr std::array data_units{DataUnit{"km", "km", 1},
                                DataUnit{"m", "km", 1e-3},
                                DataUnit{"ft", "km", km(foot_m)},
                                DataUnit{"kft", "km", foot_m},
                                DataUnit{"mi", "km", km(metres_per(LengthUnit::mi))},
                                DataUnit{"nmi", "km", km(metres_per(LengthUnit::nmi))},
                                DataUnit{"m", "m", 1},
                                DataUnit{"km", "m", 1000},
                                DataUnit{"ft", "m", foot_m},
                                DataUnit{"m_s", "m_s", 1},
                                DataUnit{"km_s", "m_s", 1000},
                                DataUnit{"km_h", "m_s", 1 / 3.6},
                                DataUnit{"kmh", "m_s", 1 / 3.6},
                                DataUnit{"kph", "m_s", 1 / 3.6},
                                DataUnit{"ft_s", "m_s", foot_m},
                                DataUnit{"mph", "m_s", metres_per(LengthUnit::mi) / 3600},
                                DataUnit{"kn", "m_s", metres_per(LengthUnit::nmi) / 3600},
                                DataUnit{"s", "s", 1},
                                DataUnit{"ms", "s", 1e-3},
                                DataUnit{"min", "s", 60},
                                DataUnit{"h", "s", 3600},
                                DataUnit{"deg", "deg", 1},
                                DataUnit{"rad", "deg", degrees(1)},
                                DataUnit{"kpa", "kpa", 1},
                                DataUnit{"pa", "kpa", 1e-3},
                                DataUnit{"hpa", "kpa", 0.1},
                                DataUnit{"psf", "kpa", 0.04788026},
                                DataUnit{"kg", "kg", 1},
                                DataUnit{"t", "kg", 1000},
                                DataUnit{"lb", "kg", 0.45359237},
                                DataUnit{"n", "n", 1},
                                DataUnit{"kn", "n", 1000},
                                DataUnit{"lbf", "n", 4.4482216},
                                DataUnit{"g", "g", 1},
                                DataUnit{"m_s2", "m_s2", 1},
                                DataUnit{"ft_s2", "m_s2", foot_m}};

/// Units in other words, and as `data_units` has them.
struct OtherUnit {
    Text data, own;
};
constexpr std::array other_units{
    OtherUnit{"seconds", "s"},   OtherUnit{"sec", "s"},         OtherUnit{"secs", "s"},
    OtherUnit{"minutes", "min"}, OtherUnit{"hours", "h"},       OtherUnit{"metres", "m"},
    OtherUnit{"meters", "m"},    OtherUnit{"kilometres", "km"}, OtherUnit{"kilometers", "km"},
    OtherUnit{"feet", "ft"},     OtherUnit{"miles", "mi"},      OtherUnit{"knots", "kn"},
    OtherUnit{"fps", "ft_s"},    OtherUnit{"ft_sec", "ft_s"},   OtherUnit{"mps", "m_s"},
    OtherUnit{"m_sec", "m_s"},   OtherUnit{"m_s_1", "m_s"},     OtherUnit{"kmps", "km_s"},
    OtherUnit{"km_sec", "km_s"}, OtherUnit{"km_s_1", "km_s"},   OtherUnit{"m_s_2", "m_s2"},
    OtherUnit{"degrees", "deg"}, OtherUnit{"radians", "rad"}};

/// What data call a quantity, and what a history calls it, both without unit.
struct OtherName {
    Text data, history;
};
constexpr std::array other_names{OtherName{"altitude", "height"},
                                 OtherName{"alt", "height"},
                                 OtherName{"h", "height"},
                                 OtherName{"v", "speed_earth"},
                                 OtherName{"vel", "speed_earth"},
                                 OtherName{"speed", "speed_earth"},
                                 OtherName{"velocity", "speed_earth"},
                                 OtherName{"inertial_speed", "speed_inertial"},
                                 OtherName{"inertial_velocity", "speed_inertial"},
                                 OtherName{"air_speed", "speed_air"},
                                 OtherName{"airspeed", "speed_air"},
                                 OtherName{"true_airspeed", "speed_air"},
                                 OtherName{"vertical_speed", "climb"},
                                 OtherName{"vertical_velocity", "climb"},
                                 OtherName{"climb_rate", "climb"},
                                 OtherName{"horizontal_speed", "ground_speed"},
                                 OtherName{"horizontal_velocity", "ground_speed"},
                                 OtherName{"lat", "latitude"},
                                 OtherName{"lon", "longitude"},
                                 OtherName{"lng", "longitude"},
                                 OtherName{"long", "longitude"},
                                 OtherName{"down_range", "downrange"},
                                 OtherName{"downrange_distance", "downrange"},
                                 OtherName{"heading", "course"},
                                 OtherName{"gamma", "flight_path_angle"},
                                 OtherName{"acceleration", "felt_acceleration"},
                                 OtherName{"mach_number", "mach"},
                                 OtherName{"q", "dynamic_pressure"},
                                 OtherName{"t", "time"},
                                 OtherName{"met", "time"},
                                 OtherName{"mission_elapsed_time", "time"},
                                 OtherName{"mission_time", "time"},
                                 OtherName{"elapsed_time", "time"},
                                 OtherName{"flight_time", "time"}};

/// Letters small, everything between letters and digits one underscore: "Altitude (km)" -> "altitude_km".
std::string plain_header(Text header) {
    std::string plain;
    for (const char c : header) {
        const char small = small_letter(c);
        if ((small >= 'a' && small <= 'z') || (c >= '0' && c <= '9'))
            plain += small;
        else if (!plain.empty() && plain.back() != '_')
            plain += '_';
    }
    while (!plain.empty() && plain.back() == '_') plain.pop_back();
    return plain;
}

/// A name and its unit: the longest unit that ends it.
struct NameAndUnit {
    Text name, unit;
};
NameAndUnit split(Text plain) {
    NameAndUnit found{plain, {}};
    std::size_t longest = 0;
    const auto take = [&](Text written, Text own) {
        if (plain.size() <= written.size() + 1 || !plain.ends_with(written) || written.size() <= longest ||
            plain[plain.size() - written.size() - 1] != '_')
            return;
        found = {plain.substr(0, plain.size() - written.size() - 1), own};
        longest = written.size();
    };
    for (const DataUnit& unit : data_units) take(unit.suffix, unit.suffix);
    for (const OtherUnit& unit : other_units) take(unit.data, unit.own);
    return found;
}

Text in_history_words(Text name) {
    const auto other = std::ranges::find(other_names, name, &OtherName::data);
    return other == other_names.end() ? name : other->history;
}

/// The unit of the last digit of one number, as a power of ten.
std::optional<int> last_digit_power(Text number) {
    if (number.starts_with('+') || number.starts_with('-')) number.remove_prefix(1);
    int power = 0;
    if (const std::size_t e = number.find_first_of("eE"); e != Text::npos) {
        Text exponent = number.substr(e + 1);
        if (exponent.starts_with('+')) exponent.remove_prefix(1);
        std::from_chars(exponent.data(), exponent.data() + exponent.size(), power);
        number = number.substr(0, e);
    }
    if (const std::size_t point = number.find('.'); point != Text::npos)
        return power - static_cast<int>(number.size() - point - 1);
    if (number.find_first_not_of('0') == Text::npos) return std::nullopt;  // "0" is of any resolution
    for (; number.ends_with('0'); number.remove_suffix(1)) ++power;
    return power;
}

/// A column of the data that is compared.
struct DataColumn {
    std::size_t at;
    QuantityName name;
};

[[noreturn]] void fail(const std::string& file, const CsvField& field, std::string_view problem,
                       std::string_view right) {
    throw input_error({file, field.line, field.column}, field.text, problem, right);
}

std::vector<DataColumn> known_columns(const CsvRow& header, MeasuredFlight& flight) {
    std::vector<DataColumn> found;
    for (std::size_t i = 0; i < header.size(); ++i) {
        const QuantityName name = quantity_named(header[i].text);
        if (!name.column) {
            flight.other_columns.push_back(header[i].text);
            continue;
        }
        for (const DataColumn& other : found)
            if (other.name.column == name.column)
                fail(flight.file, header[i], fmt::format("the same as {}", header[other.at].text),
                     "expected each quantity once");
        found.push_back({i, name});
    }
    return found;
}

/// The values of a column, and the resolution it is written with.
std::pair<std::vector<double>, double> values_of(const std::vector<CsvRow>& rows, const DataColumn& column,
                                                 const std::string& file) {
    std::vector<double> values;
    std::vector<Text> written;
    for (const CsvRow& row : rows | std::views::drop(1)) {
        const CsvField& field = row[column.at];
        const std::optional<double> value = csv_number(field);
        if (!value && !field.text.empty())
            throw input_error({file, field.line, field.column}, rows.front()[column.at].text,
                              in_quotes(field.text) + " is not a finite number",
                              "expected a number, or an empty cell");
        constexpr double most = 1e12;  // of m, s, Pa, or degrees: no flight has as much of anything
        if (value && std::fabs(*value * column.name.factor) > most)
            throw input_error({file, field.line, field.column}, rows.front()[column.at].text,
                              in_quotes(field.text) + " is beyond all that flies",
                              "expected a measured number, or an empty cell");
        values.push_back(value ? *value * column.name.factor : std::numeric_limits<double>::quiet_NaN());
        if (value) written.push_back(field.text);
    }
    return {std::move(values), written_resolution(written) * column.name.factor};
}

}  // namespace

QuantityName quantity_named(std::string_view header) {
    const std::string plain = plain_header(header);
    for (const Column& column : columns()) {
        if (!column.number) continue;
        const std::string own = plain_header(column.name);
        if (plain == own) return {&column, 1};
        const auto [own_name, own_unit] = split(own);
        if (own_unit.empty()) {
            if (in_history_words(plain) == own) return {&column, 1};
            continue;
        }
        const auto [name, unit] = split(plain);
        if (in_history_words(name) != own_name) continue;
        for (const DataUnit& row : data_units)
            if (row.suffix == unit && row.of == own_unit) return {&column, row.factor};
    }
    return {};
}

double written_resolution(const std::vector<std::string_view>& numbers) {
    std::optional<int> least;
    for (const Text number : numbers)
        if (const auto power = last_digit_power(number)) least = std::min(least.value_or(*power), *power);
    return least ? std::pow(10, *least) : numbers.empty() ? 0 : 1;
}

MeasuredFlight read_measured_flight(const std::string& file) {
    const std::vector<CsvRow> rows = read_csv(read_table(file), file);
    MeasuredFlight flight;
    flight.file = file;
    for (const DataColumn& column : known_columns(rows.front(), flight)) {
        auto [values, resolution] = values_of(rows, column, file);
        if (std::string_view(column.name.column->name) == "time_s") {
            flight.time_s = std::move(values);
        } else {
            flight.quantities.push_back({rows.front()[column.at].text, column.name.column, resolution,
                                         resolution, std::move(values)});
        }
    }
    const CsvField& first = rows.front().front();
    const auto refuse = [&](std::string_view problem, std::string_view right) {
        throw input_error({file, first.line, first.column}, {}, problem, right);
    };
    if (rows.size() < 2) refuse("no rows", "expected measurements below the header");
    std::string others;
    for (const std::string& name : flight.other_columns) others += (others.empty() ? "" : ", ") + name;
    if (flight.time_s.empty())
        refuse("no column of times with a unit; found " + (others.empty() ? "none" : others),
               "expected one called time_s");
    for (std::size_t i = 0; i < flight.time_s.size(); ++i)
        if (std::isnan(flight.time_s[i]))
            throw input_error({file, rows[i + 1].front().line, 1}, {}, "no time",
                              "expected one in every row");
    std::erase_if(flight.quantities, [](const MeasuredQuantity& q) {
        return std::ranges::all_of(q.values, [](double value) { return std::isnan(value); });
    });
    if (flight.quantities.empty())
        refuse("no quantity of a flight with a unit; found " + (others.empty() ? "none" : others),
               "expected a column such as height_km, altitude_ft, speed_m_s, latitude_deg or downrange_km");
    return flight;
}

}  // namespace apogee
