#include "sheet/html.h"

#include <cassert>
#include <sstream>

#include "base/input_error.h"
#include "sheet/style.h"

namespace apogee::html {
namespace {

/// "visible-1" and what points at it, in one file and another.
void rename_ids(Node node, const std::string& name) {
    for (pugi::xml_attribute attribute : node.attributes()) {
        std::string value = attribute.value();
        if (std::string_view(attribute.name()) == "id")
            value = name + '-' + value;
        else if (const std::size_t at = value.find("url(#"); at != value.npos)
            value.insert(at + 5, name + '-');
        else
            continue;
        attribute.set_value(value.c_str());
    }
    for (const Node child : node.children()) rename_ids(child, name);
}

std::string text_of(const pugi::xml_document& document) {
    std::ostringstream out;
    // An empty element that closes itself is none in HTML.
    document.save(out, "",
                  pugi::format_raw | pugi::format_no_declaration | pugi::format_no_empty_element_tags,
                  pugi::encoding_utf8);
    return out.str();
}

}  // namespace

Node add(Node parent, const char* tag, std::string_view text, const char* style_class) {
    Node node = parent.append_child(tag);
    if (*style_class) node.append_attribute("class") = style_class;
    if (!text.empty()) add_text(node, text);
    return node;
}

void add_text(Node node, std::string_view text) {
    node.append_child(pugi::node_pcdata).set_value(printable(text).c_str());
}

Node add_table(Node parent, std::string_view caption, const std::vector<std::string>& headings,
               const std::vector<std::vector<Cell>>& rows) {
    Node table = add(add(parent, "div", {}, "wide"), "table");
    add(table, "caption", caption);
    Node head = add(add(table, "thead"), "tr");
    for (std::size_t i = 0; i < headings.size(); ++i) {
        const bool number = !rows.empty() && i < rows.front().size() && rows.front()[i].number;
        add(head, "th", headings[i], number ? "number" : "").append_attribute("scope") = "col";
    }
    Node body = add(table, "tbody");
    for (const std::vector<Cell>& row : rows) {
        Node line = add(body, "tr");
        for (std::size_t i = 0; i < row.size(); ++i) {
            Node cell = add(line, i == 0 ? "th" : "td", row[i].text, row[i].number ? "number" : "");
            if (i == 0) cell.append_attribute("scope") = "row";
        }
    }
    return table;
}

void add_figure(Node parent, const std::string& svg, const std::string& name, std::string_view caption) {
    pugi::xml_document picture;
    [[maybe_unused]] const bool whole = picture.load_string(svg.c_str());
    assert(whole && "our own SVG");
    Node root = picture.document_element();
    for (const char* attribute : {"width", "height"})
        root.remove_attribute(attribute);  // the page says how wide
    rename_ids(root, name);
    Node figure = add(parent, "figure");
    figure.append_copy(root);
    add(figure, "figcaption", caption);
}

std::string page(const std::string& title, const pugi::xml_document& body) {
    pugi::xml_document head;
    add(head, "title", title);
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
           text_of(head) + "\n<style>\n" + style + "</style>\n</head>\n" + text_of(body) + "\n</html>\n";
}

}  // namespace apogee::html
