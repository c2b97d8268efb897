#include <algorithm>

#include "panels/panels.h"

namespace apogee {

Layout layout(const Ui& ui, float width, float height) {
    // In a small window the picture keeps its place and the panels go, the lower one first.
    const float top = std::min(ui.px(44), height);
    const bool roomy = width >= ui.px(1500);
    float side = roomy ? ui.px(300) : ui.px(264);
    if (width < ui.px(900)) side = 0;
    const float time = std::min(ui.px(56), height - top);
    float plots = roomy ? ui.px(184) : ui.px(148);
    if (height < ui.px(560) || ui.session.plots_fill_view) plots = 0;
    const float middle = std::max(0.0F, height - top - plots - time);
    return {{0, 0, width, top},
            {0, top, side, middle},
            {side, top, std::max(0.0F, width - 2 * side), middle},
            {width - side, top, side, middle},
            {0, top + middle, width, plots},
            {0, top + middle + plots, width, time}};
}

}  // namespace apogee
