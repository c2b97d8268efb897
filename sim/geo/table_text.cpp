#include "geo/table_text.h"

#include <cassert>
#include <charconv>
#include <cstdint>

namespace apogee {

template <class Number>
Number table_number(std::string_view field) {
    Number number{};
    [[maybe_unused]] const auto [end, error] =
        std::from_chars(field.data(), field.data() + field.size(), number);
    assert(error == std::errc() && end == field.data() + field.size());
    return number;
}

template int table_number(std::string_view);
template std::uint16_t table_number(std::string_view);
template std::uint32_t table_number(std::string_view);
template double table_number(std::string_view);

}  // namespace apogee
