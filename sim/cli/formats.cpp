#include <algorithm>

#include "base/input_error.h"
#include "cli/command.h"

namespace apogee {

std::vector<std::string> chosen_formats(const std::vector<std::string>& given,
                                        std::span<const std::string_view> known,
                                        const std::optional<std::string>& out) {
    if (out && out->empty()) throw InputError("--out: an empty name; expected a folder such as results");
    std::vector<std::string> chosen;
    for (const std::string& format : given) {
        if (std::ranges::find(known, std::string_view(format)) == known.end())
            throw InputError("--format: unknown format " + in_quotes(format) + "; expected one of " +
                             joined(known, ", "));
        if (std::ranges::find(chosen, format) == chosen.end()) chosen.push_back(format);
    }
    if (!given.empty() && !out)
        throw InputError("--format: says what files to write; --out DIR must say where");
    if (out && given.empty()) chosen.emplace_back(known.front());
    return chosen;
}

}  // namespace apogee
