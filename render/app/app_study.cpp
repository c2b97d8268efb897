// The results of a study: its impacts on the world, and its cases as flights.
#include <algorithm>
#include <filesystem>

#include "app/app.h"
#include "base/input_error.h"
#include "scenario/files.h"
#include "scene/number_text.h"
#include "session/document.h"
#include "store/output_file.h"

namespace apogee {

namespace {

namespace fs = std::filesystem;

bool is_study_file(const std::string& argument) {
    std::error_code error;
    if (!fs::is_regular_file(argument, error)) return false;
    try {
        return is_study_text(read_text(argument), argument);
    } catch (const InputError&) {
        return false;  // whatever it is, who opens it as a scenario says what is wrong
    }
}

}  // namespace

bool App::show_study(const std::string& argument) {
    std::error_code error;
    const bool stored = fs::is_directory(argument, error) && holds_study(argument);
    if (!stored && !is_study_file(argument)) return false;
    ui_.message.clear();
    ui_.notice = "reading the study's results …";
    if (stored)
        study_reader_.want([argument] { return read_stored_study(argument); });
    else
        show_study_file(argument);
    ui_.dialog = Dialog::none;
    return true;
}

void App::show_study_file(const std::string& file) {
    if (const std::string folder = results_folder_of(file); !folder.empty()) {
        study_reader_.want([folder, file] { return read_stored_study(folder, file); });
        ui_.notice = "reading the study's results from " + printable(folder) + " …";
        return;
    }
    Study study = load_study(file);
    if (!is_small(study)) {
        const double flights = static_cast<double>(study.cases) * static_cast<double>(study.parts.size());
        ui_.notice = "A study of up to " + grouped(flights, 0) + " flights; `apogee study " +
                     printable(file) + "` flies it, then it opens here with its results.";
        return;
    }
    ui_.notice = "flying the study …";
    study_reader_.want([study = std::move(study)] { return fly_small_study(study); });
}

/// With the first flight of the study, where none is open: the world wants one to be drawn.
void App::take_study() {
    if (session_.flights.empty() && session_.study) {
        session_.study.reset();
        if (session_.page == Page::study) session_.page = Page::world;
    }
    if (!study_reader_.ready()) return;
    ui_.notice.clear();
    try {
        const std::shared_ptr<const StoredStudy> study = study_reader_.take();
        open_nominal(session_, study->study, 0);
        session_.study = study;
        session_.study_part = session_.study_figure = 0;
        session_.page = Page::study;
    } catch (const std::runtime_error& mistake) {  // InputError, FileError, StoreError
        ui_.message = mistake.what();
    }
}

void App::add_study(Overlay& overlay) const {
    const StoredStudy::Part& part = session_.study->parts[session_.study_part];
    const Color color = world_theme(session_.dark).text;
    // Pale enough for its dense middle to show where it is densest, and the ellipses above it.
    GroundShape cloud{GroundShape::Kind::cloud, {}, world_theme(session_.dark).quiet.with_alpha(0.3F)};
    for (const CaseImpact& impact : part.impacts) cloud.points.push_back({0, direction(impact.place), 0});
    constexpr float dot = 1.3F;
    cloud.width = dot;
    if (!cloud.points.empty()) overlay.shapes.push_back(std::move(cloud));
    for (const auto& [ellipse, name] :
         {std::pair(&part.most, "90 % of the cases"), std::pair(&part.half, "50 %")}) {
        if (ellipse->empty()) continue;
        GroundShape ring{GroundShape::Kind::ring, *ellipse, color};
        ring.name = name;
        overlay.shapes.push_back(std::move(ring));
    }
}

std::optional<std::uint64_t> App::case_at(double x, double y, double hand) const {
    if (!session_.study) return {};
    std::optional<std::uint64_t> found;
    for (const CaseImpact& impact : session_.study->parts[session_.study_part].impacts) {
        const auto at = world_.seen_at(session_, world_rect_, impact.place);
        const double off = at ? std::hypot(at->x - x, at->y - y) : hand;
        if (off >= hand) continue;
        hand = off;
        found = impact.number;
    }
    return found;
}

void App::open_pointed_case() {
    if (!session_.study || !session_.pointed_case) return;
    try {
        open_case(session_, session_.study->study, session_.study_part, *session_.pointed_case);
        session_.page = Page::world;
    } catch (const InputError& mistake) {
        ui_.message = mistake.what();
    }
}

}  // namespace apogee
