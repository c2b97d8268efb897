#include "view/plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "scene/straight.h"
#include "view/widgets.h"

namespace apogee {
namespace {

/// From data to pixels, and back along x.
struct Scales {
    Area area;
    double x_from, x_to, y_from, y_to;
    [[nodiscard]] float x(double value) const {
        return area.x + static_cast<float>((value - x_from) / (x_to - x_from)) * area.width;
    }
    [[nodiscard]] float y(double value) const {
        return area.y + area.height * static_cast<float>(1 - (value - y_from) / (y_to - y_from));
    }
    [[nodiscard]] double x_at(float pixel) const {
        return x_from + (x_to - x_from) * static_cast<double>((pixel - area.x) / area.width);
    }
};

/// Fits the vertical span to what is shown, from zero where the data come near it, out to round ticks.
void fit_vertical(PlotFrame& frame, const std::vector<PlotLine>& lines, int ticks) {
    double low = 0, high = 0;
    bool any = false;
    for (const PlotLine& line : lines) {
        for (std::size_t i = 0; i < line.x.size(); ++i) {
            const double y = line.y[i];
            if (line.x[i] < frame.x_from || line.x[i] > frame.x_to || !std::isfinite(y)) continue;
            low = any ? std::min(low, y) : y;
            high = any ? std::max(high, y) : y;
            any = true;
        }
    }
    if (low > 0 && low < 0.4 * high) low = 0;
    if (!(high > low)) high = low + (low == 0 ? 1 : std::abs(low));
    const double step = round_step(high - low, ticks);
    frame.y_from = std::floor(low / step + 1e-9) * step;
    frame.y_to = std::ceil(high / step - 1e-9) * step;
}

std::string tick_text(double value, double step) {
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
    return grouped(value, decimals);
}

void draw_axes(Ui& ui, ImDrawList& draw, const Scales& s, int y_ticks) {
    const Theme& t = ui.theme();
    ImFont* const font = ui.fonts.small;
    const double step = round_step(s.y_to - s.y_from, y_ticks);
    for (double y = std::ceil(s.y_from / step - 1e-9) * step; y <= s.y_to + 1e-9 * step; y += step) {
        const float at = std::floor(s.y(y));
        draw.AddRectFilled({s.area.x, at}, {s.area.x + s.area.width, at + 1}, with_alpha(t.rule, 0.7F));
        const std::string words = tick_text(y, step);
        draw_text(draw, font, {s.area.x - ui.px(8) - size_of(font, words).x, at - ui.px(7)}, t.quiet, words);
    }
    const int x_ticks = std::max(2, static_cast<int>(s.area.width / ui.px(72)));
    const double x_step = clock_step(s.x_to - s.x_from, x_ticks);
    for (double x = std::ceil(s.x_from / x_step - 1e-9) * x_step; x <= s.x_to + 1e-9 * x_step; x += x_step) {
        const float at = std::floor(s.x(x));
        const std::string words = clock_text(x);
        const float half = size_of(font, words).x / 2;
        draw.AddRectFilled({at, s.area.y + s.area.height}, {at + 1, s.area.y + s.area.height + ui.px(4)},
                           t.rule);
        draw_text(draw, font, {at - half, s.area.y + s.area.height + ui.px(4)}, t.quiet, words);
    }
}

void draw_line(Ui& ui, ImDrawList& draw, const Scales& s, const PlotLine& line) {
    std::vector<ImVec2> points;
    // ImGui narrows a thick line where it turns back on itself, as at a burnout: two lines meet there
    // instead.
    const auto turns_sharply = [&](ImVec2 to) {
        if (points.size() < 2) return false;
        const ImVec2 from = points[points.size() - 2], at = points.back();
        const float ax = at.x - from.x, ay = at.y - from.y, bx = to.x - at.x, by = to.y - at.y;
        constexpr float least_cosine = 0.5F;
        return ax * bx + ay * by < least_cosine * std::sqrt((ax * ax + ay * ay) * (bx * bx + by * by));
    };
    const auto flush = [&] {
        if (points.size() > 1) {
            straighten(points, 0.12);
            draw_flight_line(draw, points.data(), static_cast<int>(points.size()), line.style, 1,
                             ui.px(line.bold ? 2.0F : 1.5F), ui.scale);
        }
        points.clear();
    };
    for (std::size_t i = 0; i < line.x.size(); ++i) {
        const bool left = i + 1 < line.x.size() && line.x[i + 1] < s.x_from;
        const bool right = i > 0 && line.x[i - 1] > s.x_to;
        if (left || right || !std::isfinite(line.y[i])) {
            flush();
            continue;
        }
        const ImVec2 at{s.x(line.x[i]), s.y(line.y[i])};
        // Samples that fall together would give the line's joint a random direction.
        constexpr float least_distance = 1.25F;
        if (!points.empty()) {
            const float dx = at.x - points.back().x, dy = at.y - points.back().y;
            if (dx * dx + dy * dy < least_distance * least_distance) continue;
        }
        if (turns_sharply(at)) {
            const ImVec2 corner = points.back();
            flush();
            points.push_back(corner);
        }
        points.push_back(at);
    }
    flush();
}

/// The line's value at the cursor, interpolated; NaN outside.
double value_at(const PlotLine& line, double x) {
    const auto after = std::lower_bound(line.x.begin(), line.x.end(), x);
    if (after == line.x.end() || line.x.empty() || x < line.x.front()) return std::nan("");
    const auto i = static_cast<std::size_t>(after - line.x.begin());
    if (i == 0) return line.y[0];
    const double part = (x - line.x[i - 1]) / (line.x[i] - line.x[i - 1]);
    return line.y[i - 1] + part * (line.y[i] - line.y[i - 1]);
}

void draw_cursor(Ui& ui, ImDrawList& draw, const Scales& s, const PlotFrame& frame,
                 const std::vector<PlotLine>& lines) {
    if (frame.cursor < s.x_from || frame.cursor > s.x_to) return;
    const float x = std::floor(s.x(frame.cursor));
    draw.AddRectFilled({x, s.area.y}, {x + 1, s.area.y + s.area.height}, ui.theme().text);
    for (const PlotLine& line : lines) {
        const double y = value_at(line, frame.cursor);
        if (!std::isfinite(y) || y < s.y_from || y > s.y_to) continue;
        draw.AddCircleFilled({x + 0.5F, s.y(y)}, ui.px(3.5F), ui.theme().panel, 16);
        draw.AddCircleFilled({x + 0.5F, s.y(y)}, ui.px(2.5F), flight_color(line.style), 16);
    }
}

void zoom(double& from, double& to, double at, double factor) {
    from = at + (from - at) * factor;
    to = at + (to - at) * factor;
}

PlotAnswer read_mouse(const Scales& s, PlotFrame& frame) {
    PlotAnswer answer;
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        frame.x_from = frame.x_least;
        frame.x_to = frame.x_most;
        frame.y_from = frame.y_to = 0;
        answer.axes_set = true;
        return answer;
    }
    if (ImGui::IsItemActive() && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
        frame.cursor = std::clamp(s.x_at(io.MousePos.x), frame.x_least, frame.x_most);
        answer.time_set = true;
    }
    if (ImGui::IsItemActive() && ImGui::IsMouseDown(ImGuiMouseButton_Right)) {
        const double dx = s.x_at(io.MousePos.x) - s.x_at(io.MousePos.x - io.MouseDelta.x);
        const double dy = (s.y_to - s.y_from) * static_cast<double>(io.MouseDelta.y / s.area.height);
        frame.x_from -= dx;
        frame.x_to -= dx;
        frame.y_from += dy;
        frame.y_to += dy;
        answer.axes_set = dx != 0 || dy != 0;
    }
    if (ImGui::IsItemHovered() && io.MouseWheel != 0) {
        const double factor = std::pow(0.8, static_cast<double>(io.MouseWheel));
        if (io.KeyCtrl) {
            const double at =
                s.y_from +
                (s.y_to - s.y_from) * static_cast<double>(1 - (io.MousePos.y - s.area.y) / s.area.height);
            zoom(frame.y_from, frame.y_to, at, factor);
        } else if ((frame.x_to - frame.x_from) * factor > 0.1) {
            zoom(frame.x_from, frame.x_to, s.x_at(io.MousePos.x), factor);
            frame.x_from = std::max(frame.x_from, frame.x_least);
            frame.x_to = std::min(frame.x_to, frame.x_most);
            frame.y_from = frame.y_to = 0;
        }
        answer.axes_set = true;
    }
    return answer;
}

}  // namespace

double round_step(double span, int most) {
    const double rough = span / std::max(1, most);
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= rough * (1 - 1e-9)) return factor * power;
    return 10 * power;
}

double clock_step(double span, int most) {
    constexpr std::array<double, 15> steps{1,   2,   5,   10,   15,   30,   60,   120,
                                           300, 600, 900, 1800, 3600, 7200, 14400};
    const double rough = span / std::max(1, most);
    const auto found = std::find_if(steps.begin(), steps.end(), [&](double step) { return step >= rough; });
    return found != steps.end() ? *found : 3600 * round_step(span / 3600, most);
}

PlotAnswer plot(Ui& ui, const Area& area, PlotFrame& frame, const std::vector<PlotLine>& lines) {
    const Theme& t = ui.theme();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float title = ui.px(24), labels = ui.px(20), axis = ui.px(48);
    const Area inner{area.x + axis, area.y + title, area.width - axis, area.height - title - labels};
    PlotAnswer answer;
    if (inner.width < ui.px(40) || inner.height < ui.px(24)) return answer;
    const int y_ticks = std::max(2, static_cast<int>(inner.height / ui.px(28)));
    const bool fitted = !(frame.y_to > frame.y_from);
    if (fitted) fit_vertical(frame, lines, y_ticks);

    const Scales s{inner, frame.x_from, frame.x_to, frame.y_from, frame.y_to};
    ImGui::PushID(frame.id);
    ImGui::SetCursorScreenPos({inner.x, area.y});
    answer.title_pressed = ImGui::InvisibleButton("##title", {size_of(ui.fonts.bold, frame.title).x, title});
    const bool over_title = ImGui::IsItemHovered();
    draw_text(draw, ui.fonts.bold, {inner.x, area.y}, over_title ? t.quiet : t.text, frame.title);
    draw_text(draw, ui.fonts.text, {area.x + area.width - size_of(ui.fonts.text, frame.unit).x, area.y},
              t.quiet, frame.unit);
    draw.AddRectFilled(inner.min(), inner.max(), t.field);
    draw_axes(ui, draw, s, y_ticks);
    ImGui::SetCursorScreenPos(inner.min());
    ImGui::InvisibleButton("##plot", {inner.width, inner.height},
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
    draw.PushClipRect({inner.x - ui.px(1), inner.y - ui.px(2)},
                      {inner.x + inner.width + ui.px(2), inner.y + inner.height + ui.px(2)}, true);
    for (const PlotLine& line : lines) draw_line(ui, draw, s, line);
    draw_cursor(ui, draw, s, frame, lines);
    draw.PopClipRect();
    const PlotAnswer mouse = read_mouse(s, frame);
    answer.time_set = mouse.time_set;
    answer.axes_set = mouse.axes_set;
    ImGui::PopID();
    if (fitted && !answer.axes_set) frame.y_from = frame.y_to = 0;
    return answer;
}

}  // namespace apogee
