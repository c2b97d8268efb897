#include "figure/study_figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <numeric>

#include "base/input_error.h"
#include "base/unit_sign.h"
#include "batch/threads.h"
#include "figure/distribution_plot.h"
#include "figure/key_words.h"
#include "figure/tornado.h"
#include "report/study_text.h"
#include "scenario/argument.h"
#include "scenario/text_gate.h"
#include "store/stored_results.h"
#include "store/study_folder.h"

namespace apogee {
namespace {

namespace fs = std::filesystem;

const ResultField& field_named(const std::string& name) {
    std::vector<std::string_view> known;
    for (const ResultField& field : result_fields()) known.emplace_back(field.name);
    const auto found = std::ranges::find(known, std::string_view(name));
    if (found == known.end()) {
        throw InputError("--figure: there is no " + in_quotes(name) + "; " +
                         did_you_mean(name, known, "expected one of " + joined(known, ", ")));
    }
    return result_fields()[static_cast<std::size_t>(found - known.begin())];
}

std::string results_folder(const std::string& argument) {
    std::error_code error;
    if (fs::is_directory(argument, error)) return argument;
    const std::string folder = usual_results_folder(argument);
    if (!fs::is_directory(folder, error))
        throw InputError(
            fmt::format("{}: has no results in {}; expected the folder of a study's results, or "
                        "apogee study {} first",
                        printable(argument), printable(folder), printable(argument)));
    return folder;
}

std::vector<std::size_t> chosen_parts(const Study& study, const std::optional<std::string>& name) {
    std::vector<std::size_t> all;
    std::string known;
    for (std::size_t i = 0; i < study.parts.size(); ++i) {
        if (name && study.parts[i].name == *name) return {i};
        all.push_back(i);
        known += (known.empty() ? "" : ", ") + printable(study.parts[i].name);
    }
    if (name) throw InputError("--part: there is no " + in_quotes(*name) + "; expected one of " + known);
    return all;
}

/// Units of the axis: lengths in the reader's.
struct FieldUnit {
    double factor = 1;
    std::string text;
};

FieldUnit unit_of_field(const ResultField& field, const Look& look) {
    const std::string unit = field.unit;
    if (unit == "km") return {1000 / metres_per(look.unit), name(look.unit)};
    return {1, unit_sign(unit)};
}

std::string field_words(const ResultField& field, const Look& look) {
    const std::string_view name = field.name;
    if (name == "range_km") return look.word(Word::range);
    if (name == "apogee_km") return look.word(Word::apogee);
    if (name == "flight_time_s") return look.word(Word::flight_time);
    std::string label = figure_label(field.name);
    if (!label.empty() && label[0] >= 'a' && label[0] <= 'z')
        label[0] = static_cast<char>(label[0] - 'a' + 'A');
    return label;
}

std::string axis_words(const ResultField& field, const Look& look) {
    const std::string unit = unit_of_field(field, look).text;
    return field_words(field, look) + (unit.empty() ? "" : ", " + unit);
}

const FieldStatistics& statistics_in(const StudyFigure& figure, std::size_t part) {
    return statistics_of(figure.summary[part].statistics, figure.field->member);
}

DistributionPlot distribution_of(const StudyFigure& figure, std::size_t part, const Look& look) {
    const FieldStatistics& f = statistics_in(figure, part);
    const double factor = unit_of_field(*figure.field, look).factor;
    DistributionPlot shape;
    shape.bars.step = f.histogram.step * factor;
    shape.bars.from = static_cast<double>(f.histogram.first) * f.histogram.step * factor;
    for (const std::uint64_t count : f.histogram.counts)
        shape.bars.shares.push_back(static_cast<double>(count) / static_cast<double>(f.count));
    shape.low = f.quantiles.front().value * factor;
    shape.median = f.quantiles[median_index].value * factor;
    shape.high = f.quantiles.back().value * factor;
    shape.share_name = std::string(look.word(Word::case_share)) + ", %";
    shape.style = static_cast<int>(part);
    return shape;
}

std::string part_title(const StudyPart& part) {
    return printable(part.scenario.title.empty() ? part.name : part.scenario.title);
}

/// How many cases a part has, and how many of them have the figure where some lack it: all shares are of
/// these.
std::string case_words(const StudyFigure& figure, std::size_t part, const Look& look) {
    const std::uint64_t cases = figure.summary[part].statistics.cases,
                        counted = statistics_in(figure, part).count;
    const auto number = [&](std::uint64_t n) { return look.number(static_cast<double>(n), 0); };
    std::string words =
        cases == 1 ? std::string(look.word(Word::one_case)) : look.phrase(Word::case_count, number(cases));
    if (counted < cases) words += " · " + look.phrase(Word::cases_with_figure, number(counted));
    return words;
}

/// The effects that a tornado shows, the widest first. An end at which no case has the figure counts as none.
std::vector<std::size_t> widest_effects(const std::vector<Effect>& effects, double mean) {
    constexpr std::size_t most = 10;
    const auto end = [&](double value) { return std::isfinite(value) ? value : mean; };
    std::vector<std::size_t> order(effects.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) {
        return std::abs(end(effects[i].at_high) - end(effects[i].at_low));
    });
    if (order.size() > most) order.resize(most);
    return order;
}

}  // namespace

bool names_study(const std::string& argument) {
    std::error_code error;
    if (fs::is_directory(argument, error)) return true;
    const std::string file = scenario_argument(argument).file;
    return file != "-" && is_study_text(read_text(file), file);
}

StudyFigure study_figure(const std::string& argument, const std::string& field,
                         const std::optional<std::string>& part) {
    StudyFigure figure;
    figure.field = &field_named(field);
    const ChunkStore store = ChunkStore::open(results_folder(argument));
    figure.study = load_stored_study(store);
    figure.parts = chosen_parts(figure.study, part);
    const Inspection inspection = inspect(figure.study, {store});
    if (inspection.unsound > 0)
        throw StoreError(
            fmt::format("{}: {} of {} chunks cannot be used; apogee study with the same --out flies "
                        "them again",
                        printable(store.folder()), inspection.unsound, inspection.chunks));
    figure.summary = study_summary(figure.study, StoredResults({store}, inspection.cases), processors());
    for (const std::size_t i : figure.parts)
        if (statistics_in(figure, i).count == 0)
            throw InputError(fmt::format("{}: no case has {}", part_title(figure.study.parts[i]), field));
    return figure;
}

PageWords words_of(const StudyFigure& figure, const Look& look) {
    PageWords words;
    words.title = printable(figure.study.title.empty() ? figure.study.file : figure.study.title);
    // Several scenarios say theirs where each is drawn.
    if (figure.parts.size() == 1) words.subtitle = case_words(figure, figure.parts.front(), look);
    if (figure.parts.size() == 1 && figure.study.parts.size() > 1)
        words.subtitle += " · " + part_title(figure.study.parts[figure.parts.front()]);
    return words;
}

void draw_histogram(Canvas& canvas, const Box& whole, const StudyFigure& figure, const PageWords& words,
                    const Look& look) {
    const Box box = draw_page(canvas, whole, words, look);
    std::vector<DistributionPlot> shapes;
    AxisSpan span;
    for (const std::size_t part : figure.parts) {
        shapes.push_back(distribution_of(figure, part, look));
        const AxisSpan own = span_of(shapes.back());
        span = shapes.size() == 1 ? own : AxisSpan{std::min(span.from, own.from), std::max(span.to, own.to)};
    }
    shapes.back().axis_name = axis_words(*figure.field, look);
    const double height = box.height / static_cast<double>(shapes.size());
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        Box panel{box.left, box.top + static_cast<double>(i) * height, box.width, height};
        if (shapes.size() > 1) {
            canvas.text({.words = part_title(figure.study.parts[figure.parts[i]]) + " · " +
                                  case_words(figure, figure.parts[i], look),
                         .x = panel.left,
                         .y = panel.top + 9,
                         .face = faces::strong,
                         .color = look.ink(flight_style(shapes[i].style).color)});
            panel = {panel.left, panel.top + 12, panel.width, panel.height - 12};
        }
        draw_distribution(canvas, panel, shapes[i], span, look);
    }
}

void draw_study_tornado(Canvas& canvas, const Box& whole, const StudyFigure& figure, const PageWords& words,
                        const Look& look) {
    if (figure.parts.size() > 1)
        throw InputError(fmt::format("--kind tornado: the study has {} scenarios; expected --part NAME",
                                     figure.parts.size()));
    const std::size_t part = figure.parts.front();
    const auto& all = figure.summary[part].sensitivities;
    const auto found = std::ranges::find(all, figure.field, &Sensitivity::field);
    if (found == all.end() || found->effects.empty())
        throw InputError(
            fmt::format("--kind tornado: nothing that varies moves {}, or there are fewer than {} cases",
                        figure.field->name, least_sensitivity_cases));
    const double factor = unit_of_field(*figure.field, look).factor;
    const double mean = statistics_in(figure, part).mean;
    if (std::ranges::none_of(found->effects, [](const Effect& e) {
            return std::isfinite(e.at_low) || std::isfinite(e.at_high);
        }))
        throw InputError(
            fmt::format("--kind tornado: no case at either end of what varies has {}; --kind histogram shows "
                        "those that have",
                        figure.field->name));
    std::vector<TornadoBar> bars;
    for (const std::size_t i : widest_effects(found->effects, mean)) {
        const Effect& effect = found->effects[i];
        const std::string share = look.number(100 * std::max(0.0, effect.index), 0) + " %";
        bars.push_back({printable(key_words(figure.study.parts[part].paths[i], look.language)), "", "",
                        effect.at_low * factor, effect.at_high * factor,
                        look.phrase(Word::share_of_variance, share)});
    }
    const Box box = draw_page(canvas, whole, words, look);
    draw_tornado(canvas, box, bars, mean * factor, axis_words(*figure.field, look), look);
}

}  // namespace apogee
