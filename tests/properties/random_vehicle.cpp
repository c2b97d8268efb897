#include "properties/random_vehicle.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "physics/atmosphere.h"
#include "physics/constants.h"

namespace apogee::testing {

void TomlText::number(const std::string& key, double value) {
    line(key, fmt::format("{:.9g}", value));
}

void TomlText::number(Draw& draw, const std::string& key, double value) {
    const std::string plain = fmt::format("{:.9g}", value);
    if (value <= 0 || !draw.chance(4)) return line(key, plain);
    const std::string range = draw.chance(50)
                                  ? fmt::format("low = {:.9g}, high = {:.9g}", 0.9 * value, 1.05 * value)
                                  : fmt::format("sd = {:.9g}", 0.02 * value);
    line(key, fmt::format("{{ value = {}, {}, source = \"estimate: drawn\" }}", plain, range));
}

double layer_edge_m(Draw& draw) {
    const double geopotential_m = draw.one_of({0.0, 11e3, 20e3, 32e3, 47e3, 51e3, 71e3});
    if (draw.chance(40)) return to_geometric(GeopotentialHeight<double>{geopotential_m}).m;
    return draw.one_of({11e3, 80e3, 86e3, 91e3, 100e3, 110e3, 120e3, 150e3, 500e3, 1000e3});
}

namespace {

constexpr double g0 = constants::standard_gravity_m_s2;

std::string row(const std::vector<double>& values) {
    return fmt::format("[{:.9g}]", fmt::join(values, ", "));
}

void drag_table(Draw& draw, TomlText& out, const std::string& name) {
    const int rows = draw.chance(30) ? draw.whole(12, 60) : draw.whole(2, 6);
    std::vector<double> mach, cd;
    double last = draw.chance(80) ? 0 : draw.number(0, 0.5);
    const double step = draw.log_number(2, 12) / rows;
    for (int i = 0; i < rows; ++i, last += step * draw.number(0.2, 1.8)) {
        mach.push_back(last);
        cd.push_back(draw.chance(3) ? 0 : draw.log_number(0.05, 1));
    }
    out.table("[drag." + name + "]");
    out.line("mach", row(mach));
    out.line("cd", row(cd));
    if (draw.chance(10)) out.words("source", "estimate: drawn");
}

/// The size of what weighs this much: some two tonnes per cubic metre of diameter.
void size(Draw& draw, TomlText& out, double mass_kg) {
    const double diameter_m = std::max(0.01, std::cbrt(mass_kg / 2000) * draw.number(0.7, 1.4));
    if (draw.chance(50))
        out.number(draw, "diameter_m", diameter_m);
    else
        out.number(draw, "reference_area_m2", pi / 4 * diameter_m * diameter_m);
}

/// How a first stage or booster gets off the pad: at once, late, or never.
enum class Rise { at_once, late, never };

std::string thrust_curve(Draw& draw, Rise rise) {
    std::vector<double> time_s{0}, fraction{draw.number(0.7, 1.3)};
    if (rise == Rise::late) fraction.front() = draw.number(0.1, 0.6);
    const int rows = draw.chance(20) ? draw.whole(6, 20) : draw.whole(1, 4);
    for (int i = 0; i < rows; ++i) {
        time_s.push_back(time_s.back() + draw.log_number(0.5, 20));
        fraction.push_back(draw.chance(8) && i > 0 ? 0 : draw.number(0.7, 1.3));
    }
    if (draw.chance(30)) {
        time_s.push_back(time_s.back() + draw.number(0.2, 2));
        fraction.push_back(draw.number(0, 0.3));
    }
    const std::string source = draw.chance(10) ? ", source = \"estimate: drawn\"" : "";
    return fmt::format("{{ time_s = {}, fraction = {}{} }}", row(time_s), row(fraction), source);
}

/// What a stage has to carry, and what kind of vehicle it belongs to.
struct Task {
    double above_kg;
    bool lifts_off, strong;
    int drag_tables;
    Rise rise;
};

double motor(Draw& draw, TomlText& out, const Task& task, double dry_share) {
    const double propellant_kg = task.above_kg * (task.strong ? draw.number(3, 8) : draw.number(0.5, 2.5));
    const double dry_kg = propellant_kg * dry_share, mass_kg = task.above_kg + dry_kg + propellant_kg;
    const double isp_s = task.strong ? draw.number(320, 460) : draw.number(200, 310);
    double thrust_to_weight = task.lifts_off ? draw.number(1.4, 3) : draw.number(0.7, 4);
    if (task.rise == Rise::late) thrust_to_weight = draw.number(1.1, 1.6);
    if (task.rise == Rise::never) thrust_to_weight = draw.number(0.2, 0.95);
    const double thrust_N = thrust_to_weight * mass_kg * g0;
    out.number(draw, "propellant_mass_kg", propellant_kg);
    out.number(draw, "dry_mass_kg", dry_kg);
    out.number(draw, "isp_vacuum_s", isp_s);
    if (draw.chance(50))
        out.number("thrust_vacuum_kN", thrust_N / 1000);
    else
        out.number("burn_time_s", propellant_kg * g0 * isp_s / thrust_N);
    const double lost = draw.number(0, 0.25);  // of the thrust, at sea level
    if (draw.chance(40))
        out.number("isp_sea_level_s", isp_s * (1 - lost));
    else if (draw.chance(50))
        out.number("nozzle_exit_area_m2", lost * thrust_N / constants::sea_level_pressure_Pa);
    if (task.rise == Rise::late || draw.chance(25)) out.line("thrust_curve", thrust_curve(draw, task.rise));
    return dry_kg + propellant_kg;
}

std::string any_drag_table(Draw& draw, const Task& task) {
    return fmt::format("d{}", draw.whole(1, task.drag_tables));
}

/// What stages and boosters share. @return its mass, kg
double stage(Draw& draw, TomlText& out, const Task& task) {
    const double mass_kg =
        motor(draw, out, task, task.strong ? draw.number(0.04, 0.1) : draw.number(0.08, 0.3));
    const bool drag = draw.chance(80), coast_drag = draw.chance(20);
    if (drag) out.words("drag", any_drag_table(draw, task));
    if (coast_drag) out.words("coast_drag", any_drag_table(draw, task));
    if (drag || coast_drag) size(draw, out, task.above_kg + mass_kg);
    if (draw.chance(40)) out.number(draw, "ballistic_coefficient_kg_m2", draw.log_number(20, 3000));
    if (draw.chance(30)) out.number("separation_delay_s", draw.number(0, 10));
    if (draw.chance(5)) out.words("source", "estimate: drawn");
    return mass_kg;
}

void shroud(Draw& draw, TomlText& out, double payload_kg, double start_height_m) {
    out.table("[shroud]");
    out.number(draw, "mass_kg", payload_kg * draw.number(0.02, 0.4));
    if (draw.chance(50)) {
        const double height_m = draw.chance(25)   ? layer_edge_m(draw)
                                : draw.chance(10) ? std::max(0.0, start_height_m - 50)
                                                  : start_height_m + draw.log_number(1e3, 400e3);
        out.number("jettison_height_km", std::min(height_m / 1000, 1e5));
    } else {
        out.number("jettison_time_s", draw.chance(10) ? 0 : draw.log_number(5, 500));
    }
    if (draw.chance(40)) out.number(draw, "ballistic_coefficient_kg_m2", draw.log_number(5, 300));
    if (draw.chance(5)) out.words("source", "estimate: drawn");
}

/// Parachutes and feathers, blunt bodies, slender ones.
double ballistic_coefficient(Draw& draw) {
    if (draw.chance(18)) return draw.log_number(0.3, 5);
    return draw.chance(20) ? draw.log_number(5, 300) : draw.log_number(300, 15000);
}

void payload(Draw& draw, TomlText& out, double mass_kg, const std::string& drag) {
    out.table("[payload]");
    out.number(draw, "mass_kg", mass_kg);
    if (draw.chance(20)) {
        out.words("drag", drag);
        size(draw, out, mass_kg);
    } else if (draw.chance(85)) {
        out.number("ballistic_coefficient_kg_m2", ballistic_coefficient(draw));
    }
    if (draw.chance(5)) out.words("source", "estimate: drawn");
}

double booster(Draw& draw, TomlText& out, const Task& task) {
    const int count = draw.chance(10) ? draw.whole(5, 12) : draw.whole(1, 4);
    Task one = task;
    one.above_kg *= draw.number(0.03, 0.3) / count;
    out.table("[[booster]]");
    out.number("count", count);
    return count * stage(draw, out, one);
}

Rise any_rise(Draw& draw) {
    return draw.chance(4) ? Rise::never : draw.chance(7) ? Rise::late : Rise::at_once;
}

}  // namespace

std::string random_payload(Draw& draw, double mass_kg) {
    TomlText out;
    payload(draw, out, mass_kg, "own");
    drag_table(draw, out, "own");
    return out.text();
}

std::string random_vehicle(Draw& draw, bool with_stages, double start_height_m) {
    TomlText out, stages, boosters;
    const double payload_kg = draw.log_number(1, 5000);
    const bool strong = draw.chance(15), has_shroud = draw.chance(25);
    const Rise rise = any_rise(draw);
    const int count = !with_stages ? 0 : strong ? draw.whole(2, 3) : draw.whole(1, 3);
    Task task{payload_kg * (has_shroud ? 1.2 : 1), false, strong, draw.whole(1, 4), rise};
    std::vector<std::string> upward;  // the last stage first
    for (int i = count; i > 0; --i) {
        TomlText one;
        one.table("[[stage]]");
        task.lifts_off = i == 1;
        task.rise = i == 1 ? rise : Rise::at_once;
        const double mass_kg = stage(draw, one, task);
        if (i > 1 && draw.chance(40)) one.number("coast_before_s", draw.log_number(0.5, 60));
        if (i == count && draw.chance(25)) one.line("separates", draw.chance(80) ? "false" : "true");
        task.above_kg += mass_kg;
        upward.push_back(one.text());
    }
    for (int i = with_stages && draw.chance(20) ? draw.whole(1, 2) : 0; i > 0; --i)
        task.above_kg += booster(draw, boosters, task);
    for (auto one = upward.rbegin(); one != upward.rend(); ++one) out.add(*one);
    out.add(boosters.text());
    if (has_shroud && with_stages) shroud(draw, out, payload_kg, start_height_m);
    payload(draw, out, payload_kg, any_drag_table(draw, task));
    for (int i = 1; i <= task.drag_tables; ++i) drag_table(draw, out, fmt::format("d{}", i));
    return out.text();
}

}  // namespace apogee::testing
