#pragma once

#include "flight/tableau.h"

namespace apogee {

/// Dormand and Prince's 5(4) pair with its continuous extension, for r'' = a(t, r, v).
/// Source: Dormand & Prince, J. Comput. Appl. Math. 6 (1980) 19; the extension in Hairer, Norsett & Wanner,
/// Solving Ordinary Differential Equations I (2nd ed., 1993), section II.6.
namespace dormand_prince {
inline constexpr int stages = 7;  ///< the last one is evaluated at the step's end: the next one's first
using Row = tableau::Row<stages>;
inline constexpr Row node{0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1};
inline constexpr tableau::Matrix<stages> a{
    {{},
     {1.0 / 5},
     {3.0 / 40, 9.0 / 40},
     {44.0 / 45, -56.0 / 15, 32.0 / 9},
     {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
     {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
     {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}}};
/// Difference of the two solutions.
inline constexpr Row error{71.0 / 57600,      0,          -71.0 / 16695, 71.0 / 1920,
                           -17253.0 / 339200, 22.0 / 525, -1.0 / 40};
/// Weights of the extension's fourth-order term.
inline constexpr Row dense{-12715105075.0 / 11282082432,  0,
                           87487479700.0 / 32700410799,   -10690763975.0 / 1880347072,
                           701980252875.0 / 199316789632, -1453857185.0 / 822651844,
                           69997945.0 / 29380423};

inline constexpr auto position_a = tableau::for_positions(a);
inline constexpr Row position_error = tableau::for_position(error, a),
                     position_dense = tableau::for_position(dense, a);
}  // namespace dormand_prince

}  // namespace apogee
