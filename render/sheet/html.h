#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/xml.h"

/// Parts of a page, built as a tree: whatever a text holds, it stays text. Elements without content of their
/// own (br, img, hr) are not used, so that every element has an end tag.
namespace apogee::html {

/// A new last child. @param text  any; made printable. @param style_class  "" for none
XmlElement& add(XmlElement& parent, const char* tag, std::string_view text = {},
                const char* style_class = "");

/// Text behind what stands in the element already.
void add_text(XmlElement& element, std::string_view text);

/// A cell of a table: words, or a number, which stands to the right.
struct Cell {
    std::string text;
    bool number = false;
    std::string address{};  ///< where the text leads; empty: nowhere
};

/// A table with a caption and headings of columns; the first cell of each row is its heading.
void add_table(XmlElement& parent, std::string_view caption, const std::vector<std::string>& headings,
               const std::vector<std::vector<Cell>>& rows);

/// A picture with its caption.
void add_figure(XmlElement& parent, XmlElement picture, std::string_view caption);

/// A whole page: no script, nothing fetched. @param body  <body> with its content
[[nodiscard]] std::string page(const std::string& title, const XmlElement& body);

}  // namespace apogee::html
