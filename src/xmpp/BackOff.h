// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include "core/Clock.h"
#include "core/Random.h"

namespace sidetone::xmpp {

/// How long to wait before the next round of attempts: nothing at first, then doubling up to a
/// limit, each time scattered over the upper half so that many clients do not return as one.
class BackOff {
public:
    BackOff(core::Random& random, core::Milliseconds first, core::Milliseconds longest)
        : random_(random), first_(first), longest_(longest) {}

    /// All is well again: the next wait is none.
    void reset() { failures_ = 0; }
    /// There was no success before: the next wait is the first real one.
    void skipImmediate() { failures_ = std::max(failures_, 1); }
    [[nodiscard]] core::Milliseconds next() {
        const int failures = failures_++;
        if (failures == 0) return core::Milliseconds(0);
        const auto full =
            std::min(longest_, core::Milliseconds(first_.count() << std::min(failures - 1, 20)));
        const auto half = full.count() / 2;
        return core::Milliseconds(
            full.count() - half +
            static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(half) + 1)));
    }

private:
    core::Random& random_;
    core::Milliseconds first_;
    core::Milliseconds longest_;
    int failures_ = 0;
};

}  // namespace sidetone::xmpp
