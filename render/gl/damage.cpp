#include "gl/damage.h"

#include <algorithm>
#include <cmath>

namespace apogee {
namespace {

/// Pixels: two lines of text. Not tuned; a smaller one draws fewer pixels in more calls.
constexpr int tile = 32;

int tiles_across(int pixels) {
    return (pixels + tile - 1) / tile;
}

}  // namespace

void Damage::begin(int width, int height) {
    const bool other_size = width != width_ || height != height_;
    width_ = width;
    height_ = height;
    columns_ = tiles_across(width);
    rows_ = tiles_across(height);
    tiles_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), other_size ? 1 : 0);
}

void Damage::add_all() {
    std::fill(tiles_.begin(), tiles_.end(), 1);
}

void Damage::add(const PixelRect& part) {
    const PixelRect seen = common_part(part, {0, 0, width_, height_});
    for (int row = seen.y / tile; row < tiles_across(seen.y + seen.height); ++row) {
        const auto first = tiles_.begin() + row * columns_;
        std::fill(first + seen.x / tile, first + tiles_across(seen.x + seen.width), 1);
    }
}

void Damage::add_box(float left, float top, float right, float bottom) {
    // Beyond the picture there is nothing to add, and no whole number that could hold it.
    const auto within = [](float x, int most) {
        return static_cast<int>(std::clamp(x, 0.0F, static_cast<float>(most)));
    };
    const int x = within(std::floor(left) - 1, width_), y = within(std::floor(top) - 1, height_);
    add({x, y, within(std::ceil(right) + 1, width_) - x, within(std::ceil(bottom) + 1, height_) - y});
}

std::vector<PixelRect> Damage::parts() const {
    std::vector<PixelRect> done, open;  // open: reach down to the last row, in the order of their columns
    for (int row = 0; row < rows_; ++row) {
        std::vector<PixelRect> next;
        const auto damaged = [&](int column) {
            return tiles_[static_cast<std::size_t>(row * columns_ + column)] != 0;
        };
        for (int from = 0; from < columns_;) {
            int to = from;
            while (to < columns_ && damaged(to)) ++to;
            if (to > from) {
                PixelRect run{from * tile, row * tile, (to - from) * tile, tile};
                const auto above = std::ranges::find_if(
                    open, [&](const PixelRect& p) { return p.x == run.x && p.width == run.width; });
                if (above != open.end()) {
                    run.height += run.y - above->y;
                    run.y = above->y;
                    open.erase(above);
                }
                next.push_back(run);
            }
            from = to + 1;
        }
        done.insert(done.end(), open.begin(), open.end());
        open = std::move(next);
    }
    done.insert(done.end(), open.begin(), open.end());
    for (PixelRect& part : done) part = common_part(part, {0, 0, width_, height_});
    return done;
}

}  // namespace apogee
