#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "scenario/scenario.h"

namespace apogee {

/// Where a node came from. The name of the file is shared by all its nodes.
struct Origin {
    std::shared_ptr<const std::string> file;
    int line = 0, column = 0;
    [[nodiscard]] Place place() const { return {file ? *file : std::string(), line, column}; }
};

struct NumberValue {
    double value = 0;
    bool integer = false;
};

struct DateTimeValue {
    std::optional<std::chrono::sys_seconds> utc;  ///< only where the text gave an offset
};

/// A value of a parsed file, with its place: the tree that readers see, whatever parser made it.
struct Node {
    struct Entry;
    using Number = NumberValue;
    using DateTime = DateTimeValue;
    using Array = std::vector<Node>;
    using Table = std::vector<Entry>;  ///< in file order

    std::variant<Number, std::string, bool, DateTime, Array, Table> value;
    Origin origin;

    [[nodiscard]] const Table* table() const { return std::get_if<Table>(&value); }
    [[nodiscard]] Table* table() { return std::get_if<Table>(&value); }
    [[nodiscard]] const Array* array() const { return std::get_if<Array>(&value); }
    [[nodiscard]] Array* array() { return std::get_if<Array>(&value); }
    [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&value); }

    /// The entry of a table under a key; null where there is none or this is no table.
    [[nodiscard]] const Entry* find(std::string_view key) const;
    [[nodiscard]] Entry* find(std::string_view key);
    void erase(std::string_view key);

    /// "a number", "a string", ...: for messages.
    [[nodiscard]] std::string_view kind() const;
};

struct Node::Entry {
    std::string key;
    Origin key_origin;
    Node node;
};

/// Parses TOML 1.0 that has passed the gate. @throws InputError at the first mistake.
[[nodiscard]] Node parse_toml(std::string_view text, const std::string& file);

}  // namespace apogee
