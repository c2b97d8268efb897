#include "gl/sheet.h"

#include <algorithm>

namespace apogee {
namespace {

/// Each corner of a picture: where it comes to stand, and the pixel of the sheet below it.
constexpr const char* vertex = R"(
layout(location = 0) in vec4 places;  // to, from: their upper left corners
layout(location = 1) in vec2 extent;
uniform vec2 size;
out vec2 from;
void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float((gl_VertexID & 2) / 2)) * extent;
    vec2 p = places.xy + corner;
    from = places.zw + corner;
    gl_Position = vec4(p.x / size.x * 2.0 - 1.0, 1.0 - p.y / size.y * 2.0, 0.0, 1.0);
}
)";

constexpr const char* fragment = R"(
in vec2 from;
uniform sampler2D sheet;
out vec4 pixel;
void main() {
    ivec2 at = ivec2(from);
    pixel = texelFetch(sheet, ivec2(at.x, textureSize(sheet, 0).y - 1 - at.y), 0);
}
)";

}  // namespace

Sheet::Sheet() : program_(vertex, fragment) {
    glGenVertexArrays(1, &array_);
    glGenBuffers(1, &buffer_);
    glBindVertexArray(array_);
    glBindBuffer(GL_ARRAY_BUFFER, buffer_);
    for (const GLuint i : {0U, 1U}) {
        glEnableVertexAttribArray(i);
        glVertexAttribDivisor(i, 1);
    }
    glVertexAttribPointer(0, 4, GL_FLOAT, GL_FALSE, sizeof(Copy), nullptr);
    glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, sizeof(Copy),
                          reinterpret_cast<const void*>(offsetof(Copy, width)));
    glBindVertexArray(0);
}

Sheet::~Sheet() {
    glDeleteBuffers(1, &buffer_);
    glDeleteVertexArrays(1, &array_);
}

void Sheet::clear(int width, int height) {
    target_.resize(width, height);
    target_.bind();
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT);
    places_.clear();
    next_x_ = next_y_ = row_height_ = 0;
}

std::optional<Sheet::Place> Sheet::find(const std::string& name) const {
    const auto found = places_.find(name);
    if (found == places_.end()) return std::nullopt;
    return found->second;
}

std::optional<Sheet::Place> Sheet::add(const std::string& name, int width, int height) {
    if (next_x_ + width > target_.width()) {
        next_x_ = 0;
        next_y_ += row_height_;
        row_height_ = 0;
    }
    if (width > target_.width() || next_y_ + height > target_.height()) return std::nullopt;
    const Place place{next_x_, next_y_, width, height};
    places_[name] = place;
    next_x_ += width;
    row_height_ = std::max(row_height_, height);
    return place;
}

void Sheet::show(const Place& place, int x, int y) {
    copies_.push_back({static_cast<float>(x), static_cast<float>(y), static_cast<float>(place.x),
                       static_cast<float>(place.y), static_cast<float>(place.width),
                       static_cast<float>(place.height)});
}

void Sheet::flush(int width, int height) {
    if (copies_.empty()) return;
    program_.use();
    glUniform2f(program_.uniform("size"), static_cast<float>(width), static_cast<float>(height));
    target_.bind_texture(0);
    glUniform1i(program_.uniform("sheet"), 0);
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_ONE, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glBindVertexArray(array_);
    glBindBuffer(GL_ARRAY_BUFFER, buffer_);
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(copies_.size() * sizeof(Copy)), copies_.data(),
                 GL_STREAM_DRAW);
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(copies_.size()));
    glBindVertexArray(0);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    copies_.clear();
}

}  // namespace apogee
