#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace apogee {

enum class XmlLayout {
    indented,  ///< an element a line, those with text in one
    dense,     ///< nothing between elements: for texts whose spaces are their own
    html,      ///< dense, and every element has an end tag, as HTML wants it
};

/// An element of a file that is being written: attributes, and what it holds in order. Whatever a text or a
/// value holds, it stays text: what has a meaning in XML is escaped, what has no place there (control
/// characters, U+FFFE, U+FFFF) becomes U+FFFD. Names are taken as they are.
class XmlElement {
  public:
    explicit XmlElement(std::string name) : name_(std::move(name)) {}

    /// A new last child. The reference holds as long as this element or what it is moved to does.
    XmlElement& add(std::string name);
    /// The same with a text in it.
    XmlElement& add(std::string name, std::string_view text);
    /// An element made elsewhere as the last child.
    XmlElement& add(XmlElement element);
    /// Text behind what stands in the element already. @return itself
    XmlElement& add_text(std::string_view text);
    /// A new attribute. @return itself
    XmlElement& set(std::string name, std::string_view value);

    [[nodiscard]] std::string text(XmlLayout layout) const;

  private:
    struct Content {
        std::string text;                     ///< escaped
        std::unique_ptr<XmlElement> element;  ///< null: the text
    };
    void write(std::string& out, XmlLayout layout, std::size_t depth) const;

    std::string name_;
    std::vector<std::pair<std::string, std::string>> attributes_;  ///< values escaped
    std::vector<Content> content_;
};

/// The first line of an XML file.
inline constexpr std::string_view xml_declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

}  // namespace apogee
