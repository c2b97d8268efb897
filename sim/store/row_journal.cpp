#include "store/row_journal.h"

#include <filesystem>
#include <system_error>

namespace apogee {

RowJournal::RowJournal(std::string path) : path_(std::move(path)) {
    std::ifstream earlier(path_, std::ios::binary);
    was_left_ = earlier.is_open();
    std::string line;
    while (std::getline(earlier, line)) {
        torn_ = earlier.eof();
        const auto json = nlohmann::ordered_json::parse(line, nullptr, false);
        if (!json.is_object() || !json.contains("key") || !json["key"].is_string() ||
            !json.contains("answer"))
            continue;
        answers_[json["key"].get<std::string>()] = json["answer"];
    }
}

const nlohmann::ordered_json* RowJournal::find(const std::string& key) const {
    const auto found = answers_.find(key);
    return found == answers_.end() ? nullptr : &found->second;
}

bool RowJournal::add(const std::string& key, const nlohmann::ordered_json& answer) {
    if (!file_.is_open()) {
        file_.open(path_, std::ios::binary | std::ios::app);
        if (torn_) file_ << '\n';
    }
    using Json = nlohmann::ordered_json;
    answers_[key] = answer;
    file_ << Json{{"key", key}, {"answer", answer}}.dump(-1, ' ', true, Json::error_handler_t::replace)
          << '\n';
    file_.flush();
    if (file_.good()) return true;
    // Nothing is kept in a file that could not be written from the start.
    file_.close();
    std::error_code unknown;
    if (std::filesystem::file_size(path_, unknown) == 0 && !unknown) remove();
    return false;
}

void RowJournal::remove() {
    file_.close();
    std::error_code gone_already;
    std::filesystem::remove(path_, gone_already);
}

}  // namespace apogee
