#include "sheet/sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/clock.h"
#include "base/input_error.h"
#include "base/length_units.h"
#include "base/text.h"
#include "base/unit_sign.h"
#include "figure/claim_figure.h"
#include "figure/estimate_figure.h"
#include "figure/figure_size.h"
#include "figure/svg_canvas.h"
#include "physics/constants.h"
#include "report/flight_report.h"
#include "report/flight_warnings.h"
#include "report/source_list.h"
#include "scenario/argument.h"
#include "scenario/keys.h"
#include "scene/key_text.h"
#include "scene/number_text.h"
#include "sheet/sheet_claims.h"
#include "sheet/sheet_sentences.h"

namespace apogee {
namespace {

using html::Cell;

void estimate_into(SheetFlight& sheet, const SheetQuestion& question) {
    const Scenario& scenario = sheet.flight().scenario;
    if (!can_be_estimated(scenario)) {
        if (question.claims.empty()) return;
        if (can_be_claimed_of(scenario))
            sheet.vehicle_claims = vehicle_claims(scenario, question.claims);
        else
            sheet.why_no_answer = "the scenario begins in flight, and so no claim is answered";
        return;
    }
    EstimateQuestion estimate = question_of(scenario);
    sheet.why_no_answer = why_impossible(estimate.report);
    if (!sheet.why_no_answer.empty()) {
        if (!question.claims.empty()) sheet.why_no_answer += ", and so no claim is answered";
        return;
    }
    for (const std::string& claim : question.claims) estimate.claims.push_back(find_region(claim, "--claim"));
    estimate.options.samples = question.samples;
    estimate.options.seed = question.seed;
    estimate.options.threads = question.threads;
    sheet.answer = answer(std::move(estimate));
    sheet.why_no_answer = impossible_text(*sheet.answer);
}

/// A file's name as a link has it.
std::string address_of(const std::string& file) {
    std::string address;
    for (const char c : file) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("-._~").find(c) != std::string_view::npos;
        address += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return address;
}

/// One figure, without words of its own round the picture but its sources.
template <class Draw>
XmlElement picture_of(const PageWords& words, const std::string& id, Draw draw,
                      const char* paper = "112x80mm") {
    // Small, so that its letters can be read on a phone and in two columns on paper.
    const FigureSize size = read_figure_size(paper);
    return svg_picture(size.width, size.height, {words.title, "en", id + '-', words.description()},
                       [&](Canvas& canvas) {
                           draw(canvas, Box{0, 0, size.width, size.height});
                       });
}

void add_claim_figure(XmlElement& figures, const std::string& id, ClaimMap map, const Look& look) {
    map.words.title = "What it could reach";
    map.words.sources.clear();  // they stand below the other pictures
    html::add_figure(
        figures,
        picture_of(
            map.words, id + "-claim",
            [&](Canvas& canvas, const Box& box) { draw_claim(canvas, box, map, map.words, look); },
            "112x100mm"),
        "The claims' ends and largest towns, and how far the missile goes in every direction.");
}

void add_figures(XmlElement& article, const SheetFlight& sheet, const std::string& id,
                 const TypeSetter& type) {
    const Look look{false, LengthUnit::km, Language::english, type};
    const std::vector<FigureFlight> flights{sheet.figure};
    XmlElement& figures = html::add(article, "div", {}, "figures");
    PageWords words = words_of(flights, look);
    words.title = "Where it flies, computed";
    html::add_figure(figures,
                     picture_of(words, id + "-map",
                                [&](Canvas& canvas, const Box& box) {
                                    draw_map(canvas, box, flights, ProjectionKind::equirectangular, {}, words,
                                             look);
                                }),
                     "Ground track of the scenario's flight over borders as they are controlled.");
    words.title = "How high it flies, computed";
    FlightFigureOptions marks;
    marks.marks = true;
    html::add_figure(figures,
                     picture_of(words, id + "-profile",
                                [&](Canvas& canvas, const Box& box) {
                                    draw_profile(canvas, box, flights, marks, words, look);
                                }),
                     "Height over distance, true to scale.");
    if (!sheet.vehicle_claims.empty())
        add_claim_figure(figures, id,
                         claim_map(sheet.flight().scenario, sheet.vehicle_claims, sheet.figure.name, look),
                         look);
    if (!sheet.answer || !sheet.answer->estimate.possible()) return;
    PageWords estimate_words = words_of(*sheet.answer, look);
    estimate_words.title = "How far it could fly";
    html::add_figure(figures,
                     picture_of(estimate_words, id + "-estimate",
                                [&](Canvas& canvas, const Box& box) {
                                    draw_estimate(canvas, box, *sheet.answer, {}, estimate_words, look);
                                }),
                     "Standard range as a distribution over the estimate's samples, still Earth.");
    if (has_claim_map(*sheet.answer)) add_claim_figure(figures, id, claim_map(*sheet.answer, look), look);
}

void add_reported(XmlElement& article, const SheetFlight& sheet) {
    const std::vector<Comparison> comparisons = compare_with_reported(sheet.flight());
    if (comparisons.empty()) return;
    html::add(article, "h2", "Reported and computed");
    std::vector<std::vector<Cell>> rows;
    for (const Comparison& c : comparisons) {
        const std::string unit(unit_of(c.reported.key));
        const auto shown = [&](double value, int digits) {
            return unit == "s" ? minutes_and_seconds(value) : plain(value, digits) + " " + unit;
        };
        rows.push_back({{figure_label(c.reported.key)},
                        {shown(c.reported.value, 7), true},
                        {c.computed ? shown(*c.computed, 5) : "", true},
                        {c.residual_percent ? with_sign(*c.residual_percent, 1) + " %" : "", true},
                        {c.reported.source}});
    }
    html::add_table(article, "The scenario's flight beside what was reported of the test",
                    {"figure", "reported", "computed", "difference", "source of the report"}, rows);
    if (sheet.answer) html::add(article, "p", audit_text(sheet.answer->report, sheet.answer->audit));
    if (!sheet.answer) return;
    if (const std::string time = time_agreement_text(*sheet.answer); !time.empty())
        html::add(article, "p", time);
}

/// What another choice would have answered: the numbers, the payload, the ascent programme.
void add_alternatives(XmlElement& article, const Estimate& estimate) {
    if (estimate.other_programmes.empty() && estimate.swings.empty()) return;
    html::add(article, "h2", "What would change the answer");
    if (!estimate.swings.empty()) {
        Swing widest = estimate.swings.front();
        widest.number = number_words(widest.number);
        html::add(article, "p",
                  swing_text(widest, grouped(std::abs(widest.high_km - widest.low_km), 0) + " km"));
    }
    XmlElement& beside = html::add(article, "div", {}, "beside");
    std::vector<std::vector<Cell>> payloads;
    for (const CurvePoint& point : estimate.curve)
        payloads.push_back({{grouped(point.value, 0) + " kg", true}, {interval_text(point.range_km), true}});
    if (!payloads.empty())
        html::add_table(beside, "Standard range of the same missile with another payload, still Earth",
                        {"payload", "median (90 %)"}, payloads);
    std::vector<std::vector<Cell>> rows;
    for (const OtherProgramme& programme : estimate.other_programmes)
        rows.push_back(
            {{programme.name},
             {programme.effective > 0 ? interval_text(programme.standard_km) : "no such flight", true}});
    if (!rows.empty())
        html::add_table(beside,
                        "Standard range where both flights have another ascent programme, of fewer samples",
                        {"programme", "median (90 %)"}, rows);
}

void add_list(XmlElement& article, const char* heading, const std::vector<std::string>& sentences) {
    if (sentences.empty()) return;
    html::add(article, "h2", heading);
    XmlElement& list = html::add(article, "ul");
    for (const std::string& sentence : sentences) html::add(list, "li", sentence);
}

void add_inputs(XmlElement& article, const Scenario& scenario) {
    html::add(article, "h2", "Every input");
    XmlElement& inputs = html::add(article, "div", {}, "inputs");
    SourceList sources;
    std::vector<std::vector<Cell>> rows;
    for (const Parameter& p : scenario.parameters) {
        if (p.defaulted) continue;
        const std::string uncertainty = uncertainty_text(p.uncertainty);
        rows.push_back({{p.path},
                        {plain(p.value, 9), true},
                        {unit_sign(p.unit)},
                        {uncertainty.empty() ? "none stated" : uncertainty},
                        {sources.mark(p.source)}});
    }
    html::add_table(inputs,
                    "Numbers that the scenario states; others have the defaults of the program's "
                    "documentation. Without a "
                    "mark: the scenario names no source",
                    {"number", "value", "unit", "uncertainty", "source"}, rows);
    XmlElement& list = html::add(inputs, "ol", {}, "source");
    for (const std::string& source : sources.entries()) html::add(list, "li", source);
}

void add_provenance(XmlElement& article, const SheetFlight& sheet, const std::string& command) {
    html::add(article, "h2", "Where this comes from");
    XmlElement& line = html::add(article, "p");
    html::add_text(line, fmt::format("Computed with Apogee {}, three degrees of freedom, from the scenario ",
                                     version()));
    html::add(line, "code", sheet.scenario);
    html::add_text(line, " with the hash ");
    html::add(line, "code", sheet.flight().scenario.hash);
    html::add_text(line, ". The same page again:");
    html::add(html::add(article, "p"), "code", command);
    // Its second line names the file, which is a path on this machine.
    const std::string models = models_text(sheet.flight().scenario);
    html::add(article, "p", models.substr(0, models.find('\n')), "source");
    html::add(article, "p",
              "Map: Natural Earth, borders as they are controlled. Places: GeoNames, CC BY 4.0.", "source");
}

}  // namespace

bool can_be_claimed_of(const Scenario& scenario) {
    return std::holds_alternative<Launch>(scenario.start);
}

SheetFlight answered(const SheetQuestion& question, int style) {
    SheetFlight sheet;
    sheet.scenario = question.scenario;
    sheet.figure = figure_flight(question.scenario, question.changes, style, false);
    estimate_into(sheet, question);
    return sheet;
}

void add_sheet(XmlElement& body, const SheetFlight& sheet, std::size_t number, const std::string& command,
               const TypeSetter& type) {
    const Flight& flight = sheet.flight();
    const std::string id = fmt::format("flight-{}", number);
    XmlElement& article = html::add(body, "article");
    html::add(article, "h1", sheet.figure.name);
    html::add(article, "p", question_text(sheet), "question");
    html::add(article, "p", answer_text(sheet), "answer");
    for (const std::string& caution : caution_texts(sheet)) html::add(article, "p", caution, "warning");
    if (!flight.trajectory.stays_on_pad()) add_figures(article, sheet, id, type);
    add_reported(article, sheet);
    if (sheet.answer) add_claims(article, *sheet.answer);
    add_claims(article, sheet.vehicle_claims);
    if (sheet.answer && sheet.answer->estimate.possible()) add_alternatives(article, sheet.answer->estimate);
    if (sheet.answer) add_list(article, "What the answer stands on", estimate_assumptions(*sheet.answer));
    std::vector<std::string> warnings = flight_warnings(flight);
    add_list(article, "Warnings", warnings);
    add_inputs(article, flight.scenario);
    add_provenance(article, sheet, command);
}

std::string sheet_page(const std::vector<SheetFlight>& sheets, const std::string& command,
                       const TypeSetter& type) {
    XmlElement body("body");
    for (std::size_t i = 0; i < sheets.size(); ++i) add_sheet(body, sheets[i], i + 1, command, type);
    return html::page(sheets.front().figure.name, body);
}

void add_index(XmlElement& body, const std::vector<SheetFlight>& sheets,
               const std::vector<std::string>& files) {
    html::add(body, "h1", "Flights, reported and computed");
    std::vector<std::vector<Cell>> rows;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const SheetFlight& sheet = sheets[i];
        std::string residuals;
        for (const Comparison& c : compare_with_reported(sheet.flight()))
            if (c.residual_percent)
                residuals += fmt::format("{}{} {} %", residuals.empty() ? "" : ", ",
                                         figure_label(c.reported.key), with_sign(*c.residual_percent, 1));
        rows.push_back({{sheet.figure.name, false, address_of(files[i])},
                        {figures_text(sheet.flight())},
                        {residuals},
                        {range_text(sheet)}});
    }
    html::add_table(body, "Differences are computed less reported, in per cent of the reported figure",
                    {"flight", "computed", "differences", "standard range, 90 %"}, rows);
}

}  // namespace apogee
