#include "gl/window_picture.h"

#if __has_include(<epoxy/glx.h>)
#include <epoxy/egl.h>
#include <epoxy/glx.h>
#endif

#include <string_view>

namespace apogee {
namespace {

#if __has_include(<epoxy/glx.h>)

bool renders_in_software() {
    const auto* const name = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    return name && std::string_view(name).starts_with("llvmpipe");
}

/// Whether the X server takes parts of the back buffer, which stays as it is (GLX_MESA_copy_sub_buffer).
bool can_show_parts() {
    if (!renders_in_software() || eglGetCurrentContext() != EGL_NO_CONTEXT) return false;
    Display* const display = glXGetCurrentDisplay();
    return display && epoxy_has_glx_extension(display, DefaultScreen(display), "GLX_MESA_copy_sub_buffer");
}

void show_part(const PixelRect& part, int height) {
    glXCopySubBufferMESA(glXGetCurrentDisplay(), glXGetCurrentDrawable(), part.x,
                         height - part.y - part.height, part.width, part.height);
}

#else

bool can_show_parts() {
    return false;
}

void show_part(const PixelRect&, int) {}

#endif

}  // namespace

WindowPicture::WindowPicture() : shows_parts_(can_show_parts()) {}

void WindowPicture::begin(int width, int height) {
    width_ = width;
    height_ = height;
    if (shows_parts_) {
        glBindFramebuffer(GL_FRAMEBUFFER, 0);
        return;
    }
    picture_.resize(width, height);
    picture_.bind();
}

void WindowPicture::show(const std::vector<PixelRect>& parts, const std::function<void()>& swap) const {
    if (shows_parts_) {
        for (const PixelRect& part : parts) show_part(part, height_);
        return;
    }
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    picture_.copy_to(0, 0);
    swap();
}

}  // namespace apogee
