#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/identity.h"
#include "scenario/keys.h"
#include "scenario/node.h"
#include "scenario/scenario.h"

namespace apogee {

/// What readers collect on their way: every number, every choice that no file states, and all that a flight
/// depends on.
struct Registry {
    std::vector<Parameter> parameters;
    std::vector<std::string> defaulted;
    Identity identity;
};

/// Typed access to one table. Its constructor refuses unknown keys, so that a misspelt key is reported as
/// such and not as a missing one. Every number read enters the registry.
class TableReader {
  public:
    /// @param node   null: the table is absent; every optional key takes its default.
    /// @param path   "launch", "stage[1]"; empty for the top level.
    /// @param where  where a missing key is reported when `node` is null.
    /// @throws InputError if the node is no table or holds a key that `keys` does not list.
    TableReader(Registry& registry, const Node* node, std::string path, const TableKeys& keys, Origin where);

    [[nodiscard]] bool present() const { return node_ != nullptr; }
    [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
    [[nodiscard]] const Node::Entry* find(std::string_view key) const;

    /// Within the bounds of its row.
    /// @throws InputError where the key is missing, of the wrong type, not finite or out of bounds.
    double number(std::string_view key) const;
    std::optional<double> optional_number(std::string_view key) const;
    double number_or_default(std::string_view key) const;
    std::vector<double> numbers(std::string_view key) const;
    /// Of a key that stands for another one's number, whose bounds hold: a study's.
    double number(std::string_view key, Bounds bounds) const;
    std::vector<double> numbers(std::string_view key, Bounds bounds) const;
    std::string text(std::string_view key) const;
    std::string text_or(std::string_view key,
                        std::string_view fallback) const;  ///< not recorded as a default
    bool flag_or(std::string_view key, bool fallback) const;
    /// One of a few words. The first one is the default, recorded as such.
    std::string choice_or(std::string_view key, std::string_view fallback,
                          std::span<const std::string_view> words) const;

    /// Which one of several keys is given; empty for none. @throws InputError if more than one is.
    std::string_view one_of(std::initializer_list<std::string_view> keys) const;
    void note_default(std::string_view key, std::string_view what) const;
    /// What a key comes to where it was not given, or `given` said it in another way: enters the identity in
    /// place of that. Two ways of saying one flight have one hash.
    void comes_to(std::string_view key, double value, std::string_view given = {}) const;

    [[nodiscard]] TableReader table(std::string_view key, const TableKeys& keys) const;
    [[nodiscard]] std::vector<TableReader> tables(std::string_view key, const TableKeys& keys) const;

    /// Throws at the value of a key; at the table where the key is absent.
    [[noreturn]] void fail(std::string_view key, std::string_view problem, std::string_view right = {}) const;
    [[noreturn]] void fail_missing(std::string_view key, std::string_view right) const;

    [[nodiscard]] std::string path_of(std::string_view key) const;
    [[nodiscard]] const Origin& origin() const { return origin_; }
    [[nodiscard]] Registry& registry() const { return *registry_; }

    /// Takes the parent's `source` where this table states none. A table's source stands for those of its
    /// numbers that name none themselves and come from the file that states it: a payload mass that a
    /// scenario changes does not inherit the source of the vehicle file.
    void inherit_source(const TableReader& parent);

  private:
    [[nodiscard]] const Key& row(std::string_view key) const;
    double read_number(const Node& node, const Key& row, Bounds bounds) const;
    void register_number(const Key& row, Parameter parameter) const;
    double plain_number(const Node& node, std::string_view path, Bounds bounds) const;
    Uncertainty read_uncertainty(const Node& node, std::string_view path, double value, Bounds bounds) const;

    Registry* registry_;
    const Node* node_;
    std::string path_;
    const TableKeys* keys_;
    Origin origin_;
    std::string source_;
    std::shared_ptr<const std::string> source_file_;
};

/// The least distance of neighbouring rows: closer ones are a jump, whose slope may not be finite.
inline constexpr double least_row_spacing = 1e-6;
inline constexpr const char* ascending_rows = "expected ascending rows, at least 1e-6 apart";

/// @throws InputError unless the column ascends by that at least and has at least two rows.
void require_ascending(const TableReader& table, std::string_view key, const std::vector<double>& column);
/// @throws InputError unless both columns have one length.
void require_same_length(const TableReader& table, std::string_view first_key,
                         const std::vector<double>& first, std::string_view second_key,
                         const std::vector<double>& second);

}  // namespace apogee
