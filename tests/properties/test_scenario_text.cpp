// Scenario texts drawn at random: what stands in a file, what is set from outside, what the gate lets
// through.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "base/input_error.h"
#include "properties/random_flight.h"
#include "scenario/node.h"
#include "scenario/text_gate.h"
#include "unit/example_scenario.h"

using namespace apogee;
using namespace apogee::testing;

namespace {

/// Where a number in the example stands: from its place to the end of its digits. Empty for an inline table.
std::pair<std::size_t, std::size_t> digits_of(const Parameter& parameter) {
    std::size_t begin = 0;
    for (int line = 1; line < parameter.place.line; ++line) begin = flight.find('\n', begin) + 1;
    begin += static_cast<std::size_t>(parameter.place.column) - 1;
    const std::size_t end = flight.find_first_not_of("-+.0123456789", begin);
    return {begin, end - begin};
}

/// The model, or the mistake without its place: a file names line and column, an override "--set".
std::string hash_or_mistake(const std::string& text, const Overrides& changes) {
    try {
        return parse_scenario(text, "s.toml", changes).hash;
    } catch (const InputError& error) {
        const std::string what = error.what();
        return what.substr(what.find(": ") + 2);
    }
}

int depth(const Node& node) {
    int deepest = 0;
    if (const auto* items = std::get_if<std::vector<Node>>(&node.value))
        for (const Node& item : *items) deepest = std::max(deepest, depth(item));
    if (const auto* entries = std::get_if<std::vector<Node::Entry>>(&node.value))
        for (const Node::Entry& entry : *entries) deepest = std::max(deepest, depth(entry.node));
    return deepest + 1;
}

}  // namespace

// A slider, a Monte Carlo case and "save as" all rest on this. Would catch an override that is read in other
// units, checked against other bounds or put into another table, and a place that is off by one.
TEST_CASE("a number set from outside is the same as that number in the file", "[property]") {
    const std::vector<Parameter> parameters = parsed(flight).parameters;
    CHECK(rc::check([&] {
        const Parameter& parameter =
            parameters[static_cast<std::size_t>(whole(0, static_cast<int>(parameters.size())))];
        RC_PRE(!parameter.defaulted);
        const auto [begin, size] = digits_of(parameter);
        RC_PRE(size > 0);
        // Some stay within the bounds, some do not: then both must be refused in the same words.
        const double factor = chance(80) ? number(0.9, 1.1) : number(-3, 3);
        const std::string value = fmt::format("{:.17g}", parameter.value * factor);
        std::string text = flight;
        text.replace(begin, size, value);
        RC_ASSERT(hash_or_mistake(text, {}) == hash_or_mistake(flight, {{parameter.path, value}}));
    }));
}

// Nested values of a known depth, among strings, comments and neighbours that only look like nesting. Would
// catch a gate that counts in strings, or forgets a level, or the tables that a dotted key opens.
TEST_CASE("the gate lets a text through exactly if it nests no deeper than allowed", "[property]") {
    CHECK(rc::check([] {
        std::string head = "key", tail;
        int levels = 0;  // open brackets, and the tables that the dotted keys before each of them open
        int dots = 0;    // of the last key, which count only once a bracket follows
        const auto assign = [&] {
            dots = chance(50) ? 0 : whole(0, 5);
            for (int i = 0; i < dots; ++i) head += " .k";
            head += " = ";
        };
        const auto open = [&](const char* opening, const char* closing) {
            head += opening;
            tail = closing + tail;
            levels += 1 + dots;
            dots = 0;
        };
        const auto harmless = [] {
            return *rc::gen::element<std::string>("\"[{.\\\"[\"", "'[[{{\\'", "[[1], [{ a.b = 2 }]]",
                                                  "{ z.y = [ \"]\" ] }", "1.5",
                                                  "\"\"\"\n[ \"\" [[ .\"\"\"\"");
        };
        assign();
        for (int wanted = whole(1, 45); wanted > 0; --wanted) {
            if (chance(50)) {
                open("[", "]");
                if (chance(30)) head += " # ]]] { ' \"\n";
                if (chance(30)) head += harmless() + ", ";
            } else {
                open("{ ", " }");
                if (chance(30)) head += "b.c = " + harmless() + ", ";
                head += "a";
                assign();
            }
        }
        const std::string text = head + "0" + tail + "\n";
        // What looks harmless nests up to four levels itself.
        RC_PRE(levels <= TextLimits::nesting - 5 || levels > TextLimits::nesting);
        bool let_through = true;
        try {
            check_toml_limits(text, "s.toml");
        } catch (const InputError&) {
            let_through = false;
        }
        RC_ASSERT(let_through == (levels <= TextLimits::nesting));
        // The tree is that deep, with the document around it and the number in it.
        if (let_through) RC_ASSERT(depth(parse_toml(text, "s.toml")) >= levels + dots + 2);
    }));
}
