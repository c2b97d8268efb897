#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <regex>

#include "cli/command.h"

using apogee::testing::Workspace;

namespace {

/// A fenced block of a page: its language and its text.
struct Block {
    std::string language, text;
};

std::vector<Block> blocks_of(const std::string& page) {
    std::ifstream file(APOGEE_DOCS_DIR "/" + page, std::ios::binary);
    REQUIRE(file);
    std::vector<Block> blocks;
    bool inside = false;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("```")) {
            inside = !inside;
            if (inside) blocks.push_back({line.substr(3), ""});
        } else if (inside) {
            blocks.back().text += line + '\n';
        }
    }
    return blocks;
}

/// What lines print that are typed into a shell in a folder, errors included. The shell finds the programs.
std::string typed(const std::string& lines, const Workspace& folder) {
    const Workspace beside;  // so that `ls` shows nothing else
    beside.write("lines", "export LC_ALL=C PATH=\"$(dirname '" APOGEE_COMMAND "'):$PATH\"\n" + lines);
    const std::string from = beside.path("lines").string(), to = beside.path("printed").string();
    const std::string line =
        "cd '" + folder.path("").string() + "' && sh '" + from + "' </dev/null >'" + to + "' 2>&1";
    static_cast<void>(std::system(line.c_str()));  // its status: what was printed is compared
    return beside.read("printed");
}

/// Whether a page shows an output: all of it, but for what "..." stands for.
bool shows(const std::string& shown, const std::string& output) {
    const std::string gap = "...";
    std::size_t from = 0, at = 0;
    for (bool first = true;; first = false) {
        const std::size_t end = shown.find(gap, from);
        const std::string piece = shown.substr(from, end - from);
        if (end == std::string::npos)  // the last piece ends the output
            return output.size() >= at + piece.size() && output.ends_with(piece) &&
                   (!first || output == piece);
        const std::size_t found = output.find(piece, at);
        if (found == std::string::npos || (first && found != 0)) return false;
        at = found + piece.size();
        from = end + gap.size();
        if (shown.substr(from) == "\n") return true;
    }
}

const std::filesystem::path root = APOGEE_DOCS_DIR "/..";

std::vector<std::filesystem::path> pages() {
    std::vector<std::filesystem::path> files{root / "README.md", root / "CONTRIBUTING.md"};
    for (const auto& entry : std::filesystem::directory_iterator(APOGEE_DOCS_DIR))
        if (entry.path().extension() == ".md") files.push_back(entry.path());
    return files;
}

std::string text_of(const std::filesystem::path& page) {
    std::ifstream file(page, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The anchors that GitHub makes of a page's headings.
std::vector<std::string> anchors_of(const std::string& page) {
    std::vector<std::string> anchors;
    const std::regex heading("\n#+ ([^\n]*)");
    for (std::sregex_iterator at(page.begin(), page.end(), heading), end; at != end; ++at) {
        std::string anchor;
        for (const char c : (*at)[1].str()) {
            const auto byte = static_cast<unsigned char>(c);
            if (std::isalnum(byte) || byte >= 0x80 || c == '-' || c == '_')
                anchor += static_cast<char>(std::tolower(byte));
            else if (c == ' ')
                anchor += '-';
        }
        anchors.push_back(anchor);
    }
    return anchors;
}

/// Runs a page from top to bottom in an empty folder: a block `toml` is a file, whose first line is its name
/// as a comment; a block `sh` is typed; each block `text` is part of what the last one printed.
void run_page(const std::string& page) {
    const Workspace folder;
    std::string output;
    bool shown = true;
    for (const Block& block : blocks_of(page)) {
        INFO(block.text);
        if (block.language == "toml") {
            folder.write(block.text.substr(2, block.text.find('\n') - 2), block.text);
        } else if (block.language == "sh") {
            INFO("printed what the page does not show:\n" << output);
            CHECK((shown || output.empty()));
            output = typed(block.text, folder);
            shown = false;
        } else {
            REQUIRE(block.language == "text");
            INFO("printed:\n" << output);
            CHECK(shows(block.text, output));
            shown = true;
        }
    }
    CHECK(shown);
}

}  // namespace

TEST_CASE("what a page leaves out is only what ... stands for", "[cli]") {
    CHECK(shows("a\nb\n", "a\nb\n"));
    CHECK(shows("...\nb\n...\n", "a\nb\nc\n"));
    CHECK(shows("a\n...\n", "a\nb\nc\n"));
    CHECK(shows("...\nc\n", "a\nb\nc\n"));
    CHECK_FALSE(shows("b\n", "a\nb\n"));
    CHECK_FALSE(shows("a\n", "a\nb\n"));
    CHECK_FALSE(shows("...\nb\n", "a\nb\nc\n"));
    CHECK_FALSE(shows("b\n...\n", "a\nb\nc\n"));
    CHECK_FALSE(shows("a\n...\nc\n", "c\na\n"));
    CHECK_FALSE(shows("...\nx\n...\n", "a\nb\nc\n"));
}

#ifdef APOGEE_FIGURE_TEST_DATA  // it draws figures
TEST_CASE("the tutorial's commands print what stands below them", "[cli]") {
    run_page("tutorial.md");
}
#endif

TEST_CASE("links between pages, to their headings and to pictures hold", "[cli]") {
    const std::regex link("\\]\\(([^)#:]*)(#[^)]*)?\\)|src=\"([^\":]*)\"");
    int count = 0;
    for (const std::filesystem::path& page : pages()) {
        const std::string text = text_of(page);
        for (std::sregex_iterator at(text.begin(), text.end(), link), end; at != end; ++at, ++count) {
            INFO(page.filename() << ": " << (*at)[0]);
            const std::string file = (*at)[1].str() + (*at)[3].str(), anchor = (*at)[2];
            const std::filesystem::path target = file.empty() ? page : page.parent_path() / file;
            CHECK(std::filesystem::exists(target));
            if (anchor.empty()) continue;
            const std::vector<std::string> anchors = anchors_of(text_of(target));
            CHECK(std::find(anchors.begin(), anchors.end(), anchor.substr(1)) != anchors.end());
        }
    }
    CHECK(count > 50);
}

TEST_CASE("every page stands in the contents of the site and in the README", "[cli]") {
    const std::string contents = text_of(root / "docs/mkdocs.yml"), readme = text_of(root / "README.md");
    for (const std::filesystem::path& page : pages()) {
        const std::string name = std::filesystem::relative(page, root).string();
        INFO(name);
        CHECK(contents.find(": " + name + "\n") != std::string::npos);
        CHECK((name == "README.md" || readme.find("](" + name + ")") != std::string::npos));
    }
}

TEST_CASE("what is to be quoted is what the commands print", "[cli]") {
    run_page("quoting.md");
}
