#include "statistics/selection.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <functional>
#include <utility>

namespace apogee {
namespace {

constexpr std::uint64_t cells_of_a_stretch = 4096;
constexpr std::uint64_t most_kept = 8192;
constexpr std::uint64_t sign = std::uint64_t{1} << 63;

}  // namespace

RankSelection::Key RankSelection::key(double number) {
    const auto bits = std::bit_cast<std::uint64_t>(number + 0.0);  // -0 becomes 0
    return (bits & sign) != 0 ? ~bits : bits | sign;
}

double RankSelection::number(Key key) {
    return std::bit_cast<double>((key & sign) != 0 ? key & ~sign : ~key);
}

RankSelection::RankSelection(double least, double greatest, std::uint64_t count,
                             std::vector<std::uint64_t> ranks)
    : wanted_(std::move(ranks)) {
    std::ranges::sort(wanted_);
    wanted_.erase(std::unique(wanted_.begin(), wanted_.end()), wanted_.end());
    assert(wanted_.empty() || wanted_.back() < count);
    look_into(key(least), key(greatest), 0, count);
}

void RankSelection::look_into(Key first, Key last, std::uint64_t before, std::uint64_t count) {
    const auto begin = std::ranges::lower_bound(wanted_, before);
    const auto end = std::ranges::lower_bound(wanted_, before + count);
    if (begin == end) return;
    if (first == last) {
        for (auto rank = begin; rank != end; ++rank) found_.emplace_back(*rank, number(first));
    } else if (count <= most_kept) {
        cells_.push_back({first, last, before, count, 0, true, {}, {}});
    } else {
        // A power of two, so that finding a cell takes a shift and no division.
        const auto bits = static_cast<int>(std::bit_width((last - first) / cells_of_a_stretch));
        cells_.push_back({first, last, before, count, bits, false, {}, {}});
        cells_.back().counts.resize(((last - first) >> bits) + 1);
    }
}

void RankSelection::add(double number) {
    const Key k = key(number);
    auto at = std::ranges::upper_bound(cells_, k, {}, &Cells::first);
    if (at == cells_.begin()) return;
    --at;
    if (k > at->last) return;
    if (at->keeps)
        at->kept.push_back(k);
    else
        ++at->counts[(k - at->first) >> at->width_bits];
}

void RankSelection::take(const RankSelection& other) {
    assert(other.cells_.size() == cells_.size());
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const Cells& from = other.cells_[i];
        cells_[i].kept.insert(cells_[i].kept.end(), from.kept.begin(), from.kept.end());
        std::ranges::transform(cells_[i].counts, from.counts, cells_[i].counts.begin(), std::plus{});
    }
}

void RankSelection::end_pass() {
    const std::vector<Cells> done = std::exchange(cells_, {});
    for (const Cells& stretch : done) {
        if (stretch.keeps) {
            std::vector<Key> kept = stretch.kept;
            assert(kept.size() == stretch.count);
            std::ranges::sort(kept);
            for (auto rank = std::ranges::lower_bound(wanted_, stretch.before);
                 rank != wanted_.end() && *rank < stretch.before + stretch.count; ++rank)
                found_.emplace_back(*rank, number(kept[*rank - stretch.before]));
            continue;
        }
        std::uint64_t before = stretch.before;
        for (std::size_t i = 0; i < stretch.counts.size(); ++i) {
            const Key first = stretch.first + (static_cast<Key>(i) << stretch.width_bits);
            const Key last = std::min(stretch.last, first + ((Key{1} << stretch.width_bits) - 1));
            look_into(first, last, before, stretch.counts[i]);
            before += stretch.counts[i];
        }
    }
}

double RankSelection::at(std::uint64_t rank) const {
    const auto found = std::ranges::find(found_, rank, &std::pair<std::uint64_t, double>::first);
    assert(found != found_.end());
    return found->second;
}

}  // namespace apogee
