#include "estimate/typical_flights.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/angles.h"
#include "flight/propagate.h"
#include "flight/summary.h"

namespace apogee {
namespace {

/// The standard flight; null where none comes down this side.
const FamilyFlight* landing_flight(const Farthest& farthest) {
    const FamilyFlight& flight = standard_flight(farthest);
    return flight.reach == Reach::range ? &flight : nullptr;
}

Geodetic impact(const CaseResult& flight) {
    return {radians(flight.impact_latitude_deg), radians(flight.impact_longitude_deg), 0};
}

/// The typical sample's vehicle, at any azimuth and loft.
class TypicalVehicle {
  public:
    explicit TypicalVehicle(const Estimate& estimate)
        : sample_(estimate.samples[estimate.typical]),
          candidate_(estimate.candidates[sample_.candidate]),
          engine_(candidate_.scenario, engine_paths(candidate_)) {}

    [[nodiscard]] Trajectory reported() const {
        return fly(engine_, sample_.reproduced.azimuth_deg, sample_.reproduced.kick_deg);
    }
    [[nodiscard]] Trajectory turning(double azimuth_deg, const FamilyFlight& flight) const {
        return fly(engine_, azimuth_deg, flight.free_number);
    }
    [[nodiscard]] Trajectory still(double azimuth_deg, const FamilyFlight& flight) const {
        const BatchEngine engine(without_rotation(candidate_.scenario), engine_paths(candidate_));
        return fly(engine, azimuth_deg, flight.free_number);
    }
    /// Null where none comes down this side.
    [[nodiscard]] const FamilyFlight* standard_still() const { return landing_flight(sample_.still); }
    [[nodiscard]] std::vector<Farthest> farthest_at(const std::vector<double>& azimuths, unsigned threads,
                                                    const StopSignal& stop) const {
        CaseTable table(FlightNumbers::width(candidate_));
        table.resize(azimuths.size());
        for (std::size_t i = 0; i < azimuths.size(); ++i)
            std::ranges::copy(row(azimuths[i], 0), table.row(i).begin());
        FarthestOptions options;
        options.threads = threads;
        options.stop = stop;
        return farthest(engine_, table, table.size(), candidate_.loft, options);
    }

  private:
    [[nodiscard]] std::vector<double> row(double azimuth_deg, double loft) const {
        std::vector<double> values(FlightNumbers::width(candidate_));
        const FlightNumbers numbers(values);
        static_cast<void>(candidate_.build(sample_.drawn, numbers.vehicle));
        numbers.unknown = sample_.reproduced.unknown;
        numbers.azimuth_deg = azimuth_deg;
        numbers.family = loft;
        return values;
    }
    [[nodiscard]] Trajectory fly(const BatchEngine& engine, double azimuth_deg, double loft) const {
        return propagate(engine.plan(row(azimuth_deg, loft)));
    }

    const EstimateSample& sample_;
    const CandidateVehicles& candidate_;
    BatchEngine engine_;
};

}  // namespace

TypicalFlights typical_flights(const ReportedFlight& report, const Estimate& estimate, unsigned threads,
                               const StopSignal& stop) {
    assert(estimate.effective > 0);
    const TypicalVehicle vehicle(estimate);
    TypicalFlights made;
    made.reported = vehicle.reported();
    const double direction_deg = degrees(report.azimuth.value_or(0.5 * pi));
    constexpr int all_round = 72;
    std::vector<double> azimuths{direction_deg};
    for (int i = 0; i < all_round && report.turning(); ++i) azimuths.push_back(360.0 * i / all_round);
    const std::vector<Farthest> rows = vehicle.farthest_at(azimuths, threads, stop);
    bool closed = report.turning();
    for (std::size_t i = 1; i < rows.size() && closed; ++i) {
        const FamilyFlight* const flight = landing_flight(rows[i]);
        closed = flight;
        if (flight) made.turning_ring.push_back(impact(flight->flight));
    }
    if (!closed) made.turning_ring.clear();
    if (const FamilyFlight* const still = vehicle.standard_still()) {
        made.standard = vehicle.still(direction_deg, *still);
    } else if (const FamilyFlight* const flight = landing_flight(rows.front()); flight && report.turning()) {
        made.standard = vehicle.turning(direction_deg, *flight);
        made.standard_turning = true;
    }
    if (made.standard) made.standard_km = summarise(*made.standard).range_m.value_or(0) / 1000;
    return made;
}

}  // namespace apogee
