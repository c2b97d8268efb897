#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace apogee {

/// A weighted sample's quantiles.
struct WeightedQuantiles {
    double low = 0, median = 0, high = 0;  ///< 5 %, 50 %, 95 %
};

/// Numbers that do not count alike.
class WeightedSample {
  public:
    void add(double value, double weight) {
        if (weight > 0 && !std::isnan(value)) items_.push_back({value, weight});
        sorted_ = false;
    }
    [[nodiscard]] bool empty() const { return items_.empty(); }

    /// The value below which a part `p` of the weight lies; each item's weight is centred on its place, and
    /// values in between are interpolated. NaN where the sample is empty.
    [[nodiscard]] double quantile(double p) {
        if (items_.empty()) return std::numeric_limits<double>::quiet_NaN();
        sort();
        const double total = std::accumulate(items_.begin(), items_.end(), 0.0,
                                             [](double sum, const Item& i) { return sum + i.weight; });
        double passed = 0, last_place = 0, last_value = items_.front().value;
        for (const Item& item : items_) {
            const double place = (passed + 0.5 * item.weight) / total;
            if (place >= p) {
                // An infinite value stands for itself.
                if (passed == 0 || !std::isfinite(item.value) || item.value == last_value) return item.value;
                return last_value + (item.value - last_value) * (p - last_place) / (place - last_place);
            }
            passed += item.weight;
            last_place = place;
            last_value = item.value;
        }
        return last_value;
    }
    [[nodiscard]] WeightedQuantiles quantiles() { return {quantile(0.05), quantile(0.5), quantile(0.95)}; }

  private:
    struct Item {
        double value, weight;
    };
    void sort() {
        if (!sorted_)
            std::sort(items_.begin(), items_.end(),
                      [](const Item& a, const Item& b) { return a.value < b.value; });
        sorted_ = true;
    }
    std::vector<Item> items_;
    bool sorted_ = false;
};

/// Kish's effective size of a weighted sample: the number of equal weights that say as much.
[[nodiscard]] inline double effective_size(const std::vector<double>& weights) {
    double sum = 0, squares = 0;
    for (const double w : weights) {
        sum += w;
        squares += w * w;
    }
    return squares > 0 ? sum * sum / squares : 0;
}

}  // namespace apogee
