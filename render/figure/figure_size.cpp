#include "figure/figure_size.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/input_error.h"

namespace apogee {
namespace {

constexpr double css_pixels_per_inch = 96, printed_pixels_per_inch = 300;
constexpr int most_pixels = 16384;
constexpr double most_pixels_in_all = 1e8;                 // 400 MB while it is drawn
constexpr double least_points = 100, most_points = 14400;  // 14400: the largest page of PDF
constexpr double least_drawn_width = 317, least_drawn_height = 215, most_reduced = 0.75;  // 112 by 76 mm

}  // namespace

int FigureSize::width_px() const {
    return static_cast<int>(std::lround(width * reduced * pixels_per_point));
}

int FigureSize::height_px() const {
    return static_cast<int>(std::lround(height * reduced * pixels_per_point));
}

FigureSize read_figure_size(const std::string& text) {
    const auto wrong = [&](const std::string& what) {
        return InputError("--size: " + in_quotes(text) + what + "; expected like 160x100mm or 1200x800px");
    };
    const char* const end = text.data() + text.size();
    double width = 0, height = 0;
    const auto first = std::from_chars(text.data(), end, width, std::chars_format::fixed);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != 'x') throw wrong(" is not a size");
    const auto second = std::from_chars(first.ptr + 1, end, height, std::chars_format::fixed);
    if (second.ec != std::errc() || !std::isfinite(width) || !std::isfinite(height))
        throw wrong(" is not a size");
    const std::string unit(second.ptr, end);
    if (unit != "mm" && unit != "px") throw wrong(" has no unit");
    const bool mm = unit == "mm";
    const double points = FigureSize::points_per_inch / (mm ? FigureSize::mm_per_inch : css_pixels_per_inch);
    if (!mm && (width != std::floor(width) || height != std::floor(height)))
        throw wrong(" has parts of pixels");
    FigureSize size{width * points,
                    height * points,
                    1,
                    (mm ? printed_pixels_per_inch : css_pixels_per_inch) / FigureSize::points_per_inch,
                    fmt::format("{}{}", width, unit),
                    fmt::format("{}{}", height, unit)};
    const double least = std::min(size.width, size.height), most = std::max(size.width, size.height);
    if (!(least >= least_points)) throw wrong(" is too small to be read");
    if (!(most <= most_points) || most * size.pixels_per_point > most_pixels ||
        size.width * size.height * size.pixels_per_point * size.pixels_per_point > most_pixels_in_all)
        throw wrong(" is too large");
    size.reduced = std::clamp(std::min(size.width / least_drawn_width, size.height / least_drawn_height),
                              most_reduced, 1.0);
    size.width /= size.reduced;
    size.height /= size.reduced;
    return size;
}

}  // namespace apogee
