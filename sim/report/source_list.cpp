#include "report/source_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/input_error.h"
#include "base/text.h"

namespace apogee {

std::string SourceList::mark(const std::string& source) {
    if (source.empty()) return {};
    auto found = std::find(sources_.begin(), sources_.end(), source);
    if (found == sources_.end()) found = sources_.insert(sources_.end(), source);
    return fmt::format("[{}]", found - sources_.begin() + 1);
}

std::string SourceList::print() const {
    std::string text;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        text += indented(fmt::format("  [{}] ", i + 1), printable(sources_[i]));
    }
    return text;
}

}  // namespace apogee
