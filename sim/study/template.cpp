#include "study/template.h"

namespace apogee {

std::string_view study_template() {
    return R"(# A study for Apogee: one scenario flown many times, with numbers that differ from flight to flight.
# See what it would fly with `apogee check FILE`, fly it with `apogee study FILE`, and one of its cases with
# `apogee run --case N FILE`.

title = "How far the uncertain numbers leave open what the flight did"
scenario = "catalogue:hwasong-15-2017-11-29"    # or a file beside this one: "mine.toml"
# scenarios = ["a.toml", "b.toml"]          # instead: several, with the same random numbers for the same keys
cases = 2000                                # flights of each scenario
seed = 1                                    # another seed, another sample
# sampling = "sobol"                        # instead of "random": covers the possibilities more evenly

# Without [[vary]] every number varies that its scenario calls uncertain (low and high, or sd). With it only
# the numbers listed do, each in a table of its own.
[[vary]]
key = "payload.mass_kg"                     # as the scenario says it is spread
[[vary]]
key = "stage[1].isp_vacuum_s"               # stages count from 1
[[vary]]
key = "environment.density_scale"
distribution = "normal"                     # "normal", "uniform", "triangular", "log-normal", "discrete"
mean = 1
sd = 0.05                                   # uniform: low, high; triangular: mode, low, high;
                                            # log-normal: median, sd_of_ln; discrete: values, weights

# Two numbers that go together.
# [[correlation]]
# keys = ["payload.mass_kg", "stage[1].isp_vacuum_s"]
# coefficient = 0.5

# End before all cases are flown, when the median range is known so well (90 %).
# [stop]
# median_range_interval_km = 1

# A sweep instead: every combination of these values, without cases, seed and [[vary]].
# [[sweep]]
# key = "payload.mass_kg"
# values = [300, 500, 644, 1000]
# [[sweep]]
# key = "ascent.burnout_elevation_deg"
# from = 20
# to = 85
# steps = 14
)";
}

}  // namespace apogee
