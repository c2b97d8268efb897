#include "scenario/launch_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/angles.h"
#include "base/input_error.h"

namespace apogee {

namespace {

using Word = std::string_view;

constexpr Bounds latitude{-90, 90}, longitude{-180, 360}, launch_height{-500, 1e7}, release_height{-500, 1e9},
    azimuth{0, 360}, velocity{-1e5, 1e5}, duration{1e-3, 1e8}, elevation{-90, 90}, seconds{0, 1e5},
    loft_rate{1e-6, 90}, kick_speed{0, 1e4}, kick_height{-500, 1e6}, kick_angle{0, 90};

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

/// Longitude in (-180, 180].
double normalised_longitude_deg(double longitude_deg) {
    if (longitude_deg > 180) return longitude_deg - 360;
    return longitude_deg == -180 ? 180 : longitude_deg;
}

Geodetic read_place(const TableReader& table, Bounds height, bool height_needed) {
    Geodetic place;
    place.latitude = radians(table.number("latitude_deg", latitude));
    place.longitude = radians(normalised_longitude_deg(table.number("longitude_deg", longitude)));
    place.height = height_needed ? table.number("height_m", height) : table.number_or("height_m", height, 0);
    return place;
}

std::optional<std::chrono::sys_seconds> read_time(const TableReader& table) {
    const Node::Entry* entry = table.find("time");
    if (!entry) return std::nullopt;
    constexpr Word right =
        "a date and time with its offset from UTC is needed, like 2017-11-29T03:17:00+09:00";
    const auto* time = std::get_if<Node::DateTime>(&entry->node.value);
    if (!time) table.fail("time", fmt::format("{} stands here", entry->node.kind()), right);
    if (!time->utc) table.fail("time", "no offset from UTC", right);
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
    programme.time_s = table.numbers("time_s", seconds);
    programme.elevation = table.numbers("elevation_deg", elevation);
    require_same_length(table, "time_s", programme.time_s, "elevation_deg", programme.elevation);
    require_ascending(table, "time_s", programme.time_s);
    for (double& angle : programme.elevation) angle = radians(angle);
    return programme;
}

GravityTurn read_gravity_turn(const TableReader& table) {
    GravityTurn turn;
    const Word trigger = table.one_of({"kick_speed_m_s", "kick_height_m", "kick_time_s"});
    if (trigger.empty())
        table.fail_missing("kick_speed_m_s", "kick_speed_m_s, kick_height_m or kick_time_s is needed");
    if (trigger == "kick_speed_m_s") {
        turn.trigger = GravityTurn::Trigger::speed_m_s;
        turn.trigger_value = table.number(trigger, kick_speed);
    } else if (trigger == "kick_height_m") {
        turn.trigger = GravityTurn::Trigger::height_m;
        turn.trigger_value = table.number(trigger, kick_height);
    } else {
        turn.trigger = GravityTurn::Trigger::time_s;
        turn.trigger_value = table.number(trigger, seconds);
    }
    turn.kick_angle = radians(table.number("kick_angle_deg", kick_angle));
    turn.kick_duration_s = table.number("kick_duration_s", seconds);
    return turn;
}

Ascent read_ascent(const TableReader& root) {
    if (!root.has("ascent")) root.fail_missing("ascent", "an [ascent] table with its programme is needed");
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
        programme.vertical_s = table.number("vertical_s", seconds);
        programme.burnout_elevation = radians(table.number("burnout_elevation_deg", elevation));
        ascent.programme = programme;
    } else if (name == "pitch-table") {
        ascent.programme = read_pitch_table(table);
    } else if (name == "pitch-rate") {
        PitchRate programme;
        programme.loft_angle = radians(table.number("loft_angle_deg", elevation));
        programme.loft_rate = radians(table.number("loft_rate_deg_s", loft_rate));
        ascent.programme = programme;
    } else {
        ascent.programme = read_gravity_turn(table);
    }
    return ascent;
}

void read_common(const TableReader& table, Start& start) {
    start.site = table.text_or("site", "");
    start.time = read_time(table);
    start.duration_s = table.optional_number("duration_s", duration);
}

Start read_launch(const TableReader& root) {
    const TableReader table = root.table("launch", tables::launch);
    Start start;
    Launch launch;
    launch.site = read_place(table, launch_height, false);
    launch.azimuth = radians(table.number("azimuth_deg", azimuth));
    read_common(table, start);
    launch.ascent = read_ascent(root);
    start.start = launch;
    return start;
}

Start read_release(const TableReader& root) {
    for (const Word key : {"launch", "ascent"})
        if (root.has(key)) root.fail(key, "given beside [initial]", "a flight has one beginning");
    const TableReader table = root.table("initial", tables::initial);
    Start start;
    Release release;
    release.place = read_place(table, release_height, true);
    release.north_m_s = table.number("velocity_north_m_s", velocity);
    release.east_m_s = table.number("velocity_east_m_s", velocity);
    release.down_m_s = table.number("velocity_down_m_s", velocity);
    read_common(table, start);
    start.start = release;
    return start;
}

}  // namespace

Start read_start(const TableReader& root) {
    if (root.has("initial")) return read_release(root);
    if (!root.has("launch"))
        root.fail_missing("launch", "a scenario needs [launch] and [ascent], or [initial]");
    return read_launch(root);
}

std::vector<ReportedFigure> read_reported(const TableReader& root) {
    struct Figure {
        Word key;
        Bounds bounds;
    };
    // Up to half an Earth's circumference and some; a flight time of up to months.
    constexpr std::array figures{Figure{"apogee_km", {0, 1e6}}, Figure{"range_km", {0, 20100}},
                                 Figure{"flight_time_s", {0, 1e7}}, Figure{"impact_latitude_deg", latitude},
                                 Figure{"impact_longitude_deg", longitude}};
    std::vector<ReportedFigure> list;
    if (!root.has("reported")) return list;
    const TableReader table = root.table("reported", tables::reported);
    for (const Figure& figure : figures) {
        if (!table.has(figure.key)) continue;
        table.number(figure.key, figure.bounds);
        const Parameter& read = table.registry().parameters.back();
        list.push_back({read.value, std::string(figure.key), read.uncertainty, read.source});
    }
    return list;
}

}  // namespace apogee
