#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/stop.h"
#include "batch/engine.h"
#include "physics/earth.h"

namespace apogee {

/// Values of many cases, one row each.
class CaseTable : public CaseSource {
  public:
    explicit CaseTable(std::size_t width) : width_(width) {}
    void resize(std::size_t rows) { numbers_.resize(rows * width_); }
    [[nodiscard]] std::size_t size() const { return width_ == 0 ? 0 : numbers_.size() / width_; }
    [[nodiscard]] std::span<double> row(std::size_t i) {
        return std::span(numbers_).subspan(i * width_, width_);
    }
    [[nodiscard]] std::span<const double> row(std::size_t i) const {
        return std::span(numbers_).subspan(i * width_, width_);
    }
    /// Rows may be shorter than the source's: the first values are given.
    void values(std::uint64_t number, std::span<double> values) const override;

  private:
    std::size_t width_;
    std::vector<double> numbers_;
};

/// A flight that was reported: how high, how far over the ground, and in which direction from the site.
struct ReproductionTarget {
    double apogee_km = 0, range_km = 0, azimuth = 0;  ///< the azimuth in rad
    double least = 0, most = 0;  ///< between which the unknown number is looked for, both positive
};

/// Why a vehicle does not fly what was reported.
enum class Reproduction : std::uint8_t {
    solved,
    too_weak,    ///< not that high even with the least value that helps
    too_strong,  ///< higher with any value
    no_flight,   ///< no flight near the reported one was found
    not_tried    ///< stopped before
};
[[nodiscard]] const char* name(Reproduction reproduction);

struct ReproducedFlight {
    Reproduction outcome = Reproduction::not_tried;
    double unknown = 0, kick_deg = 0, azimuth_deg = 0;  ///< steering; unit of the unknown number's key
    /// How the logarithm of the unknown number moves with that of the apogee while the flight goes on to land
    /// in the same place: turns a density over the apogee into one over the unknown number.
    double ln_unknown_per_ln_apogee = 0;
    CaseResult flight;
};

struct ReproduceOptions {
    double straight_up = 0;  ///< value of the last path for a flight straight up: 90 for an elevation
    /// Numbers by which rows predict each other, row after row, as many for each; empty: the vehicle's.
    std::span<const double> predictors{};
    unsigned threads = 1;
    StopSignal stop{};
    std::function<void(double part)> progress{};  ///< 0 to 1, now and then
};

/// Finds for every row the unknown number, the loft (kick angle) and the steering azimuth with which the
/// flight has the target's apogee and lands in the target's place.
///
/// The kick is looked for as a vector, its angle along the steering azimuth: where the vehicle lands is a
/// smooth, one-to-one function of that vector, also for flights that go over the vertical because the Earth
/// turns below them. Over the angle alone, at one azimuth, range is not monotonic and has two solutions.
/// Newton's method with Broyden's updates, all rows at once, from the best of a coarse scan where the start
/// given by the first row fails.
///
/// @param engine  of a candidate's `engine_paths`. The family's free number is ascent.kick_angle_deg or
/// another angle that leans the flight by as much as it differs from `straight_up`; it stands for the kick.
/// @param site    from which the impact is seen.
/// @param rows    `FlightNumbers`, of which the vehicle's are given.
/// @return relative errors of apogee and of place below 2e-4.
[[nodiscard]] std::vector<ReproducedFlight> reproduce(const BatchEngine& engine, CaseTable& rows,
                                                      const Geodetic& site,
                                                      std::span<const ReproductionTarget> targets,
                                                      const ReproduceOptions& options = {});

}  // namespace apogee
