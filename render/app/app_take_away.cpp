#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>

#include "app/app.h"
#include "base/input_error.h"
#include "gl/png.h"
#include "session/take_away.h"

namespace apogee {

void App::draw_picture(int framebuffer_width, int framebuffer_height) {
    ImGui::NewFrame();
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const float top = std::min(title_band_height(ui_), size.y);
    const Area world{0, top, size.x, size.y - top};
    const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(ui_.theme().panel);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(ground.x, ground.y, ground.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ui_.over_world.clear();
    ImGui::PushFont(ui_.fonts.text);
    title_band(ui_, {0, 0, size.x, top});
    if (session_.page == Page::plots) plots_page(ui_, world);
    if (session_.page == Page::table) comparison_page(ui_, world);
    ImGui::PopFont();
    if (session_.page == Page::world) {
        const float pixels = static_cast<float>(framebuffer_width) / size.x;
        const int above = static_cast<int>(top * pixels);
        const PixelRect rect{0, above, framebuffer_width, framebuffer_height - above};
        world_.keep_clear({});
        world_.draw(session_, rect, framebuffer_height, ui_.scale * pixels);
    }
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void App::take_away(const std::string& path, int framebuffer_width, int framebuffer_height) {
    const LoadedFlight* const flight = session_.current();
    if (!flight) return;
    try {
        if (kind_of(path) == TakeAway::picture) {
            draw_picture(framebuffer_width, framebuffer_height);
            write_framebuffer_png(framebuffer_width, framebuffer_height, path, Overwrite::allow);
        } else if (kind_of(path) == TakeAway::csv && session_.page == Page::plots) {
            const PlotAxes& axes = ui_.axes;
            const bool zoomed = axes.to_s > axes.from_s;
            take_history(*flight, {plotted_columns(), axes.from_s, zoomed ? axes.to_s : session_.end_s()},
                         path);
        } else {
            apogee::take_away(session_, *flight, path);
        }
        ui_.notice = "written: " + printable(path);
    } catch (const InputError& mistake) {
        ui_.message = mistake.what();
    } catch (const FileError& mistake) {
        ui_.message = mistake.what();
    }
}

}  // namespace apogee
