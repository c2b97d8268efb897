#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/input_error.h"
#include "estimate/answer.h"
#include "panels/panels.h"
#include "session/document.h"
#include "session/estimate_overlay.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

std::string_view key_of(std::string_view path) {
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

/// What moves a flight most: masses and impulse of what burns, and where it steers.
bool matters_for_vehicle(std::string_view path) {
    constexpr std::array keys{"propellant_mass_kg", "isp_vacuum_s", "thrust_vacuum_kN", "burn_time_s",
                              "dry_mass_kg"};
    if (path == "payload.mass_kg") return true;
    if (!path.starts_with("stage[")) return false;
    return std::find(keys.begin(), keys.end(), key_of(path)) != keys.end();
}

bool matters_for_ascent(std::string_view path) {
    return path == "launch.azimuth_deg" || path.starts_with("ascent.") ||
           path.starts_with("initial.velocity");
}

/// Whether there is something to estimate from, or a message that there is not.
bool estimate_possible(const Ui& ui, const LoadedFlight& flight) {
    return can_be_estimated(flight.scenario) || ui.session.show_estimate;
}

/// The switches of ring and estimate, side by side.
template <class Mark>
void reach_in_legend(Ui& ui, const LoadedFlight& flight, const Mark& mark) {
    const bool both = estimate_possible(ui, flight);
    const ImU32 color = flight_color(flight.style);
    const float width = ImGui::GetContentRegionAvail().x;
    mark(
        "range ring", ui.session.show_ring, "how far it goes all round on a standard trajectory (R)",
        [&](ImVec2 at, ImU32 quiet) {
            ImDrawList& draw = *ImGui::GetWindowDrawList();
            if (ui.session.show_ring) draw.AddCircleFilled(at, ui.px(7), with_alpha(color, 0.2F), 16);
            draw.AddCircle(at, ui.px(7), ui.session.show_ring ? color : quiet, 16, ui.px(1.25F));
        },
        both ? width * 0.55F : width);
    if (!both) return;
    ImGui::SameLine(0, 0);
    mark(
        "estimate", ui.session.show_estimate, "range of the missile, from the flight that was reported (E)",
        [&](ImVec2 at, ImU32 quiet) {
            ImDrawList& draw = *ImGui::GetWindowDrawList();
            const bool on = ui.session.show_estimate;
            if (on) draw.AddCircle(at, ui.px(6), with_alpha(color, 0.3F), 16, ui.px(4));
            draw.AddCircle(at, ui.px(6), on ? color : quiet, 16, ui.px(1.25F));
        },
        ImGui::GetContentRegionAvail().x);
}

/// Of every map: what stands above it, and what is written on it.
template <class Mark>
void layers_in_legend(Ui& ui, const Mark& mark) {
    const float width = ImGui::GetContentRegionAvail().x;
    Session& session = ui.session;
    mark(
        "heights", session.show_arcs,
        "flat maps: the arc, raised at right angles to the ground track; its height stands at the bar (H). "
        "No arc: a flight round the Earth; on the map, one within 5° of a pole. Ticks across the track: "
        "times after ignition",
        [&](ImVec2 at, ImU32 quiet) {
            ImDrawList& draw = *ImGui::GetWindowDrawList();
            draw.AddBezierQuadratic({at.x - ui.px(10), at.y + ui.px(5)}, {at.x, at.y - ui.px(14)},
                                    {at.x + ui.px(10), at.y + ui.px(5)}, quiet, ui.px(1.5F), 16);
        },
        width * 0.55F);
    ImGui::SameLine(0, 0);
    mark(
        "names", session.show_names, "of countries, seas and towns, and the degrees (N)",
        [&](ImVec2 at, ImU32 quiet) {
            draw_text(*ImGui::GetWindowDrawList(), ui.fonts.bold, {at.x - ui.px(7), at.y - ui.px(8)}, quiet,
                      "Aa");
        },
        ImGui::GetContentRegionAvail().x);
}

void small_line(Ui& ui, ImU32 color, const std::string& words) {
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(40));
    text(ui.fonts.small, color, cut_to(ui.fonts.small, words, ImGui::GetContentRegionAvail().x));
    tooltip(ui, words);
}

/// Why the current flight has no arc on the map that is shown.
void no_arc_line(Ui& ui) {
    if (ui.no_arc == NoArc::none) return;
    small_line(ui, ui.theme().quiet,
               ui.no_arc == NoArc::near_pole ? "no arc here: it passes a pole"
                                             : "no arc here: it goes round the Earth");
}

/// What came of the ring.
void ring_line(Ui& ui, const LoadedFlight& flight) {
    if (!ui.session.show_ring) return;
    const FlightRing& ring = ui.ring.ring();
    const bool wrong = !ring.problem.empty() && ring.revision == flight.revision;
    const bool there = ring.flight == flight.id && !ring.line.empty();
    const std::string words = wrong    ? printable(ring.problem)
                              : !there ? "being flown …"
                                       : span_text(ring, ui.session.unit);
    if (!wrong) return small_line(ui, ui.theme().quiet, words);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(40));
    wrapped_text(ui.fonts.small, ui.theme().bad, words);  // why there is none is read whole
}

/// What came of the estimate.
void estimate_line(Ui& ui, const LoadedFlight& flight) {
    if (!ui.session.show_estimate) return;
    const EstimateMaker& maker = ui.estimate;
    const FlightEstimate& made = maker.result();
    const bool there = maker.shows(flight) && made.problem.empty();
    std::string words = there ? range_text(made.answer.estimate.standard_km.median, ui.session.unit) : "";
    if (maker.cancelled())
        words = "cancelled";
    else if (maker.working())
        words += fmt::format("{}sampling {} %", there ? ", " : "", maker.percent());
    else if (!there && maker.shows(flight))
        words = printable(made.problem);
    small_line(ui, ui.theme().quiet, words);
}

/// What is drawn of the estimate, layer by layer.
template <class Mark>
void estimate_layers(Ui& ui, const LoadedFlight& flight, const Mark& mark) {
    const FlightEstimate& made = ui.estimate.result();
    if (!ui.session.show_estimate || !ui.estimate.shows(flight) || !made.problem.empty()) return;
    const ImU32 color = flight_color(flight.style), plain = ui.theme().text;
    const float width = ImGui::GetContentRegionAvail().x, half = ui.px(14);
    EstimateLayers& layers = ui.session.estimate_layers;
    const auto line = [&](ImVec2 at, ImU32 ink, float thickness) {
        ImGui::GetWindowDrawList()->AddLine({at.x - half, at.y}, {at.x + half, at.y}, ink, thickness);
    };
    const auto faint = [](ImU32 ink, bool on) { return with_alpha(ink, on ? 1.0F : 0.35F); };
    mark(
        "standard range", layers.range, "of the missile on a still Earth, with the 90 % interval as a band",
        [&](ImVec2 at, ImU32) {
            line(at, with_alpha(color, layers.range ? 0.3F : 0.1F), ui.px(10));
            line(at, faint(color, layers.range), ui.px(2));
        },
        width);
    if (!made.turning_ring.empty())
        mark(
            "on the turning Earth", layers.turning,
            "the standard range in every direction, of the sample nearest the median",
            [&](ImVec2 at, ImU32) {
                for (float x = -half; x < half; x += ui.px(6))
                    ImGui::GetWindowDrawList()->AddLine({at.x + x, at.y}, {at.x + x + ui.px(2), at.y},
                                                        faint(color, layers.turning), ui.px(1.25F));
            },
            width);
    mark(
        "reported, standard flight", layers.flights,
        "of the sample nearest the median: as reported (dashed), and on its standard trajectory",
        [&](ImVec2 at, ImU32) { line(at, faint(plain, layers.flights), ui.px(1.5F)); }, width);
}

void legend(Ui& ui) {
    const Theme& t = ui.theme();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float line = ui.px(28), row = ui.px(24);
    constexpr std::size_t most_rows = 20;
    const std::size_t count = ui.session.flights.size();
    const auto active = static_cast<std::size_t>(ui.session.active);
    for (std::size_t row_number = 0; row_number < std::min(count, most_rows); ++row_number) {
        // The current flight has a row whatever its number is.
        const std::size_t i = row_number + 1 == most_rows && active > row_number ? active : row_number;
        LoadedFlight& flight = ui.session.flights[i];
        ImGui::PushID(static_cast<int>(i));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x;
        if (ImGui::InvisibleButton("##legend", {width, row})) flight.visible = !flight.visible;
        tooltip(ui, flight.visible ? "shown; click to hide" : "hidden; click to show");
        const float middle = at.y + row / 2;
        const std::array<ImVec2, 2> ends{{{at.x, middle}, {at.x + line, middle}}};
        draw_flight_line(draw, ends.data(), 2, flight.style, flight.visible ? 1.0F : 0.3F, ui.px(2.5F),
                         ui.scale);
        ImFont* const font = count > 1 && i == active ? ui.fonts.bold : ui.fonts.text;
        const std::string title = cut_to(font, printable(flight.scenario.title), width - line - ui.px(12));
        draw_text(draw, font, {at.x + line + ui.px(12), middle - ui.px(8)}, flight.visible ? t.text : t.quiet,
                  title);
        ImGui::PopID();
    }
    if (count > most_rows) text(ui.fonts.text, t.quiet, "and " + std::to_string(count - most_rows) + " more");
    const auto mark = [&](const char* words, bool& shown, const char* hint, auto draw_mark, float width) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        if (ImGui::InvisibleButton(words, {width, row})) shown = !shown;
        tooltip(ui, hint);
        draw_mark(ImVec2{at.x + line / 2, at.y + row / 2}, shown ? t.quiet : with_alpha(t.quiet, 0.4F));
        draw_text(draw, ui.fonts.text, {at.x + line + ui.px(12), at.y + row / 2 - ui.px(8)},
                  shown ? t.text : t.quiet, words);
    };
    const auto any = [&](auto has) {
        return std::any_of(ui.session.flights.begin(), ui.session.flights.end(), has);
    };
    const bool reported = any([](const LoadedFlight& flight) { return !flight.scenario.reported.empty(); });
    const bool debris = any([](const LoadedFlight& flight) { return !flight.debris.empty(); });
    if (count > 0) layers_in_legend(ui, mark);
    no_arc_line(ui);
    if (reported)
        mark(
            "as reported", ui.session.show_reported, "figures that were reported, as dashed ghosts",
            [&](ImVec2 at, ImU32 color) {
                for (int i = 0; i < 8; ++i) {
                    const float angle = static_cast<float>(i) * 0.7854F;
                    draw.PathArcTo(at, ui.px(6), angle, angle + 0.45F, 4);
                    draw.PathStroke(color, ImDrawFlags_None, ui.px(1.25F));
                }
            },
            ImGui::GetContentRegionAvail().x);
    if (const LoadedFlight* const flight = ui.session.current()) {
        reach_in_legend(ui, *flight, mark);
        ring_line(ui, *flight);
        estimate_line(ui, *flight);
        estimate_layers(ui, *flight, mark);
    }
    if (debris)
        mark(
            "spent stages", ui.session.show_debris, "arcs of what the vehicle lets go of",
            [&](ImVec2 at, ImU32 color) {
                draw.AddLine({at.x - line / 2, at.y}, {at.x + line / 2, at.y}, color, 1);
            },
            ImGui::GetContentRegionAvail().x);
}

/// A flight's numbers that have a slider in a section. The payload first: it is what one asks about.
std::vector<const Parameter*> with_slider(const LoadedFlight& flight, bool (*matters)(std::string_view)) {
    std::vector<const Parameter*> numbers;
    for (const bool payload : {true, false})
        for (const Parameter& p : flight.document.parameters)
            if (!p.defaulted && matters(p.path) && (p.path == "payload.mass_kg") == payload)
                numbers.push_back(&p);
    return numbers;
}

void sliders(Ui& ui, LoadedFlight& flight, const char* title, bool (*matters)(std::string_view)) {
    const std::vector<const Parameter*> numbers = with_slider(flight, matters);
    if (numbers.empty()) return;
    heading(ui, title);
    for (const Parameter* number : numbers) number_slider(ui, flight, *number);
}

/// "stage[1].dry_mass_kg" -> "stage 1".
std::string group_of(const std::string& path) {
    std::string group = path.substr(0, path.find('.') == std::string::npos ? 0 : path.rfind('.'));
    std::replace(group.begin(), group.end(), '[', ' ');
    std::erase(group, ']');
    return group.empty() ? "general" : group;
}

void all_numbers(Ui& ui, LoadedFlight& flight) {
    heading(ui, "ALL NUMBERS");
    std::vector<std::string> groups;
    for (const Parameter& parameter : flight.document.parameters) {
        const std::string group = group_of(parameter.path);
        if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
    }
    for (const std::string& group : groups) {
        ImGui::PushFont(ui.fonts.text);
        const bool open = ImGui::TreeNodeEx(group.c_str(), ImGuiTreeNodeFlags_SpanAvailWidth);
        ImGui::PopFont();
        if (!open) continue;
        for (const Parameter& parameter : flight.document.parameters)
            if (group_of(parameter.path) == group) number_field(ui, flight, parameter);
        ImGui::TreePop();
    }
}

void file_actions(Ui& ui, LoadedFlight& flight) {
    const auto action = [&](const char* words, bool possible, const char* hint) {
        ImGui::BeginDisabled(!possible);
        const bool pressed = ImGui::Button(words);
        ImGui::EndDisabled();
        if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) ImGui::SetTooltip("%s", hint);
        ImGui::SameLine(0, ui.px(4));
        return pressed;
    };
    const Document& document = flight.document;
    ImGui::BeginGroup();
    if (action("Undo", !document.undo.empty(), "Ctrl+Z; Ctrl+Y does it again")) undo(flight);
    if (action("Reset", !document.changes.empty(), "all numbers back to what the file says")) reset(flight);
    if (action("Save as", true, "Ctrl+S: the file with the changed numbers; comments stay"))
        ui.dialog = Dialog::save;
    ImGui::NewLine();
    if (action("Take away", true, "Ctrl+E: a picture, or the flight as GeoJSON, KML, CZML, CSV"))
        ui.dialog = Dialog::take_away;
    if (action("Find", true, "Ctrl+F: a town, a country, coordinates")) ui.dialog = Dialog::find;
    if (action("Measure", true, "M: a distance over the ground, from click to click"))
        ui.session.measure = {!ui.session.measure.on, {}, {}};
    ImGui::NewLine();
    ImGui::EndGroup();
}

}  // namespace

std::vector<const Parameter*> slider_numbers(const LoadedFlight& flight) {
    std::vector<const Parameter*> numbers = with_slider(flight, matters_for_vehicle);
    const std::vector<const Parameter*> ascent = with_slider(flight, matters_for_ascent);
    numbers.insert(numbers.end(), ascent.begin(), ascent.end());
    return numbers;
}

void vehicle_panel(Ui& ui, const Area& area) {
    if (area.width <= 0) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(16), ui.px(8)});
    ImGui::SetNextWindowPos(area.min());
    ImGui::SetNextWindowSize({area.width, area.height});
    if (ImGui::Begin("vehicle", nullptr,
                     ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoResize |
                         ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                         ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav)) {
        ImGui::PushFont(ui.fonts.text);
        heading(ui, "FLIGHTS");
        if (ui.session.flights.empty()) text(ui.fonts.text, ui.theme().quiet, "none is open");
        legend(ui);
        if (LoadedFlight* flight = ui.session.current()) {
            ImGui::Dummy({0, ui.px(4)});
            file_actions(ui, *flight);
            sliders(ui, *flight, "VEHICLE", matters_for_vehicle);
            sliders(ui, *flight, "ASCENT", matters_for_ascent);
            all_numbers(ui, *flight);
        }
        ImGui::PopFont();
        edge(ui, {area.x + area.width - 1, area.y}, area.max());
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

}  // namespace apogee
