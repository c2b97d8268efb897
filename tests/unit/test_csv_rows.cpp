#include <catch2/catch.hpp>
#include <random>

#include "base/csv_rows.h"
#include "base/input_error.h"

namespace apogee::testing {
namespace {

std::vector<std::vector<std::string>> texts(const std::string& csv) {
    std::vector<std::vector<std::string>> rows;
    for (const CsvRow& row : read_csv(csv, "t.csv")) {
        rows.emplace_back();
        for (const CsvField& field : row) rows.back().push_back(field.text);
    }
    return rows;
}

using Rows = std::vector<std::vector<std::string>>;

}  // namespace

TEST_CASE("CSV: quotes, line breaks in them, comments, carriage returns and blanks", "[csv]") {
    CHECK(texts("a,b\n1,2") == Rows{{"a", "b"}, {"1", "2"}});
    CHECK(texts("\xef\xbb\xbf# first\r\n\r\n a , b \r\n1,\r\n  # not a row\n,2\r\n") ==
          Rows{{"a", "b"}, {"1", ""}, {"", "2"}});
    CHECK(texts("a,b\n\"40.6, 126\" ,\"say \"\"hm\"\"\"\n") == Rows{{"a", "b"}, {"40.6, 126", "say \"hm\""}});
    CHECK(texts("a\n\"two\nlines\"\nx\n") == Rows{{"a"}, {"two\nlines"}, {"x"}});
    CHECK(texts("a,b\n\"\",\"#\"\n") == Rows{{"a", "b"}, {"", "#"}});
}

TEST_CASE("CSV: a field knows where it stands, behind line breaks and wide characters, too", "[csv]") {
    const auto rows = read_csv("# c\na,b\n\"x\ny\", é\n  \"é\",z\n", "t.csv");
    REQUIRE(rows.size() == 3);
    const auto place = [&](std::size_t row, std::size_t field) {
        return std::pair(rows[row][field].line, rows[row][field].column);
    };
    CHECK(place(0, 1) == std::pair(2, 3));
    CHECK(place(1, 0) == std::pair(3, 1));
    CHECK(place(1, 1) == std::pair(4, 5));
    CHECK(place(2, 0) == std::pair(5, 3));
    CHECK(place(2, 1) == std::pair(5, 7));
}

TEST_CASE("CSV: what is no table is refused where it is wrong", "[csv]") {
    const auto refused = [](const std::string& csv, const char* message) {
        INFO(csv);
        CHECK_THROWS_WITH(read_csv(csv, "t.csv"), message);
    };
    refused("", "t.csv:1:1: no header; the first line must name the columns");
    refused("a,b\n1\n", "t.csv:2:1: 1 value; the header has 2 columns");
    refused("a\n1\n1,2,3\n", "t.csv:3:5: 3 values; the header has 1 column");
    refused("a,b\n1, \"x\n\ny\n", "t.csv:2:4: a quote that is not closed; expected \" at the field's end");
    refused("a\n\"x\" y\n",
            "t.csv:2:1: \" y\" behind the closing quote; expected a comma; a quote within quotes is written "
            "twice");
}

TEST_CASE("CSV: what is written with quotes is read back, whatever it holds", "[csv]") {
    std::mt19937 random(1);
    constexpr std::string_view pieces[]{"\"", ",", "\n", "\r\n", "#", " ", "\t", "a", "é", "'"};
    Rows expected{{"head", "er"}};
    std::string csv = "head,er\n";
    for (int row = 0; row < 500; ++row) {
        expected.emplace_back();
        for (int field = 0; field < 2; ++field) {
            std::string text, quoted = "\"";
            for (auto left = random() % 8; left > 0; --left) text += pieces[random() % std::size(pieces)];
            for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
            expected.back().push_back(text);
            csv += (field > 0 ? "," : "") + quoted + '"';
        }
        csv += '\n';
    }
    CHECK(texts(csv) == expected);
}

TEST_CASE("CSV: a number is the whole field, finite, in digits", "[csv]") {
    const auto number = [](const char* text) { return csv_number({text, 1, 1}); };
    CHECK(number("+3") == 3.0);
    CHECK(number("-1.5e2") == -150.0);
    for (const char* bad : {"", "nan", "inf", "1e999", "0x1p3", "3 4", "--1", "++1", "+-1", "1,5"}) {
        INFO(bad);
        CHECK_FALSE(number(bad));
    }
}

}  // namespace apogee::testing
