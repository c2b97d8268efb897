#include "compare/comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace apogee {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

bool goes_round(const Column& column) {
    const std::string_view name = column.name;
    return name == "longitude_deg" || name == "course_deg";
}

double shorter_way(const Column& column, double difference) {
    return goes_round(column) ? std::remainder(difference, 360) : difference;
}

double difference_at(const MeasuredQuantity& quantity, std::size_t row, const Moment& moment) {
    return shorter_way(*quantity.column, quantity.values[row] - quantity.column->number(moment));
}

/// The flight's own time, since ignition.
double flight_time(const Flight& flight, double data_s, double offset_s) {
    return data_s + offset_s + flight.trajectory.lift_off_s;
}

Moment moment_at(const Flight& flight, double time_s) {
    return {flight, flight.trajectory, flight.trajectory.point(time_s)};
}

void take(QuantityError& error, double difference, double time_s) {
    error.difference.push_back(difference);
    if (std::isnan(difference)) return;
    ++error.count;
    error.mean += difference;
    error.rms += difference * difference;
    if (std::abs(difference) > std::abs(error.greatest) || error.count == 1) {
        error.greatest = difference;
        error.greatest_at_s = time_s;
    }
}

/// Few rows tell where the data belongs; all of them would take long.
MeasuredFlight thinned(const MeasuredFlight& measured) {
    constexpr std::size_t most_rows = 200;
    MeasuredFlight few = measured;
    const std::size_t step = measured.time_s.size() / most_rows + 1;
    const auto thin = [&](std::vector<double>& values) {
        std::vector<double> kept;
        for (std::size_t i = 0; i < values.size(); i += step) kept.push_back(values[i]);
        values = std::move(kept);
    };
    thin(few.time_s);
    for (MeasuredQuantity& quantity : few.quantities) thin(quantity.values);
    return few;
}

struct OffsetScore {
    std::size_t within = 0;  ///< rows
    double rms = std::numeric_limits<double>::infinity();
};

/// The measured quantities of a flight at many times, computed once for all offsets that a search tries.
/// Times count from lift-off.
class FlightTable {
  public:
    FlightTable(const MeasuredFlight& measured, const Flight& flight)
        : measured_(measured),
          start_s_(flight.trajectory.start_s - flight.trajectory.lift_off_s),
          end_s_(flight.trajectory.end_s - flight.trajectory.lift_off_s),
          values_(measured.quantities.size()) {
        for (std::size_t i = 0; i <= intervals; ++i) {
            const double part = static_cast<double>(i) / intervals;
            const Moment moment =
                moment_at(flight, flight.trajectory.lift_off_s + start_s_ + part * (end_s_ - start_s_));
            for (std::size_t q = 0; q < values_.size(); ++q)
                values_[q].push_back(measured.quantities[q].column->number(moment));
        }
    }

    [[nodiscard]] double start_s() const { return start_s_; }
    [[nodiscard]] double end_s() const { return end_s_; }

    /// The rms of the rows within the flight, in units of the accuracy, over their share of all rows: without
    /// that, rows that do not fit would best be moved out of the flight.
    [[nodiscard]] OffsetScore score(double offset_s) const {
        OffsetScore score;
        double sum = 0;
        std::size_t count = 0;
        for (std::size_t row = 0; row < measured_.time_s.size(); ++row) {
            const double time_s = measured_.time_s[row] + offset_s;
            if (!(time_s >= start_s_ && time_s <= end_s_)) continue;
            ++score.within;
            for (std::size_t q = 0; q < values_.size(); ++q) {
                const double scaled = difference(q, row, time_s) / measured_.quantities[q].accuracy;
                if (std::isnan(scaled)) continue;
                sum += scaled * scaled;
                ++count;
            }
        }
        if (count > 0)
            score.rms = std::sqrt(sum / static_cast<double>(count)) *
                        static_cast<double>(measured_.time_s.size()) / static_cast<double>(score.within);
        return score;
    }

  private:
    static constexpr std::size_t intervals = 4000;

    /// Measured less computed, the latter linear between two times of the table.
    [[nodiscard]] double difference(std::size_t q, std::size_t row, double time_s) const {
        const double place = (time_s - start_s_) / (end_s_ - start_s_) * intervals;
        const std::size_t at = std::min(static_cast<std::size_t>(place), intervals - 1);
        const MeasuredQuantity& quantity = measured_.quantities[q];
        const double from = values_[q][at], rise = shorter_way(*quantity.column, values_[q][at + 1] - from);
        return shorter_way(*quantity.column,
                           quantity.values[row] - from - rise * (place - static_cast<double>(at)));
    }

    const MeasuredFlight& measured_;
    double start_s_, end_s_;
    std::vector<std::vector<double>> values_;
};

/// How far least squares may move an offset. Rows that move out of a flight are taken at its start or end:
/// right for a vehicle on its pad or on the ground, but of a release nobody knows what was before, nor of a
/// flight that is stopped what comes after. There no more rows may move out than are.
/// @param least_share  of all rows, that stay within the flight in any case
OffsetStart bounded(const MeasuredFlight& measured, const Flight& flight, double offset_s,
                    double least_share) {
    const Trajectory& flown = flight.trajectory;
    std::vector<double> times = measured.time_s;
    std::ranges::sort(times);
    const double start_s = flown.start_s - flown.lift_off_s, end_s = flown.end_s - flown.lift_off_s;
    const auto outside = [&](auto is_outside) {
        return static_cast<std::size_t>(std::ranges::count_if(times, is_outside));
    };
    const std::size_t before = outside([&](double t) { return t + offset_s < start_s; }),
                      after = outside([&](double t) { return t + offset_s > end_s; }),
                      stay = static_cast<std::size_t>(
                          std::ceil(least_share * static_cast<double>(times.size()))),
                      spare = times.size() - std::max<std::size_t>(stay, 1);
    const std::size_t most = times.size() - 1,
                      may_precede = std::min(flown.plan->from_pad ? std::max(before, spare) : before, most),
                      may_follow =
                          std::min(flown.outcome == Outcome::landed ? std::max(after, spare) : after, most);
    // A row at the very start stays within, whatever is rounded.
    constexpr double rounding_s = 1e-9, least_width_s = 2e-3;
    const double low_s = start_s - times[may_precede] + rounding_s,
                 high_s = end_s - times[most - may_follow] - rounding_s;
    if (high_s - low_s < least_width_s)  // data and flight are of one length
        return {offset_s, offset_s - 0.5 * least_width_s, offset_s + 0.5 * least_width_s};
    return {std::clamp(offset_s, low_s, high_s), low_s, high_s};
}

}  // namespace

FlightErrors compare(const MeasuredFlight& measured, const Flight& flight, double offset_s) {
    FlightErrors errors{offset_s, {}, 0};
    for (const MeasuredQuantity& quantity : measured.quantities)
        errors.quantities.push_back({&quantity, {}, 0, 0, 0, 0, 0});
    for (std::size_t row = 0; row < measured.time_s.size(); ++row) {
        const double time_s = flight_time(flight, measured.time_s[row], offset_s);
        const bool flown = time_s >= flight.trajectory.start_s && time_s <= flight.trajectory.end_s;
        if (!flown) ++errors.outside;
        const Moment moment = moment_at(flight, time_s);
        for (QuantityError& error : errors.quantities)
            take(error, flown ? difference_at(*error.quantity, row, moment) : none, measured.time_s[row]);
    }
    for (QuantityError& error : errors.quantities)
        if (error.count > 0) {
            error.mean /= static_cast<double>(error.count);
            error.rms = std::sqrt(error.rms / static_cast<double>(error.count));
        }
    return errors;
}

std::vector<double> scaled_differences(const MeasuredFlight& measured, const Flight& flight,
                                       double offset_s) {
    std::vector<double> scaled;
    const Trajectory& flown = flight.trajectory;
    for (std::size_t row = 0; row < measured.time_s.size(); ++row) {
        const Moment moment = moment_at(
            flight,
            std::clamp(flight_time(flight, measured.time_s[row], offset_s), flown.start_s, flown.end_s));
        for (const MeasuredQuantity& quantity : measured.quantities)
            if (!std::isnan(quantity.values[row]))
                scaled.push_back(difference_at(quantity, row, moment) / quantity.accuracy);
    }
    return scaled;
}

double FlightErrors::rms_in_accuracy() const {
    double sum = 0;
    std::size_t count = 0;
    for (const QuantityError& error : quantities) {
        const double scaled = error.rms / error.quantity->accuracy;
        sum += scaled * scaled * static_cast<double>(error.count);
        count += error.count;
    }
    return count > 0 ? std::sqrt(sum / static_cast<double>(count)) : none;
}

OffsetStart coarse_offset(const MeasuredFlight& measured, const Flight& flight, double given_s) {
    const MeasuredFlight few = thinned(measured);
    const FlightTable table(few, flight);
    const auto [first, last] = std::ranges::minmax(few.time_s);
    const double low = table.start_s() - last, high = table.end_s() - first, width = high - low;
    struct Tried {
        double offset_s;
        OffsetScore score;
    };
    std::vector<Tried> tried;
    const auto attempt = [&](double offset_s) { tried.push_back({offset_s, table.score(offset_s)}); };
    attempt(given_s);
    // A twentieth of the data's own length sees what is in it; for short data the whole search has an end.
    constexpr double fewest = 400, most_steps = 4000, within_data = 20;
    double step = std::min(width / fewest, std::max((last - first) / within_data, width / most_steps));
    for (double offset_s = low; offset_s < high; offset_s += step) attempt(offset_s);
    const std::size_t most =
        std::ranges::max(tried, {}, [](const Tried& t) { return t.score.within; }).score.within;
    Tried best{given_s, {}};
    const auto choose = [&] {
        for (const Tried& t : tried)
            if (2 * t.score.within >= most && t.score.rms < best.score.rms) best = t;
        tried.clear();
    };
    choose();
    // As near as the rows' own spacing matters: least squares move none of them out of the flight again.
    constexpr int rounds = 3, finer = 10;
    for (int round = 0; round < rounds; ++round, step /= finer) {
        const double middle_s = best.offset_s;
        for (int k = -finer; k <= finer; ++k) attempt(middle_s + step * k / finer);
        choose();
    }
    const double share = static_cast<double>(most) / static_cast<double>(few.time_s.size());
    return bounded(measured, flight, best.offset_s, 0.5 * share);
}

}  // namespace apogee
