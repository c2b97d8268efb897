#pragma once

#include <catch2/catch.hpp>
#include <cmath>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "figure/pango_type_setter.h"

/// What a figure's SVG shows, read back.
namespace apogee::testing {

inline pugi::xml_document read_svg(const std::string& text) {
    pugi::xml_document svg;
    REQUIRE(svg.load_buffer(text.data(), text.size()));
    return svg;
}

inline std::string words_in(const pugi::xml_node& node, const char* path = ".//text") {
    std::string words;
    for (const auto& found : node.select_nodes(path)) words += std::string(found.node().text().get()) + '\n';
    return words;
}

/// The numbers of a path, x and y in turn, and of how many lines it is made.
struct SvgPath {
    std::vector<double> numbers;
    std::size_t lines = 0;

    explicit SvgPath(const pugi::xml_node& path) {
        const std::string data = path.attribute("d").value();
        std::string digits;
        const auto end_number = [&] {
            if (!digits.empty()) numbers.push_back(std::stod(digits));
            digits.clear();
        };
        for (const char c : data) {
            if ((c >= '0' && c <= '9') || c == '.' || c == '-') {
                digits += c;
                continue;
            }
            end_number();
            lines += c == 'M' ? 1 : 0;
        }
        end_number();
    }
    [[nodiscard]] double x(std::size_t i) const { return numbers.at(2 * i); }
    [[nodiscard]] double y(std::size_t i) const { return numbers.at(2 * i + 1); }
    [[nodiscard]] std::size_t points() const { return numbers.size() / 2; }
};

/// Where a text stands.
struct SvgText {
    std::string words;
    double left = 0, top = 0, right = 0, bottom = 0;
    bool bold = false;

    explicit SvgText(const pugi::xml_node& text) : words(text.text().get()) {
        static const PangoTypeSetter type("en");
        bold = !text.attribute("font-weight").empty();
        const Typeface face{text.attribute("font-size").as_double(), bold,
                            !text.attribute("font-style").empty()};
        const TypeSetter::Size size = type.size(words, face);
        const std::string anchor = text.attribute("text-anchor").value();
        left = text.attribute("x").as_double() - size.width * (anchor == "middle" ? 0.5
                                                               : anchor == "end"  ? 1
                                                                                  : 0);
        right = left + size.width;
        top = text.attribute("y").as_double() - size.ascent;
        bottom = top + size.height();
    }
    [[nodiscard]] bool overlaps(const SvgText& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

inline std::vector<SvgText> texts_at(const pugi::xml_node& node, const char* path) {
    std::vector<SvgText> texts;
    for (const auto& found : node.select_nodes(path)) texts.emplace_back(found.node());
    return texts;
}

}  // namespace apogee::testing
