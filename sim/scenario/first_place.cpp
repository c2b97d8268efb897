#include "scenario/first_place.h"

#include <algorithm>

namespace apogee {

Place first_place(const Scenario& scenario, std::string_view path) {
    const auto first = std::ranges::find_if(scenario.parameters,
                                            [&](const Parameter& p) { return p.path.starts_with(path); });
    return first == scenario.parameters.end() ? Place{scenario.file, 1, 1} : first->place;
}

}  // namespace apogee
