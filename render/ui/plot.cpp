#include "ui/plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "scene/axis.h"
#include "scene/straight.h"
#include "ui/widgets.h"

namespace apogee {
namespace {

/// From data to pixels, and back along x. Both spans are drawable.
struct Scales {
    Area area;
    AxisSpan x_span, y_span;
    [[nodiscard]] double x(double value) const { return area.x + part(x_span, value) * area.width; }
    [[nodiscard]] double y(double value) const { return area.y + area.height * (1 - part(y_span, value)); }
    [[nodiscard]] double x_at(float pixel) const {
        return x_span.from + (x_span.to - x_span.from) * static_cast<double>((pixel - area.x) / area.width);
    }
    [[nodiscard]] double y_at(float pixel) const {
        return y_span.to - (y_span.to - y_span.from) * static_cast<double>((pixel - area.y) / area.height);
    }

  private:
    /// Where a number lies along a span, 0 to 1. What is a million spans away is as good as farther off.
    static double part(const AxisSpan& span, double value) {
        constexpr double far = 1e6;
        return std::clamp((value - span.from) / (span.to - span.from), -far, far);
    }
};

bool holds(const AxisSpan& span, double value) {
    return value >= span.from && value <= span.to;
}

/// The vertical span of what is shown, from zero where the data come near it, out to round ticks.
AxisSpan fitted_span(const AxisSpan& x_span, const std::vector<PlotLine>& lines, double least_span,
                     int ticks) {
    double low = std::nan(""), high = low;
    for (const PlotLine& line : lines) {
        for (std::size_t i = 0; i < line.x.size(); ++i) {
            if (!holds(x_span, line.x[i]) || !std::isfinite(line.y[i])) continue;
            low = std::fmin(low, line.y[i]);
            high = std::fmax(high, line.y[i]);
        }
    }
    return rounded_span(low, high, least_span, ticks);
}

void draw_axes(Ui& ui, ImDrawList& draw, const Scales& s, int y_ticks) {
    const Theme& t = ui.theme();
    ImFont* const font = ui.fonts.small;
    const float bottom = s.area.y + s.area.height;
    const double y_step = round_step((s.y_span.to - s.y_span.from) / y_ticks);
    for (const double y : multiples(y_step, s.y_span.from, s.y_span.to)) {
        const float at = std::floor(static_cast<float>(s.y(y)));
        draw.AddRectFilled({s.area.x, at}, {s.area.x + s.area.width, at + 1}, with_alpha(t.rule, 0.7F));
        const std::string words = tick_text(y, y_step);
        draw_text(draw, font, {s.area.x - ui.px(8) - size_of(font, words).x, at - ui.px(7)}, t.quiet, words);
    }
    const int x_ticks = std::max(2, static_cast<int>(s.area.width / ui.px(72)));
    const double x_step = clock_step((s.x_span.to - s.x_span.from) / x_ticks);
    for (const double x : multiples(x_step, s.x_span.from, s.x_span.to)) {
        const float at = std::floor(static_cast<float>(s.x(x)));
        const std::string words = clock_text(x);
        const float half = size_of(font, words).x / 2;
        draw.AddRectFilled({at, bottom}, {at + 1, bottom + ui.px(4)}, t.rule);
        draw_text(draw, font, {at - half, bottom + ui.px(4)}, t.quiet, words);
    }
}

/// Draws what of a line lies within an area, stretch by stretch.
class LinePen {
  public:
    LinePen(Ui& ui, ImDrawList& draw, const Area& area, const PlotLine& line)
        : ui_(ui),
          draw_(draw),
          area_(area),
          style_(line.style),
          alpha_(line.alpha),
          width_(ui.px(line.bold ? 2.0F : 1.5F)) {}

    void stretch(const Stretch& whole) {
        const std::optional<Stretch> seen = part_within(area_, whole);
        if (!seen) return lift();
        if (points_.empty()) add({static_cast<float>(seen->x0), static_cast<float>(seen->y0)});
        add({static_cast<float>(seen->x1), static_cast<float>(seen->y1)});
        if (seen->x1 != whole.x1 || seen->y1 != whole.y1) lift();
    }
    /// Draws what came so far; the next stretch begins anew.
    void lift() {
        if (points_.size() > 1) {
            straighten(points_, 0.12);
            draw_flight_line(draw_, points_.data(), static_cast<int>(points_.size()), style_, alpha_, width_,
                             ui_.scale);
        }
        points_.clear();
    }

  private:
    void add(ImVec2 at) {
        // Samples that fall together would give the line's joint a random direction.
        constexpr float least_distance = 1.25F;
        if (!points_.empty()) {
            const float dx = at.x - points_.back().x, dy = at.y - points_.back().y;
            if (dx * dx + dy * dy < least_distance * least_distance) return;
        }
        if (turns_sharply(at)) {
            const ImVec2 corner = points_.back();
            lift();
            points_.push_back(corner);
        }
        points_.push_back(at);
    }
    /// ImGui narrows a thick line where it turns back on itself, as at a burnout: two lines meet there
    /// instead.
    [[nodiscard]] bool turns_sharply(ImVec2 to) const {
        if (points_.size() < 2) return false;
        const ImVec2 from = points_[points_.size() - 2], at = points_.back();
        const float ax = at.x - from.x, ay = at.y - from.y, bx = to.x - at.x, by = to.y - at.y;
        constexpr float least_cosine = 0.5F;
        return ax * bx + ay * by < least_cosine * std::sqrt((ax * ax + ay * ay) * (bx * bx + by * by));
    }

    Ui& ui_;
    ImDrawList& draw_;
    Area area_;
    int style_;
    float alpha_, width_;
    std::vector<ImVec2> points_;
};

void draw_line(Ui& ui, ImDrawList& draw, const Scales& s, const PlotLine& line) {
    // Lines that leave the plot end beside it, where their ends are not seen.
    const float beside = ui.px(8);
    const Area around{s.area.x - beside, s.area.y - beside, s.area.width + 2 * beside,
                      s.area.height + 2 * beside};
    LinePen pen(ui, draw, around, line);
    for (std::size_t i = 1; i < line.x.size(); ++i) {
        const bool known = std::isfinite(line.x[i - 1]) && std::isfinite(line.y[i - 1]) &&
                           std::isfinite(line.x[i]) && std::isfinite(line.y[i]);
        if (known)
            pen.stretch({s.x(line.x[i - 1]), s.y(line.y[i - 1]), s.x(line.x[i]), s.y(line.y[i])});
        else
            pen.lift();
    }
    pen.lift();
}

/// Events as thin lines, named along the upper edge where there is room; stretches as a shade.
void draw_marks(Ui& ui, ImDrawList& draw, const Scales& s, const PlotFrame& frame) {
    const Theme& t = ui.theme();
    const float top = s.area.y, bottom = s.area.y + s.area.height;
    for (const PlotStretch& stretch : frame.stretches) {
        const double from = std::max(stretch.from, s.x_span.from), to = std::min(stretch.to, s.x_span.to);
        if (from < to)
            draw.AddRectFilled({static_cast<float>(s.x(from)), top}, {static_cast<float>(s.x(to)), bottom},
                               with_alpha(t.quiet, 0.13F));
    }
    for (const PlotMark& mark : frame.marks) {
        if (!holds(s.x_span, mark.x)) continue;
        const float x = std::floor(static_cast<float>(s.x(mark.x)));
        draw.AddRectFilled({x, top}, {x + 1, bottom}, with_alpha(t.quiet, 0.45F));
        // A name stands where neither another mark nor the edge would cut it.
        const float width = size_of(ui.fonts.small, mark.name).x, from = x + ui.px(3),
                    to = from + width + ui.px(3);
        const auto cuts = [&](const PlotMark& other) {
            const double at = s.x(other.x);
            return &other != &mark && at >= static_cast<double>(x) && at < static_cast<double>(to);
        };
        if (to <= s.area.x + s.area.width && std::none_of(frame.marks.begin(), frame.marks.end(), cuts))
            draw_text(draw, ui.fonts.small, {from, top + ui.px(1)}, t.quiet, mark.name);
    }
}

/// What is below the pointer: the moment, what happens there, the value of each line.
std::string pointed_text(const Ui& ui, const Scales& s, const PlotFrame& frame,
                         const std::vector<PlotLine>& lines, double x) {
    std::string words = clock_text(x);
    for (const PlotStretch& stretch : frame.stretches)
        if (x >= stretch.from && x < stretch.to) words += " · " + stretch.name;
    const double hand = 4 * static_cast<double>(ui.scale) / s.area.width * (s.x_span.to - s.x_span.from);
    for (const PlotMark& mark : frame.marks)
        if (std::abs(mark.x - x) <= hand) words += " · " + mark.name + " " + clock_text(mark.x);
    constexpr int most = 8;
    int said = 0;
    for (auto line = lines.rbegin(); line != lines.rend() && said < most; ++line) {
        const double y = value_at(*line, x);
        if (line->name.empty() || !std::isfinite(y)) continue;
        words += '\n' + rounded(y) + (frame.unit.empty() ? "" : ' ' + frame.unit) + "  " + line->name;
        ++said;
    }
    return words;
}

void draw_cursor(Ui& ui, ImDrawList& draw, const Scales& s, const PlotFrame& frame,
                 const std::vector<PlotLine>& lines) {
    if (!holds(s.x_span, frame.cursor)) return;
    const float x = std::floor(static_cast<float>(s.x(frame.cursor)));
    draw.AddRectFilled({x, s.area.y}, {x + 1, s.area.y + s.area.height}, ui.theme().text);
    for (const PlotLine& line : lines) {
        const double y = value_at(line, frame.cursor);
        if (!holds(s.y_span, y)) continue;
        const ImVec2 at{x + 0.5F, static_cast<float>(s.y(y))};
        draw.AddCircleFilled(at, ui.px(3.5F), ui.theme().panel, 16);
        draw.AddCircleFilled(at, ui.px(2.5F), flight_color(line.style), 16);
    }
}

AxisSpan zoomed(const AxisSpan& span, double at, double factor) {
    return {at + (span.from - at) * factor, at + (span.to - at) * factor};
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
    AxisSpan x = s.x_span, y = s.y_span;
    if (ImGui::IsItemActive() && ImGui::IsMouseDown(ImGuiMouseButton_Right)) {
        const double dx = s.x_at(io.MousePos.x) - s.x_at(io.MousePos.x - io.MouseDelta.x);
        const double dy = s.y_at(io.MousePos.y) - s.y_at(io.MousePos.y - io.MouseDelta.y);
        x = {x.from - dx, x.to - dx};
        y = {y.from - dy, y.to - dy};
        answer.axes_set = dx != 0 || dy != 0;
    }
    if (ImGui::IsItemHovered() && io.MouseWheel != 0) {
        const double factor = std::pow(0.8, static_cast<double>(io.MouseWheel));
        if (io.KeyCtrl) {
            y = zoomed(y, s.y_at(io.MousePos.y), factor);
        } else if ((x.to - x.from) * factor > 0.1) {
            x = zoomed(x, s.x_at(io.MousePos.x), factor);
            x = {std::max(x.from, frame.x_least), std::min(x.to, frame.x_most)};
            y = {0, 0};  // fitted to what is now shown
        }
        answer.axes_set = true;
    }
    // A span that could not be drawn is not taken.
    if (answer.axes_set && drawable(x) && (y.to == y.from || drawable(y))) {
        frame.x_from = x.from;
        frame.x_to = x.to;
        frame.y_from = y.from;
        frame.y_to = y.to;
    }
    return answer;
}

}  // namespace

std::string tick_text(double value, double step) {
    const auto decimals = [](double size) {
        return std::clamp(static_cast<int>(std::ceil(-std::log10(size) - 1e-9)), 0, 12);
    };
    const double size = std::abs(value);
    if (!(size > 0.5 * step)) return "0";
    if (size < 1e6 && step > 0.9e-6) return grouped(value, decimals(step));
    const int exponent = static_cast<int>(std::floor(std::log10(size) + 1e-9));
    const double power = std::pow(10, exponent);
    return fmt::format("{}e{}", grouped(value / power, decimals(step / power)), exponent);
}

double value_at(const PlotLine& line, double x) {
    const auto after = std::lower_bound(line.x.begin(), line.x.end(), x);
    if (after == line.x.end() || line.x.empty() || x < line.x.front()) return std::nan("");
    const auto i = static_cast<std::size_t>(after - line.x.begin());
    if (i == 0) return line.y[0];
    const double part = (x - line.x[i - 1]) / (line.x[i] - line.x[i - 1]);
    return line.y[i - 1] + part * (line.y[i] - line.y[i - 1]);
}

std::optional<Stretch> part_within(const Area& area, const Stretch& s) {
    const double dx = s.x1 - s.x0, dy = s.y1 - s.y0;
    if (!std::isfinite(dx) || !std::isfinite(dy)) return std::nullopt;
    // Liang and Barsky: the part of the stretch, from 0 to 1, that lies on the inner side of each edge.
    double from = 0, to = 1;
    const auto keep = [&](double toward_edge, double to_edge) {
        if (toward_edge == 0) return to_edge >= 0;
        const double at = to_edge / toward_edge;
        (toward_edge > 0 ? to : from) = toward_edge > 0 ? std::min(to, at) : std::max(from, at);
        return from <= to;
    };
    const bool seen = keep(-dx, s.x0 - area.x) && keep(dx, area.max().x - s.x0) && keep(-dy, s.y0 - area.y) &&
                      keep(dy, area.max().y - s.y0);
    if (!seen) return std::nullopt;
    const auto at = [](double start, double end, double part) {
        return part == 1 ? end : start + (end - start) * part;
    };
    return Stretch{at(s.x0, s.x1, from), at(s.y0, s.y1, from), at(s.x0, s.x1, to), at(s.y0, s.y1, to)};
}

PlotAnswer plot(Ui& ui, const Area& area, PlotFrame& frame, const std::vector<PlotLine>& lines) {
    const Theme& t = ui.theme();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float title = ui.px(24), labels = ui.px(20), axis = ui.px(48);
    const Area inner{area.x + axis, area.y + title, area.width - axis, area.height - title - labels};
    PlotAnswer answer;
    if (inner.width < ui.px(40) || inner.height < ui.px(24)) return answer;
    const int y_ticks = std::max(2, static_cast<int>(inner.height / ui.px(28)));
    const AxisSpan x_span = drawable_span(frame.x_from, frame.x_to);
    const bool fitted = !drawable({frame.y_from, frame.y_to});
    const Scales s{
        inner, x_span,
        fitted ? fitted_span(x_span, lines, frame.least_span, y_ticks) : AxisSpan{frame.y_from, frame.y_to}};
    ImGui::PushID(frame.id);
    ImGui::SetCursorScreenPos({inner.x, area.y});
    const float unit_left = area.x + area.width - size_of(ui.fonts.text, frame.unit).x;
    const std::string shown = cut_to(ui.fonts.bold, frame.title, unit_left - ui.px(6) - inner.x);
    answer.title_pressed =
        ImGui::InvisibleButton("##title", {std::max(1.0F, size_of(ui.fonts.bold, shown).x), title});
    const bool over_title = ImGui::IsItemHovered();
    if (shown != frame.title) tooltip(ui, frame.title);
    draw_text(draw, ui.fonts.bold, {inner.x, area.y}, over_title ? t.quiet : t.text, shown);
    draw_text(draw, ui.fonts.text, {unit_left, area.y}, t.quiet, frame.unit);
    draw.AddRectFilled(inner.min(), inner.max(), t.field);
    draw_marks(ui, draw, s, frame);
    draw_axes(ui, draw, s, y_ticks);
    // Below the names of events.
    draw_text(
        draw, ui.fonts.small,
        {inner.x + inner.width - size_of(ui.fonts.small, frame.beyond).x - ui.px(8), inner.y + ui.px(15)},
        t.text, frame.beyond);
    ImGui::SetCursorScreenPos(inner.min());
    ImGui::InvisibleButton("##plot", {inner.width, inner.height},
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
    draw.PushClipRect({inner.x - ui.px(1), inner.y - ui.px(2)},
                      {inner.x + inner.width + ui.px(2), inner.y + inner.height + ui.px(2)}, true);
    for (const PlotLine& line : lines) draw_line(ui, draw, s, line);
    draw_cursor(ui, draw, s, frame, lines);
    draw.PopClipRect();
    if (ImGui::IsItemHovered() && !ImGui::IsItemActive()) {
        answer.pointed = s.x_at(ImGui::GetIO().MousePos.x);
        tooltip(ui, pointed_text(ui, s, frame, lines, *answer.pointed));
    }
    const PlotAnswer mouse = read_mouse(s, frame);
    answer.time_set = mouse.time_set;
    answer.axes_set = mouse.axes_set;
    ImGui::PopID();
    return answer;
}

}  // namespace apogee
