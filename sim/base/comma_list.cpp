#include "base/comma_list.h"

#include <algorithm>

#include "base/input_error.h"

namespace apogee {

std::vector<std::string> comma_list(const std::string& option, const std::vector<std::string>& given,
                                    const std::string& example) {
    std::vector<std::string> names;
    for (const std::string& text : given)
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find(',', begin), text.size());
            if (end == begin)
                throw InputError(option + ": a name is missing in " + in_quotes(text) +
                                 "; expected names with commas between them, such as " + example);
            names.push_back(text.substr(begin, end - begin));
            begin = end + 1;
        }
    return names;
}

}  // namespace apogee
