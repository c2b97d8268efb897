#include "gl/gl_program.h"

#include <array>
#include <cassert>
#include <cstdio>
#include <utility>

namespace apogee {

namespace {

GLuint compile(GLenum kind, const std::string& source) {
    const std::array<const char*, 2> parts{
        epoxy_is_desktop_gl() ? "#version 330 core\n" : "#version 300 es\nprecision highp float;\n",
        source.c_str()};
    const GLuint shader = glCreateShader(kind);
    glShaderSource(shader, 2, parts.data(), nullptr);
    glCompileShader(shader);
    GLint good = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &good);
    if (!good) {
        std::array<char, 2000> log{};
        glGetShaderInfoLog(shader, static_cast<GLsizei>(log.size()), nullptr, log.data());
        std::fprintf(stderr, "%s\n", log.data());
    }
    assert(good);
    return shader;
}

GLuint make_texture() {
    GLuint texture = 0;
    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    for (const GLenum side : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
        glTexParameteri(GL_TEXTURE_2D, side, GL_CLAMP_TO_EDGE);
    for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
        glTexParameteri(GL_TEXTURE_2D, filter, GL_NEAREST);
    return texture;
}

void bind_to(GLuint texture, int unit) {
    glActiveTexture(static_cast<GLenum>(GL_TEXTURE0 + unit));
    glBindTexture(GL_TEXTURE_2D, texture);
}

}  // namespace

GlProgram::GlProgram(const std::string& vertex_source, const std::string& fragment_source)
    : program_(glCreateProgram()) {
    const GLuint vertex = compile(GL_VERTEX_SHADER, vertex_source);
    const GLuint fragment = compile(GL_FRAGMENT_SHADER, fragment_source);
    glAttachShader(program_, vertex);
    glAttachShader(program_, fragment);
    glLinkProgram(program_);
    GLint good = 0;
    glGetProgramiv(program_, GL_LINK_STATUS, &good);
    assert(good);
    glDeleteShader(vertex);
    glDeleteShader(fragment);
}

GlProgram::~GlProgram() {
    glDeleteProgram(program_);
}

GlTarget::~GlTarget() {
    glDeleteFramebuffers(1, &framebuffer_);
    glDeleteTextures(1, &texture_);
}

GlTarget::GlTarget(GlTarget&& other) noexcept {
    *this = std::move(other);
}

GlTarget& GlTarget::operator=(GlTarget&& other) noexcept {
    std::swap(framebuffer_, other.framebuffer_);
    std::swap(texture_, other.texture_);
    std::swap(width_, other.width_);
    std::swap(height_, other.height_);
    return *this;
}

void GlTarget::copy_to(int x, int y) const {
    copy_part_to({0, 0, width_, height_}, x, y);
}

void GlTarget::copy_part_to(const PixelRect& part, int x, int y) const {
    const int left = part.x, right = part.x + part.width, top = height_ - part.y,
              bottom = height_ - part.y - part.height;
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer_);
    glBlitFramebuffer(left, bottom, right, top, x + left, y + bottom, x + right, y + top, GL_COLOR_BUFFER_BIT,
                      GL_NEAREST);
}

void GlTarget::resize(int width, int height) {
    if (width == width_ && height == height_) return;
    width_ = width;
    height_ = height;
    if (!texture_) texture_ = make_texture();
    if (!framebuffer_) glGenFramebuffers(1, &framebuffer_);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
    assert(glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE);
}

void GlTarget::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
    glViewport(0, 0, width_, height_);
}

void GlTarget::bind_texture(int unit) const {
    bind_to(texture_, unit);
}

GlByteTexture::~GlByteTexture() {
    glDeleteTextures(1, &texture_);
}

void GlByteTexture::upload(int width, int height, const unsigned char* bytes) {
    if (!texture_) texture_ = make_texture();
    glBindTexture(GL_TEXTURE_2D, texture_);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    if (width == width_ && height == height_)
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_RED, GL_UNSIGNED_BYTE, bytes);
    else
        glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, bytes);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    width_ = width;
    height_ = height;
}

void GlByteTexture::bind_texture(int unit) const {
    bind_to(texture_, unit);
}

}  // namespace apogee
