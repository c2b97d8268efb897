#pragma once

#include <string>

#include "properties/draw.h"

namespace apogee::testing {

/// Lines of a TOML text.
class TomlText {
  public:
    void table(const std::string& header) { text_ += "\n" + header + "\n"; }
    void number(const std::string& key, double value);
    /// The same; now and then with how sure it is and a source.
    void number(Draw& draw, const std::string& key, double value);
    void words(const std::string& key, const std::string& value) { line(key, "\"" + value + "\""); }
    void line(const std::string& key, const std::string& value) { text_ += key + " = " + value + "\n"; }
    void add(const std::string& text) { text_ += text; }
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    std::string text_;
};

/// The tables of a vehicle: stages, boosters, shroud, payload, drag.
/// @param start_height_m  of the launch: some shrouds are thrown off at once
[[nodiscard]] std::string random_vehicle(Draw& draw, bool with_stages, double start_height_m);

/// `[payload]` alone, with a `[drag.own]` beside it where it needs one.
[[nodiscard]] std::string random_payload(Draw& draw, double mass_kg);

/// An edge of a layer of the US Standard Atmosphere 1976, of its upper ranges, or of space.
[[nodiscard]] double layer_edge_m(Draw& draw);

}  // namespace apogee::testing
