#include "study/selection.h"

#include <algorithm>
#include <bit>
#include <cassert>
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
        cells_.push_back({first, last, before, count, 0, {}, {}});
        cells_.back().kept.reserve(count);
    } else {
        const Key width = (last - first) / cells_of_a_stretch + 1;
        cells_.push_back({first, last, before, count, width, {}, {}});
        cells_.back().counts.resize((last - first) / width + 1);
    }
}

void RankSelection::add(double number) {
    const Key k = key(number);
    auto at = std::ranges::upper_bound(cells_, k, {}, &Cells::first);
    if (at == cells_.begin()) return;
    --at;
    if (k > at->last) return;
    if (at->width == 0)
        at->kept.push_back(k);
    else
        ++at->counts[(k - at->first) / at->width];
}

void RankSelection::end_pass() {
    const std::vector<Cells> done = std::exchange(cells_, {});
    for (const Cells& stretch : done) {
        if (stretch.width == 0) {
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
            const Key first = stretch.first + i * stretch.width;
            const Key last = std::min(stretch.last, first + (stretch.width - 1));
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
