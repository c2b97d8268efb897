#include "scenario/overrides.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <vector>

#include "base/input_error.h"
#include "scenario/keys.h"
#include "scenario/text_gate.h"
#include "scenario/toml_value.h"

namespace apogee {

namespace {

constexpr std::string_view set_name = "--set";

constexpr std::size_t most_steps = 8;  // stage[1].thrust_curve.fraction[2] has five

Origin set_origin() {
    static const auto name = std::make_shared<const std::string>(set_name);
    return {name, 0, 0};
}

InputError override_error(std::string_view path, std::string_view problem, std::string_view right = {}) {
    return input_error(set_origin().place(), path, problem, right);
}

/// One step of a path: into a table by key, or into an array by its position, counted from 1.
struct PathStep {
    std::string key;
    std::size_t index = 0;
};

std::vector<PathStep> steps_of(std::string_view path) {
    constexpr std::string_view right = "expected like launch.azimuth_deg or stage[1].dry_mass_kg";
    std::vector<PathStep> steps;
    std::string_view rest = path;
    while (true) {
        const std::size_t key_end = rest.find_first_of(".[");
        const std::string_view key = rest.substr(0, key_end);
        if (key.empty() || steps.size() >= most_steps)
            throw override_error(path, "not a path of a key", right);
        steps.push_back({std::string(key), 0});
        rest.remove_prefix(key.size());
        if (rest.starts_with('[')) {
            PathStep index;
            const auto parsed = std::from_chars(rest.data() + 1, rest.data() + rest.size(), index.index);
            const auto used = static_cast<std::size_t>(parsed.ptr - rest.data());
            if (parsed.ec != std::errc() || index.index == 0 || used >= rest.size() || rest[used] != ']')
                throw override_error(path, "not a position in brackets", right);
            rest.remove_prefix(used + 1);
            steps.push_back(index);
        }
        if (rest.empty()) return steps;
        if (!rest.starts_with('.')) throw override_error(path, "not a path of a key", right);
        rest.remove_prefix(1);
    }
}

void mark_as_set(Node& node) {
    node.origin = set_origin();
    if (Node::Array* array = node.array())
        for (Node& element : *array) mark_as_set(element);
    if (Node::Table* table = node.table())
        for (Node::Entry& entry : *table) {
            entry.key_origin = set_origin();
            mark_as_set(entry.node);
        }
}

/// A TOML value; text that is no TOML value is taken as a string.
Node parsed_value(std::string_view text) {
    Node node{std::string(text), set_origin()};
    if (text.find('\n') == std::string_view::npos && !text.empty() && text.size() < TextLimits::bytes / 2) {
        // A bare word such as j6 or tables/wind.csv: the string stays, and its reader judges it.
        if (std::optional<Node> value = parse_toml_value(text, std::string(set_name)))
            node = std::move(*value);
    }
    mark_as_set(node);
    return node;
}

Node& at_index(Node& node, const PathStep& step, std::string_view path, std::string_view key) {
    Node::Array* array = node.array();
    if (!array)
        throw override_error(path, fmt::format("{} is {}, not a list", key, node.kind()),
                             "leave out the [ ]");
    if (step.index > array->size())
        throw override_error(path, fmt::format("there is no {}[{}]", key, step.index),
                             array->empty() ? std::string("the list is empty")
                                            : fmt::format("expected {0}[1] to {0}[{1}]", key, array->size()));
    return (*array)[step.index - 1];
}

/// A list is never begun from outside: an element alone would lack the others' keys.
void require_list(const Node& node, const PathStep& list, const PathStep& element, std::string_view path) {
    const Node::Table* table = node.table();
    if (!table || node.find(list.key)) return;
    std::vector<std::string_view> known;
    for (const Node::Entry& entry : *table) known.emplace_back(entry.key);
    throw override_error(path, fmt::format("there is no {}[{}]", list.key, element.index),
                         did_you_mean(list.key, known, fmt::format("the scenario states no {}", list.key)));
}

Node& at_key(Node& node, const std::string& key, std::string_view path) {
    Node::Table* table = node.table();
    if (!table)
        throw override_error(path, fmt::format("{} stands where {} would go in", node.kind(), in_quotes(key)),
                             node.array() ? "count from 1, as in stage[1]" : "check the path");
    if (Node::Entry* entry = node.find(key)) return entry->node;
    table->push_back({key, set_origin(), {Node::Table{}, set_origin()}});
    return table->back().node;
}

}  // namespace

void remove_alternatives(Node& table, std::string_view table_name, std::string_view key) {
    for (const std::string_view other : alternatives_to(table_name, key)) table.erase(other);
}

bool was_set(const Node& node) {
    return node.origin.file && *node.origin.file == set_name;
}

void apply_override(Node& root, std::string_view path, std::string_view value) {
    const std::vector<PathStep> steps = steps_of(path);
    Node* node = &root;
    std::string_view last_key, table_name;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const PathStep& step = steps[i];
        if (i + 1 < steps.size() && steps[i + 1].index > 0) require_list(*node, step, steps[i + 1], path);
        if (step.index > 0) {
            node = &at_index(*node, step, path, last_key);
            continue;
        }
        if (node->table() && !last_key.empty()) {
            table_name = last_key;
            remove_alternatives(*node, table_name, step.key);
        }
        node = &at_key(*node, step.key, path);
        last_key = step.key;
    }
    *node = parsed_value(value);
}

}  // namespace apogee
