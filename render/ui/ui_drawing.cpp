#include "ui/ui_drawing.h"

#include <backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace apogee {
namespace {

void flatten(UiFrame& frame, const ImDrawData& data) {
    frame.lists.clear();
    frame.commands.clear();
    frame.triangles.clear();
    for (int i = 0; i < data.CmdListsCount; ++i) {
        const ImDrawList& list = *data.CmdLists[i];
        const std::size_t first = frame.commands.size();
        for (const ImDrawCmd& command : list.CmdBuffer) {
            const std::size_t triangle = frame.triangles.size();
            const ImDrawIdx* const index = list.IdxBuffer.Data + command.IdxOffset;
            const ImDrawVert* const vertex = list.VtxBuffer.Data + command.VtxOffset;
            for (unsigned k = 0; k + 2 < command.ElemCount; k += 3)
                frame.triangles.push_back({{vertex[index[k]], vertex[index[k + 1]], vertex[index[k + 2]]}});
            frame.commands.push_back(
                {command.ClipRect, command.GetTexID(), triangle, frame.triangles.size()});
        }
        frame.lists.push_back({list._OwnerName ? list._OwnerName : "", first, frame.commands.size()});
    }
}

bool same(const UiFrame::Triangle& a, const UiFrame::Triangle& b) {
    return std::memcmp(&a, &b, sizeof a) == 0;
}

bool same_place(const UiFrame::Command& a, const UiFrame::Command& b) {
    return std::memcmp(&a.clip, &b.clip, sizeof a.clip) == 0 && a.texture == b.texture;
}

/// How many things two rows share at their beginnings, and then at their ends.
struct Shared {
    std::size_t head = 0, tail = 0;
};
/// @param alike  whether thing i of the first row is the same as thing k of the second one
template <class Alike>
Shared shared(std::size_t a, std::size_t b, const Alike& alike) {
    Shared s;
    const std::size_t most = std::min(a, b);
    while (s.head < most && alike(s.head, s.head)) ++s.head;
    while (s.head + s.tail < most && alike(a - s.tail - 1, b - s.tail - 1)) ++s.tail;
    return s;
}

/// Two frames, and what the second one differs in. Where both share a row's beginning and end, and draw them
/// in the same order, only pixels below what stands between can differ.
class FrameComparison {
  public:
    FrameComparison(const UiFrame& before, const UiFrame& now, const ImDrawData& data, Damage& damage)
        : before_(before),
          now_(now),
          from_(data.DisplayPos),
          scale_(data.FramebufferScale),
          damage_(damage) {}

    void run() {
        const auto &a = before_.lists, &b = now_.lists;
        const Shared s = shared(a.size(), b.size(),
                                [&](std::size_t i, std::size_t k) { return a[i].window == b[k].window; });
        for (std::size_t i = 0; i < s.head; ++i) compare(a[i], b[i]);
        for (std::size_t i = 1; i <= s.tail; ++i) compare(a[a.size() - i], b[b.size() - i]);
        for (std::size_t i = s.head; i + s.tail < a.size(); ++i) add_commands(before_, a[i].first, a[i].end);
        for (std::size_t i = s.head; i + s.tail < b.size(); ++i) add_commands(now_, b[i].first, b[i].end);
    }

  private:
    void compare(const UiFrame::List& a, const UiFrame::List& b) {
        const std::size_t na = a.end - a.first, nb = b.end - b.first;
        const Shared s = shared(na, nb, [&](std::size_t i, std::size_t k) {
            return same_place(before_.commands[a.first + i], now_.commands[b.first + k]);
        });
        for (std::size_t i = 0; i < s.head; ++i)
            compare(before_.commands[a.first + i], now_.commands[b.first + i]);
        for (std::size_t i = 1; i <= s.tail; ++i)
            compare(before_.commands[a.end - i], now_.commands[b.end - i]);
        add_commands(before_, a.first + s.head, a.end - s.tail);
        add_commands(now_, b.first + s.head, b.end - s.tail);
    }
    void compare(const UiFrame::Command& a, const UiFrame::Command& b) {
        const Shared s = shared(a.end - a.first, b.end - b.first, [&](std::size_t i, std::size_t k) {
            return same(before_.triangles[a.first + i], now_.triangles[b.first + k]);
        });
        add_triangles(before_, a, a.first + s.head, a.end - s.tail);
        add_triangles(now_, b, b.first + s.head, b.end - s.tail);
    }
    void add_commands(const UiFrame& frame, std::size_t first, std::size_t end) {
        for (std::size_t i = first; i < end; ++i)
            add_triangles(frame, frame.commands[i], frame.commands[i].first, frame.commands[i].end);
    }
    void add_triangles(const UiFrame& frame, const UiFrame::Command& command, std::size_t first,
                       std::size_t end) {
        const ImVec4& clip = command.clip;
        for (std::size_t i = first; i < end; ++i) {
            const auto& [a, b, c] = frame.triangles[i].corners;
            const float left = std::max(clip.x, std::min({a.pos.x, b.pos.x, c.pos.x})),
                        top = std::max(clip.y, std::min({a.pos.y, b.pos.y, c.pos.y})),
                        right = std::min(clip.z, std::max({a.pos.x, b.pos.x, c.pos.x})),
                        bottom = std::min(clip.w, std::max({a.pos.y, b.pos.y, c.pos.y}));
            if (left < right && top < bottom)
                damage_.add_box((left - from_.x) * scale_.x, (top - from_.y) * scale_.y,
                                (right - from_.x) * scale_.x, (bottom - from_.y) * scale_.y);
        }
    }

    const UiFrame &before_, &now_;
    ImVec2 from_, scale_;
    Damage& damage_;
};

/// The pixels that ImGui's backend clips a command to. It counts rows from below.
PixelRect clipped(const ImDrawData& data, const ImDrawCmd& command) {
    const ImVec2 from = data.DisplayPos, scale = data.FramebufferScale;
    const float left = (command.ClipRect.x - from.x) * scale.x, top = (command.ClipRect.y - from.y) * scale.y,
                right = (command.ClipRect.z - from.x) * scale.x,
                bottom = (command.ClipRect.w - from.y) * scale.y;
    const int all = static_cast<int>(data.DisplaySize.y * scale.y), height = static_cast<int>(bottom - top),
              below = static_cast<int>(static_cast<float>(all) - bottom);
    return {static_cast<int>(left), all - below - height, static_cast<int>(right - left), height};
}

/// A clip that the backend turns into these pixels, whatever the scale rounds: it cuts off fractions of the
/// left edge, the width, the height, and the lower edge's distance from below.
ImVec4 clip_to(const ImDrawData& data, const PixelRect& r) {
    constexpr float hair = 0.01F;
    const ImVec2 from = data.DisplayPos, scale = data.FramebufferScale;
    const auto x = static_cast<float>(r.x), y = static_cast<float>(r.y), w = static_cast<float>(r.width),
               h = static_cast<float>(r.height);
    return {from.x + (x + hair) / scale.x, from.y + (y - 2 * hair) / scale.y,
            from.x + (x + w + 2 * hair) / scale.x, from.y + (y + h - hair) / scale.y};
}

/// Those of a command's triangles that reach into a rectangle, with a pixel's room for smoothed edges.
void take_triangles(const ImDrawData& data, const ImDrawList& list, const ImDrawCmd& command,
                    const PixelRect& within, ImDrawList& to) {
    const ImVec4 clip = clip_to(data, {within.x - 1, within.y - 1, within.width + 2, within.height + 2});
    const ImDrawIdx* const index = list.IdxBuffer.Data + command.IdxOffset;
    const ImDrawVert* const vertex = list.VtxBuffer.Data + command.VtxOffset;
    for (unsigned k = 0; k + 2 < command.ElemCount; k += 3) {
        const ImVec2 &a = vertex[index[k]].pos, &b = vertex[index[k + 1]].pos, &c = vertex[index[k + 2]].pos;
        if (std::max({a.x, b.x, c.x}) < clip.x || std::min({a.x, b.x, c.x}) > clip.z ||
            std::max({a.y, b.y, c.y}) < clip.y || std::min({a.y, b.y, c.y}) > clip.w)
            continue;
        for (unsigned i = k; i < k + 3; ++i) to.IdxBuffer.push_back(index[i]);
    }
}

/// What a list draws within the parts.
std::unique_ptr<ImDrawList> list_within(const ImDrawData& data, const ImDrawList& list,
                                        const std::vector<PixelRect>& parts) {
    auto made = std::make_unique<ImDrawList>(ImGui::GetDrawListSharedData());
    for (const ImDrawCmd& command : list.CmdBuffer) {
        const PixelRect whole = clipped(data, command);
        for (const PixelRect& part : parts) {
            const PixelRect seen = common_part(whole, part);
            if (seen.width == 0) continue;
            ImDrawCmd piece = command;
            piece.ClipRect = clip_to(data, seen);
            piece.IdxOffset = static_cast<unsigned>(made->IdxBuffer.Size);
            take_triangles(data, list, command, seen, *made);
            piece.ElemCount = static_cast<unsigned>(made->IdxBuffer.Size) - piece.IdxOffset;
            if (piece.ElemCount > 0) made->CmdBuffer.push_back(piece);
        }
    }
    if (!made->CmdBuffer.empty()) made->VtxBuffer = list.VtxBuffer;
    return made;
}

}  // namespace

void UiDrawing::take(const ImDrawData& data, Damage& damage) {
    std::swap(last_, now_);
    flatten(now_, data);
    FrameComparison(last_, now_, data, damage).run();
}

void draw_within(const ImDrawData& data, const std::vector<PixelRect>& parts) {
    std::vector<std::unique_ptr<ImDrawList>> lists;
    std::vector<ImDrawList*> shown;
    ImDrawData reduced = data;
    reduced.TotalIdxCount = reduced.TotalVtxCount = 0;
    for (int i = 0; i < data.CmdListsCount; ++i) {
        lists.push_back(list_within(data, *data.CmdLists[i], parts));
        if (lists.back()->CmdBuffer.empty()) continue;
        shown.push_back(lists.back().get());
        reduced.TotalIdxCount += shown.back()->IdxBuffer.Size;
        reduced.TotalVtxCount += shown.back()->VtxBuffer.Size;
    }
    reduced.CmdLists = shown.data();
    reduced.CmdListsCount = static_cast<int>(shown.size());
    if (!shown.empty()) ImGui_ImplOpenGL3_RenderDrawData(&reduced);
}

}  // namespace apogee
