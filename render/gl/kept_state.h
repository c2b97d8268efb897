#pragma once

#include <epoxy/gl.h>

#include <array>

namespace apogee {

/// Puts OpenGL's state back that others set and read.
class KeptState {
  public:
    KeptState() {
        glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &draw_);
        glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &read_);
        glGetIntegerv(GL_VIEWPORT, viewport_.data());
    }
    void bind_framebuffers() const {
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, static_cast<GLuint>(draw_));
        glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(read_));
    }
    void bind_draw_framebuffer() const { glBindFramebuffer(GL_DRAW_FRAMEBUFFER, static_cast<GLuint>(draw_)); }
    ~KeptState() { glViewport(viewport_[0], viewport_[1], viewport_[2], viewport_[3]); }
    KeptState(const KeptState&) = delete;
    KeptState& operator=(const KeptState&) = delete;

  private:
    GLint draw_ = 0, read_ = 0;
    std::array<GLint, 4> viewport_{};
};

}  // namespace apogee
