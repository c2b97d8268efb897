#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/input_error.h"
#include "estimate/answer.h"
#include "panels/panels.h"
#include "report/claims_report.h"
#include "report/estimate_report.h"
#include "scene/key_text.h"
#include "session/estimate_overlay.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

void audit_line(Ui& ui, const EstimateAnswer& answer) {
    const Theme& t = ui.theme();
    const std::string words = audit_text(answer.report, answer.audit);
    wrapped_text(ui.fonts.text, answer.audit.contradicts() ? t.bad : t.good, first_sentence(words));
    tooltip(ui, words);
    const std::string agreement = time_agreement_text(answer);
    if (agreement.empty()) return;
    wrapped_text(ui.fonts.text, answer.estimate.time_agreement->agrees() ? t.good : t.bad,
                 first_sentence(agreement));
    tooltip(ui, agreement);
}

void range_lines(Ui& ui, const Estimate& estimate) {
    const Theme& t = ui.theme();
    const LengthUnit unit = ui.session.unit;
    const WeightedQuantiles& km = estimate.standard_km;
    if (std::isfinite(km.median)) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float width = draw_text(draw, ui.fonts.large, {at.x, at.y - ui.px(4)}, t.text,
                                      grouped(in_unit(1000 * km.median, unit), 0));
        draw_text(draw, ui.fonts.title, {at.x + width + ui.px(6), at.y + ui.px(4)}, t.quiet, name(unit));
        ImGui::Dummy({0, ui.px(28)});
    } else {
        text(ui.fonts.title, t.text, range_text(km.median, unit));
    }
    wrapped_text(ui.fonts.text, t.text, "90 %: " + interval_text(km, unit));
    if (!std::isfinite(km.high) && std::isfinite(km.low))
        wrapped_text(ui.fonts.small, t.quiet,
                     "The interval reaches beyond half the Earth: the band is open outward.");
}

/// The number that moves the answer most, in the report's words.
void swing_line(Ui& ui, const Estimate& estimate) {
    if (estimate.swings.empty()) return;
    Swing widest = estimate.swings.front();
    widest.number = number_words(widest.number);
    wrapped_text(ui.fonts.text, ui.theme().quiet,
                 swing_text(widest, range_text(std::abs(widest.high_km - widest.low_km), ui.session.unit)));
}

void assumption_lines(Ui& ui, const EstimateAnswer& answer) {
    const ReportedFlight& report = answer.report;
    const std::string words =
        (report.turning() ? fmt::format("Tested on the turning Earth, towards {:.0f}°; standard flight on an "
                                        "Earth that stands still. ",
                                        degrees(*report.azimuth))
                          : "Both flights on an Earth that stands still. ") +
        "The same payload on both.";
    wrapped_text(ui.fonts.small, ui.theme().quiet, words);
    std::string all;
    for (const std::string& assumption : estimate_assumptions(answer))
        all += (all.empty() ? "" : "\n") + assumption;
    tooltip(ui, all);
}

/// What is in work, and the button that ends it.
void work_line(Ui& ui) {
    const EstimateMaker& maker = ui.estimate;
    const Theme& t = ui.theme();
    if (maker.cancelled()) {
        text(ui.fonts.text, t.bad, "cancelled; E twice begins anew");
        return;
    }
    if (!maker.working()) return;
    text(ui.fonts.text, t.quiet, fmt::format("sampling {} %", maker.percent()));
    ImGui::SameLine();
    if (quiet_button(ui, "cancel")) ui.estimate.cancel();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x,
                part = static_cast<float>(maker.percent()) / 100 * width;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(at, {at.x + width, at.y + ui.px(2)}, t.rule);
    draw.AddRectFilled(at, {at.x + part, at.y + ui.px(2)}, t.good);
    ImGui::Dummy({0, ui.px(4)});
}

std::string km_text(const Ui& ui, double metres) {
    return length_text(metres, ui.session.unit);
}

/// One end of a claim with the shares that reach it.
void reach_line(Ui& ui, const std::string& what, double metres, const ClaimShare& share) {
    const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
    text(ui.fonts.text, ui.theme().text, what + ' ' + km_text(ui, metres));
    ImGui::SameLine();
    text_right(ui.fonts.bold, ui.theme().text, percent_text(share.standard), right);
    tooltip(ui,
            fmt::format("{} of the samples go as far on a standard trajectory, {} on the family's farthest",
                        percent_text(share.standard), percent_text(share.maximum)));
}

/// One claim: how far it is, which share of the samples goes as far, and the report's sentences.
void claim_lines(Ui& ui, const Claim& claim) {
    const Theme& t = ui.theme();
    const RegionDistance& d = claim.distance;
    text(ui.fonts.bold, t.text, printable(full_name(d.region)));
    const ClaimOnEarth* const on = claim.quoted();
    if (!on) {
        wrapped_text(ui.fonts.text, t.quiet, "No answer: nothing flies what was reported.");
        return;
    }
    const char* const earth = claim.quoted_earth();
    if (d.region.parts.empty()) {
        reach_line(ui, "distance", d.nearest.distance_m, on->nearest);
    } else {
        reach_line(ui, "nearest", d.nearest.distance_m, on->nearest);
        reach_line(ui, "farthest", d.farthest.distance_m, on->farthest);
    }
    wrapped_text(ui.fonts.small, t.quiet, fmt::format("Share of the samples that go as far ({}).", earth));
    tooltip(ui, which_earth_text(d.region.kind, claim.turning.has_value(), claim.why_not_turning));
    const std::string payload = payload_text(claim, *on, earth);
    if (!payload.empty()) wrapped_text(ui.fonts.small, t.quiet, payload);
}

/// Takes what is typed among the claims. @return whether it could be read
bool add_claim(Ui& ui) {
    try {
        std::vector<Region> claims = ui.estimate.claims();
        claims.push_back(find_region(ui.claim_text, "claim"));
        ui.estimate.ask(std::move(claims));
        ui.claim_problem.clear();
        ui.claim_text.clear();
        return true;
    } catch (const InputError& mistake) {
        ui.claim_problem = mistake.what();
        return false;
    }
}

void claims_section(Ui& ui, const EstimateAnswer& answer) {
    const Theme& t = ui.theme();
    heading(ui, "CLAIMS");
    char typed[128];
    std::snprintf(typed, sizeof typed, "%s", ui.claim_text.c_str());
    ImGui::SetNextItemWidth(-1);
    const bool entered = ImGui::InputTextWithHint("##claim", "country, place or distance", typed,
                                                  sizeof typed, ImGuiInputTextFlags_EnterReturnsTrue);
    ui.claim_text = typed;
    tooltip(ui, "\"can reach ...\": distance against range; nothing is aimed");
    if (entered && !ui.claim_text.empty()) add_claim(ui);
    if (!ui.claim_problem.empty()) wrapped_text(ui.fonts.small, t.bad, ui.claim_problem);
    for (const Claim& claim : answer.claims) claim_lines(ui, claim);
    if (answer.claims.empty()) return;
    wrapped_text(ui.fonts.small, t.quiet, claims_caveat);
    if (quiet_button(ui, "take the claims away")) ui.estimate.ask({});
}

}  // namespace

void estimate_section(Ui& ui, const LoadedFlight& flight) {
    if (!ui.session.show_estimate) return;
    const Theme& t = ui.theme();
    heading(ui, "ESTIMATED RANGE");
    if (!can_be_estimated(flight.scenario)) {
        wrapped_text(
            ui.fonts.text, t.quiet,
            "There is nothing to estimate from: the scenario reports no apogee and range of a launch.");
        return;
    }
    work_line(ui);
    const FlightEstimate& made = ui.estimate.result();
    if (!ui.estimate.shows(flight)) return;
    const EstimateAnswer& answer = made.answer;
    if (!made.problem.empty()) {
        if (!answer.estimate.samples.empty()) audit_line(ui, answer);
        wrapped_text(ui.fonts.text, t.bad, printable(made.problem));
        return;
    }
    range_lines(ui, answer.estimate);
    audit_line(ui, answer);
    swing_line(ui, answer.estimate);
    assumption_lines(ui, answer);
    text(ui.fonts.small, t.quiet,
         fmt::format("{} samples, effective size {:.0f}", grouped(static_cast<double>(made.samples), 0),
                     answer.estimate.effective));
    claims_section(ui, answer);
}

}  // namespace apogee
