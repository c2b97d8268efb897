#pragma once

#include <array>
#include <cstddef>

/// Runge-Kutta methods for r'' = a(t, r, v). Positions are advanced with the squares of the coefficient
/// matrix, which is the same method (r' = v is part of the system) with half the stages to keep.
namespace apogee::tableau {

template <std::size_t stages>
using Row = std::array<double, stages>;
/// Weights of the stages before each stage.
template <std::size_t stages>
using Matrix = std::array<Row<stages>, stages>;

/// Weights of the accelerations in a position whose weights of the velocities are `row`.
template <std::size_t stages>
[[nodiscard]] constexpr Row<stages> for_position(const Row<stages>& row, const Matrix<stages>& a) {
    Row<stages> product{};
    for (std::size_t i = 0; i < stages; ++i)
        for (std::size_t j = 0; j < stages; ++j) product[j] += row[i] * a[i][j];
    return product;
}
template <std::size_t stages>
[[nodiscard]] constexpr Matrix<stages> for_positions(const Matrix<stages>& a) {
    Matrix<stages> rows{};
    for (std::size_t i = 0; i < stages; ++i) rows[i] = for_position(a[i], a);
    return rows;
}

}  // namespace apogee::tableau
