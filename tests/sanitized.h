#pragma once

namespace apogee::testing {

/// Under sanitizers everything takes ten times as long, and the memory is tried there, not the numbers: of
/// flights drawn at random a few suffice.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

}  // namespace apogee::testing
