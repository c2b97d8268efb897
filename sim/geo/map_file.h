#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace apogee {

/// The map's grid: positions in the file are whole steps of it.
struct MapGrid {
    double longitude_step_deg, latitude_step_deg;
    double west_deg, origin_latitude_deg;  ///< position of step (0, 0)
    std::int32_t south, north;             ///< rows at or just beyond the poles
    std::int32_t width;                    ///< steps in a turn of longitude
};

/// Reads the bytes of a world-*.bin from front to back. docs/map.md has the format. The bytes are our own,
/// linked into the program: reading past the end is a mistake of ours and asserts.
class MapFile {
  public:
    explicit MapFile(std::string_view bytes) : bytes_(bytes) {}

    /// The first line, without its end.
    [[nodiscard]] std::string_view line();
    [[nodiscard]] MapGrid grid();
    [[nodiscard]] std::uint8_t byte();
    [[nodiscard]] std::uint32_t number();        ///< seven bits a byte, low ones first
    [[nodiscard]] std::int32_t signed_number();  ///< the same of 0, -1, 1, -2, ...
    [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }

  private:
    template <class T>
    T raw();

    std::string_view bytes_;
    std::size_t at_ = 0;
};

}  // namespace apogee
