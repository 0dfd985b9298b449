// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/codecs/g7221/Categorization.h"

#include <algorithm>

namespace sidetone::media::g7221 {
namespace {

/// The recommendation's loops count levels from here; where they saturate depends on it.
constexpr int levelShift = 7;

int bitsOf(int category) {
    return expectedBits[static_cast<std::size_t>(category)];
}

int sumOf(const Categories& chosen) {
    int sum = 0;
    for (const int category : chosen) sum += bitsOf(category);
    return sum;
}

Categories forOffset(int offset, const Levels& shifted) {
    Categories chosen{};
    for (std::size_t r = 0; r < regions; ++r) {
        chosen[r] = std::clamp((offset - shifted[r]) >> 1, 0, noiseCategory);
    }
    return chosen;
}

/// The largest offset, from a binary search, with which about all bits are used.
int findOffset(const Levels& shifted, int bits) {
    int offset = -32;
    for (int step = 32; step > 0; step /= 2) {
        if (sumOf(forOffset(offset + step, shifted)) >= bits - 32) offset += step;
    }
    return offset;
}

/// The region that gains most by a finer category: the first of the smallest.
std::size_t toRefine(const Categories& chosen, int offset, const Levels& shifted) {
    std::size_t found = 0;
    int least = 1000;
    for (std::size_t r = 0; r < regions; ++r) {
        const int rank = offset - shifted[r] - 2 * chosen[r];
        if (chosen[r] == 0 || rank >= least) continue;
        least = rank;
        found = r;
    }
    return found;
}

/// The region that loses least by a coarser one: the last of the largest.
std::size_t toCoarsen(const Categories& chosen, int offset, const Levels& shifted) {
    std::size_t found = 0;
    int most = -1000;
    for (std::size_t r = regions; r-- > 0;) {
        const int rank = offset - shifted[r] - 2 * chosen[r];
        if (chosen[r] == noiseCategory || rank <= most) continue;
        most = rank;
        found = r;
    }
    return found;
}

}  // namespace

Categorization::Categorization(const Levels& levels, int bits) {
    if (bits > 320) bits = 320 + ((bits - 320) * 5 >> 3);
    Levels shifted = levels;
    for (int& level : shifted) level -= levelShift;
    const int offset = findOffset(shifted, bits);
    finest_ = forOffset(offset, shifted);
    Categories coarsest = finest_;
    int most = sumOf(finest_);
    int least = most;
    std::array<std::size_t, 2 * controls> steps{};
    std::size_t up = controls;
    std::size_t down = controls;
    for (int i = 0; i < controls - 1; ++i) {
        if (most + least <= 2 * bits) {
            const auto r = toRefine(finest_, offset, shifted);
            steps[--up] = r;
            most -= bitsOf(finest_[r]);
            most += bitsOf(--finest_[r]);
        } else {
            const auto r = toCoarsen(coarsest, offset, shifted);
            steps[down++] = r;
            least -= bitsOf(coarsest[r]);
            least += bitsOf(++coarsest[r]);
        }
    }
    std::copy_n(steps.begin() + static_cast<std::ptrdiff_t>(up), balances_.size(),
                balances_.begin());
}

Categories Categorization::at(int control) const {
    Categories chosen = finest_;
    for (int i = 0; i < control; ++i) ++chosen[balance(i)];
    return chosen;
}

}  // namespace sidetone::media::g7221
