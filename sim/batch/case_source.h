#pragma once

#include <cstdint>
#include <span>

namespace apogee {

/// Gives every case its numbers: a random sample, a sweep, a list.
class CaseSource {
  public:
    virtual ~CaseSource() = default;
    /// Fills in the values of a case. Called from several threads at once, in any order; what it gives must
    /// depend on the case's number alone.
    virtual void values(std::uint64_t number, std::span<double> values) const = 0;
};

}  // namespace apogee
