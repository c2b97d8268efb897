#include "view/picture.h"

#include <stb_image.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace apogee::testing {
namespace {

/// One channel, blurred along one axis: the mean of what lies within four pixels.
std::vector<float> blurred(const std::vector<float>& channel, int width, int height, bool across) {
    constexpr int reach = 4;
    std::vector<float> result(channel.size());
    const int length = across ? width : height, lines = across ? height : width;
    const int step = across ? 1 : width, line_step = across ? width : 1;
    for (int line = 0; line < lines; ++line) {
        const auto at = [&](int i) { return static_cast<std::size_t>(line * line_step + i * step); };
        for (int i = 0; i < length; ++i) {
            const int from = std::max(0, i - reach), to = std::min(length - 1, i + reach);
            float sum = 0;
            for (int k = from; k <= to; ++k) sum += channel[at(k)];
            result[at(i)] = sum / static_cast<float>(to - from + 1);
        }
    }
    return result;
}

std::vector<float> blurred_channel(const Picture& picture, std::size_t channel) {
    std::vector<float> values(picture.rgb.size() / 3);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = picture.rgb[3 * i + channel];
    for (const bool across : {true, true, false, false})
        values = blurred(values, picture.width, picture.height, across);
    return values;
}

}  // namespace

Picture::Picture(const std::filesystem::path& png) {
    int channels = 0;
    unsigned char* const pixels = stbi_load(png.c_str(), &width, &height, &channels, 3);
    if (!pixels) throw std::runtime_error(png.string() + " is no picture");
    rgb.assign(pixels, pixels + 3 * width * height);
    stbi_image_free(pixels);
}

int Picture::count(const Box& box, const Rgb& color) const {
    constexpr int near_enough = 40;
    int found = 0;
    for (int y = box.top; y < box.bottom; ++y) {
        for (int x = box.left; x < box.right; ++x) {
            const auto at = static_cast<std::size_t>(3 * (y * width + x));
            bool near = true;
            for (std::size_t c = 0; c < 3; ++c) near = near && std::abs(rgb[at + c] - color[c]) < near_enough;
            found += near ? 1 : 0;
        }
    }
    return found;
}

double difference(const Picture& a, const Picture& b, const Box& box) {
    if (a.width != b.width || a.height != b.height) return 1;
    constexpr float visible = 12;
    std::vector<bool> differs(a.rgb.size() / 3);
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const std::vector<float> one = blurred_channel(a, channel), other = blurred_channel(b, channel);
        for (std::size_t i = 0; i < one.size(); ++i)
            if (std::abs(one[i] - other[i]) > visible) differs[i] = true;
    }
    int found = 0;
    for (int y = box.top; y < box.bottom; ++y)
        for (int x = box.left; x < box.right; ++x)
            found += differs[static_cast<std::size_t>(y * a.width + x)] ? 1 : 0;
    return static_cast<double>(found) / ((box.right - box.left) * (box.bottom - box.top));
}

}  // namespace apogee::testing
