#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/app.h"
#include "report/claims_report.h"
#include "report/json.h"
#include "report/study_text.h"
#include "session/document.h"

namespace apogee {
namespace {

/// A figure in a unit of so many of its own; null where it is absent or no number.
nlohmann::ordered_json number(std::optional<double> value, double unit = 1) {
    if (!value || !std::isfinite(*value)) return nullptr;
    return *value / unit;
}

nlohmann::ordered_json flight_state(const LoadedFlight& flight) {
    nlohmann::ordered_json state;
    state["file"] = flight.document.file;
    state["title"] = flight.scenario.title;
    state["visible"] = flight.visible;
    state["unsaved"] = has_unsaved_changes(flight);
    state["hash"] = flight.scenario.hash;
    state["changes"] = nlohmann::ordered_json::object();
    for (const auto& [path, value] : flight.document.changes) state["changes"][path] = value;
    state["problem"] = flight.problem;
    state["outcome"] = name(flight.trajectory.outcome);
    const FlightSummary& s = flight.summary;
    state["apogee_km"] = number(s.apogee_m, 1000);
    state["apogee"] = nullptr;
    if (s.apogee_m) state["apogee"] = name(s.apogee_kind);
    state["range_km"] = number(s.range_m, 1000);
    state["flight_time_s"] = number(s.flight_time_s);
    state["as_opened"] = nullptr;
    if (flight.original)
        state["as_opened"] = {{"apogee_km", number(flight.original->summary.apogee_m, 1000)},
                              {"range_km", number(flight.original->summary.range_m, 1000)}};
    return state;
}

nlohmann::ordered_json read_out_state(const LoadedFlight& flight, double time_s) {
    const FlightPoint point = flight.shown().point(std::min(time_s, flight.shown().end_s));
    const Below under = below(degrees(point.place.latitude), degrees(point.place.longitude));
    return {{"time_s", point.time_s},
            {"phase", point.phase},
            {"height_km", point.place.height / 1000},
            {"latitude_deg", degrees(point.place.latitude)},
            {"longitude_deg", degrees(point.place.longitude)},
            {"speed_ground_m_s", point.speed_earth_m_s},
            {"mach", point.mach},
            {"flight_path_angle_deg", degrees(point.flight_path_angle)},
            {"dynamic_pressure_kPa", point.dynamic_pressure_Pa / 1000},
            {"below", under.name},
            {"over_land", under.land}};
}

nlohmann::ordered_json ring_state(const FlightRing& ring) {
    return {{"least_km", ring.least_km}, {"most_km", ring.most_km}, {"problem", ring.problem}};
}

nlohmann::ordered_json quantiles_state(const WeightedQuantiles& km) {
    // A range beyond half the Earth is none.
    return {{"low", number(km.low)}, {"median", number(km.median)}, {"high", number(km.high)}};
}

nlohmann::ordered_json estimate_state(const EstimateMaker& maker, const Session& session) {
    const LoadedFlight* const flight = session.current();
    const FlightEstimate& made = maker.result();
    nlohmann::ordered_json state{{"working", maker.working()}, {"cancelled", maker.cancelled()}};
    const EstimateLayers& layers = session.estimate_layers;
    state["layers"] = {{"range", layers.range}, {"turning", layers.turning}, {"flights", layers.flights}};
    if (!flight || !maker.shows(*flight)) return state;
    const Estimate& e = made.answer.estimate;
    state["problem"] = made.problem;
    state["samples"] = made.samples;
    if (e.samples.empty()) return state;
    const Audit::Verdict verdict = made.answer.audit.verdict;
    state["consistent"] = verdict == Audit::Verdict::consistent || verdict == Audit::Verdict::no_time;
    state["standard_range_km"] = quantiles_state(e.standard_km);
    state["effective_size"] = e.effective;
    state["flight_time_weighs"] = e.time_used;
    const std::optional<bool> agrees = made.answer.time_agrees_with_vehicle();
    state["time_agrees_with_vehicle"] = agrees ? nlohmann::ordered_json(*agrees) : nullptr;
    state["claims"] = claims_json(made.answer.claims);
    if (!made.standard.empty())
        state["standard_flight"] = {{"range_km", made.standard_km}, {"turning_earth", made.standard_turning}};
    return state;
}

nlohmann::ordered_json study_state(const Session& session) {
    const StoredStudy& study = *session.study;
    const ResultField& field = result_fields()[session.study_figure];
    const PartStatistics& part = study.summary[session.study_part].statistics;
    nlohmann::ordered_json state{{"folder", study.folder},
                                 {"edited", study.edited},
                                 {"part", study.study.parts[session.study_part].name},
                                 {"cases", part.cases},
                                 {"impacts", study.parts[session.study_part].impacts.size()},
                                 {"figure", field.name},
                                 {"quantiles", nlohmann::ordered_json::array()},
                                 {"pointed_case", nullptr}};
    const StoredStudy::Part& shown = study.parts[session.study_part];
    state["scatter"] = {{"across", shown.columns[column_of(shown, session.scatter_across)].key},
                        {"up", shown.columns[column_of(shown, session.scatter_up)].key}};
    for (const QuantileEstimate& quantile : statistics_of(part, field.member).quantiles)
        state["quantiles"].push_back(number(quantile.value));
    if (session.pointed_case) state["pointed_case"] = *session.pointed_case;
    return state;
}

/// Which panels the user folded or opened; null where they are shown as there is room.
nlohmann::ordered_json panels_state(const Folds& folds) {
    nlohmann::ordered_json state;
    for (const FoldedPanel& panel : folded_panels) {
        const std::optional<bool>& open = folds.*panel.open;
        state[panel.name] = open ? nlohmann::ordered_json(*open) : nullptr;
    }
    return state;
}

nlohmann::ordered_json place_state(const std::optional<LatLon>& place) {
    if (!place) return nullptr;
    return {{"latitude_deg", place->latitude_deg}, {"longitude_deg", place->longitude_deg}};
}

/// What the world shows: the place in the middle, and how far it is across half the width.
nlohmann::ordered_json seen_state(const std::optional<LatLon>& middle, const std::optional<LatLon>& left,
                                  const std::optional<LatLon>& right) {
    nlohmann::ordered_json state;
    state["middle"] = place_state(middle);
    if (left && right) {
        const double cosine = std::clamp(direction(*left).dot(direction(*right)), -1.0, 1.0);
        state["half_width_deg"] = degrees(std::acos(cosine));
    }
    return state;
}

}  // namespace

std::string App::state() const {
    constexpr std::array views{"map", "azimuthal", "globe", "profile"};
    nlohmann::ordered_json state;
    state["view"] = session_.page == Page::plots   ? "plots"
                    : session_.page == Page::study ? "study"
                    : session_.page == Page::table ? "table"
                                                   : views[static_cast<std::size_t>(session_.view)];
    state["theme"] = session_.dark ? "dark" : "light";
    state["unit"] = name(session_.unit);
    state["time_s"] = session_.time_s;
    state["playing"] = session_.playing;
    state["speed"] = session_.speed;
    state["active"] = session_.active;
    state["presenting"] = session_.presenting;
    state["panels"] = panels_state(ui_.folds);
    state["heights"] = session_.show_arcs;
    state["names"] = session_.show_names;
    state["message"] = ui_.message;
    state["world"] = seen_state(seen_at(0.5F, 0.5F), seen_at(0.25F, 0.5F), seen_at(0.75F, 0.5F));
    state["world"]["pointer"] = place_state(seen_at(pointer_.x, pointer_.y));
    if (ui_.profile_pointed)
        state["world"]["profile_pointer"] = {
            {"downrange_km", ui_.profile_pointed->angle * drawn_radius_m / 1000},
            {"height_km", ui_.profile_pointed->height_m / 1000}};
    state["world"]["tilt_deg"] = world_.tilt_deg(session_, world_rect_);
    state["follow"] = session_.follow;
    state["left_unsaved"] = ui_.left.size();
    state["plot_pointer"] = nullptr;
    if (ui_.plot_pointed)
        state["plot_pointer"] = {{"quantity", ui_.plot_pointed->quantity},
                                 {"time_s", ui_.plot_pointed->time_s},
                                 {"value", number(ui_.plot_pointed->value)}};
    state["pointed_flight"] = nullptr;
    if (pointed_.flight)
        state["pointed_flight"] = {{"flight", pointed_.flight->flight},
                                   {"time_s", pointed_.flight->time_s},
                                   {"event", pointed_.flight->event}};
    state["pointed_ring"] = nullptr;
    if (pointed_.ring)
        state["pointed_ring"] = {{"range_km", pointed_.ring->range_m / 1000},
                                 {"azimuth_deg", pointed_.ring->azimuth_deg}};
    const Parameter* const in_hand = number_in_hand();
    state["number_in_hand"] = in_hand ? nlohmann::ordered_json(in_hand->path) : nullptr;
    state["frame_ms"] = ui_.frame_ms;
    state["notice"] = ui_.notice;
    state["measuring"] = session_.measure.on;
    state["measured_km"] = number(measured_m(), 1000);
    state["found"] = nullptr;
    if (session_.found) state["found"] = session_.found->name;
    state["study"] = session_.study ? study_state(session_) : nullptr;
    state["ring"] = session_.show_ring ? ring_state(ui_.ring.ring()) : nullptr;
    state["estimate"] = session_.show_estimate ? estimate_state(ui_.estimate, session_) : nullptr;
    state["flights"] = nlohmann::ordered_json::array();
    for (const LoadedFlight& flight : session_.flights) state["flights"].push_back(flight_state(flight));
    if (const LoadedFlight* flight = session_.current())
        state["read_out"] = read_out_state(*flight, session_.time_s);
    return json_text(state);
}

}  // namespace apogee
