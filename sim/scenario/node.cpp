#include "scenario/node.h"

#include <algorithm>
#include <array>

namespace apogee {

const Node::Entry* Node::find(std::string_view key) const {
    const Table* entries = table();
    if (!entries) return nullptr;
    const auto found = std::ranges::find(*entries, key, &Entry::key);
    return found == entries->end() ? nullptr : &*found;
}

Node::Entry* Node::find(std::string_view key) {
    return const_cast<Entry*>(std::as_const(*this).find(key));
}

void Node::erase(std::string_view key) {
    if (Table* entries = table())
        std::erase_if(*entries, [&](const Entry& entry) { return entry.key == key; });
}

std::string_view Node::kind() const {
    constexpr std::array<std::string_view, 6> names{"a number", "a string", "true or false",
                                                    "a date",   "an array", "a table"};
    return names[value.index()];
}

}  // namespace apogee
