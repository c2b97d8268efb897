#include "report/claim_files.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>

#include "base/angles.h"
#include "physics/earth.h"
#include "range/range.h"
#include "range/ring_polygon.h"
#include "report/estimate_report.h"

namespace apogee {
namespace {

using Json = nlohmann::ordered_json;

constexpr double no_share = std::numeric_limits<double>::quiet_NaN();

const char* kind_name(const Region& region, ClaimPoint::Kind kind) {
    switch (kind) {
        case ClaimPoint::Kind::only:
            return region.kind == RegionKind::distance ? "distance" : "place";
        case ClaimPoint::Kind::nearest:
            return "nearest point";
        case ClaimPoint::Kind::farthest:
            return "farthest point";
        case ClaimPoint::Kind::part_nearest:
            return "part's nearest point";
        case ClaimPoint::Kind::part_farthest:
            return "part's farthest point";
        default:
            return "town";
    }
}

bool is_answered(const Claim& claim) {
    return claim.quoted() != nullptr;
}
bool is_answered(const RangeClaim&) {
    return true;
}

/// Calls `take(region, point)` for every point of claims that have an answer.
template <class AnyClaim, class Take>
void for_each_point(const std::vector<AnyClaim>& claims, const Take& take) {
    for (const AnyClaim& claim : claims)
        if (is_answered(claim))
            for (const ClaimPoint& point : points_of(claim)) take(claim.distance.region, point);
}

/// The four answers of a point: name and meaning of their columns, and where they stand.
struct Answer {
    const char* name;
    const char* meaning;
    double (*value)(const ClaimPoint&);
};
constexpr std::array<Answer, 4> answers{{
    {"claim_share_still_standard", "reach it on a standard trajectory, Earth not turning",
     [](const ClaimPoint& point) { return point.still.standard; }},
    {"claim_share_still_farthest", "reach it on the family's farthest, Earth not turning",
     [](const ClaimPoint& point) { return point.still.maximum; }},
    {"claim_share_turning_standard", "reach it on a standard trajectory over the turning Earth",
     [](const ClaimPoint& point) { return point.turning ? point.turning->standard : no_share; }},
    {"claim_share_turning_farthest", "reach it on the family's farthest over the turning Earth",
     [](const ClaimPoint& point) { return point.turning ? point.turning->maximum : no_share; }},
}};

template <class AnyClaim>
FigureTable table_of_points(const std::vector<AnyClaim>& claims) {
    FigureTable table{"claim_point", {}};
    const auto words = [&](const char* name, const char* meaning, const auto& value) {
        std::vector<std::string> values;
        for_each_point(claims, [&](const Region& region, const ClaimPoint& point) {
            values.push_back(value(region, point));
        });
        table.columns.push_back({name, "", meaning, std::move(values)});
    };
    const auto numbers = [&](const char* name, const char* unit, const char* meaning, const auto& value) {
        std::vector<double> values;
        for_each_point(claims, [&](const Region& region, const ClaimPoint& point) {
            values.push_back(value(region, point));
        });
        table.columns.push_back({name, unit, meaning, std::move(values)});
    };
    const auto somewhere = [](auto value) {  // a bare distance lies nowhere
        return [value](const Region& region, const ClaimPoint& point) {
            return region.kind == RegionKind::distance ? no_share : value(point);
        };
    };
    words("claim", "the whole name of what it is about",
          [](const Region& region, const auto&) { return full_name(region); });
    words("claim_point", "which point of it", [](const Region& region, const ClaimPoint& point) {
        return std::string(kind_name(region, point.kind));
    });
    words("claim_point_name", "of the place, the part, the town",
          [](const auto&, const ClaimPoint& point) { return point.name; });
    words("claim_counted", "no: of a territory, which nearest and farthest point leave out",
          [](const auto&, const ClaimPoint& point) { return std::string(point.counted ? "yes" : "no"); });
    numbers("claim_distance_km", "km", "along the Earth from the launch site",
            [](const auto&, const ClaimPoint& point) { return point.seen.distance_m / 1000; });
    numbers("claim_azimuth_deg", "degree", "there, clockwise from north",
            somewhere([](const ClaimPoint& point) { return degrees(point.seen.azimuth); }));
    numbers("claim_latitude_deg", "degrees_north", "of the point",
            somewhere([](const ClaimPoint& point) { return degrees(point.seen.place.latitude); }));
    numbers("claim_longitude_deg", "degrees_east", "of the point",
            somewhere([](const ClaimPoint& point) { return degrees(point.seen.place.longitude); }));
    for (const Answer& answer : answers)
        numbers(answer.name, "1", answer.meaning,
                [&](const auto&, const ClaimPoint& point) { return answer.value(point); });
    return table;
}

/// "Busan", "United States: nearest point".
std::string point_label(const ClaimPoint& point) {
    const bool end = point.kind == ClaimPoint::Kind::nearest || point.kind == ClaimPoint::Kind::farthest ||
                     point.kind == ClaimPoint::Kind::part_nearest ||
                     point.kind == ClaimPoint::Kind::part_farthest;
    const bool far =
        point.kind == ClaimPoint::Kind::farthest || point.kind == ClaimPoint::Kind::part_farthest;
    return end ? point.name + (far ? ": farthest point" : ": nearest point") : point.name;
}

Json answers_json(const ClaimPoint& point) {
    Json json = Json::object();
    for (const Answer& answer : answers) {
        const double share = answer.value(point);
        if (std::isfinite(share)) json[answer.name] = share;
    }
    return json;
}

/// "8210 km along the Earth. Reached on a standard trajectory: still Earth 97 %, turning Earth 100 %. ..."
std::string description_of(const ClaimPoint& point, const std::string& provenance) {
    const auto share = [](double part) { return std::isfinite(part) ? percent_text(part) : "no flight"; };
    std::string words =
        fmt::format("{:.0f} km along the Earth. Reached on a standard trajectory: still Earth {}",
                    point.seen.distance_m / 1000, share(point.still.standard));
    if (point.turning) words += ", turning Earth " + share(point.turning->standard);
    return words + ". Distance against range; nothing is aimed. " + provenance + ".";
}

template <class AnyClaim>
void add_to(MapContent& content, const std::vector<AnyClaim>& claims, const Geodetic& site,
            const std::string& provenance) {
    constexpr std::size_t colour = 4;
    constexpr int directions = 72;
    for_each_point(claims, [&](const Region& region, const ClaimPoint& point) {
        const bool somewhere = region.kind != RegionKind::distance;
        Json properties{{"claim", full_name(region)},
                        {"claim_point", kind_name(region, point.kind)},
                        {"claim_point_name", point.name},
                        {"claim_counted", point.counted},
                        {"claim_distance_km", point.seen.distance_m / 1000}};
        if (somewhere) properties["claim_azimuth_deg"] = degrees(point.seen.azimuth);
        properties.update(answers_json(point));
        properties["provenance"] = provenance;
        const std::string description = description_of(point, provenance);
        if (!somewhere)
            content.regions.push_back(
                {"claim: " + full_name(region),
                 ring_line(plain_circle(Earth{}, site, point.seen.distance_m, directions)),
                 std::move(properties), description, colour});
        else
            content.places.push_back({std::string("claim: ") + kind_name(region, point.kind),
                                      point_label(point), degrees(point.seen.place.longitude),
                                      degrees(point.seen.place.latitude), std::move(properties), description,
                                      colour});
    });
}

}  // namespace

FigureTable claims_table(const std::vector<Claim>& claims) {
    return table_of_points(claims);
}
FigureTable claims_table(const std::vector<RangeClaim>& claims) {
    return table_of_points(claims);
}

void add_claims(MapContent& content, const std::vector<Claim>& claims, const Geodetic& site,
                const std::string& provenance) {
    add_to(content, claims, site, provenance);
}
void add_claims(MapContent& content, const std::vector<RangeClaim>& claims, const Geodetic& site,
                const std::string& provenance) {
    add_to(content, claims, site, provenance);
}

}  // namespace apogee
