#pragma once

namespace apogee {

/// A point of the Earth's surface as people and files write it, degrees. Latitude is geodetic (WGS 84) and in
/// [-90, 90]; longitude counts eastward and, where nothing else is said, is in [-180, 180]. Computations take
/// a Geodetic, in radians (physics/earth.h).
struct LatLon {
    double latitude_deg = 0, longitude_deg = 0;
    bool operator==(const LatLon&) const = default;
};

}  // namespace apogee
