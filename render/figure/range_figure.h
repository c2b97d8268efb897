#pragma once

#include "figure/figure.h"
#include "range/range.h"

namespace apogee {

/// What `apogee figure --kind ring` and `payload` draw.
struct RangeFigure {
    std::string name;  ///< the scenario file's stem
    Scenario scenario;
    bool turning = true;  ///< the Earth turns
    RangeRing ring;
    std::vector<PayloadPoint> curve;
};

struct RangeFigureOptions {
    int azimuths = 72;
    bool still = false;                  ///< from an Earth that does not turn
    std::optional<std::string> payload;  ///< FROM:TO:STEP; without it from half to twice the scenario's own
};

/// The ring all round. @throws InputError where no line closes
[[nodiscard]] RangeFigure ring_figure(const std::string& scenario, const Overrides& changes,
                                      const RangeFigureOptions& options);
/// The range over payload.
[[nodiscard]] RangeFigure payload_figure(const std::string& scenario, const Overrides& changes,
                                         const RangeFigureOptions& options);

[[nodiscard]] PageWords words_of(const RangeFigure& figure, const Look& look);
void draw_ring(Canvas& canvas, const Box& whole, const RangeFigure& figure, PageWords words,
               const Look& look);
void draw_payload(Canvas& canvas, const Box& whole, const RangeFigure& figure, PageWords words,
                  const Look& look);

}  // namespace apogee
