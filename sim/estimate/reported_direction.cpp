#include "estimate/reported_direction.h"

#include <fmt/format.h>

#include <cmath>

#include "base/angles.h"
#include "base/input_error.h"
#include "base/length_units.h"
#include "base/text.h"

namespace apogee {
namespace {

double read_azimuth(const std::string& text, const std::string& name) {
    const std::optional<double> value = finite_number(trimmed(text));
    if (!value || *value < 0 || *value > 360)
        throw InputError(fmt::format("{}: found {}; expected degrees clockwise from north, 0 to 360", name,
                                     in_quotes(text)));
    return radians(*value);
}

double apart(double azimuth, double other) {
    return std::abs(std::remainder(azimuth - other, 2 * pi));
}

}  // namespace

Geodesic way_to_impact(const ReportedFlight& report, const Geodetic& impact, const std::string& name) {
    const Geodesic to = direction(*report.site, impact);
    const double distance_km = km(to.distance_m);
    if (distance_km < 0.9 * report.range_km.low() - 5 || distance_km > 1.1 * report.range_km.high() + 5)
        throw InputError(
            fmt::format("{}: lies {:.0f} km from the site, yet the range is {} km; expected a place at that "
                        "distance",
                        name, distance_km, number_text(report.range_km.value())));
    return to;
}

void set_site(ReportedFlight& report, const DistanceOrigin& site) {
    report.site = site.place;
    if (site.region.kind != RegionKind::coordinates) report.site_name = site.name;
}

void set_direction(ReportedFlight& report, const DirectionText& text) {
    if (text.azimuth) {
        report.azimuth = read_azimuth(*text.azimuth, text.azimuth_name);
        report.azimuth_from = "as given";
    }
    if (!text.impact) return;
    if (!report.site)
        throw InputError(fmt::format("{}: says where the flight ended; {} must say where it began",
                                     text.impact_name, text.site_name));
    const Geodetic impact = find_origin(*text.impact, text.impact_name).place;
    const Geodesic to = way_to_impact(report, impact, text.impact_name);
    constexpr double close = radians(5.0);
    if (report.azimuth && text.azimuth && apart(to.azimuth, *report.azimuth) > close)
        throw InputError(
            fmt::format("{}: {} deg, yet {} lies at {:.1f} deg from the site; expected one of the two",
                        text.azimuth_name, printable(*text.azimuth), text.impact_name, degrees(to.azimuth)));
    report.azimuth = to.azimuth;
    report.azimuth_from = "to the given impact";
}

}  // namespace apogee
