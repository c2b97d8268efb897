#include "app/example_pictures.h"

#include "base/input_error.h"
#include "session/document.h"

namespace apogee {

void ExamplePictures::draw_next(int width, int height, bool dark, float scale) {
    const Look look{width, height, dark, scale};
    if (look != look_) pictures_.clear();
    look_ = look;
    if (complete() || width < 1 || height < 1) return;
    const StartExample& example = start_examples()[pictures_.size()];
    Picture& picture = pictures_.emplace_back();
    Session session;
    try {
        open_flight(session, example.argument);
    } catch (const InputError&) {  // the page leaves out what is not in the catalogue
        return;
    }
    session.view = example.view;
    session.dark = dark;
    session.bare = true;
    session.show_reported = false;
    constexpr double part = 0.6;  // of the flight: the missile is on its way
    session.time_s = part * session.end_s();
    GLint framebuffer = 0;
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &framebuffer);
    picture.target.resize(width, height);
    picture.target.bind();
    const PixelRect rect{0, 0, width, height};
    world_.fit(session, rect);
    world_.draw(session, rect, height, scale);
    glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(framebuffer));
    picture.drawn = true;
}

std::vector<ImTextureID> ExamplePictures::textures() const {
    std::vector<ImTextureID> textures;
    for (const Picture& picture : pictures_)
        textures.push_back(picture.drawn
                               ? reinterpret_cast<ImTextureID>(std::uintptr_t{picture.target.texture()})
                               : ImTextureID{});
    return textures;
}

}  // namespace apogee
