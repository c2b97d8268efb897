#include "session/estimate_overlay.h"

#include <algorithm>
#include <cmath>

#include "session/quantity.h"

namespace apogee {
namespace {

/// Rings round a site by their distance.
class Rings {
  public:
    explicit Rings(const Geodetic& site) : centre_(lat_lon(site)) {}

    static bool drawable(double km) { return km > 0 && km <= widest_ring_km; }
    [[nodiscard]] Path at(double km) const { return range_ring(centre_, 1000 * km); }
    /// Rings that the band's outer edge is made of: one, or the steps in which it fades.
    [[nodiscard]] std::vector<Path> outer(const WeightedQuantiles& km) const {
        if (drawable(km.high)) return {at(km.high)};
        constexpr int steps = 5;
        const double from = drawable(km.median) ? km.median : km.low, to = end(km);
        std::vector<Path> rings;
        for (int i = 1; i <= steps; ++i) rings.push_back(at(from + (to - from) * i / steps));
        return rings;
    }
    /// Where the band has ended.
    static double end(const WeightedQuantiles& km) {
        constexpr double fading_km = 3000;
        return drawable(km.high)
                   ? km.high
                   : std::min(widest_ring_km, (drawable(km.median) ? km.median : km.low) + fading_km);
    }

  private:
    LatLon centre_;
};

void add_rings(const FlightEstimate& estimate, const WeightedQuantiles& km, Color color, LengthUnit unit,
               std::vector<GroundShape>& shapes) {
    const Rings rings(*estimate.answer.report.site);
    constexpr float fill = 0.3F;
    // Names of the edges find room where the band is wide.
    const bool wide = !Rings::drawable(km.high) || km.high - km.low > 0.04 * km.median;
    if (Rings::drawable(km.low)) {
        GroundShape band{GroundShape::Kind::ring, rings.at(km.low), color, fill};
        band.outer = rings.outer(km);
        band.width = 1;
        if (!Rings::drawable(km.high)) {
            band.dash = 6;
            band.gap = 5;
        }
        if (wide) band.name = "90 %: " + interval_text(km, unit);
        shapes.push_back(std::move(band));
    }
    if (Rings::drawable(km.high)) {
        GroundShape edge{GroundShape::Kind::ring, rings.at(km.high), color};
        edge.width = 1;
        shapes.push_back(std::move(edge));
    }
    if (Rings::drawable(km.median)) {
        GroundShape middle{GroundShape::Kind::ring, rings.at(km.median), color};
        middle.width = 2;
        middle.name = "standard range " + range_text(km.median, unit) + ", still Earth";
        shapes.push_back(std::move(middle));
    }
}

void add_turning_ring(const FlightEstimate& estimate, Color color, std::vector<GroundShape>& shapes) {
    if (estimate.turning_ring.empty()) return;
    GroundShape turning{GroundShape::Kind::ring, estimate.turning_ring, color.with_alpha(0.8F)};
    turning.width = 1;
    turning.dash = 2;
    turning.gap = 4;
    turning.name = "standard range on the turning Earth";
    shapes.push_back(std::move(turning));
}

void add_flights(const FlightEstimate& estimate, LengthUnit unit, bool dark, std::vector<SkyArc>& arcs) {
    const Color plain = world_theme(dark).text;
    arcs.push_back({estimate.reported, plain, 3, 3, "reported flight, reproduced"});
    if (estimate.standard.empty()) return;
    // Over the still Earth it ends on the ring that has the headline's number.
    arcs.push_back({estimate.standard, plain, 0, 0,
                    estimate.standard_turning
                        ? "standard flight, " + range_text(estimate.standard_km, unit) + ", turning Earth"
                        : "standard flight"});
}

/// Distances over the ground that the answer holds.
std::optional<GroundSpan> span_of(const WeightedQuantiles& km, Color color) {
    if (!Rings::drawable(km.low)) return {};
    GroundSpan span{1000 * km.low, 1000 * Rings::end(km), {}, !Rings::drawable(km.high), color};
    if (Rings::drawable(km.median)) span.middle_m = 1000 * km.median;
    return span;
}

}  // namespace

std::string range_text(double km, LengthUnit unit) {
    return std::isfinite(km) ? grouped(in_unit(1000 * km, unit), 0) + ' ' + name(unit)
                             : "beyond half the Earth";
}

std::string interval_text(const WeightedQuantiles& km, LengthUnit unit) {
    if (std::isfinite(km.high))
        return grouped(in_unit(1000 * km.low, unit), 0) + " to " + range_text(km.high, unit);
    return std::isfinite(km.low) ? range_text(km.low, unit) + " to " + range_text(km.high, unit)
                                 : "all of it " + range_text(km.high, unit);
}

Overlay overlay_of(const FlightEstimate& estimate, const EstimateLayers& layers, Color color, LengthUnit unit,
                   bool dark) {
    Overlay overlay;
    if (!estimate.problem.empty() || estimate.revision < 0 || !estimate.answer.report.site) return overlay;
    const WeightedQuantiles& km = estimate.answer.estimate.standard_km;
    if (layers.range) {
        add_rings(estimate, km, color, unit, overlay.shapes);
        overlay.span = span_of(km, color);
    }
    if (layers.turning) add_turning_ring(estimate, color, overlay.shapes);
    if (layers.flights) add_flights(estimate, unit, dark, overlay.arcs);
    return overlay;
}

}  // namespace apogee
