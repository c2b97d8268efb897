#pragma once

#include <string>
#include <vector>

namespace apogee {

/// The names between the commas of an option's texts: "csv,json", and "kml" where the option was given again.
/// @param example  of such a list, for the message
/// @throws InputError where there is nothing before, between or after the commas
[[nodiscard]] std::vector<std::string> comma_list(const std::string& option,
                                                  const std::vector<std::string>& given,
                                                  const std::string& example);

}  // namespace apogee
