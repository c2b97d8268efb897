#include "geo/place_name.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/small_letters.h"
#include "base/utf8.h"

namespace apogee {
namespace {

using Text = std::string_view;

/// Latin letters without their marks, by code point (Unicode's canonical decompositions, and the letters with
/// strokes); '?' where a letter stands for itself or for two.
struct LetterBlock {
    char32_t first;
    Text letters;
};
constexpr std::array letter_blocks{
    LetterBlock{0xc0,
                "aaaaaa?ceeeeiiiidnooooo?ouuuuy??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y"
                "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkkllllllllllnnnnnnnnnoooooo??"
                "rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"},
    LetterBlock{0x1a0, "oo"}, LetterBlock{0x1af, "uu"},
    LetterBlock{0x1e00,
                "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooo"
                "pppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy?s????"
                "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuu"
                "yyyyyyyy"}};

Text two_letters(char32_t letter) {
    switch (letter) {
        case U'Æ':
        case U'æ':
            return "ae";
        case U'Œ':
        case U'œ':
            return "oe";
        case U'Þ':
        case U'þ':
            return "th";
        case U'ß':
            return "ss";
        default:
            return {};
    }
}

/// What is between letters and not compared: apostrophes, points, marks that combine with the letter before.
bool is_left_out(char32_t c) {
    return c == '\'' || c == '.' || c == U'‘' || c == U'’' || c == U'ʻ' || c == U'ʼ' ||
           (c >= 0x300 && c < 0x370);
}

char without_marks(char32_t letter) {
    for (const LetterBlock& block : letter_blocks)
        if (letter >= block.first && letter - block.first < block.letters.size())
            return block.letters[letter - block.first];
    return '?';
}

constexpr std::array names_in_use{OtherName{"United States", "United States of America"},
                                  OtherName{"USA", "United States of America"},
                                  OtherName{"US", "United States of America"},
                                  OtherName{"Continental United States", "the 48 states"},
                                  OtherName{"Contiguous United States", "the 48 states"},
                                  OtherName{"Mainland United States", "the 48 states"},
                                  OtherName{"US mainland", "the 48 states"},
                                  OtherName{"CONUS", "the 48 states"},
                                  OtherName{"Lower 48", "the 48 states"},
                                  OtherName{"NYC", "New York City"},
                                  OtherName{"UK", "United Kingdom"},
                                  OtherName{"Great Britain", "United Kingdom"},
                                  OtherName{"Britain", "United Kingdom"},
                                  OtherName{"DPRK", "North Korea"},
                                  OtherName{"ROK", "South Korea"},
                                  OtherName{"Republic of Korea", "South Korea"},
                                  OtherName{"PRC", "China"},
                                  OtherName{"UAE", "United Arab Emirates"},
                                  OtherName{"America", "United States of America"},
                                  OtherName{"Republic of Congo", "Republic of the Congo"},
                                  OtherName{"Congo-Brazzaville", "Republic of the Congo"},
                                  OtherName{"Congo-Kinshasa", "Democratic Republic of the Congo"},
                                  OtherName{"DR Congo", "Democratic Republic of the Congo"},
                                  OtherName{"DRC", "Democratic Republic of the Congo"},
                                  OtherName{"Holland", "Netherlands"},
                                  OtherName{"Türkiye", "Turkey"},
                                  OtherName{"Czech Republic", "Czechia"},
                                  OtherName{"Macedonia", "North Macedonia"},
                                  OtherName{"Swaziland", "Eswatini"},
                                  OtherName{"Cape Verde", "Cabo Verde"},
                                  OtherName{"East Timor", "Timor-Leste"},
                                  OtherName{"Ivory Coast", "Côte d'Ivoire"},
                                  OtherName{"Burma", "Myanmar"},
                                  OtherName{"Falkland Islands", "Falkland Islands (Malvinas)"},
                                  OtherName{"Falklands", "Falkland Islands (Malvinas)"},
                                  OtherName{"Malvinas", "Falkland Islands (Malvinas)"},
                                  OtherName{"Galapagos Islands", "Galápagos"},
                                  OtherName{"New York", "New York City"},
                                  OtherName{"Washington", "Washington, D.C."},
                                  OtherName{"Washington DC", "Washington, D.C."},
                                  OtherName{"D.C.", "Washington, D.C."},
                                  OtherName{"Kiev", "Kyiv"},
                                  OtherName{"Kharkov", "Kharkiv"},
                                  OtherName{"Lvov", "Lviv"},
                                  OtherName{"Odesa", "Odessa"},
                                  OtherName{"Petersburg", "Saint Petersburg"},
                                  OtherName{"Leningrad", "Saint Petersburg"},
                                  OtherName{"Archangel", "Arkhangel’sk"},
                                  OtherName{"Astana", "Nur-Sultan"},
                                  OtherName{"Ulaanbaatar", "Ulan Bator"},
                                  OtherName{"Peking", "Beijing"},
                                  OtherName{"Canton", "Guangzhou"},
                                  OtherName{"Pusan", "Busan"},
                                  OtherName{"Inchon", "Incheon"},
                                  OtherName{"Bombay", "Mumbai"},
                                  OtherName{"Calcutta", "Kolkata"},
                                  OtherName{"Madras", "Chennai"},
                                  OtherName{"Bangalore", "Bengaluru"},
                                  OtherName{"Rangoon", "Yangon"},
                                  OtherName{"Saigon", "Ho Chi Minh City"},
                                  OtherName{"Esfahan", "Isfahan"},
                                  OtherName{"Jiddah", "Jeddah"},
                                  OtherName{"Cologne", "Köln"},
                                  OtherName{"München", "Munich"},
                                  OtherName{"Nuremberg", "Nürnberg"},
                                  OtherName{"Hanover", "Hannover"},
                                  OtherName{"Geneva", "Genève"},
                                  OtherName{"Seville", "Sevilla"},
                                  OtherName{"Gothenburg", "Göteborg"},
                                  OtherName{"Antwerp", "Antwerpen"},
                                  OtherName{"Bruges", "Brugge"}};

}  // namespace

std::string comparable_name(Text name) {
    std::string result;
    while (!name.empty()) {
        const Utf8 c = decode_utf8(name);
        const std::size_t bytes = std::max<std::size_t>(c.bytes, 1);  // of what is no UTF-8 byte by byte
        const char plain = without_marks(c.code_point);
        if (c.code_point == '-')
            result += ' ';
        else if (const Text two = two_letters(c.code_point); !two.empty())
            result += two;
        else if (plain != '?')
            result += plain;
        else if (!is_left_out(c.code_point))
            result += small_letters(name.substr(0, bytes));
        name.remove_prefix(bytes);
    }
    const auto both_blank = [](char a, char b) { return a == ' ' && b == ' '; };
    result.erase(std::ranges::unique(result, both_blank).begin(), result.end());
    constexpr Text article = "the ";
    if (result.size() > article.size() && result.starts_with(article)) result.erase(0, article.size());
    return result;
}

/// Parts of countries that reports name and the map has not, as `comparable_name` gives them. Not among them:
/// Alaska and Hawaii, which it has; Georgia, a country; New York and Washington, which are towns as well.
constexpr std::array unknown_parts{Text{"alabama"},
                                   Text{"arizona"},
                                   Text{"arkansas"},
                                   Text{"california"},
                                   Text{"colorado"},
                                   Text{"connecticut"},
                                   Text{"delaware"},
                                   Text{"florida"},
                                   Text{"idaho"},
                                   Text{"illinois"},
                                   Text{"indiana"},
                                   Text{"iowa"},
                                   Text{"kansas"},
                                   Text{"kentucky"},
                                   Text{"louisiana"},
                                   Text{"maine"},
                                   Text{"maryland"},
                                   Text{"massachusetts"},
                                   Text{"michigan"},
                                   Text{"minnesota"},
                                   Text{"mississippi"},
                                   Text{"missouri"},
                                   Text{"montana"},
                                   Text{"nebraska"},
                                   Text{"nevada"},
                                   Text{"new hampshire"},
                                   Text{"new jersey"},
                                   Text{"new mexico"},
                                   Text{"north carolina"},
                                   Text{"north dakota"},
                                   Text{"ohio"},
                                   Text{"oklahoma"},
                                   Text{"oregon"},
                                   Text{"pennsylvania"},
                                   Text{"rhode island"},
                                   Text{"south carolina"},
                                   Text{"south dakota"},
                                   Text{"tennessee"},
                                   Text{"texas"},
                                   Text{"utah"},
                                   Text{"vermont"},
                                   Text{"virginia"},
                                   Text{"west virginia"},
                                   Text{"wisconsin"},
                                   Text{"wyoming"},
                                   Text{"england"},
                                   Text{"scotland"},
                                   Text{"wales"},
                                   Text{"northern ireland"},
                                   Text{"siberia"},
                                   Text{"kamchatka"},
                                   Text{"sakhalin"},
                                   Text{"crimea"},
                                   Text{"hokkaido"},
                                   Text{"honshu"},
                                   Text{"kyushu"},
                                   Text{"shikoku"},
                                   Text{"bavaria"},
                                   Text{"tibet"},
                                   Text{"xinjiang"},
                                   Text{"kashmir"}};

Text why_no_one_place(Text name) {
    constexpr Text continent = "a continent; expected a country, a town, coordinates or a distance";
    constexpr std::array known{
        std::pair<Text, Text>{"korea",
                              "two countries are called so; expected \"North Korea\" or \"South Korea\""},
        std::pair<Text, Text>{"congo",
                              "two countries are called so; expected \"Republic of the Congo\" or "
                              "\"Democratic Republic of the Congo\""},
        std::pair<Text, Text>{"europe", continent},
        std::pair<Text, Text>{"asia", continent},
        std::pair<Text, Text>{"africa", continent},
        std::pair<Text, Text>{"north america", continent},
        std::pair<Text, Text>{"south america", continent},
        std::pair<Text, Text>{"oceania", continent}};
    const std::string wanted = comparable_name(name);
    if (std::ranges::find(unknown_parts, wanted) != unknown_parts.end())
        return "a part of a country, which the map does not have; expected a town by itself or with its "
               "country (\"San Diego, United States\"), or coordinates";
    const auto found = std::ranges::find(known, wanted, [](const auto& k) { return k.first; });
    return found == known.end() ? Text{} : found->second;
}

std::span<const OtherName> other_names() {
    return names_in_use;
}

Text name_of_map(Text used) {
    const std::string wanted = comparable_name(used);
    const auto other = std::ranges::find_if(
        names_in_use, [&](const OtherName& n) { return comparable_name(n.used) == wanted; });
    return other == names_in_use.end() ? used : other->of_map;
}

}  // namespace apogee
