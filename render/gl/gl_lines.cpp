#include "gl/gl_lines.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "scene/straight.h"

namespace apogee {

namespace {

constexpr const char* line_vertex = R"(
layout(location = 0) in vec4 ends;
layout(location = 1) in vec4 look;   // along, radius, dash, gap
layout(location = 2) in vec4 color;
uniform vec2 size;
out vec4 tint;
out vec2 at;          // along the piece from its start, across it
flat out vec4 shape;  // length, radius, dash, gap
flat out float along;
void main() {
    vec2 way = ends.zw - ends.xy;
    float span = length(way);
    vec2 t = span > 1e-4 ? way / span : vec2(1.0, 0.0);
    float r = look.y + 1.0;
    vec2 corner = vec2((gl_VertexID & 1) == 0 ? -r : span + r, (gl_VertexID & 2) == 0 ? -r : r);
    vec2 p = ends.xy + t * corner.x + vec2(-t.y, t.x) * corner.y;
    at = corner;
    shape = vec4(span, look.yzw);
    along = look.x;
    tint = color;
    gl_Position = vec4(p.x / size.x * 2.0 - 1.0, 1.0 - p.y / size.y * 2.0, 0.0, 1.0);
}
)";

constexpr const char* line_fragment = R"(
in vec4 tint;
in vec2 at;
flat in vec4 shape;
flat in float along;
uniform float mask;
out vec4 pixel;
void main() {
    float beyond = at.x - clamp(at.x, 0.0, shape.x);
    float cover = clamp(shape.y + 0.5 - length(vec2(beyond, at.y)), 0.0, 1.0);
    // A line thinner than a pixel is a pixel wide and as much fainter.
    cover *= min(1.0, 2.0 * shape.y);
    if (shape.w > 0.0) {
        float period = shape.z + shape.w;
        float place = mod(along + clamp(at.x, 0.0, shape.x), period);
        cover *= clamp(min(place, shape.z - place) + 0.5, 0.0, 1.0);
    }
    // Blended by their maximum, colours are masks and carry the coverage themselves.
    pixel = vec4(tint.rgb * mix(1.0, cover, mask), tint.a * cover);
}
)";

constexpr const char* fill_vertex = R"(
layout(location = 0) in vec2 place;
layout(location = 1) in vec4 color;
uniform vec2 size;
out vec4 tint;
void main() {
    tint = color;
    gl_Position = vec4(place.x / size.x * 2.0 - 1.0, 1.0 - place.y / size.y * 2.0, 0.0, 1.0);
}
)";

constexpr const char* fill_fragment = R"(
in vec4 tint;
out vec4 pixel;
void main() { pixel = tint; }
)";

void put(Color c, unsigned char* out) {
    out[0] = static_cast<unsigned char>(c.rgb >> 16 & 255);
    out[1] = static_cast<unsigned char>(c.rgb >> 8 & 255);
    out[2] = static_cast<unsigned char>(c.rgb & 255);
    out[3] = static_cast<unsigned char>(c.alpha * 255 + 0.5F);
}

template <class T>
const void* offset(T at) {
    return reinterpret_cast<const void*>(at);  // what OpenGL calls a pointer is an offset into the buffer
}

}  // namespace

GlLines::GlLines() : line_program_(line_vertex, line_fragment), fill_program_(fill_vertex, fill_fragment) {
    glGenVertexArrays(1, &line_array_);
    glGenBuffers(1, &line_buffer_);
    glBindVertexArray(line_array_);
    glBindBuffer(GL_ARRAY_BUFFER, line_buffer_);
    for (const GLuint i : {0U, 1U, 2U}) {
        glEnableVertexAttribArray(i);
        glVertexAttribDivisor(i, 1);
    }
    glVertexAttribPointer(0, 4, GL_FLOAT, GL_FALSE, sizeof(Piece), offset(offsetof(Piece, x0)));
    glVertexAttribPointer(1, 4, GL_FLOAT, GL_FALSE, sizeof(Piece), offset(offsetof(Piece, along)));
    glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(Piece), offset(offsetof(Piece, color)));
    glGenVertexArrays(1, &fill_array_);
    glGenBuffers(1, &fill_buffer_);
    glBindVertexArray(fill_array_);
    glBindBuffer(GL_ARRAY_BUFFER, fill_buffer_);
    glEnableVertexAttribArray(0);
    glEnableVertexAttribArray(1);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(Corner), offset(offsetof(Corner, x)));
    glVertexAttribPointer(1, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(Corner), offset(offsetof(Corner, color)));
    glBindVertexArray(0);
}

GlLines::~GlLines() {
    glDeleteBuffers(1, &line_buffer_);
    glDeleteBuffers(1, &fill_buffer_);
    glDeleteVertexArrays(1, &line_array_);
    glDeleteVertexArrays(1, &fill_array_);
}

void GlLines::add(double x0, double y0, double x1, double y1, const LineLook& look, double along) {
    Piece p{static_cast<float>(x0),
            static_cast<float>(y0),
            static_cast<float>(x1),
            static_cast<float>(y1),
            static_cast<float>(along),
            look.width / 2,
            look.dash,
            look.gap,
            {}};
    put(look.color, p.color);
    pieces_.push_back(p);
}

void GlLines::add(const PixelRun& run, const LineLook& look) {
    PixelRun points = run;
    straighten(points, 0.1);
    double along = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        add(points[i - 1].x, points[i - 1].y, points[i].x, points[i].y, look, along);
        along += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
    }
}

void GlLines::add(const std::vector<PixelRun>& runs, const LineLook& look) {
    for (const PixelRun& run : runs) add(run, look);
}

void GlLines::dot(double x, double y, double radius, Color color) {
    add(x, y, x, y, {color, static_cast<float>(2 * radius)});
}

void GlLines::circle(double x, double y, double radius, const LineLook& look) {
    PixelRun run;
    const int parts = 16 + static_cast<int>(radius);
    for (int i = 0; i <= parts; ++i)
        run.push_back({x + radius * std::cos(2 * pi * i / parts), y + radius * std::sin(2 * pi * i / parts)});
    add(run, look);
}

void GlLines::mark(double x, double y, float scale, bool cross, Color color, Color casing) {
    if (!cross) {
        dot(x, y, 5.5 * scale, casing);
        dot(x, y, 4.2 * scale, color);
        dot(x, y, 2.2 * scale, casing);
        return;
    }
    const double r = 5 * scale;
    for (const LineLook& look : {LineLook{casing, 5 * scale}, LineLook{color, 2.4F * scale}}) {
        add(x - r, y - r, x + r, y + r, look);
        add(x - r, y + r, x + r, y - r, look);
    }
}

void GlLines::triangle(PixelPoint a, PixelPoint b, PixelPoint c, Color color) {
    for (const PixelPoint& p : {a, b, c}) {
        Corner corner{static_cast<float>(p.x), static_cast<float>(p.y), {}};
        put(color, corner.color);
        corners_.push_back(corner);
    }
}

void GlLines::load(int width, int height, bool as_mask) {
    const auto w = static_cast<float>(width), h = static_cast<float>(height);
    if (!corners_.empty()) {
        fill_program_.use();
        glUniform2f(fill_program_.uniform("size"), w, h);
        glBindBuffer(GL_ARRAY_BUFFER, fill_buffer_);
        glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(corners_.size() * sizeof(Corner)),
                     corners_.data(), GL_STREAM_DRAW);
    }
    if (!pieces_.empty()) {
        line_program_.use();
        glUniform2f(line_program_.uniform("size"), w, h);
        glUniform1f(line_program_.uniform("mask"), as_mask ? 1.0F : 0.0F);
        glBindBuffer(GL_ARRAY_BUFFER, line_buffer_);
        glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(pieces_.size() * sizeof(Piece)), pieces_.data(),
                     GL_STREAM_DRAW);
    }
}

void GlLines::draw() const {
    if (!corners_.empty()) {
        fill_program_.use();
        glBindVertexArray(fill_array_);
        glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(corners_.size()));
    }
    if (!pieces_.empty()) {
        line_program_.use();
        glBindVertexArray(line_array_);
        glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(pieces_.size()));
    }
    glBindVertexArray(0);
}

void GlLines::forget() {
    pieces_.clear();
    corners_.clear();
}

void GlLines::flush(int width, int height, bool as_mask) {
    load(width, height, as_mask);
    draw();
    forget();
}

void GlLines::flush_within(const std::vector<PixelRect>& parts, int width, int height, int x, int y) {
    if (!parts.empty() && !(pieces_.empty() && corners_.empty())) {
        load(width, height, false);
        glEnable(GL_SCISSOR_TEST);
        for (const PixelRect& part : parts) {
            glScissor(x + part.x, y + height - part.y - part.height, part.width, part.height);
            draw();
        }
        glDisable(GL_SCISSOR_TEST);
    }
    forget();
}

std::vector<LineBox> GlLines::boxes() const {
    std::vector<LineBox> boxes;
    boxes.reserve(pieces_.size());
    for (const Piece& p : pieces_) {
        const float around = p.radius + 1;
        boxes.push_back({std::min(p.x0, p.x1) - around, std::min(p.y0, p.y1) - around,
                         std::max(p.x0, p.x1) + around, std::max(p.y0, p.y1) + around});
    }
    return boxes;
}

}  // namespace apogee
