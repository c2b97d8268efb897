#include <catch2/catch.hpp>
#include <filesystem>

#include "base/file_name.h"

namespace apogee {

// The core takes names apart as text, for a page in a browser has no std::filesystem: the parts are the same.
TEST_CASE("parts of a file's name are those of std::filesystem", "[unit]") {
    for (const char* const name : {"",
                                   "a",
                                   "a.toml",
                                   "a/b.toml",
                                   "a//b.c.toml",
                                   "/a",
                                   "/",
                                   "/a/b",
                                   "a/",
                                   "a/b/",
                                   ".toml",
                                   "a/.toml",
                                   ".",
                                   "..",
                                   "../a.toml",
                                   "./a",
                                   "a.",
                                   "a/..",
                                   "..a",
                                   "...",
                                   "a b/c d.x",
                                   "\xc3\xa9/\xc3\xa9.toml"}) {
        INFO(name);
        const std::filesystem::path path(name);
        CHECK(folder_of(name) == path.parent_path().string());
        CHECK(last_part(name) == path.filename().string());
        CHECK(stem_of(name) == path.stem().string());
        for (const char* const folder : {"", "x", "x/", "/x", "/"})
            CHECK(in_folder(folder, name) == (std::filesystem::path(folder) / name).string());
    }
}

}  // namespace apogee
