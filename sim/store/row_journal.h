#pragma once

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace apogee {

/// Answers of a long table as they come in, a line of JSON each, in a file that a later call of the same
/// command reads: an interrupted run goes on. What is not a whole line of JSON, the end of a run that was
/// killed, counts for nothing.
class RowJournal {
  public:
    explicit RowJournal(std::string path);
    /// Whether an earlier run left it.
    [[nodiscard]] bool was_left() const { return was_left_; }

    [[nodiscard]] const std::string& path() const { return path_; }
    /// The answer to what `key` stands for, if an earlier run found it.
    [[nodiscard]] const nlohmann::ordered_json* find(const std::string& key) const;
    /// Adds an answer and hands it to the system. @return false where that failed: a later run will find it
    /// anew.
    bool add(const std::string& key, const nlohmann::ordered_json& answer);
    /// Removes the file: everything stands where it belongs.
    void remove();

  private:
    std::string path_;
    std::map<std::string, nlohmann::ordered_json> answers_;
    std::ofstream file_;  ///< opened with the first answer
    bool was_left_ = false;
    bool torn_ = false;  ///< the file ends within a line
};

}  // namespace apogee
