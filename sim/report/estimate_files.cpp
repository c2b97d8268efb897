#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/angles.h"
#include "flight/figures.h"
#include "physics/geodesic.h"
#include "range/range.h"
#include "range/ring_polygon.h"
#include "report/claim_files.h"
#include "report/dataset_columns.h"
#include "report/estimate_report.h"
#include "report/flight_files.h"
#include "scenario/keys.h"

namespace apogee {
namespace {

using Numbers = std::vector<double>;
using Words = std::vector<std::string>;

/// A number's path, or what people call it, as the name of a column.
std::string plain_column_name(const std::string& path) {
    std::string name = column_name(path);
    for (char& c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!plain) c = '_';
    }
    return name;
}

/// Rows of the answers' table.
struct AnswerRows {
    Words figures, units;
    Numbers median, low, high;

    void add(const std::string& figure, const std::string& unit, const WeightedQuantiles& q) {
        figures.push_back(figure);
        units.push_back(unit);
        median.push_back(q.median);
        low.push_back(q.low);
        high.push_back(q.high);
    }
};

std::string source(const EstimateAnswer& answer) {
    return answer.scenario.empty()
               ? fmt::format("Apogee {}, figures from the command line", version())
               : file_source(answer.scenario, answer.estimate.candidates.front().scenario.hash);
}

std::string title(const EstimateAnswer& answer) {
    return answer.report.title.empty() ? "Reported flight" : answer.report.title;
}

void add_circle(MapContent& content, const EstimateAnswer& answer, double range_km, const char* which) {
    if (!std::isfinite(range_km)) return;
    constexpr int directions = 72;
    const Earth& earth = answer.estimate.candidates.front().scenario.environment.earth;
    content.regions.push_back(
        {fmt::format("standard range, still Earth: {}", which),
         ring_line(plain_circle(earth, *answer.report.site, 1000 * range_km, directions)),
         {{"range_km", range_km}, {"quantile", which}, {"provenance", source(answer)}},
         fmt::format("{:.0f} km from the launch site. {}", range_km, source(answer)),
         2});
}

MapBody body(const EstimateAnswer& answer, const Trajectory& trajectory, const char* which,
             std::size_t colour) {
    return {which,
            title(answer),
            answer.vehicle,
            fmt::format("{}: {}", title(answer), which),
            "Flight of the typical sample.",
            heights_sentence(trajectory.plan->earth),
            source(answer) + ".",
            summarise(trajectory),
            &trajectory,
            &trajectory,
            "ignition",
            answer.report.launch_time,
            colour};
}

}  // namespace

FigureTable estimate_answers_table(const EstimateAnswer& answer) {
    const Estimate& e = answer.estimate;
    AnswerRows rows;
    if (e.possible()) {
        rows.add("standard_range_km", "km", e.standard_km);
        rows.add("standard_range_without_time_km", "km", e.standard_without_time_km);
        if (answer.report.turning()) rows.add("standard_range_turning_earth_km", "km", e.turning_km);
        rows.add("maximum_range_km", "km", e.maximum_km);
        const std::string& unknown = e.candidates.front().unknown;
        rows.add(plain_column_name(unknown), udunits(unit_of(unknown)), e.unknown);
        rows.add("flight_time_s", "s", e.flight_time_s);
        rows.add("burnout_time_s", "s", e.burnout_time_s);
        rows.add("burnout_height_km", "km", e.burnout_height_km);
        rows.add("burnout_speed_km_s", "km s-1", e.burnout_speed_km_s);
        rows.add("kick_deg", "degree", e.kick_deg);
    }
    // No quantity with an interval: yes or no.
    if (const std::optional<bool> agrees = answer.time_agrees_with_vehicle())
        rows.add("time_agrees_with_vehicle", "1", {absent, *agrees ? 1.0 : 0.0, absent});
    return {"figure",
            {{"figure", "", "what is estimated", std::move(rows.figures)},
             {"figure_unit", "", "of its numbers", std::move(rows.units)},
             {"median", "1", "half of the weight lies below; in the figure's unit", std::move(rows.median)},
             {"low90", "1", "5 % of the weight lies below; in the figure's unit", std::move(rows.low)},
             {"high90", "1", "5 % of the weight lies above; in the figure's unit", std::move(rows.high)}}};
}

FigureTable estimate_samples_table(const EstimateAnswer& answer) {
    const Estimate& e = answer.estimate;
    const auto numbers = [&](auto figure) {
        Numbers values;
        for (const EstimateSample& s : e.samples) values.push_back(figure(s));
        return values;
    };
    const auto words = [&](auto figure) {
        Words values;
        for (const EstimateSample& s : e.samples) values.push_back(figure(s));
        return values;
    };
    /// Of what was solved for; NaN where nothing was.
    const auto solved = [&](auto figure) {
        return numbers([&](const EstimateSample& s) {
            return s.reproduced.outcome == Reproduction::solved ? figure(s) : absent;
        });
    };
    /// Of what flew on; infinite, beyond half the Earth, is no number.
    const auto range = [&](auto figure) {
        return numbers([&](const EstimateSample& s) {
            const double km = s.counts() ? figure(s) : absent;
            return std::isfinite(km) ? km : absent;
        });
    };
    FigureTable table{"sample", {}};
    const auto add = [&](std::string name, std::string unit, std::string meaning, auto values) {
        table.columns.push_back({std::move(name), std::move(unit), std::move(meaning), std::move(values)});
    };
    add("candidate", "", "which vehicle it is one of",
        words([&](const EstimateSample& s) { return e.candidates[s.candidate].name; }));
    add("reproduction", "", "whether it flies what was reported",
        words([](const EstimateSample& s) { return std::string(name(s.reproduced.outcome)); }));
    add("weight", "1", "in the answer", numbers([](const EstimateSample& s) { return s.weight; }));
    add("weight_without_time", "1", "without the reported time",
        numbers([](const EstimateSample& s) { return s.weight_without_time; }));
    add("reported_apogee_km", "km", "drawn from its rounding",
        numbers([](const EstimateSample& s) { return s.apogee_km; }));
    add("reported_range_km", "km", "drawn from its rounding",
        numbers([](const EstimateSample& s) { return s.range_km; }));
    const std::string& unknown = e.candidates.front().unknown;
    add("unknown_" + plain_column_name(unknown), udunits(unit_of(unknown)), "solved for",
        solved([](const EstimateSample& s) { return s.reproduced.unknown; }));
    add("kick_deg", "degree", "solved for",
        solved([](const EstimateSample& s) { return s.reproduced.kick_deg; }));
    add("steering_azimuth_deg", "degree", "solved for",
        solved([](const EstimateSample& s) { return s.reproduced.azimuth_deg; }));
    add("flight_time_s", "s", "of the flight as reported",
        solved([](const EstimateSample& s) { return s.reproduced.flight.flight_time_s; }));
    add("standard_range_km", "km", "on a still Earth; none beyond half of it",
        range([](const EstimateSample& s) { return s.standard_km(); }));
    add("maximum_range_km", "km", "on a still Earth; none beyond half of it",
        range([](const EstimateSample& s) { return s.maximum_km(); }));
    for (std::size_t c = 0; c < e.candidates.size(); ++c)
        for (std::size_t i = 0; i < e.candidates[c].numbers.size(); ++i) {
            const std::string drawn = "drawn_" + plain_column_name(e.candidates[c].numbers[i].path);
            const auto value = [&](const EstimateSample& s) {
                return s.candidate == c && i < s.drawn.size() ? s.drawn[i] : absent;
            };
            const auto there = std::ranges::find(table.columns, drawn, &FigureColumn::name);
            if (there == table.columns.end()) {
                add(drawn, udunits(unit_of(e.candidates[c].numbers[i].path)), "drawn", numbers(value));
                continue;
            }
            // Another candidate has a number of this name, too.
            Numbers& values = std::get<Numbers>(there->values);
            for (std::size_t k = 0; k < values.size(); ++k)
                if (e.samples[k].candidate == c) values[k] = value(e.samples[k]);
        }
    return table;
}

std::vector<std::pair<std::string, std::string>> estimate_facts(const EstimateAnswer& answer) {
    const std::string doubt = time_doubt_text(answer);
    return {{"title", title(answer) + ": what it implies"},
            {"source", fmt::format("Apogee {}", version())},
            {"comment", (doubt.empty() ? "" : doubt + " ") + source(answer)}};
}

MapContent estimate_content(const EstimateAnswer& answer, const TypicalFlights* flights) {
    const Geodetic& site = *answer.report.site;
    const std::string impossible = impossible_text(answer);
    const std::optional<bool> agrees = answer.time_agrees_with_vehicle();
    MapContent content;
    content.title = estimate_facts(answer).front().second;
    const std::array all{impossible, time_doubt_text(answer), source(answer) + "."};
    content.description = sentences(all);
    const std::string name = answer.report.site_name.empty() ? "launch site" : answer.report.site_name;
    content.places.push_back(
        {"launch site",
         name,
         degrees(site.longitude),
         degrees(site.latitude),
         {{"title", title(answer)},
          {"site", answer.report.site_name},
          {"time_agrees_with_vehicle", agrees ? nlohmann::ordered_json(*agrees) : nullptr},
          {"provenance", source(answer)}},
         content.description,
         0});
    add_claims(content, answer.claims, site, source(answer));
    if (!flights) return content;
    const WeightedQuantiles& range_km = answer.estimate.standard_km;
    add_circle(content, answer, range_km.high, "95 %");
    add_circle(content, answer, range_km.median, "median");
    add_circle(content, answer, range_km.low, "5 %");
    if (!flights->turning_ring.empty())
        content.regions.push_back({"standard trajectories all round",
                                   ring_line(flights->turning_ring),
                                   {{"provenance", source(answer)}},
                                   "Of the typical sample, on the turning Earth. " + source(answer),
                                   1});
    content.bodies.push_back(body(answer, flights->reported, "as reported", 0));
    if (flights->standard)
        content.bodies.push_back(body(
            answer, *flights->standard,
            flights->standard_turning ? "standard trajectory" : "standard trajectory, Earth not turning", 1));
    return content;
}

}  // namespace apogee
