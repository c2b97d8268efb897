#include "gl/offscreen.h"

#include <epoxy/egl.h>
#include <epoxy/gl.h>
#include <fmt/format.h>

#include <array>

#include "base/input_error.h"
#include "gl/leak_check.h"
#include "gl/png.h"

namespace apogee {

struct Offscreen::Impl {
    int width = 0, height = 0;
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLContext context = EGL_NO_CONTEXT;
    GLuint framebuffer = 0, color = 0;

    void make_context(OpenGl kind);
    void make_framebuffer();
    ~Impl() {
        if (framebuffer) {
            glDeleteFramebuffers(1, &framebuffer);
            glDeleteRenderbuffers(1, &color);
        }
        if (display == EGL_NO_DISPLAY) return;
        keep_libraries_for_leak_check();
        eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        if (context != EGL_NO_CONTEXT) eglDestroyContext(display, context);
        eglTerminate(display);
    }
};

void Offscreen::Impl::make_context(OpenGl kind) {
    const auto fail = [](const char* step) {
        throw FileError(
            fmt::format("OpenGL without a display: {} failed (EGL error 0x{:x}); Mesa's software renderer "
                        "would do (Debian: libegl1 and libgl1-mesa-dri)",
                        step, eglGetError()));
    };
    if (!epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless"))
        fail("finding surfaceless EGL");
    display = eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
    if (display == EGL_NO_DISPLAY || !eglInitialize(display, nullptr, nullptr)) fail("eglInitialize");
    const bool core = kind == OpenGl::core_33;
    if (!eglBindAPI(core ? EGL_OPENGL_API : EGL_OPENGL_ES_API)) fail("eglBindAPI");
    const std::array<EGLint, 3> wanted{EGL_RENDERABLE_TYPE, core ? EGL_OPENGL_BIT : EGL_OPENGL_ES3_BIT,
                                       EGL_NONE};
    // A surfaceless display may offer no configuration at all; the context then needs none.
    EGLConfig config = nullptr;
    EGLint count = 0;
    eglChooseConfig(display, wanted.data(), &config, 1, &count);
    constexpr std::array<EGLint, 7> core_33{EGL_CONTEXT_MAJOR_VERSION,
                                            3,
                                            EGL_CONTEXT_MINOR_VERSION,
                                            3,
                                            EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                            EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                            EGL_NONE};
    constexpr std::array<EGLint, 3> es_3{EGL_CONTEXT_MAJOR_VERSION, 3, EGL_NONE};
    context = eglCreateContext(display, count > 0 ? config : nullptr, EGL_NO_CONTEXT,
                               core ? core_33.data() : es_3.data());
    if (context == EGL_NO_CONTEXT)
        fail(core ? "eglCreateContext (OpenGL 3.3 core)" : "eglCreateContext (OpenGL ES 3.0)");
    if (!eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context)) fail("eglMakeCurrent");
}

void Offscreen::Impl::make_framebuffer() {
    // The window's layers and the PNG take some 28 bytes a pixel (measured at 8000x8000): 3 GB at this size.
    constexpr long most_pixels = 100'000'000;
    if (static_cast<long>(width) * height > most_pixels)
        throw FileError(
            fmt::format("--size: {}x{} is more than {} million pixels, which would not fit into memory",
                        width, height, most_pixels / 1'000'000));
    GLint most = 0;
    glGetIntegerv(GL_MAX_RENDERBUFFER_SIZE, &most);
    if (width > most || height > most) {
        throw FileError(fmt::format("--size: {}x{} is more than this machine's OpenGL draws ({}x{})", width,
                                    height, most, most));
    }
    glGenFramebuffers(1, &framebuffer);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glGenRenderbuffers(1, &color);
    glBindRenderbuffer(GL_RENDERBUFFER, color);
    glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, color);
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE ||
        glGetError() == GL_OUT_OF_MEMORY) {
        throw FileError(
            fmt::format("--size: a picture of {}x{} does not fit into the memory of this machine's OpenGL",
                        width, height));
    }
}

Offscreen::Offscreen(int width, int height, OpenGl kind) : impl_(std::make_unique<Impl>()) {
    impl_->width = width;
    impl_->height = height;
    impl_->make_context(kind);
    impl_->make_framebuffer();
}

Offscreen::~Offscreen() = default;

void Offscreen::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, impl_->framebuffer);
    glViewport(0, 0, impl_->width, impl_->height);
}

void Offscreen::write_png(const std::string& path, Overwrite overwrite) const {
    bind();
    write_framebuffer_png(impl_->width, impl_->height, path, overwrite);
}

}  // namespace apogee
