#pragma once

#include <vector>

#include "estimate/estimate.h"
#include "estimate/sample_energies.h"
#include "range/range_by_direction.h"
#include "statistics/weighted.h"

namespace apogee {

/// What the Earth's rotation makes of an estimate's ranges, direction by direction. It depends on how far a
/// missile goes and hardly on what else it is. So a few samples, drawn by weight, are flown all round from
/// the turning Earth and once from the still one, each with payloads from a tenth to ten times its own; told
/// as energies (`least_energy`), a flight there and the one here that it is like lie on nearly a straight
/// line, also where one of them passes half the Earth. Of the samples the median counts.
class TurningEarth {
  public:
    /// @param report  of which the site is known; @param options  threads and stop
    TurningEarth(const Estimate& estimate, const ReportedFlight& report, const EstimateOptions& options);

    /// Of each candidate.
    [[nodiscard]] const std::vector<EnergyPerKg>& per_kg() const { return per_kg_; }

    enum class Which { standard, maximum };
    /// The energy on the still Earth of the flights that come down at a distance in a direction (rad) of the
    /// turning one. NaN where no sample tells.
    [[nodiscard]] double needed_energy(Which which, double azimuth, double distance_km) const;
    /// How far the flights go there that have an energy here; infinite beyond half the Earth.
    [[nodiscard]] double range_km(Which which, double azimuth, double energy) const;

  private:
    /// A sample with one payload.
    struct Flown {
        RangeByDirection standard, maximum;
        double standard_energy = 0, maximum_energy = 0;  ///< on the still Earth
    };
    struct Teacher {
        double weight = 1;
        std::vector<Flown> flown;
    };
    /// @param from, to  which of the two energies, there and here, is asked and which is told
    /// @param of_all_beyond  what a sample tells that passes half the Earth with every payload
    template <class From, class To>
    [[nodiscard]] double told(Which which, double azimuth, double energy, From from, To to,
                              double of_all_beyond) const;
    void add_teachers(const Estimate& estimate, std::size_t candidate, const Geodetic& site,
                      std::size_t wanted, const EstimateOptions& options);

    std::vector<Teacher> teachers_;
    std::vector<EnergyPerKg> per_kg_;
};

}  // namespace apogee
