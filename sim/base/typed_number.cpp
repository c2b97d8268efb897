#include "base/typed_number.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace apogee {

std::string ambiguous_point(std::string_view number) {
    const std::size_t point = number.find('.');
    if (point == 0 || point > 3 || number.size() != point + 4) return {};
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const std::string_view before = number.substr(0, point), after = number.substr(point + 1);
    if (!std::ranges::all_of(before, digit) || !std::ranges::all_of(after, digit) || before == "0") return {};
    return fmt::format("thousands or decimals? Type {}{} or {}.{}0", before, after, before, after);
}

std::optional<double> number_with_thousands(std::string_view number) {
    std::string commas(number), digits;
    for (const std::string_view space : {" ", "\u00a0", "\u202f"})
        for (auto at = commas.find(space); at != commas.npos; at = commas.find(space, at))
            commas.replace(at, space.size(), ",");
    const std::size_t point = std::min(commas.find('.'), commas.size());
    for (std::size_t i = 0; i < commas.size(); ++i) {
        if (commas[i] != ',') {
            digits += commas[i];
            continue;
        }
        const bool parts_thousands = i > 0 && i < point && (point - i) % 4 == 0;
        if (!parts_thousands) return std::nullopt;
    }
    return finite_number(digits);
}

}  // namespace apogee
