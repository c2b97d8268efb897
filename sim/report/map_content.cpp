#include "report/map_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/clock.h"
#include "base/input_error.h"
#include "base/text.h"
#include "report/json.h"

namespace apogee {
namespace {

using std::chrono::sys_seconds;

FileClock clock_of(const MapBody& body, const std::optional<sys_seconds>& first_stated) {
    constexpr std::chrono::sys_days stand_in = std::chrono::year(2000) / 1 / 1;
    if (body.launch_time) return {*body.launch_time, ""};
    if (first_stated)
        return {*first_stated,
                "No launch time is stated: the clock begins with that of another flight of the file."};
    return {stand_in, "No launch time is stated: the clock begins with the year 2000."};
}

}  // namespace

std::vector<FileClock> file_clocks(std::span<const MapBody> bodies, FarApart far_apart) {
    const auto stated =
        std::ranges::find_if(bodies, [](const MapBody& b) { return b.launch_time.has_value(); });
    const std::optional<sys_seconds> first_stated =
        stated == bodies.end() ? std::nullopt : stated->launch_time;
    std::vector<FileClock> clocks;
    for (const MapBody& body : bodies) clocks.push_back(clock_of(body, first_stated));
    if (clocks.empty() || far_apart == FarApart::keep) return clocks;
    const auto [first, last] = std::ranges::minmax(clocks, {}, &FileClock::zero);
    if (last.zero - first.zero <= std::chrono::days(1)) return clocks;
    for (FileClock& clock : clocks) {
        if (clock.zero == first.zero) continue;
        clock.note = fmt::format("Launched on {}, shown together with the first flight.",
                                 utc_date_and_time(clock.zero));
        clock.zero = first.zero;
    }
    return clocks;
}

std::string figures_sentences(const FlightSummary& summary) {
    std::vector<std::string> all;
    const auto kilometres = [](double metres) { return fixed(metres / 1000, 1); };
    if (summary.orbit)
        all.push_back(fmt::format("In orbit, {} x {} km above the equator's radius; one revolution takes {}.",
                                  kilometres(summary.orbit->perigee_m), kilometres(summary.orbit->apogee_m),
                                  minutes_and_seconds(summary.orbit->period_s)));
    if (summary.range_m) all.push_back("Range " + kilometres(*summary.range_m) + " km.");
    if (summary.apogee_m)
        all.push_back(
            fmt::format("Apogee {} km{}.", kilometres(*summary.apogee_m),
                        summary.apogee_kind == ApogeeKind::osculating ? " of the orbit at its end" : ""));
    if (summary.flight_time_s)
        all.push_back(fmt::format("Flight time {}.", minutes_and_seconds(*summary.flight_time_s)));
    return sentences(all);
}

std::string figures_and_remark(const MapBody& body) {
    const std::array all{figures_sentences(body.summary), body.remark};
    return sentences(all);
}

std::string sentences(std::span<const std::string> all) {
    std::string text;
    for (const std::string& sentence : all)
        if (!sentence.empty()) text += (text.empty() ? "" : " ") + sentence;
    return text;
}

std::string map_text(FileFormat format, const MapContent& content) {
    if (format == FileFormat::kml) return map_kml(content);
    return json_text(format == FileFormat::czml ? map_czml(content) : map_geojson(content),
                     JsonLayout::compact);
}

std::string as_html(const std::string& text) {
    std::string html;
    for (const char c : printable(text)) {
        if (c == '&')
            html += "&amp;";
        else if (c == '<')
            html += "&lt;";
        else if (c == '>')
            html += "&gt;";
        else
            html += c;
    }
    return html;
}

}  // namespace apogee
