#include "compare/fit.h"

#include <fmt/format.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>

#include "base/input_error.h"

namespace apogee {
namespace {

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

/// What messages call the data's zero of time among the fitted numbers.
constexpr std::string_view time_offset = "the time offset";

/// The option that asks for a fitted number.
const char* option_of(std::string_view name) {
    return name == time_offset ? "--time-offset" : "--fit";
}

/// A fitted value as a scenario has it: of what goes round between 0 and 360.
double stated_value(const FittedNumber& number, double x) {
    return number.goes_round ? x - 360 * std::floor(x / 360) : x;
}

/// @param stated  the scenario without changes: its bounds hold, whatever the value was set to
FittedNumber number_of(const Scenario& scenario, const Scenario& stated, const std::string& path) {
    const auto set = std::ranges::find(scenario.parameters, path, &Parameter::path);
    const auto found = std::ranges::find(stated.parameters, path, &Parameter::path);
    if (set == scenario.parameters.end() || found == stated.parameters.end()) {
        std::vector<std::string_view> paths;
        for (const Parameter& parameter : scenario.parameters) paths.push_back(parameter.path);
        throw InputError(fmt::format("--fit: {} is no number of the scenario; {}", in_quotes(path),
                                     did_you_mean(path, paths, "apogee check lists them")));
    }
    if (found->whole)
        throw InputError(
            fmt::format("--fit: {} counts something; expected a number that may be a fraction", path));
    FittedNumber number{path,        found->unit, set->value, set->value, found->least,
                        found->most, 0,           false,      false};
    double low = number.low, high = number.high;
    if (const auto* triangular = std::get_if<Triangular>(&found->uncertainty)) {
        low = triangular->low;
        high = triangular->high;
    } else if (const auto* normal = std::get_if<Normal>(&found->uncertainty)) {
        low = found->value - 4 * normal->sd;
        high = found->value + 4 * normal->sd;
    }
    number.low = std::max(low, number.low);
    number.high = std::min(high, number.high);
    if (number.value < number.low || number.value > number.high)
        throw InputError(fmt::format("--fit: {} is set to {}, out of its bounds; expected {} to {}", path,
                                     number_text(number.value), number_text(number.low),
                                     number_text(number.high)));
    number.goes_round = number.unit == "deg" && number.low == 0 && number.high == 360;
    if (number.goes_round) {  // north is no wall
        number.low = number.value - 180;
        number.high = number.value + 180;
    }
    return number;
}

/// The differences as a function of the numbers, the offset last where it is fitted.
class Problem {
  public:
    Problem(const FitQuestion& question, const std::vector<FittedNumber>& numbers,
            const MeasuredFlight& measured)
        : question_(question), numbers_(numbers), measured_(measured) {}

    [[nodiscard]] Flight fly(const Vector& x) {
        ++flights;
        Overrides overrides = question_.overrides;
        for (std::size_t i = 0; i < numbers_.size(); ++i)
            overrides.emplace_back(numbers_[i].path,
                                   number_text(stated_value(numbers_[i], x[static_cast<Eigen::Index>(i)])));
        return fly_scenario(question_.file, overrides, question_.fly_to_s);
    }

    [[nodiscard]] double offset(const Vector& x) const {
        return question_.fit_offset ? x[x.size() - 1] : question_.offset_s;
    }

    [[nodiscard]] Vector differences(const Vector& x) {
        const std::vector<double> list = scaled_differences(measured_, fly(x), offset(x));
        return Eigen::Map<const Vector>(list.data(), static_cast<Eigen::Index>(list.size()));
    }

    int flights = 0;

  private:
    const FitQuestion& question_;
    const std::vector<FittedNumber>& numbers_;
    const MeasuredFlight& measured_;
};

struct Box {
    Vector low, high;

    [[nodiscard]] Vector clamped(const Vector& x) const { return x.cwiseMax(low).cwiseMin(high); }
    [[nodiscard]] bool at_bound(const Vector& x, Eigen::Index i) const {
        return x[i] <= low[i] || x[i] >= high[i];
    }
};

/// Of the order at which truncation and the integrator's own error weigh alike, for errors of 1e-10.
double step_of(double value) {
    constexpr double relative_step = 1e-4;
    return relative_step * std::max(std::abs(value), 1.0);
}

Matrix jacobian(Problem& problem, const Box& box, const Vector& x, Eigen::Index rows) {
    Matrix result(rows, x.size());
    for (Eigen::Index i = 0; i < x.size(); ++i) {
        Vector below = x, above = x;
        const double step = step_of(x[i]);
        below[i] -= step;
        above[i] += step;
        below = box.clamped(below);
        above = box.clamped(above);
        result.col(i) = (problem.differences(above) - problem.differences(below)) / (above[i] - below[i]);
    }
    return result;
}

/// Those that a step may move: not at a bound, or pulled back from it.
std::vector<Eigen::Index> free_numbers(const Box& box, const Vector& x, const Vector& downhill) {
    std::vector<Eigen::Index> free;
    for (Eigen::Index i = 0; i < x.size(); ++i)
        if (!(x[i] <= box.low[i] && downhill[i] < 0) && !(x[i] >= box.high[i] && downhill[i] > 0))
            free.push_back(i);
    return free;
}

/// Marquardt's step: damped in proportion to each number's own curvature.
Vector damped_step(const Matrix& slope, const Vector& differences, double damping,
                   const std::vector<Eigen::Index>& free) {
    const Matrix of_free = slope(Eigen::all, free);
    Matrix normal = of_free.transpose() * of_free;
    normal.diagonal() *= 1 + damping;
    const Vector solved = normal.ldlt().solve(-of_free.transpose() * differences);
    Vector step = Vector::Zero(slope.cols());
    step(free) = solved;
    return step;
}

struct Solution {
    Vector x, differences;
    Matrix slope;
    bool converged = false;
};

Solution least_squares(Problem& problem, const Box& box, Vector x) {
    constexpr int most_steps = 50;
    constexpr double least_gain = 1e-9, greatest_damping = 1e10;
    Solution s{std::move(x), {}, {}, false};
    s.differences = problem.differences(s.x);
    double damping = 1e-3;
    for (int step = 0; step < most_steps && !s.converged; ++step) {
        s.slope = jacobian(problem, box, s.x, s.differences.size());
        const std::vector<Eigen::Index> free = free_numbers(box, s.x, -s.slope.transpose() * s.differences);
        if (free.empty()) s.converged = true;
        for (bool better = false; !better && !s.converged; damping *= better ? 0.1 : 10) {
            const Vector next = box.clamped(s.x + damped_step(s.slope, s.differences, damping, free));
            const Vector differences = problem.differences(next);
            const double before = s.differences.squaredNorm(), after = differences.squaredNorm();
            better = after < before;
            // Where no step leads down, however short, this is the bottom as far as the flights can tell.
            s.converged = better ? before - after <= least_gain * before : damping > greatest_damping;
            if (better) {
                s.x = next;
                s.differences = differences;
            }
        }
    }
    s.slope = jacobian(problem, box, s.x, s.differences.size());
    return s;
}

/// @throws InputError where a number changes nothing, or two of them change the same.
void require_told_apart(const Matrix& slope, const Vector& x, const std::vector<std::string>& names) {
    constexpr double nothing = 1e-6;  // of the accuracy, by a step: what rounding alone may do
    Matrix scaled = slope;
    for (Eigen::Index i = 0; i < slope.cols(); ++i) {
        const double length = slope.col(i).norm();
        if (length * step_of(x[i]) < nothing * std::sqrt(static_cast<double>(slope.rows())))
            throw InputError(fmt::format(
                "{0}: {1} changes nothing that was measured; expected {2}",
                option_of(names[static_cast<std::size_t>(i)]), names[static_cast<std::size_t>(i)],
                names[static_cast<std::size_t>(i)] == time_offset ? "seconds" : "another number"));
        scaled.col(i) /= length;
    }
    constexpr double alike = 1e-6;  // of the sine between two effects
    for (Eigen::Index i = 0; i < slope.cols(); ++i)
        for (Eigen::Index k = 0; k < i; ++k)
            if (1 - std::abs(scaled.col(i).dot(scaled.col(k))) < alike * alike)
                throw InputError(
                    fmt::format("--fit: {} and {} change the flight alike; expected one of the two",
                                names[static_cast<std::size_t>(k)], names[static_cast<std::size_t>(i)]));
}

/// Standard deviations from the curvature at the solution and what is left there.
Vector standard_deviations(const Solution& s, const Box& box) {
    std::vector<Eigen::Index> free;
    for (Eigen::Index i = 0; i < s.x.size(); ++i)
        if (!box.at_bound(s.x, i)) free.push_back(i);
    Vector sd = Vector::Constant(s.x.size(), std::numeric_limits<double>::infinity());
    const auto spare = s.differences.size() - static_cast<Eigen::Index>(free.size());
    if (free.empty() || spare <= 0) return sd;
    const Matrix of_free = s.slope(Eigen::all, free);
    const Matrix covariance = (of_free.transpose() * of_free).inverse() *
                              (s.differences.squaredNorm() / static_cast<double>(spare));
    for (std::size_t i = 0; i < free.size(); ++i)
        sd[free[i]] = std::sqrt(covariance(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(i)));
    return sd;
}

}  // namespace

void fly_on(Flight& flight, double to_s) {
    const Outcome outcome = flight.trajectory.outcome;
    const double end_s = std::min(to_s, time_limit_s);
    if ((outcome != Outcome::in_orbit && outcome != Outcome::escaped) || flight.trajectory.end_s >= end_s)
        return;
    FlightPlan longer = plan(flight.scenario);
    longer.duration_s = end_s;
    flight.trajectory = propagate(std::move(longer), flight.tolerance);
    flight.summary = summarise(flight.trajectory);
}

Flight fly_scenario(const std::string& file, const Overrides& overrides, double to_s) {
    const Tolerance tolerance = Tolerance::tight();
    Flight flight;
    flight.scenario = load_scenario(file, overrides);
    flight.overrides = overrides;
    flight.tolerance = tolerance;
    flight.trajectory = propagate(plan(flight.scenario), tolerance);
    flight.summary = summarise(flight.trajectory);
    fly_on(flight, to_s);
    return flight;
}

Fit fit(FitQuestion question, const MeasuredFlight& measured) {
    Flight start = fly_scenario(question.file, question.overrides, question.fly_to_s);
    const Scenario stated = load_scenario(question.file);
    OffsetStart offset{question.offset_s, 0, 0};
    if (question.fit_offset) {
        offset = coarse_offset(measured, start, question.offset_s);
        // What goes round is flown to the last row where the search has put it, and a little farther.
        const auto [first, last] = std::ranges::minmax(measured.time_s);
        const double room_s = 1 + 0.05 * (last - first),
                     last_s = start.trajectory.lift_off_s + offset.offset_s + last;
        question.fly_to_s = std::max(question.fly_to_s, last_s + room_s);
        fly_on(start, question.fly_to_s);
        offset = coarse_offset(measured, start, offset.offset_s);
    }
    Fit result;
    std::vector<std::string> names;
    for (const std::string& path : question.paths) {
        if (std::ranges::find(names, path) != names.end())
            throw InputError(fmt::format("--fit: {} is given twice", in_quotes(path)));
        result.numbers.push_back(number_of(start.scenario, stated, path));
        names.push_back(path);
    }
    if (question.fit_offset) names.emplace_back(time_offset);
    const auto size = static_cast<Eigen::Index>(names.size());
    Box box{Vector::Constant(size, offset.low_s), Vector::Constant(size, offset.high_s)};
    Vector x = Vector::Constant(size, offset.offset_s);
    for (std::size_t i = 0; i < result.numbers.size(); ++i) {
        const auto at = static_cast<Eigen::Index>(i);
        box.low[at] = result.numbers[i].low;
        box.high[at] = result.numbers[i].high;
        x[at] = result.numbers[i].value;
    }
    Problem problem(question, result.numbers, measured);
    const Vector first = problem.differences(x);
    if (first.size() <= size)
        throw InputError(fmt::format("{}: found {} measured value{} for {} number{}; expected more of them",
                                     option_of(names.front()), first.size(), first.size() == 1 ? "" : "s",
                                     size, size == 1 ? "" : "s"));
    result.before = compare(measured, start, question.offset_s).rms_in_accuracy();
    require_told_apart(jacobian(problem, box, x, first.size()), x, names);
    const Solution s = least_squares(problem, box, x);
    const Vector sd = standard_deviations(s, box);
    for (std::size_t i = 0; i < result.numbers.size(); ++i) {
        const auto at = static_cast<Eigen::Index>(i);
        result.numbers[i].value = stated_value(result.numbers[i], s.x[at]);
        result.numbers[i].sd = sd[at];
        result.numbers[i].at_bound = box.at_bound(s.x, at);
    }
    result.offset_s = problem.offset(s.x);
    result.offset_sd_s = question.fit_offset ? sd[size - 1] : 0;
    result.converged = s.converged;
    result.flight = problem.fly(s.x);
    result.after = compare(measured, result.flight, result.offset_s).rms_in_accuracy();
    result.flights = problem.flights;
    return result;
}

}  // namespace apogee
