// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/srvOrder.h"

#include <algorithm>
#include <cstdint>

namespace sidetone::net {
namespace {

/// Draws one of the records and takes it out. RFC 2782: a number from 0 to the sum of the
/// weights, both included, picks the first record whose running sum reaches it.
std::size_t draw(std::vector<std::size_t>& left, const std::vector<SrvRecord>& records,
                 std::uint64_t sum, core::Random& random) {
    const std::uint64_t wanted = random.below(sum + 1);
    std::uint64_t running = 0;
    auto picked = left.begin();
    for (; picked != left.end() - 1; ++picked) {
        running += records[*picked].weight;
        if (running >= wanted) break;
    }
    const std::size_t index = *picked;
    left.erase(picked);
    return index;
}

}  // namespace

std::vector<SrvRecord> orderByPreference(std::vector<SrvRecord> records, core::Random& random) {
    // Records of weight 0 come first among their equals: so they keep a small chance.
    std::stable_sort(records.begin(), records.end(), [](const SrvRecord& a, const SrvRecord& b) {
        if (a.priority != b.priority) return a.priority < b.priority;
        return a.weight == 0 && b.weight != 0;
    });
    std::vector<SrvRecord> ordered;
    ordered.reserve(records.size());
    for (std::size_t begin = 0; begin < records.size();) {
        std::vector<std::size_t> left;
        std::uint64_t sum = 0;
        std::size_t end = begin;
        for (; end < records.size() && records[end].priority == records[begin].priority; ++end) {
            left.push_back(end);
            sum += records[end].weight;
        }
        while (!left.empty()) {
            const std::size_t index = draw(left, records, sum, random);
            sum -= records[index].weight;
            ordered.push_back(std::move(records[index]));
        }
        begin = end;
    }
    return ordered;
}

}  // namespace sidetone::net
