#include "app/app.h"
#include "session/estimate_overlay.h"

namespace apogee {

void App::update_estimate(bool wanted) {
    if (!wanted) ui_.estimate.forget();
    ui_.estimate.take();
    if (wanted) ui_.estimate.want(*session_.current(), samples_);
}

/// A ghost of the flight as it was opened, to compare what a slider does with.
void App::add_original(Overlay& overlay, const LoadedFlight& flight) const {
    const FlightStyle style = flight_style(flight.style);
    constexpr float opacity = 0.6F, dash = 4, gap = 4;
    overlay.arcs.push_back(
        {sample(flight.original->shown()), style.color.with_alpha(opacity), dash, gap, "as opened"});
}

/// What belongs to the current flight comes when it is made; until then the last one of the flight stays.
void App::update_overlay() {
    const LoadedFlight* const flight = session_.current();
    const bool seen = flight && flight->visible, wants_ring = seen && session_.show_ring,
               wants_estimate = seen && session_.show_estimate;
    ui_.ring.take();
    if (wants_ring) ui_.ring.want(*flight);
    update_estimate(wants_estimate);
    const FlightRing& ring = ui_.ring.ring();
    const FlightEstimate& made = ui_.estimate.result();
    const bool ring_shown = wants_ring && ring.flight == flight->id && !ring.line.empty(),
               estimate_shown = wants_estimate && made.problem.empty() && ui_.estimate.shows(*flight);
    OverlayKey key;
    if (ring_shown) key.ring = ring.revision;
    if (estimate_shown)
        key.estimate = OverlayKey::Estimated{made.revision, made.samples, session_.estimate_layers};
    if (seen && flight->original) key.original = flight->original->revision;
    key.study = session_.study;
    key.study_part = session_.study ? session_.study_part : 0;
    key.measure = session_.measure;
    key.found = session_.found;
    if (!key.empty() && flight) key.look = OverlayKey::Look{flight->style, session_.unit, session_.dark};
    if (key == overlay_shown_) return;
    overlay_shown_ = key;
    Overlay overlay;
    if (estimate_shown)
        overlay = overlay_of(made, session_.estimate_layers, flight_style(flight->style).color, session_.unit,
                             session_.dark);
    if (key.study) add_study(overlay);
    if (key.original) add_original(overlay, *flight);
    if (ring_shown) {
        constexpr float fill = 0.1F;
        overlay.shapes.push_back({GroundShape::Kind::ring, ring.line, flight_style(flight->style).color, fill,
                                  "standard trajectory, " + span_text(ring, session_.unit)});
    }
    add_marks(overlay);
    world_.show(std::move(overlay));
}

/// A ring or an estimate that is made anew is still to be seen.
App::Fitted App::to_fit(const Fitted& before) const {
    Fitted shown;
    for (const LoadedFlight& flight : session_.flights) shown.flights.push_back(flight.id);
    shown.ring = session_.show_ring && (overlay_shown_.ring || before.ring);
    shown.estimate = session_.show_estimate && (overlay_shown_.estimate || before.estimate);
    return shown;
}

void App::fit_or_face(const PixelRect& rect) {
    Fitted& fitted = fitted_[session_.view];
    Fitted shown = to_fit(fitted);
    const LoadedFlight* const flight = session_.current();
    const std::optional<long> current = flight ? std::optional(flight->id) : std::nullopt;
    const bool chosen = faced_ != current, fits = ui_.fit || fitted != shown;
    fitted = std::move(shown);
    faced_ = current;
    ui_.fit = false;
    if (fits)
        world_.fit(session_, rect);
    else if (chosen)
        world_.face_current(session_, rect);
}

void App::finish_work() {
    study_reader_.finish();
    const LoadedFlight* const flight = session_.current();
    if (session_.show_estimate && flight) ui_.estimate.finish(*flight, samples_);
    if (!session_.show_ring || !flight) return;
    while (ui_.ring.ring().revision != flight->revision) {
        ui_.ring.want(*flight);
        ui_.ring.finish();
    }
}

}  // namespace apogee
