#include "scene/key_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/keys.h"

namespace apogee {

std::string label_of(const std::string& path) {
    const std::size_t dot = path.rfind('.');
    const std::string table = dot == std::string::npos ? "" : path.substr(0, dot);
    std::string words(base_of(dot == std::string::npos ? path : path.substr(dot + 1)));
    if (words == "isp_vacuum") words = "Isp, vacuum";
    if (words == "isp_sea_level") words = "Isp, sea level";
    if (words == "thrust_vacuum") words = "thrust, vacuum";
    if (words == "thrust_sea_level") words = "thrust, sea level";
    std::replace(words.begin(), words.end(), '_', ' ');
    if (table.find('[') != std::string::npos) {
        words = fmt::format("{} {} {}", table.substr(0, table.find('[')),
                            table.substr(table.find('[') + 1, table.find(']') - table.find('[') - 1), words);
    } else if (table == "payload" || table == "shroud") {
        words = words == "mass" ? table : table + ' ' + words;
    }
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
        words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

std::string number_words(const std::string& path) {
    return label_of(path) + (path.starts_with("reported") ? ", reported" : "");
}

}  // namespace apogee
