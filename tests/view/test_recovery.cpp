#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "session/document.h"
#include "session/recovery.h"
#include "view/screen.h"

namespace apogee::testing {
namespace {

namespace fs = std::filesystem;

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

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
        next.release_left();
        CHECK(next.find_left() == edits);
        next.forget_left();
        CHECK(next.find_left().empty());
    }
    // Neither a broken file nor a folder that cannot be made is a mistake of the user's.
    workspace.write("unsaved/1-0.json",
                    "{\"flights\": [{\"file\": 3}, {\"file\": \"/a\", \"changes\": {\"x\": 1}}]}");
    CHECK(Recovery(folder).find_left().empty());
    Recovery nowhere(workspace.path("a.toml/unsaved").string());
    nowhere.keep(edits);
    CHECK(nowhere.find_left().empty());
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
