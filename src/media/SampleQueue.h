// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace sidetone::media {

/// Samples that wait, first in, first out. After the first packets it allocates no more.
class SampleQueue {
public:
    [[nodiscard]] std::size_t size() const { return samples_.size() - begin_; }
    void clear() {
        samples_.clear();
        begin_ = 0;
    }
    void put(std::span<const std::int16_t> samples) {
        compact();
        samples_.insert(samples_.end(), samples.begin(), samples.end());
    }
    /// Room for `count` more at the end; shorten() gives back what was not filled.
    [[nodiscard]] std::span<std::int16_t> extend(std::size_t count) {
        compact();
        samples_.resize(samples_.size() + count);
        return std::span(samples_).last(count);
    }
    void shorten(std::size_t count) { samples_.resize(samples_.size() - count); }
    /// The oldest ones; `count` is size() at most. Valid until the next change.
    [[nodiscard]] std::span<const std::int16_t> front(std::size_t count) const {
        return std::span(samples_).subspan(begin_, count);
    }
    void drop(std::size_t count) { begin_ += std::min(count, size()); }

private:
    void compact() {
        if (begin_ == 0) return;
        samples_.erase(samples_.begin(), samples_.begin() + static_cast<std::ptrdiff_t>(begin_));
        begin_ = 0;
    }
    std::vector<std::int16_t> samples_;
    std::size_t begin_ = 0;
};

}  // namespace sidetone::media
