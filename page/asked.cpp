#include "asked.h"

#include <algorithm>

#include "base/input_error.h"

namespace apogee {
namespace {

constexpr double points_per_pixel = 0.75;  // CSS: 96 pixels an inch

Language language_in(const Json& asked) {
    const std::string code = text_in(asked, "language");
    const auto found = std::ranges::find(language_codes, code);
    return found == language_codes.end()
               ? Language::english
               : static_cast<Language>(std::distance(language_codes.begin(), found));
}

}  // namespace

std::string text_in(const Json& asked, const char* key) {
    return given_text(asked, key).value_or(std::string());
}

std::optional<std::string> given_text(const Json& asked, const char* key) {
    const auto found = asked.find(key);
    if (found == asked.end() || !found->is_string()) return std::nullopt;
    const auto& text = found->get_ref<const std::string&>();
    return text.empty() ? std::nullopt : std::optional(text);
}

std::vector<std::string> texts_in(const Json& asked, const char* key) {
    std::vector<std::string> texts;
    for (const Json& each : asked.value(key, Json::array()))
        if (each.is_string()) texts.push_back(each.get<std::string>());
    return texts;
}

Overrides changes_in(const Json& asked) {
    Overrides changes;
    const Json named = asked.value("changes", Json::object());  // items() only refers to it
    for (const auto& [key, value] : named.items())
        if (value.is_string()) changes.emplace_back(key, value.get<std::string>());
    return changes;
}

AskedLook::AskedLook(const Json& asked)
    : look_{asked.value("dark", false), find_length_unit(text_in(asked, "unit")).value_or(LengthUnit::km),
            language_in(asked), type_} {}

std::vector<AskedPicture> asked_pictures(const Json& asked) {
    std::vector<AskedPicture> pictures;
    for (const Json& each : asked.value("pictures", Json::array()))
        pictures.push_back({text_in(each, "name"), text_in(each, "kind"),
                            points_per_pixel * each.value("width", 640.0),
                            points_per_pixel * each.value("height", 420.0)});
    return pictures;
}

}  // namespace apogee
