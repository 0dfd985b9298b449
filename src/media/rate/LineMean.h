// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>

namespace sidetone::media {

/// What a call's line carried lately, for PathMemory: the mean of the last ten seconds in which
/// something was sent.
class LineMean {
public:
    /// Each second. `targetBits`: what the line is thought to carry; `sentBits`: of that second.
    void add(int targetBits, int sentBits);
    /// Empty before that many have been sent: a call that has just begun knows nothing yet.
    [[nodiscard]] std::optional<int> mean() const;

private:
    std::deque<int> seconds_;
};

}  // namespace sidetone::media
