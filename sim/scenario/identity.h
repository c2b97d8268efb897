#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace apogee {

/// Everything that a flight depends on, by path, as readers come across it: every number that may vary, every
/// choice, every row of a table. Words for people, sources, comments and the order of keys are not in it, and
/// a default is the same as saying it.
class Identity {
  public:
    void add(const std::string& path, double value);
    void add(const std::string& path, const std::vector<double>& values);
    void add(const std::string& path, std::string_view word);

    void forget(const std::string& path) { facts_.erase(path); }

    /// 16 hexadecimal digits (FNV-1a, 64 bits), the same on every machine.
    [[nodiscard]] std::string hash() const;

  private:
    std::map<std::string, std::string> facts_;
};

}  // namespace apogee
