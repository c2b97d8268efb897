#include "figure/estimate_figure.h"

#include <algorithm>
#include <cmath>

#include "base/clock.h"
#include "base/input_error.h"
#include "base/unit_sign.h"
#include "batch/threads.h"
#include "figure/key_words.h"
#include "figure/tornado.h"
#include "scenario/argument.h"
#include "scenario/keys.h"
#include "statistics/weighted.h"

namespace apogee {
namespace {

double shown(double km, const Look& look) {
    return in_unit(1000 * km, look.unit);
}

/// With the decimal that was reported, if there was one: it is not ours to round.
std::string reported_length(double km, const Look& look) {
    const double value = shown(km, look);
    const bool whole = look.unit != LengthUnit::km || value == std::round(value);
    return look.number(value, whole ? 0 : 1) + "\u00a0" + name(look.unit);
}

/// The samples' standard ranges as shares of all weight, by one of their weights.
Bars bars_of(const Estimate& estimate, double EstimateSample::*weight, const Bars& empty, const Look& look) {
    Bars bars = empty;
    double all = 0;
    for (const EstimateSample& sample : estimate.samples)
        if (sample.*weight > 0) all += sample.*weight;
    for (const EstimateSample& sample : estimate.samples)
        if (sample.*weight > 0 && std::isfinite(sample.standard_km()))
            add(bars, shown(sample.standard_km(), look), sample.*weight / all);
    return bars;
}

/// What goes beyond half the Earth, as a part of all weight.
double part_beyond(const Estimate& estimate) {
    double all = 0, beyond = 0;
    for (const EstimateSample& sample : estimate.samples) {
        if (!(sample.weight > 0)) continue;
        all += sample.weight;
        if (!std::isfinite(sample.standard_km())) beyond += sample.weight;
    }
    return all > 0 ? beyond / all : 0;
}

/// The span in which nearly all finite samples lie.
Bars bars_for(const Estimate& estimate, const Look& look) {
    WeightedSample all;
    for (const EstimateSample& sample : estimate.samples)
        if (std::isfinite(sample.standard_km()))
            all.add(shown(sample.standard_km(), look), sample.weight_without_time);
    constexpr double tail = 0.002;
    return all.empty() ? empty_bars(0, 1) : empty_bars(all.quantile(tail), all.quantile(1 - tail));
}

}  // namespace

EstimateAnswer figure_estimate(const std::string& scenario, const Overrides& changes,
                               const EstimateFigureOptions& options) {
    const ScenarioArgument argument = scenario_argument(scenario);
    EstimateQuestion question = question_of(load_scenario(argument.file, changes));
    EstimateOptions& how = question.options;
    how.samples = options.samples;
    how.seed = options.seed;
    how.threads = processors();
    how.details = false;
    for (const std::string& claim : options.claims) question.claims.push_back(find_region(claim, "--claim"));
    EstimateAnswer answered = answer(std::move(question));
    if (const std::string why = impossible_text(answered); !why.empty())
        throw InputError(printable(argument.name) + ": " + why);
    return answered;
}

PageWords words_of(const EstimateAnswer& answer, const Look& look) {
    PageWords words;
    words.title = printable(answer.report.title.empty() ? answer.vehicle : answer.report.title);
    const ReportedFlight& report = answer.report;
    std::string reported = std::string(look.word(Word::apogee)) + ' ' +
                           reported_length(report.apogee_km.value(), look) + ", " + look.word(Word::range) +
                           ' ' + reported_length(report.range_km.value(), look);
    if (report.time_s)
        reported += std::string(", ") + look.word(Word::flight_time) + ' ' +
                    minutes_and_seconds(report.time_s->value());
    words.subtitle = std::string(look.word(Word::estimate_subtitle)) + " · " +
                     look.word(Word::standard_earth_still) + " · " +
                     look.phrase(Word::reported_figures, reported);
    const auto cite = [&](const std::string& source) {
        const std::string text = printable(source);
        if (!text.empty() && std::ranges::find(words.sources, text) == words.sources.end())
            words.sources.push_back(text);
    };
    cite(report.apogee_km.source);
    cite(report.range_km.source);
    if (report.time_s) cite(report.time_s->source);
    words.note = doubt_words(answer, look);
    if (const std::string beyond = beyond_words(answer, look); !beyond.empty())
        words.note += (words.note.empty() ? "" : " · ") + beyond;
    return words;
}

std::string doubt_words(const EstimateAnswer& answer, const Look& look) {
    if (!answer.time_is_doubted()) return {};
    return look.phrase(answer.audit.contradicts() ? Word::time_contradicts : Word::time_not_of_vehicle,
                       minutes_and_seconds(answer.report.time_s->value()));
}

std::string beyond_words(const EstimateAnswer& answer, const Look& look) {
    const Estimate& e = answer.estimate;
    const double beyond = part_beyond(e);
    if (!(beyond > 0)) return {};
    std::string words = look.phrase(Word::beyond_half, percent_text(beyond));
    if (answer.vehicle.empty() || e.candidates.front().unknown != "payload.mass_kg") return words;
    const WeightedQuantiles& kg = e.unknown;
    return words + " · " +
           look.phrase(Word::test_payload, look.number(kg.median, 0) + " kg, " + look.word(Word::interval) +
                                               ' ' + look.number(kg.low, 0) + " – " +
                                               look.number(kg.high, 0) + " kg");
}

void draw_estimate(Canvas& canvas, const Box& whole, const EstimateAnswer& answer,
                   const std::vector<NumberMark>& marks, const PageWords& words, const Look& look) {
    const Box box = draw_page(canvas, whole, words, look);
    const Estimate& estimate = answer.estimate;
    if (part_beyond(estimate) >= 1) {
        // Nothing to plot; the payload, which is then the answer, is in the note.
        canvas.text({.words = look.word(Word::beyond_half_the_earth),
                     .x = box.left + box.width / 2,
                     .y = box.top + box.height / 2,
                     .face = faces::title,
                     .color = look.ink(flight_style(0).color),
                     .anchor = Anchor::middle});
        return;
    }
    const Bars empty = bars_for(estimate, look);
    DistributionPlot shape;
    shape.bars = bars_of(estimate, &EstimateSample::weight, empty, look);
    if (estimate.time_used) {
        shape.outline = bars_of(estimate, &EstimateSample::weight_without_time, empty, look);
        shape.outline_name = look.word(Word::without_time);
    }
    const WeightedQuantiles& km = estimate.standard_km;
    shape.low = shown(km.low, look);
    shape.median = shown(km.median, look);
    shape.high = shown(km.high, look);
    shape.axis_name = std::string(look.word(Word::range)) + ", " + name(look.unit);
    shape.share_name = std::string(look.word(Word::samples_share)) + ", %";
    for (const NumberMark& mark : marks) shape.marks.push_back({shown(mark.value, look), mark.words});
    draw_distribution(canvas, box, shape, span_of(shape), look);
}

void draw_estimate_tornado(Canvas& canvas, const Box& whole, const EstimateAnswer& answer,
                           const PageWords& words, const Look& look) {
    const Box box = draw_page(canvas, whole, words, look);
    constexpr std::size_t most = 10;
    std::vector<TornadoBar> bars;
    for (const Swing& swing : answer.estimate.swings) {
        if (bars.size() == most || !std::isfinite(swing.low_km) || !std::isfinite(swing.high_km)) continue;
        const std::string unit = ' ' + unit_sign(std::string(unit_of(swing.number)));
        const auto value = [&](double number) { return localised(rounded(number), look.language) + unit; };
        std::string name = printable(key_words(swing.number, look.language));
        if (swing.number.starts_with("reported")) name += std::string(", ") + look.word(Word::reported);
        bars.push_back({std::move(name), value(swing.low_value), value(swing.high_value),
                        shown(swing.low_km, look), shown(swing.high_km, look), ""});
    }
    if (!std::isfinite(answer.estimate.standard_km.median))
        throw InputError(
            "--kind tornado: ranges beyond half the Earth have no figure, so that it cannot be said "
            "which number moves the answer; --kind estimate says the payload");
    if (bars.empty()) throw InputError("--kind tornado: nothing that is uncertain moves this estimate");
    draw_tornado(canvas, box, bars, shown(answer.estimate.standard_km.median, look),
                 std::string(look.word(Word::standard_range)) + ", " + name(look.unit), look);
}

}  // namespace apogee
