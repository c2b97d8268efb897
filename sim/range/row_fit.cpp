#include "range/row_fit.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cassert>
#include <cmath>

#include "physics/elementary.h"

namespace apogee {
namespace {

/// Rows for each coefficient that is fitted: with as many, the errors of the fit are some 20 % greater than
/// those that its terms cannot express.
constexpr std::size_t rows_per_term = 3;

std::size_t linear_terms(std::size_t columns) {
    return 1 + columns;
}

std::size_t quadratic_terms(std::size_t columns) {
    return 1 + columns + columns * (columns + 1) / 2;
}

}  // namespace

std::size_t RowFit::fewest_rows(std::size_t numbers) {
    return rows_per_term * linear_terms(numbers);
}

void RowFit::learn(std::span<const double> row, std::span<const double> answers) {
    assert(known_.empty() || answers.size() == answers_per_row_);
    answers_per_row_ = answers.size();
    known_.push_back({{row.begin(), row.end()}, {answers.begin(), answers.end()}});
}

void RowFit::choose_columns() {
    columns_.clear();
    const auto rows = static_cast<double>(known_.size());
    for (std::size_t k = 0; k < known_.front().row.size(); ++k) {
        const bool positive = std::ranges::all_of(known_, [&](const Known& r) { return r.row[k] > 0; });
        const auto value = [&](const Known& r) { return positive ? elementary::log(r.row[k]) : r.row[k]; };
        double sum = 0, squares = 0;
        for (const Known& r : known_) sum += value(r);
        for (const Known& r : known_) squares += (value(r) - sum / rows) * (value(r) - sum / rows);
        const double scale = std::sqrt(squares / rows);
        if (scale > 1e-9 * (1 + std::abs(sum / rows))) columns_.push_back({k, positive, sum / rows, scale});
    }
}

bool RowFit::scaled(std::span<const double> row, Eigen::VectorXd& z) const {
    z.resize(static_cast<Eigen::Index>(columns_.size()));
    for (std::size_t k = 0; k < columns_.size(); ++k) {
        const Column& c = columns_[k];
        if (c.logarithm && !(row[c.index] > 0)) return false;
        const double value = c.logarithm ? elementary::log(row[c.index]) : row[c.index];
        z[static_cast<Eigen::Index>(k)] = (value - c.mean) / c.scale;
    }
    return z.allFinite();
}

void RowFit::write_terms(const Eigen::VectorXd& z, Eigen::Ref<Eigen::VectorXd> terms) const {
    Eigen::Index t = 0;
    terms[t++] = 1;
    for (Eigen::Index i = 0; i < z.size(); ++i) terms[t++] = z[i];
    if (!quadratic_) return;
    for (Eigen::Index i = 0; i < z.size(); ++i)
        for (Eigen::Index k = i; k < z.size(); ++k) terms[t++] = z[i] * z[k];
}

bool RowFit::fit() {
    if (known_.empty()) return false;
    choose_columns();
    if (known_.size() < rows_per_term * linear_terms(columns_.size())) return false;
    quadratic_ = known_.size() >= rows_per_term * quadratic_terms(columns_.size());
    const std::size_t terms = quadratic_ ? quadratic_terms(columns_.size()) : linear_terms(columns_.size());
    // More rows than that would cost time and teach little.
    const std::size_t every = std::max<std::size_t>(1, known_.size() / (2 * rows_per_term * terms));
    const std::size_t used = (known_.size() + every - 1) / every;
    Eigen::MatrixXd left(terms, used), right(answers_per_row_, used);
    Eigen::VectorXd z;
    for (std::size_t i = 0; i < used; ++i) {
        const auto column = static_cast<Eigen::Index>(i);
        const Known& r = known_[i * every];
        static_cast<void>(scaled(r.row, z));
        write_terms(z, left.col(column));
        right.col(column) =
            Eigen::Map<const Eigen::VectorXd>(r.answers.data(), static_cast<Eigen::Index>(answers_per_row_));
    }
    // Normal equations: columns are scaled to one, and a start needs few digits. The ridge keeps numbers that
    // always move together from tearing the matrix.
    Eigen::MatrixXd normal = Eigen::MatrixXd::Zero(left.rows(), left.rows());
    normal.selfadjointView<Eigen::Lower>().rankUpdate(left);
    normal.diagonal().array() += 1e-8 * static_cast<double>(used);
    coefficients_ = normal.selfadjointView<Eigen::Lower>().ldlt().solve(left * right.transpose());
    const Eigen::MatrixXd errors = right - coefficients_.transpose() * left;
    const double free_rows = static_cast<double>(used - terms);
    // Errors grow by as much on rows that the fit has not seen as it has made them smaller on those it has.
    spread_ = (errors.rowwise().squaredNorm() * (static_cast<double>(used) / (free_rows * free_rows)))
                  .array()
                  .sqrt();
    return coefficients_.allFinite();
}

std::optional<Eigen::VectorXd> RowFit::predict(std::span<const double> row) const {
    Eigen::VectorXd z, terms(coefficients_.rows());
    if (!scaled(row, z)) return std::nullopt;
    write_terms(z, terms);
    return coefficients_.transpose() * terms;
}

}  // namespace apogee
