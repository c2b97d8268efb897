#include <catch2/catch.hpp>
#include <pugixml.hpp>

#include "base/xml.h"

using namespace apogee;

namespace {

/// Read back by a parser that is not ours, spaces and all.
pugi::xml_document read_back(const XmlElement& element, XmlLayout layout) {
    pugi::xml_document document;
    const std::string text = std::string(xml_declaration) + element.text(layout);
    REQUIRE(document.load_string(text.c_str(), pugi::parse_full | pugi::parse_ws_pcdata_single));
    return document;
}

}  // namespace

TEST_CASE("Whatever a text or an attribute holds is read back as it was", "[xml]") {
    const std::string text =
        GENERATE(as<std::string>(), "plain", "</name><script>alert(1)</script>", "a & b &amp; c",
                 "\"quoted\" and 'so'", "화성-15 ミサイル — 10 °", " spaces ");
    const auto layout = GENERATE(XmlLayout::indented, XmlLayout::dense, XmlLayout::html);
    XmlElement root("root");
    root.add("child", text).set("value", text);
    const pugi::xml_document document = read_back(root, layout);
    const pugi::xml_node child = document.child("root").child("child");
    CHECK(child.text().get() == text);
    CHECK(child.attribute("value").as_string() == text);
}

TEST_CASE("What has no place in XML becomes the replacement character", "[xml]") {
    const std::string odd =
        GENERATE(as<std::string>(), "\x01", "\x1b", "\xEF\xBF\xBE", "\xEF\xBF\xBF", "\xff", "\xC3");
    XmlElement root("root");
    root.add_text("a" + odd + "b");
    CHECK(root.text(XmlLayout::dense) ==
          "<root>a\xEF\xBF\xBD"
          "b</root>");
}

TEST_CASE("Layouts differ between elements only", "[xml]") {
    XmlElement root("a");
    root.add("b").add_text("one ").add("c");
    root.add("d");
    CHECK(root.text(XmlLayout::dense) == "<a><b>one <c/></b><d/></a>");
    CHECK(root.text(XmlLayout::indented) == "<a>\n <b>one <c/></b>\n <d/>\n</a>");
    CHECK(root.text(XmlLayout::html) == "<a><b>one <c></c></b><d></d></a>");
}

TEST_CASE("A reference to an element holds when the tree is moved and grows", "[xml]") {
    XmlElement root("a");
    XmlElement& first = root.add("b");
    for (int i = 0; i < 100; ++i) root.add("c");
    const XmlElement moved = std::move(root);
    first.set("late", "yes");
    CHECK(moved.text(XmlLayout::dense).find("<b late=\"yes\"/>") == 3);
}
