#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "batch/sampler.h"
#include "physics/earth.h"
#include "scenario/scenario.h"

namespace apogee {

/// A published figure, with what its rounding or its source leaves open.
struct RoundedFigure {
    Varied spread;       ///< the value and its distribution, km or s
    std::string how;     ///< "half a unit of its last digit", "as stated"
    std::string source;  ///< may be empty
    std::string name;    ///< where it stands: "--apogee", "mine.toml:20:1: reported.apogee_km"

    [[nodiscard]] double value() const { return spread.value; }
    [[nodiscard]] double low() const { return quantile(spread, 1e-9); }
    [[nodiscard]] double high() const { return quantile(spread, 1 - 1e-9); }
};

/// What the news said of a test.
struct ReportedFlight {
    std::string title, site_name;
    RoundedFigure apogee_km, range_km;    ///< geodetic height; over the ground
    std::optional<RoundedFigure> time_s;  ///< lift-off to impact
    std::optional<Geodetic> site;         ///< empty: unknown, the Earth is taken as still
    std::optional<double> azimuth;        ///< from the site to the impact, rad
    std::string azimuth_from;             ///< where the azimuth comes from, for the report
    std::optional<std::chrono::sys_seconds> launch_time;

    /// Whether the Earth's rotation can be, and is, taken into account.
    [[nodiscard]] bool turning() const { return why_not_turning().empty(); }
    /// Empty where it is.
    [[nodiscard]] std::string_view why_not_turning() const {
        if (!rotation) return "the Earth's rotation is switched off";
        if (!site) return "the site of the test is unknown";
        return azimuth ? "" : "the direction of the test is unknown";
    }
    bool rotation = true;
};

/// A distance as typed: "998", "3724.9 km", "1000~50", "620 mi". Without "~" the half width is half a unit of
/// the last digit; zeros before the decimal point count as rounding up to a tenth of the figure, so that
/// 1000 is known to 50 and 998 to 0.5. A comma, and a point before three digits, are refused: they part
/// thousands to some readers and decimals to others.
/// @param option  names the text in messages. @throws InputError
[[nodiscard]] RoundedFigure read_distance_km(std::string_view text, std::string_view option);

/// A time as typed: "47:12", "1:08:55", "2832 s", "71min", "47min 12s", "1h 8min". Whole minutes, however
/// they are written, are known to half a minute, anything finer to half a second; "53min~0.2min" says
/// otherwise. A bare number is refused: minutes or seconds?
[[nodiscard]] RoundedFigure read_time_s(std::string_view text, std::string_view option);

/// A date and time with its offset from UTC: "2017-07-28T14:42:00Z".
[[nodiscard]] std::chrono::sys_seconds read_launch_time(std::string_view text, std::string_view option);

/// The [reported] figures of a scenario, its site and launch time; a figure without an uncertainty is rounded
/// as if typed. Apogee and range may be missing in the scenario if given here. @throws InputError
[[nodiscard]] ReportedFlight reported_in(const Scenario& scenario, std::optional<RoundedFigure> apogee_km,
                                         std::optional<RoundedFigure> range_km,
                                         std::optional<RoundedFigure> time_s);

/// Where a scenario's report does not say in which direction the flight went, its own flight does, if it is
/// about as long as reported; else the launch azimuth.
void add_direction_of(const Scenario& scenario, ReportedFlight& report);

/// The azimuth of a second place as seen from a first, rad, and the distance between them.
[[nodiscard]] Geodesic direction(const Geodetic& from, const Geodetic& to);

/// Mean distance of the Moon; beyond it no two-body flight round the Earth is meant.
inline constexpr double greatest_apogee_km = 384'400;

/// Why a figure cannot be, with what would be possible: an apogee that is, or may be, below the ground, a
/// range over half the Earth, a flight shorter than the fall from its own apogee. Empty: nothing of that
/// kind.
[[nodiscard]] std::string why_impossible(const ReportedFlight& flight);

}  // namespace apogee
