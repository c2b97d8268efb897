// Runs the fuzzing target without a fuzzer: over every file of the folders given, and over a fixed number of
// mutations of them from a fixed seed, so that everybody tries the same.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void run(const std::string& input) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

/// One to four changes of the kinds a fuzzer makes; plain arithmetic on the generator, which is the same
/// everywhere, unlike the standard distributions.
std::string mutated(std::string text, const std::vector<std::string>& corpus, std::mt19937& random) {
    constexpr std::string_view pieces[] = {"0",    "-1",          "1e308", "1e-308", "nan", "inf", "[",
                                           "]]",   "{",           "\"",    "'",      "=",   "\n",  "#",
                                           "\\u0", ".",           ",",     "90",     "1",   "-",   "\xff",
                                           "true", "[[stage]]\n", "1e5",   "1e-9",   "360"};
    const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
        const std::size_t at = below(text.size() + 1),
                          length = below(std::min<std::size_t>(40, text.size()) + 1);
        const std::string& other = corpus[below(corpus.size())];
        switch (below(5)) {
            case 0:
                text.erase(at, length);
                break;
            case 1:
                text.insert(at, pieces[below(std::size(pieces))]);
                break;
            case 2:
                if (at < text.size()) text[at] = static_cast<char>(below(256));
                break;
            case 3: {  // another number where one stands
                const std::size_t digit = text.find_first_of("0123456789", at);
                if (digit == std::string::npos) break;
                const std::size_t end = text.find_first_not_of("+-.e0123456789", digit);
                text.replace(digit, std::min(end, text.size()) - digit, pieces[below(std::size(pieces))]);
                break;
            }
            default:
                text.insert(at, other.substr(below(other.size()), 20 * length));
        }
    }
    return text;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 3) {
        std::fprintf(stderr, "usage: %s MUTATIONS FOLDER...\n", arguments[0]);
        return 2;
    }
    std::vector<std::filesystem::path> files;
    for (int i = 2; i < count; ++i)
        for (const auto& entry : std::filesystem::directory_iterator(arguments[i]))
            if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> corpus;
    for (const auto& file : files) {
        std::ifstream in(file, std::ios::binary);
        corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
        std::fprintf(stderr, "%s\n", file.c_str());  // the last one named is the one that failed
        run(corpus.back());
    }
    if (corpus.empty()) return 1;
    std::mt19937 random(20171129);
    const long mutations = std::strtol(arguments[1], nullptr, 10);
    for (long i = 0; i < mutations; ++i) {
        const std::string input = mutated(corpus[random() % corpus.size()], corpus, random);
        // Written before it runs, so that a crash leaves its input behind.
        if (std::getenv("APOGEE_FUZZ_KEEP")) std::ofstream("fuzz-last-input", std::ios::binary) << input;
        run(input);
    }
    std::printf("%zu files and %ld mutations: nothing broke\n", corpus.size(), mutations);
    return 0;
}
