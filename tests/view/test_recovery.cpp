#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "app/pictures.h"
#include "session/document.h"
#include "session/recovery.h"
#include "view/screen.h"

namespace apogee::testing {
namespace {

namespace fs = std::filesystem;

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// Whether somebody has a lock on a file.
bool is_locked(const fs::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool locked = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0;
    ::close(descriptor);
    return locked;
}

constexpr const char* varied_payload = R"(
title = "Payloads"
scenario = "a.toml"
cases = 4
[[vary]]
key = "payload.mass_kg"
distribution = "uniform"
low = 500
high = 1500
)";

/// Whether a file of edits holds a text.
bool says(const fs::path& folder, const std::string& text) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().extension() != ".json") continue;
        std::ifstream file(entry.path());
        if (std::string(std::istreambuf_iterator<char>(file), {}).find(text) != std::string::npos)
            return true;
    }
    return false;
}

}  // namespace

TEST_CASE("changes that a window left are found once it is gone", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    Session session;
    open_flight(session, workspace.path("a.toml").string());
    CHECK(unsaved_edits(session).empty());
    set_number(session.flights[0], "payload.mass_kg", "900", true);
    set_number(session.flights[0], "launch.azimuth_deg", "80", true);
    const std::vector<UnsavedEdit> edits = unsaved_edits(session);
    REQUIRE(edits.size() == 1);
    CHECK(edits[0].changes == Overrides{{"payload.mass_kg", "900"}, {"launch.azimuth_deg", "80"}});

    const std::string folder = workspace.path("unsaved").string();
    {
        Recovery living(folder), other(folder);
        living.keep(edits);
        CHECK(other.find_left().empty());
        // Another one at the same time has a file of its own, and one that is closed leaves none.
        other.keep(edits);
        CHECK(living.find_left().empty());
        other.finish();
        Recovery undone(folder);
        undone.keep(edits);
        undone.keep({});
    }
    {
        Recovery next(folder);
        CHECK(next.find_left() == edits);
        CHECK(Recovery(folder).find_left().empty());  // one window at a time offers them
    }
    {
        Recovery next(folder);
        CHECK(next.find_left() == edits);
        next.leave({});
        CHECK(next.find_left().empty());
    }
    // Neither a broken file nor a folder that cannot be made is a mistake of the user's.
    workspace.write("unsaved/1-0.json",
                    "{\"flights\": [{\"file\": 3}, {\"file\": \"/a\", \"changes\": {\"x\": 1}}, 7]}");
    Recovery broken(folder);
    CHECK(broken.find_left().empty());
    CHECK_FALSE(is_locked(workspace.path("unsaved/1-0.lock")));
    Recovery nowhere(workspace.path("a.toml/unsaved").string());
    nowhere.keep(edits);
    CHECK(nowhere.find_left().empty());
}

TEST_CASE("changes of a study's case are taken up in that case", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    workspace.write("s.toml", varied_payload);
    Session session, next;
    open_case(session, load_study(workspace.path("s.toml").string()), 0, 3);
    const std::string whole_hash = session.flights[0].scenario.hash;
    set_number(session.flights[0], "launch.azimuth_deg", "80", true);
    const std::string folder = workspace.path("unsaved").string();
    Recovery(folder).keep(unsaved_edits(session));
    const std::vector<UnsavedEdit> left = Recovery(folder).find_left();
    REQUIRE(left.size() == 1);
    CHECK(count_changed(left[0]) == 1);
    take_up(next, left[0]);
    REQUIRE(next.flights.size() == 1);
    CHECK(next.flights[0].scenario.title == "A single stage, case 3");
    CHECK(next.flights[0].scenario.hash == session.flights[0].scenario.hash);
    CHECK(has_unsaved_changes(next.flights[0]));
    // What it was opened with is no change: undone, the case is there again.
    undo(next.flights[0]);
    CHECK(next.flights[0].scenario.hash == whole_hash);
    CHECK_FALSE(has_unsaved_changes(next.flights[0]));
    // That a number which was given is taken back is a change, too.
    reset(session.flights[0]);
    REQUIRE(unsaved_edits(session).size() == 1);
    take_up(next, unsaved_edits(session)[0]);
    CHECK(next.flights.size() == 1);  // the case was open
    CHECK(next.flights[0].document.changes.empty());
}

TEST_CASE("of several changes only those that could not be taken up stay for another time", "[view]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    workspace.write("gone.toml", single_stage);
    const std::string folder = workspace.path("unsaved").string();
    Session session;
    for (const char* const file : {"gone.toml", "a.toml"}) {
        open_flight(session, workspace.path(file).string());
        set_number(*session.current(), "payload.mass_kg", "900", true);
        // Each by a window of its own.
        Session alone;
        alone.flights.push_back(*session.current());
        Recovery(folder).keep(unsaved_edits(alone));
    }
    fs::remove(workspace.path("gone.toml"));
    OffscreenApp shown({});
    shown.app().recover_from(folder);
    shown.draw();
    shown.app().perform(Action::restore);
    shown.draw();
    const auto state = nlohmann::json::parse(shown.app().state());
    REQUIRE(state["flights"].size() == 1);
    CHECK(state["message"].get<std::string>().find("gone.toml") != std::string::npos);
    Recovery next(folder);
    const std::vector<UnsavedEdit> left = next.find_left();
    REQUIRE(left.size() == 1);
    CHECK(left[0] == unsaved_edits(session)[0]);
}

TEST_CASE("after a crash the next window takes unsaved changes up", "[view][input]") {
    const Workspace workspace;
    workspace.write("a.toml", single_stage);
    const Screen screen(1280, 800);
    const auto state = [&] { return nlohmann::json::parse(workspace.read("state.json")); };
    const fs::path folder = workspace.path("state/apogee/unsaved");
    {
        Window window(screen, workspace, "a.toml");
        screen.click(216, 293);  // the payload's value
        screen.type("900");
        screen.key("Return");
        for (int i = 0; i < 100 && !says(folder, "900"); ++i) screen.hand("sleep 0.05");
        window.crash();
    }
    {
        Window window(screen, workspace, "");
        screen.key("Escape");  // later
        CHECK(window.close() == 0);
    }
    CHECK(state()["left_unsaved"] == 1);
    CHECK(state()["flights"].empty());
    {
        Window window(screen, workspace, "");
        screen.key("r");
        screen.wait_still();
        CHECK(window.close() == 0);  // and does not mind that they are lost
        CHECK(window.said().empty());
    }
    REQUIRE(state()["flights"].size() == 1);
    CHECK(state()["flights"][0]["changes"]["payload.mass_kg"] == "900");
    CHECK(state()["flights"][0]["unsaved"] == true);
    CHECK(state()["left_unsaved"] == 0);
    CHECK(files_in(folder) == 0);
    {
        Window window(screen, workspace, "");
        CHECK(window.close() == 0);
    }
    CHECK(state()["flights"].empty());
}

}  // namespace apogee::testing
