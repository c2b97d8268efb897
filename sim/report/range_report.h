#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "range/range.h"
#include "report/csv.h"
#include "scenario/scenario.h"

namespace apogee {

/// Everything `apogee range` was asked, and its answers.
struct RangeResult {
    std::string name;   ///< the scenario file's stem
    Scenario scenario;  ///< as read, with its own ascent programme
    Overrides overrides;
    StandardFamily family;
    GravityTurn turn;                 ///< the family's: when the kick begins, how long it takes
    std::optional<Farthest> turning;  ///< from the turning Earth; empty with --no-rotation
    Farthest still;                   ///< without rotation
    std::vector<OtherFamily> others;  ///< as `turning` where that is, else as `still`
    std::optional<RangeRing> ring;
    std::vector<PayloadPoint> payload_curve;

    /// The answer in the world that was asked for.
    [[nodiscard]] const Farthest& main() const { return turning ? *turning : still; }
};

/// For reading on a terminal 100 columns wide.
[[nodiscard]] std::string range_report(const RangeResult& result);

/// Keys with units, null where there is no such figure; docs/range.md.
[[nodiscard]] nlohmann::ordered_json range_json(const RangeResult& result);

/// RFC 7946: the launch site; the ring of standard and of farthest flights as polygons; the plain circles of
/// both without rotation. A ring is left out where one of its flights passes the far side of the Earth.
[[nodiscard]] nlohmann::ordered_json range_geojson(const RangeResult& result);

/// One row an answer: what, azimuth, payload, world, standard and farthest flight.
void write_range_csv(const RangeResult& result, const TextSink& write);

}  // namespace apogee
