#include "sheet/sheet_claims.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/length_units.h"
#include "report/claim_points.h"
#include "report/claims_report.h"
#include "report/estimate_report.h"
#include "scene/number_text.h"

namespace apogee {
namespace {

using Rows = std::vector<std::vector<html::Cell>>;
using Kind = ClaimPoint::Kind;

html::Cell km_cell(const SeenPlace& seen) {
    return {grouped(in_unit(seen.distance_m, LengthUnit::km), 0), true};
}

/// How a claim's answer to a point is told: a share of samples, or yes and no.
struct Telling {
    std::string (*share)(double);
    const char* what;  ///< is told
};

/// The ends and the largest towns, or the one place or distance that the claim is.
void add_places(XmlElement& parent, const std::vector<ClaimPoint>& points, const Telling& told) {
    const bool turning = points.front().turning.has_value();
    constexpr std::size_t most_towns = 10;
    std::size_t towns = 0;
    Rows rows;
    for (const ClaimPoint& point : points) {
        if (point.kind == Kind::part_nearest || point.kind == Kind::part_farthest) continue;
        if (point.kind == Kind::town && ++towns > most_towns) break;
        std::vector<html::Cell> row{{point.kind == Kind::nearest    ? "nearest point"
                                     : point.kind == Kind::farthest ? "farthest point"
                                                                    : point.name},
                                    km_cell(point.seen)};
        for (const ClaimShare* on : {&point.still, turning ? &*point.turning : nullptr})
            if (on)
                row.insert(row.end(), {{told.share(on->standard), true}, {told.share(on->maximum), true}});
        rows.push_back(std::move(row));
    }
    std::vector<std::string> headings{"place", "km", "still, standard", "still, farthest"};
    if (turning) headings.insert(headings.end(), {"turning, standard", "turning, farthest"});
    html::add_table(
        parent,
        fmt::format("Within range of {}: {}, on the still{} Earth, on a standard trajectory and on "
                    "the family's farthest",
                    points.front().name, told.what, turning ? " and on the turning" : ""),
        headings, rows);
}

/// The parts of a country: Alaska, Hawaii.
void add_parts(XmlElement& parent, const std::vector<ClaimPoint>& points, const Telling& told) {
    const bool turning = points.front().turning.has_value();
    Rows rows;
    for (const ClaimPoint& point : points) {
        if (point.kind != Kind::part_nearest && point.kind != Kind::part_farthest) continue;
        if (point.kind == Kind::part_nearest) rows.push_back({{point.name}});
        rows.back().push_back(km_cell(point.seen));
        for (const ClaimShare* on : {&point.still, turning ? &*point.turning : nullptr})
            if (on) rows.back().push_back({told.share(on->standard), true});
    }
    if (rows.empty()) return;
    std::vector<std::string> headings{"part"};
    for (const char* end : {"nearest, km", "farthest, km"}) {
        headings.insert(headings.end(), {end, "still"});
        if (turning) headings.emplace_back("turning");
    }
    html::add_table(
        parent,
        fmt::format("The parts of {}: nearest and farthest point, and {} on a standard trajectory",
                    points.front().name, told.what),
        headings, rows);
}

/// Answer, tables and where the ends lie.
void add_points(XmlElement& article, const RegionDistance& d, const std::string& answer,
                const std::vector<ClaimPoint>& points, const Telling& told) {
    html::add(article, "p", fmt::format("{}: {}", full_name(d.region), answer), "answer");
    XmlElement& beside = html::add(article, "div", {}, "beside");
    add_places(beside, points, told);
    add_parts(beside, points, told);
    std::string ends;
    for (const std::string& text : claim_ends_texts(d)) ends += (ends.empty() ? "" : "; ") + text;
    if (!ends.empty()) html::add(article, "p", ends);
}

/// Which Earth's answers to quote: of several claims once.
void add_once(XmlElement& article, std::set<std::string>& told, const std::string& sentence) {
    if (told.insert(sentence).second) html::add(article, "p", sentence, "source");
}

}  // namespace

void add_claims(XmlElement& article, const EstimateAnswer& answer) {
    if (answer.claims.empty()) return;
    html::add(article, "h2", "Claims");
    if (const std::string caution = contradiction_caution(answer); !caution.empty())
        html::add(article, "p", caution, "warning");
    std::set<std::string> told;
    for (const Claim& claim : answer.claims) {
        if (!claim.quoted()) {
            html::add(article, "p",
                      fmt::format("{}: {}", full_name(claim.distance.region), claim_answer_text(claim)),
                      "answer");
            continue;
        }
        add_points(article, claim.distance, claim_answer_text(claim), points_of(claim),
                   {percent_cell, "share of the samples that go as far"});
        std::string payload = payload_text(claim, *claim.still, "still Earth");
        if (claim.turning) payload += ' ' + payload_text(claim, *claim.turning, "turning Earth");
        html::add(article, "p", payload);
        add_once(
            article, told,
            which_earth_text(claim.distance.region.kind, claim.turning.has_value(), claim.why_not_turning));
    }
    html::add(article, "p", claims_caveat, "source");
}

void add_claims(XmlElement& article, std::span<const RangeClaim> claims) {
    if (claims.empty()) return;
    html::add(article, "h2", "Claims");
    std::set<std::string> told;
    for (const RangeClaim& claim : claims) {
        add_points(article, claim.distance, range_claim_answer_text(claim), points_of(claim),
                   {reached_text, "whether the missile goes as far"});
        html::add(article, "p", range_payload_text(claim));
        add_once(article, told, range_earth_text(claim));
    }
    html::add(article, "p", range_claims_caveat, "source");
}

}  // namespace apogee
