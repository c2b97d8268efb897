#include "session/ring_maker.h"

#include <algorithm>
#include <chrono>

#include "range/range.h"
#include "session/quantity.h"
#include "store/background.h"

namespace apogee {
namespace {

FlightRing made(const Scenario& scenario, long revision, long flight, std::stop_token stop) {
    FlightRing made;
    made.revision = revision;
    made.flight = flight;
    constexpr int azimuths = 72;
    RangeOptions options;
    options.stop = std::move(stop);
    RangeRing ring;
    try {
        ring = range_ring(scenario, azimuths, options);
    } catch (const std::exception& mistake) {  // a mistake in the scenario; also too little memory
        made.problem = mistake.what();
        return made;
    }
    made.problem = why_no_ring(ring, &Farthest::standard);
    if (!made.problem.empty()) return made;
    const std::vector<Geodetic> places = impacts(ring, &Farthest::standard);
    const auto range_km = [](const RingPoint& point) { return point.farthest.standard.flight.range_km; };
    const auto [least, most] =
        std::minmax_element(ring.points.begin(), ring.points.end(),
                            [&](const auto& a, const auto& b) { return range_km(a) < range_km(b); });
    made.least_km = range_km(*least);
    made.most_km = range_km(*most);
    made.line = ring_path(places);
    return made;
}

}  // namespace

std::string span_text(const FlightRing& ring, LengthUnit unit) {
    return grouped(in_unit(1000 * ring.least_km, unit), 0) + " to " +
           grouped(in_unit(1000 * ring.most_km, unit), 0) + ' ' + name(unit);
}

RingMaker::~RingMaker() {
    stop_.request_stop();
    if (work_.valid()) work_.wait();
}

void RingMaker::want(const LoadedFlight& flight) {
    if (working() || ring_.revision == flight.revision) return;
    work_ = in_background([scenario = flight.scenario, revision = flight.revision, id = flight.id,
                           stop = stop_.get_token()] { return made(scenario, revision, id, stop); });
}

bool RingMaker::ready() const {
    return working() && work_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

bool RingMaker::take() {
    if (!ready()) return false;
    ring_ = work_.get();
    return true;
}

void RingMaker::finish() {
    if (!working()) return;
    work_.wait();
    take();
}

}  // namespace apogee
