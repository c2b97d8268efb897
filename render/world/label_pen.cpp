#include "world/label_pen.h"

#include <backends/imgui_impl_opengl3.h>

#include <array>
#include <cmath>
#include <span>

namespace apogee {

namespace {

ImU32 packed(Color c) {
    return IM_COL32(c.rgb >> 16 & 255, c.rgb >> 8 & 255, c.rgb & 255, static_cast<int>(c.alpha * 255 + 0.5F));
}

std::size_t sequence_length(char first) {
    const auto c = static_cast<unsigned char>(first);
    return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

}  // namespace

LabelPen::LabelPen(const GlTarget& picture, Sheet& names, const WorldTheme& colors, float scale)
    : list_(ImGui::GetDrawListSharedData()),
      fresh_(ImGui::GetDrawListSharedData()),
      picture_(picture),
      names_(names),
      colors_(colors),
      scale_(scale) {
    const ImVec2 pixels = ImGui::GetIO().DisplayFramebufferScale;
    per_pixel_ = {pixels.x > 0 ? 1 / pixels.x : 1, pixels.y > 0 ? 1 / pixels.y : 1};
    begin(list_, picture_);
    begin(fresh_, names_.target());
    // The atlas holds the typefaces in the order text, bold, small; a face of the size that is drawn is
    // sharp.
    const auto nearest = [](float size, const ImFont* other) {
        ImFont* best = nullptr;
        for (ImFont* font : ImGui::GetIO().Fonts->Fonts)
            if (font != other &&
                (!best || std::abs(font->FontSize - size) < std::abs(best->FontSize - size) - 0.1F))
                best = font;
        return best;
    };
    text_ = nearest(13 * scale, nullptr);
    bold_ = nearest(13 * scale, text_);
    small_ = nearest(11 * scale, nullptr);
    if (!bold_ || std::abs(bold_->FontSize - 13 * scale) > 1) bold_ = text_;
}

void LabelPen::begin(ImDrawList& list, const GlTarget& target) {
    list._ResetForNewFrame();
    list.PushTextureID(ImGui::GetIO().Fonts->TexID);
    list.PushClipRect({0, 0}, at(target.width(), target.height()));
}

void LabelPen::clear_sheet() {
    // Some three hundred names; a city's map has a hundred.
    const int points = static_cast<int>(std::ceil(std::max(1.0F, scale_)));
    names_.clear(1024 * points, 512 * points);
    begin(fresh_, names_.target());
}

void LabelPen::flush() {
    if (fresh_.VtxBuffer.Size > 0) render(fresh_, names_.target());
    render(list_, picture_);
    names_.flush(picture_.width(), picture_.height());
    begin(list_, picture_);
    begin(fresh_, names_.target());
}

void LabelPen::render(ImDrawList& list, const GlTarget& target) const {
    target.bind();
    ImDrawList* const lists[] = {&list};
    ImDrawData data;
    data.Valid = true;
    data.CmdLists = const_cast<ImDrawList**>(lists);
    data.CmdListsCount = 1;
    data.TotalIdxCount = list.IdxBuffer.Size;
    data.TotalVtxCount = list.VtxBuffer.Size;
    data.DisplaySize = {static_cast<float>(target.width()) * per_pixel_.x,
                        static_cast<float>(target.height()) * per_pixel_.y};
    data.FramebufferScale = {1 / per_pixel_.x, 1 / per_pixel_.y};
    ImGui_ImplOpenGL3_RenderDrawData(&data);
}

LabelPen::Face LabelPen::face(LabelKind kind) const {
    const auto made = [this](ImFont* font, float points, float spacing) {
        return Face{font, points * scale_ * per_pixel_.y, spacing * scale_ * per_pixel_.x};
    };
    switch (kind) {
        case LabelKind::event:
            return made(bold_, 13, 0);
        case LabelKind::note:
            return made(text_, 13, 0);
        case LabelKind::country:
            return made(small_, 11, 2.2F);
        case LabelKind::sea:
            return made(small_, 11, 0.6F);
        case LabelKind::city:
        case LabelKind::number:
            break;
    }
    return made(small_, 11, 0);
}

Color LabelPen::color(LabelKind kind) const {
    switch (kind) {
        case LabelKind::event:
            return colors_.text;
        case LabelKind::note:
            return colors_.quiet;
        case LabelKind::country:
            return colors_.quiet.with_alpha(0.95F);
        case LabelKind::sea:
            return colors_.sea_text;
        case LabelKind::city:
            return colors_.quiet;
        case LabelKind::number:
            break;
    }
    return colors_.quiet;
}

ImVec2 LabelPen::at(double x, double y) const {
    // Whole pixels: text between them is blurred.
    return {static_cast<float>(std::floor(x + 0.5)) * per_pixel_.x,
            static_cast<float>(std::floor(y + 0.5)) * per_pixel_.y};
}

TextSize LabelPen::measure(const std::string& text, LabelKind kind) const {
    const Face f = face(kind);
    const ImVec2 size = f.font->CalcTextSizeA(f.size, 1e9F, 0, text.c_str());
    float letters = 0;
    for (std::size_t i = 0; i < text.size(); i += sequence_length(text[i])) ++letters;
    return {static_cast<double>((size.x + f.spacing * letters) / per_pixel_.x),
            static_cast<double>(size.y / per_pixel_.y)};
}

void LabelPen::glyphs(const Face& f, const std::string& text, ImVec2 where, ImU32 color) {
    if (f.spacing == 0) return fresh_.AddText(f.font, f.size, where, color, text.c_str());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t n = std::min(sequence_length(text[i]), text.size() - i);
        const char* const from = text.data() + i;
        fresh_.AddText(f.font, f.size, where, color, from, from + n);
        where.x += f.font->CalcTextSizeA(f.size, 1e9F, 0, from, from + n).x + f.spacing;
        i += n;
    }
}

void LabelPen::text(const std::string& text, LabelKind kind, double left, double top) {
    // Around the text: its halo, and what italics and accents reach beyond its box.
    const int margin = 2 + static_cast<int>(std::ceil(scale_));
    const TextSize size = measure(text, kind);
    show(std::to_string(static_cast<int>(kind)) + text, static_cast<int>(std::ceil(size.width)) + 2 * margin,
         static_cast<int>(std::ceil(size.height)) + 2 * margin, margin, left, top,
         [&](const Sheet::Place& place) { write_on_sheet(text, kind, place.x + margin, place.y + margin); });
}

template <class Draw>
void LabelPen::show(const std::string& name, int width, int height, int margin, double x, double y,
                    const Draw& draw) {
    auto place = names_.find(name);
    if (!place) {
        place = names_.add(name, width, height);
        if (!place) {
            flush();
            clear_sheet();
            place = names_.add(name, width, height);
        }
        if (!place) return;  // longer than the sheet is wide
        draw(*place);
    }
    const auto whole = [](double at) { return static_cast<int>(std::floor(at + 0.5)); };
    names_.show(*place, whole(x) - margin, whole(y) - margin);
}

void LabelPen::write_on_sheet(const std::string& text, LabelKind kind, int left, int top) {
    const Face f = face(kind);
    // A halo in the map's colours keeps names readable over lines.
    const ImU32 halo = packed(colors_.casing.with_alpha(kind == LabelKind::event ? 0.8F : 0.45F));
    const double r = std::max(1.0, std::floor(static_cast<double>(scale_) + 0.25));
    constexpr std::array<std::array<int, 2>, 8> around{
        {{1, 1}, {-1, 1}, {1, -1}, {-1, -1}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}}};
    // The many quiet names make do with half of it.
    const std::size_t copies = kind == LabelKind::event ? 8 : 4;
    for (const auto& [dx, dy] : std::span(around).first(copies))
        glyphs(f, text, at(left + r * dx, top + r * dy), halo);
    glyphs(f, text, at(left, top), packed(color(kind)));
}

void LabelPen::dot(double x, double y, LabelKind kind) {
    const int reach = 1 + static_cast<int>(std::ceil(3 * scale_));
    show("dot" + std::to_string(static_cast<int>(kind)), 2 * reach, 2 * reach, reach, x, y,
         [&](const Sheet::Place& place) {
             const ImVec2 middle = at(place.x + reach, place.y + reach);
             fresh_.AddCircleFilled(middle, 3.0F * scale_ * per_pixel_.x,
                                    packed(colors_.casing.with_alpha(0.6F)), 12);
             fresh_.AddCircleFilled(middle, 1.9F * scale_ * per_pixel_.x, packed(color(kind)), 12);
         });
}

void LabelPen::tick(double x0, double y0, double x1, double y1) {
    list_.AddLine(at(x0, y0), at(x1, y1), packed(colors_.quiet), 1.0F * scale_ * per_pixel_.x);
}

void LabelPen::line(double x0, double y0, double x1, double y1) {
    list_.AddLine(at(x0, y0), at(x1, y1), packed(colors_.casing.with_alpha(0.5F)),
                  3.5F * scale_ * per_pixel_.x);
    list_.AddLine(at(x0, y0), at(x1, y1), packed(colors_.text), 1.5F * scale_ * per_pixel_.x);
}

}  // namespace apogee
