#include <catch2/catch.hpp>
#include <string>

#include "base/angles.h"
#include "estimate/audit.h"
#include "flight/propagate.h"
#include "flight/summary.h"
#include "geo/coordinates.h"

using namespace apogee;

namespace {

/// A test as the press reported it: site, direction, apogee and range in km, flight time.
struct Reported {
    const char *name, *site;
    double azimuth_deg;
    const char *apogee, *range, *time;
    bool contradicts;
};

// Apogee, range and time: KCNA or ROK JCS by way of the press (sources in the scenarios of the catalogue);
// times in minutes: Japan's Ministry of Defense or the press.
const Reported reports[] = {
    {"Hwasong-12, 14 May 2017", "40.0659,125.2099", 71, "2111.5", "787", "30min", false},
    {"Hwasong-14, 4 July 2017", "39.872153,125.269192", 86, "2802", "933", "39min", false},
    {"the same by USPACOM", "39.872153,125.269192", 86, "2802", "933", "37min", false},
    {"Hwasong-14, 28 July 2017", "40.611208,126.425743", 70, "3724.9", "998", "47:12", false},
    {"the same by Japan", "40.611208,126.425743", 70, "3724.9", "998", "45min", false},
    {"Hwasong-12, 15 September 2017", "39.200159,125.673256", 72, "770", "3700", "19min", false},
    {"Hwasong-15, 29 November 2017", "39.282,125.869", 76, "4475", "950", "53min", false},
    {"the same by the press", "39.282,125.869", 76, "4475", "950", "54min", false},
    {"Hwasong-17 as claimed, 24 March 2022", "39.200159,125.673256", 72, "6248.5", "1090", "4052s", true},
    {"the same by Japan, 71 min", "39.200159,125.673256", 72, "6248.5", "1090", "71min", false},
    {"4 October 2022", "40.611208,126.425743", 80, "970", "4500", "22min", false},
    {"Hwasong-17, 18 November 2022", "39.200159,125.673256", 70, "6040.9", "999.2", "4135s", false},
    {"Hwasong-18, 12 July 2023", "39.112,125.998", 62, "6648.4", "1001.2", "4491s", false},
    {"the same by Japan, 74 min", "39.112,125.998", 62, "6648.4", "1001.2", "74min", false},
    {"Hwasong-19, 31 October 2024", "39.112,125.998", 62, "7687.5", "1001.2", "5156s", false},
};

}  // namespace

TEST_CASE("Of the reported flights one contradicts itself", "[estimate]") {
    for (const Reported& r : reports) {
        CAPTURE(r.name, r.time);
        ReportedFlight report;
        report.apogee_km = read_distance_km(r.apogee, "apogee");
        report.range_km = read_distance_km(r.range, "range");
        report.time_s = read_time_s(r.time, "time");
        report.site = read_place(r.site, "site");
        report.azimuth = radians(r.azimuth_deg);
        REQUIRE(why_impossible(report).empty());
        const Audit found = audit(report);
        CHECK(found.verdict == (r.contradicts ? Audit::Verdict::time_too_short : Audit::Verdict::consistent));
        if (!r.contradicts) continue;
        // Shorter than a body thrown to that apogee flies without any rocket; no range mends it, and the
        // apogee that goes with the time lies below the reported one.
        CHECK(found.surplus_s < 0);
        CHECK(found.off_by_s > 0);
        CHECK_FALSE(found.range_km.has_value());
        CHECK(found.apogee_km->high < 6248.5);
    }
}

TEST_CASE("950 km on the ground are 2066 km in space for a flight of 53 minutes", "[estimate]") {
    ReportedFlight report;
    report.apogee_km = read_distance_km("4475", "apogee");
    report.range_km = read_distance_km("950", "range");
    report.site = read_place("39.282,125.869", "site");
    report.azimuth = radians(76.0);
    const Audit turning = audit(report);
    // The Earth is turned for the middle of the possible times: a minute more is 23 km, 1.1 %.
    CHECK(turning.inertial_range_km == Approx(2066).epsilon(0.015));
    report.rotation = false;
    const Audit still = audit(report);
    CHECK(still.inertial_range_km == Approx(950).epsilon(1e-9));
    CHECK(turning.flight.time_s - still.flight.time_s == Approx(24).margin(1));
}

TEST_CASE("A delay in the air makes the longest flight longer by as much", "[estimate]") {
    ReportedFlight report;
    report.apogee_km = read_distance_km("4475", "apogee");
    report.range_km = read_distance_km("950", "range");
    PoweredPhaseBounds bounds;
    const Audit usual = audit(report, bounds);  // no site: the Earth is still
    bounds.longest_delay_in_air_s += 50;
    const Audit delayed = audit(report, bounds);
    CHECK(delayed.time_s.high - usual.time_s.high == Approx(50));
    CHECK(delayed.time_s.low == usual.time_s.low);
}

// Mercury-Redstone is left out: a blunt capsule falls for minutes at the speed of an aeroplane.
TEST_CASE("No missile of the catalogue contradicts itself when it reports what it flew", "[estimate]") {
    for (const char* name : {"al-hussein", "hwasong-12-2017-05-14", "hwasong-14-2017-07-04",
                             "hwasong-15-2017-11-29", "hwasong-17-2022-03-24", "hwasong-18-2023-07-12",
                             "hwasong-19-2024-10-31", "minuteman-iii", "scud-b", "v-2"}) {
        CAPTURE(name);
        const Scenario scenario = load_scenario(std::string(APOGEE_SCENARIOS_DIR "/") + name + ".toml");
        const FlightSummary flown = summarise(propagate(plan(scenario), Tolerance{}));
        REQUIRE(flown.impact.has_value());
        const auto exactly = [](double x) { return std::to_string(x) + "~0.001"; };
        ReportedFlight report;
        report.apogee_km = read_distance_km(exactly(*flown.apogee_m / 1000), "apogee");
        report.range_km = read_distance_km(exactly(*flown.range_m / 1000), "range");
        report.time_s = read_time_s(std::to_string(*flown.flight_time_s) + "s~0.001s", "time");
        report.site = std::get<Launch>(scenario.start).site;
        report.azimuth = *flown.impact_azimuth;
        const Audit found = audit(report);
        CAPTURE(found.surplus_s, found.powered_surplus_s.low, found.powered_surplus_s.high);
        CHECK(found.verdict == Audit::Verdict::consistent);
    }
}

TEST_CASE("Reports of what cannot be are refused with what would be possible", "[estimate]") {
    const auto report = [](const char* apogee, const char* range, const char* time) {
        ReportedFlight r;
        r.apogee_km = read_distance_km(apogee, "--apogee");
        r.range_km = read_distance_km(range, "--range");
        r.time_s = read_time_s(time, "--time");
        return r;
    };
    CHECK(why_impossible(report("4475", "950", "53min")).empty());
    CHECK_THAT(why_impossible(report("-5", "950", "53min")), Catch::Contains("--apogee"));
    // The figure itself is possible, its spread is not: said so.
    ReportedFlight low = report("100", "950", "53min");
    low.apogee_km.spread = {{}, 100, Uniform{-20, 220}, -20, 220};
    CHECK(
        why_impossible(low) ==
        "--apogee: 100 km, known to 120 km, may be below the ground; expected how well it is known, such as "
        "100~10 (in a scenario low and high)");
    ReportedFlight spread = report("4475", "950", "53min");
    spread.range_km.spread = {{}, 950, Uniform{-50, 1950}, -50, 1950};
    CHECK_THAT(why_impossible(spread),
               Catch::StartsWith("--range: 950 km, known to 1000 km, may be below 0 km;"));
    CHECK_THAT(why_impossible(report("4475000", "950", "53min")), Catch::Contains("metres?"));
    CHECK_THAT(why_impossible(report("4475", "20100", "53min")), Catch::Contains("half the Earth"));
    CHECK_THAT(why_impossible(report("4475", "950", "53s")), Catch::Contains("shorter than the fall"));
}
