#include "scene/area_grid.h"

#include <algorithm>

namespace apogee {

void AreaGrid::edge(Pixel a, Pixel b) {
    if (a[1] == b[1]) return;
    const bool down = a[1] < b[1];
    const float sign = down ? 1.0F : -1.0F;
    if (!down) std::swap(a, b);
    if (b[1] <= 0 || a[1] >= static_cast<float>(height_)) return;
    const float slope = (b[0] - a[0]) / (b[1] - a[1]);
    const float top = std::max(a[1], 0.0F), bottom = std::min(b[1], static_cast<float>(height_));
    float x = a[0] + (top - a[1]) * slope;
    const int last = std::min(height_ - 1, static_cast<int>(bottom));
    for (int row = static_cast<int>(top); row <= last; ++row) {
        const float y0 = std::max(top, static_cast<float>(row)),
                    y1 = std::min(bottom, static_cast<float>(row + 1));
        if (y1 <= y0) break;
        const float next = x + slope * (y1 - y0);
        span(&cells_[static_cast<std::size_t>(row) * stride_], std::min(x, next), std::max(x, next),
             (y1 - y0) * sign);
        x = next;
    }
}

std::vector<std::uint8_t> AreaGrid::coverage(float bias) const {
    std::vector<std::uint8_t> out(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_));
    std::size_t at = 0;
    for (int row = 0; row < height_; ++row) {
        float sum = bias;
        const float* cell = &cells_[static_cast<std::size_t>(row) * stride_];
        for (int i = 0; i < width_; ++i) {
            sum += cell[i];
            out[at++] = static_cast<std::uint8_t>(std::clamp(sum, 0.0F, 1.0F) * 255 + 0.5F);
        }
    }
    return out;
}

void AreaGrid::span(float* cell, float x0, float x1, float dy) const {
    const auto w = static_cast<float>(width_);
    if (x0 >= w) return;
    if (x1 <= 0) {
        cell[0] += dy;
        return;
    }
    if (x0 < 0) {
        const float share = -x0 / (x1 - x0);
        cell[0] += dy * share;
        dy *= 1 - share;
        x0 = 0;
    }
    if (x1 > w) {
        dy *= (w - x0) / (x1 - x0);
        x1 = w;
    }
    const int i0 = static_cast<int>(x0), i1 = static_cast<int>(x1);
    if (i1 == i0) {
        const float right = (x0 + x1) / 2 - static_cast<float>(i0);
        cell[i0] += dy * (1 - right);
        cell[i0 + 1] += dy * right;
        return;
    }
    const float per_pixel = dy / (x1 - x0);
    for (int i = i0; i <= i1; ++i) {
        const float left = std::max(x0, static_cast<float>(i)), end = std::min(x1, static_cast<float>(i + 1));
        const float part = (end - left) * per_pixel, right = (left + end) / 2 - static_cast<float>(i);
        cell[i] += part * (1 - right);
        cell[i + 1] += part * right;
    }
}

}  // namespace apogee
