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

double difference_at(const MeasuredQuantity& quantity, std::size_t row, const Moment& moment) {
    const double difference = quantity.values[row] - quantity.column->number(moment);
    return goes_round(*quantity.column) ? std::remainder(difference, 360) : difference;
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

double coarse_offset(const MeasuredFlight& measured, const Flight& flight, double given_s) {
    // Few rows tell where the data belongs; all of them would take long.
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
    const auto [first, last] = std::ranges::minmax(few.time_s);
    const Trajectory& flown = flight.trajectory;
    const double low = flown.start_s - flown.lift_off_s - last, high = flown.end_s - flown.lift_off_s - first;
    struct Tried {
        double offset_s;
        std::size_t within;
        double rms;
    };
    std::vector<Tried> tried;
    const auto attempt = [&](double offset_s) {
        const FlightErrors errors = compare(few, flight, offset_s);
        tried.push_back({offset_s, few.time_s.size() - errors.outside, errors.rms_in_accuracy()});
    };
    attempt(given_s);
    constexpr int steps = 400;
    for (int i = 0; i <= steps; ++i) attempt(low + (high - low) * i / steps);
    const std::size_t most = std::ranges::max(tried, {}, &Tried::within).within;
    double best_s = given_s, least = std::numeric_limits<double>::infinity();
    for (const Tried& t : tried)
        if (2 * t.within >= most && t.rms < least) {
            least = t.rms;
            best_s = t.offset_s;
        }
    return best_s;
}

}  // namespace apogee
