#pragma once

#include <Eigen/Core>
#include <Eigen/Geometry>

/// Angles are radians and everything else is SI inside the library; kilometres, degrees and kilonewtons
/// exist in files and reports only. Names carry a unit where a reader could doubt it.
namespace apogee {

/// A vector in some frame. The frame is the suffix of the variable's name: r_I inertial, v_E Earth-fixed.
template <class T>
using Vec3 = Eigen::Matrix<T, 3, 1>;

inline constexpr double pi = 3.14159265358979323846;

constexpr double radians(double degrees) {
    return degrees * (pi / 180.0);
}
constexpr double degrees(double radians) {
    return radians * (180.0 / pi);
}

/// Height above the ellipsoid or sphere, in metres of length. What a trajectory has.
template <class T>
struct GeometricHeight {
    T m;
};

/// Height in units of potential energy per standard gravity. What the layers of a standard atmosphere are
/// given in. Taking one for the other makes the density wrong by 17 % at 85 km, hence the two types.
template <class T>
struct GeopotentialHeight {
    T m;
};

}  // namespace apogee
