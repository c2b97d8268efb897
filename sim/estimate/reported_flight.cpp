#include "estimate/reported_flight.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "base/angles.h"
#include "base/clock.h"
#include "base/input_error.h"
#include "base/length_units.h"
#include "base/text.h"
#include "base/typed_number.h"
#include "estimate/free_flight.h"
#include "estimate/reported_direction.h"
#include "flight/propagate.h"
#include "flight/summary.h"
#include "physics/constants.h"
#include "scenario/first_place.h"

namespace apogee {
namespace {

using Text = std::string_view;

constexpr double half_earth_km = km(constants::sphere_half_circumference_m);

[[noreturn]] void refuse(Text option, Text text, Text problem, Text right) {
    throw InputError(fmt::format("{}: {}: {}; expected {}", option, in_quotes(text), problem, right));
}

/// "6,648": six thousand to some readers, six and a bit to others.
void refuse_comma(Text option, Text text) {
    if (text.find(',') != Text::npos)
        refuse(option, text, "a comma", "digits alone, with a point before decimals such as 6648 or 3724.9");
}

/// Takes a number off the front; its text stays in `digits`.
std::optional<double> take_number(Text& text, Text& digits) {
    text = trimmed(text);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || !std::isfinite(value)) return std::nullopt;
    digits = text.substr(0, static_cast<std::size_t>(end - text.data()));
    text = trimmed(text.substr(digits.size()));
    return value;
}

/// The unit of the last digit that says something: see `read_distance_km`.
double last_digit(Text digits, double value) {
    const std::size_t point = digits.find('.');
    if (digits.find_first_of("eE") != Text::npos) return std::abs(value) * 1e-3;
    if (point != Text::npos) return std::pow(10, -static_cast<double>(digits.size() - point - 1));
    double unit = 1;
    while (value != 0 && std::fmod(value, 10 * unit) == 0 && 100 * unit <= std::abs(value)) unit *= 10;
    return unit;
}

Varied between(double value, double half_width) {
    const double low = value - half_width, high = value + half_width;
    return {{}, value, Uniform{low, high}, low, high};
}

struct Unit {
    Text name;
    double factor;
};
constexpr std::array time_units{Unit{"s", 1},    Unit{"sec", 1},   Unit{"second", 1},  Unit{"seconds", 1},
                                Unit{"min", 60}, Unit{"mins", 60}, Unit{"minute", 60}, Unit{"minutes", 60},
                                Unit{"h", 3600}, Unit{"hr", 3600}, Unit{"hour", 3600}, Unit{"hours", 3600}};

const Unit* find(std::span<const Unit> units, Text name) {
    const auto found = std::ranges::find(units, name, &Unit::name);
    return found == units.end() ? nullptr : &*found;
}

/// Splits off what stands after "~", if there is one.
std::optional<Text> take_half_width(Text& text) {
    const std::size_t tilde = text.find('~');
    if (tilde == Text::npos) return std::nullopt;
    const Text half = trimmed(text.substr(tilde + 1));
    text = trimmed(text.substr(0, tilde));
    return half;
}

/// "47:12" or "1:08:55" in seconds.
std::optional<double> clock_time(Text text) {
    double total = 0;
    int parts = 0;
    while (true) {
        const std::size_t colon = text.find(':');
        const Text part = text.substr(0, colon);
        double value = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        if (error != std::errc() || end != part.data() + part.size() || part.empty() || value < 0 ||
            (parts > 0 && (value >= 60 || std::min(part.find('.'), part.size()) != 2)))
            return std::nullopt;
        total = 60 * total + value;
        ++parts;
        if (colon == Text::npos) break;
        text.remove_prefix(colon + 1);
    }
    return parts == 2 || parts == 3 ? std::optional(total) : std::nullopt;
}

/// "1h 8min 55s", "2832 s" in seconds. @param last_digit_s  what the last digit stands for
std::optional<double> span_of_time(Text text, double& last_digit_s, bool& no_unit) {
    double total = 0;
    while (!text.empty()) {
        Text digits;
        const std::optional<double> value = take_number(text, digits);
        if (!value) return std::nullopt;
        const std::size_t end = std::min(text.find_first_of("0123456789.+- \t"), text.size());
        const Text name = text.substr(0, end);
        text = trimmed(text.substr(end));
        no_unit = name.empty();
        const Unit* unit = find(time_units, name);
        if (!unit) return std::nullopt;
        total += *value * unit->factor;
        last_digit_s = last_digit(digits, *value) * unit->factor;
    }
    return total;
}

/// Of kilometres, miles or seconds, whatever is asked for: the distance of the Sun, thirty years.
constexpr double most_typed = 1e9;

constexpr Text time_forms = "47:12, 1:08:55, 2832s, 71min or 53min~0.5min";

constexpr Text distance_forms = "a distance in km such as 998, 3724.9, 1000~50 or \"620 mi\"";

/// A distance whose number can be read in one way. @throws InputError
RoundedFigure rounded_distance_km(Text text, Text option) {
    Text rest = trimmed(text), digits;
    const std::optional<Text> half_text = take_half_width(rest);
    const std::optional<double> value = take_number(rest, digits);
    if (!value) refuse(option, text, "no number", distance_forms);
    if (std::fabs(*value) > most_typed) refuse(option, text, "no distance of a flight", distance_forms);
    const std::optional<LengthUnit> unit = find_length_unit(rest.empty() ? Text("km") : rest);
    if (!unit) refuse(option, text, "not a unit of distance: " + in_quotes(rest), distance_forms);
    double half = 0.5 * last_digit(digits, *value);
    RoundedFigure figure;
    figure.name = option;
    figure.how = "half a unit of its last digit";
    if (half_text) {
        Text half_rest = *half_text, half_digits;
        const std::optional<double> stated = take_number(half_rest, half_digits);
        if (!stated || *stated < 0 || (!half_rest.empty() && half_rest != rest))
            refuse(option, text, "what follows ~ is not a half width in the same unit", distance_forms);
        if (*stated > *value) refuse(option, text, "the half width is more than the figure", distance_forms);
        half = *stated;
        figure.how = "as stated";
    }
    figure.spread = between(*value * metres_per(*unit) / 1000, half * metres_per(*unit) / 1000);
    return figure;
}

/// "file:line:column: reported.apogee_km", for messages.
std::string placed_name(const Scenario& scenario, const ReportedFigure& figure) {
    const std::string path = "reported." + figure.key;
    const Place at = first_place(scenario, path);
    return printable(at.file) + (at.line > 0 ? fmt::format(":{}:{}", at.line, at.column) : "") + ": " + path;
}

RoundedFigure stated_figure(const Scenario& scenario, const ReportedFigure& figure) {
    RoundedFigure result;
    const std::string name = placed_name(scenario, figure);
    if (const auto* triangular = std::get_if<Triangular>(&figure.uncertainty)) {
        result.spread = {{}, figure.value, *triangular, triangular->low, triangular->high};
        result.how = "as the scenario states";
    } else if (const auto* normal = std::get_if<Normal>(&figure.uncertainty)) {
        result.spread = {
            {}, figure.value, *normal, figure.value - 4 * normal->sd, figure.value + 4 * normal->sd};
        result.how = "as the scenario states";
    } else if (figure.key == "flight_time_s") {
        result = read_time_s(number_text(figure.value) + "s", name);
    } else {
        result = rounded_distance_km(number_text(figure.value), name);
    }
    result.source = figure.source;
    result.name = name;
    return result;
}

/// Of a figure above 0 whose spread reaches below.
std::string may_be_negative(const RoundedFigure& figure, Text bound) {
    return fmt::format(
        "{}: {} km, known to {} km, may be below {}; expected how well it is known, such as {}~{} "
        "(in a scenario low and high)",
        figure.name, number_text(figure.value()), plain(figure.value() - figure.low(), 6), bound,
        number_text(figure.value()), plain(figure.value() / 10, 6));
}

}  // namespace

RoundedFigure read_distance_km(Text text, Text option) {
    refuse_comma(option, text);
    const Text number = text.substr(0, text.find_first_not_of("0123456789. "));
    const std::string problem = ambiguous_point(trimmed(number));
    // A stated half width says what its digits are.
    if (!problem.empty() && text.find('~') == Text::npos) refuse(option, text, problem, distance_forms);
    return rounded_distance_km(text, option);
}

RoundedFigure read_time_s(Text text, Text option) {
    refuse_comma(option, text);
    Text rest = trimmed(text);
    const std::optional<Text> half_text = take_half_width(rest);
    bool no_unit = false;
    const bool colons = rest.find(':') != Text::npos;
    double last_digit_s = 1;
    const std::optional<double> value = colons ? clock_time(rest) : span_of_time(rest, last_digit_s, no_unit);
    if (no_unit) refuse(option, text, "minutes or seconds?", time_forms);
    if (!value || rest.empty() || std::fabs(*value) > most_typed)
        refuse(option, text, "no span of time of a flight", time_forms);
    double half = std::fmod(*value, 60) == 0 ? 30 : 0.5;
    RoundedFigure figure;
    figure.name = option;
    figure.how = half == 30 ? "half a minute of whole minutes" : "half a second";
    // "47.2min", "0.78h": a part of a minute or an hour.
    const bool decimals = !colons && rest.find('.') != Text::npos && last_digit_s > 1;
    if (decimals && 0.5 * last_digit_s > half) {
        half = 0.5 * last_digit_s;
        figure.how = "half a unit of its last digit";
    }
    if (half_text) {
        double unused = 0;
        const std::optional<double> stated = span_of_time(*half_text, unused, no_unit);
        if (!stated || half_text->empty() || *stated < 0)
            refuse(option, text, "what follows ~ is not a span of time with its unit", time_forms);
        if (*stated > *value) refuse(option, text, "the half width is more than the figure", time_forms);
        half = *stated;
        figure.how = "as stated";
    }
    figure.spread = between(*value, half);
    return figure;
}

std::chrono::sys_seconds read_launch_time(Text text, Text option) {
    constexpr Text right = "a date and time with its offset from UTC, such as 2017-07-28T14:42:00Z";
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, used = 0;
    const std::string copy(text);
    if (std::sscanf(copy.c_str(), "%d-%d-%dT%d:%d%n", &year, &month, &day, &hour, &minute, &used) != 5)
        refuse(option, text, "no date and time", right);
    std::string zone = copy.substr(static_cast<std::size_t>(used));
    int taken = 0;
    if (std::sscanf(zone.c_str(), ":%d%n", &second, &taken) == 1)
        zone.erase(0, static_cast<std::size_t>(taken));
    int offset_hour = 0, offset_minute = 0;
    char sign = '+';
    taken = 0;
    if (zone != "Z" &&
        (std::sscanf(zone.c_str(), "%c%2d:%2d%n", &sign, &offset_hour, &offset_minute, &taken) != 3 ||
         static_cast<std::size_t>(taken) != zone.size() || (sign != '+' && sign != '-')))
        refuse(option, text, "no offset from UTC", right);
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        refuse(option, text, "no such moment", right);
    const std::chrono::minutes offset(60 * offset_hour + offset_minute);
    const auto local = std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
                       std::chrono::seconds(second);
    const std::chrono::sys_seconds moment = sign == '-' ? local + offset : local - offset;
    if (!has_timestamps(moment)) refuse(option, text, "no such year", "one from 1 to 9900");
    return moment;
}

ReportedFlight reported_in(const Scenario& scenario, std::optional<RoundedFigure> apogee_km,
                           std::optional<RoundedFigure> range_km, std::optional<RoundedFigure> time_s) {
    const auto stated = [&](Text key) -> const ReportedFigure* {
        const auto found = std::ranges::find(scenario.reported, key, &ReportedFigure::key);
        return found == scenario.reported.end() ? nullptr : &*found;
    };
    const auto needed = [&](std::optional<RoundedFigure>& given, Text key, Text option) {
        if (given) return *given;
        if (const ReportedFigure* figure = stated(key)) return stated_figure(scenario, *figure);
        throw input_error(first_place(scenario, "reported."), "reported",
                          fmt::format("the scenario reports no {}", key),
                          fmt::format("expected a number there, or {} on the command line", option));
    };
    if (!std::holds_alternative<Launch>(scenario.start))
        throw input_error(first_place(scenario, "initial."), "initial",
                          "a payload released in flight has no ascent",
                          "expected a scenario with [launch] and [ascent]");
    ReportedFlight flight;
    flight.title = scenario.title;
    flight.site_name = scenario.site;
    flight.launch_time = scenario.launch_time;
    flight.site = std::get<Launch>(scenario.start).site;
    flight.apogee_km = needed(apogee_km, "apogee_km", "--apogee");
    flight.range_km = needed(range_km, "range_km", "--range");
    if (time_s)
        flight.time_s = std::move(time_s);
    else if (const ReportedFigure* figure = stated("flight_time_s"))
        flight.time_s = stated_figure(scenario, *figure);
    const ReportedFigure *latitude = stated("impact_latitude_deg"),
                         *longitude = stated("impact_longitude_deg");
    if (latitude && longitude) {
        const Geodetic impact{radians(latitude->value), radians(longitude->value), 0};
        flight.azimuth = way_to_impact(flight, impact, placed_name(scenario, *latitude)).azimuth;
        flight.azimuth_from = "to the reported impact";
    }
    return flight;
}

Geodesic direction(const Geodetic& from, const Geodetic& to) {
    return geodesic(Earth{}, from, to);
}

void add_direction_of(const Scenario& scenario, ReportedFlight& report) {
    if (report.azimuth) return;
    FlightPlan whole = plan(scenario);
    whole.duration_s.reset();  // where it lands is asked, however long the scenario flies
    const FlightSummary flown = summarise(propagate(std::move(whole), Tolerance{}));
    const double close_to = 1000 * report.range_km.value();
    if (flown.impact && std::abs(*flown.range_m - close_to) < 0.25 * close_to) {
        report.azimuth = *flown.impact_azimuth;
        report.azimuth_from = "where the scenario's own flight lands";
    } else {
        report.azimuth = std::get<Launch>(scenario.start).azimuth;
        report.azimuth_from = "the scenario's azimuth at launch";
    }
}

std::string why_impossible(const ReportedFlight& flight) {
    const double apogee = flight.apogee_km.value(), range = flight.range_km.value();
    if (!(apogee > 0))
        return fmt::format("{}: {} km is not a height above the ground; expected a positive number of km",
                           flight.apogee_km.name, number_text(apogee));
    if (!(flight.apogee_km.low() > 0)) return may_be_negative(flight.apogee_km, "the ground");
    if (apogee > greatest_apogee_km)
        return fmt::format("{}: {} km is farther than the Moon; metres? expected {}", flight.apogee_km.name,
                           number_text(apogee), number_text(apogee / 1000));
    if (!(range >= 0))
        return fmt::format("{}: {} km is not a distance; expected a positive number of km",
                           flight.range_km.name, number_text(range));
    if (!(flight.range_km.low() >= 0)) return may_be_negative(flight.range_km, "0 km");
    if (range >= half_earth_km)
        return fmt::format("{}: {} km is over half the Earth; expected less than {:.0f} km{}",
                           flight.range_km.name, number_text(range), half_earth_km,
                           range / 1000 > 10 ? " (metres? then " + number_text(range / 1000) + ")" : "");
    if (flight.range_km.high() >= half_earth_km)
        return fmt::format(
            "{}: {} km, known to {} km, may be over half the Earth, {:.0f} km; expected how well it is "
            "known, such as {}~{} (in a scenario low and high)",
            flight.range_km.name, number_text(range), plain(flight.range_km.high() - range, 3), half_earth_km,
            number_text(range), plain(std::min(10.0, (half_earth_km - range) / 2), 2));
    if (!flight.time_s) return {};
    const double fall =
        free_flight(constants::wgs84_gm_m3_s2, constants::sphere_radius_m, 1000 * flight.apogee_km.low(), 0)
            .fall_to(0);
    if (flight.time_s->high() >= fall) return {};
    return fmt::format(
        "{}: {} s is shorter than the fall from an apogee of {} km alone ({:.0f} s); "
        "expected more than {:.0f} s for a whole flight",
        flight.time_s->name, number_text(flight.time_s->value()), number_text(apogee), fall, 2 * fall);
}

}  // namespace apogee
