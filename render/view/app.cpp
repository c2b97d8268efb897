#include "view/app.h"

#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "scenario/input_error.h"
#include "view/document.h"

namespace apogee {

App::App(const Options& options, float scale) : ui_(session_) {
    ui_.scale = scale;
    session_.view = options.view;
    session_.plots_fill_view = options.plots;
    session_.dark = options.dark;
    session_.unit = options.unit;
    session_.show_frame_time = options.frame_time;
    for (const std::string& argument : options.scenarios) open_flight(session_, argument);
    session_.active = 0;
    session_.time_s = std::min(options.at_s.value_or(0), session_.end_s());
    ui_.folder = std::filesystem::current_path().string();
    build_fonts();
}

void App::build_fonts() {
    std::string texts;
    for (const LoadedFlight& flight : session_.flights) {
        texts += flight.scenario.title + flight.scenario.file + flight.scenario.vehicle.name;
        for (const Parameter& parameter : flight.document.parameters) texts += parameter.source;
        for (const ReportedFigure& figure : flight.scenario.reported) texts += figure.source;
    }
    if (ui_.fonts.text && texts == glyphs_) return;
    const bool again = ui_.fonts.text != nullptr;
    glyphs_ = texts;
    ui_.fonts = load_fonts(texts, ui_.scale);
    if (again) {
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        ImGui_ImplOpenGL3_CreateFontsTexture();
    }
}

void App::open(const std::string& argument) {
    std::error_code error;
    if (std::filesystem::is_directory(argument, error)) {
        ui_.folder = argument;
        ui_.dialog = Dialog::open;
        return;
    }
    try {
        open_flight(session_, argument);
        ui_.message.clear();
        ui_.dialog = Dialog::none;
    } catch (const InputError& mistake) {
        ui_.message = mistake.what();
    }
}

void App::watch_files() {
    for (LoadedFlight& flight : session_.flights) static_cast<void>(reload_if_written(flight));
}

void App::advance(double elapsed_s) {
    if (!session_.playing) return;
    session_.time_s += elapsed_s * session_.speed;
    if (session_.time_s < session_.end_s()) return;
    session_.time_s = session_.end_s();
    session_.playing = false;
}

void App::draw_world(const Area& area, int framebuffer_width, int framebuffer_height) {
    const ImGuiIO& io = ImGui::GetIO();
    if (area.width < 1 || area.height < 1 || io.DisplaySize.x < 1) return;
    const float pixels = static_cast<float>(framebuffer_width) / io.DisplaySize.x;
    const auto whole = [&](float x) { return static_cast<int>(x * pixels + 0.5F); };
    const PixelRect rect{whole(area.x), whole(area.y), whole(area.width), whole(area.height)};
    // Each view is fitted when it is first seen, and again when flights come or go.
    std::string shown = std::to_string(static_cast<int>(session_.view)) + ':';
    for (const LoadedFlight& flight : session_.flights) shown += std::to_string(flight.style) + ',';
    shown += ';';
    const bool first = fitted_.find(shown) == std::string::npos;
    if (first) fitted_ += shown;
    if (first || ui_.fit) world_.fit(session_, rect);
    ui_.fit = false;
    const float x = io.MousePos.x - area.x, y = io.MousePos.y - area.y;
    WorldInput input;
    input.hovered = !io.WantCaptureMouse && x >= 0 && y >= 0 && x < area.width && y < area.height;
    input.mouse_x = x * pixels;
    input.mouse_y = y * pixels;
    if (input.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) pressed_world_ = true;
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) pressed_world_ = false;
    if (pressed_world_) {
        input.drag_x = io.MouseDelta.x * pixels;
        input.drag_y = io.MouseDelta.y * pixels;
    }
    if (input.hovered) {
        input.wheel = io.MouseWheel;
        input.double_click = ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
    }
    world_.handle(session_, rect, input);
    world_.draw(session_, rect, framebuffer_height, ui_.scale * pixels);
}

void App::panels(const Layout& places, float width, float height) {
    ImGui::PushFont(ui_.fonts.text);
    if (session_.plots_fill_view)
        plots_page(ui_, places.world);
    else
        read_out(ui_, places.world);
    view_switch(ui_, places.world);
    vehicle_panel(ui_, places.left);
    results_panel(ui_, places.right);
    plots_strip(ui_, places.plots);
    timeline(ui_, places.timeline);
    top_bar(ui_, places.top);
    message_card(ui_, places.world);
    file_dialog(ui_, {0, 0, width, height});
    help_card(ui_, {0, 0, width, height});
    frame_time(ui_, places.world);
    ImGui::PopFont();
}

void App::frame(int framebuffer_width, int framebuffer_height, double elapsed_s) {
    const auto started = std::chrono::steady_clock::now();
    advance(elapsed_s);
    if (!themed_ || themed_dark_ != session_.dark) {
        apply_theme(session_.dark, ui_.scale);
        themed_dark_ = session_.dark;
        themed_ = true;
    }
    const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(ui_.theme().ground);
    glViewport(0, 0, framebuffer_width, framebuffer_height);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(ground.x, ground.y, ground.z, 1);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT | GL_STENCIL_BUFFER_BIT);
    ImGui::NewFrame();
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const Layout places = layout(ui_, size.x, size.y);
    if (!session_.plots_fill_view) draw_world(places.world, framebuffer_width, framebuffer_height);
    panels(places, size.x, size.y);
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - started;
    constexpr double smoothing = 0.2;
    ui_.frame_ms += (ui_.frame_ms == 0 ? 1 : smoothing) * (took.count() - ui_.frame_ms);
    if (!ui_.to_open.empty()) open(std::exchange(ui_.to_open, {}));
    build_fonts();
}

void App::perform(Action action, double amount) {
    LoadedFlight* const flight = session_.current();
    switch (action) {
        case Action::play:
            if (session_.time_s >= session_.end_s()) session_.time_s = 0;
            session_.playing = !session_.playing;
            break;
        case Action::step:
            session_.time_s = std::clamp(session_.time_s + amount, 0.0, session_.end_s());
            break;
        case Action::fit:
            ui_.fit = true;
            break;
        case Action::view:
            session_.plots_fill_view = amount == 5;
            if (amount < 5) session_.view = static_cast<ViewKind>(static_cast<int>(amount) - 1);
            break;
        case Action::undo:
            if (flight) undo(*flight);
            break;
        case Action::redo:
            if (flight) redo(*flight);
            break;
        case Action::open:
            ui_.dialog = Dialog::open;
            break;
        case Action::save:
            if (flight) ui_.dialog = Dialog::save;
            break;
        case Action::next_flight:
            if (flight) session_.active = (session_.active + 1) % static_cast<int>(session_.flights.size());
            break;
        case Action::unit:
            session_.unit = static_cast<LengthUnit>((static_cast<int>(session_.unit) + 1) % 3);
            break;
        case Action::theme:
            session_.dark = !session_.dark;
            break;
        case Action::frame_time:
            session_.show_frame_time = !session_.show_frame_time;
            break;
        case Action::help:
            ui_.dialog = ui_.dialog == Dialog::help ? Dialog::none : Dialog::help;
            break;
        case Action::close_card:
            ui_.dialog = Dialog::none;
            ui_.message.clear();
            break;
    }
}

}  // namespace apogee
