#pragma once

#include <Eigen/Core>
#include <optional>
#include <span>
#include <vector>

namespace apogee {

/// Predicts the answers of rows of numbers from rows whose answers are known: least squares over the numbers'
/// logarithms (over a number itself where it is not always positive), linear while few rows are known and
/// quadratic once there are enough. Gives the start of a search and its expected error.
class RowFit {
  public:
    /// @param answers  of every row, as many as each other
    void learn(std::span<const double> row, std::span<const double> answers);
    /// For a fit over so many numbers, all of which differ from row to row.
    [[nodiscard]] static std::size_t fewest_rows(std::size_t numbers);
    [[nodiscard]] std::size_t rows() const { return answers_per_row_ == 0 ? 0 : known_.size(); }
    /// Fits all rows learnt so far. @return false where they are too few for a fit.
    bool fit();
    /// @return empty where the row has no logarithm that the others have. After a fit only.
    [[nodiscard]] std::optional<Eigen::VectorXd> predict(std::span<const double> row) const;
    /// Root mean square of the errors to expect, of each answer, corrected for the degrees of freedom that
    /// the fit used.
    [[nodiscard]] const Eigen::VectorXd& spread() const { return spread_; }

  private:
    struct Known {
        std::vector<double> row, answers;
    };
    void choose_columns();
    [[nodiscard]] bool scaled(std::span<const double> row, Eigen::VectorXd& z) const;
    void write_terms(const Eigen::VectorXd& z, Eigen::Ref<Eigen::VectorXd> terms) const;

    struct Column {
        std::size_t index;
        bool logarithm;
        double mean, scale;
    };
    std::size_t answers_per_row_ = 0;
    std::vector<Known> known_;
    std::vector<Column> columns_;  ///< those that differ from row to row
    bool quadratic_ = false;
    Eigen::MatrixXd coefficients_;  ///< terms x answers
    Eigen::VectorXd spread_;
};

}  // namespace apogee
