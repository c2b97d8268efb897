#pragma once

#include <vector>

#include "batch/engine.h"
#include "batch/lane_data.h"

namespace apogee {

/// One case on its way from plan to result: what the lanes need, laid out flat, and what comes out of them.
class CaseFlight {
  public:
    /// @param plan     numbers of the case; its air is not looked at, `world` has it. Neither are its vectors
    ///                 at the start: libm made them.
    /// @param release  null: from the pad.
    void prepare(FlightPlan plan, const Release* release, const Earth& earth, const LaneWorld& world);

    /// Whether thrust exceeds weight before the first stage burns out.
    [[nodiscard]] bool lifts_off() const { return lifts_off_; }
    /// Ready to be flown. Points into this object.
    [[nodiscard]] const LaneFlight& lanes() const { return lanes_; }
    [[nodiscard]] const Earth& earth() const { return earth_; }

    [[nodiscard]] CaseResult result(const LaneFlight& flown, FlownBy by) const;

  private:
    void lay_out_drag();
    void place_start(const Release* release, const LaneWorld& world);
    void find_lift_off(const LaneWorld& world, const EastNorthUp& axes);

    FlightPlan plan_;
    Earth earth_;
    LaneFlight lanes_;
    std::vector<LaneDrag> drag_;
    std::vector<DragSegment> segments_;
    bool lifts_off_ = true;
};

}  // namespace apogee
