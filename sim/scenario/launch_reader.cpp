#include "scenario/launch_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/angles.h"
#include "base/clock.h"
#include "base/input_error.h"
#include "scenario/overrides.h"

namespace apogee {

namespace {

using Word = std::string_view;

/// The keys of each programme, beside `programme` and `frame`.
struct ProgrammeKeys {
    Word name;
    std::array<Word, 5> keys;
    Word default_frame;
};
constexpr std::array programmes{
    ProgrammeKeys{"linear", {"vertical_s", "burnout_elevation_deg"}, "launch"},
    ProgrammeKeys{"pitch-table", {"time_s", "elevation_deg"}, "launch"},
    ProgrammeKeys{"pitch-rate", {"loft_angle_deg", "loft_rate_deg_s"}, "local"},
    ProgrammeKeys{"gravity-turn",
                  {"kick_speed_m_s", "kick_height_m", "kick_time_s", "kick_angle_deg", "kick_duration_s"},
                  "local"},
};

Geodetic read_place(const TableReader& table) {
    Geodetic place;
    place.latitude = radians(table.number("latitude_deg"));
    const double longitude_deg = wrapped_longitude_deg(table.number("longitude_deg"));
    table.comes_to("longitude_deg", longitude_deg);
    place.longitude = radians(longitude_deg);
    return place;
}

std::optional<std::chrono::sys_seconds> read_time(const TableReader& table) {
    const Node::Entry* entry = table.find("time");
    if (!entry) return std::nullopt;
    constexpr Word right =
        "expected a date and time with its offset from UTC, like 2017-11-29T03:17:00+09:00";
    const auto* time = std::get_if<Node::DateTime>(&entry->node.value);
    if (!time) table.fail("time", fmt::format("found {}", entry->node.kind()), right);
    if (!time->utc) table.fail("time", "no offset from UTC", right);
    if (!has_timestamps(*time->utc)) table.fail("time", "no such year", "expected one from 1 to 9900");
    return time->utc;
}

void refuse_other_programmes_keys(const TableReader& table, const ProgrammeKeys& chosen) {
    for (const ProgrammeKeys& other : programmes)
        for (const Word key : other.keys)
            if (!key.empty() && table.has(key) && std::ranges::find(chosen.keys, key) == chosen.keys.end())
                table.fail(key, fmt::format("not used by programme = \"{}\"", chosen.name),
                           fmt::format("it belongs to \"{}\"", other.name));
}

PitchTable read_pitch_table(const TableReader& table) {
    PitchTable programme;
    programme.time_s = table.numbers("time_s");
    programme.elevation = table.numbers("elevation_deg");
    require_same_length(table, "time_s", programme.time_s, "elevation_deg", programme.elevation);
    require_ascending(table, "time_s", programme.time_s);
    for (double& angle : programme.elevation) angle = radians(angle);
    return programme;
}

GravityTurn read_gravity_turn(const TableReader& table) {
    GravityTurn turn;
    const Word trigger = table.one_of({"kick_speed_m_s", "kick_height_m", "kick_time_s"});
    if (trigger.empty())
        table.fail_missing("kick_speed_m_s", "expected kick_speed_m_s, kick_height_m or kick_time_s");
    if (trigger == "kick_speed_m_s") {
        turn.trigger = GravityTurn::Trigger::speed_m_s;
        turn.trigger_value = table.number(trigger);
    } else if (trigger == "kick_height_m") {
        turn.trigger = GravityTurn::Trigger::height_m;
        turn.trigger_value = table.number(trigger);
    } else {
        turn.trigger = GravityTurn::Trigger::time_s;
        turn.trigger_value = table.number(trigger);
    }
    turn.kick_angle = radians(table.number("kick_angle_deg"));
    turn.kick_duration_s = table.number("kick_duration_s");
    return turn;
}

Ascent read_ascent(const TableReader& root) {
    if (!root.has("ascent")) root.fail_missing("ascent", "expected an [ascent] table with its programme");
    const TableReader table = root.table("ascent", tables::ascent);
    std::array<Word, programmes.size()> names;
    std::ranges::transform(programmes, names.begin(), &ProgrammeKeys::name);
    if (!table.has("programme"))
        table.fail_missing("programme", fmt::format("expected \"{}\"", joined(names, "\", \"")));
    const std::string name = table.choice_or("programme", "", names);
    const ProgrammeKeys& chosen = *std::ranges::find(programmes, name, &ProgrammeKeys::name);
    refuse_other_programmes_keys(table, chosen);

    Ascent ascent;
    constexpr std::array frames{Word("launch"), Word("local")};
    ascent.frame = table.choice_or("frame", chosen.default_frame, frames) == "launch" ? SteeringFrame::launch
                                                                                      : SteeringFrame::local;
    if (name == "linear") {
        LinearProgramme programme;
        programme.vertical_s = table.number("vertical_s");
        programme.burnout_elevation = radians(table.number("burnout_elevation_deg"));
        ascent.programme = programme;
    } else if (name == "pitch-table") {
        ascent.programme = read_pitch_table(table);
    } else if (name == "pitch-rate") {
        PitchRate programme;
        programme.loft_angle = radians(table.number("loft_angle_deg"));
        programme.loft_rate = radians(table.number("loft_rate_deg_s"));
        ascent.programme = programme;
    } else {
        ascent.programme = read_gravity_turn(table);
    }
    return ascent;
}

/// The file's name of the site is that of the file's place: one that was moved has none.
std::string read_site(const TableReader& table) {
    const auto set = [&](Word key) {
        const Node::Entry* const entry = table.find(key);
        return entry && was_set(entry->node);
    };
    const bool moved = set("latitude_deg") || set("longitude_deg");
    std::string site = table.text_or("site", "");
    return moved && !set("site") ? std::string() : site;
}

void read_common(const TableReader& table, Start& start) {
    start.site = read_site(table);
    start.time = read_time(table);
    start.duration_s = table.optional_number("duration_s");
}

Start read_launch(const TableReader& root) {
    const TableReader table = root.table("launch", tables::launch);
    Start start;
    Launch launch;
    launch.site = read_place(table);
    launch.site.height = table.number_or_default("height_m");
    launch.azimuth = radians(table.number("azimuth_deg"));
    read_common(table, start);
    launch.ascent = read_ascent(root);
    start.start = launch;
    return start;
}

Start read_release(const TableReader& root) {
    for (const Word key : {"launch", "ascent"})
        if (root.has(key)) root.fail(key, "given beside [initial]", "expected one of the two");
    const TableReader table = root.table("initial", tables::initial);
    Start start;
    Release release;
    release.place = read_place(table);
    release.place.height = table.number("height_m");
    release.north_m_s = table.number("velocity_north_m_s");
    release.east_m_s = table.number("velocity_east_m_s");
    release.down_m_s = table.number("velocity_down_m_s");
    read_common(table, start);
    start.start = release;
    return start;
}

}  // namespace

Start read_start(const TableReader& root) {
    if (root.has("initial")) return read_release(root);
    if (!root.has("launch")) root.fail_missing("launch", "expected [launch] and [ascent], or [initial]");
    return read_launch(root);
}

std::vector<ReportedFigure> read_reported(const TableReader& root) {
    std::vector<ReportedFigure> list;
    if (!root.has("reported")) return list;
    const TableReader table = root.table("reported", tables::reported);
    for (const Key& key : tables::reported.keys) {
        if (key.holds != Key::Holds::number || !table.has(key.name)) continue;
        table.number(key.name);
        const Parameter& read = table.registry().parameters.back();
        list.push_back({read.value, std::string(key.name), read.uncertainty, read.source});
    }
    return list;
}

}  // namespace apogee
