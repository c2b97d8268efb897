#pragma once

#include <map>
#include <string>
#include <vector>

#include "report/overflight.h"
#include "scene/plot_points.h"
#include "session/session.h"

namespace apogee {

/// What panels show of a flight, sampled once a trajectory.
struct FlightSamples {
    long revision = -1;               ///< of the trajectory that was sampled
    std::vector<FlightPoint> events;  ///< one for each event of the flight
    std::vector<Overflight> overflights;
};

/// The part of flights that plots show.
struct PlottedPart {
    double from_s = 0, to_s = 0;
    std::vector<double> spans;  ///< vertical ones that the user set, each with what it is of
    bool operator==(const PlottedPart&) const = default;
};
/// The numbers that are plotted of a flight, as they are shown.
using NumbersOf = std::function<std::vector<Plotted>(const FlownFlight&)>;

/// The samples of every flight, made anew where the flight has changed.
class SampleCache {
  public:
    const FlightSamples& of(const LoadedFlight& flight);
    /// Points for plots, made anew where another part is shown, too; none where the flight ends before it.
    const std::vector<FlightPoint>& plotted(const LoadedFlight& flight, const PlottedPart& part,
                                            const NumbersOf& numbers);
    /// The same of a flight as it was opened, which it must have.
    const std::vector<FlightPoint>& plotted_original(const LoadedFlight& flight, const PlottedPart& part,
                                                     const NumbersOf& numbers);

  private:
    struct PlottedPoints {
        long revision = -1;
        PlottedPart part;
        std::vector<FlightPoint> points;
    };
    static const std::vector<FlightPoint>& update(PlottedPoints& kept, const FlownFlight& flight,
                                                  long revision, const PlottedPart& part,
                                                  const NumbersOf& numbers);

    // By style, which no two open flights share.
    std::map<int, FlightSamples> samples_;
    std::map<int, PlottedPoints> plotted_, originals_;
};

}  // namespace apogee
