#include "sheet/sheet_claims.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/length_units.h"
#include "report/claims_report.h"
#include "report/estimate_report.h"
#include "scene/number_text.h"

namespace apogee {
namespace {

using Rows = std::vector<std::vector<html::Cell>>;

html::Cell km_cell(const SeenPlace& seen) {
    return {grouped(in_unit(seen.distance_m, LengthUnit::km), 0), true};
}

html::Cell share_cell(double share) {
    return {percent_text(share), true};
}

/// The ends and the largest towns, or the one place or distance that the claim is.
void add_places(XmlElement& parent, const Claim& claim) {
    const RegionDistance& d = claim.distance;
    const ClaimOnEarth& still = *claim.still;
    const ClaimOnEarth* const turning = claim.turning ? &*claim.turning : nullptr;
    Rows rows;
    const auto add = [&](std::string what, const SeenPlace& seen, auto&& share) {
        std::vector<html::Cell> row{{std::move(what)}, km_cell(seen)};
        for (const ClaimOnEarth* on : {&still, turning})
            if (on) {
                const ClaimShare& there = share(*on);
                row.push_back(share_cell(there.standard));
                row.push_back(share_cell(there.maximum));
            }
        rows.push_back(std::move(row));
    };
    const auto nearest = [](const ClaimOnEarth& on) { return on.nearest; };
    if (d.region.parts.empty()) {
        add(full_name(d.region), d.nearest, nearest);
    } else {
        add("nearest point", d.nearest, nearest);
        add("farthest point", d.farthest, [](const ClaimOnEarth& on) { return on.farthest; });
    }
    constexpr std::size_t most_towns = 10;
    for (std::size_t i = 0; i < std::min(most_towns, d.towns.size()); ++i)
        add(std::string(d.towns[i].town->name), d.towns[i].seen,
            [i](const ClaimOnEarth& on) { return on.towns[i]; });
    std::vector<std::string> headings{"place", "km", "still, standard", "still, farthest"};
    if (turning) headings.insert(headings.end(), {"turning, standard", "turning, farthest"});
    html::add_table(parent,
                    fmt::format("Within range of {}: share of the samples that go as far, on the still{} "
                                "Earth, on a standard trajectory and on the family's farthest",
                                full_name(d.region), turning ? " and on the turning" : ""),
                    headings, rows);
}

/// The parts of a country: Alaska, Hawaii.
void add_parts(XmlElement& parent, const Claim& claim) {
    const RegionDistance& d = claim.distance;
    if (d.parts.empty()) return;
    Rows rows;
    for (std::size_t i = 0; i < d.parts.size(); ++i) {
        const PartDistance& part = d.parts[i];
        std::vector<html::Cell> row{{name_of(part, d.region)}};
        for (const bool near : {true, false}) {
            row.push_back(km_cell(near ? part.reach.nearest : part.reach.farthest));
            for (const ClaimOnEarth* on : {&*claim.still, claim.turning ? &*claim.turning : nullptr})
                if (on)
                    row.push_back(share_cell((near ? on->parts[i].nearest : on->parts[i].farthest).standard));
        }
        rows.push_back(std::move(row));
    }
    std::vector<std::string> headings{"part"};
    for (const char* end : {"nearest, km", "farthest, km"}) {
        headings.insert(headings.end(), {end, "still"});
        if (claim.turning) headings.emplace_back("turning");
    }
    html::add_table(parent,
                    fmt::format("The parts of {}: nearest and farthest point, and the share of the samples "
                                "that go as far on a standard trajectory",
                                full_name(d.region)),
                    headings, rows);
}

}  // namespace

void add_claims(XmlElement& article, std::span<const Claim> claims) {
    if (std::ranges::none_of(claims, [](const Claim& claim) { return claim.quoted(); })) return;
    html::add(article, "h2", "Claims");
    for (const Claim& claim : claims) {
        if (!claim.quoted()) continue;
        html::add(article, "p",
                  fmt::format("{}: {}", full_name(claim.distance.region), claim_answer_text(claim)),
                  "answer");
        XmlElement& beside = html::add(article, "div", {}, "beside");
        add_places(beside, claim);
        add_parts(beside, claim);
        std::string ends;
        for (const std::string& text : claim_ends_texts(claim.distance))
            ends += (ends.empty() ? "" : "; ") + text;
        if (!ends.empty()) html::add(article, "p", ends);
        std::string payload = payload_text(claim, *claim.still, "still Earth");
        for (const auto* there : {&claim.turning, &claim.turning_payload})
            if (*there) payload += ' ' + payload_text(claim, **there, "turning Earth");
        html::add(article, "p", payload);
        html::add(
            article, "p",
            which_earth_text(claim.distance.region.kind, claim.turning.has_value(), claim.why_not_turning),
            "source");
    }
    html::add(article, "p", claims_caveat, "source");
}

}  // namespace apogee
