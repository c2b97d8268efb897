#pragma once

#include "lanes/lane_climb.h"
#include "lanes/lane_coast.h"
#include "lanes/lane_flyer.h"

namespace apogee::APOGEE_LANES {

/// A flight's way: step by step until it leaves the air under thrust, climbing there in long steps, step by
/// step until it coasts above the air, coasting in long steps, step by step to its end.
void fly(const LaneWorld& world, LaneFlight* flights, int count) {
    using Progress = LaneFlight::Progress;
    Flyer flyer(world);
    flyer.fly(flights, count, Progress::ready);
    Climb(world).fly(flights, count);
    flyer.fly(flights, count, Progress::ready);
    Coast coast(world.earth);
    LaneFlight* group[Pack::lanes];
    for (int i = 0, filled = 0; i < count; ++i) {
        if (flights[i].progress == Progress::coasting) group[filled++] = &flights[i];
        if (filled == 0 || (filled < Pack::lanes && i + 1 < count)) continue;
        // The last group may not be full: its last flight stands in for the missing ones.
        LaneFlight spare = *group[filled - 1];
        for (int lane = filled; lane < Pack::lanes; ++lane) group[lane] = &spare;
        coast.fly(group);
        filled = 0;
    }
    flyer.fly(flights, count, Progress::coasting);
}

}  // namespace apogee::APOGEE_LANES
