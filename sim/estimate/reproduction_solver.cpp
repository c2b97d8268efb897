#include "estimate/reproduction_solver.h"

#include <Eigen/LU>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "physics/earth.h"
#include "physics/units.h"

namespace apogee {
namespace {

constexpr double accuracy = 2e-4;
constexpr double most_kick_deg = 60;  // a kick beyond it is a dive

}  // namespace

ReproductionSolver::ReproductionSolver(const BatchEngine& engine, const CaseTable& rows, const Geodetic& site,
                                       const ReproduceOptions& options)
    : engine_(engine), rows_(rows), site_(site), options_(options), width_(engine.paths().size()) {
    assert(width_ >= FlightNumbers::solved);
}

void ReproductionSolver::refine(std::vector<ReproductionRow>& rows) {
    constexpr int slopes = 4, steps = 6;
    for (int i = 0; i < slopes; ++i) {
        find_slopes(rows);
        for (int k = 0; k < steps; ++k) step(rows);
    }
}

void ReproductionSolver::weed_out(std::vector<ReproductionRow>& rows) {
    // First near the value with which the rows before climbed highest: where the values beside it do
    // worse and it does not reach the apogee, none does.
    std::vector<std::size_t> unsure;
    if (highest_at_) {
        const std::vector<Climb> climbs = climb(rows, all_of(rows), beside(*highest_at_));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].too_weak = climbs[i].shows_top(*highest_at_) && climbs[i].highest < almost;
            if (!rows[i].too_weak && climbs[i].highest < almost) unsure.push_back(i);
        }
    } else {
        unsure = all_of(rows);
    }
    std::vector<int> every(vertical_values);
    std::iota(every.begin(), every.end(), 0);
    std::vector<int> tops(vertical_values, 0);
    const std::vector<Climb> climbs = climb(rows, unsure, every);
    for (std::size_t k = 0; k < unsure.size(); ++k) {
        rows[unsure[k]].too_weak = climbs[k].landed() && climbs[k].highest < almost;
        if (climbs[k].landed()) ++tops[static_cast<std::size_t>(climbs[k].at)];
    }
    const auto most = std::ranges::max_element(tops);
    if (!highest_at_ && *most > 0) highest_at_ = static_cast<int>(most - tops.begin());
}

void ReproductionSolver::scan(std::vector<ReproductionRow>& rows) {
    constexpr double kicks_deg[] = {0.3, 0.8, 2, 5, 12, 28};
    constexpr double places[] = {0.1, 0.5, 0.9};  // between the logarithms of the bounds
    std::vector<Trial> trials;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].solved) continue;
        const ReproductionTarget& t = rows[i].target;
        for (const double kick : kicks_deg)
            for (const double place : places)
                trials.emplace_back(i,
                                    Eigen::Vector3d(std::log(t.least) + place * std::log(t.most / t.least),
                                                    kick * std::sin(t.azimuth), kick * std::cos(t.azimuth)));
    }
    fly(rows, trials);
    for (ReproductionRow& row : rows)
        if (!row.solved) row.landed = false;
    for (const Trial& trial : trials) {
        ReproductionRow& row = rows[trial.row];
        if (trial.landed && trial.residual.norm() < row.error()) accept(row, trial);
    }
}

void ReproductionSolver::approach(std::vector<ReproductionRow>& rows) {
    constexpr int steps = 4;
    start(rows);
    for (int k = 0; k < steps; ++k) step(rows);
}

void ReproductionSolver::start(std::vector<ReproductionRow>& rows) {
    std::vector<Trial> trials;
    for (std::size_t i = 0; i < rows.size(); ++i) trials.emplace_back(i, rows[i].at);
    fly(rows, trials);
    for (const Trial& trial : trials)
        if (trial.landed) accept(rows[trial.row], trial);
}

void ReproductionSolver::fill(const FlightNumbers& numbers, std::span<const double> row,
                              const Eigen::Vector3d& at) const {
    std::copy_n(row.begin(), numbers.vehicle.size(), numbers.vehicle.begin());
    numbers.unknown = std::exp(at[0]);
    const double azimuth_deg = degrees(std::atan2(at[1], at[2]));
    numbers.azimuth_deg = azimuth_deg < 0 ? azimuth_deg + 360 : azimuth_deg;
    numbers.family = std::abs(options_.straight_up - std::hypot(at[1], at[2]));
}

std::vector<std::size_t> ReproductionSolver::all_of(const std::vector<ReproductionRow>& rows) {
    std::vector<std::size_t> list(rows.size());
    std::iota(list.begin(), list.end(), std::size_t{0});
    return list;
}

std::vector<int> ReproductionSolver::beside(int value) {
    std::vector<int> list;
    for (const int k : {value - 1, value, value + 1})
        if (k >= 0 && k < vertical_values) list.push_back(k);
    return list;
}

std::vector<ReproductionSolver::Climb> ReproductionSolver::climb(const std::vector<ReproductionRow>& rows,
                                                                 const std::vector<std::size_t>& which,
                                                                 const std::vector<int>& values) {
    constexpr double nearly_vertical_deg = 0.1;
    std::vector<Trial> trials;
    for (const std::size_t i : which) {
        const double least = std::log(rows[i].target.least), most = std::log(rows[i].target.most);
        for (const int k : values)
            trials.emplace_back(i, Eigen::Vector3d(least + (most - least) * k / (vertical_values - 1), 0,
                                                   nearly_vertical_deg));
    }
    fly(rows, trials);
    std::vector<Climb> climbs(which.size());
    for (std::size_t j = 0; j < trials.size(); ++j) {
        Climb& c = climbs[j / values.size()];
        ++c.flown;
        if (!trials[j].landed) continue;
        ++c.down;
        if (trials[j].residual[0] <= c.highest) continue;
        c.highest = trials[j].residual[0];
        c.at = values[j % values.size()];
    }
    return climbs;
}

void ReproductionSolver::accept(ReproductionRow& row, const Trial& trial) {
    row.at = trial.at;
    row.residual = trial.residual;
    row.flight = trial.flight;
    row.landed = true;
    row.solved = row.error() < accuracy;
}

void ReproductionSolver::find_slopes(std::vector<ReproductionRow>& rows) {
    std::vector<Trial> trials;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        ReproductionRow& row = rows[i];
        if (row.solved || !row.landed) continue;
        row.trust = 1;
        for (int k = 0; k < 3; ++k) {
            Trial trial(i, row.at);
            trial.at[k] += difference(row, k);
            trials.push_back(trial);
        }
    }
    fly(rows, trials);
    for (std::size_t j = 0; j < trials.size(); j += 3) {
        ReproductionRow& row = rows[trials[j].row];
        for (int k = 0; k < 3; ++k) {
            const Trial& trial = trials[j + static_cast<std::size_t>(k)];
            if (!trial.landed) row.landed = false;
            row.slope.col(k) = (trial.residual - row.residual) / (trial.at[k] - row.at[k]);
        }
    }
}

double ReproductionSolver::difference(const ReproductionRow& row, int k) {
    return k == 0 ? -0.02 : 0.01 + 0.02 * row.at.tail<2>().norm();
}

void ReproductionSolver::step(std::vector<ReproductionRow>& rows) {
    std::vector<Trial> trials;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const ReproductionRow& row = rows[i];
        if (row.solved || !row.landed || row.trust < 1e-3) continue;
        const Eigen::Vector3d newton = row.slope.partialPivLu().solve(-row.residual);
        if (!newton.allFinite()) continue;
        trials.emplace_back(i, limited(row, newton));
    }
    fly(rows, trials);
    for (const Trial& trial : trials) {
        ReproductionRow& row = rows[trial.row];
        if (!trial.landed) {
            row.trust *= 0.3;
            continue;
        }
        const Eigen::Vector3d moved = trial.at - row.at;
        const double length2 = moved.squaredNorm();
        if (length2 > 0)
            row.slope += (trial.residual - row.residual - row.slope * moved) * moved.transpose() / length2;
        if (trial.residual.norm() < row.error()) {
            accept(row, trial);
            row.trust = std::min(1.0, 2 * row.trust);
        } else {
            row.trust *= 0.3;
        }
    }
}

Eigen::Vector3d ReproductionSolver::limited(const ReproductionRow& row, const Eigen::Vector3d& newton) {
    const double longest_kick = 0.1 + 0.5 * row.at.tail<2>().norm();
    const double by = std::max({std::abs(newton[0]) / 0.7, newton.tail<2>().norm() / longest_kick, 1.0});
    Eigen::Vector3d at = row.at + newton * (row.trust / by);
    at[0] = std::clamp(at[0], std::log(row.target.least), std::log(row.target.most));
    const double kick = at.tail<2>().norm();
    if (kick > most_kick_deg) at.tail<2>() *= most_kick_deg / kick;
    return at;
}

void ReproductionSolver::fly(const std::vector<ReproductionRow>& rows, std::vector<Trial>& trials) {
    if (trials.empty() || stopped()) return;
    CaseTable table(width_);
    table.resize(trials.size());
    for (std::size_t i = 0; i < trials.size(); ++i)
        fill(FlightNumbers(table.row(i)), rows_.row(rows[trials[i].row].number), trials[i].at);
    std::vector<CaseResult> results(trials.size());
    BatchOptions options;
    options.threads = options_.threads;
    options.stop = options_.stop;
    options.within_a_metre = false;  // what is reported is rounded to kilometres
    const std::uint64_t complete = engine_.fly(table, 0, results, options).complete;
    for (std::size_t i = 0; i < complete; ++i) judge(trials[i], rows[trials[i].row].target, results[i]);
}

void ReproductionSolver::judge(Trial& trial, const ReproductionTarget& target,
                               const CaseResult& flight) const {
    trial.flight = flight;
    trial.landed = flight.outcome == Outcome::landed && std::isfinite(flight.range_km) &&
                   flight.apogee_km > 1 && std::isfinite(flight.burnout_time_s);
    if (!trial.landed) return;
    const double size_km = std::hypot(target.range_km, 0.5 * target.apogee_km);
    const double azimuth =
        geodesic(Earth{}, site_,
                 {radians(flight.impact_latitude_deg), radians(flight.impact_longitude_deg), 0})
            .azimuth;
    trial.residual = {
        std::log(flight.apogee_km / target.apogee_km),
        (flight.range_km * std::sin(azimuth) - target.range_km * std::sin(target.azimuth)) / size_km,
        (flight.range_km * std::cos(azimuth) - target.range_km * std::cos(target.azimuth)) / size_km};
}

}  // namespace apogee
