#include "figure/type_setter.h"

#include <algorithm>

namespace apogee {

std::string TypeSetter::shortened(const std::string& words, const Typeface& face, double most) const {
    if (width(words, face) <= most) return words;
    const std::string ellipsis = "…";
    const std::vector<std::string> parts = lines(words, face, std::max(1.0, most - width(ellipsis, face)));
    return parts.front() + ellipsis;
}

}  // namespace apogee
