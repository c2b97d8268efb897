#include "app/app.h"

#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "base/input_error.h"
#include "report/flight_report.h"
#include "session/document.h"
#include "session/take_away.h"

namespace apogee {

App::App(const Options& options, float scale) : ui_(session_), samples_(options.samples) {
    ui_.scale = scale;
    session_.view = options.view;
    session_.page = options.page;
    session_.dark = options.dark;
    session_.unit = options.unit;
    session_.show_frame_time = options.frame_time;
    session_.show_ring = options.ring;
    session_.show_estimate = options.estimate;
    ui_.file.folder = std::filesystem::current_path().string();
    for (const std::string& argument : options.scenarios) {
        if (show_study(argument) || (options.screenshot.empty() && show_folder(argument))) continue;
        open_flight(session_, argument, options.changes);
    }
    for (const LoadedFlight& flight : session_.flights) note_recent(flight);
    session_.active = 0;
    session_.time_s = std::min(options.at_s.value_or(0), session_.end_s());
    build_fonts();
}

void App::build_fonts() {
    long newest = 0;
    for (const LoadedFlight& flight : session_.flights) newest = std::max(newest, flight.revision);
    if (newest == read_revision_ && session_.flights.size() == read_flights_ && ui_.scale == font_scale_)
        return;
    read_revision_ = newest;
    read_flights_ = session_.flights.size();
    std::string texts;
    for (const LoadedFlight& flight : session_.flights) {
        texts += flight.scenario.title + flight.scenario.file + flight.scenario.vehicle.name;
        for (const Parameter& parameter : flight.document.parameters) texts += parameter.source;
        for (const ReportedFigure& figure : flight.scenario.reported) texts += figure.source;
    }
    if (texts == glyphs_ && ui_.scale == font_scale_) return;
    const bool again = ui_.fonts.text != nullptr;
    glyphs_ = texts;
    font_scale_ = ui_.scale;
    ui_.fonts = load_fonts(texts, ui_.scale);
    if (again) {
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        ImGui_ImplOpenGL3_CreateFontsTexture();
        world_.fonts_changed();
        redraw_ = true;
    }
}

bool App::show_folder(const std::string& argument) {
    std::error_code error;
    if (!std::filesystem::is_directory(argument, error)) return false;
    ui_.file.folder = std::filesystem::weakly_canonical(argument, error).string();
    ui_.file.name.clear();
    ui_.dialog = Dialog::open;
    return true;
}

void App::open(const std::string& argument) {
    try {
        if (show_study(argument) || show_folder(argument)) return;
        open_flight(session_, argument);
        note_recent(session_.flights.back());
        ui_.message.clear();
        ui_.dialog = Dialog::none;
    } catch (const InputError& mistake) {
        (ui_.dialog == Dialog::open ? ui_.file.message : ui_.message) = mistake.what();
    }
}

void App::note_recent(const LoadedFlight& flight) {
    const std::string whole = std::filesystem::absolute(flight.document.file).string();
    std::erase(ui_.recent, whole);
    ui_.recent.insert(ui_.recent.begin(), whole);
}

void App::set_scale(float scale) {
    ui_.scale = scale;
    themed_ = false;
}

/// The place on the Earth at a part of the world's width and height.
std::optional<LatLon> App::seen_at(float across, float down) const {
    const PixelRect& rect = world_rect_;
    if (rect.width < 1 || session_.page != Page::world) return std::nullopt;
    return world_.pick(session_, rect, across * static_cast<float>(rect.width),
                       down * static_cast<float>(rect.height));
}

bool App::types_text() const {
    return ImGui::GetIO().WantTextInput || !ui_.entry.path.empty() || takes_name(ui_.dialog) ||
           ui_.dialog == Dialog::find;
}

bool App::watch_files() {
    bool changed = false;
    for (LoadedFlight& flight : session_.flights) changed = reload_if_written(flight) || changed;
    return changed;
}

void App::advance(double elapsed_s) {
    if (!session_.playing) return;
    session_.time_s += elapsed_s * session_.speed;
    if (session_.time_s < session_.end_s()) return;
    session_.time_s = session_.end_s();
    session_.playing = false;
}

namespace {

/// Whether the button that goes up now did not drag anything.
bool is_click() {
    constexpr float hand = 4;  // pixels that a still hand moves
    return ImGui::GetIO().MouseDragMaxDistanceSqr[ImGuiMouseButton_Left] < hand * hand;
}

}  // namespace

void App::update_world(const Area& area, int framebuffer_width) {
    const ImGuiIO& io = ImGui::GetIO();
    const float pixels = static_cast<float>(framebuffer_width) / io.DisplaySize.x;
    const auto whole = [&](float x) { return static_cast<int>(x * pixels + 0.5F); };
    const PixelRect rect{whole(area.x), whole(area.y), whole(area.width), whole(area.height)};
    std::vector<PixelRect> hidden;
    for (const Area& card : ui_.over_world)
        hidden.push_back(
            {whole(card.x - area.x), whole(card.y - area.y), whole(card.width), whole(card.height)});
    world_.keep_clear(std::move(hidden));
    fit_or_face(rect);
    if (const LoadedFlight* const flight = session_.current(); flight && session_.follow)
        world_.follow(session_, rect,
                      sample(flight->shown(), std::min(session_.time_s, flight->shown().end_s)));
    if (const auto place = std::exchange(ui_.to_see, {})) world_.look_at(session_, rect, *place);
    const float x = io.MousePos.x - area.x, y = io.MousePos.y - area.y;
    pointer_ = {x / area.width, y / area.height};
    WorldInput input;
    input.hovered = !io.WantCaptureMouse && x >= 0 && y >= 0 && x < area.width && y < area.height;
    input.mouse_x = x * pixels;
    input.mouse_y = y * pixels;
    world_rect_ = rect;
    look_below_pointer(pixels, input);
    if (use_grips(area, pixels, input)) pressed_world_ = false;
    point_at(area, pixels, input);
    if (ImGui::IsMouseReleased(ImGuiMouseButton_Left) && pressed_world_ && is_click()) {
        if (session_.pointed_case)
            open_pointed_case();
        else if (!go_to_pointed())
            measure_at(ui_.pointed);
    }
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) pressed_world_ = false;
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Right)) tilts_world_ = false;
    (tilts_world_ || io.KeyShift ? input.tilt_x : input.drag_x) =
        pressed_world_ || tilts_world_ ? io.MouseDelta.x * pixels : 0;
    (tilts_world_ || io.KeyShift ? input.tilt_y : input.drag_y) =
        pressed_world_ || tilts_world_ ? io.MouseDelta.y * pixels : 0;
    // Who moves the map away wants to see something else.
    if (input.drag_x != 0 || input.drag_y != 0) session_.follow = false;
    // What the mouse moved before it was pressed is no drag.
    if (input.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !grip_) pressed_world_ = true;
    if (input.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) tilts_world_ = true;
    if (input.hovered) {
        input.wheel = io.MouseWheel;
        input.double_click = ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
    }
    world_.handle(session_, rect, input);
    world_.update(session_, rect, ui_.scale * pixels, damage_);
    ui_.no_arc = world_.no_arc(session_);
}

/// A field whose panel has gone, or whose flight was closed, takes no keys.
void App::close_unused_entry() {
    Entry& entry = ui_.entry;
    constexpr int patience = 3;  // a field becomes active some frames after it was opened
    entry.unused_frames = entry.path.empty() || ImGui::IsAnyItemActive() ? 0 : entry.unused_frames + 1;
    if (entry.unused_frames > patience) entry.path.clear();
}

/// Draws what of the picture is damaged: the ground of the panels, which draw none (that saves a software
/// renderer a whole picture), the world where it is shown, and what ImGui has.
void App::paint(bool world, int framebuffer_height) {
    parts_ = damage_.parts();
    const ImVec4 c = ImGui::ColorConvertU32ToFloat4(ui_.theme().panel);
    glClearColor(c.x, c.y, c.z, 1);
    glEnable(GL_SCISSOR_TEST);
    for (const PixelRect& part : parts_) {
        glScissor(part.x, framebuffer_height - part.y - part.height, part.width, part.height);
        glClear(GL_COLOR_BUFFER_BIT);
    }
    glDisable(GL_SCISSOR_TEST);
    if (world) world_.paint(framebuffer_height, parts_);
    draw_within(*ImGui::GetDrawData(), parts_);
}

/// What a user works with; away while the picture is presented.
void App::tools(const Layout& places, float width) {
    if (!session_.flights.empty()) view_switch(ui_, places.world);
    if (session_.page == Page::world) read_out(ui_, places.world);
    if (session_.page == Page::world) pointer_line(ui_, places.world);
    fold_handles(ui_, places, width);
    vehicle_panel(ui_, places.left);
    results_panel(ui_, places.right);
    plots_strip(ui_, places.plots);
    timeline(ui_, places.timeline);
    top_bar(ui_, places.top);
}

void App::panels(const Layout& places, float width, float height) {
    ui_.over_world.clear();
    ImGui::PushFont(ui_.fonts.text);
    if (session_.flights.empty()) {
        start_page(ui_, places.world);
    } else if (session_.page == Page::plots) {
        plots_page(ui_, places.world);
    }
    if (session_.page == Page::table) comparison_page(ui_, places.world);
    if (session_.page == Page::study) study_page(ui_, places.world);
    if (session_.presenting)
        title_band(ui_, places.top);
    else
        tools(places, width);
    message_card(ui_, places.world);
    file_dialog(ui_, {0, 0, width, height});
    unsaved_card(ui_, {0, 0, width, height});
    recover_card(ui_, {0, 0, width, height});
    find_card(ui_, {0, 0, width, height});
    help_card(ui_, {0, 0, width, height});
    frame_time(ui_, places.world);
    ImGui::PopFont();
}

void App::update_examples(int framebuffer_width) {
    const ImVec2 size = ui_.example_size;
    if (!session_.flights.empty() || size.x < 1 || size.y < 1) {
        examples_.reset();
        ui_.example_pictures.clear();
        return;
    }
    if (!examples_) examples_.emplace();
    const float pixels = static_cast<float>(framebuffer_width) / ImGui::GetIO().DisplaySize.x;
    if (!examples_->complete()) damage_.add_all();
    examples_->draw_next(static_cast<int>(size.x * pixels), static_cast<int>(size.y * pixels), session_.dark,
                         ui_.scale * pixels);
    ui_.example_pictures = examples_->textures();
}

void App::frame(int framebuffer_width, int framebuffer_height, double elapsed_s) {
    const auto started = std::chrono::steady_clock::now();
    advance(elapsed_s);
    damage_.begin(framebuffer_width, framebuffer_height);
    if (!themed_ || themed_dark_ != session_.dark) {
        apply_theme(session_.dark, ui_.scale);
        themed_dark_ = session_.dark;
        themed_ = true;
        damage_.add_all();
    }
    if (std::exchange(redraw_, false)) damage_.add_all();
    if (!ui_.to_take.empty()) {
        take_away(std::exchange(ui_.to_take, {}), framebuffer_width, framebuffer_height);
        damage_.add_all();
    }
    ImGui::NewFrame();
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const Layout places = layout(ui_, size.x, size.y);
    ui_.plot_pointed.reset();
    // Panels first: what they change is seen at once, and what they hide is known.
    panels(places, size.x, size.y);
    close_unused_entry();
    take_study();
    update_examples(framebuffer_width);
    update_overlay();
    const bool world = session_.page == Page::world && !session_.flights.empty() && places.world.width >= 1 &&
                       places.world.height >= 1 && size.x >= 1;
    if (std::exchange(world_shown_, world) != world) damage_.add_all();
    if (world) update_world(places.world, framebuffer_width);
    ImGui::Render();
    drawing_.take(*ImGui::GetDrawData(), damage_);
    paint(world, framebuffer_height);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - started;
    constexpr double smoothing = 0.2;
    ui_.frame_ms += (ui_.frame_ms == 0 ? 1 : smoothing) * (took.count() - ui_.frame_ms);
    ui_.close_menus = false;
    grant_wishes();
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
            choose_view(session_, static_cast<int>(amount));
            break;
        case Action::undo:
            if (flight) undo(*flight);
            ui_.entry.chosen_moved = false;
            break;
        case Action::redo:
            if (flight) redo(*flight);
            ui_.entry.chosen_moved = false;
            break;
        case Action::open:
            ui_.dialog = Dialog::open;
            break;
        case Action::create:
            ui_.dialog = Dialog::create;
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
        case Action::ring:
            session_.show_ring = !session_.show_ring;
            break;
        case Action::estimate:
            session_.show_estimate = !session_.show_estimate;
            break;
        case Action::close_card:
            close_card();
            break;
        case Action::close_flight:
            if (flight) close_or_ask(session_.active);
            break;
        case Action::take_away:
            if (flight) ui_.dialog = Dialog::take_away;
            break;
        case Action::copy:
            if (flight) ImGui::SetClipboardText(flight_report(report_flight(*flight)).c_str());
            if (flight) ui_.notice = "the flight's report is copied as text";
            break;
        case Action::find:
            ui_.dialog = Dialog::find;
            break;
        case Action::measure:
            session_.measure = {!session_.measure.on, {}, {}};
            break;
        case Action::discard:
            ui_.discard = asks();
            break;
        case Action::restore:
            ui_.restore = ui_.dialog == Dialog::recover;
            break;
        case Action::panels:
            ui_.fold_all();
            break;
        case Action::present:
            session_.presenting = !session_.presenting && flight;
            break;
        case Action::heights:
            session_.show_arcs = !session_.show_arcs;
            break;
        case Action::follow:
            session_.follow = !session_.follow;
            break;
        case Action::tilt:
            world_.tilt(session_, world_rect_, 0, amount);
            break;
        case Action::turn:
            world_.tilt(session_, world_rect_, amount, 0);
            break;
        case Action::names:
            session_.show_names = !session_.show_names;
            break;
        case Action::numbers:
            numbers_by_keys();
            break;
        case Action::choose_number:
            choose_number(static_cast<int>(amount));
            break;
        case Action::change_number:
            change_number(static_cast<int>(amount));
            break;
        case Action::type_number:
            type_chosen_number();
            break;
    }
}

}  // namespace apogee
