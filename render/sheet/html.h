#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

/// Parts of a page, built as a tree: whatever a text holds, it stays text. Elements without content of their
/// own (br, img, hr) are not used, so that every element has an end tag.
namespace apogee::html {

using Node = pugi::xml_node;

/// A new last child. @param text  any; made printable. @param style_class  "" for none
Node add(Node parent, const char* tag, std::string_view text = {}, const char* style_class = "");

/// Text behind what stands in the node already.
void add_text(Node node, std::string_view text);

/// A cell of a table: words, or a number, which stands to the right.
struct Cell {
    std::string text;
    bool number = false;
};

/// A table with a caption and headings of columns; the first cell of each row is its heading.
Node add_table(Node parent, std::string_view caption, const std::vector<std::string>& headings,
               const std::vector<std::vector<Cell>>& rows);

/// A picture with its caption. @param svg  a whole SVG file, whose own ids are made unlike others' by `name`
void add_figure(Node parent, const std::string& svg, const std::string& name, std::string_view caption);

/// A whole page: no script, nothing fetched. @param body  <body> with its content
[[nodiscard]] std::string page(const std::string& title, const pugi::xml_document& body);

}  // namespace apogee::html
