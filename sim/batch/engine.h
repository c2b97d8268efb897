#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/stop.h"
#include "batch/case_source.h"
#include "flight/endings.h"
#include "flight/flight_plan.h"
#include "scenario/scenario.h"

/// Many flights of one scenario whose numbers differ from case to case.
///
/// Bytes: the result of a case depends on the scenario and on the case's values alone. It is the same for any
/// number of threads, any division into calls, any lane width and any x86-64 processor: nothing on the way
/// goes through libm (other than sqrt), Odeint or GeographicLib.
namespace apogee {

/// Raised whenever the same cases get other bytes: part of a study's identity.
inline constexpr int engine_version = 5;

/// How many flights one instruction works on. Changes the speed, never a result. `avx2` needs FMA as well;
/// `one` and `sse2` (two flights; in WebAssembly its 128-bit vectors) are the baseline, which rounds products
/// and sums together by hand: eight times slower.
enum class Lanes { widest, one, sse2, avx2, avx512 };
[[nodiscard]] bool available(Lanes lanes);  ///< on this processor; `widest` and `one` always are
[[nodiscard]] Lanes widest_lanes();         ///< what `widest` stands for here
[[nodiscard]] const char* name(Lanes lanes);

/// Who flew a case.
enum class FlownBy : std::uint8_t {
    fast,    ///< the fast path, which vouches for its result
    robust,  ///< step by step at the tight tolerance through the air as it is, one lane
    nobody   ///< values that contradict each other (a sea-level impulse above the vacuum one)
};
inline constexpr std::size_t flown_by_count = static_cast<std::size_t>(FlownBy::nobody) + 1;
[[nodiscard]] const char* name(FlownBy flown_by);

/// Figures of one case, defined as `Figures`; a quiet NaN where the flight has no such thing (a range without
/// an impact, an apogee that was never reached) and in all of them where `flown_by` is nobody.
struct CaseResult {
    Outcome outcome = Outcome::step_limit;
    FlownBy flown_by = FlownBy::nobody;
    double range_km = 0;       ///< geodesic from the start to the impact, 0.1 mm of GeographicLib's
    double apogee_km = 0;      ///< greatest geodetic height, where it is stationary
    double flight_time_s = 0;  ///< lift-off or release to impact
    double impact_latitude_deg = 0, impact_longitude_deg = 0;  ///< (-180, 180]
    double impact_speed_km_s = 0;                              ///< relative to the turning Earth
    double burnout_time_s = 0, burnout_height_km = 0, burnout_speed_km_s = 0;  ///< last one; inertial speed
    double burnout_relative_speed_km_s = 0;    ///< relative to the turning Earth
    double burnout_flight_path_angle_deg = 0;  ///< of the Earth-relative velocity
    double max_dynamic_pressure_kPa = 0;       ///< on the way up; of a body that only falls, of all its way
};

struct BatchOptions {
    unsigned threads = 1;
    Lanes lanes = Lanes::widest;  ///< must be available
    /// Flights that nearly go round the Earth or come in fast and shallow are flown a second time, on the
    /// robust path. A search that is content with a kilometre leaves that out (false).
    bool within_a_metre = true;
    StopSignal stop{};  ///< ends the call after the blocks under way
    /// Called from the calling thread now and then with the number of cases flown so far.
    std::function<void(std::uint64_t done)> progress{};
};

/// What a call flew.
struct BatchCounts {
    std::uint64_t complete = 0;            ///< results[0 .. complete) are valid; all of them unless stopped
    std::uint64_t robust = 0, nobody = 0;  ///< among the complete ones
};

/// A scenario made ready for many flights. Immutable: one object serves any number of threads.
class BatchEngine {
  public:
    /// @param paths  numbers that differ from case to case, as in the scenario's parameter table.
    /// @throws InputError where the scenario has no such number, or it changes no flight.
    BatchEngine(const Scenario& scenario, std::vector<std::string> paths);
    ~BatchEngine();
    BatchEngine(BatchEngine&&) noexcept;
    BatchEngine& operator=(BatchEngine&&) noexcept;

    [[nodiscard]] const std::vector<std::string>& paths() const;

    /// Flies cases first, first + 1, ... into `results`, one each.
    /// @param source  gives values for `paths()`, in that order, in the units of the scenario file.
    BatchCounts fly(const CaseSource& source, std::uint64_t first, std::span<CaseResult> results,
                    const BatchOptions& options = {}) const;

    /// The plan of one case, to be flown and reported by `propagate`: replays an outlier.
    [[nodiscard]] FlightPlan plan(std::span<const double> values) const;

  private:
    struct Parts;
    std::unique_ptr<const Parts> parts_;
};

}  // namespace apogee
