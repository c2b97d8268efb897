#include "gl/covering.h"

namespace apogee {

namespace {

constexpr const char* tint_fragment = R"(
uniform sampler2D cover;
uniform vec4 tint;
uniform float height;
out vec4 pixel;
void main() {
    ivec2 at = ivec2(int(gl_FragCoord.x), int(height - gl_FragCoord.y));
    pixel = vec4(tint.rgb, tint.a * texelFetch(cover, at, 0).r);
}
)";

}  // namespace

const char* const GlCovering::vertex_source = R"(
void main() {
    gl_Position = vec4(float((gl_VertexID & 1) * 4) - 1.0, float((gl_VertexID & 2) * 2) - 1.0, 0.0, 1.0);
}
)";

GlCovering::GlCovering() {
    glGenVertexArrays(1, &empty_array_);
}

GlCovering::~GlCovering() {
    glDeleteVertexArrays(1, &empty_array_);
}

void GlCovering::draw() const {
    glBindVertexArray(empty_array_);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindVertexArray(0);
}

void GlTint::draw(const std::vector<std::uint8_t>& coverage, int width, int height, Color color) {
    if (!program_) program_.emplace(GlCovering::vertex_source, tint_fragment);
    cover_.upload(width, height, coverage.data());
    program_->use();
    cover_.bind_texture(0);
    glUniform1i(program_->uniform("cover"), 0);
    glUniform4f(program_->uniform("tint"), color.red(), color.green(), color.blue(), color.alpha);
    glUniform1f(program_->uniform("height"), static_cast<float>(height));
    covering_.draw();
}

}  // namespace apogee
