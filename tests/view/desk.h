#pragma once

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "view/screen.h"

/// A window of 1280 by 800 on a desk, and what lies where in it.
namespace apogee::testing {

inline constexpr int desk_width = 1280, desk_height = 800;
inline constexpr Box desk_world{264, 44, 1016, 596};

struct Point {
    int x, y;
};
inline constexpr Point payload_value{216, 293};

/// Opens a window, lets `act` handle it, closes it where it has not done so. @return its state at the end.
template <class Act>
nlohmann::json handled(const Screen& screen, const Workspace& workspace, const std::string& arguments,
                       Act act) {
    Window window(screen, workspace, arguments);
    act(window);
    if (window.running()) CHECK(window.close() == 0);
    CHECK(window.said().empty());
    return nlohmann::json::parse(workspace.read("state.json"));
}

inline void type_payload(const Screen& screen, const std::string& mass) {
    screen.click(payload_value.x, payload_value.y);
    screen.type(mass);
    screen.key("Return");
}

/// Answers the dialog of a file's name.
inline void name_file(const Screen& screen, const std::string& name) {
    screen.hand("key ctrl+a");
    screen.type(name);
    screen.key("Return");
}

}  // namespace apogee::testing
