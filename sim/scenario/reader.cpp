#include "scenario/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/input_error.h"

namespace apogee {

namespace {

constexpr std::size_t most_table_rows = 10000;

std::string bounds_text(Bounds bounds, std::string_view unit) {
    return fmt::format("expected {} to {}{}{}", number_text(bounds.least), number_text(bounds.most),
                       unit.empty() ? "" : " ", unit);
}

std::string article_free_kind(std::string_view unit) {
    return unit.empty() ? std::string("expected a number") : fmt::format("expected a number in {}", unit);
}

}  // namespace

TableReader::TableReader(Registry& registry, const Node* node, std::string path, const TableKeys& keys,
                         Origin where)
    : registry_(&registry), node_(node), path_(std::move(path)), keys_(&keys), origin_(std::move(where)) {
    if (!node_) return;
    origin_ = node_->origin;
    const Node::Table* entries = node_->table();
    if (!entries)
        throw input_error(origin_.place(), path_, fmt::format("found {}", node_->kind()),
                          fmt::format("expected a table, [{}]", path_));
    for (const Node::Entry& entry : *entries) {
        if (keys.find(entry.key)) continue;
        const KeyAdvice advice = advise_on_unknown_key(entry.key, keys);
        throw input_error(entry.key_origin.place(), path_of(entry.key), advice.problem, advice.right);
    }
    if (!keys.find("source") || !has("source")) return;
    source_ = text("source");
    source_file_ = find("source")->node.origin.file;
}

const Key& TableReader::row(std::string_view key) const {
    const Key* row = keys_->find(key);
    assert(row && "a key missing in its TableKeys");
    return *row;
}

const Node::Entry* TableReader::find(std::string_view key) const {
    return node_ ? node_->find(row(key).name) : nullptr;
}

std::string TableReader::path_of(std::string_view key) const {
    return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

void TableReader::fail(std::string_view key, std::string_view problem, std::string_view right) const {
    const Node::Entry* entry = find(key);
    throw input_error(entry ? entry->node.origin.place() : origin_.place(), path_of(key), problem, right);
}

void TableReader::fail_missing(std::string_view key, std::string_view right) const {
    throw input_error(origin_.place(), path_of(key), "missing", right);
}

void TableReader::inherit_source(const TableReader& parent) {
    if (!source_.empty()) return;
    source_ = parent.source_;
    source_file_ = parent.source_file_;
}

double TableReader::plain_number(const Node& node, std::string_view path, Bounds bounds) const {
    const std::string_view unit = unit_of(path.substr(0, path.find('[', path.rfind('.') + 1)));
    const auto* number = std::get_if<Node::Number>(&node.value);
    if (!number) {
        const std::string what = node.text() ? fmt::format("found the string {}", in_quotes(*node.text()))
                                             : fmt::format("found {}", node.kind());
        throw input_error(node.origin.place(), path, what, article_free_kind(unit));
    }
    if (!std::isfinite(number->value))
        throw input_error(node.origin.place(), path,
                          fmt::format("{} is not finite", number_text(number->value)),
                          bounds_text(bounds, unit));
    if (number->value < bounds.least || number->value > bounds.most)
        throw input_error(node.origin.place(), path,
                          fmt::format("{} is out of bounds", number_text(number->value)),
                          bounds_text(bounds, unit));
    if (bounds.whole && number->value != std::floor(number->value))
        throw input_error(node.origin.place(), path,
                          fmt::format("{} is not a whole number", number_text(number->value)),
                          fmt::format("expected a whole number from {} to {}", number_text(bounds.least),
                                      number_text(bounds.most)));
    return number->value;
}

Uncertainty TableReader::read_uncertainty(const Node& node, std::string_view path, double value,
                                          Bounds bounds) const {
    const Node::Entry *low = node.find("low"), *high = node.find("high"), *sd = node.find("sd");
    const auto place = node.origin.place();
    if (sd && (low || high))
        throw input_error(place, path, "both sd and low/high are given", "expected one of the two");
    if (sd) {
        constexpr double tiny = 1e-300;
        const double spread = plain_number(sd->node, fmt::format("{}.sd", path), {tiny, 1e300});
        return Normal{spread};
    }
    if (!low && !high) return {};
    if (!low || !high)
        throw input_error(place, path,
                          fmt::format("{} without {}", low ? "low" : "high", low ? "high" : "low"),
                          "give both, or sd");
    const Triangular range{plain_number(low->node, fmt::format("{}.low", path), bounds),
                           plain_number(high->node, fmt::format("{}.high", path), bounds)};
    if (!(range.low <= value && value <= range.high && range.low < range.high))
        throw input_error(place, path,
                          fmt::format("low {}, value {}, high {} do not ascend", number_text(range.low),
                                      number_text(value), number_text(range.high)),
                          "expected low <= value <= high and low < high");
    return range;
}

void TableReader::register_number(const Key& row, Parameter parameter) const {
    // What no case may vary, no flight depends on: a reported figure.
    if (row.set) registry_->identity.add(parameter.path, parameter.value);
    registry_->parameters.push_back(std::move(parameter));
}

double TableReader::read_number(const Node& node, const Key& row, Bounds bounds) const {
    Parameter parameter;
    parameter.path = path_of(row.name);
    parameter.unit = unit_of(row.name);
    parameter.least = bounds.least;
    parameter.most = bounds.most;
    parameter.whole = bounds.whole;
    if (source_file_ && node.origin.file && *source_file_ == *node.origin.file) parameter.source = source_;
    parameter.place = node.origin.place();
    if (node.table()) {
        const TableReader form(*registry_, &node, parameter.path, tables::number, node.origin);
        if (!form.has("value")) form.fail_missing("value", "expected { value = ..., low = ..., high = ... }");
        parameter.value = plain_number(form.find("value")->node, parameter.path, bounds);
        parameter.uncertainty = read_uncertainty(node, parameter.path, parameter.value, bounds);
        if (std::string own = form.text_or("source", ""); !own.empty()) parameter.source = std::move(own);
    } else {
        parameter.value = plain_number(node, parameter.path, bounds);
        if (node.origin.line == 0) parameter.source = parameter.place.file;
    }
    register_number(row, parameter);
    return parameter.value;
}

double TableReader::number(std::string_view key, Bounds bounds) const {
    const Node::Entry* entry = find(key);
    if (!entry) fail_missing(key, article_free_kind(unit_of(key)));
    return read_number(entry->node, row(key), bounds);
}

double TableReader::number(std::string_view key) const {
    return number(key, row(key).bounds);
}

std::optional<double> TableReader::optional_number(std::string_view key) const {
    return has(key) ? std::optional(number(key)) : std::nullopt;
}

double TableReader::number_or_default(std::string_view key) const {
    if (has(key)) return number(key);
    const Key& row = this->row(key);
    assert(row.fallback && "a number that has to be stated");
    Parameter parameter;
    parameter.path = path_of(key);
    parameter.unit = unit_of(key);
    parameter.value = *row.fallback;
    parameter.least = row.bounds.least;
    parameter.most = row.bounds.most;
    parameter.whole = row.bounds.whole;
    parameter.defaulted = true;
    register_number(row, parameter);
    note_default(key, number_text(parameter.value));
    return parameter.value;
}

std::vector<double> TableReader::numbers(std::string_view key) const {
    return numbers(key, row(key).bounds);
}

std::vector<double> TableReader::numbers(std::string_view key, Bounds bounds) const {
    const Node::Entry* entry = find(key);
    if (!entry) fail_missing(key, "expected an array of numbers");
    const Node::Array* array = entry->node.array();
    if (!array) fail(key, fmt::format("found {}", entry->node.kind()), "expected an array of numbers");
    if (array->size() > most_table_rows)
        fail(key, fmt::format("{} rows", array->size()), fmt::format("at most {} are read", most_table_rows));
    std::vector<double> values;
    values.reserve(array->size());
    for (const Node& element : *array)
        values.push_back(
            plain_number(element, fmt::format("{}[{}]", path_of(key), values.size() + 1), bounds));
    registry_->identity.add(path_of(key), values);
    return values;
}

std::string TableReader::text(std::string_view key) const {
    const Node::Entry* entry = find(key);
    if (!entry) fail_missing(key, "expected a string");
    const std::string* text = entry->node.text();
    if (!text) fail(key, fmt::format("found {}", entry->node.kind()), "expected a string in quotes");
    return *text;
}

std::string TableReader::text_or(std::string_view key, std::string_view fallback) const {
    return has(key) ? text(key) : std::string(fallback);
}

bool TableReader::flag_or(std::string_view key, bool fallback) const {
    const Node::Entry* entry = find(key);
    const bool* flag = entry ? std::get_if<bool>(&entry->node.value) : &fallback;
    if (!flag) fail(key, fmt::format("found {}", entry->node.kind()), "expected true or false");
    const std::string_view word = *flag ? "true" : "false";
    if (!entry) note_default(key, word);
    registry_->identity.add(path_of(key), word);
    return *flag;
}

std::string TableReader::choice_or(std::string_view key, std::string_view fallback,
                                   std::span<const std::string_view> words) const {
    if (!has(key)) {
        note_default(key, fmt::format("\"{}\"", fallback));
        registry_->identity.add(path_of(key), fallback);
        return std::string(fallback);
    }
    std::string word = text(key);
    registry_->identity.add(path_of(key), word);
    if (std::ranges::find(words, word) == words.end()) {
        fail(key, fmt::format("{} is unknown", in_quotes(word)),
             did_you_mean(word, words, fmt::format("expected \"{}\"", joined(words, "\", \"")), "\""));
    }
    return word;
}

std::string_view TableReader::one_of(std::initializer_list<std::string_view> keys) const {
    std::string_view given;
    for (const std::string_view key : keys) {
        if (!has(key)) continue;
        if (!given.empty()) fail(key, fmt::format("given beside {}", given), "expected one of the two");
        given = key;
    }
    return given;
}

void TableReader::note_default(std::string_view key, std::string_view what) const {
    registry_->defaulted.push_back(fmt::format("{} = {}", path_of(key), what));
}

void TableReader::comes_to(std::string_view key, double value, std::string_view given) const {
    if (!given.empty()) registry_->identity.forget(path_of(given));
    registry_->identity.add(path_of(key), value);
}

TableReader TableReader::table(std::string_view key, const TableKeys& keys) const {
    const Node::Entry* entry = find(key);
    return {*registry_, entry ? &entry->node : nullptr, path_of(key), keys, origin_};
}

std::vector<TableReader> TableReader::tables(std::string_view key, const TableKeys& keys) const {
    std::vector<TableReader> list;
    const Node::Entry* entry = find(key);
    if (!entry) return list;
    const Node::Array* array = entry->node.array();
    if (!array) fail(key, fmt::format("found {}", entry->node.kind()), fmt::format("expected [[{}]]", key));
    for (const Node& element : *array)
        list.emplace_back(*registry_, &element, fmt::format("{}[{}]", path_of(key), list.size() + 1), keys,
                          origin_);
    return list;
}

void require_ascending(const TableReader& table, std::string_view key, const std::vector<double>& column) {
    if (column.size() < 2)
        table.fail(key, fmt::format("{} row{}", column.size(), column.size() == 1 ? "" : "s"),
                   "expected at least two rows");
    for (std::size_t i = 1; i < column.size(); ++i)
        if (column[i] - column[i - 1] < least_row_spacing)
            throw input_error((*table.find(key)->node.array())[i].origin.place(),
                              fmt::format("{}[{}]", table.path_of(key), i + 1),
                              fmt::format("{} after {}", number_text(column[i]), number_text(column[i - 1])),
                              ascending_rows);
}

void require_same_length(const TableReader& table, std::string_view first_key,
                         const std::vector<double>& first, std::string_view second_key,
                         const std::vector<double>& second) {
    if (first.size() != second.size())
        table.fail(second_key, fmt::format("{} rows, but {} has {}", second.size(), first_key, first.size()),
                   "expected columns of the same length");
}

}  // namespace apogee
