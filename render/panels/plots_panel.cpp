#include <algorithm>
#include <array>
#include <cmath>

#include "base/input_error.h"
#include "panels/panels.h"
#include "physics/constants.h"
#include "scene/axis.h"
#include "ui/plot.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

/// A quantity over time.
struct Quantity {
    const char* title;
    const char* unit;    ///< null: the session's unit of length
    double least_span;   ///< finer an axis only shows rounding
    const char* column;  ///< of report/columns.h, which has it in a file
    double (*value)(const FlightPoint&);
    bool of_air = false;  ///< its greatest value comes with the re-entry
};

const std::array<Quantity, 9>& quantities() {
    static const std::array<Quantity, 9> all{{
        {"Height", nullptr, 1e-3, "height_km", [](const FlightPoint& p) { return p.place.height; }},
        {"Speed over the ground", "km/s", 1e-3, "speed_earth_m_s",
         [](const FlightPoint& p) { return p.speed_earth_m_s / 1000; }},
        {"Ground range", nullptr, 1e-3, "downrange_km", [](const FlightPoint& p) { return p.downrange_m; }},
        {"Specific force", "g", 1e-3, "felt_acceleration_g",
         [](const FlightPoint& p) { return p.specific_force_m_s2 / constants::standard_gravity_m_s2; }, true},
        {"Mach number", "", 1e-2, "mach", [](const FlightPoint& p) { return p.mach; }},
        {"Dynamic pressure", "kPa", 1e-3, "dynamic_pressure_kPa",
         [](const FlightPoint& p) { return p.dynamic_pressure_Pa / 1000; }, true},
        {"Mass", "t", 1e-3, "mass_kg", [](const FlightPoint& p) { return p.mass_kg / 1000; }},
        {"Thrust", "kN", 0.1, "thrust_N", [](const FlightPoint& p) { return p.thrust_N / 1000; }},
        {"Flight path angle", "°", 0.1, "flight_path_angle_deg",
         [](const FlightPoint& p) { return degrees(p.flight_path_angle); }},
    }};
    return all;
}

/// How much of its ascent's greatest value the plot of a quantity of the air shows.
constexpr double ascent_shown = 1.2;

/// More lines than that tell nobody anything, and cost.
constexpr std::size_t most_lines = 20;

/// The flight's own apogee, which divides its ascent from its re-entry.
const Event* apogee_of(const FlownFlight& flight) {
    return flight.trajectory.find(event_names::apogee);
}

/// A number cut to the span that a plot shows of it.
Plotted within(double (*value)(const FlightPoint&), double low, double high) {
    return [=](const FlightPoint& point) { return std::clamp(value(point), low, high); };
}

/// What all plots show of a flight. What is shown larger than from its least to its greatest value is among
/// them as it is shown.
std::vector<Plotted> numbers_of(const Ui& ui, const FlownFlight& flight) {
    std::vector<Plotted> numbers;
    const Event* const apogee = apogee_of(flight);
    for (std::size_t i = 0; i < quantities().size(); ++i) {
        const Quantity& quantity = quantities()[i];
        numbers.emplace_back(quantity.value);
        if (quantity.of_air && apogee) {
            double most = 0;
            for (const Step& step : flight.trajectory.steps)
                if (step.end_s < apogee->time_s)
                    most = std::max(most, quantity.value(flight.trajectory.point(step.end_s)));
            numbers.push_back(within(quantity.value, 0, ascent_shown * most));
        }
        const auto set = ui.axes.vertical.find(static_cast<int>(i));
        if (set == ui.axes.vertical.end() || !(set->second.low < set->second.high)) continue;
        const double unit = quantity.unit ? 1 : metres_per(ui.session.unit);
        numbers.push_back(within(quantity.value, set->second.low * unit, set->second.high * unit));
    }
    return numbers;
}

/// The part of flights that all plots show.
PlottedPart shown_part(const Ui& ui) {
    PlottedPart part{0, ui.session.end_s(), {}};
    if (ui.axes.to_s > ui.axes.from_s) part = {ui.axes.from_s, ui.axes.to_s, {}};
    const double unit = metres_per(ui.session.unit);
    for (const auto& [quantity, span] : ui.axes.vertical)
        if (span.low < span.high)
            part.spans.insert(part.spans.end(),
                              {static_cast<double>(quantity), span.low * unit, span.high * unit});
    return part;
}

/// The points of a flight that all plots draw lines through.
const std::vector<FlightPoint>& points_of(Ui& ui, const LoadedFlight& flight, bool original) {
    const NumbersOf numbers = [&ui](const FlownFlight& flown) { return numbers_of(ui, flown); };
    return original ? ui.samples.plotted_original(flight, shown_part(ui), numbers)
                    : ui.samples.plotted(flight, shown_part(ui), numbers);
}

/// Of the current flight, and of as many others as a plot holds.
std::vector<PlotLine> lines_of(Ui& ui, const Quantity& quantity) {
    std::vector<PlotLine> lines;
    const auto add = [&](int style, const std::vector<FlightPoint>& points, bool bold, float alpha,
                         const std::string& name) {
        PlotLine line{{}, {}, style, bold, alpha, printable(name)};
        line.x.reserve(points.size());
        line.y.reserve(points.size());
        for (const FlightPoint& point : points) {
            line.x.push_back(point.time_s);
            const double value = quantity.value(point);
            line.y.push_back(quantity.unit ? value : in_unit(value, ui.session.unit));
        }
        lines.push_back(std::move(line));
    };
    const LoadedFlight* const current = ui.session.current();
    for (const LoadedFlight& flight : ui.session.flights) {
        if (lines.size() == most_lines) break;
        if (flight.visible && &flight != current)
            add(flight.style, points_of(ui, flight, false), false,
                ui.session.strength(static_cast<std::size_t>(&flight - ui.session.flights.data())),
                flight.scenario.title);
    }
    if (!current || !current->visible) return lines;
    constexpr float ghost = 0.5F;
    if (current->original) add(current->style, points_of(ui, *current, true), false, ghost, "as opened");
    add(current->style, points_of(ui, *current, false), true, 1, current->scenario.title);
    return lines;
}

/// The current flight's events, and the stretches in which it burns.
void mark_events(Ui& ui, PlotFrame& frame) {
    const LoadedFlight* const flight = ui.session.current();
    if (!flight || !flight->visible) return;
    for (const Event& event : flight->trajectory.events)
        if (event.time_s > 0) frame.marks.push_back({event.time_s, event.name});
    const FlightPoint* begin = nullptr;
    const std::vector<FlightPoint>& points = points_of(ui, *flight, false);
    for (const FlightPoint& point : points) {
        const bool ends = begin && (point.phase != begin->phase || &point == &points.back());
        if (ends) {
            frame.stretches.push_back({begin->time_s, point.time_s, begin->phase});
            begin = nullptr;
        }
        if (!begin && point.thrust_N > 0) begin = &point;
    }
}

/// What the air does on the way down may be a hundred times what it does on the way up, which would then be a
/// line along the axis: a plot of the whole flight shows the ascent, and says what comes later.
void show_ascent(Ui& ui, const std::vector<PlotLine>& lines, PlotFrame& frame) {
    const LoadedFlight* const flight = ui.session.current();
    if (!flight || !flight->visible || lines.empty()) return;
    const Event* const apogee = apogee_of(*flight);
    if (!apogee) return;
    double before = 0, after = 0;
    const PlotLine& line = lines.back();
    for (std::size_t i = 0; i < line.x.size(); ++i)
        (line.x[i] < apogee->time_s ? before : after) =
            std::fmax(line.x[i] < apogee->time_s ? before : after, line.y[i]);
    constexpr double much_more = 3;
    constexpr int ticks = 4;
    if (before < frame.least_span || after < much_more * before) return;
    const AxisSpan span = rounded_span(0, ascent_shown * before, frame.least_span, ticks);
    frame.y_from = span.from;
    frame.y_to = span.to;
    for (const PlotLine& other : lines)
        for (const double y : other.y) after = std::fmax(after, y);
    frame.beyond = "later up to " + rounded(after);
}

/// @return whether the title was pressed.
bool quantity_plot(Ui& ui, const Area& area, int id, int index) {
    const Quantity& quantity = quantities()[static_cast<std::size_t>(index)];
    const double end = std::max(1.0, ui.session.end_s());
    PlotAxes& axes = ui.axes;
    const bool zoomed = axes.to_s > axes.from_s;
    const PlotAxes::Span vertical = axes.vertical[index];
    PlotFrame frame{id,
                    quantity.title,
                    quantity.unit ? quantity.unit : name(ui.session.unit),
                    zoomed ? axes.from_s : 0,
                    zoomed ? axes.to_s : end,
                    0,
                    end,
                    vertical.low,
                    vertical.high,
                    quantity.least_span,
                    ui.session.time_s};
    mark_events(ui, frame);
    const std::vector<PlotLine> lines = lines_of(ui, quantity);
    if (quantity.of_air && !zoomed && vertical.high <= vertical.low) show_ascent(ui, lines, frame);
    const PlotAnswer answer = plot(ui, area, frame, lines);
    if (answer.pointed)
        ui.plot_pointed = {quantity.title, *answer.pointed,
                           lines.empty() ? std::nan("") : value_at(lines.back(), *answer.pointed)};
    if (answer.time_set) ui.session.time_s = frame.cursor;
    if (answer.axes_set) {
        const bool whole = frame.x_from <= 0 && frame.x_to >= end;
        axes.from_s = whole ? 0 : frame.x_from;
        axes.to_s = whole ? 0 : frame.x_to;
        axes.vertical[index] = {frame.y_from, frame.y_to};
    }
    return answer.title_pressed;
}

/// Begins to save what all plots show as a table.
void table_button(Ui& ui, const Area& area) {
    ImGui::SetCursorScreenPos({area.x + ui.px(16), area.y + ui.px(18)});
    if (quiet_button(ui, "Save as CSV")) {
        ui.dialog = Dialog::take_away;
        ui.file.ending = ".csv";
    }
    tooltip(ui, "Ctrl+E: the quantities and the time that are shown, of the current flight");
}

/// How all plots stand on their page: where they would be too low they stand closer side by side, and where
/// that leaves no room for numbers, the page scrolls.
struct PlotGrid {
    int across, down;
    float width, height, gap;
    bool scrolls;
};
PlotGrid grid_of(const Ui& ui, float width, float height) {
    constexpr int most_across = 3;
    const int count = static_cast<int>(quantities().size());
    const float gap = ui.px(20), least_width = ui.px(150), least_height = ui.px(92);
    const auto width_of = [&](int across) {
        return (width - gap * static_cast<float>(across - 1)) / static_cast<float>(across);
    };
    const auto down_of = [&](int across) { return (count + across - 1) / across; };
    int across = width >= ui.px(688) ? 3 : width >= ui.px(408) ? 2 : 1;
    while (across < most_across && height / static_cast<float>(down_of(across)) < least_height &&
           width_of(across + 1) >= least_width)
        ++across;
    const int down = down_of(across);
    const float each = height / static_cast<float>(down);
    const bool scrolls = each < least_height;
    return {across, down, width_of(across), scrolls ? least_height : each, gap, scrolls};
}

void choose_quantity(Ui& ui, int slot) {
    if (!begin_menu(ui, "quantity")) return;
    for (int i = 0; i < static_cast<int>(quantities().size()); ++i) {
        if (ImGui::MenuItem(quantities()[static_cast<std::size_t>(i)].title, nullptr,
                            ui.plot_slots[slot] == i))
            ui.plot_slots[slot] = i;
    }
    end_menu();
}

}  // namespace

std::vector<std::string> plotted_columns() {
    std::vector<std::string> names{"time_s"};
    for (const Quantity& quantity : quantities()) names.emplace_back(quantity.column);
    return names;
}

void plots_strip(Ui& ui, const Area& area) {
    if (area.height <= 0) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    if (begin_panel("plots", area.min(), {area.width, area.height}, ImGuiWindowFlags_NoScrollWithMouse)) {
        edge(ui, area.min(), {area.x + area.width, area.y + 1});
        const int count = area.width >= ui.px(1900) ? 4 : area.width >= ui.px(800) ? 3 : 2;
        const float margin = ui.px(12), gap = ui.px(20), right = ui.px(20);
        const float width =
            (area.width - margin - right - gap * static_cast<float>(count - 1)) / static_cast<float>(count);
        for (int slot = 0; slot < count && !ui.session.flights.empty(); ++slot) {
            const Area place{area.x + margin + static_cast<float>(slot) * (width + gap), area.y + ui.px(10),
                             width, area.height - ui.px(12)};
            ImGui::PushID(slot);
            if (quantity_plot(ui, place, slot, ui.plot_slots[slot])) ImGui::OpenPopup("quantity");
            choose_quantity(ui, slot);
            ImGui::PopID();
        }
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

void plots_page(Ui& ui, const Area& area) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    if (begin_panel("all plots", area.min(), {area.width, area.height}, ImGuiWindowFlags_NoScrollWithMouse)) {
        const int count = static_cast<int>(quantities().size());
        const float margin = ui.px(16), head = ui.px(52);
        const Area room{area.x + margin, area.y + head, area.width - 2 * margin, area.height - head - margin};
        const PlotGrid grid = grid_of(ui, room.width, room.height);
        if (!ui.session.flights.empty()) table_button(ui, area);
        ImGui::SetCursorScreenPos({area.x, room.y});
        // Over a plot the wheel zooms: only the bar scrolls.
        if (ImGui::BeginChild("grid", {area.width, std::max(1.0F, room.height)}, false,
                              ImGuiWindowFlags_NoScrollWithMouse)) {
            const float top = room.y - ImGui::GetScrollY();
            for (int i = 0; i < count && !ui.session.flights.empty(); ++i) {
                const Area place{room.x + static_cast<float>(i % grid.across) * (grid.width + grid.gap),
                                 top + static_cast<float>(i / grid.across) * grid.height, grid.width,
                                 grid.height - ui.px(8)};
                quantity_plot(ui, place, 100 + i, i);
            }
            if (grid.scrolls) {
                ImGui::SetCursorPos({0, grid.height * static_cast<float>(grid.down)});
                ImGui::Dummy({1, 1});
            }
        }
        ImGui::EndChild();
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

}  // namespace apogee
