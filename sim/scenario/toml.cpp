// The one source file that sees toml++. Its asserts abort on some malformed text that its error handling
// covers well without them, so they are off here whatever the build.
#ifndef NDEBUG
#define NDEBUG
#endif
#undef TOML_HEADER_ONLY
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 1
#define TOML_ENABLE_FORMATTERS 0
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "scenario/input_error.h"
#include "scenario/node.h"
#include "scenario/text_gate.h"

namespace apogee {

namespace {

using SharedName = std::shared_ptr<const std::string>;

Origin origin_of(const toml::source_region& region, const SharedName& file) {
    return {file, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

Node::DateTime converted(const toml::date_time& value) {
    using namespace std::chrono;
    if (!value.offset) return {};
    const auto day = sys_days(year(value.date.year) / month(value.date.month) / value.date.day);
    const auto local = day + hours(value.time.hour) + minutes(value.time.minute) + seconds(value.time.second);
    return {sys_seconds(local - minutes(value.offset->minutes))};
}

Node converted(const toml::node& from, const SharedName& file);

Node::Table converted(const toml::table& from, const SharedName& file) {
    Node::Table entries;
    entries.reserve(from.size());
    for (const auto& [key, node] : from)
        entries.push_back({std::string(key.str()), origin_of(key.source(), file), converted(node, file)});
    // toml++ sorts by key; people expect messages and lists in the order of the file.
    std::ranges::stable_sort(entries, {}, [](const Node::Entry& entry) {
        return std::tuple(entry.key_origin.line, entry.key_origin.column);
    });
    return entries;
}

Node converted(const toml::node& from, const SharedName& file) {
    Node node;
    node.origin = origin_of(from.source(), file);
    if (const auto* table = from.as_table()) {
        node.value = converted(*table, file);
    } else if (const auto* array = from.as_array()) {
        Node::Array elements;
        elements.reserve(array->size());
        for (const toml::node& element : *array) elements.push_back(converted(element, file));
        node.value = std::move(elements);
    } else if (const auto* text = from.as_string()) {
        node.value = text->get();
    } else if (const auto* integer = from.as_integer()) {
        node.value = Node::Number{static_cast<double>(integer->get()), true};
    } else if (const auto* number = from.as_floating_point()) {
        node.value = Node::Number{number->get(), false};
    } else if (const auto* flag = from.as_boolean()) {
        node.value = flag->get();
    } else if (const auto* date_time = from.as_date_time()) {
        node.value = converted(date_time->get());
    } else {
        node.value = Node::DateTime{};  // a date or a time of day alone
    }
    return node;
}

/// The bare or dotted key that a line assigns to; empty where it does not look like an assignment.
std::string_view key_on_line(std::string_view text, int line) {
    for (; line > 1; --line) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) return {};
        text.remove_prefix(end + 1);
    }
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(begin);
    const std::size_t end =
        text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");
    const std::size_t next = text.find_first_not_of(" \t", end);
    if (end == std::string_view::npos || next == std::string_view::npos || text[next] != '=') return {};
    return text.substr(0, end);
}

struct Explanation {
    std::string problem;
    std::string_view right;
};

/// toml++ names the production it was in, and often what it expected; its words for the rest need help.
Explanation explained(std::string_view description) {
    constexpr std::string_view prefix = "Error while parsing ";
    if (description.starts_with(prefix)) description.remove_prefix(prefix.size());
    const auto says = [&](std::string_view words) {
        return description.find(words) != std::string_view::npos;
    };
    std::string_view right = "TOML 1.0 is needed";
    if (says("cannot redefine existing"))
        right = "each key and each table may stand once";
    else if (says("could not be interpreted as a value"))
        right = "a number below 1.8e308 is needed";
    else if (says("not representable in 64 bits"))
        right = "a number of this size needs a decimal point";
    else if (says("end-of-file"))
        right = "a value, a quote or a bracket is missing before the end";
    else if (says("expected"))
        right = {};
    return {fmt::format("not valid TOML: {}", description), right};
}

}  // namespace

Node parse_toml(std::string_view text, const std::string& file) {
    check_toml_limits(text, file);
    const auto name = std::make_shared<const std::string>(file);
    try {
        const toml::table root = toml::parse(text);
        return {converted(root, name), {name, 1, 1}};
    } catch (const toml::parse_error& error) {
        const Origin origin = origin_of(error.source(), name);
        const Explanation explanation = explained(error.description());
        throw input_error(origin.place(), key_on_line(text, origin.line), explanation.problem,
                          explanation.right);
    }
}

}  // namespace apogee
