#pragma once

#include <benchmark/benchmark.h>
#include <time.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "batch/engine.h"
#include "batch/sampler.h"
#include "plain_dopri5.h"
#include "scenario/scenario.h"

namespace apogee {

/// A scenario with its numbers perturbed uniformly as in the reference workload: propellant 2 %, dry masses
/// and payload 3 %, impulse 1 %, burn time or thrust 3 %, areas, density and ballistic coefficient 5 %,
/// elevation 1 degree.
struct Workload {
    Scenario scenario;
    std::vector<Varied> numbers;
    BatchEngine engine;
    RandomCases cases;

    explicit Workload(const std::string& name)
        : scenario(load_scenario(APOGEE_SCENARIOS_DIR "/" + name + ".toml", one_impulse(name))),
          numbers(perturbed(scenario)),
          engine(scenario, paths(numbers)),
          cases(numbers, 1) {}

    /// The reference vehicle's second stage has one impulse at every pressure, also where it is varied.
    static Overrides one_impulse(const std::string& name) {
        if (!name.starts_with("reference")) return {};
        return {{"stage[2].nozzle_exit_area_m2", "0"}};
    }
    static double share(const Parameter& p) {
        const auto ends = [&](const char* key) { return p.path.ends_with(key); };
        if (p.path.starts_with("shroud.") || p.path.starts_with("reported.") || p.value <= 0) return 0;
        if (ends("propellant_mass_kg")) return 0.02;
        if (ends("mass_kg")) return 0.03;
        if (ends("isp_vacuum_s") || p.path == "stage[1].isp_sea_level_s") return 0.01;
        if (ends("burn_time_s") || ends("thrust_vacuum_kN")) return 0.03;
        if (ends("reference_area_m2") || ends("density_scale")) return 0.05;
        if (ends("diameter_m")) return 0.025;
        if (p.path == "payload.ballistic_coefficient_kg_m2") return 0.05;
        if (ends("burnout_elevation_deg")) return 1 / p.value;
        return 0;
    }
    static std::vector<Varied> perturbed(const Scenario& scenario) {
        std::vector<Varied> list;
        for (const Parameter& p : scenario.parameters)
            if (const double s = share(p); s > 0)
                list.push_back(
                    {p.path, p.value, Uniform{p.value * (1 - s), p.value * (1 + s)}, p.least, p.most});
        return list;
    }
    static std::vector<std::string> paths(const std::vector<Varied>& numbers) {
        std::vector<std::string> list;
        for (const Varied& v : numbers) list.push_back(v.path);
        return list;
    }
    [[nodiscard]] FlightPlan plan(std::uint64_t number) const {
        std::vector<double> values(numbers.size());
        cases.values(number, values);
        return engine.plan(values);
    }
};

inline const Workload& workload(const std::string& name) {
    static std::map<std::string, Workload> known;
    const auto at = known.find(name);
    return at != known.end() ? at->second : known.try_emplace(name, name).first->second;
}

/// Some flights of a workload by plain dopri5, at the loosest tolerance (in steps of 2) that lands all of
/// them within 1 m and takes them as high within 1 m, as ours.
class PlainFlights {
  public:
    explicit PlainFlights(const Workload& workload) {
        for (std::uint64_t i = 0; i < 16; ++i) flights_.emplace_back(workload.plan(i));
        struct Answer {
            Vec3<double> impact_I;
            double apogee_radius_m;
        };
        const auto flown = [](Plain& flight, double tolerance) {
            const Vec3<double> impact_I = unpack(flight.fly(tolerance)).r_I;
            return Answer{impact_I, flight.apogee_radius_m()};
        };
        std::vector<Answer> exact;
        for (Plain& flight : flights_) exact.push_back(flown(flight, 1e-13));
        for (tolerance_ = 1e-6; tolerance_ > 1e-12; tolerance_ /= 2) {
            double error_m = 0;
            for (std::size_t i = 0; i < exact.size(); ++i) {
                const Answer answer = flown(flights_[i], tolerance_);
                error_m = std::max({error_m, (answer.impact_I - exact[i].impact_I).norm(),
                                    std::fabs(answer.apogee_radius_m - exact[i].apogee_radius_m)});
            }
            if (error_m <= 1) break;
        }
    }
    void fly() {
        benchmark::DoNotOptimize(flights_[next_].fly(tolerance_));
        next_ = (next_ + 1) % flights_.size();
    }
    [[nodiscard]] double tolerance() const { return tolerance_; }

  private:
    std::vector<Plain> flights_;
    std::size_t next_ = 0;
    double tolerance_ = 0;
};

inline PlainFlights& plain_flights(const std::string& name) {
    static std::map<std::string, PlainFlights> known;
    const auto at = known.find(name);
    return at != known.end() ? at->second : known.try_emplace(name, workload(name)).first->second;
}

/// Processor time so far, us: of the calling thread (CLOCK_THREAD_CPUTIME_ID) or of all threads
/// (CLOCK_PROCESS_CPUTIME_ID).
inline double processor_time_us(clockid_t clock) {
    timespec t{};
    clock_gettime(clock, &t);
    return 1e6 * static_cast<double>(t.tv_sec) + 1e-3 * static_cast<double>(t.tv_nsec);
}

inline double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<long>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

}  // namespace apogee
