#pragma once

#include <string>
#include <vector>

namespace apogee {

/// Sources in order of first mention, so that a table can point at them by number.
class SourceList {
  public:
    /// "[2]"; empty for no source.
    std::string mark(const std::string& source);
    /// One entry a source, wrapped to the page; empty where none was marked.
    [[nodiscard]] std::string print() const;
    /// In the order of their numbers.
    [[nodiscard]] const std::vector<std::string>& entries() const { return sources_; }

  private:
    std::vector<std::string> sources_;
};

}  // namespace apogee
