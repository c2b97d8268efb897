#pragma once

#include <cstddef>
#include <vector>

#include "compare/measured_flight.h"
#include "report/flight.h"

namespace apogee {

/// What remains of one quantity: measured less computed, in the unit of its column. Angles that go round are
/// taken the shorter way.
struct QuantityError {
    const MeasuredQuantity* quantity = nullptr;
    std::vector<double> difference;  ///< one for each time; NaN where nothing was measured or flown
    std::size_t count = 0;           ///< of those that are compared
    double mean = 0, rms = 0;
    double greatest = 0, greatest_at_s = 0;  ///< by its amount, with its sign; the data's time
};

/// A measured flight beside a computed one.
struct FlightErrors {
    double time_offset_s = 0;  ///< the flight's time since lift-off (or release) less the data's
    std::vector<QuantityError> quantities;
    std::size_t outside = 0;  ///< rows before the flight's start or after its end

    /// Of all differences, each in units of its quantity's accuracy; NaN without any.
    [[nodiscard]] double rms_in_accuracy() const;
};

/// The computed flight at the times of the data. @param offset_s  see FlightErrors::time_offset_s
[[nodiscard]] FlightErrors compare(const MeasuredFlight& measured, const Flight& flight, double offset_s);

/// Measured less computed, row after row, each in units of its accuracy: what a fit makes small.
/// Times outside the flight are taken at its start or end, so that the number of them stays the same.
[[nodiscard]] std::vector<double> scaled_differences(const MeasuredFlight& measured, const Flight& flight,
                                                     double offset_s);

/// Where the search for an offset begins, and between what bounds it stays.
struct OffsetStart {
    double offset_s = 0, low_s = 0, high_s = 0;
};
/// Of many offsets all over the flight, and the given one, that with the least differences in units of the
/// accuracy, over the share of rows that are compared, among those that leave at least half as many rows
/// within the flight as any. The flight has steps.
[[nodiscard]] OffsetStart coarse_offset(const MeasuredFlight& measured, const Flight& flight, double given_s);

}  // namespace apogee
