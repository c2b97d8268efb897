#include "sheet/html.h"

#include "base/input_error.h"
#include "figure/screen_fonts.h"
#include "sheet/style.h"

namespace apogee::html {

XmlElement& add(XmlElement& parent, const char* tag, std::string_view text, const char* style_class) {
    XmlElement& element = parent.add(tag);
    if (*style_class) element.set("class", style_class);
    if (!text.empty()) add_text(element, text);
    return element;
}

void add_text(XmlElement& element, std::string_view text) {
    element.add_text(printable(text));
}

void add_table(XmlElement& parent, std::string_view caption, const std::vector<std::string>& headings,
               const std::vector<std::vector<Cell>>& rows) {
    XmlElement& table = add(add(parent, "div", {}, "wide"), "table");
    add(table, "caption", caption);
    XmlElement& head = add(add(table, "thead"), "tr");
    for (std::size_t i = 0; i < headings.size(); ++i) {
        const bool number = !rows.empty() && i < rows.front().size() && rows.front()[i].number;
        add(head, "th", headings[i], number ? "number" : "").set("scope", "col");
    }
    XmlElement& body = add(table, "tbody");
    for (const std::vector<Cell>& row : rows) {
        XmlElement& line = add(body, "tr");
        for (std::size_t i = 0; i < row.size(); ++i) {
            XmlElement& cell = add(line, i == 0 ? "th" : "td", {}, row[i].number ? "number" : "");
            if (i == 0) cell.set("scope", "row");
            add_text(row[i].address.empty() ? cell : cell.add("a").set("href", row[i].address), row[i].text);
        }
    }
}

void add_figure(XmlElement& parent, XmlElement picture, std::string_view caption) {
    XmlElement& figure = add(parent, "figure");
    figure.add(std::move(picture));
    add(figure, "figcaption", caption);
}

std::string page(const std::string& title, const XmlElement& body) {
    XmlElement title_element("title");
    add_text(title_element, title);
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
           title_element.text(XmlLayout::html) + "\n<style>\n:root { font-family: " + screen_fonts + "; }" +
           style + "</style>\n</head>\n" + body.text(XmlLayout::html) + "\n</html>\n";
}

}  // namespace apogee::html
