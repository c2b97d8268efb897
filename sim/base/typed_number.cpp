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
    std::string digits;
    std::size_t since_separator = 0;
    bool parted = false, decimals = false;
    while (!number.empty()) {
        std::size_t separator = 0;
        for (const std::string_view s : {",", " ", "\u00a0", "\u202f"})
            if (number.starts_with(s)) separator = s.size();
        if (separator > 0) {
            const bool whole_group =
                parted ? since_separator == 3 : since_separator >= 1 && since_separator <= 3;
            if (decimals || !whole_group) return std::nullopt;
            parted = true;
            since_separator = 0;
            number.remove_prefix(separator);
            continue;
        }
        if (number.front() == '.' && !decimals) {
            if (parted && since_separator != 3) return std::nullopt;
            decimals = true;
        }
        digits += number.front();
        ++since_separator;
        number.remove_prefix(1);
    }
    if (parted && !decimals && since_separator != 3) return std::nullopt;
    return finite_number(digits);
}

}  // namespace apogee
