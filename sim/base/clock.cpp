#include "base/clock.h"

#include <fmt/format.h>

#include <cmath>

namespace apogee {
namespace {

using std::chrono::milliseconds;

std::string date(std::chrono::sys_days day) {
    const std::chrono::year_month_day d{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
                       static_cast<unsigned>(d.day()));
}

template <class Duration>
std::string time_of_day(const std::chrono::hh_mm_ss<Duration>& t) {
    return fmt::format("{:02}:{:02}:{:02}", t.hours().count(), t.minutes().count(), t.seconds().count());
}

}  // namespace

bool has_timestamps(std::chrono::sys_seconds launch) {
    using std::chrono::sys_days, std::chrono::year, std::chrono::January;
    return launch >= sys_days(year(1) / January / 1) && launch < sys_days(year(9901) / January / 1);
}

std::string utc_timestamp(std::chrono::sys_seconds launch, double time_s) {
    const auto moment = launch + milliseconds(std::llround(time_s * 1000));
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::hh_mm_ss t(moment - day);
    return fmt::format("{}T{}.{:03}Z", date(day), time_of_day(t), t.subseconds().count());
}

std::string utc_date_and_time(std::chrono::sys_seconds launch) {
    const auto day = std::chrono::floor<std::chrono::days>(launch);
    return date(day) + ' ' + time_of_day(std::chrono::hh_mm_ss(launch - day)) + " UTC";
}

std::string utc_time_of_day(std::chrono::sys_seconds launch, double time_s) {
    const auto moment = launch + std::chrono::seconds(std::llround(time_s));
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const auto days_later = (day - std::chrono::floor<std::chrono::days>(launch)).count();
    const std::string clock = time_of_day(std::chrono::hh_mm_ss(moment - day));
    return days_later > 0 ? fmt::format("{} +{}d", clock, days_later) : clock;
}

std::string minutes_and_seconds(double time_s) {
    const long long seconds = std::llround(time_s);
    const long long minutes = seconds / 60;
    if (minutes < 60) return fmt::format("{}:{:02}", minutes, seconds % 60);
    return fmt::format("{}:{:02}:{:02}", minutes / 60, minutes % 60, seconds % 60);
}

}  // namespace apogee
