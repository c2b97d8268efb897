#include "scene/plot_points.h"

#include <algorithm>
#include <cmath>

namespace apogee {
namespace {

constexpr double width_px = 2000, height_px = 1000, off_px = 0.4;
/// A piece that wide is divided in any case.
constexpr double longest_px = 40;
/// What jumps within a piece that narrow is upright to the eye. A piece wider than this, but narrower than a
/// pixel, may hold the tip of a peak.
constexpr double shortest_px = 0.01;

/// A moment and its numbers as they are plotted.
struct Sample {
    FlightPoint point;
    std::vector<double> values;
};

class Sampler {
  public:
    Sampler(const Trajectory& trajectory, std::span<const Plotted> numbers, double from_s, double to_s)
        : trajectory_(trajectory), numbers_(numbers), from_s_(from_s), to_s_(to_s) {}

    std::vector<FlightPoint> points() {
        const std::vector<double> times = known_times();
        std::vector<Sample> known;
        for (const double time : times) known.push_back(sample(time));
        fit(known);
        std::vector<FlightPoint> all;
        for (std::size_t i = 0; i < known.size(); ++i) {
            if (i > 0) divide(known[i - 1], known[i], all);
            all.push_back(known[i].point);
        }
        return all;
    }

  private:
    /// Where the flight is known to change: lift-off, ends of steps, both sides of events.
    [[nodiscard]] std::vector<double> known_times() const {
        constexpr double beside_s = 1e-6;
        std::vector<double> times{from_s_, to_s_, trajectory_.start_s};
        for (const Step& step : trajectory_.steps) times.push_back(step.end_s);
        for (const Event& event : trajectory_.events)
            for (const double side : {-beside_s, beside_s}) times.push_back(event.time_s + side);
        std::erase_if(times, [&](double time) { return !(time >= from_s_ && time <= to_s_); });
        std::ranges::sort(times);
        times.erase(std::unique(times.begin(), times.end()), times.end());
        return times;
    }

    [[nodiscard]] Sample sample(double time_s) const {
        Sample made{trajectory_.point(time_s), {}};
        for (const Plotted& number : numbers_) made.values.push_back(number(made.point));
        return made;
    }

    /// How many pixels each number's unit takes where the plot shows it from its least to its greatest value.
    void fit(const std::vector<Sample>& known) {
        for (std::size_t k = 0; k < numbers_.size(); ++k) {
            double low = std::nan(""), high = low;
            for (const Sample& sample : known)
                if (std::isfinite(sample.values[k]))
                    low = std::fmin(low, sample.values[k]), high = std::fmax(high, sample.values[k]);
            constexpr double rounding = 1e-6;  // what varies less is one number
            const bool varies = high - low > rounding * std::max(std::abs(low), std::abs(high));
            scales_.push_back(varies ? height_px / (high - low) : 0);
        }
    }

    [[nodiscard]] double across_px(double time_s) const {
        return (time_s - from_s_) / (to_s_ - from_s_) * width_px;
    }

    /// Whether a curve passes beside its chord at a moment between.
    [[nodiscard]] bool bends(const Sample& a, const Sample& between, const Sample& b) const {
        const double dx = across_px(b.point.time_s) - across_px(a.point.time_s),
                     part = (between.point.time_s - a.point.time_s) / (b.point.time_s - a.point.time_s);
        for (std::size_t k = 0; k < scales_.size(); ++k) {
            const double rise = b.values[k] - a.values[k], dy = rise * scales_[k],
                         above = (between.values[k] - a.values[k] - rise * part) * scales_[k];
            if (std::abs(above) * dx > off_px * std::hypot(dx, dy)) return true;
            // Beside a steep chord a curve is near it, but may turn beyond its end.
            const auto [low, high] = std::minmax(a.values[k], b.values[k]);
            const double beyond = std::fmax(low - between.values[k], between.values[k] - high);
            if (beyond * scales_[k] > off_px) return true;
        }
        return false;
    }

    [[nodiscard]] double length_px(const Sample& a, const Sample& b) const {
        double most = across_px(b.point.time_s) - across_px(a.point.time_s);
        for (std::size_t k = 0; k < scales_.size(); ++k)
            most = std::fmax(most, std::abs(b.values[k] - a.values[k]) * scales_[k]);
        return most;
    }

    /// Whether the chord will do. In the middle alone an S, or the turn of a distance that comes back, may
    /// look straight: a long piece is asked twice more.
    [[nodiscard]] bool is_straight(const Sample& a, const Sample& middle, const Sample& b) const {
        if (bends(a, middle, b)) return false;
        constexpr double long_px = 8;
        if (length_px(a, b) < long_px) return true;
        const auto half_way = [&](const Sample& from, const Sample& to) {
            return sample((from.point.time_s + to.point.time_s) / 2);
        };
        return !bends(a, half_way(a, middle), b) && !bends(a, half_way(middle, b), b);
    }

    void divide(const Sample& a, const Sample& b, std::vector<FlightPoint>& all) const {
        const double dx = across_px(b.point.time_s) - across_px(a.point.time_s);
        if (!(dx > shortest_px)) return;
        const Sample middle = sample((a.point.time_s + b.point.time_s) / 2);
        if (dx <= longest_px && is_straight(a, middle, b)) return;
        divide(a, middle, all);
        all.push_back(middle.point);
        divide(middle, b, all);
    }

    const Trajectory& trajectory_;
    std::span<const Plotted> numbers_;
    double from_s_, to_s_;
    std::vector<double> scales_;
};

}  // namespace

std::vector<FlightPoint> plot_points(const Trajectory& trajectory, std::span<const Plotted> numbers,
                                     double from_s, double to_s) {
    return Sampler(trajectory, numbers, from_s, to_s).points();
}

}  // namespace apogee
