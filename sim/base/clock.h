#pragma once

#include <chrono>
#include <string>

namespace apogee {

/// Whether every timestamp of a flight that begins then is one of ISO 8601 and of XML's, whose years have
/// four digits and begin with 1: years 1 to 9900; no flight lasts a century.
[[nodiscard]] bool has_timestamps(std::chrono::sys_seconds launch);

/// "2017-11-28T18:17:00.000Z": the moment `time_s` seconds after `launch`, rounded to a millisecond.
[[nodiscard]] std::string utc_timestamp(std::chrono::sys_seconds launch, double time_s);

/// "2017-11-28 18:17:00 UTC".
[[nodiscard]] std::string utc_date_and_time(std::chrono::sys_seconds launch);

/// "18:17:00", with " +1d" where the date is a later one than that of the launch.
[[nodiscard]] std::string utc_time_of_day(std::chrono::sys_seconds launch, double time_s);

/// "53:04", "1:07:32": a span of time as it is spoken of, rounded to a second.
[[nodiscard]] std::string minutes_and_seconds(double time_s);

}  // namespace apogee
