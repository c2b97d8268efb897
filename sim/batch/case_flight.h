#pragma once

#include "batch/engine.h"
#include "lanes/lane_data.h"

namespace apogee {

/// One case on its way from plan to result: what the lanes need, and what comes out of them.
class CaseFlight {
  public:
    /// @param plan     numbers of the case; its air is not looked at, `world` has it. Neither are its vectors
    ///                 at the start: libm made them.
    /// @param release  null: from the pad.
    void prepare(FlightPlan plan, const Release* release, const Earth& earth, const LaneWorld& world);

    /// Whether it leaves the pad; else it has ended there.
    [[nodiscard]] bool lifts_off() const { return lanes_.progress == LaneFlight::Progress::ready; }
    /// Ready to be flown. Points into this object.
    [[nodiscard]] const LaneFlight& lanes() const { return lanes_; }
    [[nodiscard]] const Earth& earth() const { return earth_; }

    [[nodiscard]] CaseResult result(const LaneFlight& flown, FlownBy by) const;

  private:
    void place_start(const Release* release, const LaneWorld& world);

    FlightPlan plan_;
    Earth earth_;
    LaneFlight lanes_;
};

}  // namespace apogee
