#pragma once

#include <Eigen/Core>

#include "base/angles.h"

/// Vectors and heights. Frames: the suffix of a variable's name, r_I inertial, v_E Earth-fixed.
namespace apogee {

template <class T>
using Vec3 = Eigen::Matrix<T, 3, 1>;

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
