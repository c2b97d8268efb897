#include <algorithm>
#include <cctype>

#include "base/clock.h"
#include "base/text.h"
#include "base/utf8.h"
#include "figure/figure.h"
#include "scenario/argument.h"

namespace apogee {
namespace {

constexpr std::string_view stage = "stage ";  // of an event's or a body's name

Word outcome_word(Outcome outcome) {
    switch (outcome) {
        case Outcome::landed:
            return Word::impact;
        case Outcome::duration_reached:
            return Word::outcome_duration_reached;
        case Outcome::escaped:
            return Word::outcome_escaped;
        case Outcome::in_orbit:
            return Word::outcome_in_orbit;
        case Outcome::step_limit:
            return Word::outcome_step_limit;
        case Outcome::lift_off_failed:
            return Word::outcome_lift_off_failed;
        case Outcome::time_limit:
            return Word::outcome_time_limit;
    }
    return Word::impact;
}

/// "Apogee 4,476 km · range 950 km · flight time 53:20"; what a flight does not have is left out.
std::string figures_of(const Flight& flight, const Look& look) {
    const FlightSummary& s = flight.summary;
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : " · ") + part; };
    const auto named = [&](Word name, const std::string& value) {
        add(std::string(look.word(name)) + ' ' + value);
    };
    if (!s.impact) {
        std::string outcome = look.word(outcome_word(flight.trajectory.outcome));
        if (s.orbit)
            outcome +=
                ", " + look.phrase(Word::above_equator_radius,
                                   look.length(s.orbit->perigee_m) + " × " + look.length(s.orbit->apogee_m));
        add(outcome);
    }
    if (s.apogee) named(Word::apogee, look.length(*s.apogee_m));
    if (s.range_m) named(Word::range, look.length(*s.range_m));
    if (s.flight_time_s) named(Word::flight_time, minutes_and_seconds(*s.flight_time_s));
    if (flight.scenario.launch_time) add(utc_date_and_time(*flight.scenario.launch_time));
    return text;
}

}  // namespace

FigureFlight figure_flight(const std::string& scenario, const Overrides& changes, int style, bool debris) {
    const ScenarioArgument argument = scenario_argument(scenario);
    FigureFlight result;
    Flight& flight = result.flight;
    flight.name = argument.name;
    flight.overrides = changes;
    flight.scenario = load_scenario(argument.file, changes);
    flight.trajectory = propagate(plan(flight.scenario));
    flight.summary = summarise(flight.trajectory);
    flight.revolution = with_revolution(flight.trajectory, flight.summary);
    if (debris) flight.debris = propagate_debris(flight.trajectory, flight.tolerance);
    result.drawn = drawn_flight(flight, flight.debris.value_or(std::vector<Debris>{}));
    result.style = flight_style(style);
    result.name = printable(
        beginning(flight.scenario.title.empty() ? flight.name : flight.scenario.title, most_bytes_laid_out));
    return result;
}

LatLon start_of(const Flight& flight) {
    const Trajectory& t = flight.trajectory;
    return lat_lon(t.place(0, t.state(0).r_I));
}

PageWords words_of(const std::vector<FigureFlight>& flights, const Look& look) {
    PageWords words;
    if (flights.size() == 1) {
        words.title = flights.front().name;
        words.subtitle = figures_of(flights.front().flight, look);
    } else if (flights.size() <= 3) {
        for (const FigureFlight& flight : flights)
            words.title += (words.title.empty() ? "" : " · ") + flight.name;
    } else {
        words.title = look.phrase(Word::flights, std::to_string(flights.size()));
    }
    for (const FigureFlight& flight : flights)
        for (const ReportedFigure& figure : flight.flight.scenario.reported) {
            const std::string source = printable(figure.source);
            if (!source.empty() && std::ranges::find(words.sources, source) == words.sources.end())
                words.sources.push_back(source);
        }
    return words;
}

std::string site_words(const FigureFlight& flight, std::size_t flights, const Look& look) {
    if (flights > 1) return flight.name;
    const std::string site = printable(flight.flight.scenario.site);
    return site.empty() ? look.word(outcome_word(flight.flight.trajectory.outcome)) : site;
}

bool has_name(const DrawnFlight& flight, const DrawnFlight::Mark& mark) {
    constexpr std::size_t most_named = 9;
    return flight.marks.size() <= most_named || mark.name == event_names::apogee ||
           mark.name == event_names::lift_off || mark.name == event_names::release ||
           mark.name == event_names::impact;
}

std::string event_words(const DrawnFlight::Mark& mark, const Look& look) {
    if (mark.name == event_names::apogee)
        return std::string(look.word(Word::apogee)) + ' ' + look.length(mark.point.height_m);
    if (mark.name == event_names::lift_off) return look.word(Word::lift_off);
    if (mark.name == event_names::release) return look.word(Word::release);
    const std::string time = ' ' + minutes_and_seconds(mark.point.time_s);
    if (mark.name == event_names::impact) return look.word(Word::impact) + time;
    // "stage 2 burnout"; other bodies' are rare enough to stay as the report has them.
    if (mark.name.starts_with(stage)) {
        const std::size_t end = mark.name.find(' ', stage.size());
        return look.phrase(Word::stage_burnout, mark.name.substr(stage.size(), end - stage.size())) + time;
    }
    return printable(mark.name) + time;
}

std::string body_words(const ReleasedBody& body, const Look& look) {
    constexpr std::string_view booster = "booster";
    if (body.name.starts_with(stage)) return look.phrase(Word::stage, body.name.substr(stage.size()));
    if (body.name.starts_with(booster))
        return std::string(trimmed(look.phrase(Word::booster, trimmed(body.name.substr(booster.size())))));
    return body.name == "shroud" ? look.word(Word::shroud) : printable(body.name);
}

void name_debris(const FigureFlight& flight, std::size_t flights,
                 const std::function<std::optional<PixelPoint>(const PathPoint&)>& place, const Look& look,
                 std::vector<Label>& labels) {
    if (flights > 1 || !flight.flight.debris) return;
    for (std::size_t i = 0; i < flight.drawn.debris.size(); ++i) {
        if (flight.drawn.debris[i].empty()) continue;
        if (const auto at = place(flight.drawn.debris[i].back()))
            labels.push_back(
                {body_words((*flight.flight.debris)[i].body, look), LabelKind::note, at->x, at->y, 4});
    }
}

}  // namespace apogee
