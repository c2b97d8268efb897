#include "scenario/identity.h"

#include <fmt/format.h>

#include <cstdint>

namespace apogee {
namespace {

/// The shortest text that reads as this number again; -0 flies like 0.
std::string exact_text(double value) {
    return fmt::format("{}", value == 0 ? 0.0 : value);
}

}  // namespace

void Identity::add(const std::string& path, double value) {
    facts_[path] = exact_text(value);
}

void Identity::add(const std::string& path, const std::vector<double>& values) {
    std::string& text = facts_[path];
    for (const double value : values) text += exact_text(value) + ",";
}

void Identity::add(const std::string& path, std::string_view word) {
    facts_[path] = word;
}

std::string Identity::hash() const {
    std::uint64_t state = 0xcbf29ce484222325ULL;
    const auto add = [&](std::string_view text) {
        // The zero byte ends it: no two lists of facts share one text.
        for (const char c : text) state = (state ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
        state *= 0x100000001b3ULL;
    };
    for (const auto& [path, value] : facts_) {
        add(path);
        add(value);
    }
    return fmt::format("{:016x}", state);
}

}  // namespace apogee
