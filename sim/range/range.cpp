#include "range/range.h"

#include <algorithm>
#include <cassert>

#include "physics/elementary.h"
#include "physics/geodesic.h"
#include "range/ascent_families.h"

namespace apogee {
namespace {

/// Rows of so many numbers, or of none.
class Rows : public CaseSource {
  public:
    Rows(std::vector<double> values, std::size_t numbers) : values_(std::move(values)), numbers_(numbers) {}
    void values(std::uint64_t row, std::span<double> values) const override {
        for (std::size_t i = 0; i < numbers_; ++i) values[i] = values_[row * numbers_ + i];
    }

  private:
    std::vector<double> values_;
    std::size_t numbers_;
};

FarthestOptions search_options(const RangeOptions& options) {
    FarthestOptions search;
    search.most_dynamic_pressure_kPa = options.family.most_dynamic_pressure_kPa;
    search.threads = options.threads;
    search.stop = options.stop;
    search.progress = options.progress;
    return search;
}

/// The standard family of a scenario with some numbers changed from row to row.
std::vector<Farthest> over(const Scenario& scenario, std::vector<std::string> paths,
                           std::vector<double> values, const RangeOptions& options,
                           std::span<const double> predictors = {}) {
    const FreeNumber number = kick_angle(options.family);
    const std::size_t numbers = paths.size();
    const std::uint64_t count = values.size() / numbers;
    paths.push_back(number.path);
    const BatchEngine engine(in_family(scenario, options.family), paths);
    FarthestOptions search = search_options(options);
    search.predictors = predictors;
    return farthest(engine, Rows(std::move(values), numbers), count, number, search);
}

Farthest alone(const Scenario& scenario, const FreeNumber& number, const RangeOptions& options) {
    const BatchEngine engine(scenario, {number.path});
    return farthest(engine, Rows({}, 0), 1, number, search_options(options)).front();
}

}  // namespace

Farthest range_at_azimuth(const Scenario& scenario, const RangeOptions& options) {
    return alone(in_family(scenario, options.family), kick_angle(options.family), options);
}

namespace {

/// Rows of rings, one behind the other.
std::vector<RangeRing> rings_of(const Scenario& scenario, const std::vector<Farthest>& rows, int azimuths) {
    std::vector<RangeRing> rings;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % static_cast<std::size_t>(azimuths) == 0)
            rings.push_back({scenario.environment.earth, std::get<Launch>(scenario.start).site, {}});
        const auto number = static_cast<double>(rings.back().points.size());
        rings.back().points.push_back({360 * number / azimuths, rows[i]});
    }
    return rings;
}

}  // namespace

RangeRing range_ring(const Scenario& scenario, int azimuths, const RangeOptions& options) {
    assert(azimuths >= 3);
    std::vector<double> list, predictors;
    for (int i = 0; i < azimuths; ++i) {
        list.push_back(360.0 * i / azimuths);
        // What the turning Earth does to a flight goes round with the azimuth.
        const double azimuth = radians(list.back());
        predictors.insert(predictors.end(), {elementary::sin(azimuth), elementary::cos(azimuth)});
    }
    const std::vector<Farthest> rows = over(scenario, {"launch.azimuth_deg"}, list, options, predictors);
    return rings_of(scenario, rows, azimuths).front();
}

std::vector<RangeRing> rings_over_payload(const Scenario& scenario, std::span<const double> payloads_kg,
                                          int azimuths, const RangeOptions& options) {
    assert(azimuths >= 3);
    std::vector<double> values, predictors;
    for (const double kg : payloads_kg)
        for (int i = 0; i < azimuths; ++i) {
            const double azimuth_deg = 360.0 * i / azimuths, azimuth = radians(azimuth_deg);
            values.insert(values.end(), {kg, azimuth_deg});
            predictors.insert(predictors.end(), {elementary::sin(azimuth), elementary::cos(azimuth), kg});
        }
    return rings_of(scenario,
                    over(scenario, {"payload.mass_kg", "launch.azimuth_deg"}, values, options, predictors),
                    azimuths);
}

std::vector<Geodetic> impacts(const RangeRing& ring, FamilyFlight Farthest::*which) {
    std::vector<Geodetic> places;
    for (const RingPoint& point : ring.points) {
        const FamilyFlight& flight = point.farthest.*which;
        if (flight.reach != Reach::range) return {};
        places.push_back(
            {radians(flight.flight.impact_latitude_deg), radians(flight.flight.impact_longitude_deg), 0});
    }
    return places;
}

std::string why_no_ring(const RangeRing& ring, FamilyFlight Farthest::*which) {
    const auto has_none = [&](const RingPoint& point) {
        return (point.farthest.*which).reach != Reach::range;
    };
    const auto without = std::ranges::find_if(ring.points, has_none);
    if (without == ring.points.end()) return {};
    const Reach reach = (without->farthest.*which).reach;
    const std::string where =
        std::ranges::all_of(ring.points, has_none) ? "at every azimuth" : "at some azimuth";
    if (reach == Reach::cannot_lift_off) return "no ring: the vehicle cannot lift off";
    if (reach == Reach::beyond_half_the_earth)
        return "no ring: " + where + " the flight passes the far side of the Earth, orbits it or leaves it";
    return "no ring: " + where + " " + name(reach);
}

std::vector<Geodetic> plain_circle(const Earth& earth, const Geodetic& centre, double distance_m,
                                   int directions) {
    std::vector<Geodetic> places;
    for (int i = 0; i < directions; ++i)
        places.push_back(place_along(earth, centre, 2 * pi * i / directions, distance_m));
    return places;
}

std::vector<PayloadPoint> range_over_payload(const Scenario& scenario, const std::vector<double>& payloads_kg,
                                             const RangeOptions& options) {
    const std::vector<Farthest> rows = over(scenario, {"payload.mass_kg"}, payloads_kg, options);
    std::vector<PayloadPoint> curve;
    for (std::size_t i = 0; i < rows.size(); ++i) curve.push_back({payloads_kg[i], rows[i]});
    return curve;
}

std::vector<OtherFamily> other_families(const Scenario& scenario, const RangeOptions& options) {
    std::vector<OtherFamily> list;
    for (const AscentFamily& family : other_ascent_families(scenario, options.family))
        list.push_back({family.name, family.free_number, alone(family.scenario, family.number, options)});
    return list;
}

}  // namespace apogee
