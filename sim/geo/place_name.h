#pragma once

#include <span>
#include <string>
#include <string_view>

/// Names of countries and towns as people type them.
namespace apogee {

/// A name as people compare names: letters small and without their marks ("São Paulo" is "sao paulo", "Köln"
/// "koln"), apostrophes, points and the article before it left out ("the Netherlands", "U.S."), hyphens as
/// spaces. Of Latin letters; others stay as they are.
[[nodiscard]] std::string comparable_name(std::string_view name);

/// A name that people use and the map does not.
struct OtherName {
    std::string_view used, of_map;
};
[[nodiscard]] std::span<const OtherName> other_names();

/// What is wrong with a name that several countries share, or that a continent or a state has, and what is
/// expected instead; empty for others.
[[nodiscard]] std::string_view why_no_one_place(std::string_view name);

/// The map's word for such a name; the name itself where there is none.
[[nodiscard]] std::string_view name_of_map(std::string_view used);

}  // namespace apogee
