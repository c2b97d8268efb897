#include "report/claims_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/angles.h"
#include "base/input_error.h"
#include "base/text.h"
#include "report/claim_points.h"
#include "report/distance_report.h"
#include "report/estimate_report.h"
#include "report/json.h"

namespace apogee {
namespace {

using Json = nlohmann::ordered_json;

std::string whole_km(double metres) {
    return fixed(metres / 1000, 0);
}

/// "nearest point", "Alaska, nearest", "Tokyo".
std::string row_name(const ClaimPoint& point) {
    constexpr std::size_t width = 28;
    switch (point.kind) {
        case ClaimPoint::Kind::nearest:
            return "nearest point";
        case ClaimPoint::Kind::farthest:
            return "farthest point";
        case ClaimPoint::Kind::part_nearest:
            return shortened(point.name, width) + ", nearest";
        case ClaimPoint::Kind::part_farthest:
            return shortened(point.name, width) + ", farthest";
        default:
            return printable(point.name);
    }
}

/// The part that an end of a country is the end of.
std::string part_of_end(const RegionDistance& d, SeenPlace NearestAndFarthest::*end, const SeenPlace& seen) {
    const auto part = std::ranges::find_if(d.parts, [&](const PartDistance& p) {
        return p.counted && (p.reach.*end).distance_m == seen.distance_m;
    });
    return part == d.parts.end() ? std::string() : name_of(*part, d.region);
}

/// Where an end of a country lies, and in which part of it.
std::string end_place(const RegionDistance& d, SeenPlace NearestAndFarthest::*end, const SeenPlace& seen) {
    const std::string text = whereabouts(seen.place, d.region.country), part = part_of_end(d, end, seen);
    return part.empty() ? text : text + " (" + part + ')';
}

/// The same for a terminal.
std::string ends_text(const RegionDistance& d) {
    std::string text;
    for (const std::string& line : claim_ends_texts(d)) {
        const std::size_t after = line.find(": ") + 2;
        text += indented("  " + line.substr(0, after), line.substr(after));
    }
    return text;
}

std::string title(const RegionDistance& d) {
    const std::string note = namesakes_text(d.region);
    return fmt::format("\nClaim: {} (distance against range; nothing is aimed)\n",
                       printable(full_name(d.region))) +
           (note.empty() ? note : indented("  ", note));
}

const char* earths(bool turning) {
    return turning ? "on the still and on the turning Earth" : "on the still Earth";
}

/// A row a point. @param share  in words @param km  also the turning Earth's range to the point
std::string points_table(const RegionDistance& d, const std::vector<ClaimPoint>& points,
                         std::string (*share)(double), bool km) {
    const bool azimuth = d.region.kind != RegionKind::distance, turning = points.front().turning.has_value();
    TextTable table;
    table.column("\n", TextTable::Align::left);
    table.column("distance\nkm");
    if (azimuth) table.column("azimuth\ndeg");
    table.column("still\nstandard");
    table.column("still\nfarthest");
    if (turning) {
        table.column("turning\nstandard");
        table.column("turning\nfarthest");
        if (km) table.column("turning\nstandard km");
    }
    for (const ClaimPoint& point : points) {
        std::vector<std::string> cells{row_name(point), whole_km(point.seen.distance_m)};
        if (azimuth) cells.push_back(fixed(degrees(point.seen.azimuth), 1));
        for (const ClaimShare* on : {&point.still, turning ? &*point.turning : nullptr})
            if (on) cells.insert(cells.end(), {share(on->standard), share(on->maximum)});
        if (turning && km)
            cells.push_back(std::isinf(point.turning_km) ? "> half Earth" : fixed(point.turning_km, 0));
        table.row(std::move(cells));
    }
    return table.print();
}

nlohmann::ordered_json payload_json(const std::optional<WeightedQuantiles>& payload) {
    return payload ? quantiles_json(*payload) : nlohmann::ordered_json();
}

nlohmann::ordered_json part_json(const RegionDistance& d, const PartDistance& part) {
    return {{"name", name_of(part, d.region)},
            {"counted", part.counted},
            {"nearest_km", part.reach.nearest.distance_m / 1000},
            {"farthest_km", part.reach.farthest.distance_m / 1000}};
}

/// @param on  null: the claim has no answer
nlohmann::ordered_json claim_json(const Claim& claim, const ClaimOnEarth* on, const char* earth) {
    const RegionDistance& d = claim.distance;
    Json json{{"name", full_name(d.region)},
              {"kind", name(d.region.kind)},
              {"nearest_km", d.nearest.distance_m / 1000},
              {"farthest_km", d.farthest.distance_m / 1000},
              {"share_reaching_nearest", on ? Json(on->nearest.standard) : Json()},
              {"share_reaching_farthest", on ? Json(on->farthest.standard) : Json()},
              {"earth", earth}};
    json["parts"] = Json::array();
    for (std::size_t i = 0; i < d.parts.size(); ++i) {
        Json part = part_json(d, d.parts[i]);
        part["share_reaching_nearest"] = on ? Json(on->parts[i].nearest.standard) : Json();
        part["share_reaching_farthest"] = on ? Json(on->parts[i].farthest.standard) : Json();
        json["parts"].push_back(std::move(part));
    }
    json["places"] = Json::array();
    for (std::size_t i = 0; i < d.towns.size(); ++i)
        json["places"].push_back({{"name", d.towns[i].town->name},
                                  {"distance_km", d.towns[i].seen.distance_m / 1000},
                                  {"share", on ? Json(on->towns[i].standard) : Json()}});
    json["payload_for_farthest_kg"] = on ? payload_json(on->payload_kg) : Json();
    json["why_no_payload"] = claim.why_no_payload.empty() ? Json() : Json(claim.why_no_payload);
    json["payload_for_farthest_over_tested"] = on ? payload_json(on->payload_part) : Json();
    json["farthest_of_the_family"] = {{"share_reaching_nearest", on ? Json(on->nearest.maximum) : Json()},
                                      {"share_reaching_farthest", on ? Json(on->farthest.maximum) : Json()}};
    return json;
}

}  // namespace

std::string nearest_part(const RegionDistance& distance) {
    return part_of_end(distance, &NearestAndFarthest::nearest, distance.nearest);
}

std::vector<std::string> claim_ends_texts(const RegionDistance& d) {
    if (d.region.parts.empty()) return {};
    std::vector<std::string> texts{
        "Nearest point: " + end_place(d, &NearestAndFarthest::nearest, d.nearest),
        "Farthest point: " + end_place(d, &NearestAndFarthest::farthest, d.farthest)};
    std::vector<std::string_view> territories;
    for (const PartDistance& part : d.parts)
        if (!part.counted) territories.push_back(part.name);
    if (!territories.empty()) texts.push_back("Territories, not counted: " + joined(territories, "; ") + '.');
    return texts;
}

std::string claims_report(std::span<const Claim> claims) {
    std::string text;
    std::set<std::string> told;  // which Earth to quote, and why: of several claims once
    for (const Claim& claim : claims) {
        const RegionDistance& d = claim.distance;
        text += title(d) + indented("  ", claim_answer_text(claim));
        if (!claim.still) {
            text += ends_text(d);
            continue;
        }
        text += indented("  ",
                         fmt::format("Share of the samples that go as far, {}, on a standard trajectory and "
                                     "on the family's farthest:",
                                     earths(claim.turning.has_value()))) +
                points_table(d, points_of(claim), percent_cell, false) + ends_text(d);
        if (const std::string which =
                which_earth_text(d.region.kind, claim.turning.has_value(), claim.why_not_turning);
            told.insert(which).second)
            text += indented("  ", which);
        const std::string still = payload_text(claim, *claim.still, "still Earth");
        if (!still.empty()) text += indented("  ", still);
        if (claim.turning) text += indented("  ", payload_text(claim, *claim.turning, "turning Earth"));
        if (!claim.why_no_payload.empty())
            text += indented("  ", "In kilograms: " + claim.why_no_payload + '.');
    }
    if (!text.empty()) text += indented("  ", claims_caveat);
    return text;
}

nlohmann::ordered_json claims_json(std::span<const Claim> claims) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const Claim& claim : claims) {
        const auto add = [&](const std::optional<ClaimOnEarth>& on, const char* earth) {
            json.push_back(claim_json(claim, on ? &*on : nullptr, earth));
        };
        add(claim.still, "still");
        if (claim.turning) add(claim.turning, "turning");
    }
    return json;
}

std::string range_claims_report(std::span<const RangeClaim> claims) {
    std::string text;
    std::set<std::string> told;
    for (const RangeClaim& claim : claims) {
        const RegionDistance& d = claim.distance;
        text += title(d) + indented("  ", range_claim_answer_text(claim)) +
                indented("  ", fmt::format(
                                   "Within range {}, of a standard trajectory and of the family's farthest:",
                                   earths(claim.turning.has_value()))) +
                points_table(d, points_of(claim), reached_text, true) + ends_text(d);
        if (const std::string which = range_earth_text(claim); told.insert(which).second)
            text += indented("  ", which);
        text += indented("  ", range_payload_text(claim));
    }
    if (!text.empty()) text += indented("  ", range_claims_caveat);
    return text;
}

namespace {

/// Whether a place lies within a reach; null where no flight is.
nlohmann::ordered_json reaches(double reach_km, const SeenPlace& seen) {
    if (std::isnan(reach_km)) return {};
    return reach_km >= seen.distance_m / 1000;
}

/// @param turning  of the turning Earth; null: of the still one
nlohmann::ordered_json range_claim_json(const RangeClaim& claim, const RangeClaim::Turning* turning) {
    const RegionDistance& d = claim.distance;
    const DirectedReach &nearest = turning ? turning->nearest : claim.still,
                        &farthest = turning ? turning->farthest : claim.still;
    Json json{{"name", full_name(d.region)},
              {"kind", name(d.region.kind)},
              {"nearest_km", d.nearest.distance_m / 1000},
              {"farthest_km", d.farthest.distance_m / 1000},
              {"range_to_nearest_km", number_or_null(nearest.standard_km)},
              {"range_to_farthest_km", number_or_null(farthest.standard_km)},
              {"reaches_nearest", reaches(nearest.standard_km, d.nearest)},
              {"reaches_farthest", reaches(farthest.standard_km, d.farthest)},
              {"earth", turning ? "turning" : "still"}};
    json["parts"] = Json::array();
    for (std::size_t i = 0; i < d.parts.size(); ++i) {
        const NearestAndFarthest& of = d.parts[i].reach;
        const auto [near, far] = turning ? turning->parts[i] : std::array{claim.still, claim.still};
        Json part = part_json(d, d.parts[i]);
        part["reaches_nearest"] = reaches(near.standard_km, of.nearest);
        part["reaches_farthest"] = reaches(far.standard_km, of.farthest);
        json["parts"].push_back(std::move(part));
    }
    json["places"] = Json::array();
    for (std::size_t i = 0; i < d.towns.size(); ++i) {
        const DirectedReach& there = turning ? turning->towns[i] : claim.still;
        json["places"].push_back({{"name", d.towns[i].town->name},
                                  {"distance_km", d.towns[i].seen.distance_m / 1000},
                                  {"range_km", number_or_null(there.standard_km)},
                                  {"reached", reaches(there.standard_km, d.towns[i].seen)}});
    }
    json["payload_for_farthest_kg"] =
        number_or_null(turning ? claim.payload_turning_kg.value_or(0) : claim.payload_still_kg);
    json["farthest_of_the_family"] = {{"reaches_nearest", reaches(nearest.maximum_km, d.nearest)},
                                      {"reaches_farthest", reaches(farthest.maximum_km, d.farthest)}};
    return json;
}

}  // namespace

nlohmann::ordered_json range_claims_json(std::span<const RangeClaim> claims) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const RangeClaim& claim : claims) {
        json.push_back(range_claim_json(claim, nullptr));
        if (claim.turning) json.push_back(range_claim_json(claim, &*claim.turning));
    }
    return json;
}

}  // namespace apogee
