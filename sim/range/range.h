#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/stop.h"
#include "range/farthest.h"

/// How far a missile goes: at its azimuth, all round, over payload, and in other families of trajectories.
/// Every function takes a scenario as the user wrote it and re-flies it in the standard family.
namespace apogee {

struct RangeOptions {
    StandardFamily family{};
    unsigned threads = 1;
    StopSignal stop{};  ///< what is not flown then has Reach::not_flown
    std::function<void(double part)> progress{};
};

/// At the scenario's own azimuth and payload. @throws InputError where it has no launch; so do the others.
[[nodiscard]] Farthest range_at_azimuth(const Scenario& scenario, const RangeOptions& options = {});

struct RingPoint {
    double azimuth_deg = 0;  ///< steering azimuth, clockwise from north
    Farthest farthest;
};
/// How far it goes all round.
struct RangeRing {
    Earth earth;
    Geodetic site;
    std::vector<RingPoint> points;  ///< azimuths 0, 360 / n, ...
};
/// @param azimuths  at least 3.
[[nodiscard]] RangeRing range_ring(const Scenario& scenario, int azimuths, const RangeOptions& options = {});

/// The same with other payloads.
[[nodiscard]] std::vector<RangeRing> rings_over_payload(const Scenario& scenario,
                                                        std::span<const double> payloads_kg, int azimuths,
                                                        const RangeOptions& options = {});

/// Impacts of a ring's standard (or farthest) flights; empty where one of them has none to show: a flight
/// that passes the far side of the Earth, or was not flown.
[[nodiscard]] std::vector<Geodetic> impacts(const RangeRing& ring, FamilyFlight Farthest::*which);

/// Why there is no line round these: "no ring: the vehicle cannot lift off"; empty where there is one.
[[nodiscard]] std::string why_no_ring(const RangeRing& ring, FamilyFlight Farthest::*which);

/// Places at one distance from another along the ellipsoid, in as many directions from north clockwise.
[[nodiscard]] std::vector<Geodetic> plain_circle(const Earth& earth, const Geodetic& centre,
                                                 double distance_m, int directions);

struct PayloadPoint {
    double payload_kg = 0;
    Farthest farthest;
};
[[nodiscard]] std::vector<PayloadPoint> range_over_payload(const Scenario& scenario,
                                                           const std::vector<double>& payloads_kg,
                                                           const RangeOptions& options = {});

/// Another family of trajectories, to show how much hangs on the choice.
struct OtherFamily {
    std::string name;         ///< "kick from 25 m/s", ...
    std::string free_number;  ///< "kick angle", "elevation at burnout", "loft angle"
    Farthest farthest;
};
/// See other_ascent_families.
[[nodiscard]] std::vector<OtherFamily> other_families(const Scenario& scenario,
                                                      const RangeOptions& options = {});

}  // namespace apogee
