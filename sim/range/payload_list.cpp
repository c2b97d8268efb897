#include "range/payload_list.h"

#include <fmt/format.h>

#include <cmath>
#include <tuple>

#include "base/input_error.h"
#include "base/text.h"

namespace apogee {

std::vector<double> read_payloads_kg(const std::string& text, const Scenario& scenario) {
    constexpr double most_points = 10000;
    const auto wrong = [&](const std::string& what) {
        return InputError(
            fmt::format("--payload: {}; expected FROM:TO:STEP in kg such as 300:1500:100", what));
    };
    std::vector<double> parts;
    std::string_view rest = text;
    while (true) {
        const std::size_t colon = rest.find(':');
        const std::optional<double> value = finite_number(rest.substr(0, colon));
        if (!value) throw wrong("found " + in_quotes(text));
        parts.push_back(*value);
        if (colon == std::string_view::npos) break;
        rest.remove_prefix(colon + 1);
    }
    if (parts.size() != 3) throw wrong("found " + in_quotes(text));
    const auto [from, to, step] = std::tie(parts[0], parts[1], parts[2]);
    if (!(step > 0) || to < from) throw wrong("no payload lies in " + in_quotes(text));
    if ((to - from) / step >= most_points) throw wrong(fmt::format("more than {:g} payloads", most_points));
    for (const Parameter& p : scenario.parameters)
        if (p.path == "payload.mass_kg" && (from < p.least || to > p.most))
            throw wrong(fmt::format("a payload lies between {:g} and {:g} kg", p.least, p.most));
    std::vector<double> list;
    const double whole_steps = std::floor((to - from) / step * (1 + 1e-12));
    for (int i = 0; i <= whole_steps; ++i) list.push_back(from + i * step);
    if (to - list.back() > 1e-9 * step) list.push_back(to);
    return list;
}

}  // namespace apogee
