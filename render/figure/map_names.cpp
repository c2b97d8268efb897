#include <algorithm>
#include <cmath>
#include <optional>

#include "figure/base_map.h"

namespace apogee {

LabelLook label_look(LabelKind kind, const Look& look) {
    const WorldTheme& colors = look.colors();
    switch (kind) {
        case LabelKind::event:
            return {faces::strong, colors.text};
        case LabelKind::note:
            return {faces::label, colors.text};
        case LabelKind::country:
            return {{6.5, false}, look.ink(colors.quiet)};
        case LabelKind::sea:
            return {{7, false, true}, look.ink(colors.sea_text)};
        case LabelKind::city:
            return {{7}, colors.text};
        case LabelKind::number:
            break;
    }
    return {{6}, look.ink(colors.quiet)};
}

namespace {

bool overlap(const Obstacle& a, const Obstacle& b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

bool hits(const std::vector<Obstacle>& others, const Obstacle& box) {
    return std::ranges::any_of(others, [&](const Obstacle& other) { return overlap(box, other); });
}

bool within(const Obstacle& box, double width, double height) {
    return box.left >= 1 && box.top >= 1 && box.right <= width - 1 && box.bottom <= height - 1;
}

TextSize size_of(const std::string& words, LabelKind kind, const Look& look) {
    const TypeSetter::Size size = look.type.size(words, label_look(kind, look).face);
    return {size.width, size.height()};
}

/// The line from a name that stands farther off to what it names; none from one beside it.
PixelRun leader_of(const PlacedLabel& l) {
    const double x = std::clamp(l.label.x, l.left, l.left + l.width),
                 y = std::clamp(l.label.y, l.top + 0.2 * l.height, l.top + 0.8 * l.height);
    constexpr double beside = 10;
    if (std::hypot(x - l.label.x, y - l.label.y) <= beside) return {};
    return {{x, y}, {l.label.x, l.label.y}};
}

/// Finds room for the names of lines, events and places: near what they name, or farther off with a line to
/// it.
class EventPlacer {
  public:
    EventPlacer(const Camera& camera, const std::vector<Obstacle>& shown)
        : width_(camera.width), height_(camera.height), shown_(shown) {}

    /// @param reach  gaps that may lie between a name and its place
    /// @param crowded  where the picture is full the name stands over what it shows, but over no other name
    [[nodiscard]] std::optional<PlacedLabel> place(const Label& label, const TextSize& size, double reach,
                                                   bool crowded) {
        std::optional<PlacedLabel> last;
        for (const double gap : {1.0, 2.2, 4.0, 6.5, 10.0, 15.0, 22.0})
            for (const int step :
                 {0, 8, 4, 12, 2, 14, 6, 10, 1, 15, 3, 13, 5, 11, 7, 9}) {  // of 16 directions
                if (gap > reach) break;
                const double angle = step * pi / 8, x = std::cos(angle), y = -std::sin(angle);
                const double left = label.x + x * gap * label.gap + (x - 1) / 2 * size.width,
                             top = label.y + y * gap * label.gap + (y - 1) / 2 * size.height;
                const PlacedLabel found{label, left, top, size.width, size.height};
                const Obstacle box = box_of(found);
                if (!within(box, width_, height_) || hits(names_, box)) continue;
                if (!hits(shown_, box) && !crosses_name(found)) return keep(found);
                if (!last) last = found;
            }
        if (!last || !crowded) return {};
        return keep(*last);
    }
    /// What names and the lines to them cover.
    [[nodiscard]] const std::vector<Obstacle>& names() const { return names_; }

  private:
    static Obstacle box_of(const PlacedLabel& l) {
        return {l.left - 1.5, l.top - 0.5, l.left + l.width + 1.5, l.top + l.height + 0.5};
    }
    [[nodiscard]] bool crosses_name(const PlacedLabel& label) const {
        std::vector<Obstacle> line;
        keep_off(leader_of(label), map_type_points, line);
        return std::ranges::any_of(line, [&](const Obstacle& part) { return hits(names_, part); });
    }
    PlacedLabel keep(const PlacedLabel& label) {
        names_.push_back(box_of(label));
        keep_off(leader_of(label), map_type_points, names_);
        return label;
    }
    double width_, height_;
    const std::vector<Obstacle>& shown_;
    std::vector<Obstacle> names_;
};

}  // namespace

void LineNames::write(const PixelRun& places, const std::string& words, LabelKind kind) {
    const TextSize size = size_of(words, kind, look_);
    const auto box_at = [&](const PixelPoint& p) {
        return Obstacle{p.x - size.width / 2 - 2, p.y - size.height / 2, p.x + size.width / 2 + 2,
                        p.y + size.height / 2};
    };
    const auto inside = [&](const PixelPoint& p) { return within(box_at(p), width_, height_); };
    const auto is_free = [&](const PixelPoint& p) { return inside(p) && !hits(taken_, box_at(p)); };
    const auto beside_names = [&](const PixelPoint& p) { return inside(p) && !hits(written_, box_at(p)); };
    const auto beside_foremost = [&](const PixelPoint& p) {
        return beside_names(p) && !hits(foremost_, box_at(p));
    };
    auto place = std::ranges::find_if(places, is_free);
    if (place == places.end()) place = std::ranges::find_if(places, beside_foremost);
    if (place == places.end()) place = std::ranges::find_if(places, beside_names);
    if (place == places.end()) place = std::ranges::find_if(places, inside);
    if (place == places.end()) return;
    const Obstacle box = box_at(*place);
    taken_.push_back(box);
    written_.push_back(box);
    const LabelLook how = label_look(kind, look_);
    canvas_.text({.words = words,
                  .x = place->x,
                  .y = box.top + look_.type.size(words, how.face).ascent,
                  .face = how.face,
                  .color = how.color,
                  .anchor = Anchor::middle,
                  .halo = look_.colors().casing.with_alpha(0.7F)});
}

void write_map_labels(Canvas& canvas, const Camera& camera, const std::vector<Label>& wanted,
                      const std::vector<Obstacle>& obstacles, const std::vector<Color>& flight_colors,
                      const Look& look, std::size_t most_notes) {
    const auto measure = [&](const Label& label) { return size_of(label.text, label.kind, look); };
    EventPlacer placer(camera, obstacles);
    std::vector<PlacedLabel> labels;
    constexpr double anywhere = 100, near = 6.5;
    for (const Label& label : wanted)
        if (label.kind == LabelKind::event)
            if (const auto placed = placer.place(label, measure(label), anywhere, true))
                labels.push_back(*placed);
    std::size_t notes = 0;
    std::vector<Label> others;
    for (const Label& label : wanted) {
        if (label.kind == LabelKind::event) continue;
        if (label.kind != LabelKind::note) {
            others.push_back(label);
        } else if (notes < most_notes) {
            const auto placed = placer.place(label, measure(label), near, false);
            if (!placed) continue;
            labels.push_back(*placed);
            ++notes;
        }
    }
    std::vector<Obstacle> taken = obstacles;
    taken.insert(taken.end(), placer.names().begin(), placer.names().end());
    const std::vector<PlacedLabel> more = place_labels(others, taken, camera.width, camera.height, measure);
    labels.insert(labels.end(), more.begin(), more.end());
    canvas.begin_part("names", 0, 0, {});
    for (auto l = labels.rbegin(); l != labels.rend(); ++l) {  // the important ones on top
        const LabelLook how = label_look(l->label.kind, look);
        Color color = how.color;
        if (l->label.flight >= 0) color = look.ink(flight_colors[static_cast<std::size_t>(l->label.flight)]);
        const bool has_leader = l->label.kind == LabelKind::event || l->label.kind == LabelKind::note;
        if (const PixelRun leader = leader_of(*l); has_leader && !leader.empty())
            canvas.stroke({leader}, {color, 0.5});
        if (l->label.dot) canvas.dot(l->label.x, l->label.y, 1.1, color);
        canvas.text({.words = l->label.text,
                     .x = l->left,
                     .y = l->top + look.type.size(l->label.text, how.face).ascent,
                     .face = how.face,
                     .color = color,
                     .halo = look.colors().casing.with_alpha(0.7F)});
    }
    canvas.end_part();
}

}  // namespace apogee
