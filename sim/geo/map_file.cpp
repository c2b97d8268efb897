#include "geo/map_file.h"

#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>

namespace apogee {

static_assert(std::endian::native == std::endian::little, "the files store little-endian numbers");

std::string_view MapFile::line() {
    const std::size_t end = bytes_.find('\n', at_);
    assert(end != bytes_.npos);
    const std::string_view result = bytes_.substr(at_, end - at_);
    at_ = end + 1;
    return result;
}

template <class T>
T MapFile::raw() {
    assert(at_ + sizeof(T) <= bytes_.size());
    T value;
    std::memcpy(&value, bytes_.data() + at_, sizeof(T));
    at_ += sizeof(T);
    return value;
}

MapGrid MapFile::grid() {
    MapGrid grid{};
    grid.longitude_step_deg = raw<double>();
    grid.latitude_step_deg = raw<double>();
    grid.west_deg = raw<double>();
    grid.origin_latitude_deg = raw<double>();
    grid.south = raw<std::int32_t>();
    grid.north = raw<std::int32_t>();
    grid.width = static_cast<std::int32_t>(std::lround(360 / grid.longitude_step_deg));
    return grid;
}

std::uint8_t MapFile::byte() {
    return raw<std::uint8_t>();
}

std::uint32_t MapFile::number() {
    std::uint32_t value = 0;
    for (int shift = 0;; shift += 7) {
        assert(shift < 32);
        const std::uint32_t next = byte();
        value |= (next & 127u) << shift;
        if (next < 128) return value;
    }
}

std::int32_t MapFile::signed_number() {
    const std::uint32_t value = number();
    const auto half = static_cast<std::int32_t>(value >> 1);
    return (value & 1u) != 0 ? ~half : half;
}

}  // namespace apogee
